"""How many people a noun phrase speaks of, and of what kind they are. Standard library only."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.events.actors import given_names
from pipelines.events.harm_who import UNSAID, Who, who_is
from pipelines.events.harm_words import harm_words
from pipelines.events.lexicon import ADV, CONJ, DET, PREP, PRON, word_list
from pipelines.events.tokens import Tokens
from pipelines.text.names import entities
from pipelines.text.numbers import Number, find_numbers

ONE = word_list("one_of")
CLEARLY_ONE = frozenset(("a", "an", "another"))
HE = frozenset(("he", "she", "him", "her", "himself", "herself", "his"))
NOBODY = word_list("nobody")
NO_PEOPLE = re.compile(
    rf"\s*(?:{'|'.join(re.escape(word) for word in sorted(word_list('no_people'), key=lambda word: (-len(word), word)))})(?!\w)",
    re.IGNORECASE,
)
LEAD = 5
"""Tokens before a phrase in which the words may stand that say how exact its number is: "at least", "a total of"."""
OLDEST = 110
LONGEST_NAME = 4


class Group(NamedTuple):
    """Some of the people of a phrase: characters, least and most, who they are, how exact their number is, and if they come on top."""

    start: int
    end: int
    low: int | None
    high: int | None
    who: Who = UNSAID
    qualifier: str = "exact"
    more: bool = False


def bounds(number: Number) -> tuple[int | None, int | None]:
    """Low and high of a number; a bare value is both."""
    if number.low is None and number.high is None:
        return number.value, number.value
    return number.low, number.high


def read_groups(tokens: Tokens, first: int, after: int, floor: int, *, sure: bool, one: bool = False) -> list[Group]:
    """The people of tokens first..after (half open), group by group: "six priests, their cook and her daughter" are three.

    Args:
        tokens: the sentence.
        first, after: the phrase.
        floor: no word before this token belongs to it.
        sure: whether what stands there is a person in any case, as the object of "wounded" is.
        one: whether the verb says that it is a single one: "was killed".
    """
    from_ = max(floor, first - LEAD, 0)
    numbers = find_numbers(tokens.text, tokens.start[from_], tokens.end[after - 1])
    found: list[Group] = []
    members = list(_members(tokens, first, after))
    for place, (start, end) in enumerate(members):
        begins = tokens.start[from_] if place == 0 else tokens.start[start]
        inside = [
            number
            for number in numbers
            if begins <= number.start and number.end <= tokens.end[end - 1] and number.end > tokens.start[start]
        ]
        alone = one and len(members) == 1
        if inside:
            group = _counted(tokens, start, end, inside, place)
        elif found and _is_bare_plural(tokens, start, end):
            found[-1] = found[-1]._replace(end=tokens.end[end - 1], who=_both(found[-1].who, who_is(tokens, start, end)))
            continue
        elif (
            tokens.low[start] in NOBODY
            or tokens.low[max(0, start - 1)] in NOBODY
            or (place and not _is_person(tokens, start, end, sure=False, one=False))
        ):
            group = None
        else:
            group = _single(tokens, start, end, sure=sure, one=alone)
        if group:
            found.append(group)
    return found


def _is_bare_plural(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a member shares the number of the one before: "20 women and | children"."""
    return end == start + 1 and tokens.low[start] in harm_words().plurals and tokens.low[start - 1] == "and"


def _both(one: Who, other: Who) -> Who:
    """Who those are of whom a number counts two sorts."""
    kind = one.kind if one.kind == other.kind else "unsaid"
    return Who(kind, one.who if one.who == other.who else kind, one.force_id if one.force_id == other.force_id else None)


def _members(tokens: Tokens, first: int, after: int) -> Iterator[tuple[int, int]]:
    """The coordinated parts of a phrase, up to those who are only named out of it."""
    start = first
    after = next((place for place in range(first + 1, after) if tokens.low[place] == "including"), after)
    for place in range(first, after):
        if (tokens.flags[place] & CONJ and tokens.low[place] in ("and", "&", "or")) or tokens.kind[place] == ",":
            if start < place:
                yield start, place
            start = place + 1
    if start < after:
        yield start, after


def _counted(tokens: Tokens, start: int, end: int, numbers: Sequence[Number], place: int) -> Group | None:
    """A group with a number; None where it counts things or tells an age."""
    number = numbers[0]
    if NO_PEOPLE.match(tokens.text, number.end):
        return None
    if any(tokens.low[at] in harm_words().sets["many_each"] for at in range(start, end) if tokens.start[at] >= number.end):
        return None
    low, high = bounds(number)
    only = number.end >= tokens.end[end - 1]
    if place and only and (low or 0) < OLDEST and number.start <= tokens.start[start]:
        return None  # "Juan Ruiz, 25, and"
    if number.start > tokens.end[start] + 60 or (low is None and high is None):
        return None
    first = min(tokens.start[start], number.start)
    more = _is_more(tokens, max(0, start - 2), end)
    return Group(first, tokens.end[end - 1], low, high, who_is(tokens, start, end), number.qualifier, more)


def _single(tokens: Tokens, start: int, end: int, *, sure: bool, one: bool) -> Group | None:
    """One person, named or with an article; None where there are several or nobody."""
    if not _is_person(tokens, start, end, sure=sure, one=one):
        return None
    more = _is_more(tokens, start, end)
    return Group(tokens.start[start], tokens.end[end - 1], 1, 1, who_is(tokens, start, end), more=more)


def _is_more(tokens: Tokens, start: int, end: int) -> bool:
    """Whether they come on top of others: "another two", "three more people"; not "more than two"."""
    more = harm_words().sets["more"]
    return any(tokens.low[at] in more and tokens.low[at + 1 : at + 2] != ["than"] for at in range(start, end))


def _is_person(tokens: Tokens, start: int, end: int, *, sure: bool, one: bool) -> bool:
    words = harm_words()
    while start < end and tokens.flags[start] & (ADV | PREP) and not tokens.flags[start] & (DET | PRON):
        start += 1
    if start >= end:
        return False
    if (tokens.flags[start] & PRON and not tokens.flags[start] & DET) or (end == start + 1 and tokens.low[start] in HE):
        return tokens.low[start] in HE or (one and tokens.low[start] == "one")
    edge = next((at for at in range(start + 1, end) if tokens.flags[at] & PREP and not tokens.flags[at] & DET), end)
    head = tokens.low[edge - 1]
    opening = tokens.low[start]
    if head in words.sets["collective"] or head in words.plurals or tokens.low[start] in words.sets["collective"]:
        return False
    lows = tokens.low[start:edge]
    if _is_named(tokens, start, edge) or any(low in words.singular for low in lows):
        return not (_is_many(head) and not _is_named(tokens, start, edge)) or one
    last = tokens.name[edge - 1]
    if sure and opening in CLEARLY_ONE and last is not None and last.form != "name":
        return True  # "killed a Colombian"
    if any(_is_body(tokens, at) for at in range(start, edge)):
        return False
    if sure and opening in CLEARLY_ONE and not _is_many(head):
        return True
    if one and sure and opening not in ("it", "this", "that", "there", "what"):
        return True
    return (sure or tokens.capitals) and _is_unknown_name(tokens, start, edge)


def _is_many(head: str) -> bool:
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def _is_body(tokens: Tokens, at: int) -> bool:
    """Whether a token names something that is no person."""
    name = tokens.name[at]
    return name is not None and (entity := entities().get(name.entity_id)) is not None and entity.kind != "person"


def _is_named(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a person's name stands there: a known one or a given name."""
    for at in range(start, end):
        name = tokens.name[at]
        if name is not None and (entity := entities().get(name.entity_id)) is not None and entity.kind == "person":
            return True
        if tokens.low[at] in given_names() and at + 1 < end and (tokens.capitals or tokens.capital(at)) and not tokens.flags[at]:
            return True
    return False


def _is_unknown_name(tokens: Tokens, start: int, end: int) -> bool:
    """Whether capitalised words with no article can be a name that we do not know: "killed Ruma Olbek"."""
    if start + 1 >= end or (tokens.titled and not tokens.capitals):
        return False
    if tokens.capitals:
        return end - start <= LONGEST_NAME and not _is_many(tokens.low[end - 1]) and all(not tokens.flags[at] for at in range(start, end))
    return all(tokens.kind[at] == "w" and tokens.capital(at) for at in range(start, end))
