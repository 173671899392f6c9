"""Events in sentences of which the codebook knows no word: a small linear model names the type, if it is sure. Standard library only.

Its weights are data (seeds/reference/event_weights.csv, made by tests/events/fit_types.py): whole hundredths, so that the sums are the same
on every machine. Such mentions have the rule `model`.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from pipelines.events.actors import Party, read_party
from pipelines.events.draft import Draft, Sentence
from pipelines.events.lexicon import DET, PREP, word_list
from pipelines.events.phrases import phrase_after
from pipelines.events.speech import speech_over
from pipelines.events.status import STATEMENTS, facts_of, status_of_guess
from pipelines.events.triggers import clause_end, known_sense
from pipelines.events.verb import Verb
from pipelines.events.wording import features, is_tied, main_verb
from pipelines.reference import rows

RULE = "model"
SURE, SURE_OF_LEAD = 600, 110
"""By how many hundredths a type must lead all others and NONE; the sentence that opens a text is there to tell an event."""
LEAST_WORDS = 5
YIELD, RETREATING = "YIELD", frozenset(("tie T RETREAT", "tie V RETREAT"))
"""The model does not tell RETREAT from CONCEDE; words that the codebook knows do."""


class Model(NamedTuple):
    """The types in the order of the columns, and the weights of each feature."""

    types: tuple[str, ...]
    start: tuple[int, ...]
    weights: Mapping[str, tuple[int, ...]]


@cache
def model() -> Model:
    """The weights of seeds/reference/event_weights.csv, in hundredths; the row without a feature is where the sums start."""
    table = rows("event_weights")
    types = tuple(name for name in table[0] if name != "feature")
    weights = {row["feature"]: tuple(int(row[name] or 0) for name in types) for row in table}
    return Model(types, weights.pop(""), weights)


def sums(found: Iterable[str]) -> list[int]:
    """The sum of each type."""
    known = model()
    held = filter(None, map(known.weights.get, found))
    return list(map(sum, zip(known.start, *held, strict=True)))


def type_of(found: Iterable[str], margin: int) -> str | None:
    """The type of a sentence with these features; None where it is not ahead by `margin`, or tells no event."""
    scores = sums(found)
    first, second = sorted(scores, reverse=True)[:2]
    best = model().types[scores.index(first)]
    return best if best != "NONE" and first - second >= margin else None


def guess(sentence: Sentence, lead: bool) -> Draft | None:
    """The event of a sentence in which no rule found one; `lead`: it opens its text."""
    verb = main_verb(sentence)
    if verb is None or verb.lemma in word_list("stative") or len(sentence.tokens) < LEAST_WORDS or not (lead or is_tied(sentence)):
        return None
    tokens, index = sentence.tokens, sentence.verbs.index(verb)
    end = clause_end(tokens, sentence.verbs, index)
    facts = facts_of(tokens, sentence.verbs, index, end)
    if facts.possible or facts.open_question or facts.hypothetical or known_sense(tokens, sentence.verbs, index, end) is not None:
        return None  # it only muses, or the codebook knows this sense of the verb, be it as one that tells nothing
    found = features(sentence)
    kind = type_of(found, SURE_OF_LEAD if lead else SURE)
    if kind is None or (kind not in STATEMENTS and verb.lemma in word_list("naming")):
        return None  # whoever "called it a truce" made none
    if kind == YIELD:
        kind = "RETREAT" if any(tie in RETREATING for tie in found) else "CONCEDE"
    actor, recipient = _sides(sentence, verb, end)
    status = status_of_guess(kind, facts)
    first = min(verb.start, verb.subject[0]) if verb.subject and not verb.shared else verb.start
    speech = speech_over(tokens, sentence.verbs, index)
    after = max(end, verb.head + 1)
    return Draft(first, after, verb.head, RULE, verb.lemma, kind, None, status, actor, recipient, speech, verb.clause, head=verb.head)


def _sides(sentence: Sentence, verb: Verb, end: int) -> tuple[Party, Party]:
    """Subject and object or the first party behind a preposition; turned round for the passive."""
    tokens, memory = sentence.tokens, sentence.memory
    subject = read_party(tokens, verb.subject, memory)
    other = Party() if verb.passive else read_party(tokens, phrase_after(tokens, verb.head + 1, end), memory)
    for place in range(verb.head + 1, end):
        if other:
            break
        if tokens.flags[place] & PREP and not tokens.flags[place] & DET and (not verb.passive or tokens.low[place] == "by"):
            other = read_party(tokens, phrase_after(tokens, place + 1, end), memory)
    return (other, subject) if verb.passive else (subject, other)
