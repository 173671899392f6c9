"""Missiles that are tried, not fired at somebody: "fired a ballistic missile over Japan", "landed in the sea". Standard library only."""

from collections.abc import Collection

from pipelines.events.inflect import singular
from pipelines.events.lexicon import ADV, PREP, Rule, word_list
from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb

MISSILES = frozenset(("missile", "rocket", "projectile", "icbm", "warhead"))
FAR_RANGING = word_list("far_ranging")
"""Words of missiles that are built to fly far: where nothing is said of a target, they are tried."""
EXERCISES = frozenset(("drill", "exercise", "test", "maneuver", "manoeuvre"))
STAGING = frozenset(("carry out", "launch", "conduct", "stage", "begin", "start", "order", "continue", "resume", "intensify"))
ANSWERING = frozenset(("respond", "hit back"))
OVERHEAD = frozenset(("over", "across", "past"))
AIMED = frozenset(("at", "against", "on"))
TOWARDS = frozenset(("into", "toward", "towards"))
LANDED = TOWARDS | {"in", "near", "off"}
WATERS = word_list("waters")
LAUNCHING = frozenset(("launch", "test", "test-fire"))
HITTING = frozenset(("land", "fall", "crash", "hit", "strike"))
TIMES_OF_DAY = frozenset(("dawn", "daybreak", "dusk", "midday", "midnight", "night", "noon", "sunrise", "sunset"))
HOURS = frozenset(("a.m", "a.m.", "am", "p.m", "p.m.", "pm", "o'clock", "o’clock", "gmt", "hrs", "hours", "local"))
ABOUT = frozenset(("about", "around", "just", "before", "after", "some"))
LONGEST_HOUR = 5
"""Tokens of "6:57 local time"."""
FIRING = LAUNCHING | HITTING | {"fire", "send", "shoot", "lob"}


def tried(tokens: Tokens, rule: Rule, verb: Verb, after: int, end: int, matters: Collection[str] = ()) -> Rule:
    """The rule of a blow, or that of a trial, if a missile flies but hits nobody; `matters`: types that the text has told so far."""
    exercised = rule.type == "ASSAULT" and rule.trigger in STAGING and _is_exercise(tokens, after, end)
    tried_before = "MOBILIZE" in matters and "ASSAULT" not in matters and verb.passive
    fired = rule.type in ("ASSAULT", "AID") and verb.lemma in FIRING and _is_trial(tokens, rule, verb, after, end, tried_before)
    answered = rule.type == "ASSAULT" and rule.trigger in ANSWERING and _ends_at_sea(tokens, after, end)
    if not (exercised or fired or answered):
        return rule
    return rule._replace(type="MOBILIZE", mode=None, recipient=OVERHEAD | {"toward", "towards"}, negated="REJECT")


def _is_trial(tokens: Tokens, rule: Rule, verb: Verb, after: int, end: int, tried_before: bool) -> bool:
    thing = verb.subject if _is_missile(tokens, verb.subject) else phrase_after(tokens, after, end)
    if not _is_missile(tokens, thing):
        return False
    assert thing is not None
    start = max(after, thing[1]) if thing[0] >= verb.head else after
    start -= rule.rest[-1:] != () and rule.rest[-1] in LANDED  # "landed in | the sea"
    led = [(tokens.low[place], place + 1) for place in range(start, end) if tokens.flags[place] & PREP]
    if any(low in AIMED and tokens.kind[first : first + 1] != ["D"] and not _is_hour(tokens, first) for low, first in led):
        return False
    ways = LANDED if verb.lemma in HITTING else TOWARDS
    goals = [_names_waters(tokens, first, end) for low, first in led if low in ways]
    if goals or verb.lemma in HITTING:
        return bool(goals) and goals[0]
    if any(low in OVERHEAD for low, _ in led) or not FAR_RANGING.isdisjoint(tokens.low[slice(*thing)]):
        return True
    launched = verb.lemma in LAUNCHING or (tried_before and tokens.low[thing[0]] == "the")  # "the missile was fired from the coast"
    return launched and any(tokens.low[place] in ("missile", "icbm") for place in range(*thing))  # one, at nobody


def _is_hour(tokens: Tokens, first: int) -> bool:
    """Whether what follows "at" tells when: "at 6:57 a.m.", "at around 7am", "at dawn"."""
    while first < len(tokens) and (tokens.low[first] in ABOUT or tokens.flags[first] & ADV):
        first += 1
    words = tokens.low[first : first + LONGEST_HOUR]
    if not words or tokens.kind[first] != "#":
        return bool(words) and words[0] in TIMES_OF_DAY
    return any(word in HOURS or (word[:1].isdigit() and word.endswith(("am", "pm"))) for word in words)


def _ends_at_sea(tokens: Tokens, after: int, end: int) -> bool:
    """Whether a missile is fired into the sea: "responded by firing two missiles into the sea"."""
    ways = [place for place in range(after, end) if tokens.low[place] in TOWARDS]
    return _is_missile(tokens, (after, end)) and any(_names_waters(tokens, place + 1, end) for place in ways)


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
