"""Which articles are asked about a fingerprint: a sample that has nothing to do with what they say or when they came."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from pipelines.reports.compiled import compiled
from pipelines.reports.corpus import Corpus
from pipelines.reports.fingerprints import Fingerprints
from pipelines.reports.types import U64, Flags, Ints

SAMPLE = 6
"""Articles that are asked."""
LAST = np.uint64((1 << 20) - 1)
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)
_N, _SEVERAL, _FIRST, _SLOT = range(4)
"""Of an outlet with a fingerprint: how many there are, whether in two articles or more, the first of these, the outlet's slot."""
ALL = -(1 << 62)
"""In place of an outlet: every outlet."""


@dataclass(frozen=True, slots=True)
class Articles:
    """What is known of each article by its number: those of the corpus, then those that were there and went.

    Attributes:
        n: articles of the corpus; came: which were not there before.
        outlet, shuffle: as the corpus has them.
    """

    n: int
    came: Flags
    outlet: Ints
    shuffle: U64

    @staticmethod
    def of(corpus: Corpus) -> "Articles":
        """All have come."""
        return Articles(len(corpus), np.ones(len(corpus), dtype=np.bool_), corpus.outlet, corpus.shuffle)


@dataclass(frozen=True, slots=True)
class Groups:
    """Fingerprints with one hash each, of one outlet or of all, and up to SAMPLE of them drawn, -1 where there are no more.

    Attributes:
        hash, outlet, n: of each group, n: fingerprints; article, place: of each fingerprint drawn.
        same: whether those drawn are those that were drawn before.
    """

    hash: U64
    outlet: Ints
    n: Ints
    article: Ints
    place: Ints
    same: Flags

    def take(self, which: Flags) -> "Groups":
        """Some of them."""
        return Groups(*(getattr(self, field.name)[which] for field in fields(self)))


def sample(articles: Articles, prints: Fingerprints, least: int, *, apart: bool) -> Groups:
    """Hashes that stand at least so many times, in two articles or more, and the fingerprints to ask.

    Args:
        prints: in order; also of articles that went.
        apart: whether each outlet is looked at for itself.
    """
    room = len(prints) // least + 1
    drawn, n, same = np.empty((room, SAMPLE), dtype=np.int64), np.zeros(room, dtype=np.int64), np.zeros(room, dtype=np.bool_)
    columns = (prints.hash, prints.article, prints.place)
    known = (articles.came, articles.outlet, articles.shuffle)
    n_groups = _draw_all(columns, articles.n, known, least, apart, drawn, n, same)
    drawn = drawn[:n_groups]
    first, there = drawn[:, 0], drawn >= 0
    outlet = articles.outlet[prints.article[first]] if apart else np.full(n_groups, ALL, dtype=np.int64)
    article, place = (np.where(there, column[drawn].astype(np.int64), -1) for column in (prints.article, prints.place))
    return Groups(prints.hash[first], outlet, n[:n_groups], article, place, same[:n_groups])


@compiled
def _draw_all(columns: Any, n_here: int, known: Any, least: int, apart: bool, drawn: Any, n: Any, same: Any) -> int:
    """Draws from each group that has enough; returns how many groups."""
    hashes, article, _ = columns
    came, outlet, shuffle = known
    n_groups, begin, most = 0, 0, 8
    room, heads, (positions, lost), rows = _room(most)
    for at in range(1, len(hashes) + 1):
        if at < len(hashes) and hashes[at] == hashes[begin]:
            continue
        if at - begin >= least:
            if at - begin > most:
                most = 2 * (at - begin)
                room, heads, (positions, lost), rows = _room(most)
            n_heads = _draw_here(columns, n_here, (outlet, shuffle), begin, at, apart, room, heads, (positions, lost), rows)
            for of in range(n_heads):
                if heads[of, _N] >= least and heads[of, _SEVERAL]:
                    drawn[n_groups], n[n_groups] = rows[of], heads[of, _N]
                    # those that went were not drawn where all drawn now have lesser positions
                    same[n_groups] = not _is_any(came, article, rows[of])
                    same[n_groups] &= lost[of] == _NONE or (rows[of, SAMPLE - 1] >= 0 and lost[of] > positions[of, SAMPLE - 1])
                    n_groups += 1
            _empty(room, heads[:n_heads])
        begin = at
    return n_groups


@compiled
def _room(most: int) -> Any:
    """Room for so many outlets with one fingerprint: the number of each by slot, -1: none, and its name there; counts; positions of the
    rows drawn, and the least of those that went; the rows drawn."""
    size = 16
    while size < 2 * most:
        size *= 2
    slots = (np.full(size, -1, dtype=np.int32), np.empty(size, dtype=np.int64))
    positions = (np.empty((most, SAMPLE), dtype=np.uint64), np.empty(most, dtype=np.uint64))
    return slots, np.empty((most, 4), dtype=np.int64), positions, np.empty((most, SAMPLE), dtype=np.int64)


@compiled
def _draw_here(
    columns: Any, n_here: int, known: Any, begin: int, stop: int, apart: bool, room: Any, heads: Any, least: Any, rows: Any
) -> int:
    """Draws the rows with the least positions of each outlet, or of all, among those with one hash; returns how many outlets."""
    _, article, place = columns
    outlet, shuffle = known
    positions, lost = least
    numbers, named = room
    n_heads, mask = 0, np.uint64(len(numbers) - 1)
    for row in range(begin, stop):
        of, number = 0, article[row]
        slot = np.uint64(0)
        if apart:
            value = outlet[number]
            slot = _slot(value) & mask
            while numbers[slot] >= 0 and named[slot] != value:
                slot = (slot + np.uint64(1)) & mask
            of = numbers[slot] if numbers[slot] >= 0 else n_heads
            numbers[slot], named[slot] = of, value
        if of == n_heads:
            heads[of, _N], heads[of, _SEVERAL], heads[of, _FIRST], heads[of, _SLOT] = 0, 0, -1, slot
            lost[of], rows[of] = _NONE, -1
            n_heads += 1
        position = _position(shuffle, number, place[row])
        if number >= n_here:
            lost[of] = min(lost[of], position)
            continue
        heads[of, _N] += 1
        if heads[of, _FIRST] < 0:
            heads[of, _FIRST] = number
        heads[of, _SEVERAL] |= heads[of, _FIRST] != number
        if rows[of, SAMPLE - 1] < 0 or position < positions[of, SAMPLE - 1]:
            _insert(position, row, positions[of], rows[of])
    return n_heads


@compiled
def _empty(room: Any, heads: Any) -> None:
    """Makes the slots free again."""
    for of in range(len(heads)):
        room[0][heads[of, _SLOT]] = -1


@compiled
def _slot(value: int) -> Any:
    """Where to look for an outlet first."""
    return np.uint64(value) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)


@compiled
def _is_any(came: Any, article: Any, rows: Any) -> bool:
    """Whether one of the articles drawn has come."""
    found = False
    for row in rows:
        found |= row >= 0 and came[article[row]]
    return found


@compiled
def _insert(position: Any, row: int, positions: Any, drawn: Any) -> None:
    """Puts a row among those drawn where its position is less than one of theirs."""
    to = SAMPLE
    while to > 0 and (drawn[to - 1] < 0 or positions[to - 1] > position):
        to -= 1
    for later in range(SAMPLE - 1, to, -1):
        drawn[later], positions[later] = drawn[later - 1], positions[later - 1]
    if to < SAMPLE:
        drawn[to], positions[to] = row, position


@compiled
def _position(shuffle: Any, article: int, place: int) -> Any:
    """The place in the last bits, so that of two fingerprints of one article always the same is asked first."""
    return shuffle[article] & ~LAST | min(np.uint64(place), LAST)
