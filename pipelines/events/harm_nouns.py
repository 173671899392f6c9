"""Who is harmed by what a noun or an adjective tells: "the murder of X", "X's death", "three dead". Standard library only."""

from pipelines.events.draft import Sentence
from pipelines.events.harm_claims import Victims, claims
from pipelines.events.harm_counts import Group, read_groups
from pipelines.events.harm_words import HarmWords, harm_words
from pipelines.events.lexicon import ADV
from pipelines.events.phrases import HARD, phrase_after, phrase_before
from pipelines.events.tokens import Tokens
from pipelines.text.numbers import find_numbers

PERHAPS = frozenset(("could", "may", "might", "would", "if", "no", "nor"))
STATE_REACH = 8
"""Tokens between a number and "dead" or "wounded"."""


def of_state(tokens: Tokens, at: int, how: str) -> list[Victims]:
    """A number with its state: "left three dead", "20 people wounded", "12 dead civilians"."""
    words = harm_words()
    for place in range(at - 1, max(-1, at - 1 - STATE_REACH), -1):
        low, flags = tokens.low[place], tokens.flags[place]
        if tokens.kind[place] == "#" or (flags == 0 and find_numbers(tokens.text, tokens.start[place], tokens.end[place])):
            first = place
            while first > 0 and (tokens.kind[first - 1] == "#" or tokens.low[first - 1] in ("hundred", "thousand")):
                first -= 1
            if not PERHAPS.isdisjoint(tokens.low[max(0, first - 5) : first]):
                return []
            groups = read_groups(tokens, first, at + 1, max(0, first - 5), sure=True)
            return claims([group for group in groups[:1] if group.low is not None or group.high is not None], how, at)
        passable = (
            low in words.sets["state_around"] or low in words.plurals or low in words.singular or flags & ADV or low in words.nouns["state"]
        )
        if not (passable or (flags == 0 and tokens.kind[place] == "w" and place not in tokens.heads)) or tokens.kind[place] in HARD:
            return []
        if low in words.nouns["state"] and low != tokens.low[at] and tokens.low[at - 1] not in ("and", "or"):
            return []
    return []


def of_noun(sentence: Sentence, at: int, low: str, words: HarmWords) -> list[Victims]:
    """Victims behind or before a noun: "the murder of X", "X's death", "12 bodies", "11 deaths"."""
    tokens = sentence.tokens
    nouns = words.nouns
    how = nouns["noun"].get(low) or nouns["act"].get(low) or nouns["doer"].get(low) or nouns["body"].get(low) or nouns["tally"].get(low)
    if how is None or _undone(tokens, at, words):
        return []
    if (low in nouns["tally"] or low in nouns["body"]) and at not in tokens.heads:
        for place in (at - 1, at - 2):
            if place >= 0 and (tokens.kind[place] == "#" or find_numbers(tokens.text, tokens.start[place], tokens.end[place])):
                groups = read_groups(tokens, place, at + 1, max(0, place - 3), sure=True)
                return claims(groups[:1], how, at)
    if behind := _behind_of(tokens, at + 1):
        phrase = phrase_after(tokens, behind, len(tokens))
        return claims(read_groups(tokens, *phrase, behind, sure=False), how, at) if phrase else []
    if low in nouns["noun"] and (owner := _owner_end(tokens, at)):
        phrase = phrase_before(tokens, owner, max(0, at - 14), True)
        return claims(read_groups(tokens, *phrase, phrase[0], sure=False), how, at) if phrase else []
    if low in nouns["noun"] and how == "killed" and tokens.low[at - 1] in ("his", "her"):
        return claims([Group(tokens.start[at - 1], tokens.end[at], 1, 1)], how, at)
    return []


def _behind_of(tokens: Tokens, at: int) -> int | None:
    """The token behind "of", where only dates stand before it: "the murder in May of ..."."""
    for place in range(at, min(len(tokens), at + 4)):
        if tokens.low[place] == "of" and tokens.kind[place] == "w":
            return place + 1
        if tokens.kind[place] not in ("D", "[", "(") and tokens.low[place] not in ("in", "on"):
            return None
    return None


def _owner_end(tokens: Tokens, at: int) -> int | None:
    """One past the owner of a noun, before its 's; a text in capitals writes it as two tokens."""
    if at > 2 and tokens.low[at - 1] == "s" and tokens.low[at - 2] in ("'", "’"):
        return at - 2
    return at - 1 if at > 1 and tokens.low[at - 1] in ("'s", "'", "’") else None


def _undone(tokens: Tokens, at: int, words: HarmWords) -> bool:
    """Whether the words beside a noun make it an attempt, a plan or something else: "death threats", "a plot for the murder of"."""
    if at + 1 < len(tokens) and tokens.low[at + 1] in words.sets["undone_after"]:
        return True
    return any(tokens.low[place] in words.sets["undone_before"] - {"of"} for place in range(max(0, at - 3), at)) or tokens.low[
        at - 2 : at
    ] == [
        "cause",
        "of",
    ]
