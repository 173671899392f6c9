"""What somebody says he will not do, whatever the verb: "Austria said it would not follow". Standard library only."""

from pipelines.events.actors import read_party
from pipelines.events.draft import Draft, Sentence
from pipelines.events.inflect import singular
from pipelines.events.lexicon import PREP, PRON, lexicon, word_list
from pipelines.events.party import Party
from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.speech import speaker_phrase, speech_over
from pipelines.events.status import facts_of
from pipelines.events.tokens import Tokens
from pipelines.events.triggers import known_sense
from pipelines.events.verb import Verb
from pipelines.events.verbal import end_of, pronoun_only

WILL = frozenset(("will", "would", "'ll", "wo", "won't", "wouldn't"))
TO_WHOM = frozenset(("to", "with", "from", "against"))
IDLE = word_list("no_refusal")
"""Verbs of which "will not" foretells or keeps silent rather than refuses: "would not say", "will not be easy"."""


def find_refusals(sentence: Sentence) -> None:
    """Adds what is refused with a verb that tells nothing else."""
    for index, verb in enumerate(sentence.verbs):
        if verb.negated and verb.modal in WILL and verb.finite and not (verb.passive or verb.relative or verb.perfect or verb.progressive):
            draft = _refusal(sentence, index)
            if draft is not None:
                sentence.drafts.append(draft)


def _refusal(sentence: Sentence, index: int) -> Draft | None:
    tokens, verb = sentence.tokens, sentence.verbs[index]
    end = end_of(sentence, index)
    told = {verb.lemma, _word(tokens, verb)}
    if not told.isdisjoint(IDLE | lexicon().speech) or known_sense(tokens, sentence.verbs, index, end) is not None:
        return None
    if any(draft.first <= verb.head < draft.after for draft in sentence.drafts):
        return None
    facts = facts_of(tokens, sentence.verbs, index, end)
    if facts.hypothetical or facts.open_question or facts.imagined or facts.possible:
        return None
    speech = speech_over(tokens, sentence.verbs, index)
    actor = _who(sentence, verb, speech)
    if not actor.ids:
        return None
    recipient = _whom(sentence, verb, end, actor)
    first = verb.subject[0] if verb.subject and not verb.shared and verb.subject[0] < verb.start else verb.start
    status = "conditional" if facts.condition else "completed"
    return Draft(
        first, max(end, verb.head + 1), verb.head, "refusal", "will not", "REJECT", None, status, actor, recipient, speech, verb.clause,
        "complement", verb.head,
    )  # fmt: skip


def _whom(sentence: Sentence, verb: Verb, end: int, actor: Party) -> Party:
    """To whom it is refused: the object, or behind "to", "with" or "from"."""
    tokens = sentence.tokens
    for place in (verb.head, *(at for at in range(verb.head + 1, end) if tokens.low[at] in TO_WHOM and tokens.flags[at] & PREP)):
        party = read_party(tokens, phrase_after(tokens, place + 1, end), sentence.memory)
        if party.ids and party.ids != actor.ids:
            return party
    return Party()


def _word(tokens: Tokens, verb: Verb) -> str:
    """The verb as printed, where the codebook does not know it: "would not | budge"."""
    after = tokens.low[verb.head + 1 :] if verb.tag == "C" else []
    return next((low for low in after if low not in ("not", "ever")), "")


def _who(sentence: Sentence, verb: Verb, speech: int | None) -> Party:
    """Who refuses: the subject, if it can will anything; of the deeds of others nobody can refuse."""
    tokens = sentence.tokens
    if verb.subject is None or not _can_will(tokens, verb.subject, spoken=speech is not None):
        return Party()
    doer = read_party(tokens, verb.subject, sentence.memory)
    if speech is None or pronoun_only(sentence, verb):
        return doer
    speaker = read_party(tokens, speaker_phrase(tokens, sentence.verbs, speech), sentence.memory)
    return doer if set(doer.ids) & set(speaker.ids) or not speaker.ids else Party()


def _can_will(tokens: Tokens, subject: Phrase, *, spoken: bool) -> bool:
    """Whether a phrase names somebody: not "Iran's deal", nor the "it" of "it would not surprise me"."""
    first, after = subject
    head = next((place for place in range(first, after) if tokens.low[place] == "of"), after) - 1
    low = tokens.low[head]
    if tokens.flags[head] & PRON:
        return spoken or low != "it"
    return tokens.name[head] is not None or low in lexicon().actors or singular(low) in lexicon().actors
