"""Which wordings are of one utterance: words, speakers and time have to agree. Standard library only; knows nothing of tables."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pipelines.quotes.wording import LONG, SHORTEST, Words, is_nearly_identical, is_same, pairs, pairs_of_speaker

Row = dict[str, Any]
Pair = tuple[int, int]
DAYS_APART = 45  # between publications, beyond which short words are not taken for the same utterance


@dataclass(slots=True)
class Wording:
    """Mentions with the same words by the same speaker: what is compared."""

    words: Words
    indirect: bool
    speaker: str  # key of the speaker, "" where it is nobody in particular
    org: str
    rows: list[Row] = field(default_factory=list)


class Sets:
    """Places that are joined step by step; the least place of a set stands for it."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def root(self, at: int) -> int:
        """The place that stands for the set of `at`."""
        while self.parent[at] != at:
            self.parent[at] = self.parent[self.parent[at]]
            at = self.parent[at]
        return at

    def join(self, a: int, b: int) -> None:
        """Makes one set of two."""
        first, second = sorted((self.root(a), self.root(b)))
        self.parent[second] = first


def group(wordings: Sequence[Wording]) -> list[list[Wording]]:
    """Wordings of one utterance together.

    First those of one speaker; then those of nobody in particular join the one group that they fit best, so that they never
    make one of two speakers.
    """
    sets = Sets(len(wordings))
    candidates = list(pairs([wording.words for wording in wordings]))
    equal = _equal(wordings)
    for a, b in [*candidates, *_short_pairs(wordings)]:
        if wordings[a].speaker and _same_speaker(wordings[a], wordings[b]) and _same_words(wordings[a], wordings[b]):
            sets.join(a, b)
    for a, b in _disputed(wordings, equal):
        sets.join(a, b)
    _join_weak(wordings, [*candidates, *_weak_pairs(wordings, equal)], sets)
    groups: defaultdict[int, list[Wording]] = defaultdict(list)
    for at, wording in enumerate(wordings):
        groups[sets.root(at)].append(wording)
    return list(groups.values())


def _join_weak(wordings: Sequence[Wording], candidates: Iterable[Pair], sets: Sets) -> None:
    """Joins wordings of nobody in particular with the nearest of somebody, the others with one another."""
    named = [sets.root(at) for at in range(len(wordings))]
    best: dict[int, tuple[float, int, int]] = {}
    loose = set()
    for a, b in candidates:
        if (wordings[a].speaker and wordings[b].speaker) or not _loosely_same(wordings[a], wordings[b]):
            continue
        if not wordings[a].speaker and not wordings[b].speaker:
            loose.add((a, b))
            continue
        weak, other = (b, a) if wordings[a].speaker else (a, b)
        rank = (-_nearness(wordings[a].words, wordings[b].words), named[other], other)
        best[weak] = min(best.get(weak, rank), rank)
    for at in sorted(best):
        sets.join(at, best[at][2])
    for a, b in sorted(loose):
        if a not in best and b not in best:
            sets.join(a, b)


def _short_pairs(wordings: Sequence[Wording]) -> list[Pair]:
    speakers: defaultdict[str, list[int]] = defaultdict(list)
    for at, wording in enumerate(wordings):
        if wording.speaker and not wording.indirect:
            speakers[wording.speaker].append(at)
    words = [wording.words for wording in wordings]
    return sorted({pair for places in speakers.values() for pair in pairs_of_speaker(words, places)})


def _equal(wordings: Sequence[Wording]) -> list[list[int]]:
    """Places of wordings with equal words, whoever says them, that are long enough to tell something."""
    equal: defaultdict[tuple[Words, bool], list[int]] = defaultdict(list)
    for at, wording in enumerate(wordings):
        if len(wording.words) >= SHORTEST:
            equal[wording.words, wording.indirect].append(at)
    return [places for places in equal.values() if len(places) > 1]


def _weak_pairs(wordings: Sequence[Wording], equal: Sequence[Sequence[int]]) -> list[Pair]:
    """Equal words, of which one side is nobody's in particular; there is at most one such wording for the same words."""
    found = []
    for places in equal:
        weak = [at for at in places if not wordings[at].speaker]
        found += [(min(a, b), max(a, b)) for a in weak for b in places if a != b]
    return sorted(set(found))


def _disputed(wordings: Sequence[Wording], equal: Sequence[Sequence[int]]) -> list[Pair]:
    """Equal words that nobody says twice by chance, printed under different names in different articles."""
    found = []
    for places in equal:
        named = [at for at in places if wordings[at].speaker and len(wordings[at].words) >= LONG]
        for a, b in pairwise(named):
            if not {row["article_id"] for row in wordings[a].rows} & {row["article_id"] for row in wordings[b].rows}:
                found.append((a, b))
    return found


def _same_speaker(a: Wording, b: Wording) -> bool:
    return a.speaker == b.speaker or (a.speaker == b.org and bool(a.org)) or (b.speaker == a.org and bool(b.org))


def _same_words(a: Wording, b: Wording) -> bool:
    if a.indirect != b.indirect:
        return False
    if a.indirect:
        return is_nearly_identical(a.words, b.words)
    if min(len(a.words), len(b.words)) < SHORTEST and not _near_in_time(a, b):
        return False
    return is_same(a.words, b.words)


def _loosely_same(a: Wording, b: Wording) -> bool:
    """For a wording of nobody in particular: nothing but the words speaks for it, so there have to be enough."""
    if a.indirect != b.indirect or min(len(a.words), len(b.words)) < SHORTEST + 1:
        return False
    return is_nearly_identical(a.words, b.words) if a.indirect else is_same(a.words, b.words)


def _near_in_time(a: Wording, b: Wording) -> bool:
    days_a, days_b = ([row["published_latest"] for row in w.rows if row["published_latest"]] for w in (a, b))
    if not days_a or not days_b:
        return True
    return bool((max(min(days_a), min(days_b)) - min(max(days_a), max(days_b))).days <= DAYS_APART)


def _nearness(a: Words, b: Words) -> float:
    """Share of the words that both have."""
    shared = (Counter(a) & Counter(b)).total()
    return round(2 * shared / (len(a) + len(b)), 6)
