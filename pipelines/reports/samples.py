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
    n_groups, begin = 0, 0
    following = np.empty(len(hashes), dtype=np.int32)  # the next row of the same outlet
    table, named = np.full(16, -1, dtype=np.int32), np.empty(16, dtype=np.int64)
    heads, tails = np.empty(8, dtype=np.int32), np.empty(8, dtype=np.int32)
    for at in range(1, len(hashes) + 1):
        if at < len(hashes) and hashes[at] == hashes[begin]:
            continue
        if at - begin >= least:
            if at - begin > len(heads):
                size = len(table)
                while size < 2 * (at - begin):
                    size *= 2
                table, named = np.full(size, -1, dtype=np.int32), np.empty(size, dtype=np.int64)
                heads, tails = np.empty(size // 2, dtype=np.int32), np.empty(size // 2, dtype=np.int32)
            n_heads = _chain(article, known[1], begin, at, apart, following, (table, named, heads, tails))
            for of in range(n_heads):
                n_groups += _draw(columns, n_here, known, heads[of], following, least, drawn[n_groups], n, same, n_groups)
        begin = at
    return n_groups


@compiled
def _chain(article: Any, outlet: Any, begin: int, stop: int, apart: bool, following: Any, room: Any) -> int:
    """Makes a chain of the rows of each outlet, or one of all; returns how many.

    Args:
        room: number of a chain by slot, -1 before and after: none; outlet of the slot; first and last row of each chain.
    """
    table, named, heads, tails = room
    n_heads, mask = 0, np.uint64(len(table) - 1)
    for row in range(begin, stop):
        of = 0
        if apart:
            value = outlet[article[row]]
            slot = _slot(value) & mask
            while table[slot] >= 0 and named[slot] != value:
                slot = (slot + np.uint64(1)) & mask
            if table[slot] < 0:
                table[slot], named[slot] = n_heads, value
            of = table[slot]
        following[row] = -1
        if of == n_heads:
            heads[of] = row
            n_heads += 1
        else:
            following[tails[of]] = row
        tails[of] = row
    if apart:
        for of in range(n_heads):  # backwards, so that whatever stood in the way of a slot is still there
            value = outlet[article[heads[n_heads - 1 - of]]]
            slot = _slot(value) & mask
            while named[slot] != value or table[slot] < 0:
                slot = (slot + np.uint64(1)) & mask
            table[slot] = -1
    return n_heads


@compiled
def _slot(value: int) -> Any:
    """Where to look for an outlet first."""
    return np.uint64(value) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(32)


@compiled
def _draw(columns: Any, n_here: int, known: Any, head: int, following: Any, least: int, drawn: Any, n: Any, same: Any, group: int) -> int:
    """Draws the rows of one group with the least positions, if it has enough; returns 1 if so."""
    article, place = columns[1], columns[2]
    came, _, shuffle = known
    first, several, n_rows, n_gone, row = -1, False, 0, 0, head
    positions = np.full(SAMPLE, _NONE)
    drawn[:] = -1
    while row >= 0:
        of = article[row]
        if of < n_here:
            first = of if first < 0 else first
            several |= of != first
            n_rows += 1
            _insert(_position(shuffle, of, place[row]), row, positions, drawn)
        else:
            n_gone += 1
        row = following[row]
    if n_rows < least or not several:
        return 0
    is_same = True
    for at in range(SAMPLE):
        is_same &= drawn[at] < 0 or not came[article[drawn[at]]]
    if n_gone and is_same:
        then, row = np.full(SAMPLE, -1), head
        positions[:] = _NONE
        while row >= 0:
            if not came[article[row]]:
                _insert(_position(shuffle, article[row], place[row]), row, positions, then)
            row = following[row]
        for at in range(SAMPLE):
            is_same &= then[at] == drawn[at]
    n[group], same[group] = n_rows, is_same
    return 1


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
