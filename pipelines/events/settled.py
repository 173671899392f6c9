"""Where a deed was done that only one country can have seen: the withdrawal from it, its invasion. Standard library only."""

from pipelines.events.mention import EventMention
from pipelines.text.names import entities, place_path

THERE = frozenset(("withdraw", "invade"))
"""Modes of what is done in the land of the other side."""


def place_in(mention: EventMention) -> None:
    """Gives a deed without a place the country of the one that it is done to, if that is another than who does it."""
    if mention.place_id is not None or mention.mode not in THERE or len(mention.recipient_ids) != 1:
        return
    country = mention.recipient_ids[0]
    entity = entities().get(country)
    if entity is not None and entity.kind == "country" and country not in mention.actor_ids:
        mention.place_id, mention.place_name, mention.place_path = country, entity.name, place_path(country)


def without_place(mention: EventMention) -> None:
    """Takes the place of a blow out of those whom it struck: "shells fell on | the quarter of Adhamiya"."""
    place = mention.place_name
    if mention.type != "ASSAULT" or not place or mention.recipient_ids:
        return
    if all(name.endswith(place) for name in mention.recipient_names):
        mention.recipient_names = []
