"""Exact alignment: from places where two articles have fingerprints at the same distance to the runs of words that are the same in both.
Knows nothing of tables."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from pipelines.reports.compiled import compiled
from pipelines.reports.fingerprints import REACH
from pipelines.reports.flags import IS_BODY, IS_FURNITURE, IS_QUOTED, IS_SHARED
from pipelines.reports.sorting import order_short
from pipelines.reports.store import Words
from pipelines.reports.types import Flags, Ints

ROOM = 1 << 16
"""Runs beyond those expected that there is room for."""
GAP, BESIDE = 64, 32
"""Words of the longest gap between two runs that is searched for passages; words that are searched before the first and after the last."""
LEAST = 8
"""Words of the shortest passage."""
TRACE = 3
"""Words of the shortest run that counts in what two articles have in common: a copy in which every tenth word is another is still one."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of the same words in two articles. `pair`: number of the pair; `begin_a`, `begin_b`: words of those held, half open; both sides
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


def align(held: Words, pair: Ints, a: Ints, b: Ints, diagonal: Ints, begin: Ints, end: Ints) -> Runs:
    """All runs of at least TRACE words around fingerprints that are the same on both sides and no furniture, and those of at least LEAST
    words between them and next to them.

    Args:
        pair: number of the pair of each diagonal, in order; a, b: its articles' numbers.
        diagonal: place in b less place in a; begin, end: places in a of the first and of the last fingerprint.
    """
    rows = (pair, a, b, diagonal, begin, end)
    room = 4 * len(pair) + ROOM
    while True:
        runs = np.empty((6, room), dtype=np.int64)
        n = _align(held.hash, held.flags, held.first, held.n_words, rows, runs)
        if n >= 0:
            return Runs(*(column[:n].copy() for column in runs))
        room *= 4


@compiled
def _same(hashes: Any, flags: Any, x: int, y: int) -> bool:
    """Whether two words are the same, and both are read and no furniture."""
    return hashes[x] == hashes[y] and (flags[x] & flags[y] & IS_SHARED) != 0 and not (flags[x] | flags[y]) & IS_FURNITURE


@compiled
def _add(flags: Any, runs: Any, n: int, pair: int, x: int, y: int, length: int) -> int:
    """Writes a run down."""
    if n >= runs.shape[1]:
        return n + 1
    n_body, n_quoted = 0, 0
    for step in range(length):
        both = flags[x + step] & flags[y + step]
        n_body += (both & IS_BODY) != 0
        n_quoted += (both & IS_QUOTED) != 0
    runs[0, n], runs[1, n], runs[2, n], runs[3, n], runs[4, n], runs[5, n] = pair, x, y, length, n_body, n_quoted
    return n + 1


@compiled
def _align(hashes: Any, flags: Any, first: Any, n_words: Any, rows: Any, runs: Any) -> int:
    """Fills `runs`; returns how many there are, -1: too many."""
    pair, a, b, diagonal, begin, end = rows
    n, own, same = 0, 0, np.zeros(ROOM, dtype=np.bool_)
    for row in range(len(pair)):
        low = max(begin[row] - REACH, 0, -diagonal[row])
        high = min(end[row] + 2 * REACH, n_words[a[row]], n_words[b[row]] - diagonal[row])
        x, y, length = first[a[row]], first[b[row]] + diagonal[row], 0
        if high - low >= len(same):
            same = np.zeros(2 * (high - low), dtype=np.bool_)
        _compare(hashes[x + low : x + high], hashes[y + low : y + high], flags[x + low : x + high], flags[y + low : y + high], same)
        for place in range(low, high + 1):
            if place < high and same[place - low]:
                length += 1
                continue
            if length >= TRACE:
                n = _add(flags, runs, n, pair[row], x + place - length, y + place - length, length)
            length = 0
        if row + 1 == len(pair) or pair[row + 1] != pair[row]:
            limits = (x, first[b[row]], x + n_words[a[row]], first[b[row]] + n_words[b[row]])
            if n <= runs.shape[1]:
                n = _fill_gaps(hashes, flags, runs, own, n, limits)
            own = n
        if n > runs.shape[1]:
            return -1
    return n


@compiled
def _compare(x: Any, y: Any, flags_x: Any, flags_y: Any, same: Any) -> None:
    """`_same` of two stretches of words, without a branch, which is several times as fast."""
    for at in range(len(x)):
        both, either = flags_x[at] & flags_y[at] & np.uint8(IS_SHARED), (flags_x[at] | flags_y[at]) & np.uint8(IS_FURNITURE)
        same[at] = (x[at] == y[at]) & (both != 0) & (either == 0)


@compiled
def _fill_gaps(hashes: Any, flags: Any, runs: Any, own: int, n: int, limits: tuple[int, int, int, int]) -> int:
    """Adds the runs between those of a pair, own..n, and next to them."""
    if own == n:
        return n
    order = np.arange(own, n)
    order_short(runs[1], order)
    pair, x, y = runs[0, own], max(limits[0], runs[1, order[0]] - BESIDE), max(limits[1], runs[2, order[0]] - BESIDE)
    for at in range(len(order) + 1):
        if at < len(order):
            stop_x, stop_y = runs[1, order[at]], runs[2, order[at]]
        else:
            stop_x, stop_y = min(limits[2], x + BESIDE), min(limits[3], y + BESIDE)
        if LEAST <= stop_x - x <= GAP and LEAST <= stop_y - y <= GAP:
            n = _fill_gap(hashes, flags, runs, n, pair, x, y, stop_x, stop_y)
        if at < len(order):
            length = runs[3, order[at]]
            x, y = max(x, stop_x + length), stop_y + length
    return n


@compiled
def _fill_gap(hashes: Any, flags: Any, runs: Any, n: int, pair: int, x: int, y: int, stop_x: int, stop_y: int) -> int:
    """Adds the runs of one gap, in the order of both articles."""
    at = x + LEAST - 1  # every run of LEAST words has one of these places
    while at < stop_x:
        best, best_x, best_y = 0, 0, 0
        for other in range(y, stop_y):
            if hashes[at] != hashes[other]:
                continue
            low, high = 0, 0
            while at - low >= x and other - low >= y and _same(hashes, flags, at - low, other - low):
                low += 1
            while at + high < stop_x and other + high < stop_y and _same(hashes, flags, at + high, other + high):
                high += 1
            if low + high - 1 > best:
                best, best_x, best_y = low + high - 1, at - low + 1, other - low + 1
        if best >= LEAST:
            n = _add(flags, runs, n, pair, best_x, best_y, best)
            x, y = best_x + best, best_y + best
            at = x
            at += LEAST - 1
        else:
            at += LEAST
    return n


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
