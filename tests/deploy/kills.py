"""Kills the services of pipelines/deploy at drawn moments of a build: `python -m tests.deploy.kills --n 100 --seed 9`.

Mostly the process of the run, at times the code server with everything in it, at times the daemon. A run that died has to be marked as
failed and is run again by Dagster's daemon, or launched anew; what is visible after a kill has to have the bytes of an undisturbed build.
"""

import argparse
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from tests.deploy.stack import ENDED, Stack, hashes, running

VICTIMS = {"run": 0.8, "code": 0.12, "daemon": 0.08}
SOONER, LATER = 0.7, 1.1  # runs that find tables are shorter than the first: when to kill is learned
SPARED = 0.1  # share of the runs that are let go to their end
NOTICED = 180  # seconds until a dead run has to be marked as failed; one that had not begun is given up after 120 (dagster.yaml)
LEFT = 30  # seconds until the last of its worker processes has to have ended
AGAIN = 60  # seconds until it has to be run again
ENDS = 300  # seconds that a run may take
PARENT = "dagster/parent_run_id"


def children(pid: int) -> Iterator[int]:
    """The processes that a process has started, and those that they have."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(stat.read_text().rsplit(")", 1)[1].split()[1]), []).append(int(stat.parent.name))
        except (OSError, ValueError):  # it has just ended
            continue
    waiting = parents.get(pid, [])
    while waiting:
        child = waiting.pop()
        yield child
        waiting += parents.get(child, [])


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def run_processes(stack: Stack) -> Iterator[int]:
    """The processes that the code server has started for runs."""
    for pid in children(stack.pid("code")):
        try:
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                yield pid
        except OSError:
            continue


class Torture:
    """Builds, killed and run again; what was seen is counted in `told`."""

    def __init__(self, stack: Stack, draw: random.Random) -> None:
        self.stack, self.draw, self.told = stack, draw, Counter[str]()
        self.noticed: list[float] = []
        self.before: set[int] = set()
        """Processes of earlier runs, on their way out."""
        run = stack.launch("build")
        pid, begun = self._process_of(run), time.monotonic()
        while pid and is_alive(pid):
            time.sleep(0.1)
        self.seconds = time.monotonic() - begun
        self._complete(run)
        self.wanted = hashes(stack.out)
        assert self.wanted, "the first build made nothing"

    def build(self) -> None:
        """Launches a build and kills it, and its repetitions, until one is let go or Dagster gives up."""
        self._forget()
        self.before = set(run_processes(self.stack))
        run: str | None = self.stack.launch("build")
        while run and self.draw.random() > SPARED and self._killed(run):
            run = self._repeated(run)
            self.told["run again by the daemon" if run else "given up by the daemon"] += 1
        if run is None:
            run = self.stack.launch("build")
        self._complete(run)
        found = hashes(self.stack.out)
        assert found == self.wanted, f"other files: {sorted(set(found.items()) ^ set(self.wanted.items()))}"
        self.told["completed with equal bytes"] += 1

    def _killed(self, run: str) -> bool:
        """Kills something while a run is at work, and waits until it is marked as failed. False if it had ended before, or lives on."""
        pid = self._process_of(run)
        if pid is None:
            return False
        victim = self.draw.choices(list(VICTIMS), list(VICTIMS.values()))[0]
        time.sleep(self.draw.uniform(0, self.seconds))
        if not is_alive(pid):
            self.told["had ended"] += 1
            self.seconds *= SOONER
            return False
        family = [pid, *children(pid)]
        if victim == "run":
            os.kill(pid, signal.SIGKILL)
        else:
            self.stack.kill(victim)
        self._see()
        if victim != "run":
            self.stack.start(victim)
        if victim == "daemon":
            self.told["daemon killed"] += 1
            return False
        begun = time.monotonic()
        status = self.stack.wait_for_end(run, NOTICED)
        if status == "SUCCESS":  # its process was on its way out
            self.told["had ended"] += 1
            self.seconds *= SOONER
            return False
        assert status == "FAILURE", f"a run that died is {status} after {NOTICED} s"
        self.told[f"{victim} killed"] += 1
        self.seconds *= LATER
        self.noticed.append(time.monotonic() - begun)
        self._see_them_end(family)
        return True

    def _see_them_end(self, family: list[int]) -> None:
        """A worker process does not outlive its run."""
        until = time.monotonic() + LEFT
        while left := [pid for pid in family if is_alive(pid)]:
            assert time.monotonic() < until, f"of a dead run is left: {[Path(f'/proc/{pid}/cmdline').read_bytes() for pid in left]}"
            time.sleep(0.2)

    def _process_of(self, run: str) -> int | None:
        until = time.monotonic() + ENDS
        while time.monotonic() < until:
            if (pid := next((pid for pid in run_processes(self.stack) if pid not in self.before), None)) is not None:
                return pid
            if self.stack.status(run) in ENDED:
                return None
            time.sleep(0.1)
        raise AssertionError(f"run {run} was never started:\n{self.stack.log('daemon')[-3000:]}")

    def _repeated(self, run: str) -> str | None:
        """The run that Dagster's daemon has launched in its place; None where it has given up."""
        until = time.monotonic() + AGAIN
        with dg.DagsterInstance.get() as instance:
            while time.monotonic() < until:
                dead = instance.get_run_by_id(run)
                assert dead
                if again := instance.get_runs(dg.RunsFilter(tags={PARENT: run})):
                    return again[0].run_id
                if dead.tags.get("dagster/will_retry") == "false":
                    return None
                time.sleep(0.5)
        raise AssertionError(f"run {run} was not run again")

    def _complete(self, run: str) -> None:
        status = self.stack.wait_for_end(run, ENDS)
        assert status == "SUCCESS", f"{run}: {status}\n{_story(run)}\n{self.stack.log('code')[-3000:]}"

    def _forget(self) -> None:
        """The next build begins with nothing, or with some of the tables."""
        everything = self.draw.random() < 0.5
        for path in sorted(self.stack.out.rglob("*"), reverse=True):
            if path.is_dir():
                path.rmdir() if everything else None
            elif everything or (path.suffix == ".parquet" and path.parent.name != "index" and self.draw.random() < 0.5):
                path.unlink()  # the index is not what a run brings: it is there so that the next is quick

    def _see(self) -> None:
        """Whatever has a name without a dot is whole, and as it will be in the end."""
        seen = {
            name: digest for name, digest in hashes(self.stack.out).items() if not any(part.startswith(".") for part in name.split("/"))
        }
        wrong = [name for name, digest in seen.items() if self.wanted.get(name) != digest]
        assert not wrong, f"half or other bytes were visible: {wrong}"


def _story(run: str) -> str:
    """What Dagster tells of a run."""
    with dg.DagsterInstance.get() as instance:
        entries = instance.all_logs(run)
    errors = (getattr(entry.dagster_event.event_specific_data, "error", None) if entry.dagster_event else None for entry in entries)
    return "\n".join(f"{entry.user_message or entry.message} {error or ''}" for entry, error in zip(entries, errors, strict=True))


def torture(n: int, seed: int, home: Path) -> tuple[Counter[str], list[float]]:
    """Kills so often, and gives what was seen and after how many seconds each death was noticed."""
    with running(home / "home", home / "out", ("web", "daemon")) as stack:
        os.environ |= stack.environment("daemon")
        begun = time.monotonic()
        work = Torture(stack, random.Random(seed))
        while sum(count for what, count in work.told.items() if what.endswith("killed")) < n:
            work.build()
            print(f"{time.monotonic() - begun:.0f} s", dict(work.told), flush=True)
        with dg.DagsterInstance.get() as instance:
            left = instance.get_runs(dg.RunsFilter(statuses=[status for status in dg.DagsterRunStatus if status.value not in ENDED]))
        assert not left, f"runs that never end: {left}"
        return work.told, work.noticed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=100)
    parser.add_argument("--seed", type=int, default=9)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # whoever ends this ends the services too
    with tempfile.TemporaryDirectory(prefix="muster-kills-") as home:
        told, noticed = torture(asked.n, asked.seed, Path(home))
    print(", ".join(f"{count} {what}" for what, count in sorted(told.items())), end="; ")
    print(f"a dead run was marked as failed after {statistics.median(noticed):.1f} s (most: {max(noticed):.1f} s)")


if __name__ == "__main__":
    main()
