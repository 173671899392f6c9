"""The whole comparison: articles in, rows of `overlaps` and of `reports` out. Knows nothing of Dagster.

    read         words and fingerprints of every article (store.py, fingerprints.py)
    furniture    fingerprints that link nothing (furniture.py)
    diagonals    pairs that share a fingerprint, and where (diagonals.py)
    pairs        exact passages, and how much of the one article is the other (pairs.py)
    copies       sets of articles that print one report (copies.py)

With an index (index.py) only what a new batch has to do with is read and compared; the tables are the same.
"""

import os
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

from pipelines.ids import make_id
from pipelines.reports.copies import group_copies
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import FEW
from pipelines.reports.index import Index
from pipelines.reports.links import compare_all, learn_and_link
from pipelines.reports.origins import find_signed, trace_signed
from pipelines.reports.overlaps import overlap_rows
from pipelines.reports.pairs import Pairs
from pipelines.reports.store import Store

MEMORY = "1500MB"
"""What DuckDB may take before it writes to the disk."""


def compare_articles(articles: pl.DataFrame | Path, index: Path | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of `overlaps` and of `reports`; the order of the articles does not matter.

    Args:
        articles: `article_id`, `text`, `blocks`, `outlet`; `published_at`, `published_latest`, `n_words`, `bylines` where known. A frame,
            or a Parquet file, which is then never held as a whole.
        index: a folder that remembers the last comparison. What is in it and no longer among the articles is forgotten.
    """
    corpus = Corpus(articles)
    with duckdb.connect(config={"threads": os.cpu_count() or 1, "memory_limit": MEMORY}) as con:
        if index:
            return finish(con, corpus, *Index(index).update(con, corpus))
        with Store(corpus) as store:
            store.fill(np.arange(len(corpus)))
            _, diagonals = learn_and_link(con, corpus, store, store.in_ranges())
            pairs = compare_all(corpus, store, diagonals)
        return finish(con, corpus, pairs)


def finish(
    con: duckdb.DuckDBPyConnection, corpus: Corpus, pairs: Pairs, signed: pl.DataFrame | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of `overlaps` and of `reports` from what all pairs have in common, and from who signs each article, where that is known."""
    copies = group_copies(len(corpus), pairs.likeness)
    overlaps = overlap_rows(con, corpus, shown(pairs.passages, copies))
    reports = report_rows(corpus, copies)
    signed = find_signed(corpus.rows(np.arange(len(corpus)))) if signed is None else signed
    return overlaps, reports.join(trace_signed(signed, reports, overlaps), on="article_id", maintain_order="left")


def shown(passages: pl.DataFrame, copies: pl.DataFrame) -> pl.DataFrame:
    """The passages that two reports share, and of the copies of one report those with its canonical article; of few copies all."""
    canonical = copies["canonical"]
    few = copies.select(pl.len().over("canonical") <= FEW).to_series().gather(passages["a"])
    first_a, first_b = canonical.gather(passages["a"]), canonical.gather(passages["b"])
    return passages.filter((first_a != first_b) | (passages["a"] == first_a) | few)


def report_rows(corpus: Corpus, copies: pl.DataFrame) -> pl.DataFrame:
    """One row of `reports` for each article, sorted, but for its origin."""
    canonical = corpus.ids.gather(copies["canonical"])
    # an article that is canonical makes the key of its report; the others take it from there
    own = [make_id("rep", key) if first else "" for key, first in zip(corpus.ids, copies["relation"] == "canonical", strict=True)]
    report_ids = pl.Series(own, dtype=pl.String).gather(copies["canonical"])
    rows = copies.select("relation", "similarity", article_id=corpus.ids, report_id=report_ids, canonical_id=canonical)
    return rows.select("article_id", "report_id", "relation", "canonical_id", "similarity").sort("article_id")
