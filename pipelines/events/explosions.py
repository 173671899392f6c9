"""Bombs that went off, where nobody is named who set them: "a car bomb exploded near the market". Standard library only."""

from pipelines.events.actors import Party
from pipelines.events.attempts import attempt_words
from pipelines.events.draft import Draft, Sentence
from pipelines.events.harm_verbs import is_done
from pipelines.events.speech import speech_over
from pipelines.events.verbal import end_of


def find_explosions(sentence: Sentence) -> None:
    """Adds the explosions that no other event of the sentence tells."""
    words, tokens = attempt_words(), sentence.tokens
    for index, verb in enumerate(sentence.verbs):
        if verb.lemma not in words["goes_off"] or verb.subject is None or not is_done(sentence, index):
            continue
        if verb.lemma == "go" and tokens.low[verb.head + 1 : verb.head + 2] != ["off"]:
            continue
        told = any(draft.type == "ASSAULT" and draft.first <= verb.head < draft.after for draft in sentence.drafts)
        bomb = next((at for at in range(*verb.subject) if tokens.low[at] in words["bombs"]), None)
        if bomb is None or told:
            continue
        first, end, speech = verb.subject[0], end_of(sentence, index), speech_over(tokens, sentence.verbs, index)
        draft = Draft(
            first, end, verb.head, "explosion", verb.lemma, "ASSAULT", "bombing", "completed", Party(), Party(), speech, verb.clause
        )
        draft.head = verb.head
        sentence.drafts.append(draft)
