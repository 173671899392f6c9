"""The whole comparison: articles in, rows of `overlaps` and of `reports` out. Knows nothing of Dagster.

    read         words and fingerprints of every article (store.py, fingerprints.py)
    furniture    fingerprints that link nothing (furniture.py)
    diagonals    pairs that share a fingerprint, and where (diagonals.py)
    pairs        exact passages, and how much of the one article is the other (pairs.py)
    copies       sets of articles that print one report (copies.py)
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from pipelines.ids import make_id
from pipelines.reports.copies import group_copies
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import find_diagonals, put_together
from pipelines.reports.fingerprints import Fingerprints, joined, repeated
from pipelines.reports.furniture import learn_furniture
from pipelines.reports.overlaps import overlap_rows
from pipelines.reports.pairs import compare_pairs
from pipelines.reports.store import Store
from pipelines.reports.words import Ints

PART = 6_000_000
"""Words of the articles that are compared at once."""


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
        prints = prints.take(~furniture.strikes(prints, corpus.outlet[prints.article]))
        lap("strike")
        diagonals = put_together(con, [find_diagonals(con, prints)])
        lap("diagonals")
        parts = [compare_pairs(corpus, store, furniture, part) for part in split_pairs(len(corpus), diagonals, store)]
        lap("pairs")
        overlaps = overlap_rows(con, corpus, [part.passages for part in parts])
        lap("rows")
        reports = report_rows(corpus, group_copies(len(corpus), pl.concat([part.likeness for part in parts])))
        lap("copies")
    return overlaps, reports


def report_rows(corpus: Corpus, copies: pl.DataFrame) -> pl.DataFrame:
    """One row of `reports` for each article, sorted, but for its origin."""
    canonical = corpus.ids.gather(copies["canonical"])
    report_ids = pl.Series([make_id("rep", key) for key in canonical], dtype=pl.String)
    rows = copies.select("relation", "similarity", article_id=corpus.ids, report_id=report_ids, canonical_id=canonical)
    return rows.select("article_id", "report_id", "relation", "canonical_id", "similarity").sort("article_id")


def split_pairs(n: int, diagonals: pl.DataFrame, store: Store) -> Iterator[pl.DataFrame]:
    """Diagonals in parts of about PART words; articles that hang together, through however many others, are in one part."""
    if not diagonals.height:
        return
    a, b = diagonals["a"].to_numpy(), diagonals["b"].to_numpy()
    graph = sp.coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(n, n))
    n_sets, of = connected_components(graph, directed=False)
    involved = np.union1d(a, b)
    size = np.bincount(of[involved], weights=store.n_words(involved), minlength=n_sets)
    part = ((np.cumsum(size) - size) // PART).astype(np.int64)
    yield from diagonals.with_columns(part=pl.Series(part[of[a]])).partition_by("part", include_key=False, maintain_order=True)
