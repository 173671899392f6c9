"""Clusters as far as a run has got. Knows nothing of files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipelines.events.cluster import Cluster
from pipelines.events.told import Told


@dataclass(slots=True)
class Growing:
    """A cluster as far as it has grown, with those that come to it: of last time, and others."""

    old: list[int]
    cluster: Cluster | None = None
    n_old: int = 0
    n_new: int = 0
    taken: "Growing | None" = None
    """Where it has got with the clusters that were taken into it."""


def coming(state: Growing, new: Sequence[int], where: Callable[[int], int | None], place: int, until: int) -> Iterable[int]:
    """What comes to a cluster before `until` and has not come yet, in order: what came last time and comes again, and what is new."""
    while True:
        old_one = state.old[state.n_old] if state.n_old < len(state.old) else until
        new_one = new[state.n_new] if state.n_new < len(new) else until
        if min(old_one, new_one) >= until:
            return
        if old_one < new_one:
            state.n_old += 1
            if where(old_one) == place:
                yield old_one
        else:
            state.n_new += 1
            yield new_one


def take(ready: Growing, told: Told) -> None:
    """Puts one more mention into a cluster."""
    if ready.cluster is None:
        ready.cluster = Cluster(told)
    else:
        ready.cluster.add(told)
