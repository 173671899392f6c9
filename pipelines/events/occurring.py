"""Deeds whose noun is the subject of a verb of happening: "the truce took effect", "the pullout starts". Standard library only."""

from pipelines.events.draft import Sentence
from pipelines.events.lexicon import ADV, PREP, Rule, lexicon, word_list
from pipelines.events.phrases import lacks_object
from pipelines.events.status import facts_of, realize
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb
from pipelines.events.verbal import end_of

OCCURRING = frozenset(("RETREAT", "COOPERATE", "CONSULT", "ASSAULT", "PROTEST", "MOBILIZE", "ACCUSE"))
HELD = word_list("taking_place")
"""Verbs whose passive tells that something happened: "a rally was held", "clashes were reported"."""
CLOSE = 2
ENDS = "ended"
"""What stops: talks that broke up were held; of a truce that collapsed nothing is told."""


def occurrence(sentence: Sentence, rule: Rule, at: int) -> tuple[Verb, str, int] | None:
    """The verb by which the noun at `at` happens, its status and where the clause ends."""
    if rule.type not in OCCURRING and rule.mode != "ceasefire":
        return None
    tokens, verbs = sentence.tokens, sentence.verbs
    for index, verb in enumerate(verbs):
        if verb.subject is None or not _heads(tokens, verb, at) or verb.head < at or _is_ended(sentence, verb, at):
            continue
        happening = _happening(tokens, verb)
        if happening is None:
            continue
        end = end_of(sentence, index)
        facts = facts_of(tokens, verbs, index, end)
        told = realize(rule, facts, False)
        if told is None or (happening == ENDS and rule.mode == "ceasefire"):
            return None
        status = "denied" if told[2] == "denied" or told[0] == "REJECT" else told[2]
        if status in ("completed", "ongoing"):
            status = "completed" if happening == ENDS else happening
        elif status == "planned" and verb.lemma == "continue" and not facts.would:
            status = "ongoing"  # "the talks will continue": they have begun
        return verb, status, end
    return None


def _is_ended(sentence: Sentence, by: Verb, at: int) -> bool:
    """Whether a verb within the subject ends what the noun tells: "a truce that was to | stop the fighting | collapsed"."""
    before = next((verb for verb in reversed(sentence.verbs) if verb.head < at), None)
    return (
        before is not None and before.infinitive and before.lemma in word_list("ending") and at - before.head <= CLOSE and before is not by
    )


def _heads(tokens: Tokens, verb: Verb, at: int) -> bool:
    """Whether the noun at `at` is the head of a verb's subject."""
    assert verb.subject is not None
    first, after = verb.subject
    return first <= at < after and not any(tokens.flags[place] & PREP for place in range(first + 1, at))


def _happening(tokens: Tokens, verb: Verb) -> str | None:
    """What a verb says of its subject: completed, ongoing or ended."""
    if verb.passive:
        return "completed" if verb.lemma in HELD and verb.finite else None
    for words, status in _happenings().get(verb.lemma, ()):
        place, found = verb.head + 1, True
        for word in words:
            while place < len(tokens) and tokens.flags[place] & ADV and tokens.low[place] != word:
                place += 1
            found = found and place < len(tokens) and tokens.low[place] == word
            place += 1
        dated = place < len(tokens) and tokens.kind[place] == "D"
        if found and (dated or lacks_object(tokens, place)) and not (place < len(tokens) and tokens.low[place] == "to"):
            return status  # not "failed to reach a deal", "opened the session"
    return None


def _happenings() -> dict[str, list[tuple[list[str], str]]]:
    return lexicon().happenings
