"""Threats that a noun tells: "received death threats from the cartel", "a bomb threat against the embassy". Standard library only."""

from pipelines.events.actors import Party, read_party
from pipelines.events.attempts import attempt_words
from pipelines.events.draft import Draft, Sentence
from pipelines.events.phrases import phrase_after
from pipelines.events.speech import speech_over
from pipelines.events.verb import Verb

REACH = 8
"""Tokens behind a threat in which those who make it and whom it is aimed at are named."""
RECEIVING = frozenset(("receive", "get", "face", "have"))


def find_threats(sentence: Sentence) -> None:
    """Adds the threats that no other event of the sentence tells."""
    tokens, words = sentence.tokens, attempt_words()
    for at, low in enumerate(tokens.low):
        if low not in words["threats"] or at in tokens.heads or any(draft.type == "THREATEN" for draft in sentence.drafts):
            continue
        index = next((place for place in range(len(sentence.verbs) - 1, -1, -1) if sentence.verbs[place].head < at), None)
        verb = sentence.verbs[index] if index is not None else None
        if verb is not None and (verb.negated or verb.modal is not None):
            continue
        of_harm = at > 0 and tokens.low[at - 1] in words["threat_of"]
        maker, aim = _sides(sentence, at)
        if not aim and verb is not None and verb.lemma in RECEIVING and of_harm:
            aim = read_party(tokens, verb.subject, sentence.memory)
        if not (of_harm or (maker and aim)):
            continue
        speech = speech_over(tokens, sentence.verbs, index) if index is not None else None
        sentence.drafts.append(_draft(at, verb, maker, aim, speech))


def _draft(at: int, verb: Verb | None, maker: Party, aim: Party, speech: int | None) -> Draft:
    spans = [party.span for party in (maker, aim) if party.span is not None]
    first = min([at - 1 if at else at, *(span[0] for span in spans)])
    after = max([at + 1, *(span[1] for span in spans)])
    clause = verb.clause if verb is not None else first
    return Draft(first, after, at, "noun", "threat", "THREATEN", None, "conditional", maker, aim, speech, clause, head=at)


def _sides(sentence: Sentence, at: int) -> tuple[Party, Party]:
    """Who threatens, behind "from" or "by", and whom, behind "against"."""
    tokens = sentence.tokens
    maker, aim = Party(), Party()
    for place in range(at + 1, min(len(tokens) - 1, at + REACH)):
        if place in tokens.heads or tokens.kind[place] in ';:."':
            break
        if tokens.low[place] in ("from", "by") and not maker:
            maker = read_party(tokens, phrase_after(tokens, place + 1, len(tokens)), sentence.memory)
        elif tokens.low[place] in ("against", "on") and not aim:
            aim = read_party(tokens, phrase_after(tokens, place + 1, len(tokens)), sentence.memory)
    return maker, aim
