"""For whom somebody acts whom no table knows: "Ole Holm, the Danish envoy", later "Holm". Standard library only."""

import re
from functools import cache

from pipelines.events.bare_words import words_of
from pipelines.events.inflect import singular
from pipelines.events.lexicon import word_list
from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.setting import Setting
from pipelines.events.tokens import TITLES, Tokens
from pipelines.text.known import entities
from pipelines.text.name_tree import starters

OFFICE = 5
"""Most tokens from the beginning of an office to its noun: "the | former | Sri Lankan | prime | minister"."""
ENDING = frozenset(("of", "'s", "’s", "and", "said"))
HONORIFICS = word_list("honorific")


def surname(tokens: Tokens, phrase: Phrase) -> str | None:
    """The last word of a phrase, if it is a name that no table has and stands alone or behind a title."""
    last = phrase[1] - 1
    if tokens.kind[last] != "w" or tokens.flags[last] or not tokens.capital(last):
        return None
    return tokens.low[last]


def is_former(tokens: Tokens, first: int, after: int) -> bool:
    """Whether a phrase, or the one between commas behind it, tells of an office that somebody held once: "a former minister of Peru"."""
    if tokens.kind[after : after + 1] == [","]:
        return _held(tokens, first, after) or _held(tokens, after + 1, min(len(tokens), after + 1 + OFFICE))
    return _held(tokens, first, after)


def _held(tokens: Tokens, first: int, after: int) -> bool:
    low = tokens.low
    at = next((place for place in range(first, min(after, first + OFFICE)) if low[place] in word_list("former")), None)
    if at is None:
        return any(
            low[place].startswith("ex-") and low[place][3:] in words_of("title") for place in range(first, min(after, first + OFFICE))
        )
    if "of" in low[first:at]:
        return False  # "the administration of | former President Smith" is no former administration
    for place in range(at + 1, min(after, at + 1 + OFFICE)):
        if singular(low[place]) in words_of("title"):
            return True
        if low[place] in ENDING or tokens.kind[place] == ",":
            return False
    return False


def known_by_surname(tokens: Tokens, phrase: Phrase, setting: Setting) -> list[str]:
    """For whom "Holm" or "Mr. Holm" acts, by what the text said of him before."""
    last = surname(tokens, phrase)
    rest = tokens.low[phrase[0] : phrase[1] - 1]
    if last is None or not all(word in HONORIFICS for word in rest):
        return []
    return setting.people.get(last) or _famous(tokens, phrase[1] - 1, setting)


def _famous(tokens: Tokens, at: int, setting: Setting) -> list[str]:
    """For whom "Kabila" acts in a text that names the Congo and nobody else with that name."""
    bodies = {setting.acting(body) for _, body in bearers().get(tokens.low[at], ())}
    if len(bodies) != 1 or not bodies <= {*setting.whole.forces}:
        return []
    word = tokens.surface(at, at + 1)
    others = re.findall(rf"\b([A-Z][\w.-]+) {re.escape(word)}\b", setting.document.text)
    return sorted(bodies) if all(other.lower() in TITLES | HONORIFICS or other.lower() in starters() for other in others) else []


@cache
def bearers() -> dict[str, list[tuple[str, str]]]:
    """Surname in lower case -> role, and for whom they act, of those called so."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entity in entities().values():
        if entity.kind == "person" and entity.role and entity.acts_for:
            found.setdefault(entity.name.split()[-1].lower(), []).append((entity.role, entity.acts_for))
    return found


def apposition(tokens: Tokens, phrase: Phrase, after: int) -> Phrase | None:
    """The phrase between commas behind somebody's name: "Ole Holm, | the Danish envoy |, said"."""
    if surname(tokens, phrase) is None or phrase[1] != after or after + 2 >= len(tokens) or tokens.kind[after] != ",":
        return None
    described = phrase_after(tokens, after + 1, min(len(tokens), after + 14))
    if described is None or described[0] != after + 1 or described[1] >= len(tokens) or tokens.kind[described[1]] != ",":
        return None
    return described
