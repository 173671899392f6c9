"""Seeded reports with known copies, excerpts, rewrites, shared quotations and furniture, in words of our own: for tests, and for measuring.

    python -m tests.reports.generate --n 100000 --seed 7 --to DIR

writes DIR/articles.parquet and DIR/truth.parquet, a row group for each CHUNK articles. Chunks are made apart from one another, so that
memory does not grow with n, and the bytes do not depend on how many processes made them. Nobody in these reports exists.
"""

import argparse
import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tests.reports.houses import pick_outlet
from tests.reports.pages import ARTICLES, TRUTH, Page, print_page, tables
from tests.reports.stories import Report, Story, copy, digest, follow_up, independent, make_story, rewrite

CHUNK = 5_000
"""Articles that are made at once."""
SETS = 1_000_000
"""Numbers of sets and stories in a chunk; those below STORIES are first reports of stories."""
STORIES = 100_000
MOST_COPIES = 300
LATE = 0.06
"""Share of the stories that take up one of an earlier chunk."""
EARLY = 0.02
"""Share of the articles whose stated time is too early."""
START = datetime(2021, 1, 4, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Plan:
    """What is to be made."""

    n: int
    seed: int
    n_outlets: int | None = None
    chunk: int = CHUNK

    @property
    def chunks(self) -> range:
        """Numbers of the chunks."""
        return range(-(-self.n // self.chunk))


def generate(n: int, seed: int, n_outlets: int | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """n articles and the truth about them, as tables in memory; `n_outlets`: as many, and no small ones."""
    plan = Plan(n, seed, n_outlets)
    articles, truth = zip(*(make_chunk(plan, chunk) for chunk in plan.chunks), strict=True)
    return pl.DataFrame(pl.from_arrow(pa.concat_tables(articles))), pl.DataFrame(pl.from_arrow(pa.concat_tables(truth)))


def write(n: int, seed: int, to: Path, processes: int = 1, chunk: int = CHUNK) -> None:
    """The same as files."""
    plan = Plan(n, seed, chunk=chunk)
    to.mkdir(parents=True, exist_ok=True)
    with (
        pq.ParquetWriter(to / "articles.parquet", ARTICLES, compression="zstd", compression_level=1) as articles,
        pq.ParquetWriter(to / "truth.parquet", TRUTH, compression="zstd") as truth,
        multiprocessing.get_context("spawn").Pool(processes) as pool,
    ):
        for some, about in pool.imap(partial(make_chunk, plan), plan.chunks):
            articles.write_table(some, row_group_size=chunk)
            truth.write_table(about, row_group_size=chunk)


def make_chunk(plan: Plan, chunk: int) -> tuple[pa.Table, pa.Table]:
    """Articles and truth of a chunk, in no order of stories."""
    rng = Random(f"{plan.seed} chunk {chunk}")
    wanted = min(plan.chunk, plan.n - chunk * plan.chunk)
    pages: list[Page] = []
    for number in range(wanted):
        pages += _tell(plan, chunk, number, rng)
        if len(pages) >= wanted:
            break
    del pages[wanted:]
    rng.shuffle(pages)
    titles: list[str] = []
    rows = []
    for page in pages:
        rows.append(print_page(rng, plan.seed, page, titles))
        titles.append(page.report.titles[0])
    return tables(rows, f"{plan.seed} {chunk}")


def _tell(plan: Plan, chunk: int, number: int, rng: Random) -> Iterator[Page]:
    """All that is printed about a story, or what is made later of an earlier one."""
    teller = _Teller(plan, chunk, number, rng)
    if chunk and rng.random() < LATE:
        other, about = rng.randrange(chunk), rng.randrange(200)  # every chunk has some hundreds of stories
        earlier = make_story(plan.seed, other, about)
        teller.first = other * SETS + about
        yield from teller.again(earlier, rng.randint(1, 3))
        return
    story = make_story(plan.seed, chunk, number)
    n_copies = _how_many(rng, 1.3, MOST_COPIES)
    yield from teller.printings(story.report, "canonical", teller.first, n_copies)
    yield from teller.again(story, _how_many(rng, 1.1, 12 + n_copies // 10))


class _Teller:
    """Hands out reports, and their copies, with what is true of them."""

    def __init__(self, plan: Plan, chunk: int, number: int, rng: Random) -> None:
        self.plan, self.chunk, self.number, self.rng = plan, chunk, number, rng
        self.first = chunk * SETS + number
        self.n_made = 0
        self.begun = START + timedelta(days=2 * chunk, minutes=rng.randrange(60 * 48))
        self.wire = rng.randrange(7) if rng.random() < 0.5 else None

    def again(self, story: Story, n: int) -> Iterator[Page]:
        """Other reports that have to do with a story."""
        for turn in range(n):
            way = self.rng.choices(("copy", "rewrite", "quoting", "independent", "follow_up", "digest"), (3, 42, 12, 12, 25, 5))[0]
            own = self.chunk * SETS + STORIES + self.number * 100 + turn
            if way == "copy":
                yield from self.printings(story.report, "verbatim", self.first, 0)
            elif way == "rewrite":
                report = rewrite(self.rng, self.plan.seed, story)
                yield from self.printings(report, "rewrite", own, _how_many(self.rng, 2.0, 9), source=self.first)
            elif way == "follow_up":
                told = make_story(self.plan.seed, self.chunk, STORIES + self.number * 100 + turn, story.war)
                report = follow_up(self.rng, story, told)
                yield from self.printings(report, "follow_up", own, _how_many(self.rng, 2.0, 9), quoted=[self.first])
            elif way == "digest":
                numbers = [self.number - back for back in range(1, 4) if back <= self.number]
                others = [make_story(self.plan.seed, self.chunk, number) for number in numbers]
                sets = [self.first, *(self.chunk * SETS + number for number in numbers)]
                yield from self.printings(digest(self.rng, [story, *others]), "digest", own, 0, quoted=sets)
            else:
                report = independent(self.rng, self.plan.seed, story, way == "quoting")
                quoted = [self.first] if report.taken else []
                yield from self.printings(report, "independent", own, _how_many(self.rng, 2.0, 9), quoted=quoted)

    def printings(
        self, report: Report, relation: str, number: int, n: int, source: int | None = None, quoted: list[int] | None = None
    ) -> Iterator[Page]:
        """The first print of a report, and n more."""
        story = self.first if relation in ("canonical", "verbatim", "rewrite", "independent") else number
        lag = 0 if relation == "canonical" else self.rng.randint(30, 4000)
        for turn in range(n + 1):
            what, printed = copy(self.rng, report) if turn else (relation, report)
            lag += 0 if not turn else int(self.rng.lognormvariate(3.5, 1.2) / (1 + n / 20)) + 1
            published = self.begun + timedelta(minutes=lag if self.rng.random() > EARLY else -self.rng.randint(0, 300))
            outlet = pick_outlet(self.rng, self.plan.seed, self.plan.n, self.plan.n_outlets)
            yield Page(printed, what, story, number, source, quoted or [], outlet, published, self.wire, turn == 0)


def _how_many(rng: Random, steepness: float, most: int) -> int:
    """0 most often, and now and then very many."""
    return min(most, int((1 - rng.random()) ** (-1 / steepness)) - 1)


def _main() -> None:
    parser = argparse.ArgumentParser(description="Makes reports with known copies, and the truth about them.")
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    begun = time.monotonic()
    write(given.n, given.seed, given.to, given.processes)
    print(f"{given.n:,} reports in {time.monotonic() - begun:.1f} s: {given.to}")


if __name__ == "__main__":
    _main()
