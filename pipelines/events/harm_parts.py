"""Those named out of a count: "ten people, including a judge", "12 dead, five of them children", "of the 12 killed, three were women".

Standard library only.
"""

from collections.abc import Sequence

from pipelines.events.harm_claims import PART, Victims, claims
from pipelines.events.harm_counts import Group, bounds, read_groups
from pipelines.events.harm_who import who_is
from pipelines.events.lexicon import word_list
from pipelines.events.phrases import HARD, phrase_after
from pipelines.events.tokens import Tokens
from pipelines.text.numbers import Number, find_numbers

PART_REACH = 14
"""Tokens behind a word of harm in which those named out of its victims may stand."""
WERE = word_list("reported_state")
ALL = frozenset(("all", "both"))


def parts_of(tokens: Tokens, victims: Sequence[Victims]) -> list[Victims]:
    """Those named out of the victims of a sentence; says of the victims themselves who they are where "all civilians" follows."""
    found: list[Victims] = []
    for at in sorted({one.at for one in victims}):
        group = [one for one in victims if one.at == at]
        if len(group) > 1 or (group[0].low or group[0].high or 0) > 1:
            found += [part for part in _behind(tokens, at, group) if part.char_start not in {one.char_start for one in found}]
    return found


def _behind(tokens: Tokens, at: int, group: Sequence[Victims]) -> list[Victims]:
    how = group[0].how
    for place in range(at + 1, min(len(tokens), at + 1 + PART_REACH)):
        low = tokens.low[place]
        if low == "including" or tokens.low[place : place + 2] in (["among", "them"], ["among", "whom"]):
            return _named(tokens, place + 1 + (low == "among"), how, at)
        if low in ALL and tokens.kind[place - 1] == "," and tokens.low[place + 1 : place + 2] != ["of"]:
            _tell_all(tokens, place + 1, group)
            return []
        if low == "of" and tokens.low[place + 1 : place + 2] in (["them"], ["whom"]):
            if tokens.low[place - 1] in ALL:
                _tell_all(tokens, place + 2, group)
                return []
            return _counted(tokens, place, how, at)
        if tokens.kind[place] == "," and _opens_with_of(tokens, group[0]) and place + 1 < len(tokens):
            return _rest(tokens, place + 1, how, at)
        if (place in tokens.heads and low not in WERE) or tokens.kind[place] in HARD:
            return []
    return []


def _named(tokens: Tokens, place: int, how: str, at: int) -> list[Victims]:
    """As in "including a judge and two nuns"."""
    phrase = phrase_after(tokens, place, len(tokens)) if place < len(tokens) else None
    return claims(read_groups(tokens, *phrase, place, sure=False), how, at, PART) if phrase else []


def _counted(tokens: Tokens, of: int, how: str, at: int) -> list[Victims]:
    """As in "five of them children", "three of whom were women"."""
    start = tokens.start[max(0, of - 5)]
    numbers = [number for number in find_numbers(tokens.text, start, tokens.end[of - 1]) if number.end == tokens.end[of - 1]]
    return _described(tokens, of + 2, numbers, how, at)


def _rest(tokens: Tokens, place: int, how: str, at: int) -> list[Victims]:
    """As in "Of the 12 killed, | five were children"."""
    end = min(len(tokens), place + 6)
    numbers = [one for one in find_numbers(tokens.text, tokens.start[place], tokens.end[end - 1]) if one.start == tokens.start[place]]
    behind = next((at for at in range(place, len(tokens)) if numbers and tokens.start[at] >= numbers[0].end), len(tokens))
    return _described(tokens, behind, numbers, how, at)


def _described(tokens: Tokens, place: int, numbers: Sequence[Number], how: str, at: int) -> list[Victims]:
    while place < len(tokens) and tokens.low[place] in WERE:
        place += 1
    phrase = phrase_after(tokens, place, len(tokens)) if place < len(tokens) else None
    if not numbers or phrase is None:
        return []
    who = who_is(tokens, *phrase)
    if who.who == "unsaid":
        return []
    number = numbers[0]
    return claims([Group(number.start, tokens.end[phrase[1] - 1], *bounds(number), who, number.qualifier)], how, at, PART)


def _tell_all(tokens: Tokens, place: int, group: Sequence[Victims]) -> None:
    """As in ", all civilians", ", all of them policemen"."""
    while place < len(tokens) and tokens.low[place] in WERE:
        place += 1
    phrase = phrase_after(tokens, place, len(tokens)) if place < len(tokens) else None
    if phrase is None or (who := who_is(tokens, *phrase)).who == "unsaid":
        return
    for one in group:
        one.kind, one.who, one.force_id = who


def _opens_with_of(tokens: Tokens, one: Victims) -> bool:
    """Whether "of the" stands before a count: those are told already, and what follows is a share of them."""
    first = next((at for at in range(len(tokens)) if tokens.start[at] >= one.char_start), 0)
    return any(tokens.low[at] == "of" and tokens.low[at + 1 : at + 2] == ["the"] for at in range(max(0, first - 2), first + 1))
