"""Which entities the record names: every id that a table links to, with what it is part of. Knows nothing of Dagster or files."""

from collections.abc import Iterator, Mapping

import polars as pl

from pipelines.text.known import Entity, entities, slug

LINKS = {
    "speaker_id": "speaker_name",
    "claimed_by_id": "claimed_by",
    "force_id": "force_name",
    "place_id": "place_name",
    "actor_ids": "actor_names",
    "recipient_ids": "recipient_names",
}
"""Columns that hold keys into entities -> the column beside them that prints the name."""
COLUMNS = [*LINKS, *LINKS.values(), "harm"]
"""All that is looked at of any table."""

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "entity_id": pl.String,
    "name": pl.String,
    "kind": pl.String,
    "iso3": pl.String,
    "parent_id": pl.String,
    "wikidata": pl.String,
    "aliases": pl.List(pl.String()),
    "basis": pl.String,
}


def record_entities(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows of `entities`: one for every id that any of the tables links to, and for whatever that is part of, to the top.

    Args:
        tables: any tables of the build by name; columns that hold no links are not looked at.

    Returns:
        Columns of `checks/entities.py`, sorted by `entity_id`. What seeds/reference knows has the basis "reference", the rest "text".
        Aliases are the names that the tables print; for known entities only those that seeds/reference has too: no "the group".
    """
    printed: dict[str, set[str]] = {}
    for table in tables.values():
        for entity_id, name in _links(table):
            printed.setdefault(entity_id, set()).update([name] if name else [])
    rows = {entity_id: _row(entity_id, names) for entity_id, names in printed.items()}
    missing = [str(row["parent_id"]) for row in rows.values() if row["parent_id"]]
    while missing:
        parent_id = missing.pop()
        if parent_id not in rows:
            rows[parent_id] = _row(parent_id, set())
            missing += [str(rows[parent_id]["parent_id"])] if rows[parent_id]["parent_id"] else []
    return pl.DataFrame(list(rows.values()), schema=SCHEMA).sort("entity_id")


def _links(table: pl.DataFrame) -> Iterator[tuple[str, str | None]]:
    """Every id of a table with the name printed for it, where there is just one for one."""
    if "harm" in table.columns:
        forces = table["harm"].explode().drop_nulls().struct.field("force_id")
        yield from ((force, None) for force in forces.drop_nulls().to_list())
    for link, label in LINKS.items():
        if link not in table.columns:
            continue
        printed = pl.col(label) if label in table.columns else pl.lit(None)
        for ids, names in table.select(link, printed=printed).unique().iter_rows():
            if isinstance(ids, list):
                aligned = names if isinstance(names, list) and len(names) == len(ids) else [None] * len(ids)
                yield from zip(ids, aligned, strict=True)
            elif ids:
                yield ids, names if isinstance(names, str) else None


def _row(entity_id: str, printed: set[str]) -> dict[str, object]:
    known = entities().get(entity_id)
    entity = known or _from_text(entity_id, printed)
    aliases = printed & {*entity.aliases, *entity.adjectives} if known else printed
    return {
        "entity_id": entity_id,
        "name": entity.name,
        "kind": entity.kind,
        "iso3": entity.entity_id if entity.kind == "country" else entity.iso3,
        "parent_id": entity.parent_id,
        "wikidata": entity.wikidata,
        "aliases": sorted(aliases - {entity.name}),
        "basis": "reference" if known else "text",
    }


def _from_text(entity_id: str, printed: set[str]) -> Entity:
    """What can be told of an entity that only the articles know: a person, a place in a country, or a body."""
    scope, _, rest = entity_id.partition(":")
    kind = scope if rest and scope in ("person", "place") else "organisation"
    country, _, place = rest.partition("/") if kind == "place" else ("", "", "")
    # Of several spellings the one that the id was made from, or else the longest; ties by the alphabet, so that order does not matter.
    own = place or rest or entity_id.lower().replace("_", "-")
    name = max(printed, key=lambda text: (slug(text) == own, len(text), text), default=own.replace("-", " ").title())
    iso3 = country if country in entities() else None
    return Entity(entity_id=entity_id, name=name, kind=kind, iso3=iso3, parent_id=iso3)
