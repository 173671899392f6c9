"""Missiles that are tried, not fired at somebody: "fired a ballistic missile over Japan", "landed in the sea". Standard library only."""

from pipelines.events.inflect import singular
from pipelines.events.lexicon import PREP, Rule, word_list
from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb

MISSILES = frozenset(("missile", "rocket", "projectile", "icbm", "warhead"))
FAR_RANGING = word_list("far_ranging")
"""Words of missiles that are built to fly far: where nothing is said of a target, they are tried."""
EXERCISES = frozenset(("drill", "exercise", "test", "maneuver", "manoeuvre"))
STAGING = frozenset(("carry out", "launch", "conduct", "stage", "begin", "start", "order", "continue", "resume", "intensify"))
OVERHEAD = frozenset(("over", "across", "past"))
AIMED = frozenset(("at", "against", "on"))
TOWARDS = frozenset(("into", "toward", "towards"))
LANDED = TOWARDS | {"in", "near", "off"}
WATERS = word_list("waters")
LAUNCHING = frozenset(("launch", "test", "test-fire"))
HITTING = frozenset(("land", "fall", "crash", "hit", "strike"))
FIRING = LAUNCHING | HITTING | {"fire", "send", "shoot", "lob"}


def tried(tokens: Tokens, rule: Rule, verb: Verb, after: int, end: int) -> Rule:
    """The rule of a blow, or that of a trial, if a missile flies but hits nobody."""
    exercised = rule.type == "ASSAULT" and rule.trigger in STAGING and _is_exercise(tokens, after, end)
    fired = rule.type in ("ASSAULT", "AID") and verb.lemma in FIRING and _is_trial(tokens, rule, verb, after, end)
    if not (exercised or fired):
        return rule
    return rule._replace(type="MOBILIZE", mode=None, recipient=OVERHEAD | {"toward", "towards"}, negated="REJECT")


def _is_trial(tokens: Tokens, rule: Rule, verb: Verb, after: int, end: int) -> bool:
    thing = verb.subject if _is_missile(tokens, verb.subject) else phrase_after(tokens, after, end)
    if not _is_missile(tokens, thing):
        return False
    assert thing is not None
    start = max(after, thing[1]) if thing[0] >= verb.head else after
    start -= rule.rest[-1:] != () and rule.rest[-1] in LANDED  # "landed in | the sea"
    led = [(tokens.low[place], place + 1) for place in range(start, end) if tokens.flags[place] & PREP]
    if any(low in AIMED and tokens.kind[first : first + 1] != ["D"] for low, first in led):
        return False
    ways = LANDED if verb.lemma in HITTING else TOWARDS
    goals = [_names_waters(tokens, first, end) for low, first in led if low in ways]
    if goals or verb.lemma in HITTING:
        return bool(goals) and goals[0]
    if any(low in OVERHEAD for low, _ in led) or not FAR_RANGING.isdisjoint(tokens.low[slice(*thing)]):
        return True
    return verb.lemma in LAUNCHING and any(tokens.low[place] in ("missile", "icbm") for place in range(*thing))  # one, at nobody


def _is_exercise(tokens: Tokens, after: int, end: int) -> bool:
    """Whether the object is a drill: "staged a missile drill"."""
    phrase = phrase_after(tokens, after, end)
    return phrase is not None and singular(tokens.low[phrase[1] - 1]) in EXERCISES


def _is_missile(tokens: Tokens, phrase: Phrase | None) -> bool:
    return phrase is not None and any(singular(tokens.low[place]) in MISSILES for place in range(*phrase))


def _names_waters(tokens: Tokens, first: int, end: int) -> bool:
    """Whether a phrase is of the sea: "the Pacific Ocean", "waters off Japan"."""
    phrase = phrase_after(tokens, first, end)
    words = " ".join(tokens.low[slice(*phrase)]).split() if phrase is not None else []
    return not WATERS.isdisjoint(words)
