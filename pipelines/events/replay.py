"""Puts mentions into clusters, and what was decided before about the same mentions again without looking at them.

Mentions are taken in the order in which they were told. Each joins the cluster that it fits best among the newest of its blocks, or founds
one; in the end clusters one of whose mentions fits an older one are taken into it. What was decided about a mention last time holds as long
as the clusters that it is compared with are what they were, which `windows.py` follows; only mentions for which that may not be so are
visited, and compared with what has changed. So a batch costs what it touches, and the result is that of a run over everything.

A cluster is *stale* once its mentions are not those of last time. Knows nothing of files.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pipelines.events.cluster import Cluster
from pipelines.events.growing import Growing, coming, take
from pipelines.events.likeness import likeness
from pipelines.events.queue import Queue
from pipelines.events.times import can_tell
from pipelines.events.told import Told
from pipelines.events.windows import Block, Blocks, Grouped, Into, Keys, changed, newest, unlike_before

ABSENT = -1
"""Place of no cluster. Below it are the clusters of last time whose founder is no longer there."""
TOLD, CLUSTERS = 20_000, 20_000
"""Mentions and clusters that are held ready to be compared: those that were looked at last."""


class Choice(NamedTuple):
    """The cluster that a mention fits best, by the place of its founder, with points and reasons; without points it fits none."""

    cluster: int
    points: int
    reasons: list[str]


NONE = Choice(ABSENT, 0, [])
AS_IT_IS: Into = {}


class Second(NamedTuple):
    """Which older cluster a mention fits in the end; None where it was not asked, because one before it took its cluster along."""

    choice: Choice | None = None
    taken: bool = False
    """Whether its cluster went into that one."""


NOT_ASKED = Second()


class Before(NamedTuple):
    """What was decided last time."""

    joined: list[int]
    """The cluster of each mention; ABSENT: nothing is known, lower: its founder is gone."""
    first: Callable[[int], Choice]
    """Of a mention of which something is known."""
    second: Callable[[int], Second]
    into: dict[int, int]
    """Clusters that were taken into older ones, in order."""
    unknown: Iterable[int]
    """Blocks of which it is not known what was in them."""
    stale: Iterable[int]
    """Clusters that mentions that are no longer there were in."""
    altered: frozenset[int]
    """Mentions that stand where they stood, but are not told as they were."""


class Replay:
    """A run. Afterwards `first` and `second` hold what was decided of the mentions that were visited; of others all is as it was."""

    def __init__(self, keys: Keys, told: Callable[[int], Told], before: Before) -> None:
        """Args:
        keys: blocks of each mention.
        told: makes a mention ready to be compared.
        before: what was decided last time; places of `keys`.
        """
        self.first: dict[int, Choice] = {}
        self.second: dict[int, Second] = {}
        self.joined = list(before.joined)
        self.into = dict(before.into)
        self._keys, self._before, self._n = keys, before, len(before.joined)
        self._told = lru_cache(TOLD)(told)
        joined = np.array(before.joined, dtype=np.int64)
        self._fresh = bool((joined == ABSENT).all())
        self._blocks = Blocks(keys, self.joined, before.joined, ABSENT)
        self._old = Grouped(joined, np.arange(self._n))
        self._moved: dict[int, list[int]] = {}
        self._old_into = Grouped(np.array(list(self.into.values()), np.int64), np.array(list(self.into), np.int64))
        self._moved_into: dict[int, list[int]] = {}
        self._stale = set(before.stale)
        self._ready: OrderedDict[int, Growing] = OrderedDict()
        self._queue = Queue()

    def run(self) -> None:
        """Decides on all mentions, in order."""
        if self._fresh:
            self._queue.add(range(self._n))
        else:
            absent = (at for at, place in enumerate(self.joined) if place == ABSENT)
            self._queue.add(absent, self._before.altered, (place for place in self._stale if place >= 0))
            for key in self._before.unknown:
                self._wait(self._blocks.forget(key))
        for at in self._queue:
            self._join(at)
        self._once_more()

    def _wait(self, block: Block) -> None:
        """Has the next mention of a block visited."""
        if (at := self._blocks.next(block)) is not None:
            self._queue.add((at,))

    def _join(self, at: int) -> None:
        keys, was = self._keys.of(at), self._before.joined[at]
        known = None if was == ABSENT or at in self._before.altered else self._before.first(at)
        blocks = [self._blocks.get(key, at) for key in keys]
        if known is None or any(block.dirty for block in blocks):
            choice = self._choose(at, at, blocks, known)
            choice = choice if choice.points else Choice(at, 0, [])
        else:
            choice = known
        place = choice.cluster
        if not self._fresh:
            self._follow(at, place, was, blocks)
        self.first[at], self.joined[at] = choice, place
        if place != was:
            self._moved.setdefault(place, []).append(at)
        for key, block in zip(keys, blocks, strict=True):
            if block.dirty and not self._blocks.rinse(self._blocks.get(key, at + 1), self._stale):
                self._wait(block)

    def _follow(self, at: int, place: int, was: int, blocks: Sequence[Block]) -> None:
        """Marks what is not as it was when a mention goes to a cluster, and went to another, or was another, or was not there."""
        if place != was or at in self._before.altered:
            self._mark(place, at)
            if was >= 0:
                self._mark(was, at)
        if place in self._stale:
            for block in blocks:
                self._blocks.soil(block)

    def _mark(self, place: int, at: int) -> None:
        """Marks a cluster as stale, and the blocks in which mentions are still compared with it."""
        if place in self._stale:
            return
        self._stale.add(place)
        for member in self._members(place, at):
            for key in self._keys.of(member):
                block = self._blocks.get(key, at)
                if place in block.now and self._blocks.soil(block):
                    self._wait(block)

    def _members(self, place: int, until: int) -> list[int]:
        """The mentions before `until` that joined a cluster, in order."""
        old = [at for at in self._old.of(place) if at < until and self.joined[at] == place]
        return sorted([*old, *self._moved.get(place, [])])

    def _cluster(self, place: int, until: int, once_more: int | None = None) -> Cluster:
        """The cluster of a founder as it is when all mentions before `until`, and all clusters before `once_more`, were decided on."""
        ready = self._ready.get(place)
        if ready is None:
            ready = self._ready[place] = Growing(self._old.of(place))
            if len(self._ready) > CLUSTERS:
                self._ready.popitem(last=False)
        else:
            self._ready.move_to_end(place)
        for at in coming(ready, self._moved.get(place, ()), self.joined.__getitem__, place, until):
            take(ready, self._told(at))
        if once_more is not None:
            if ready.taken is None:
                ready.taken = Growing(self._old_into.of(place))
            for taken in coming(ready.taken, self._moved_into.get(place, ()), self.into.get, place, once_more):
                for at in self._members(taken, self._n):
                    take(ready, self._told(at))
        assert ready.cluster is not None  # its founder at least
        return ready.cluster

    def _choose(self, at: int, until: int, blocks: Sequence[Block], before: Choice | None, once_more: int | None = None) -> Choice:
        """The cluster that a mention fits best, the oldest of equals.

        Args:
            at: the mention; blocks: those that it is in.
            until, once_more: how far the run is (`_cluster`); in the end only clusters older than `once_more` are compared.
            before: what was chosen last time, None where it was not asked.
        """
        again = once_more is not None
        limit = once_more if once_more is not None else self._n
        into, was_into = (self.into, self._before.into) if again else (AS_IT_IS, AS_IT_IS)
        best, others = NONE, set[int]()
        if before is not None and self._stands(before, blocks, limit, into):
            best = before if before.points else NONE
            others = unlike_before(blocks, self._stale, limit, into, was_into)
        else:
            others = {into.get(place, place) for place in newest(blocks) if place < limit}
        for place in sorted(others):
            points, reasons = likeness(self._cluster(place, until, once_more), self._told(at))
            if points > best.points or (points == best.points > 0 and place < best.cluster):
                best = Choice(place, points, reasons)
        return best

    def _stands(self, before: Choice, blocks: Sequence[Block], limit: int, into: Into) -> bool:
        """Whether what was chosen last time, if anything, is compared again and has the same mentions."""
        if not before.points:
            return True
        chosen = before.cluster
        compared = (into.get(place, place) for block in blocks for place in block.now if place < limit)
        return chosen not in self._stale and chosen in compared

    def _once_more(self) -> None:
        """Clusters one of whose mentions fits an older one now that this has told more are taken into it."""
        for place, older in self._before.into.items():
            if not self._is_founder(place):
                del self.into[place]
                if older >= 0:
                    self._mark(older, self._n)
        self._queue = Queue()
        if self._fresh:
            self._queue.add(place for at, place in enumerate(self.joined) if place == at)
        else:
            self._queue.add(filter(self._is_founder, self._stale))
            for key in self._blocks.dirty():
                self._wait_all(self._blocks.get(key, self._n), since=True)
        for place in self._queue:
            members = self._members(place, self._n)
            was, target = self.into.pop(place, None), self._taken(place, members)
            if target is not None:
                self.into[place] = target
                if target != self._before.into.get(place):
                    self._moved_into.setdefault(target, []).append(place)
            if not self._fresh:
                self._follow_once_more(place, target, was, members)

    def _is_founder(self, place: int) -> bool:
        return place >= 0 and self.joined[place] == place

    def _wait_all(self, block: Block, *, since: bool = False) -> None:
        """Has the clusters of a block visited that were not yet: all, or `since` the first that is not as it was."""
        first = min(changed(block, self._stale), default=self._n) if since and not block.unknown else ABSENT
        self._queue.add(place for at in block.mentions if (place := self.joined[at]) > first)

    def _follow_once_more(self, place: int, target: int | None, was: int | None, members: Sequence[int]) -> None:
        """Marks what is not as it was when a cluster is taken into another, or stays."""
        if target == was and (target is None or (place not in self._stale and target not in self._stale)):
            return
        for end in (target, was):
            if end is not None and end >= 0 and end not in self._stale:
                self._stale.add(end)
                own = self._members(end, self._n)
                taken = (at for other in self._all_taken(end, place) for at in self._members(other, self._n))
                self._soil_all([*own, *taken])
        self._soil_all(members)

    def _all_taken(self, place: int, until: int) -> list[int]:
        """The clusters before `until` that were taken into another."""
        others = {*self._old_into.of(place), *self._moved_into.get(place, ())}
        return [other for other in others if other < until and self.into.get(other) == place]

    def _soil_all(self, members: Iterable[int]) -> None:
        for member in members:
            for key in self._keys.of(member):
                block = self._blocks.get(key, self._n)
                if self._blocks.soil(block):
                    self._wait_all(block)

    def _taken(self, place: int, members: Sequence[int]) -> int | None:
        """The older cluster that this one is to go into."""
        self.second.update(dict.fromkeys(members, NOT_ASKED))
        same = not self._fresh and place not in self._stale
        for member in members:
            blocks = [self._blocks.get(key, self._n) for key in self._keys.of(member)]
            before = self._before.second(member) if same else NOT_ASKED
            choice = self._choose(member, self._n, blocks, before.choice, place)
            as_before = choice is before.choice and choice.cluster not in self._stale
            taken = before.taken if as_before else self._can_take(choice, place, members)
            self.second[member] = Second(choice, taken)
            if taken:
                return choice.cluster
        return None

    def _can_take(self, choice: Choice, place: int, members: Sequence[int]) -> bool:
        """Whether an older cluster that one of the mentions of a cluster fits can take in all of them."""
        if not choice.points:
            return False
        cluster = self._cluster(choice.cluster, self._n, place)
        return all(can_tell(cluster, self._told(member)) for member in members)
