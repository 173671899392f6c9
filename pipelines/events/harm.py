"""People killed, wounded, detained, kidnapped and displaced, as a sentence tells of them. Standard library only.

The way: a word of harm, verb or noun, has its victims in its subject, its object or behind "of" (here); the phrase is counted group by
group (harm_counts.py); what is only tried, threatened, denied or supposed is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.events.draft import Sentence
from pipelines.events.harm_counts import Group, bounds, read_groups
from pipelines.events.harm_words import HarmWords, harm_words
from pipelines.events.lexicon import ADV, DET, PRON
from pipelines.events.phrases import HARD, phrase_after, phrase_before
from pipelines.events.status import facts_of
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb
from pipelines.events.verbal import end_of
from pipelines.text.numbers import find_numbers

__all__ = ["KINDS", "Harm", "Victims", "bounds", "find_harm", "find_victims"]

KINDS = ("killed", "wounded", "detained")
UNREAL = frozenset(("planned", "conditional", "denied", "announced", "moot", "offered", "agreed", "threatened"))
ONE_VERB = frozenset(("was", "is", "has", "wasn't"))
NEAR = 6
"""Tokens between a verb and the noun that makes it one of harm: "shot the guard dead", "suffered serious injuries"."""
STATE_REACH = 8
"""Tokens between a number and "dead" or "wounded"."""


@dataclass(slots=True)
class Victims:
    """Some of those harmed: the characters that tell of them, how they are harmed, least and most, and civilians, force or unsaid."""

    char_start: int
    char_end: int
    how: str
    low: int | None
    high: int | None
    kind: str
    at: int = 0
    """Token of the word of harm."""


@dataclass(slots=True)
class Harm:
    """Least and most people harmed; None where the text does not count."""

    killed: tuple[int | None, int | None] = (None, None)
    wounded: tuple[int | None, int | None] = (None, None)
    detained: tuple[int | None, int | None] = (None, None)


def find_harm(victims: Iterable[Victims]) -> Harm:
    """The harm of one event. Groups of one word of harm are added up; of several words of the same harm the largest counts."""
    sums: dict[tuple[str, int], tuple[int | None, int | None]] = {}
    for one in victims:
        key = ("detained" if one.how == "kidnapped" else one.how, one.at)
        before = sums.get(key, (0, 0))
        sums[key] = _plus(before[0], one.low), _plus(before[1], one.high)
    harm = Harm()
    for how in KINDS:
        told = [toll for (kind, _), toll in sums.items() if kind == how]
        if told:
            setattr(harm, how, max(told, key=lambda toll: (toll[0] or toll[1] or 0, toll[1] or 0)))
    return harm


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def find_victims(sentence: Sentence) -> list[Victims]:
    """All who are harmed in a sentence, in the order of its words."""
    words = harm_words()
    tokens = sentence.tokens
    if words.cues.isdisjoint(tokens.low):
        return []
    found: list[Victims] = []
    for index in range(len(sentence.verbs)):
        found += _of_verb(sentence, index, words)
    told = {one.at for one in found}
    for at, low in enumerate(tokens.low):
        if at not in told and (how := words.nouns["state"].get(low)):
            found += _of_state(tokens, at, how)
        elif at not in told and at not in tokens.heads:
            found += _of_noun(sentence, at, low, words)
    return _without_repeats(found)


def _without_repeats(found: Sequence[Victims]) -> list[Victims]:
    """Each group once for each harm, though two words tell of it."""
    kept: list[Victims] = []
    for one in sorted(found, key=lambda one: (one.char_start, one.char_end, one.how, one.at)):
        if not any(other.how == one.how and one.char_start < other.char_end for other in kept[-4:]):
            kept.append(one)
    return kept


def _claims(groups: Iterable[Group], how: str, at: int) -> list[Victims]:
    return [Victims(group.start, group.end, how, group.low, group.high, group.kind, at) for group in groups]


def _of_verb(sentence: Sentence, index: int, words: HarmWords) -> list[Victims]:
    """Who a verb harms."""
    tokens, verb = sentence.tokens, sentence.verbs[index]
    lemma = verb.lemma
    how = words.verbs["does"].get(lemma)
    if lemma == "gun" and tokens.low[min(verb.head + 1, len(tokens) - 1)] != "down":
        how = None
    if how is None and lemma in words.verbs["blow"] and _deadly(tokens, verb.head):
        how = "killed"
    if how:
        return _real(sentence, index, _of_deed(sentence, index), how)
    if how := words.verbs["suffers"].get(lemma):
        return _real(sentence, index, _of_subject(sentence, index), how)
    if lemma in words.verbs["costs"]:
        return _of_cost(sentence, index, words)
    if (how := words.verbs["sustains"].get(lemma)) and _ahead(tokens, verb.head, words.nouns["wounds"]) is not None:
        return _real(sentence, index, _of_subject(sentence, index), how)
    return []


def _real(sentence: Sentence, index: int, groups: list[Group], how: str) -> list[Victims]:
    """The victims, if the deed is told as done."""
    if not groups or not is_done(sentence, index):
        return []
    return _claims(groups, how, sentence.verbs[index].head)


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
    while place < len(tokens) and tokens.low[place] in ("dead", "down", "off", "and", "or") and place not in tokens.heads:
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
        if at in tokens.heads or tokens.kind[at] in HARD:
            break
        if tokens.low[at] in ("and", "plus", "along", "together"):
            return at
    return place


def _of_subject(sentence: Sentence, index: int) -> list[Group]:
    tokens, verb = sentence.tokens, sentence.verbs[index]
    if verb.subject is None:
        return []
    before = sentence.verbs[index - 1].head + 1 if index else 0
    floor = before if before <= verb.subject[0] else 0
    return read_groups(tokens, *verb.subject, floor, sure=True, one=_is_one(tokens, verb))


def _of_cost(sentence: Sentence, index: int, words: HarmWords) -> list[Victims]:
    """As in "lost their lives", "claimed 12 lives", "cost the lives of 12 people", "caused 12 deaths"."""
    tokens, verb = sentence.tokens, sentence.verbs[index]
    place = _ahead(tokens, verb.head, words.nouns["lives"])
    if place is None or verb.passive:
        return []
    at = verb.head
    if numbers := find_numbers(tokens.text, tokens.end[at], tokens.start[place]):
        return _real(sentence, index, [Group(numbers[0].start, tokens.end[place], *bounds(numbers[0]), "unsaid")], "killed")
    if place + 1 < len(tokens) and tokens.low[place + 1] == "of" and (phrase := phrase_after(tokens, place + 2, len(tokens))):
        return _real(sentence, index, read_groups(tokens, *phrase, place + 2, sure=True), "killed")
    if verb.lemma in ("lose", "give", "sacrifice"):
        return _real(sentence, index, _of_subject(sentence, index), "killed")
    return []


def _of_state(tokens: Tokens, at: int, how: str) -> list[Victims]:
    """A number with its state: "left three dead", "20 people wounded", "12 dead civilians"."""
    words = harm_words()
    for place in range(at - 1, max(-1, at - 1 - STATE_REACH), -1):
        low, flags = tokens.low[place], tokens.flags[place]
        if tokens.kind[place] == "#" or (flags == 0 and find_numbers(tokens.text, tokens.start[place], tokens.end[place])):
            first = place
            while first > 0 and (tokens.kind[first - 1] == "#" or tokens.low[first - 1] in ("hundred", "thousand")):
                first -= 1
            groups = read_groups(tokens, first, at + 1, max(0, first - 5), sure=True)
            return _claims([group for group in groups[:1] if group.low is not None or group.high is not None], how, at)
        passable = (
            low in words.sets["state_around"] or low in words.plurals or low in words.singular or flags & ADV or low in words.nouns["state"]
        )
        if not (passable or (flags == 0 and tokens.kind[place] == "w" and place not in tokens.heads)) or tokens.kind[place] in HARD:
            return []
        if low in words.nouns["state"] and low != tokens.low[at] and tokens.low[at - 1] not in ("and", "or"):
            return []
    return []


def _of_noun(sentence: Sentence, at: int, low: str, words: HarmWords) -> list[Victims]:
    """Victims behind or before a noun: "the murder of X", "X's death", "12 bodies", "11 deaths"."""
    tokens = sentence.tokens
    nouns = words.nouns
    how = nouns["noun"].get(low) or nouns["act"].get(low) or nouns["doer"].get(low) or nouns["body"].get(low) or nouns["tally"].get(low)
    if how is None or _undone(tokens, at, words):
        return []
    if low in nouns["tally"] or low in nouns["body"]:
        for place in (at - 1, at - 2):
            if place >= 0 and (tokens.kind[place] == "#" or find_numbers(tokens.text, tokens.start[place], tokens.end[place])):
                groups = read_groups(tokens, place, at + 1, max(0, place - 3), sure=True)
                return _claims(groups[:1], how, at)
    if at + 1 < len(tokens) and tokens.low[at + 1] == "of":
        phrase = phrase_after(tokens, at + 2, len(tokens))
        return _claims(read_groups(tokens, *phrase, at + 2, sure=False), how, at) if phrase else []
    if low in nouns["noun"] and at > 1 and tokens.low[at - 1] in ("'s", "'", "’"):
        phrase = phrase_before(tokens, at - 1, max(0, at - 14), True)
        return _claims(read_groups(tokens, *phrase, phrase[0], sure=False), how, at) if phrase else []
    if low in nouns["noun"] and how == "killed" and tokens.low[at - 1] in ("his", "her"):
        return _claims([Group(tokens.start[at - 1], tokens.end[at], 1, 1, "unsaid")], how, at)
    return []


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
