"""Whose words a clause is in: the speaker in its sentence, or of the quotation it stands in. Standard library only."""

from bisect import bisect_right
from collections.abc import Sequence

from pipelines.events.lexicon import lexicon
from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb
from pipelines.quotes.mention import QuoteMention

OBJECT_REACH = 12
"""Most tokens between a verb of saying and the clause it brings."""


def speech_over(tokens: Tokens, verbs: list[Verb], index: int) -> int | None:
    """Place of the verb of saying that the clause of a verb depends on: "X said that ...", or "..., X said"."""
    root = index
    while (governor := verbs[root].governor) is not None and not verbs[root].finite:
        root = governor
    speech = lexicon().speech
    subject = verbs[root].subject
    first = subject[0] if subject and not verbs[root].shared else verbs[root].start
    for before in range(root - 1, max(-1, root - 4), -1):
        verb = verbs[before]
        if verbs[root].shared and verbs[root].subject == verb.subject and verbs[root].finite:
            continue  # "recalled its envoy and froze trade"
        if verb.lemma in speech and verb.finite and not verb.passive and not verb.relative:
            between = range(verb.head + 1, max(first, verb.head + 1))
            near = len(between) <= OBJECT_REACH
            if near and not any(tokens.kind[place] in ";" or tokens.low[place] in ("but", "while") for place in between):
                return before
            break
    if verbs[root].relative or verbs[root].antecedent is not None:
        return None  # "the corridor that he had urged them to open, a commander said"
    for after in range(len(verbs) - 1, index, -1):
        verb = verbs[after]
        if verb.subject is not None and verb.subject == subject:
            continue  # "Guerrillas who held the town, warned"
        if verb.lemma in speech and verb.finite and not verb.passive and not verb.relative:
            edge = verb.subject[0] if verb.subject and not verb.shared else verb.start
            if edge > 0 and tokens.kind[edge - 1] in ',"”':
                return after
    return None


def speaker_phrase(tokens: Tokens, verbs: list[Verb], index: int) -> Phrase | None:
    """The speaker of a verb of saying; behind it where the text turns them round ("said Blinken")."""
    verb = verbs[index]
    if verb.subject is not None and not (verb.shared and tokens.kind[verb.start - 1] in ',"”'):
        return verb.subject
    limit = verbs[index + 1].start if index + 1 < len(verbs) else len(tokens)
    return phrase_after(tokens, verb.head + 1, limit) or verb.subject


def quote_around(quotes: Sequence[QuoteMention], starts: Sequence[int], at: int) -> QuoteMention | None:
    """The quotation that holds an offset, if any; `starts` are those of `quotes`, in order."""
    for place in range(bisect_right(starts, at) - 1, max(-1, bisect_right(starts, at) - 4), -1):
        if quotes[place].char_start <= at < quotes[place].char_end and quotes[place].kind != "indirect":
            return quotes[place]
    return None
