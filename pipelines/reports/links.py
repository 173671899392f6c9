"""From fingerprints to passages: the steps that a comparison of all articles and one of a new batch have in common."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import polars as pl

from pipelines.reports.corpus import Corpus
from pipelines.reports.fingerprints import REACH, WINDOW, Fingerprints, joined, repeated
from pipelines.reports.furniture import Furniture, learn_furniture
from pipelines.reports.linking import Groups, Links, grouped
from pipelines.reports.pairs import NO_LIKENESS, NO_PASSAGES, Pairs, compare_pairs
from pipelines.reports.segments import Segments
from pipelines.reports.shingles import GRAM
from pipelines.reports.store import Store, on_all_cores
from pipelines.reports.types import Flags

PIECES = 8
"""Of the links that are looked at at once, where words are so many that they are let go of again and again."""
PART = 6_000_000
"""Words that are compared at once."""


def learn_and_group(corpus: Corpus, store: Store, ranges: Iterable[Fingerprints]) -> tuple[Furniture, Groups]:
    """Furniture of all articles, which the store is marked with, and what is left to link them by.

    Args:
        ranges: all fingerprints, those with the same hash in the same part.
    """

    def look(prints: Fingerprints) -> tuple[Furniture, Fingerprints, Groups]:
        shared = prints.take(repeated(prints.hash, 2)).in_order()
        learned = learn_furniture(corpus, store, shared)
        is_struck = learned.strikes(shared, corpus.outlet)
        store.let_some_go()
        return learned, shared.take(is_struck), grouped(shared.take(~is_struck))

    found = on_all_cores(look, ranges)
    strike_words(store, joined([struck for _, struck, _ in found]))
    store.let_go()
    return Furniture.joined([learned for learned, _, _ in found]), Groups.of([groups for _, _, groups in found])


def group_stirred(corpus: Corpus, store: Store, furniture: Furniture, stirred: Flags, segments: Segments) -> Groups:
    """What is left to link stirred articles by."""
    prints = segments.look_up(np.unique(store.prints(np.flatnonzero(stirred)).hash))
    prints = prints.take(prints.article < len(corpus))
    return grouped(prints.take(~furniture.strikes(prints, corpus.outlet)))


def link_and_compare(corpus: Corpus, store: Store, groups: Groups, stirred: Flags) -> Pairs:
    """What the pairs of articles of which one is stirred share."""
    links = Links(store, groups, stirred)

    def compare(part: tuple[int, int]) -> Pairs:
        diagonals = links.diagonals(*part)
        store.let_some_go()
        pairs = compare_pairs(corpus, store, diagonals)
        store.let_some_go()
        return pairs

    found = on_all_cores(compare, links.parts(1 if store.fits else PIECES))
    store.let_go()
    return _together(found)


def compare_all(corpus: Corpus, store: Store, diagonals: pl.DataFrame) -> Pairs:
    """What the pairs that have diagonals share; these are sorted by a and b."""
    return _together(on_all_cores(lambda part: compare_pairs(corpus, store, part), split_pairs(diagonals)))


def _together(parts: list[Pairs]) -> Pairs:
    passages, likeness = [p.passages for p in parts], [p.likeness for p in parts]
    parts.clear()
    return Pairs(pl.concat([NO_PASSAGES, *passages], rechunk=True), pl.concat([NO_LIKENESS, *likeness], rechunk=True))


def strike_words(store: Store, prints: Fingerprints) -> None:
    """Marks the words of these fingerprints as furniture, and the few between two of them in a row."""
    prints = prints.take(np.argsort(prints.article.astype(np.int64) << 32 | prints.place))
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
