"""Exact alignment: from places where two articles have fingerprints at the same distance to the runs of words that are the same in both.
Knows nothing of tables."""

from dataclasses import dataclass, fields

import numpy as np

from pipelines.reports.fingerprints import REACH
from pipelines.reports.store import IS_BODY, IS_FURNITURE, IS_QUOTED, IS_SHARED, Store, ranges
from pipelines.reports.types import Flags, Ints

LEAST = 8
"""Words of the shortest passage."""
TRACE = 3
"""Words of the shortest run that counts in what two articles have in common: a copy in which every tenth word is another is still one."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of the same words in two articles. `pair`: number of the pair; `begin_a`, `begin_b`: words of the store, half open; both sides
    have `n_words`, of which `n_body` are in the bodies of both and `n_quoted` in quotation marks in both."""

    pair: Ints
    begin_a: Ints
    begin_b: Ints
    n_words: Ints
    n_body: Ints
    n_quoted: Ints

    def take(self, which: Ints | Flags) -> "Runs":
        """Some of them."""
        return Runs(*(getattr(self, field.name)[which] for field in fields(self)))


def align(store: Store, pair: Ints, a: Ints, b: Ints, diagonal: Ints, begin: Ints, end: Ints) -> Runs:
    """All runs of at least TRACE words around fingerprints that are the same on both sides and no furniture.

    Args:
        pair: number of the pair of each diagonal; a, b: its articles' numbers.
        diagonal: place in b less place in a; begin, end: places in a of the first and of the last fingerprint.
    """
    low = np.maximum(np.maximum(begin - REACH, 0), -diagonal)
    high = np.minimum(np.minimum(end + 2 * REACH, store.n_words[a]), store.n_words[b] - diagonal)
    n = high - low + 1  # one element more after each stretch, never the same, so that no run goes on into the next
    x, of = ranges(store.first[a] + low, n)
    y = x + (store.first[b] + diagonal - store.first[a])[of]
    flags = store.flags.take(x, mode="clip")
    flags &= store.flags.take(y, mode="clip") | IS_FURNITURE
    flags |= store.flags.take(y, mode="clip") & IS_FURNITURE
    same = store.hash.take(x, mode="clip") == store.hash.take(y, mode="clip")
    same &= (flags & (IS_SHARED | IS_FURNITURE)) == IS_SHARED
    same[np.cumsum(n) - 1] = False
    edges = np.flatnonzero(np.diff(same, prepend=False))
    first, stop = edges[::2], edges[1::2]
    long = stop - first >= TRACE
    first, stop = first[long], stop[long]
    n_body, n_quoted = (_counts((flags & bit) != 0, first, stop) for bit in (IS_BODY, IS_QUOTED))
    return Runs(pair[of[first]], x[first], y[first], stop - first, n_body, n_quoted)


def _counts(which: Flags, first: Ints, stop: Ints) -> Ints:
    """How many elements of each stretch are set."""
    before = np.cumsum(which, dtype=np.int32)
    return (before[stop - 1] - before[first] + which[first]).astype(np.int64)


def untangle(runs: Runs, least: int) -> Runs:
    """Where runs of one pair have words in common (a text repeats itself), the longest keeps them; the others are cut back at their ends
    or dropped, also when fewer words than `least` are left."""
    tangled = _overlapping(runs.begin_a, runs.n_words, runs.pair) | _overlapping(runs.begin_b, runs.n_words, runs.pair)
    affected = np.isin(runs.pair, runs.pair[tangled])
    if not affected.any():
        return runs
    order = np.flatnonzero(affected)
    order = order[np.lexsort((runs.begin_b[order], runs.begin_a[order], -runs.n_words[order], runs.pair[order]))]
    lists = (runs.pair[order].tolist(), runs.begin_a[order].tolist(), runs.begin_b[order].tolist(), runs.n_words[order].tolist())
    left = np.array(_cut_back(*lists, least), dtype=np.int64).reshape(-1, 3)
    cut, rest = runs.take(order[left[:, 0]]), runs.take(~affected)
    shorter = cut.n_words - left[:, 2]
    cut = Runs(
        cut.pair, cut.begin_a + left[:, 1], cut.begin_b + left[:, 1], left[:, 2], np.maximum(cut.n_body - shorter, 0),
        np.maximum(cut.n_quoted - shorter, 0),
    )  # fmt: skip
    return Runs(*(np.concatenate([getattr(rest, field.name), getattr(cut, field.name)]) for field in fields(Runs)))


def _overlapping(begin: Ints, n_words: Ints, pair: Ints) -> Flags:
    """Runs that begin before an earlier run of their pair has ended."""
    order = np.lexsort((begin, pair))
    of, at = pair[order], begin[order]
    stop = at + n_words[order]
    found = np.zeros(len(order), dtype=np.bool_)
    found[order[1:]] = (np.diff(of) == 0) & (at[1:] < stop[:-1])
    return found


def _cut_back(pairs: list[int], begin_a: list[int], begin_b: list[int], n_words: list[int], least: int) -> list[tuple[int, int, int]]:
    """Place in the lists, words cut at the beginning, words left, of the runs that remain; runs come longest first within a pair."""
    left: list[tuple[int, int, int]] = []
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    before = None
    for place, (pair, x, y, length) in enumerate(zip(pairs, begin_a, begin_b, n_words, strict=True)):
        if pair != before:
            taken_a, taken_b, before = set(), set(), pair
        free = [x + step not in taken_a and y + step not in taken_b for step in range(length)]
        if not any(free):
            continue
        begin, stop = free.index(True), length - free[::-1].index(True)
        if stop - begin < least or not all(free[begin:stop]):
            continue
        taken_a.update(range(x + begin, x + stop))
        taken_b.update(range(y + begin, y + stop))
        left.append((place, begin, stop - begin))
    return left
