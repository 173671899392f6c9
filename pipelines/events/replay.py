"""Puts mentions into clusters, and what was decided before about the same mentions again without comparing them anew.

Mentions are taken in the order in which they were told. Each joins the cluster that it fits best among the newest of its blocks, or founds
one. What a mention was put into last time holds as long as the clusters that it is compared with are what they were; where some are not,
it is compared with these only. So a batch costs what it touches, and the result is that of a run over everything. Knows nothing of files.

What changed is followed conservatively: a cluster is *stale* once its mentions are not those of last time, a block once it holds a stale
cluster or its list of clusters is another. Of stale blocks the list of last time is kept beside the new one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.events.cluster import Cluster
from pipelines.events.likeness import likeness
from pipelines.events.times import can_tell
from pipelines.events.told import Told

MOST_COMPARED = 60
"""Clusters of one block that a mention is compared with, the newest first."""
NOBODY = -1
"""Place of no cluster. Below it are the clusters of last time whose founder is no longer there."""


class Choice(NamedTuple):
    """The cluster that a mention fits best, by the place of its founder, with points and reasons; without points it fits none."""

    cluster: int
    points: int
    reasons: list[str]


NONE = Choice(NOBODY, 0, [])


@dataclass(slots=True)
class Decided:
    """What was decided about a mention: which cluster it joined, itself if it founded one, and which older one it fits in the end."""

    joined: Choice
    again: Choice | None = None
    """None where it was not asked, because a mention before it took its cluster along."""
    taken: bool = False
    """Whether its cluster went into that one."""


@dataclass(slots=True)
class Clusters:
    """All clusters of a run, by the place of their founder, and the blocks that they are in."""

    keys: Sequence[Sequence[int]]
    """Blocks of each mention."""
    told: Callable[[int], Told]
    """Makes a mention ready to be compared."""
    before: Sequence[Decided | None]
    """What was decided last time about each mention; places of `keys`, or below zero for what is gone."""
    gone: Iterable[int]
    """Blocks of mentions that are no longer there."""
    stale: set[int]
    """Clusters that mentions that are no longer there were in."""
    altered: set[int]
    """Mentions that stand where they stood, but are not told as they were."""
    was_into: dict[int, int]
    """Clusters that were taken into older ones last time."""
    members: dict[int, list[int]] = field(default_factory=dict)
    blocks: dict[int, list[int]] = field(default_factory=dict)
    were: dict[int, list[int] | None] = field(default_factory=dict)
    """Stale blocks with their list of last time, None where that is not known."""
    decided: list[Decided] = field(default_factory=list)
    into: dict[int, int] = field(default_factory=dict)
    """Clusters that were taken into older ones in the end."""
    ready: dict[int, Cluster] = field(default_factory=dict)
    fresh: bool = False
    """Whether nothing is known of last time."""

    def run(self) -> list[Decided]:
        """Decides on all mentions, in order."""
        self.fresh = not any(self.before)
        self.were = dict.fromkeys(self.gone)
        for at in range(len(self.keys)):
            self._join(at)
        self._once_more()
        return self.decided

    def cluster(self, place: int) -> Cluster:
        """The cluster of a founder as it is now."""
        if place not in self.ready:
            first, *others = self.members[place]
            self.ready[place] = Cluster(self.told(first))
            for other in others:
                self.ready[place].add(self.told(other))
        return self.ready[place]

    def _join(self, at: int) -> None:
        keys, before = self.keys[at], self.before[at]
        known = None if before is None or at in self.altered else before.joined
        if known is not None and self.were.keys().isdisjoint(keys):
            choice = known
        else:
            choice = self._choose(at, _newest(self.blocks, keys), known, self._newest_before(keys) if known else set())
            if not choice.points:
                choice = Choice(at, 0, [])
        place = choice.cluster
        was = None if before is None else before.joined.cluster
        if not self.fresh:
            self._follow(at, place, was)
        for key in keys:
            _append(self.blocks.setdefault(key, []), place)
            if was is not None and (others := self.were.get(key)) is not None:
                _append(others, was)
        self.members.setdefault(place, []).append(at)
        if place in self.ready:
            self.ready[place].add(self.told(at))
        self.decided.append(Decided(choice))

    def _follow(self, at: int, place: int, was: int | None) -> None:
        """Marks what is not as it was when a mention goes to a cluster, and went to another, or was another, or was not there."""
        if place != was or at in self.altered:
            self._mark(place)
            if was is not None and was >= 0:
                self._mark(was)
        if place in self.stale:
            self._mark_blocks(self.keys[at])

    def _mark(self, place: int) -> None:
        if place not in self.stale:
            self.stale.add(place)
            for member in self.members.get(place, []):
                self._mark_blocks(self.keys[member])

    def _mark_blocks(self, keys: Iterable[int]) -> None:
        for key in keys:
            if key not in self.were:
                self.were[key] = list(self.blocks.get(key, ()))

    def _newest_before(self, keys: Sequence[int]) -> set[int]:
        """The clusters that were compared last time, as far as that is known."""
        found: set[int] = set()
        for key in keys:
            held = self.were.get(key, self.blocks.get(key))
            found.update(held[-MOST_COMPARED:] if held else ())
        return found

    def _choose(self, at: int, places: Iterable[int], before: Choice | None, compared: set[int]) -> Choice:
        """The cluster that a mention fits best, the oldest of equals.

        Args:
            at: the mention.
            places: clusters to compare.
            before: what was chosen last time out of `compared`, None where it was not asked.
        """
        best, others = NONE, set(places)
        if before is not None and (not before.points or (before.cluster in others and before.cluster not in self.stale)):
            best = before if before.points else NONE
            others = {place for place in others if place in self.stale or place not in compared}
        for place in sorted(others):
            points, reasons = likeness(self.cluster(place), self.told(at))
            if points > best.points or (points == best.points > 0 and place < best.cluster):
                best = Choice(place, points, reasons)
        return best

    def _once_more(self) -> None:
        """Clusters one of whose mentions fits an older one now that this has told more are taken into it."""
        for place, was in self.was_into.items():
            if place not in self.members and was >= 0:
                self._mark(was)
        for place in list(self.members):
            members = self.members[place]
            target = self._as_before(members) if self._is_as_before(place) else self._taken(place, members)
            if not self.fresh:
                self._follow_once_more(place, target)
            if target is not None:
                self.into[place] = target
                self.members[target] = [*self.members[target], *members]
                if target in self.ready:
                    for member in members:
                        self.ready[target].add(self.told(member))

    def _follow_once_more(self, place: int, target: int | None) -> None:
        """Marks what is not as it was when a cluster is taken into another, or stays."""
        was = self.was_into.get(place)
        if target == was and (target is None or (place not in self.stale and target not in self.stale)):
            return
        for end in (target, was):
            if end is not None and end >= 0:
                self._mark(end)
        for member in self.members[place]:
            self._mark_blocks(self.keys[member])

    def _is_as_before(self, place: int) -> bool:
        """Whether neither a cluster nor what its mentions are compared with has changed."""
        known = not self.fresh and place not in self.stale
        return known and all(self.were.keys().isdisjoint(self.keys[member]) for member in self.members[place])

    def _as_before(self, members: Sequence[int]) -> int | None:
        for member in members:
            before = self.before[member]
            assert before is not None  # a new mention makes its cluster stale
            self.decided[member].again, self.decided[member].taken = before.again, before.taken
            if before.taken and before.again:
                return before.again.cluster
        return None

    def _taken(self, place: int, members: Sequence[int]) -> int | None:
        """The older cluster that this one is to go into."""
        for member in members:
            keys = self.keys[member]
            older = {self.into.get(other, other) for other in _newest(self.blocks, keys) if other < place}
            compared = {self.was_into.get(other, other) for other in self._newest_before(keys) if 0 <= other < place}
            known = self.before[member]
            choice = self._choose(member, older, known.again if known and place not in self.stale else None, compared)
            self.decided[member].again = choice
            if choice.points and all(can_tell(self.cluster(choice.cluster), self.told(one)) for one in members):
                self.decided[member].taken = True
                return choice.cluster
        return None


def _newest(blocks: dict[int, list[int]], keys: Iterable[int]) -> set[int]:
    """Clusters that share a block."""
    return {place for key in keys if key in blocks for place in blocks[key][-MOST_COMPARED:]}


def _append(held: list[int], place: int) -> None:
    if place not in held[-MOST_COMPARED:]:
        held.append(place)


def by_cluster(decided: Sequence[Decided]) -> dict[int, list[tuple[int, list[str]]]]:
    """For each cluster, by the place of its founder, its mentions in order, each with the reasons for which it was taken in."""
    into = {at: one.joined.cluster for at, one in enumerate(decided)}
    why = {at: ["type", *one.joined.reasons] if one.joined.cluster != at else [] for at, one in enumerate(decided)}
    for one in decided:
        if one.taken and one.again:
            founder = one.joined.cluster
            why[founder] = ["type", *one.again.reasons]
            into[founder] = one.again.cluster
    found: defaultdict[int, list[tuple[int, list[str]]]] = defaultdict(list)
    for at, one in enumerate(decided):
        found[into[one.joined.cluster]].append((at, why[at]))
    return dict(sorted(found.items()))
