"""Which names stand for forces, and of what kind they are. Standard library only."""

from functools import lru_cache

from pipelines.text.known import acts_for, entities
from pipelines.text.names import Name, link_of

BODY_KINDS = frozenset({"country", "alliance", "mission", "armed_group", "armed_force", "organisation"})
ALLIANCES = frozenset({"alliance", "mission"})
NOT_OWN = frozenset(
    {
        "backed",
        "trained",
        "based",
        "controlled",
        "occupied",
        "held",
        "supported",
        "funded",
        "armed",
        "aligned",
        "friendly",
        "made",
        "born",
        "brokered",
        "speaking",
    }
)


def force_of(name: Name) -> str | None:
    """The force that a name stands for: Blinken -> USA, Resolute Support -> NATO; None for places and for who is only backed by it."""
    entity = entities().get(name.entity_id)
    if entity is None or link_of(name) in NOT_OWN:
        return None
    actor = acts_for(name.entity_id)
    acting = entities().get(actor)
    return actor if acting and acting.kind in BODY_KINDS else None


@lru_cache(maxsize=1 << 16)
def kind_of(entity_id: str) -> str:
    """The kind of an entity; empty where it is not known."""
    entity = entities().get(entity_id)
    return entity.kind if entity else ""
