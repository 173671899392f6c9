"""Which of many wordings to compare: those that share words in a row, or words that tell something.

Standard library only; knows nothing of tables.
A commonplace, or a quotation that the whole world prints, is shared by very many: of those each is compared with the fullest and with its
neighbour only, so that the work grows with the number of wordings and not with its square.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Protocol

from pipelines.quotes.wording import Reading

Pair = tuple[int, int]
RUN = 4  # words in a row that two wordings have to share
NEAR = 3  # words apart, of those that tell something, at which two make a key
CROWD = 24  # wordings that share a key; of more, not all are compared with one another
FULLEST = 3
FEW = 4  # words up to which a wording is looked up as a whole
CONTENT_AT_MOST = 60  # words of a wording whose order may have changed


class Compared(Protocol):
    """What is asked of a wording here."""

    @property
    def reading(self) -> Reading: ...

    @property
    def speaker(self) -> str: ...

    @property
    def surname(self) -> str: ...


def candidates(wordings: Sequence[Compared]) -> list[Pair]:
    """Places of the wordings to compare, each pair once, the earlier first, in order."""
    found: set[Pair] = set()
    for crowd in _buckets((at, key) for at, wording in enumerate(wordings) for key in _runs(wording.reading)):
        found.update(_pairs(wordings, crowd))
    for crowd in _buckets((at, key) for at, wording in enumerate(wordings) for key in _content(wording)):
        found.update(_pairs(wordings, crowd))
    for places in _by_surname(wordings).values():
        found.update(_scraps(wordings, places))
    return sorted(found)


def same_run(wordings: Sequence[Compared]) -> list[Pair]:
    """Places of the wordings of one speaker that share words in a row: all that is compared of indirect speech."""
    keys = ((at, (wording.surname, key)) for at, wording in enumerate(wordings) for key in _runs(wording.reading))
    found: set[Pair] = set()
    for crowd in _buckets(keys):
        found.update(_pairs(wordings, crowd))
    return sorted(found)


def _buckets(keys: Iterable[tuple[int, object]]) -> Iterator[list[int]]:
    """Places that have a key in common; keys of a single place cost a number only."""
    buckets: dict[object, int | list[int]] = {}
    for at, key in keys:
        held = buckets.setdefault(key, at)
        if isinstance(held, list):
            if held[-1] != at:
                held.append(at)
        elif held != at:
            buckets[key] = [held, at]
    yield from (held for held in buckets.values() if isinstance(held, list))


def _runs(reading: Reading) -> set[int]:
    words = reading.words
    return {hash(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def _content(wording: Compared) -> set[int]:
    """Two words that tell something and stand near each other, in whatever order, by one speaker."""
    words = wording.reading.content
    if not wording.speaker or not 2 < len(words) <= CONTENT_AT_MOST:
        return set()
    return {
        hash((wording.surname, min(word, other), max(word, other)))
        for at, word in enumerate(words)
        for other in words[at + 1 : at + 1 + NEAR]
        if word != other
    }


def _pairs(wordings: Sequence[Compared], crowd: Sequence[int]) -> Iterator[Pair]:
    if len(crowd) <= CROWD:
        yield from combinations(crowd, 2)
        return
    by_surname: defaultdict[str, list[int]] = defaultdict(list)
    for at in crowd:
        by_surname[wordings[at].surname].append(at)
    hubs = []
    for places in by_surname.values():
        fullest = sorted(places, key=lambda at: (-wordings[at].reading.size, wordings[at].reading.words, at))
        hubs.append(fullest[0])
        for number, at in enumerate(fullest):
            for other in {*fullest[:FULLEST], *fullest[number + 1 : number + 2]} - {at}:
                yield (min(at, other), max(at, other))
    nobody = by_surname.get("", [])[:CROWD]
    for at in hubs[:CROWD]:
        for other in (*nobody, *hubs[:FULLEST]):
            if at != other:
                yield (min(at, other), max(at, other))


def _by_surname(wordings: Sequence[Compared]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, wording in enumerate(wordings):
        if wording.speaker:
            found[wording.surname].append(at)
    return found


def _scraps(wordings: Sequence[Compared], places: Sequence[int]) -> Iterator[Pair]:
    """A few words, and the wordings of one speaker that hold them; not where so many do that nobody can tell which it was."""
    wanted: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in places:
        reading = wordings[at].reading
        if 1 < reading.size <= FEW:
            wanted[reading.words].append(at)
    if not wanted:
        return
    sizes = sorted({len(words) for words in wanted})
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in places:
        words = wordings[at].reading.words
        met = {words[first : first + size] for size in sizes for first in range(len(words) - size + 1)} & wanted.keys()
        for few in met:
            holders[few].append(at)
    for few, held in holders.items():
        for at in wanted[few]:
            others = [other for other in held if other != at]
            if len(others) <= 4 * CROWD:
                yield from ((min(at, other), max(at, other)) for other in others)
