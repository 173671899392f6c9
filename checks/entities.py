"""What a row of `entities` is. How it is made stands in pipelines/entities/entities.py."""

from checks.columns import Strings, Table, column, key, link, one_of

KINDS = ["country", "alliance", "mission", "armed_group", "armed_force", "organisation", "agency", "person", "place"]


class Entities(Table):
    """One force, country, alliance, armed group, body, person or place that the record names."""

    entity_id: str = key("entity: ISO 3166-1 alpha-3 for countries, a code for bodies, person:<name>, place:<country>/<name>")
    name: str = column("its usual English name")
    kind: str = one_of("what it is", KINDS)
    iso3: str = column("ISO 3166-1 alpha-3 code: its own for a country, its country's for others", nullable=True, str_matches=r"^[A-Z]{3}$")
    parent_id: str = link("entities: what it is part of or speaks for", nullable=True)
    wikidata: str = column("Wikidata id", nullable=True, str_matches=r"^Q[1-9]\d*$")
    aliases: Strings = column("other names the record prints for it, sorted")
    basis: str = one_of("from the reference tables, or only from the text of articles", ["reference", "text"])
