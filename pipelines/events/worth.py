"""Whether what the rules found is told as an event at all: a deed of or to somebody public, or violence with a place, a day or a toll.

Standard library only.
"""

from pipelines.events.draft import Draft
from pipelines.events.lexicon import word_list
from pipelines.events.mention import EventMention
from pipelines.events.party import Party

GRAVE = frozenset(("ASSAULT", "COERCE", "PROTEST"))
"""Types of which the deeds of nobody in particular are events too."""
MUTUAL = frozenset(("CONSULT", "COOPERATE", "AGREE", "SUPPORT"))
PUBLIC_MODES = frozenset(("lift", "sanction", "curfew", "asylum"))
"""Modes that are public whoever does it: a strike called off, sanctions called for."""
CAPTIVES = word_list("captive")
HAPPENING_MODES = frozenset(("ceasefire", "withdraw", "exercise", "lift", "sanction", "curfew"))
"""Modes of which a noun alone tells where it has a day or a place: "the truce took effect on Monday"."""
DIRECTED = frozenset(("SUPPORT",))
"""Types that are nothing without the one that they are for."""


def is_worth(draft: Draft, mention: EventMention) -> bool:
    """Whether an event goes into the record."""
    if draft.type in DIRECTED and not draft.recipient and not draft.actor.ids:
        return False
    if draft.actor.public or draft.recipient.public or (draft.actor and draft.mode in PUBLIC_MODES):
        return True
    if draft.type == "CONSULT" and draft.status == "planned" and draft.rule == "noun":
        return mention.place_id is not None or mention.date_basis == "text"
    if draft.trigger == "threat" and (draft.actor or draft.recipient):
        return True
    if draft.outcome or (draft.type == "PROTEST" and draft.actor):
        return True
    if draft.mode == "humanitarian" and draft.actor and mention.place_id is not None:
        return True
    if draft.type == "CONSULT" and draft.rule == "noun" and mention.place_id is not None and mention.date_basis == "text":
        return True
    if draft.mode == "release" and any(word in CAPTIVES for name in draft.recipient.names for word in name.lower().split()):
        return True
    if draft.mode in HAPPENING_MODES and (mention.place_id is not None or mention.date_basis == "text"):
        return True
    counted = any(low is not None for low in (mention.killed_low, mention.wounded_low, mention.detained_low, mention.displaced_low))
    return draft.type in GRAVE and (mention.place_id is not None or mention.date_basis == "text" or counted)


def without_self(draft: Draft) -> None:
    """Takes the actor out of the recipients: "him" in the clause of its subject is somebody else, whom we cannot tell."""
    same = draft.recipient.names == draft.actor.names or (
        draft.recipient.span is None and bool(draft.actor.ids) and draft.recipient.ids == draft.actor.ids
    )
    if draft.actor and same and draft.recipient:
        draft.recipient = Party()
    elif draft.recipient.inferred and set(draft.recipient.ids) <= set(draft.actor.ids):
        draft.recipient = Party([], draft.recipient.names, draft.recipient.span, draft.recipient.public)
