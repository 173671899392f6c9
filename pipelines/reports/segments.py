"""Fingerprints in order, in files: one for each batch, small ones put together, so that few are looked at. And how they are looked up."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from pipelines.reports.compiled import compiled
from pipelines.reports.fingerprints import Fingerprints, joined
from pipelines.reports.past import Past
from pipelines.reports.plain import map_plain
from pipelines.reports.types import U64, Ints32

KINDS: dict[str, type] = {"hash": np.uint64, "article": np.int32, "place": np.int32}
PUT_TOGETHER = 2
"""A file is put together with the next where it is at most so many times as large."""


def first_to_join(sizes: Sequence[int], size: int) -> int:
    """Place of the first of some files of these sizes that is put together with all after it and so many rows that are new."""
    place = len(sizes)
    while place and sizes[place - 1] <= PUT_TOGETHER * size:
        place -= 1
        size += sizes[place]
    return place


class Segments:
    """The fingerprints of an index, and those of the articles that have come."""

    def __init__(self, files: Sequence[str], came: Fingerprints, past: Past) -> None:
        """Args:
        files: each in order, by numbers of the index.
        came: in order, by numbers of the corpus.
        """
        self._files = list(files)
        # parts of a file follow one another
        self._segments = [[Fingerprints(*columns) for columns in map_plain(file, KINDS)] for file in files]
        self._past = past
        self.came = came

    def look_up(self, wanted: U64) -> Fingerprints:
        """All fingerprints that have one of these hashes, in order, and those that came; also of articles that went.

        Args:
            wanted: in order, none twice; all that came have one of them.
        """
        return self._joined([joined([_some(part, wanted, self._past.now) for part in parts]) for parts in self._segments])

    def to_write(self) -> tuple[list[str], Fingerprints]:
        """Files that stay as they are, and the fingerprints that are written to one more, in order."""
        at = first_to_join([sum(map(len, parts)) for parts in self._segments], len(self.came))
        parts = []
        for segment in map(joined, self._segments[at:]):
            article = self._past.now[segment.article]
            still = self._past.is_here(article)
            parts.append(Fingerprints(segment.hash[still], article[still], segment.place[still]))
        return self._files[:at], self._joined(parts)

    def _joined(self, parts: list[Fingerprints]) -> Fingerprints:
        found = self.came
        for part in reversed(parts):  # the smallest first
            found = _merged(part, found, self._past.place)
        return found


def _some(segment: Fingerprints, wanted: U64, now: Ints32) -> Fingerprints:
    """Those that have one of these hashes, by numbers of the corpus."""
    first, n = np.empty(len(wanted), dtype=np.int64), np.empty(len(wanted), dtype=np.int64)
    size = _find(wanted, segment.hash, first, n)
    found = Fingerprints(np.empty(size, dtype=np.uint64), np.empty(size, dtype=np.int32), np.empty(size, dtype=np.int32))
    size = _copy((segment.hash, segment.article, segment.place), first, n, now, (found.hash, found.article, found.place))
    return Fingerprints(found.hash[:size], found.article[:size], found.place[:size])


@compiled
def _find(wanted: Any, hashes: Any, first: Any, n: Any) -> int:
    """Where the rows of each hash begin, and how many there are; returns how many of all."""
    at, size, every = 0, len(hashes), 0
    for key in range(len(wanted)):
        step, low = 1, at
        while low + step < size and hashes[low + step] < wanted[key]:
            low += step
            step *= 2
        high = min(low + step, size)
        while low < high:
            middle = (low + high) // 2
            if hashes[middle] < wanted[key]:
                low = middle + 1
            else:
                high = middle
        at = low
        while low < size and hashes[low] == wanted[key]:
            low += 1
        first[key], n[key] = at, low - at
        every += low - at
        at = low
    return every


@compiled
def _copy(columns: Any, first: Any, n: Any, now: Any, found: Any) -> int:
    to = 0
    for part in range(len(first)):
        for row in range(first[part], first[part] + n[part]):
            article = now[columns[1][row]]
            if article >= 0:
                found[0][to], found[1][to], found[2][to] = columns[0][row], article, columns[2][row]
                to += 1
    return to


def _merged(one: Fingerprints, other: Fingerprints, place: Ints32) -> Fingerprints:
    """Both, in order; no article is in both."""
    if not len(one) or not len(other):
        return one if len(one) else other
    n = len(one) + len(other)
    found = Fingerprints(np.empty(n, dtype=np.uint64), np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32))
    x, y, to = ((prints.hash, prints.article, prints.place) for prints in (one, other, found))
    _merge(x, y, place, to)
    return found


@compiled
def _merge(one: Any, other: Any, place: Any, found: Any) -> None:
    x, y = 0, 0
    for to in range(len(found[0])):
        is_first = y >= len(other[0])
        if not is_first and x < len(one[0]):
            is_first = one[0][x] < other[0][y] or (one[0][x] == other[0][y] and place[one[1][x]] < place[other[1][y]])
        if is_first:
            found[0][to], found[1][to], found[2][to] = one[0][x], one[1][x], one[2][x]
            x += 1
        else:
            found[0][to], found[1][to], found[2][to] = other[0][y], other[1][y], other[2][y]
            y += 1
