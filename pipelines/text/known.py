"""The entities that seeds/reference knows: what they are, what they are part of, whom they speak for. Standard library only."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from pipelines.reference import rows, split

_NO_DECOMPOSITION = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE"})
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Entity:
    """One row of seeds/reference/{countries,organisations,people,places,gazetteer}.csv. `aliases` leave the name itself out."""

    entity_id: str
    name: str
    kind: str
    iso3: str | None = None
    parent_id: str | None = None
    wikidata: str | None = None
    acts_for: str | None = None
    role: str | None = None
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()


def plain(text: str) -> str:
    """The text without accents: Çavuşoğlu -> Cavusoglu."""
    if text.isascii():
        return text
    # sign by sign: as a whole, the accents of a letter would be put in order, in the square of their number
    decomposed = "".join(sign if sign.isascii() else unicodedata.normalize("NFKD", sign) for sign in text.translate(_NO_DECOMPOSITION))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def slug(name: str) -> str:
    """Lower-case ASCII with hyphens: 'Jaap de Hoop Scheffer' -> 'jaap-de-hoop-scheffer'."""
    return _NOT_SLUG.sub("-", plain(name).lower().replace("'", "").replace("’", "")).strip("-")


def person_id(full_name: str) -> str:
    """Key of a person: the same for 'Mevlüt Çavuşoğlu' and 'Mevlut Cavusoglu'."""
    return f"person:{slug(full_name)}"


def _entity(row: Mapping[str, str], entity_id: str, kind: str, parent_id: str | None) -> Entity:
    return Entity(
        entity_id=entity_id,
        name=row["name"],
        kind=kind,
        iso3=row.get("iso3") or None,
        parent_id=parent_id,
        wikidata=row.get("wikidata") or None,
        acts_for=row.get("acts_for") or None,
        role=row.get("role") or None,
        aliases=tuple(split(row.get("aliases", ""))),
        adjectives=tuple(split(row.get("adjectives", ""))),
    )


@cache
def entities() -> Mapping[str, Entity]:
    """Every known entity by its id."""
    known = [_entity(row, row["iso3"], "country", None) for row in rows("countries")]
    known += [_entity(row, row["entity_id"], row["kind"], row["parent_id"] or None) for row in rows("organisations")]
    known += [_entity(row, person_id(row["name"]), "person", row["acts_for"] or None) for row in rows("people")]
    known += [_entity(row, row["place_id"], "place", row["parent_id"] or row["iso3"] or None) for row in rows("places")]
    known += [_entity(row, row["place_id"], "place", row["parent_id"] or row["iso3"] or None) for row in rows("gazetteer")]
    return MappingProxyType({entity.entity_id: entity for entity in known})


@lru_cache(maxsize=1 << 16)
def acts_for(entity_id: str) -> str:
    """Whom an entity speaks or fights for, to the end of the chain: Blinken -> USA, Resolute Support -> NATO; otherwise itself."""
    seen = {entity_id}
    while (entity := entities().get(entity_id)) and entity.acts_for and entity.acts_for not in seen:
        entity_id = entity.acts_for
        seen.add(entity_id)
    return entity_id


def place_path(entity_id: str) -> str | None:
    """A place or country and what holds it, finest first: 'Marjah, Helmand, Afghanistan'; None for what is no place."""
    names: list[str] = []
    entity = entities().get(entity_id)
    while entity and entity.kind in ("place", "country") and entity.name not in names:
        names.append(entity.name)
        entity = entities().get(entity.parent_id) if entity.parent_id else None
    return ", ".join(names) or None
