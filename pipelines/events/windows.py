"""The newest clusters of each block, now and last time, worked out only for the blocks that somebody asks for.

A block is *dirty* while the clusters that its next mention is compared with may be others than last time, or have other mentions. Of a
dirty block the newest of last time are followed beside those of now; once the two agree again, it is clean. Knows nothing of files.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

MOST_COMPARED = 60
"""Clusters of one block that a mention is compared with, the newest first."""
Ints = npt.NDArray[np.int64]
U64 = npt.NDArray[np.uint64]
Into = Mapping[int, int]


class Grouped:
    """Numbers by group, in order: those of a group are sliced out when they are asked for."""

    def __init__(self, groups: Ints | U64, members: Ints) -> None:
        """Args:
        groups, members: a group, and a number that is in it, in the order in which they are to be had.
        """
        order = np.argsort(groups, kind="stable")
        self._groups, self._members = groups[order], members[order]

    def of(self, group: int) -> list[int]:
        """The numbers of a group; none of one that is not there."""
        name = self._groups.dtype.type(group)
        begin, end = np.searchsorted(self._groups, name), np.searchsorted(self._groups, name, side="right")
        found: list[int] = self._members[begin:end].tolist()
        return found


class Keys:
    """The blocks of each mention."""

    def __init__(self, keys: pl.Series) -> None:
        """`keys`: of each mention a list of hashes."""
        sizes = keys.list.len().cast(pl.Int64).to_numpy()
        self._ends: Ints = np.append(0, np.cumsum(sizes))
        self._keys: U64 = keys.explode(empty_as_null=False).to_numpy()
        self.mentions = Grouped(self._keys, np.repeat(np.arange(len(sizes)), sizes))

    def of(self, at: int) -> list[int]:
        """The blocks of a mention."""
        found: list[int] = self._keys[self._ends[at] : self._ends[at + 1]].tolist()
        return found


@dataclass(slots=True)
class Block:
    """One block, up to some mention."""

    mentions: list[int]
    now: list[int]
    at: int = 0
    """How many of the mentions were gone through."""
    was: list[int] | None = None
    """The newest of last time, while the block is dirty; None as well where they are not known."""
    dirty: bool = False
    unknown: bool = False
    """Whether it is not known what was in it last time: then it stays dirty."""


class Blocks:
    """All blocks of a run."""

    def __init__(self, keys: Keys, now: Sequence[int], was: Sequence[int], absent: int) -> None:
        """Args:
        keys: blocks of each mention.
        now, was: the cluster that each mention is in, now (as it is decided) and last time; `absent`: it was not there then.
        """
        self._now, self._was, self._absent = now, was, absent
        self._held: dict[int, Block] = {}
        self._mentions = keys.mentions

    def get(self, key: int, until: int) -> Block:
        """A block, when all mentions before `until` have been decided on; each time later in the order."""
        block = self._held.get(key)
        if block is None:
            block = self._held[key] = Block(self._mentions.of(key), [])
        mentions, now = block.mentions, block.now
        while block.at < len(mentions) and (mention := mentions[block.at]) < until:
            block.at += 1
            _put(now, self._now[mention])
            if block.was is not None and (place := self._was[mention]) != self._absent:
                _put(block.was, place)
        return block

    def next(self, block: Block) -> int | None:
        """The mention that is to be put into a block next."""
        return block.mentions[block.at] if block.at < len(block.mentions) else None

    def soil(self, block: Block) -> bool:
        """Marks a block as dirty from here on. Returns whether it was clean."""
        if block.dirty:
            return False
        block.dirty, block.was = True, block.now.copy()
        return True

    def forget(self, key: int) -> Block:
        """Marks a block as one of which nobody knows what was in it last time. Before anything else."""
        block = self.get(key, 0)
        block.dirty = block.unknown = True
        return block

    def rinse(self, block: Block, stale: set[int]) -> bool:
        """Marks a block as clean if it is. Returns whether it is.

        Args:
            block: as far as it was gone through.
            stale: clusters that have other mentions than last time.
        """
        if block.dirty and not block.unknown and block.now == block.was and stale.isdisjoint(block.now):
            block.dirty, block.was = False, None
        return not block.dirty

    def dirty(self) -> list[int]:
        """Keys of the blocks that are dirty."""
        return [key for key, block in self._held.items() if block.dirty]


def _put(places: list[int], place: int) -> None:
    """Puts a cluster among the newest of a block: a list, as most blocks have one or two, and a deque has room for 64 from the start."""
    if place not in places:
        places.append(place)
        if len(places) > MOST_COMPARED:
            del places[0]


def newest(blocks: Sequence[Block]) -> set[int]:
    """The clusters of some blocks that a mention is compared with."""
    return set().union(*(block.now for block in blocks))


def unlike_before(blocks: Sequence[Block], stale: set[int], until: int, into: Into, was_into: Into) -> set[int]:
    """Clusters before `until` that a mention is compared with and that are stale, or that it was not compared with last time.

    Args:
        blocks: those of the mention; only dirty ones can have such clusters.
        stale: clusters that have other mentions than last time.
        into, was_into: clusters that stand for others, now and last time.
    """
    found, others = set[int](), set[int]()
    for block in blocks:
        if block.dirty:
            now = {into.get(place, place) for place in block.now if place < until}
            found |= now & stale
            others |= now.difference(was_into.get(place, place) for place in block.was or () if 0 <= place < until)
    others -= found
    for block in blocks:
        if not others:
            break
        was = (block.was or ()) if block.dirty else block.now
        others.difference_update(was_into.get(place, place) for place in was if 0 <= place < until)
    return found | others


def changed(block: Block, stale: set[int]) -> set[int]:
    """Of a block whose clusters of last time are known: those that are stale, or are compared with now and were not, or the other way."""
    return (stale & set(block.now)) | (set(block.now) ^ set(block.was or ()))
