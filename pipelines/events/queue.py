"""Places that are visited in order. Knows nothing of mentions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush


@dataclass(slots=True)
class Queue:
    """Places in order, each once; those that are added later than they would have come are left out."""

    _waiting: list[int] = field(default_factory=list)
    _met: set[int] = field(default_factory=set)
    _at: int = -1

    def add(self, *places: Iterable[int]) -> None:
        """Adds places."""
        for some in places:
            new = [place for place in dict.fromkeys(some) if place > self._at and place not in self._met]
            self._met.update(new)
            if len(new) > 8:
                self._waiting += new
                heapify(self._waiting)
            else:
                for place in new:
                    heappush(self._waiting, place)

    def __iter__(self) -> "Queue":
        return self

    def __next__(self) -> int:
        if not self._waiting:
            raise StopIteration
        self._at = heappop(self._waiting)
        return self._at
