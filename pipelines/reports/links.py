"""From fingerprints to passages: the steps that a comparison of all articles and one of a new batch have in common."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import polars as pl

from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import put_together
from pipelines.reports.fingerprints import REACH, WINDOW, Fingerprints, joined, repeated
from pipelines.reports.furniture import Furniture, learn_furniture
from pipelines.reports.linking import link_in_order
from pipelines.reports.pairs import NO_LIKENESS, NO_PASSAGES, Pairs, compare_pairs
from pipelines.reports.segments import Segments
from pipelines.reports.shingles import GRAM
from pipelines.reports.store import Store, on_all_cores
from pipelines.reports.types import Flags

SLICE = 3_000_000
"""Diagonals that are put together at once."""
PART = 6_000_000
"""Words that are compared at once."""


def learn_and_link(corpus: Corpus, store: Store, ranges: Iterable[Fingerprints]) -> tuple[Furniture, list[pl.DataFrame]]:
    """Furniture and diagonals of all articles, the latter for each range. Marks furniture in the store.

    Args:
        ranges: all fingerprints, those with the same hash in the same part.
    """
    everybody = np.ones(len(corpus), dtype=np.bool_)

    def look(prints: Fingerprints) -> tuple[Furniture, Fingerprints, pl.DataFrame]:
        shared = prints.take(repeated(prints.hash, 2)).in_order()
        learned = learn_furniture(corpus, store, shared)
        store.let_go()
        is_struck = learned.strikes(shared, corpus.outlet)
        diagonals = link_in_order(store, shared.take(~is_struck), everybody)
        store.let_go()
        return learned, shared.take(is_struck), diagonals

    found = on_all_cores(look, ranges)
    strike_words(store, joined([struck for _, struck, _ in found]))
    return Furniture.joined([learned for learned, _, _ in found]), [diagonals for _, _, diagonals in found]


def link_stirred(corpus: Corpus, store: Store, furniture: Furniture, stirred: Flags, segments: Segments) -> pl.DataFrame:
    """Diagonals of the pairs of which one article is stirred."""
    prints = segments.look_up(np.unique(store.prints(np.flatnonzero(stirred)).hash))
    prints = prints.take(prints.article < len(corpus))
    prints = prints.take(~furniture.strikes(prints, corpus.outlet))
    return put_together([link_in_order(store, prints, stirred)])


def in_slices(parts: list[pl.DataFrame], n: int) -> Iterator[pl.DataFrame]:
    """The diagonals of several ranges of hashes, those of some of n articles at a time and these put together."""
    first = np.zeros(n + 1, dtype=np.int64)
    for part in parts:
        first[:-1] += np.bincount(part["a"].to_numpy(), minlength=n)
    slices = (np.cumsum(first) - first) // SLICE
    bounds = np.searchsorted(slices, np.arange(slices[-1] + 2))
    for low, high in pairwise(bounds.tolist()):
        yield put_together([part.filter(pl.col("a").is_between(low, high, closed="left")) for part in parts])


def compare_all(corpus: Corpus, store: Store, diagonals: pl.DataFrame | Iterable[pl.DataFrame]) -> Pairs:
    """What the pairs that have diagonals share; no pair is in two slices of the diagonals."""

    def compare(part: pl.DataFrame) -> Pairs:
        pairs = compare_pairs(corpus, store, part)
        store.let_go()
        return pairs

    slices = [diagonals] if isinstance(diagonals, pl.DataFrame) else diagonals
    parts = on_all_cores(compare, (part for some in slices for part in split_pairs(some)))
    passages, likeness = [p.passages for p in parts], [p.likeness for p in parts]
    parts.clear()
    return Pairs(pl.concat([NO_PASSAGES, *passages], rechunk=True), pl.concat([NO_LIKENESS, *likeness], rechunk=True))


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
    part = np.cumsum((diagonals["last"] - diagonals["first"]).to_numpy().astype(np.int64) + 3 * REACH) // PART
    part = np.maximum.accumulate(np.where(new, part, 0))
    ends = np.flatnonzero(np.diff(part)) + 1
    return [diagonals[begin:end] for begin, end in pairwise([0, *ends.tolist(), diagonals.height]) if begin < end]
