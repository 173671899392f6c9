"""The whole comparison: articles in, rows of `overlaps` and of `reports` out. Knows nothing of Dagster.

    read         words and fingerprints of every article (store.py, fingerprints.py)
    furniture    fingerprints that link nothing (furniture.py)
    diagonals    pairs that share a fingerprint, and where (diagonals.py)
    pairs        exact passages, and how much of the one article is the other (pairs.py)
    copies       sets of articles that print one report (copies.py)

With an index (index.py) only what a new batch has to do with is read and compared; the tables are the same.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

from pipelines.ids import DIGITS
from pipelines.reports.copies import group_copies
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import FEW
from pipelines.reports.index import Index
from pipelines.reports.links import learn_and_group, link_and_compare
from pipelines.reports.origins import find_credited, find_signed, trace_credited
from pipelines.reports.overlaps import SCHEMA, digits, overlap_rows, sides_of
from pipelines.reports.pairs import Pairs
from pipelines.reports.store import Store
from pipelines.reports.types import Flags, Ints

# what pipelines.ids.make_id does
REPORT_IDS = f"SELECT ('0x' || left(sha256(key), {DIGITS}))::UBIGINT AS report FROM canonical ORDER BY n"
Write = Callable[[pl.DataFrame], object]
MEMORY = "1500MB"
"""What DuckDB may take before it writes to the disk."""


def compare_articles(
    articles: pl.DataFrame | Path, index: Path | None = None, write: Write | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of `overlaps` and of `reports`; the order of the articles does not matter.

    Args:
        articles: `article_id`, `text`, `blocks`, `outlet`; `published_at`, `published_latest`, `n_words`, `bylines` where known. A frame,
            or a Parquet file, which is then never held as a whole.
        index: a folder that remembers the last comparison. What is in it and no longer among the articles is forgotten.
        write: takes the rows of `overlaps`, some at a time and in order; the table returned has none then. Many take much memory.
    """
    corpus = Corpus(articles)
    with duckdb.connect(config={"threads": os.cpu_count() or 1, "memory_limit": MEMORY}) as con:
        if index:
            pairs, signed = Index(index).update(con, corpus)
            return finish(con, corpus, pairs, signed, write)
        with Store(corpus) as store:
            store.fill(np.arange(len(corpus)))
            _, groups = learn_and_group(corpus, store, store.in_ranges())
            pairs = link_and_compare(corpus, store, groups, np.ones(len(corpus), dtype=np.bool_))
        return finish(con, corpus, pairs, None, write)


def finish(
    con: duckdb.DuckDBPyConnection, corpus: Corpus, pairs: Pairs, signed: pl.DataFrame | None = None, write: Write | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of `overlaps` and of `reports` from what all pairs have in common, and from who signs each article, where that is known."""
    with ThreadPoolExecutor(1) as pool:  # who signs is read by Python alone, while other threads are at work on the rest
        signing = pool.submit(lambda: find_signed(corpus.rows(np.arange(len(corpus)))) if signed is None else signed)
        copies = group_copies(len(corpus), pairs.likeness)
        sides = sides_of(corpus, pairs.passages)
        which = shown(*sides, copies)
        parts = [pl.DataFrame(schema=SCHEMA)]
        for part in overlap_rows(con, corpus, pairs.passages, which):
            (write or parts.append)(part)
        reports = report_rows(con, corpus, copies)
    told = signing.result()
    credited = find_credited(told, reports)
    taking = which & _taking(corpus, *sides, credited)
    taken = pl.concat([parts[0], *overlap_rows(con, corpus, pairs.passages, taking)])
    origins = trace_credited(told, credited, taken)
    return pl.concat(parts), reports.with_columns(origins["origin"], origins["origin_basis"])  # in the same order


def shown(a: Ints, b: Ints, copies: pl.DataFrame) -> Flags:
    """The passages of pairs of articles that two reports share, and of the copies of one report those with its canonical article; of few
    copies all."""
    canonical = copies["canonical"].to_numpy()
    few = np.bincount(canonical, minlength=len(canonical))[canonical] <= FEW
    return (canonical[a] != canonical[b]) | (canonical[a] == np.minimum(a, b)) | few[a]


def _taking(corpus: Corpus, a: Ints, b: Ints, credited: pl.DataFrame) -> Flags:
    """The passages that can tell where a report without a credit is from: all others need not be looked at."""
    has = credited["credited"].is_not_null().to_numpy()[corpus.rank]
    lacks = ~has & (credited["article_id"] == credited["canonical_id"]).to_numpy()[corpus.rank]
    return (lacks[a] & has[b]) | (lacks[b] & has[a])


def report_rows(con: duckdb.DuckDBPyConnection, corpus: Corpus, copies: pl.DataFrame) -> pl.DataFrame:
    """One row of `reports` for each article, sorted, but for its origin."""
    numbers = copies["canonical"].to_numpy()
    which = np.unique(numbers)
    con.register("canonical", pl.DataFrame({"n": which, "key": corpus.ids.gather(which)}))
    ids = np.zeros(len(corpus), dtype=np.uint64)
    ids[which] = con.sql(REPORT_IDS).pl()["report"].to_numpy()
    order = np.argsort(corpus.rank)
    canonical = numbers[order]
    return copies.select("relation", "similarity")[order].select(
        article_id=corpus.in_order, report_id=digits("rep_", ids[canonical]), relation="relation",
        canonical_id=corpus.ids.gather(canonical), similarity="similarity",
    )  # fmt: skip
