"""Where a document plays, for the figures whose own clause names no place. Standard library only."""

import re
from collections import Counter

from pipelines.reference import column
from pipelines.text.document import Document
from pipelines.text.known import entities
from pipelines.text.names import find_names

AT_PLACE = re.compile(
    r"\b(?:leave|leaves|left|leaving|quit|quits|exit|exited|enter|entered|entering|invaded|occupied|reach|reached|out\s+of|for|toward|towards|in|into|to|from|at|near|inside|across|throughout|around|outside|within|on|over|of)\s+(?:the\s+|its\s+|neighbou?ring\s+|nearby\s+|war-torn\s+|war-ravaged\s+|"
    r"(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?\s+|central\s+|upper\s+|lower\s+|capital\s+|city\s+of\s+|province\s+of\s+|town\s+of\s+|village\s+of\s+|island\s+of\s+|capital\s+of\s+|department\s+of\s+)*$"
)
SEATS = frozenset(column("seats", "place_id"))
LANDS = frozenset({"country", "place"})
THERE, NAMED, HEADLINE, DATELINE = 4, 2, 4, 5
"""What a country gains by "in Mali", by a town or an armed group that is only named, by the headline, and by where the report is sent from.

The dateline is an odd number, so that alone it decides no tie against what the text says twice.
"""


def document_places(document: Document) -> list[tuple[str, int]]:
    """The countries that a document tells of, with their weights, greatest first; of equals the one that is named first."""
    weights: Counter[str] = Counter()
    headline = next((block.end for block in document.blocks if block.kind == "title"), 0)
    if sent := dateline_country(document):
        weights[sent] += DATELINE
    named = {
        entity.iso3 or entity.entity_id for name in document.names if (entity := entities().get(name.entity_id)) and entity.kind in LANDS
    }
    for name in document.names:
        entity = entities().get(name.entity_id)
        if entity and entity.kind == "armed_group" and entity.iso3 in named:
            weights[entity.iso3] += NAMED  # Wagner alone does not mean Russia, but who names the FARC and Colombia tells of Colombia
        if entity is None or entity.kind not in LANDS or name.form != "name" or entity.entity_id in SEATS:
            continue
        country = entity.iso3 if entity.kind == "place" else entity.entity_id
        match = AT_PLACE.search(document.text[max(0, name.start - 30) : name.start].lower())
        there = match is not None and not match[0].startswith(("of", "on", "from"))
        if country and (there or entity.kind == "place"):
            weights[country] += THERE if there else NAMED
        if country and name.end <= headline:
            weights[country] += HEADLINE if there else NAMED
    return weights.most_common()


def dateline_country(document: Document) -> str | None:
    """The country from which a report was sent; None for the seats of organisations."""
    block = next((block for block in document.blocks if block.kind == "dateline"), None)
    words = document.dateline_place or (document.text[block.start : block.end] if block else "")
    for name in find_names(words.title() if words.isupper() else words):
        entity = entities().get(name.entity_id)
        if entity and entity.kind in LANDS and entity.entity_id not in SEATS:
            return entity.iso3 if entity.kind == "place" else entity.entity_id
    return None


def carried_place(places: list[tuple[str, int]], force: str | None, *, home: bool) -> str | None:
    """The country of a figure whose clause names none; None where none stands out.

    Args:
        places: what `document_places` found.
        force: the force; what is told of troops abroad is mostly told of another country than theirs.
        home: whether the figure may be of the force in its own country.
    """
    others = [(place, weight) for place, weight in places if place != force]
    own = next((weight for place, weight in places if place == force), 0)
    if own and home and (not others or own >= others[0][1]):
        return force
    if not others or own >= 2 * others[0][1]:
        return None
    if len(others) > 1 and others[0][1] == others[1][1]:
        return None
    return others[0][0]
