"""Where a deed was done: the finest place that its clause, or else its sentence, names. Standard library only."""

from collections.abc import Collection, Sequence
from functools import cache

from pipelines.events.lexicon import word_list
from pipelines.text.names import Name, acts_for, entities, place_path

Where = tuple[str, str, str | None]
"""Entity id, name and path of a place."""


@cache
def _rank(entity_id: str) -> int:
    """How fine a place is: more names in its path, finer; 0 for what is no place."""
    entity = entities().get(entity_id)
    if entity is None or entity.kind not in ("place", "country"):
        return 0
    path = place_path(entity_id)
    return 1 + (path or entity.name).count(",")


def find_where(names: Sequence[Name], clause: tuple[int, int], text: str, actors: Collection[str] = ()) -> Where | None:
    """The finest place among the names of a clause. Adjectives and owners ("Kabul's envoy") name no place, nor do the `actors` by id."""
    best: Name | None = None
    for name in names:
        if not clause[0] <= name.start < clause[1] or name.form == "adjective" or not _rank(name.entity_id):
            continue
        speaks = _rank(name.entity_id) == 1 or acts_for(name.entity_id) != name.entity_id
        if speaks and not _located(text, name, actors):
            continue
        if best is None or _rank(name.entity_id) > _rank(best.entity_id):
            best = name
    if best is None:
        return None
    entity = entities()[best.entity_id]
    return best.entity_id, entity.name, place_path(best.entity_id)


def _located(text: str, name: Name, actors: Collection[str]) -> bool:
    """Whether a country or capital stands as a place: after "in", "from", "to", or behind a finer place and a comma."""
    if text.startswith(("'s", "’s"), name.end):
        return False
    before = text[max(0, name.start - 24) : name.start].rstrip().lower()
    if before.endswith("the"):
        before = before[:-3].rstrip()
    if before.endswith(","):
        return acts_for(name.entity_id) not in actors
    return before.rpartition(" ")[2].strip('(“"') in word_list("locative")
