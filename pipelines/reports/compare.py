"""The whole comparison: articles in, rows of `overlaps` and of `reports` out. Knows nothing of Dagster.

    read         words and fingerprints of every article (store.py, fingerprints.py)
    furniture    fingerprints that link nothing (furniture.py)
    diagonals    pairs that share a fingerprint, and where (diagonals.py)
    pairs        exact passages, and how much of the one article is the other (pairs.py)
    copies       sets of articles that print one report (copies.py)
"""

import os
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

from pipelines.ids import make_id
from pipelines.reports.copies import group_copies
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import find_diagonals, put_together
from pipelines.reports.fingerprints import REACH, WINDOW, Fingerprints, joined, repeated
from pipelines.reports.furniture import learn_furniture
from pipelines.reports.overlaps import overlap_rows
from pipelines.reports.pairs import NO_LIKENESS, NO_PASSAGES, compare_pairs, worth_comparing
from pipelines.reports.shingles import GRAM
from pipelines.reports.store import Store, on_all_cores

PART = 1_000_000
"""Words that are compared at once."""


def compare_articles(articles: pl.DataFrame | Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    corpus = Corpus(articles)
    everything = np.arange(len(corpus))
    with Store(corpus) as store, duckdb.connect(config={"threads": os.cpu_count() or 1}) as con:
        import time
        t = time.time()
        def lap(name):
            nonlocal t
            if os.environ.get("LAP"): print(f"{name:12s} {time.time()-t:6.2f} s  cpu {time.process_time():.2f}")
            t = time.time()
        prints = joined(list(store.read(everything)))
        lap("read")
        prints = prints.take(repeated(prints.hash, 2))
        lap("sieve")
        furniture = learn_furniture(con, corpus, store, prints)
        lap("furniture")
        struck = furniture.strikes(prints, corpus.outlet[prints.article])
        strike_words(store, prints.take(struck))
        prints = prints.take(~struck)
        lap("strike")
        diagonals = put_together(con, [find_diagonals(con, prints, store.n_own)])
        lap("diagonals")
        if os.environ.get("LAP"): print(diagonals.height, diagonals.select("a","b").unique().height, len(furniture.hash))
        diagonals = worth_comparing(store, diagonals)
        if os.environ.get("LAP"): print(diagonals.height, diagonals.select("a","b").unique().height, len(furniture.hash))
        lap("worth")
        parts = on_all_cores(lambda part: compare_pairs(corpus, store, part), split_pairs(diagonals))
        lap("pairs")
        copies = group_copies(len(corpus), pl.concat([NO_LIKENESS, *(part.likeness for part in parts)]))
        lap("copies")
        passages = pl.concat([NO_PASSAGES, *(part.passages for part in parts)])
        overlaps = overlap_rows(con, corpus, shown(passages, copies))
        lap("rows")
        reports = report_rows(corpus, copies)
        lap("reports")
    return overlaps, reports


def report_rows(corpus: Corpus, copies: pl.DataFrame) -> pl.DataFrame:
    """One row of `reports` for each article, sorted, but for its origin."""
    canonical = corpus.ids.gather(copies["canonical"])
    report_ids = pl.Series([make_id("rep", key) for key in canonical], dtype=pl.String)
    rows = copies.select("relation", "similarity", article_id=corpus.ids, report_id=report_ids, canonical_id=canonical)
    return rows.select("article_id", "report_id", "relation", "canonical_id", "similarity").sort("article_id")


def shown(passages: pl.DataFrame, copies: pl.DataFrame) -> pl.DataFrame:
    """The passages that two reports share, and those of each copy and the canonical article of its report."""
    canonical = copies["canonical"]
    first_a, first_b = canonical.gather(passages["a"]), canonical.gather(passages["b"])
    return passages.filter((first_a != first_b) | (passages["a"] == first_a))


def strike_words(store: Store, prints: Fingerprints) -> None:
    """Marks the words of these fingerprints as furniture, and the few between two of them in a row."""
    prints = prints.take(np.lexsort((prints.place, prints.article)))
    begin, article = prints.place.astype(np.int64), prints.article.astype(np.int64)
    n_words = np.full(len(begin), GRAM, dtype=np.int64)
    gap = np.diff(begin)
    n_words[:-1] = np.where((np.diff(article) == 0) & (gap <= WINDOW), gap, n_words[:-1])
    store.strike(article, begin, n_words)


def split_pairs(diagonals: pl.DataFrame) -> list[pl.DataFrame]:
    """Diagonals, sorted by a and b, in parts of about PART words to compare; no pair is in two."""
    a, b = diagonals["a"].to_numpy(), diagonals["b"].to_numpy()
    new = (np.diff(a, prepend=-1) != 0) | (np.diff(b, prepend=-1) != 0)
    part = np.cumsum(diagonals["last"].to_numpy() - diagonals["first"].to_numpy() + 3 * REACH) // PART
    part = np.maximum.accumulate(np.where(new, part, 0))
    ends = np.flatnonzero(np.diff(part)) + 1
    return [diagonals[begin:end] for begin, end in pairwise([0, *ends.tolist(), diagonals.height]) if begin < end]
