"""Exact alignment: from places where two articles have fingerprints at the same distance to the runs of words that are the same in both.
Knows nothing of tables."""

from dataclasses import dataclass, fields

import numpy as np

from pipelines.reports.fingerprints import REACH
from pipelines.reports.words import U32, Flags, Ints

LEAST = 8
"""Words of the shortest passage."""
TRACE = 3
"""Words of the shortest run that counts in what two articles have in common: a copy in which every tenth word is another is still one."""
AT_ONCE = 4_000_000
"""Words that are compared at once."""


@dataclass(frozen=True, slots=True)
class Diagonals:
    """Stretches of two texts to be compared word by word. `a`, `b`: places of the texts; `begin_a`, `begin_b`: words of all texts, half
    open; both sides have `n_words`."""

    a: Ints
    b: Ints
    begin_a: Ints
    begin_b: Ints
    n_words: Ints

    def take(self, which: Ints | Flags) -> "Diagonals":
        """Some of them."""
        return Diagonals(*(getattr(self, field.name)[which] for field in fields(self)))


class Passages(Diagonals):
    """Runs of the same words in two texts."""


def widen(first: Ints, a: Ints, b: Ints, diagonal: Ints, begin: Ints, end: Ints) -> Diagonals:
    """The stretches in which the passages around fingerprints lie.

    Args:
        first: first word of each text.
        a, b: texts; diagonal: place in b less place in a; begin, end: places in a of the first and of the last fingerprint.
    """
    n = np.diff(first)
    low = np.maximum(np.maximum(begin - REACH, 0), -diagonal)
    high = np.minimum(np.minimum(end + 2 * REACH, n[a]), n[b] - diagonal)
    return Diagonals(a, b, first[a] + low, first[b] + low + diagonal, high - low)


def align(hashes: U32, allowed: Flags, where: Diagonals) -> Diagonals:
    """All runs of at least TRACE words that are the same and allowed on both sides."""
    parts = np.split(np.arange(len(where.a)), np.flatnonzero(np.diff((np.cumsum(where.n_words) - where.n_words) // AT_ONCE)) + 1)
    found = [_runs(hashes, allowed, where.take(part)) for part in parts]
    return Diagonals(*(np.concatenate([getattr(runs, field.name) for runs in found]) for field in fields(Diagonals)))


def _runs(hashes: U32, allowed: Flags, where: Diagonals) -> Diagonals:
    n = where.n_words
    first = np.cumsum(n) - n
    at = np.arange(int(n.sum()))
    x, y = at + np.repeat(where.begin_a - first, n), at + np.repeat(where.begin_b - first, n)
    same = np.zeros(len(at) + 1, dtype=np.bool_)
    np.equal(hashes[x], hashes[y], out=same[:-1])
    same[:-1] &= allowed[x]
    same[:-1] &= allowed[y]
    begins = same.copy()
    begins[1:] &= ~same[:-1]
    begins[first] = same[first]
    ends = ~same
    ends[first] = True
    begin = np.flatnonzero(begins)
    ends = np.flatnonzero(ends)
    stop = ends[np.searchsorted(ends, begin, side="right")]
    long = np.flatnonzero(stop - begin >= TRACE)
    begin, length = begin[long], (stop - begin)[long]
    of = np.searchsorted(first, begin, side="right") - 1
    return Diagonals(where.a[of], where.b[of], x[begin], y[begin], length)


def untangle(runs: Diagonals, pair: Ints, least: int) -> Diagonals:
    """Where runs of one pair have words in common (a text repeats itself), the longest keeps them; the others are cut back at their ends
    or dropped, also when fewer words than `least` are left."""
    affected = np.isin(pair, pair[_overlapping(runs.begin_a, runs.n_words, pair) | _overlapping(runs.begin_b, runs.n_words, pair)])
    if not affected.any():
        return runs
    order = np.flatnonzero(affected)
    order = order[np.lexsort((runs.begin_b[order], runs.begin_a[order], -runs.n_words[order], pair[order]))]
    lists = (pair[order].tolist(), runs.begin_a[order].tolist(), runs.begin_b[order].tolist(), runs.n_words[order].tolist())
    left = np.array(_cut_back(*lists, least), dtype=np.int64).reshape(-1, 3)
    cut, rest = runs.take(order[left[:, 0]]), runs.take(~affected)
    cut = Diagonals(cut.a, cut.b, cut.begin_a + left[:, 1], cut.begin_b + left[:, 1], left[:, 2])
    return Diagonals(*(np.concatenate([getattr(rest, field.name), getattr(cut, field.name)]) for field in fields(Diagonals)))


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
