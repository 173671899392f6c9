"""Who those harmed are: soldiers, police, fighters, civilians of some kind, or unsaid; and whose force they are. Standard library only."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.events.actors import AGENT_LINKS
from pipelines.events.harm_words import harm_words
from pipelines.events.lexicon import DET, PREP, word_list
from pipelines.events.tokens import Tokens
from pipelines.text.names import Name, acts_for, entities, link_of

FORCE = frozenset(("force", "military", "police", "armed_group"))
BODIES = {"armed_group": "armed_group", "armed_force": "military", "mission": "military", "alliance": "military"}
"""What the members of an entity are, by its kind."""


class Who(NamedTuple):
    """Coarse: force, civilians or unsaid; fine: see `person` in harm_words.csv; and the force they belong to, where it is named."""

    kind: str = "unsaid"
    who: str = "unsaid"
    force_id: str | None = None


UNSAID = Who()
AROUND_NUMBERS = word_list("around_number")


def who_is(tokens: Tokens, start: int, end: int) -> Who:
    """By the last noun before "of" that tells, else by those behind it, else by the name of a force."""
    edge = next((at for at in range(start + 1, end) if _ends_core(tokens, start, at)), end)
    names = [name for at in range(start, end) if (name := tokens.name[at]) is not None and link_of(name) in AGENT_LINKS]
    fine = _told(tokens, start, edge, singular=True)
    if fine == "unsaid" and edge < end and tokens.low[edge] == "of":
        fine = _told(tokens, edge, end, singular=False)
    bodies = [body for name in names if (body := BODIES.get(entities()[name.entity_id].kind))]
    if bodies and (fine == "unsaid" or (fine in ("force", "military") and bodies == ["armed_group"])):
        fine = "police" if "police" in names[0].surface.lower() else bodies[0]  # "12 Taliban", "a Taliban commander"
    if fine not in FORCE:
        return Who("unsaid" if fine == "unsaid" else "civilians", fine)
    return Who("force", fine, _force_id(names, fine))


def _ends_core(tokens: Tokens, start: int, at: int) -> bool:
    """Whether a preposition ends the core of a phrase: not that of "more than 200 students", "up to 15 rebels"."""
    if not tokens.flags[at] & PREP or tokens.flags[at] & DET:
        return False
    return tokens.low[at] not in AROUND_NUMBERS or _told(tokens, start, at, singular=True) != "unsaid"


def _told(tokens: Tokens, start: int, end: int, *, singular: bool) -> str:
    """What the last telling noun says; a word for a body of people ("police", "troops") says more than any other."""
    words = harm_words()
    told = "unsaid"
    for at in range(start, end):
        low = tokens.low[at]
        if body := words.bodies.get(low):
            return body
        pair = words.pairs.get(tokens.low[at - 1] + " " + low) if at > start else None
        found = pair or words.plurals.get(low) or (words.singular.get(low) if singular else None)
        if found and found != "unsaid":
            told = found
    return told


def _force_id(names: Sequence[Name], fine: str) -> str | None:
    """A named group or force comes before the country whose adjective describes it; rebels are not their country's."""
    kinds = [(entities()[name.entity_id].kind, acts_for(name.entity_id)) for name in names]
    bodies = [entity for kind, entity in kinds if kind in BODIES]
    countries = [entity for kind, entity in kinds if kind == "country" and fine != "armed_group"]
    return next(iter([*bodies, *countries]), None)
