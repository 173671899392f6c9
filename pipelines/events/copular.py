"""Deeds told by "be" and where: "is due in Damascus", "are on their way to the Gulf", "will be out of Rwanda". Standard library only."""

from pipelines.events.actors import OFFICIALS, Party, can_withdraw, read_party
from pipelines.events.draft import Draft, Sentence
from pipelines.events.inflect import singular
from pipelines.events.lexicon import ADV, lexicon, word_list
from pipelines.events.speech import speech_over
from pipelines.events.status import facts_of
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb
from pipelines.text.names import entities

EXPECTED = frozenset(("due", "expected"))
ENVOYS = OFFICIALS | word_list("envoy")
FORCES = frozenset(("force", "armed"))


def find_stay(sentence: Sentence, index: int, end: int) -> Draft | None:
    """The visit, the move or the departure that a verb of being tells."""
    tokens, verb = sentence.tokens, sentence.verbs[index]
    if verb.negated or not verb.finite or not (verb.lemma == "be" or (verb.lemma == "expect" and verb.passive)):
        return None
    way, place = _way(tokens, verb, end)
    if way is None:
        return None
    actor = read_party(tokens, verb.subject, sentence.memory)
    kind, mode = _deed(tokens, actor, way)
    if kind is None or not actor:
        return None
    facts = facts_of(tokens, sentence.verbs, index, end)
    if facts.open_question or facts.hypothetical or facts.imagined:
        return None
    pending = way == "due" or facts.future or facts.would or facts.duty
    status = "conditional" if facts.possible else "planned" if pending else "ongoing" if way == "way" else "completed"
    first = verb.subject[0] if verb.subject and not verb.shared else verb.start
    speech = speech_over(tokens, sentence.verbs, index)
    return Draft(
        first, max(end, place + 1), verb.head, "verb", f"be {way}", kind, mode, status, actor, Party(), speech, verb.clause, "", verb.head
    )


def _way(tokens: Tokens, verb: Verb, end: int) -> tuple[str | None, int]:
    """How one is somewhere: due, way or out; and the place of the name of where."""
    low = tokens.low
    place = verb.head + 1
    while place < end and tokens.flags[place] & ADV and low[place] != "out":
        place += 1
    if place + 2 > len(tokens) - 1:
        return None, place
    if low[place] in EXPECTED:
        place += 1
        way = "due"
    elif verb.lemma == "expect":
        way = "due"
    elif low[place] == "on" and low[place + 2] == "way" and place + 3 < len(tokens):
        place += 3
        way = "way"
    elif low[place : place + 2] == ["out", "of"]:
        place += 1
        way = "out"
    else:
        return None, place
    opened = low[place] in {"due": ("in", "at"), "way": ("to",), "out": ("of",)}[way]
    named = place + 1 < len(tokens) and (
        tokens.name[place + 1] is not None or (place + 2 < len(tokens) and tokens.name[place + 2] is not None)
    )
    return (way, place + 1) if opened and named else (None, place)


def _deed(tokens: Tokens, actor: Party, way: str) -> tuple[str | None, str | None]:
    """Forces that are out of a place have left it, those due there are sent; officials visit."""
    if actor.span is None:
        return None, None
    words = {tokens.low[place] for place in range(*actor.span)} | {singular(tokens.low[place]) for place in range(*actor.span)}
    if any(lexicon().actors.get(word) in FORCES for word in words) and not words & OFFICIALS:
        return (
            ("RETREAT", "withdraw")
            if way == "out" and can_withdraw(tokens, actor)
            else (None, None)
            if way == "out"
            else ("MOBILIZE", "deploy")
        )
    names = [name for place in range(*actor.span) if (name := tokens.name[place]) is not None]
    persons = any(entities()[name.entity_id].kind == "person" for name in names if name.entity_id in entities())
    return ("CONSULT", "visit") if way != "out" and (words & ENVOYS or persons) else (None, None)
