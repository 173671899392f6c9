"""One thing that breaks its process costs itself alone, and all else is as if it had not been there."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.batches.workers import Chunk, Workers
from tests.batches.poison import blame, double
from tests.conftest import ROOT


def test_what_breaks_its_process_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_WORKERS", "2")
    chunks = [Chunk([1, 2, 3]), Chunk([4, "die", 5, 6]), Chunk(["leave"]), Chunk([7, "hang"]), Chunk(["fill", 8]), Chunk([9])]
    with Workers(("tests.batches.poison",), patience=2.0) as workers:
        found = [one for result in workers.map(double, chunks, blame) for one in result]
    assert found == [
        2, 4, 6, 8, ("die", "The process that worked on it ended by SIGSEGV."), 10, 12,
        ("leave", "The process that worked on it ended with exit code 3."), 14,
        ("hang", "It was worked on for 2 seconds without an end."), ("fill", "Working on it ended in MemoryError."), 16, 18,
    ]  # fmt: skip


def test_an_error_of_ours_is_no_fault_of_the_document() -> None:
    with Workers(("tests.batches.poison",)) as workers, pytest.raises(AssertionError):
        list(workers.map(double, [Chunk(["a word"])], blame))


HELD = """
import sys, time
from pipelines.batches.workers import Chunk, Workers
from tests.batches.poison import blame, parent

if __name__ == "__main__":
    workers = Workers(("tests.batches.poison",))
    print(*next(iter(workers.map(parent, [Chunk([1])], blame))), flush=True)
    time.sleep(600)
"""


def test_workers_end_with_a_parent_that_is_killed() -> None:
    held = subprocess.Popen([sys.executable, "-c", HELD], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert held.stdout
    worker = int(held.stdout.readline())
    held.send_signal(signal.SIGKILL)
    held.wait()
    held.stdout.close()
    deadline = time.monotonic() + 10
    while _lives(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(worker)


def _lives(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):  # gone, before or while it was read
        return False
    return "\nState:\tZ" not in status
