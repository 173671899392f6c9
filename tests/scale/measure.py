"""What a whole build costs, stage by stage: seconds, articles a second, memory, and how much of it is Dagster's.

    python -m tests.scale.documents --n 100000 --to DOCUMENTS
    python -m tests.scale.measure DOCUMENTS --out BUILD [--add MORE]

With --add, the folder MORE is put beside DOCUMENTS afterwards, as a batch that arrives late, and what that costs is measured too. Memory is
that of this process and all of its workers together, pages that they share counted once each (proportional set size).
"""

import argparse
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.definitions import ASSETS, CHECKS, RELEASE
from pipelines.storage import Tables

SILENT = {"telemetry": {"enabled": False}, "nux": {"enabled": False}}
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
EVERY = 0.5  # seconds between looks at the memory


class Memory:
    """The most that this process and those below it ever held, in bytes, and the seconds of processor that they took."""

    def __init__(self) -> None:
        self.seen: list[tuple[float, int]] = []
        """Time and bytes of each look."""
        self._cpu: dict[int, float] = {}
        self._done = threading.Event()

    @contextmanager
    def watched(self) -> Iterator["Memory"]:
        """Watches until the block ends."""
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        try:
            yield self
        finally:
            self._done.set()
            watcher.join()

    def _watch(self) -> None:
        while not self._done.wait(EVERY):
            family = _family(os.getpid())
            self.seen.append((time.time(), sum(_pss(pid) for pid in family)))
            self._cpu |= {pid: _cpu(pid) for pid in family}

    def most(self, begin: float = 0, end: float = float("inf")) -> float:
        """The most that was held between two moments, in GB."""
        return max((size for moment, size in self.seen if begin <= moment <= end), default=0) / 1e9

    @property
    def cpu(self) -> float:
        """Seconds of processor of all that were seen."""
        return sum(self._cpu.values())


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def _cpu(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def build(documents: Path, out: Path, *, release: bool) -> None:
    """Runs everything in Dagster and prints what it cost."""
    assets = ASSETS if release else [asset for asset in ASSETS if asset not in RELEASE]
    made = {key for asset in assets for key in asset.keys}
    checks = [check for check in CHECKS if check.check_key.asset_key in made]
    began = time.perf_counter()
    temporary = tempfile.TemporaryDirectory()
    with Memory().watched() as memory, temporary as home, dg.DagsterInstance.local_temp(home, overrides=SILENT) as instance:
        result = dg.materialize(
            [*assets, *checks],
            resources={"tables": Tables(seeds=[str(documents)], out=str(out))},
            run_config=QUIET,
            raise_on_error=False,
            instance=instance,
        )
        wall = time.perf_counter() - began
        steps = _steps(instance, result.run_id)
    own = {asset.op.name for asset in assets}
    articles = next(_rows(result, "articles"), 0)
    checking = sum(end - begin for name, (begin, end) in steps.items() if name not in own)
    working = sum(end - begin for begin, end in steps.values())
    print(f"{'stage':22}{'s':>9}{'articles/s':>12}{'GB':>7}")
    for name, (begin, end) in steps.items():
        if name in own:
            print(f"{name:22}{end - begin:9.1f}{articles / max(end - begin, 0.001):12,.0f}{memory.most(begin, end):7.2f}")
    print(f"{'checks':22}{checking:9.1f}{articles / max(checking, 0.001):12,.0f}")
    print(f"{'between steps':22}{wall - working:9.1f}   {(wall - working) / wall:.1%} of the time: Dagster's")
    print(f"{'all':22}{wall:9.1f}{articles / wall:12,.0f}{memory.most():7.2f}   {memory.cpu:,.0f} CPU-seconds, {articles:,} articles")
    print("succeeded" if result.success else "FAILED", flush=True)


def _steps(instance: dg.DagsterInstance, run: str) -> dict[str, tuple[float, float]]:
    """When each step began and ended, in seconds since 1970, in order."""
    told = sorted(instance.get_run_step_stats(run), key=lambda step: step.start_time or 0)
    return {step.step_key: (step.start_time, step.end_time) for step in told if step.start_time and step.end_time}


def _rows(result: Any, table: str) -> Iterator[int]:
    for event in result.all_events:
        if event.event_type_value == "ASSET_MATERIALIZATION" and event.asset_key.to_user_string() == table:
            yield int(event.step_materialization_data.materialization.metadata["dagster/row_count"].value)


def main() -> None:
    """Measures what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measures a build.")
    parser.add_argument("documents", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--add", type=Path, help="a folder of documents that arrive late")
    parser.add_argument("--release", action="store_true", help="with a candidate for a release")
    given = parser.parse_args()
    build(given.documents, given.out, release=given.release)
    if given.add:
        late = given.documents / "late"
        shutil.copytree(given.add, late)
        try:
            print(f"\nand {given.add.name} added:")
            build(given.documents, given.out, release=given.release)
        finally:
            shutil.rmtree(late)


if __name__ == "__main__":
    main()
