"""Exact alignment: from fingerprints that two texts share to the longest runs of words that are the same in both. Knows nothing of
tables."""

from dataclasses import dataclass

import numpy as np

from pipelines.reports.shingles import GRAM, WINDOW
from pipelines.reports.words import Flags, Ints, Words

LEAST = 8
"""Words of the shortest passage; shingles.winnow misses none of this length."""


@dataclass(frozen=True, slots=True)
class Seeds:
    """Places where two texts have the same shingle; one element each. Texts are places in `Words`, places are words from the beginning of
    the text."""

    a: Ints
    b: Ints
    place_a: Ints
    place_b: Ints


@dataclass(frozen=True, slots=True)
class Passages:
    """Runs of the same words in two texts; indices of words in `Words`, half open; both sides have the same length."""

    a: Ints
    b: Ints
    begin_a: Ints
    begin_b: Ints
    n_words: Ints

    def take(self, which: Ints | Flags) -> "Passages":
        """Some of them."""
        return Passages(self.a[which], self.b[which], self.begin_a[which], self.begin_b[which], self.n_words[which])


def align(words: Words, allowed: Flags, seeds: Seeds) -> Passages:
    """The longest shared runs of at least LEAST words, sorted by texts and place; within a pair no word is in two of them.

    Args:
        allowed: words that may be in a passage, one flag a word.
    """
    runs = _chain(_extend(words, allowed, _seed_runs(words, seeds)))
    runs = runs.take(runs.n_words >= LEAST)
    runs = _untangle(runs)
    return runs.take(np.lexsort((runs.begin_b, runs.begin_a, runs.b, runs.a)))


def _seed_runs(words: Words, seeds: Seeds) -> Passages:
    """Seeds on one diagonal whose shingles touch or overlap become one run."""
    at_a, at_b = words.first[seeds.a] + seeds.place_a, words.first[seeds.b] + seeds.place_b
    return _chain(Passages(seeds.a, seeds.b, at_a, at_b, np.full(len(at_a), GRAM, dtype=np.int64)))


def _chain(runs: Passages) -> Passages:
    """Runs of one pair and diagonal that touch or overlap become one."""
    if not len(runs.a):
        return runs
    diagonal = runs.begin_b - runs.begin_a
    runs = runs.take(np.lexsort((runs.begin_a, diagonal, runs.b, runs.a)))
    stop = runs.begin_a + runs.n_words
    same = (np.diff(runs.a) == 0) & (np.diff(runs.b) == 0) & (np.diff(runs.begin_b - runs.begin_a) == 0)
    new = np.concatenate([[True], ~(same & (runs.begin_a[1:] <= stop[:-1]))])
    firsts = np.flatnonzero(new)
    lasts = np.concatenate([firsts[1:], [len(new)]]) - 1
    joined = runs.take(firsts)
    return Passages(joined.a, joined.b, joined.begin_a, joined.begin_b, stop[lasts] - joined.begin_a)


def _extend(words: Words, allowed: Flags, runs: Passages) -> Passages:
    """Grows runs on both sides. Winnowing leaves at most WINDOW - 1 words beyond the outermost seed."""
    begin_a, begin_b = runs.begin_a.copy(), runs.begin_b.copy()
    stop_a, stop_b = begin_a + runs.n_words, begin_b + runs.n_words
    for _ in range(WINDOW):
        x, y = np.maximum(begin_a - 1, 0), np.maximum(begin_b - 1, 0)
        grows = (
            (begin_a > words.first[runs.a]) & (begin_b > words.first[runs.b]) & allowed[x] & allowed[y] & (words.hash[x] == words.hash[y])
        )
        begin_a -= grows
        begin_b -= grows
        last = len(words.hash) - 1
        x, y = np.minimum(stop_a, last), np.minimum(stop_b, last)
        grows = (
            (stop_a < words.first[runs.a + 1])
            & (stop_b < words.first[runs.b + 1])
            & allowed[x]
            & allowed[y]
            & (words.hash[x] == words.hash[y])
        )
        stop_a += grows
        stop_b += grows
    return Passages(runs.a, runs.b, begin_a, begin_b, stop_a - begin_a)


def _untangle(runs: Passages) -> Passages:
    """Where runs of one pair have words in common (a text repeats itself), the longest keeps them; the others are cut back at their ends
    or dropped."""
    tangled = _overlapping(runs, runs.begin_a) | _overlapping(runs, runs.begin_b)
    pair = runs.a * (int(runs.b.max(initial=0)) + 1) + runs.b
    affected = np.isin(pair, pair[tangled])
    if not affected.any():
        return runs
    order = np.flatnonzero(affected)
    order = order[np.lexsort((runs.begin_b[order], runs.begin_a[order], -runs.n_words[order], pair[order]))]
    rows = _cut_back(pair[order].tolist(), runs.begin_a[order].tolist(), runs.begin_b[order].tolist(), runs.n_words[order].tolist())
    where, shift, length = (
        (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)) if rows else (np.zeros(0, dtype=np.int64),) * 3
    )
    cut = runs.take(order[where])
    rest = runs.take(~affected)
    return Passages(
        np.concatenate([rest.a, cut.a]), np.concatenate([rest.b, cut.b]), np.concatenate([rest.begin_a, cut.begin_a + shift]),
        np.concatenate([rest.begin_b, cut.begin_b + shift]), np.concatenate([rest.n_words, length]),
    )  # fmt: skip


def _overlapping(runs: Passages, begin: Ints) -> Flags:
    """Runs that begin before an earlier run of their pair has ended, on the side whose beginnings are given."""
    order = np.lexsort((begin, runs.b, runs.a))
    a, b, at = runs.a[order], runs.b[order], begin[order]
    stop = at + runs.n_words[order]
    found = np.zeros(len(a), dtype=np.bool_)
    found[order[1:]] = (np.diff(a) == 0) & (np.diff(b) == 0) & (at[1:] < stop[:-1])
    return found


def _cut_back(pairs: list[int], begin_a: list[int], begin_b: list[int], n_words: list[int]) -> list[tuple[int, int, int]]:
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
        if stop - begin < LEAST or not all(free[begin:stop]):
            continue
        taken_a.update(range(x + begin, x + stop))
        taken_b.update(range(y + begin, y + stop))
        left.append((place, begin, stop - begin))
    return left
