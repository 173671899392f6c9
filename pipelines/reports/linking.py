"""Links fingerprints as the query of diagonals.py does, article by article: what an article shares with all others comes together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl

from pipelines.reports.compiled import compiled
from pipelines.reports.diagonals import ANCHORS, FEW, as_table, mere_phrase
from pipelines.reports.fingerprints import Fingerprints
from pipelines.reports.reading import mixed
from pipelines.reports.sorting import order_short
from pipelines.reports.store import Store
from pipelines.reports.types import Flags, Ints, Ints32

AT_ONCE, OF_ARTICLE = 400_000, 50
"""Links that are looked at at once, about; an article counts as so many more, for late articles have few."""
_DIAGONALS = 1 << 31
"""Half of the numbers that a diagonal may have."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Fingerprints by hash, those with one hash in order of article and place: a group. Groups of one article are left out.

    Attributes:
        article, place: of each fingerprint; ends: one past the last fingerprint of each group.
    """

    article: Ints32
    place: Ints32
    ends: Ints

    @staticmethod
    def of(parts: Iterable["Groups"]) -> "Groups":
        """Groups of several ranges of hashes."""
        found = list(parts)
        article, place = (
            np.concatenate([np.zeros(0, np.int32), *(getattr(some, name) for some in found)]) for name in ("article", "place")
        )
        before = np.cumsum([0, *(len(some.article) for some in found)])
        return Groups(
            article, place, np.concatenate([np.zeros(0, np.int64), *(some.ends + n for some, n in zip(found, before, strict=False))])
        )


def grouped(prints: Fingerprints) -> Groups:
    """The groups of fingerprints in order."""
    if not len(prints):
        return Groups(prints.article, prints.place, np.zeros(0, dtype=np.int64))
    first = np.flatnonzero(np.concatenate([[True], prints.hash[1:] != prints.hash[:-1]]))
    ends = np.append(first[1:], len(prints))
    several = prints.article[first] != prints.article[ends - 1]
    which = np.repeat(several, ends - first)
    return Groups(prints.article[which], prints.place[which], np.cumsum((ends - first)[several]))


class Links:
    """Links of pairs of articles of which one is stirred, to be had for some articles at a time."""

    def __init__(self, store: Store, groups: Groups, stirred: Flags) -> None:
        self._prints = (groups.article, groups.place)
        self._words = (store.tags, store.first, store.n_words)
        self._stirred = stirred
        n = len(stirred)
        self._n, n_own = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
        self._own: Ints32 = np.empty((0, 3), dtype=np.int32)
        """Of each fingerprint that is linked with those after it in its group its place, its row, and one past the last of these."""
        _list(groups.article, groups.place, groups.ends, store.n_body, self._n, n_own, self._own)
        self._first = np.concatenate([[0], np.cumsum(n_own)])
        self._own = np.empty((self._first[-1], 3), dtype=np.int32)
        _list(groups.article, groups.place, groups.ends, store.n_body, self._n, self._first[:-1].copy(), self._own)

    def parts(self, pieces: int = 1) -> Iterator[tuple[int, int]]:
        """Ranges of articles that have about AT_ONCE links each, or one of so many pieces of that."""
        size = self._n + np.where(self._n > 0, OF_ARTICLE, 0)
        part = (np.cumsum(size) - size) // (AT_ONCE // pieces)
        ends = np.flatnonzero(np.diff(part)) + 1
        return ((low, high) for low, high in pairwise([0, *ends.tolist(), len(part)]) if self._n[low:high].any())

    def diagonals(self, low: int, high: int) -> pl.DataFrame:
        """What `put_together` makes of all that `find_diagonals` returns, of pairs whose first article is one of low..high."""
        n_links = self._n[low:high]
        out = np.empty((5, int(n_links.sum())), dtype=np.int32)
        n = _link(self._words, self._prints, self._stirred, self._own, self._first[low : high + 1], n_links, low, out)
        return as_table(out[:, :n])


@compiled
def _list(article: Any, place: Any, ends: Any, n_body: Any, n_links: Any, to: Any, own: Any) -> None:
    """Lists the fingerprints that are linked with later ones, where there is room; counts these and, where there is none, the links."""
    begin, anchors = 0, np.empty(2 * ANCHORS, dtype=np.int64)
    for stop in ends:
        few = min(begin + FEW, stop)
        n_anchors = _find_anchors(article, n_body, begin, few, anchors) if stop > few else 0
        for row in range(begin, few):
            last = few
            for at in range(n_anchors):
                if anchors[at] == row:
                    last = stop
            if last == row + 1:
                continue
            of = article[row]
            if len(own):
                own[to[of], 0], own[to[of], 1], own[to[of], 2] = place[row], row, last
            else:
                n_links[of] += last - row - 1
            to[of] += 1
        begin = stop


@compiled
def _link(words: Any, prints: Any, stirred: Any, own: Any, first: Any, n_links: Any, low: int, out: Any) -> int:
    """Fills `out` with diagonals, in order; returns how many there are."""
    most = max(8, n_links.max())
    slots = np.full(_room(most), -1, dtype=np.int32)
    # of each link its place and the link before it on its diagonal; of each diagonal b, diagonal, first place (-1: none), last link, slot
    links, found = np.empty((most, 2), dtype=np.int32), np.empty((most, 5), dtype=np.int32)
    order = np.empty(most, dtype=np.int64)
    n = 0
    for at in range(len(n_links)):
        if n_links[at]:
            rows = own[first[at] : first[at + 1]]
            n_found = _gather(words, prints, stirred, low + at, rows, slots[: _room(n_links[at])], links, found, order[: len(rows)])
            n = _write(words, low + at, found[:n_found], links, slots, out, n)
    return n


@compiled
def _room(n: int) -> int:
    """Slots for so many diagonals, a power of two."""
    size = 16
    while size < 2 * n:
        size *= 2
    return size


@compiled
def _gather(words: Any, prints: Any, stirred: Any, a: int, rows: Any, slots: Any, links: Any, found: Any, order: Any) -> int:
    """Gathers the links of one article by diagonals; returns how many diagonals there are."""
    article, place = prints
    n_found, n = 0, 0
    for at in range(len(rows)):
        order[at] = at
    order_short(rows[:, 0], order)
    for at in order:
        for other in range(rows[at, 1] + 1, rows[at, 2]):
            b = article[other]
            if a != b and (stirred[a] or stirred[b]):
                n_found, n = _put(words, a, rows[at, 0], b, place[other], slots, links, found, n_found, n)
    return n_found


@compiled
def _put(words: Any, a: int, place: int, b: int, place_b: int, slots: Any, links: Any, found: Any, n_found: int, n: int) -> tuple[int, int]:
    """Adds a link to its diagonal; returns how many diagonals and links there are."""
    tags, first, n_words = words
    diagonal, mask = place_b - place, np.uint64(len(slots) - 1)
    slot = mixed(np.uint64(b) << np.uint64(32) | np.uint64(diagonal + _DIAGONALS)) & mask
    while slots[slot] >= 0 and (found[slots[slot], 0] != b or found[slots[slot], 1] != diagonal):
        slot = (slot + np.uint64(1)) & mask
    of = slots[slot]
    if of < 0:
        of = n_found
        slots[slot] = of
        found[of, 0], found[of, 1], found[of, 2], found[of, 3], found[of, 4] = b, diagonal, -1, -1, slot
        n_found += 1
    if found[of, 2] < 0:
        if mere_phrase(tags, (first[a], first[b]), (n_words[a], n_words[b]), place, diagonal):
            return n_found, n
        found[of, 2] = place
    links[n, 0], links[n, 1] = place, found[of, 3]
    found[of, 3] = n
    return n_found, n + 1


@compiled
def _write(words: Any, a: int, found: Any, links: Any, slots: Any, out: Any, n: int) -> int:
    """Writes the diagonals of one article down, and makes their slots free."""
    tags, first, n_words = words
    keys, which, size = np.empty(len(found), dtype=np.int64), np.empty(len(found), dtype=np.int64), 0
    for of in range(len(found)):
        slots[found[of, 4]] = -1
        if found[of, 2] >= 0:
            keys[size], which[size] = np.int64(found[of, 0]) << 32 | (found[of, 1] + _DIAGONALS), of
            size += 1
    for of in which[np.argsort(keys[:size])]:
        b, diagonal, begin, at = found[of, 0], found[of, 1], found[of, 2], found[of, 3]
        last = links[at, 0]
        while last > begin and mere_phrase(tags, (first[a], first[b]), (n_words[a], n_words[b]), last, diagonal):
            at = links[at, 1]
            last = links[at, 0]
        out[0, n], out[1, n], out[2, n], out[3, n], out[4, n] = a, b, diagonal, begin, last
        n += 1
    return n


@compiled
def _find_anchors(article: Any, n_body: Any, begin: int, stop: int, anchors: Any) -> int:
    """The rows that later ones are linked to: the first ANCHORS, and the fullest of all that are not among these; returns how many."""
    for n in range(ANCHORS):
        anchors[n] = begin + n
    n = ANCHORS
    for _ in range(ANCHORS):
        best = -1
        for row in range(begin, stop):
            taken = False
            for at in range(ANCHORS, n):
                taken |= anchors[at] == row
            if not taken and (best < 0 or n_body[article[row]] > n_body[article[best]]):
                best = row
        anchors[n] = best
        n += 1
    # those that are the first as well stand there once
    kept = ANCHORS
    for at in range(ANCHORS, n):
        if anchors[at] >= begin + ANCHORS:
            anchors[kept] = anchors[at]
            kept += 1
    return kept
