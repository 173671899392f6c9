"""Deeds that somebody denies or blames on another: "denied having shelled it", "accused Iran of arming them". Standard library only."""

from pipelines.events.lexicon import PREP, word_list
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb

DENYING = frozenset(("deny", "refute"))
REFUSING = word_list("refusing")
"""Verbs that deny what a report or a charge says."""
CHARGES = word_list("charge")
BLAMING = frozenset(("accuse", "suspect"))
LOOK_BACK = 4
"""How many verbs back the one that denies may stand."""
OPENING = 8
"""Most tokens between it and the "that" of what is denied."""


def denier_of(tokens: Tokens, verbs: list[Verb], index: int) -> int | None:
    """Place of the verb that denies the deed of another: "denied having struck it", "rejected a report that it had armed them"."""
    verb = verbs[index]
    for place in range(index - 1, max(-1, index - 1 - LOOK_BACK), -1):
        above = verbs[place]
        if above.lemma in REFUSING and not above.negated and not above.passive:
            return place if _holds(tokens, verbs, place, index) else None
        if above.finite and not above.relative and not (verb.shared and above.subject == verb.subject):
            return None
    return None


def _holds(tokens: Tokens, verbs: list[Verb], above: int, index: int) -> bool:
    """Whether the clause of a verb is what the one above it denies."""
    verb, denial = verbs[index], verbs[above]
    if tokens.low[verb.start] == "having":
        return denial.lemma in DENYING and verb.start == denial.head + 1
    if not verb.finite:
        return verb.governor == above and not verb.infinitive and denial.lemma in DENYING and verb.start == denial.head + 1
    ahead = range(denial.head + 1, min(verb.start, denial.head + OPENING))
    that = next((place for place in ahead if tokens.low[place] == "that"), None)
    if that is None:
        return denial.lemma in DENYING and verb.subject is not None and not verb.shared and verb.subject[0] == denial.head + 1
    if any(tokens.kind[place] in ",;" for place in range(that, verb.start)) and not verb.shared:
        return False
    named = [tokens.low[place].rstrip("s") for place in range(denial.head + 1, that)]
    return (not named and denial.lemma in DENYING) or any(word in CHARGES for word in named)


def accuser_of(tokens: Tokens, verbs: list[Verb], index: int) -> int | None:
    """Place of the verb that accuses somebody of the deed of a gerund: "accused Iran of arming the rebels"."""
    verb = verbs[index]
    if verb.tag != "G" or verb.progressive or verb.governor is None or verb.negated:
        return None
    above = verbs[verb.governor]
    before = tokens.low[verb.start - 1]
    return verb.governor if above.lemma in BLAMING and before == "of" and tokens.flags[verb.start - 1] & PREP else None
