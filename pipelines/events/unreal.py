"""Clauses that tell of no deed, or of one still to come, by their form: "would have bombed", "has yet to leave". Standard library only."""

import re

from pipelines.events.lexicon import word_list
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb

CONTRARY = frozenset(("would", "could", "wouldn't", "couldn't", "'d"))
UNCERTAIN = frozenset(("might", "may"))
AVERTING = frozenset(("from", "without", "against", "than", "as"))
"""Before a gerund they say that it is not done: "minutes from bombing"."""
ASKING = word_list("wondering")
QUESTIONS = frozenset(("when", "where", "what", "who", "if", "which"))
INVERTED = frozenset(("had", "were", "should"))
OPENING = frozenset(("that", ",", ";", "said", "and", "but", "“", '"', "--"))
CLEAR = word_list("clear")
YEAR = re.compile(r"\b\d{4}\b")
GROUNDS = word_list("ground")
WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\btomorrow\b|\bnext\b", re.IGNORECASE)


def is_imagined(tokens: Tokens, verbs: list[Verb], index: int) -> bool:
    """Whether a verb tells what was not, or is only asked: "they would have bombed", "asked when he would go"."""
    verb = verbs[index]
    if verb.perfect and verb.modal in CONTRARY and not _has_deadline(tokens, verb):
        return True
    if verb.perfect and verb.modal in UNCERTAIN and tokens.low[0] in INVERTED:
        return True  # "Had it failed, troops might have been sent"
    if verb.tag == "G" and not verb.progressive and verb.start > 0 and tokens.low[verb.start - 1] in AVERTING:
        return True
    first = first_of(verb)
    before, opening = (tokens.low[first - 1] if first else ""), (tokens.low[first - 2] if first > 1 else "")
    if index and verbs[index - 1].lemma in ASKING and before in QUESTIONS:
        return True
    if before in INVERTED and verb.start == verb.head and verb.subject and not verb.infinitive:
        return first == 1 or opening in OPENING  # "had the rebels attacked", "should they attack"
    return (before == "if" and opening in CLEAR) or (before == "that" and _is_lacking(tokens, first - 2))


def _is_lacking(tokens: Tokens, noun: int) -> bool:
    """Whether a noun before "that" is said not to be there: "no evidence that", "little sign that"."""
    return noun > 0 and tokens.low[noun] in GROUNDS and tokens.low[noun - 1] in ("no", "little", "any", "without", "scant")


def first_of(verb: Verb) -> int:
    """The first token of the clause proper: the subject, or the verb itself."""
    return verb.subject[0] if verb.subject and not verb.shared and verb.subject[0] < verb.start else verb.start


def _has_deadline(tokens: Tokens, verb: Verb) -> bool:
    """Whether a day is set by which it is done: "would have left by May"."""
    near = range(max(0, verb.start - 8), min(len(tokens), verb.head + 12))
    return any((span := tokens.date[place]) is not None and span.relation == "by" for place in near)


def is_outstanding(tokens: Tokens, verb: Verb, parent: Verb) -> bool:
    """Whether it "has yet to" be done."""
    return verb.infinitive and parent.lemma in ("have", "be") and tokens.low[verb.start - 1] == "yet"


def is_arranged(tokens: Tokens, verb: Verb, end: int) -> bool:
    """Whether the present tense tells what is set for a day: "the leaders meet on Tuesday"."""
    if verb.tag not in "BZ" or verb.start != verb.head or verb.infinitive or tokens.titled or tokens.low[len(tokens) - 1] not in '.”"':
        return False
    places = (*range(verb.head + 1, min(end, len(tokens))), *range(max(0, first_of(verb) - 3), first_of(verb)))
    return any(_sets_day(tokens, place) for place in places)


def _sets_day(tokens: Tokens, place: int) -> bool:
    """Whether a token names a day without its year: "Tuesday", "May 15"."""
    span = tokens.date[place]
    if span is None:
        return False
    words = tokens.surface(place, place + 1)
    return bool(WEEKDAY.search(words)) or (span.precision == "day" and not YEAR.search(words) and any(letter.isdigit() for letter in words))


def is_awaited(tokens: Tokens, verb: Verb) -> bool:
    """Whether the clause only names what must come first: "before the army has been purged", "once they sign"."""
    opened = any(tokens.low[place] in word_list("awaiting") for place in range(max(0, first_of(verb) - 2), first_of(verb)))
    present = verb.tag in "BZ" and verb.start == verb.head
    present = present or tokens.low[verb.start] in ("is", "are")
    return opened and (present or (verb.perfect and not verb.past_perfect and verb.modal is None))
