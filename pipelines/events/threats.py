"""Threats that a noun tells: "received death threats from the cartel", "a bomb threat against the embassy". Standard library only."""

from functools import cache

from pipelines.events.actors import Party, read_party
from pipelines.events.attempts import Words, attempt_words
from pipelines.events.draft import Draft, Sentence
from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.speech import speech_over
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb

REACH = 8
"""Tokens behind a threat in which those who make it and whom it is aimed at are named."""
MADE = frozenset(("made", "issued", "sent", "directed"))
AFTER = frozenset(("after", "following", "over", "amid"))
RECEIVING = frozenset(("receive", "get", "face", "have"))


@cache
def threat_words() -> frozenset[str]:
    """Every word that a threat told by a noun begins with."""
    words = attempt_words()
    return words["threats"] | words["threat_by"] | words["targets"]


def find_threats(sentence: Sentence) -> None:
    """Adds the threats that no other event of the sentence tells."""
    if any(draft.type == "THREATEN" for draft in sentence.drafts):
        return
    words, wanted = attempt_words(), threat_words()
    for at in [at for at, low in enumerate(sentence.tokens.low) if low in wanted]:
        draft = _threat(sentence, at, words) if at not in sentence.tokens.heads else None
        if draft is not None:
            sentence.drafts.append(draft)
            return


def _threat(sentence: Sentence, at: int, words: Words) -> Draft | None:
    tokens = sentence.tokens
    index = next((place for place in range(len(sentence.verbs) - 1, -1, -1) if sentence.verbs[place].head < at), None)
    verb = sentence.verbs[index] if index is not None else None
    if verb is not None and (verb.negated or verb.modal is not None):
        return None
    speech = speech_over(tokens, sentence.verbs, index) if index is not None else None
    if tokens.low[at] in words["targets"]:
        return _target(sentence, at, verb, speech) if verb is not None and verb.lemma in words["declares"] else None
    of_harm = _of_harm(tokens, at, words)
    maker, aim = _sides(sentence, at)
    under = "under" in tokens.low[max(0, at - 3) : at]
    if not aim and verb is not None and (verb.lemma in RECEIVING or under) and of_harm:
        aim = read_party(tokens, _receiver(sentence, verb), sentence.memory)
    if not (aim or maker) and of_harm and verb is not None and verb.passive and not AFTER.isdisjoint(tokens.low[max(0, at - 4) : at]):
        aim = read_party(tokens, verb.subject, sentence.memory)  # "the school was evacuated after a bomb threat"
    made = tokens.low[at] in words["threats"] and maker and (aim or (verb is not None and verb.lemma in RECEIVING))
    return _draft(at, verb, maker, aim, speech) if of_harm or made else None


def _of_harm(tokens: Tokens, at: int, words: Words) -> bool:
    """Whether a threat is one of death or bombs, or stands in a letter or call."""
    if tokens.low[at] in words["threat_by"]:
        return "threatening" in (*tokens.low[max(0, at - 2) : at], *tokens.low[at + 1 : at + 2])
    behind = tokens.low[at + 1 : at + 3]
    return tokens.low[max(0, at - 1)] in words["threat_of"] or (behind[:1] == ["of"] and behind[-1] in words["threat_of"])


def _receiver(sentence: Sentence, verb: Verb) -> Phrase | None:
    """Whose subject it is: "the reporters resigned after receiving death threats"."""
    if verb.subject is not None:
        return verb.subject
    return next((other.subject for other in reversed(sentence.verbs) if other.head < verb.head and other.finite), None)


def _target(sentence: Sentence, at: int, verb: Verb, speech: int | None) -> Draft | None:
    """As in "declared all mayors military targets"."""
    if sentence.tokens.low[at - 1] != "military":
        return None
    subject = read_party(sentence.tokens, verb.subject, sentence.memory)
    if verb.passive:
        return _draft(at, verb, Party(), subject, speech)
    return _draft(at, verb, subject, read_party(sentence.tokens, phrase_after(sentence.tokens, verb.head + 1, at), sentence.memory), speech)


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
        if (place in tokens.heads and tokens.low[place] not in MADE) or tokens.kind[place] in ';:."':
            break
        if tokens.low[place] in ("from", "by") and not maker:
            maker = read_party(tokens, phrase_after(tokens, place + 1, len(tokens)), sentence.memory)
        elif tokens.low[place] in ("against", "on") and not aim:
            aim = read_party(tokens, phrase_after(tokens, place + 1, len(tokens)), sentence.memory)
    return maker, aim
