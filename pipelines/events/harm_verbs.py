"""Who is harmed by what a verb tells, where it tells of a deed that was done. Standard library only."""

from collections.abc import Iterable

from pipelines.events.draft import Sentence
from pipelines.events.harm_claims import Victims, claims
from pipelines.events.harm_counts import Group, bounds, read_groups
from pipelines.events.harm_flight import are_driven, driven_out, flight_word, forced, pushed
from pipelines.events.harm_words import HarmWords, harm_words
from pipelines.events.lexicon import DET, PRON, word_list
from pipelines.events.phrases import HARD, phrase_after
from pipelines.events.status import facts_of
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb
from pipelines.events.verbal import end_of
from pipelines.text.numbers import find_numbers

UNREAL = frozenset(("planned", "conditional", "denied", "announced", "moot", "offered", "agreed", "threatened"))
ONE_VERB = frozenset(("was", "is", "has", "wasn't"))
BETWEEN = word_list("between_verb_and_harm")
"""Between a verb and its object: "shot to death a guard"."""
FOUND = word_list("finding")
NEAR = 6
"""Tokens between a verb and the noun that makes it one of harm: "shot the guard dead", "suffered serious injuries"."""
TOGETHER_REACH = 14
"""Tokens behind a verb within which "along with" adds to its subject."""


def of_verb(sentence: Sentence, index: int, words: HarmWords) -> list[Victims]:
    """Who a verb harms."""
    tokens, verb = sentence.tokens, sentence.verbs[index]
    lemma = verb.lemma
    how = words.verbs["does"].get(lemma)
    if lemma == "gun" and tokens.low[min(verb.head + 1, len(tokens) - 1)] != "down":
        how = None
    if how is None and lemma in words.verbs["blow"] and _deadly(tokens, verb.head):
        how = "killed"
    if how:
        groups = _of_deed(sentence, index)
        return _real(sentence, index, are_driven(groups) if how == "displaced" else groups, how)
    if how := words.verbs["suffers"].get(lemma):
        return _real(sentence, index, _of_subject(sentence, index), how)
    if lemma in words.verbs["takes"] and (place := _ahead(tokens, verb.head, words.nouns["captivity"])) is not None:
        return _real(sentence, index, _of_deed(sentence, index), words.nouns["captivity"][tokens.low[place]])
    if flight_word(tokens, verb, words):
        return _of_flight(sentence, index, words)
    if driven_out(tokens, verb, words):
        return _real(sentence, index, are_driven(_of_deed(sentence, index)), "displaced")
    if lemma in FOUND and verb.passive and _ahead(tokens, verb.head, ("dead",)) is not None:
        return _real(sentence, index, _of_subject(sentence, index), "killed")
    if lemma in words.verbs["costs"]:
        return _of_cost(sentence, index, words)
    if (how := words.verbs["sustains"].get(lemma)) and _ahead(tokens, verb.head, words.nouns["wounds"]) is not None:
        return _real(sentence, index, _of_subject(sentence, index), how)
    return []


def _real(sentence: Sentence, index: int, groups: list[Group], how: str) -> list[Victims]:
    """The victims, if the deed is told as done."""
    if not groups or not is_done(sentence, index):
        return []
    return claims(groups, how, sentence.verbs[index].head)


def _of_flight(sentence: Sentence, index: int, words: HarmWords) -> list[Victims]:
    """Those who flee, or are forced to."""
    by = forced(sentence, index, words)
    if by is None:
        return _real(sentence, index, are_driven(_of_subject(sentence, index)), "displaced")
    phrase = pushed(sentence, by, index)
    if phrase is None or not is_done(sentence, by):
        return []
    floor = sentence.verbs[by].head + 1 if phrase[0] > sentence.verbs[by].head else 0
    return claims(are_driven(read_groups(sentence.tokens, *phrase, floor, sure=True)), "displaced", sentence.verbs[index].head)


def is_done(sentence: Sentence, index: int) -> bool:
    """Whether a verb tells what has happened, not what is tried, threatened, denied, feared or supposed."""
    verb = sentence.verbs[index]
    facts = facts_of(sentence.tokens, sentence.verbs, index, end_of(sentence, index))
    if facts.negated or facts.hypothetical or facts.open_question or facts.future or facts.would or facts.duty or facts.possible:
        return False
    if verb.infinitive or verb.tag == "G":
        tried = verb.governor is not None and sentence.verbs[verb.governor].lemma in harm_words().sets["undone_verb"]
        return not tried and UNREAL.isdisjoint(facts.governed)
    return "denied" not in facts.governed and "planned" not in facts.governed


def _ahead(tokens: Tokens, head: int, wanted: Iterable[str]) -> int | None:
    """The first of the words within reach behind a verb."""
    for place in range(head + 1, min(len(tokens), head + 1 + NEAR)):
        if tokens.low[place] in wanted:
            return place
        if tokens.kind[place] in HARD:
            return None
    return None


def _deadly(tokens: Tokens, head: int) -> bool:
    """Whether a blow kills: "shot dead", "beaten to death", "gunned down"."""
    place = _ahead(tokens, head, ("dead", "death"))
    return place is not None and (tokens.low[place] == "dead" or tokens.low[place - 1] == "to")


def _is_one(tokens: Tokens, verb: Verb) -> bool:
    """Whether the helper of a verb is that of a single subject."""
    return not verb.shared and any(tokens.low[place] in ONE_VERB for place in range(verb.start, verb.head))


def _of_deed(sentence: Sentence, index: int) -> list[Group]:
    """The object of a verb in the active voice, the subject of one in the passive."""
    tokens, verb = sentence.tokens, sentence.verbs[index]
    if verb.passive or verb.reduced:
        return _of_subject(sentence, index)
    place = verb.head + 1
    while place < len(tokens) and tokens.low[place] in BETWEEN and place not in tokens.heads:
        place += 1
    following = sentence.verbs[index + 1] if index + 1 < len(sentence.verbs) else None
    if following and following.head <= place + 1 and following.lemma in harm_words().verbs["does"]:
        place = following.head + 1  # "killed or wounded 20"
        following = sentence.verbs[index + 2] if index + 2 < len(sentence.verbs) else None
    limit = following.start if following and following.start > place else len(tokens)
    phrase = phrase_after(tokens, place, limit)
    if phrase and (tokens.is_noun_like(phrase[1] - 1) or tokens.flags[phrase[1] - 1] & (PRON | DET)):
        return _along(tokens, phrase, verb.head + 1, limit)
    if verb.tag == "D" and not verb.perfect and not verb.shared:
        return _of_subject(sentence, index)  # "nine injured in the blast"
    return []


def _along(tokens: Tokens, phrase: tuple[int, int], floor: int, limit: int) -> list[Group]:
    """The groups of an object, and those that "along with" or an apposition in between adds."""
    groups = read_groups(tokens, *phrase, floor, sure=True)
    place = _over_inset(tokens, phrase[1], limit)
    for _ in range(4):
        if place >= limit or not (
            tokens.low[place] in ("and", "plus") or (tokens.low[place] in ("along", "together") and place + 1 < limit)
        ):
            break
        place += 2 if tokens.low[place] in ("along", "together") else 1
        following = phrase_after(tokens, place, limit)
        if following is None or tokens.low[following[0]] in ("the", "it"):
            break
        more = read_groups(tokens, *following, place, sure=False)
        if not more:
            break
        groups += more
        place = _over_inset(tokens, following[1], limit)
    return groups


def _over_inset(tokens: Tokens, place: int, limit: int) -> int:
    """Past "of the town of X" and ", mayor of X," after a phrase, if "and" follows."""
    for at in range(place, min(limit, place + 14)):
        if at in tokens.heads or tokens.kind[at] in HARD or tokens.low[at] == "including":
            break
        if tokens.low[at] in ("and", "plus", "along", "together"):
            return at
    return place


def _of_subject(sentence: Sentence, index: int) -> list[Group]:
    tokens, verb = sentence.tokens, sentence.verbs[index]
    if verb.subject is None:
        single = verb.passive and verb.finite and not verb.relative and _is_one(tokens, verb)
        return [Group(tokens.start[verb.start], tokens.end[verb.head], 1, 1)] if single else []
    before = sentence.verbs[index - 1].head + 1 if index else 0
    floor = before if before <= verb.subject[0] else 0
    groups = read_groups(tokens, *verb.subject, floor, sure=True, one=_is_one(tokens, verb))
    for place in range(verb.head + 1, min(len(tokens) - 2, verb.head + 1 + TOGETHER_REACH)):
        if tokens.low[place] in ("along", "together") and tokens.low[place + 1] == "with":
            phrase = phrase_after(tokens, place + 2, len(tokens))
            return groups + read_groups(tokens, *phrase, place + 2, sure=False) if phrase else groups
        if place in tokens.heads or tokens.kind[place] in HARD:
            break
    return groups


def on_top(tokens: Tokens, at: int) -> Group | None:
    """The count right before a verb that names nobody: "another two | died", "three more | died"."""
    first = max(0, at - 4)
    if at == 0 or harm_words().sets["more"].isdisjoint(tokens.low[max(first, at - 2) : at]):
        return None
    numbers = find_numbers(tokens.text, tokens.start[first], tokens.end[at - 1])
    if not numbers or tokens.end[at - 1] - numbers[-1].end > len(" additional"):
        return None
    return Group(numbers[-1].start, tokens.end[at - 1], *bounds(numbers[-1]), qualifier=numbers[-1].qualifier, more=True)


def _of_cost(sentence: Sentence, index: int, words: HarmWords) -> list[Victims]:
    """As in "lost their lives", "claimed 12 lives", "cost the lives of 12 people", "caused 12 deaths"."""
    tokens, verb = sentence.tokens, sentence.verbs[index]
    place = _ahead(tokens, verb.head, words.nouns["lives"])
    if place is None or verb.passive:
        return []
    at = verb.head
    if numbers := find_numbers(tokens.text, tokens.end[at], tokens.start[place]):
        return _real(
            sentence, index, [Group(numbers[0].start, tokens.end[place], *bounds(numbers[0]), qualifier=numbers[0].qualifier)], "killed"
        )
    if place + 1 < len(tokens) and tokens.low[place + 1] == "of" and (phrase := phrase_after(tokens, place + 2, len(tokens))):
        return _real(sentence, index, read_groups(tokens, *phrase, place + 2, sure=True), "killed")
    if verb.lemma in ("lose", "give", "sacrifice"):
        return _real(sentence, index, _of_subject(sentence, index), "killed")
    return []
