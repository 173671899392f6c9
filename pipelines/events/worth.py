"""Whether what the rules found is told as an event at all: a deed of or to somebody public, or violence with a place, a day or a toll.

Standard library only.
"""

from pipelines.events.draft import Draft
from pipelines.events.inflect import singular
from pipelines.events.lexicon import lexicon
from pipelines.events.mention import EventMention
from pipelines.events.party import Party

GRAVE = frozenset(("ASSAULT", "COERCE", "PROTEST"))
"""Types of which the deeds of nobody in particular are events too."""
MUTUAL = frozenset(("CONSULT", "COOPERATE", "AGREE", "SUPPORT"))
PUBLIC_MODES = frozenset(("lift", "sanction", "curfew", "asylum"))
"""Modes that are public whoever does it: a strike called off, sanctions called for."""
PERSONAL = frozenset(("abduct", "detain", "charge", "torture"))
"""Modes of what is done to people; then it is an event whoever they are."""
MATTERS = frozenset(("MOBILIZE", "CONSULT", "COOPERATE", "COERCE", "PROTEST", "ACCUSE"))
"""Types that a noun alone tells where the text is about them."""
FIRING = frozenset(("launch", "fire", "test-fire"))
"""What a missile suffers, whoever does it."""
REAL = frozenset(("completed", "ongoing"))
HAPPENING_MODES = frozenset(("ceasefire", "withdraw", "exercise", "lift", "sanction", "curfew"))
"""Modes of which a noun alone tells where it has a day or a place: "the truce took effect on Monday"."""
OMINOUS = frozenset(("THREATEN", "ASSAULT"))
"""Types that are told though they only may come, whoever would do it."""
DIRECTED = frozenset(("SUPPORT",))
"""Types that are nothing without the one that they are for."""
SPOKEN = frozenset(("ACCUSE", "REJECT", "SUPPORT", "CONCEDE", "COERCE", "SANCTION", "REQUEST", "THREATEN", "ASSAULT"))
"""Types of deeds that are told of private persons too, where they are called by name or two sides are told."""
OPPOSED = frozenset(("ACCUSE", "COERCE", "ASSAULT"))
"""Those of them that are told between any two."""
TAKING_UP = ("the ", "this ", "that ", "these ", "those ")


def is_worth(draft: Draft, mention: EventMention) -> bool:
    """Whether an event goes into the record."""
    if draft.status == "conditional" and draft.type not in OMINOUS and not draft.actor:
        return False
    if draft.type in DIRECTED and not draft.recipient and not draft.actor.ids and not (draft.rule == "verb" and _is_named(draft.actor)):
        return False
    if draft.actor.public or draft.recipient.public or (draft.actor and draft.mode in PUBLIC_MODES):
        return True
    if draft.type == "CONSULT" and draft.status == "planned" and draft.rule == "noun":
        return mention.place_id is not None or mention.date_basis == "text" or mention.surface.lower().startswith(TAKING_UP)
    if draft.trigger == "threat" and (draft.actor or draft.recipient):
        return True
    if draft.outcome or (draft.type == "PROTEST" and draft.actor):
        return True
    if _is_told_of_people(draft, mention) or _is_mentioned(draft, mention) or _is_told_by_name(draft):
        return True
    if draft.mode in HAPPENING_MODES and (mention.place_id is not None or mention.date_basis == "text"):
        return True
    counted = any(low is not None for low in (mention.killed_low, mention.wounded_low, mention.detained_low, mention.displaced_low))
    bare = draft.rule == "noun" and draft.type == "ASSAULT" and draft.scope != "strong"  # its day may be another deed's
    placed = mention.place_id is not None or (mention.date_basis == "text" and not bare)
    return draft.type in GRAVE and (placed or counted)


def _is_told_of_people(draft: Draft, mention: EventMention) -> bool:
    """Whether it is done to people whose names or offices need not be told: those let go, taken, rescued, charged, or told what to do."""
    if draft.mode == "humanitarian":
        return draft.status in REAL and bool(draft.recipient or (draft.actor and mention.place_id is not None))
    if not draft.recipient:
        return False
    if draft.type == "REQUEST":
        return draft.rule == "verb" and draft.status == "completed"
    assaulted = draft.type == "ASSAULT" and draft.mode is None
    return draft.mode == "release" or (draft.status in REAL and (assaulted or draft.mode in PERSONAL))


def _is_told_by_name(draft: Draft) -> bool:
    """Whether a private person who is called by name does it or suffers it, or one does it to another: "a guard accused her"."""
    if draft.rule != "verb" or draft.type not in SPOKEN or draft.status not in REAL:
        return False
    if draft.type in OPPOSED and draft.actor and (draft.recipient or draft.type != "ASSAULT"):
        return True
    if draft.type in OPPOSED - {"ASSAULT"} and _is_people(draft.recipient):
        return True
    return _is_named(draft.actor) or _is_named(draft.recipient)


def _is_people(party: Party) -> bool:
    """Whether a noun of a party is one for people: not "the club"."""
    words = {form for name in party.names for word in name.lower().split() for form in (word, singular(word))}
    return any(lexicon().actors.get(word) == "people" for word in words)


def _is_named(party: Party) -> bool:
    """Whether a party is called by a name: by a capital that does not only open its words."""
    return any(word[:1].isupper() for name in party.names if not name.isupper() for word in (name.split()[1:] or [name]))


def _is_mentioned(draft: Draft, mention: EventMention) -> bool:
    """Whether a noun, or a weapon that moves, is enough: "the talks failed", "new sanctions", "the missile flew over the island"."""
    if draft.scope in ("fact", "echo"):
        taken_up = draft.scope == "echo" and draft.type in SPOKEN - OPPOSED and mention.surface.lower().startswith(TAKING_UP)
        return draft.type in MATTERS or taken_up or bool(draft.recipient)
    if draft.type == "CONSULT" and draft.rule == "noun":
        dated = mention.place_id is not None and mention.date_basis == "text"
        return dated or (draft.scope == "strong" and draft.status in REAL)
    if draft.scope == "again":
        return True
    fired = draft.type == "MOBILIZE" or draft.trigger in FIRING
    return fired and draft.rule == "verb" and draft.status in REAL and not (draft.actor or draft.recipient)


def without_self(draft: Draft) -> None:
    """Takes the actor out of the recipients: "him" in the clause of its subject is somebody else, whom we cannot tell."""
    same = draft.recipient.names == draft.actor.names or (
        draft.recipient.span is None and bool(draft.actor.ids) and draft.recipient.ids == draft.actor.ids
    )
    if draft.actor and same and draft.recipient:
        draft.recipient = Party()
    elif draft.recipient.inferred and set(draft.recipient.ids) <= set(draft.actor.ids):
        draft.recipient = Party([], draft.recipient.names, draft.recipient.span, draft.recipient.public)
