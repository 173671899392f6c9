"""Hostile documents: mutations of our own, read in a process that is watched. `python tests/articles/fuzz.py --n 10000 --seed 1`.

No exception, no document over LIMIT seconds, documents = articles + duplicates + rejects. Prints a line per kind of mutation.
"""

import argparse
import io
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.articles.mutations import Sample, make, samples  # noqa: E402  (the file is run as a script)

LIMIT = 5.0
"""Seconds that a document may take."""
HANG = 60.0
"""Seconds without a document after which the process is ended."""
BATCH = 200


class Outcome(NamedTuple):
    """What became of one file."""

    kind: str
    statuses: Counter[str]
    seconds: float
    megabytes: float
    """By how much it raised the most memory that its process had."""
    peak: float


def peak_memory() -> float:
    """Most megabytes that this process has had; what its parent had, which getrusage hands down on Linux, aside."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def read_batch(folder: str, pipe: Any) -> None:
    """What the watched process does: reads a folder, tells after each document how long it took, and at the end the tables."""
    from checks.articles import Articles, blocks_resolve, window_holds_date
    from checks.raw_documents import RawDocuments, documents_add_up
    from checks.rejects import Rejects
    from checks.rules import offending
    from pipelines.articles.documents import build_documents

    last = [time.monotonic()]

    def progress(_: int, source: str) -> None:
        now = time.monotonic()
        pipe.send(("read", source, now - last[0], peak_memory()))
        last[0] = now

    try:
        raw, articles, rejects = build_documents([Path(folder)], progress)
        for model, table in ((RawDocuments, raw), (Articles, articles), (Rejects, rejects)):
            model.validate(table)
        tables = {"raw_documents": raw, "articles": articles, "rejects": rejects}
        for name, rule in (("count law", documents_add_up), ("blocks", blocks_resolve), ("window", window_holds_date)):
            if not (wrong := offending(rule, tables)).is_empty():
                raise AssertionError(f"{name}: {wrong.head(3).rows()}")
        reasons = dict(rejects.select("source", "reason").iter_rows())
        pipe.send(("done", [(source, reasons.get(source, status)) for source, status in raw.select("source", "status").iter_rows()]))
    except BaseException as error:  # it is what is looked for
        pipe.send(("failed", f"{type(error).__name__}: {str(error)[:500]}"))


def watch(folder: Path) -> tuple[list[tuple[str, float, float]], list[tuple[str, str]], str | None]:
    """Reads a folder in another process. Returns times and memory by source, what became of each source, and what went wrong."""
    context = multiprocessing.get_context("spawn")
    mine, its = context.Pipe(duplex=False)
    process = context.Process(target=read_batch, args=(str(folder), its))
    process.start()
    its.close()
    times: list[tuple[str, float, float]] = []
    ended: list[tuple[str, str]] = []
    wrong: str | None = None
    try:
        while True:
            if not mine.poll(HANG):
                wrong = f"nothing for {HANG:.0f} s after {times[-1][0] if times else 'the start'}"
                process.kill()
                break
            what, *rest = mine.recv()
            if what == "read":
                times.append((rest[0], rest[1], rest[2]))
                continue
            if what == "done":
                ended = rest[0]
            else:
                wrong = rest[0]
            break
    except EOFError:
        wrong = f"the process died after {times[-1][0] if times else 'the start'}"
    process.join()
    return times, ended, wrong


def run(n: int, seed: int, keep: Path | None = None, first: int = 0, progress: bool = False) -> tuple[list[Outcome], list[str]]:
    """Makes and reads n documents. Returns what became of each file, and what went wrong.

    Args:
        n: how many.
        seed: of the mutations.
        keep: a folder for the files that were slow or stand in a batch that failed.
        first: number of the first.
        progress: whether to print a line a batch.
    """
    known = samples()
    outcomes: list[Outcome] = []
    wrong: list[str] = []
    for begin in range(first, first + n, BATCH):
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            kinds = dict(_write(Path(folder), range(begin, min(begin + BATCH, first + n)), seed, known))
            times, ended, failed = watch(Path(folder))
            if failed:
                wrong.append(f"documents {begin} to {begin + BATCH}: {failed}")
                _keep(keep, Path(folder), kinds)
            found = list(_outcomes(kinds, times, ended))
            slow = [name for name, outcome in found if outcome.seconds > LIMIT]
            wrong += [f"{name}: {dict(found)[name].seconds:.1f} s" for name in slow]
            _keep(keep, Path(folder), slow)
            if not failed:
                wrong += [f"{name}: no row" for name, outcome in found if not outcome.statuses]
            outcomes += [outcome for _, outcome in found]
        if progress:
            print(
                f"{begin + BATCH:6d}  {max((outcome.seconds for outcome in outcomes), default=0):5.1f} s at most  {len(wrong)} wrong",
                flush=True,
            )
    return outcomes, wrong


def _write(folder: Path, numbers: range, seed: int, known: Sequence[Sample]) -> Iterator[tuple[str, str]]:
    for number in numbers:
        kind, made = make(number, seed, known)
        name = f"{number:06d}_{kind}{made.suffix}"
        (folder / name).write_bytes(made.data)
        yield name, kind


def _keep(keep: Path | None, folder: Path, names: Any) -> None:
    for name in names if keep else ():
        shutil.copy(folder / name, keep / name)  # type: ignore[operator]


def _outcomes(kinds: dict[str, str], times: list[tuple[str, float, float]], ended: list[tuple[str, str]]) -> Iterator[tuple[str, Outcome]]:
    """One a file: its slowest document, and by how much it raised the most memory that the process had."""
    seconds: dict[str, float] = defaultdict(float)
    grown: dict[str, float] = defaultdict(float)
    peaks: dict[str, float] = defaultdict(float)
    before = times[0][2] if times else 0.0
    for source, took, peak in times:
        name = source.partition("#")[0]
        seconds[name], grown[name], before = max(seconds[name], took), grown[name] + peak - before, peak
        peaks[name] = peak
    statuses: dict[str, Counter[str]] = defaultdict(Counter)
    for source, status in ended:
        statuses[source.partition("#")[0]][status] += 1
    for name, kind in kinds.items():
        yield name, Outcome(kind, statuses[name], seconds[name], grown[name], peaks[name])


def table(outcomes: Sequence[Outcome]) -> str:
    """A line per kind of mutation."""
    out = io.StringIO()
    print(f"{'mutation':20s} {'files':>6s} {'docs':>7s} {'slowest':>8s} {'+MB':>6s}  what became of the documents", file=out)
    for kind in sorted({outcome.kind for outcome in outcomes}):
        mine = [outcome for outcome in outcomes if outcome.kind == kind]
        counts: Counter[str] = sum((outcome.statuses for outcome in mine), Counter())
        told = ", ".join(f"{count} {status}" for status, count in counts.most_common())
        slowest, most = max(outcome.seconds for outcome in mine), max(outcome.megabytes for outcome in mine)
        print(f"{kind:20s} {len(mine):6d} {counts.total():7d} {slowest:7.2f}s {most:6.0f}  {told}", file=out)
    return out.getvalue()


def main() -> None:
    """Runs the whole and ends with 1 where something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="folder for the files that went wrong")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    outcomes, wrong = run(options.n, options.seed, options.keep, options.first, progress=True)
    print(table(outcomes))
    peak = max(one.peak for one in outcomes)
    n_documents = sum(one.statuses.total() for one in outcomes)
    print(f"{len(outcomes):,} files, {n_documents:,} documents, {time.monotonic() - begun:.0f} s, {peak:.0f} MB at most")
    print("\n".join(wrong) or "Nothing went wrong.")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
