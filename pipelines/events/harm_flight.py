"""Who is driven from home, as a verb tells it: "5,000 people fled", "forced from their homes", "sought refuge". Standard library only."""

from pipelines.events.draft import Sentence
from pipelines.events.harm_counts import Group
from pipelines.events.harm_words import HarmWords
from pipelines.events.lexicon import DET, PRON
from pipelines.events.phrases import HARD, phrase_after
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb

REACH = 6
"""Tokens between a verb and the home or refuge behind it."""
OUT = frozenset(("from", "out", "off"))
FAR = 9
"""Tokens between those who force others to flee and the flight."""


def flight_word(tokens: Tokens, verb: Verb, words: HarmWords) -> bool:
    """Whether a verb tells that people are driven out, by itself or by what stands behind it."""
    lemma = verb.lemma
    if lemma in words.verbs["flees"]:
        return ahead(tokens, verb.head, words.sets["no_flight"]) is None
    if lemma in words.verbs["refuge"]:
        return ahead(tokens, verb.head, words.nouns["havens"]) is not None
    if lemma in words.verbs["left"]:
        place = ahead(tokens, verb.head, words.nouns["homes"])
        return place is not None and tokens.low[place - 1] in ("their", "his", "her") and place <= verb.head + 2
    return False


def driven_out(tokens: Tokens, verb: Verb, words: HarmWords) -> bool:
    """Whether a verb drives its object from home: "forced 300 families from their homes"."""
    if verb.lemma not in words.verbs["driven"]:
        return False
    place = ahead(tokens, verb.head, words.nouns["homes"], FAR)
    return place is not None and tokens.low[place - 1] in ("their", "his", "her") and not OUT.isdisjoint(tokens.low[verb.head : place])


def forced(sentence: Sentence, index: int, words: HarmWords) -> int | None:
    """The verb that leaves a flight done: "forced 300 people | to flee"; None where nobody forces."""
    verb = sentence.verbs[index]
    if not verb.infinitive:
        return None
    if verb.governor is not None:
        return verb.governor if sentence.verbs[verb.governor].lemma in words.sets["forcing"] else None
    before = index - 1
    if before < 0 or verb.start - sentence.verbs[before].head > FAR:
        return None
    return before if sentence.verbs[before].lemma in words.sets["forcing"] else None


def are_driven(groups: list[Group]) -> list[Group]:
    """Those who can be displaced: several people, and no force."""
    return [group for group in groups if group.who.kind != "force" and (group.low or group.high or 0) > 1]


def pushed(sentence: Sentence, by: int, index: int) -> tuple[int, int] | None:
    """The people between a verb that forces and the flight: "forcing | 300 people | to flee"; of a passive, its subject."""
    tokens, verb = sentence.tokens, sentence.verbs[by]
    if verb.passive:
        return verb.subject
    phrase = phrase_after(tokens, verb.head + 1, sentence.verbs[index].start)
    return phrase if phrase and (tokens.is_noun_like(phrase[1] - 1) or tokens.flags[phrase[1] - 1] & (PRON | DET)) else None


def ahead(tokens: Tokens, head: int, wanted: object, reach: int = REACH) -> int | None:
    """The first of the words within reach behind a verb."""
    for place in range(head + 1, min(len(tokens), head + 1 + reach)):
        if tokens.low[place] in wanted:  # type: ignore[operator]
            return place
        if tokens.kind[place] in HARD:
            return None
    return None
