"""Which wordings are of one utterance: words, speakers and time have to agree. Knows nothing of Dagster or files."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from pipelines.quotes.likeness import (
    AT_ODDS,
    DIFFERENT,
    LONG,
    SAME,
    SCRAP,
    SHORTEST,
    TELLING_CONTENT,
    compare,
    days_within,
    is_misspelt,
    is_nearly_identical,
)
from pipelines.quotes.wording import Reading
from pipelines.quotes.wordings import reading_of

Row = Mapping[str, Any]
Pair = tuple[int, int]
NEW, SKIPPED = -1, -2
"""Codes of pairs that are not compared yet, or need not be."""
PAIR = ["a", "b", "days", "together", "alike", "indirect", "code"]
DAYS_APART = 45  # between publications, beyond which nothing but long and equal words are taken for one utterance
DAYS_OF_SCRAPS = 3  # within which a few equal words of nobody in particular are


@dataclass(slots=True)
class Wording:
    """Mentions with the same words by the same speaker at about the same time: what is compared.

    `speaker`: key of the speaker, "" where it is nobody in particular. `surname`: its last word. `lone`: a name of one word that stands for
    whoever bears it. `org`: the body that the speaker speaks for. `first`, `last`: days of publication.
    """

    reading: Reading
    indirect: bool
    speaker: str
    surname: str
    org: str
    lone: bool
    person: bool
    articles: frozenset[int]
    first: date | None
    last: date | None


def wording(row: Row) -> Wording:
    """The wording that a row of `wordings.wordings_of` tells of."""
    told = {name: row[name] for name in ("indirect", "speaker", "surname", "org", "lone", "person", "first", "last")}
    return Wording(reading=reading_of(row), articles=frozenset(row["articles"]), **told)


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


def group(
    wordings: Sequence[Wording], told: Mapping[Pair, int], indirect: Sequence[Pair], stretches: Sequence[Pair]
) -> list[tuple[list[int], bool]]:
    """Places of the wordings of one utterance together, and whether they disagree on a number, a name or a "not".

    First those of one speaker that are the same for certain; then what reports give to different speakers; then those of a lone surname
    or of nobody in particular join the one group that fits them best, so that they never make one of two; at last scraps of a few words
    join the only utterance that holds them.

    Args:
        wordings: what is grouped, in order.
        told: by pair of places, in order, the codes of those that do not differ.
        indirect: pairs of places that tell the same in indirect speech.
        stretches: pairs of places that hold pieces of one sentence.
    """
    sets = Sets(len(wordings))
    odds = set()
    for (a, b), verdict in told.items():
        if verdict in (SAME, AT_ODDS) and _one_voice(wordings[a], wordings[b]):
            sets.join(a, b)
            if verdict == AT_ODDS:
                odds.add(a)
    for (a, b), verdict in told.items():
        if verdict == SAME and _two_voices(wordings[a], wordings[b]):
            sets.join(a, b)
    _join_loose(wordings, told, sets)
    _join_scraps(wordings, told, sets)
    for a, b in indirect:
        sets.join(a, b)
    _join_stretches(wordings, stretches, sets)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for at in range(len(wordings)):
        groups[sets.root(at)].append(at)
    disputed = {sets.root(at) for at in odds}
    return [(held, root in disputed) for root, held in groups.items()]


def judge(piece: tuple[pl.DataFrame, pl.DataFrame]) -> list[int]:
    """The code of each pair: how its wordings stand to each other.

    Two that are one already, by way of a third, are not compared again where they cannot be at odds: a crowd would take all day.

    Args:
        piece: pairs (`a`, `b`, `days`, `together`, `alike`: whether they can be skipped, `indirect`, and the `code` where it is known), and
            the wordings that they are of.
    """
    pairs, table = piece
    place = {number: at for at, number in enumerate(table["wording"])}
    known: dict[int, Wording] = {}

    def read(number: int) -> Wording:
        if number not in known:
            known[number] = wording(table.row(place[number], named=True))
        return known[number]

    one = Sets(len(place))
    codes = []
    for a, b, days, together, alike, indirect, code in pairs.select(PAIR).iter_rows():
        if alike and one.root(place[a]) == one.root(place[b]):
            codes.append(SKIPPED)
            continue
        if code is None or code < 0:
            code = _told_alike(read(a), read(b), days) if indirect else _compared(read(a), read(b), days, together)
        if alike and code == SAME:
            one.join(place[a], place[b])
        codes.append(code)
    return codes


def _compared(a: Wording, b: Wording, days: int, together: bool) -> int:
    return compare(a.reading, b.reading, days, together) if _worth_comparing(a, b) else DIFFERENT


def _told_alike(a: Wording, b: Wording, days: int) -> int:
    """Indirect speech of one speaker is the same if it differs in a word or two: its words are the reporter's, so nothing less will do."""
    within = days_within(min(a.reading, b.reading, key=lambda reading: reading.size)) or DAYS_APART
    near = same_speaker(a, b) and days <= within
    return SAME if near and is_nearly_identical(a.reading, b.reading) else DIFFERENT


def _worth_comparing(a: Wording, b: Wording) -> bool:
    if not a.speaker or not b.speaker or same_speaker(a, b):
        return True
    return min(a.reading.size, b.reading.size) >= LONG or a.lone or b.lone


def days_between(a: Wording, b: Wording) -> int:
    """Days from the last report of the one to the first of the other; 0 where they overlap or a day is not known."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return 0
    return max(0, (max(a.first, b.first) - min(a.last, b.last)).days)


def same_speaker(a: Wording, b: Wording) -> bool:
    """Whether two wordings are given to one person, or to a body and to one who speaks for it."""
    if a.speaker == b.speaker:
        return bool(a.speaker)
    if (b.org and a.speaker == b.org) or (a.org and b.speaker == a.org):
        return True
    return a.person and b.person and not a.lone and not b.lone and same_name(a.speaker, b.speaker)


def same_name(a: str, b: str) -> bool:
    """Whether two names, in lower case, can be one person's: with a title, an initial, a short first name or none, a slip of the pen."""
    if a == b:
        return True
    ours, theirs = a.split(" "), b.split(" ")
    if ours[-1] == theirs[-1]:
        return min(len(ours), len(theirs)) == 1 or ours[0][0] == theirs[0][0] or ours[-2:] == theirs[-2:]
    return len(ours) > 1 and len(theirs) > 1 and ours[0] == theirs[0] and is_misspelt(ours[-1], theirs[-1])


def _one_voice(a: Wording, b: Wording) -> bool:
    return same_speaker(a, b) and (a.speaker == b.speaker or min(a.reading.size, b.reading.size) >= SHORTEST)


def _two_voices(a: Wording, b: Wording) -> bool:
    """Whether reports give words that nobody says twice by chance to two speakers; what one article prints twice is an echo."""
    if not a.speaker or not b.speaker or same_name(a.speaker, b.speaker) or same_speaker(a, b) or not a.articles.isdisjoint(b.articles):
        return False
    equal = a.reading.words == b.reading.words
    telling = min(len(a.reading.content), len(b.reading.content)) >= TELLING_CONTENT
    return min(a.reading.size, b.reading.size) >= LONG and telling and (equal or days_between(a, b) <= DAYS_APART)


def _join_loose(wordings: Sequence[Wording], told: Mapping[Pair, int], sets: Sets) -> None:
    """Joins groups of a lone surname with the nearest one of a full name, then those of nobody in particular with one of somebody."""
    _place(wordings, told, sets, _bears)
    met = _place(wordings, told, sets, _may_be)
    for (a, b), verdict in told.items():
        nobody = not wordings[a].speaker and not wordings[b].speaker
        if nobody and verdict == SAME and a not in met and b not in met and _speaks_for_itself(wordings[a], wordings[b]):
            sets.join(a, b)


def _place(wordings: Sequence[Wording], told: Mapping[Pair, int], sets: Sets, fits: Callable[[Wording, Wording, int], bool]) -> set[int]:
    """Joins each loose group with the one firm group that has most of its words. Returns the loose wordings that met any.

    Two groups that are equally near tell that nobody can say which it was: then it stays alone.
    """
    nearest: defaultdict[int, dict[int, int]] = defaultdict(dict)
    met = set()
    for (a, b), verdict in told.items():
        for loose, firm in ((a, b), (b, a)):
            if verdict in (SAME, SCRAP) and fits(wordings[loose], wordings[firm], verdict):
                met.add(loose)
                groups, root = nearest[sets.root(loose)], sets.root(firm)
                groups[root] = max(groups.get(root, 0), _nearness(wordings[loose].reading, wordings[firm].reading, verdict))
    for loose, groups in sorted(nearest.items()):
        most = max(groups.values())
        best = [root for root, shared in groups.items() if shared == most]
        if len(best) == 1:
            sets.join(loose, best[0])
    return met


def _bears(loose: Wording, firm: Wording, _: int) -> bool:
    """Whether a full name ends in the lone one."""
    return loose.lone and bool(firm.speaker) and not firm.lone and firm.surname == loose.surname


def _may_be(loose: Wording, firm: Wording, verdict: int) -> bool:
    """Whether a wording of nobody in particular can be somebody's: the same, or a part; what merely holds a few of his words is not."""
    if loose.speaker or not firm.speaker or (verdict == SCRAP and loose.reading.size > firm.reading.size):
        return False
    return _speaks_for_itself(loose, firm)


def _speaks_for_itself(a: Wording, b: Wording) -> bool:
    """Whether the words alone, without a speaker, show that it is one utterance."""
    short = min(a.reading, b.reading, key=lambda reading: (reading.size, reading.words))
    if short.size > SHORTEST and len(short.content) >= 3:
        return True
    enough = short.size > SHORTEST or (short.size == SHORTEST and a.reading.words == b.reading.words)
    return enough and len(short.content) > 1 and days_between(a, b) <= DAYS_OF_SCRAPS


def _nearness(a: Reading, b: Reading, verdict: int) -> int:
    """How much of the words both have, in thousandths; nothing for scraps, of which any holder is as good as another."""
    if verdict == SCRAP:
        return 0
    return 2000 * (Counter(a.words) & Counter(b.words)).total() // (a.size + b.size)


def _join_scraps(wordings: Sequence[Wording], told: Mapping[Pair, int], sets: Sets) -> None:
    """Joins scraps with the only utterance of their speaker that holds them, or the only one in their own article; longer scraps first.

    A scrap that tells nothing ("if we", cut off by its attribution) goes with what its own article prints of the utterance, or alone.
    """
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for (a, b), verdict in told.items():
        if verdict == SCRAP and same_speaker(wordings[a], wordings[b]):
            small, large = (a, b) if wordings[a].reading.size < wordings[b].reading.size else (b, a)
            holders[small].append(large)
    largest: defaultdict[int, int] = defaultdict(int)
    articles: defaultdict[int, frozenset[int]] = defaultdict(frozenset)
    for at, wording in enumerate(wordings):
        if wording.speaker:
            root = sets.root(at)
            largest[root] = max(largest[root], wording.reading.size)
            articles[root] |= wording.articles
    for at in sorted(holders, key=lambda at: (-wordings[at].reading.size, at)):
        own = sets.root(at)
        if largest[own] > wordings[at].reading.size:
            continue  # it stands with a fuller wording already
        roots = {sets.root(holder) for holder in holders[at]} - {own}
        beside = {root for root in roots if not wordings[at].articles.isdisjoint(articles[root])}
        only = roots if len(roots) == 1 and wordings[at].reading.content else beside
        if len(only) == 1:
            (root,) = only
            sets.join(own, root)
            joined = sets.root(own)
            largest[joined] = max(largest[own], largest[root])
            articles[joined] = articles[own] | articles[root]


def _join_stretches(wordings: Sequence[Wording], stretches: Sequence[Pair], sets: Sets) -> None:
    """Joins pieces of one sentence of which at least one stands alone in its article's words."""
    held: defaultdict[int, frozenset[int]] = defaultdict(frozenset)
    for at, wording in enumerate(wordings):
        held[sets.root(at)] |= wording.articles
    for one, other in stretches:
        a, b = sets.root(one), sets.root(other)
        if a != b and max(len(held[a]), len(held[b])) == 1:
            sets.join(a, b)
            held[sets.root(a)] = held[a] | held[b]
