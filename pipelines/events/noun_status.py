"""How real the deed of a noun is by the words around it: "announcement of a", "a planned", "talks to be held". Standard library only."""

from pipelines.events.draft import Sentence
from pipelines.events.lexicon import Rule, lexicon, word_list
from pipelines.events.speech import speech_over
from pipelines.events.verb import Verb

LOOK_BACK = 7
BY_NOUNS = word_list("announcing_noun")


def own_status(sentence: Sentence, rule: Rule, at: int, first: int, after: int, end: int) -> str:
    """Status by the words around the noun: "announcement of a", "a planned", "by May"."""
    tokens = sentence.tokens
    if _announced_before(sentence, first):
        return "announced"
    planned = any(word_status(tokens.low[place]) == "planned" for place in range(max(first, at - LOOK_BACK), at))
    ahead = rule.type == "CONSULT" and any(tokens.low[place] in ("before", "ahead") for place in range(max(0, first - 2), first))
    return "planned" if planned or ahead or _is_ahead(sentence, after, end) or is_due(sentence, end) else "completed"


def is_due(sentence: Sentence, end: int) -> bool:
    """Whether "due to be held" or "scheduled for" follows the phrase."""
    tokens = sentence.tokens
    return any(tokens.low[place] in ("due", "scheduled", "slated", "planned") for place in range(end, min(len(tokens), end + 3)))


def _announced_before(sentence: Sentence, first: int) -> bool:
    """Whether "announcement of/for" stands before the phrase."""
    tokens = sentence.tokens
    return any(tokens.low[place] in BY_NOUNS for place in range(max(0, first - 3), first))


def word_status(low: str) -> str:
    governor = lexicon().governors.get(("adj", low))
    return governor.status if governor else ""


def _is_ahead(sentence: Sentence, after: int, end: int) -> bool:
    """Whether the noun has a deadline behind it."""
    return any((span := sentence.tokens.date[place]) is not None and span.relation == "by" for place in range(after, end))


def subject_of(sentence: Sentence, at: int) -> Verb | None:
    return next((verb for verb in sentence.verbs if verb.subject and not verb.shared and verb.subject[0] <= at < verb.subject[1]), None)


def speech_of(sentence: Sentence, at: int) -> int | None:
    """The verb of saying over a noun: that over the last verb before it."""
    for index in range(len(sentence.verbs) - 1, -1, -1):
        if sentence.verbs[index].head < at:
            return speech_over(sentence.tokens, sentence.verbs, index)
    return speech_over(sentence.tokens, sentence.verbs, 0) if sentence.verbs else None
