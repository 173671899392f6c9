"""Where a deed was done: the finest place that its clause, or else its sentence, names. Standard library only."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache

from pipelines.events.lexicon import lexicon, word_list
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb
from pipelines.reference import rows
from pipelines.text.document import Document
from pipelines.text.names import Name, acts_for, entities, find_names, place_path
from pipelines.text.spans import Span

Where = tuple[str, str, str | None]
"""Entity id, name and path of a place."""

LEAVING, COMING = frozenset(("RETREAT",)), frozenset(("MOBILIZE", "AID", "CONSULT"))
"""Types of which the place is told with "from", or with "to"."""
SITE = re.compile(
    r"(?:\b(?:in|near|at|outside|inside|across|throughout|around|within)|[,;(])\s+(?:the\s+)?(?:\w+['’]s\s+)?(?:\w+ern\s+|nearby\s+|central\s+)?$",
    re.IGNORECASE,
)
KIND = re.compile(r"\s+(?:district|province|city|town|village|governorate|oblast|region|valley)\b", re.IGNORECASE)
FINER = re.compile(
    r"(?P<before>(?:village|hamlet|town|settlement|neighbou?rhood)\s+of\s+)?(?P<name>[A-Z][\w'’-]*(?:[ -][A-Z][\w'’-]*){0,2})"
    r"(?P<after>\s+(?:village|hamlet|town|settlement|neighbou?rhood|bazaar|subdistrict|sub-district))?"
    r"(?:,|,?\s+(?:in|of|near))?(?:\s+the)?(?:\s+[A-Z][\w'’-]*['’]s)?\s+$"
)
"""A place that no table knows, told with its kind before the one that holds it: "Sarkhan village in Paktia's Zurmat district"."""
REACH = 80
SIDE = re.compile(r"(?<![^\W_])(?:the\s+)?(?:(?:north|south|east|west)(?:east|west)?(?:ern)?|central|neighbou?ring|nearby|war-torn)?\s*$")
"""What may stand between "in" and a country: "in western Iraq"."""
PART = re.compile(
    r"\b(?:edges?|outskirts|streets|suburbs?|cent(?:er|re)|heart|parts?|skies|city|town|most|half|(?:north|south|east|west)\w{0,4}) of$"
)
"""Parts: "on the edge of Tbilisi"."""
THE_CAPITAL = re.compile(
    r"\b(?:in|on|at|near|of|from|into|around|across|through|to|enter|entered|entering|capture|captured|seized?|took|take)\s+(?:the|its|their|[A-Z]\w+['’]s)?\s*(?:[A-Z]\w+\s+)?capital\b(?!\s+(?:of|city)\s+[A-Z])"
)
THE_PLACE = re.compile(
    r"\b(?:in|into|from|outside|around|near|inside|across|through|throughout|leave|leaves|left|leaving|entered|entering|of)\s+the\s+"
    r"(?:(?P<small>city|town|village|enclave|camp|port)|(?P<country>country|nation))\b(?!\s+of\b)"
)
HERE = re.compile(r"\bhere\b")
UNKNOWN = re.compile(
    r"\b(?:villages?|hamlets?|towns?|settlements?|city|resort|port|suburb|district)\s+of\s+(?P<of>[A-Z][\w'’-]*(?:[ -][A-Z][\w'’-]*){0,2})"
    r"|\b(?:in|at|near)\s+(?P<at>[A-Z][\w'’-]*(?:[ -][A-Z][\w'’-]*){0,2})\s+(?:village|town|refugee\s+camp|camp|settlement|bazaar)\b"
)
"""A place that no table knows, told with its kind."""


@cache
def _capitals() -> dict[str, str]:
    """Country -> id of its capital."""
    by_name = {(row["iso3"], row["name"]): row["place_id"] for row in rows("places")}
    return {row["iso3"]: by_name[place] for row in rows("countries") if (place := (row["iso3"], row["capital"])) in by_name}


def find_home(document: Document) -> Name | None:
    """The place of the dateline, of the first where there are several."""
    for block in document.blocks:
        if block.kind == "dateline":
            places = (name for name in find_names(document.text, block.start, block.end) if _rank(name.entity_id))
            return next(places, None)
    return None


FOREIGN = 3
"""How many times as often as the country of the dateline another one is named where the report is about that."""


def is_abroad(document: Document, home: Name) -> bool:
    """Whether a report tells of another country than that of its dateline: of a war in Syria from Cairo."""
    country = entities()[home.entity_id].iso3
    told = Counter(
        entity.iso3 or entity.entity_id
        for name in document.names
        if name.start >= home.end and (entity := entities()[name.entity_id]).kind in ("place", "country")
    )
    return bool(told) and told[country or ""] * FOREIGN < max(told.values())


def to_capital(text: str, part: tuple[int, int], at: int) -> tuple[int, int]:
    """A part of a sentence up to "the capital", if that stands behind the trigger: what follows is another deed's place."""
    found = THE_CAPITAL.search(text, at, part[1])
    return (part[0], found.end()) if found else part


def find_meant(
    text: str, clause: tuple[int, int], names: Sequence[Name], home: Name | None, last: Where | None, country_told: str | None
) -> Where | None:
    """A place that is told without its name: "here", "the capital", "the Syrian capital", "the city", or one that no table knows.

    Args:
        text: the whole text.
        clause: offsets within which to look.
        names: the names of the sentence.
        home: the place of the dateline.
        last: the place that was told last.
        country_told: the country that was told last, by id.
    """
    words = text[clause[0] : clause[1]]
    inside = [name for name in names if clause[0] <= name.start < clause[1]]
    countries = [name.entity_id for name in inside if _rank(name.entity_id) == 1]
    if capital := THE_CAPITAL.search(words):
        at = clause[0] + capital.start(), clause[0] + capital.end()
        beside = [name.entity_id for name in inside if at[0] <= name.start < at[1]]
        country = next(iter(beside), None) or (entities()[home.entity_id].iso3 if home else None)
        if place := _capitals().get(country or ""):
            return place, entities()[place].name, place_path(place)
    unknown = UNKNOWN.search(words)
    name = (unknown["of"] or unknown["at"]) if unknown else ""
    if name and not any(one.surface.startswith(name) for one in inside):
        country = next(iter(countries), None) or (entities()[home.entity_id].iso3 if home else None)
        if country and (path := place_path(country)):
            return country, name, f"{name}, {path}"
    again = THE_PLACE.search(words)
    if again and again["small"] and last and not countries:
        return last
    if again and again["country"] and country_told and not countries:
        return country_told, entities()[country_told].name, place_path(country_told)
    if home and HERE.search(words):
        return home.entity_id, entities()[home.entity_id].name, place_path(home.entity_id)
    return None


def last_country(names: Sequence[Name], text: str) -> str | None:
    """The country that a sentence names last as a place."""
    return next(
        (name.entity_id for name in reversed(names) if _rank(name.entity_id) == 1 and name.form == "name" and _located(text, name, ())),
        None,
    )


def at_home(names: Sequence[Name], home: Name, strict: bool) -> Where | None:
    """The place of the dateline, for a deed in a sentence that names no other place; if `strict` no other country's people either."""
    country = entities()[home.entity_id].iso3
    for name in names:
        rank, entity = _rank(name.entity_id), entities().get(name.entity_id)
        if rank and entity and (strict or name.form != "adjective") and country not in (entity.iso3, entity.entity_id):
            return None
    return home.entity_id, entities()[home.entity_id].name, place_path(home.entity_id)


@cache
def _rank(entity_id: str) -> int:
    """How fine a place is: more names in its path, finer; 0 for what is no place."""
    entity = entities().get(entity_id)
    if entity is None or entity.kind not in ("place", "country"):
        return 0
    path = place_path(entity_id)
    return 1 + (path or entity.name).count(",")


def find_where(
    names: Sequence[Name], clause: tuple[int, int], text: str, actors: Collection[str] = (), kind: str = "", barred: Sequence[Span] = ()
) -> Where | None:
    """The finest place among the names of a clause, those first that stand as its site.

    Args:
        names: the names of the sentence. Adjectives and owners ("Kabul's envoy") name no place.
        clause: offsets within which to look.
        text: the whole text.
        actors: ids of those who act, who are no place.
        kind: the type of the event: forces leave "from" a place and are sent "to" one.
        barred: where the speaker stands, not the deed.
    """
    best: tuple[bool, int] = (False, 0)
    chosen: Name | None = None
    for name in names:
        if not clause[0] <= name.start < clause[1] or name.form == "adjective" or not _rank(name.entity_id):
            continue
        if any(span.start <= name.start < span.end for span in barred):
            continue
        speaks = _rank(name.entity_id) == 1 or acts_for(name.entity_id) != name.entity_id
        if speaks and not _located(text, name, actors):
            continue
        worth = (_is_site(text, name, kind), _rank(name.entity_id))
        if chosen is None or worth > best:
            best, chosen = worth, name
    return _where(text, clause[0], chosen) if chosen else None


def _where(text: str, begin: int, name: Name) -> Where:
    entity, path = entities()[name.entity_id], place_path(name.entity_id)
    finer = FINER.search(text, max(begin, name.start - REACH), name.start)
    if finer and (finer["before"] or finer["after"]) and path:
        return name.entity_id, finer["name"], f"{finer['name']}, {path}"
    return name.entity_id, entity.name, path


def _is_site(text: str, name: Name, kind: str) -> bool:
    """Whether a place stands after "in" or its like, behind a comma, or with its kind after it."""
    before = text[max(0, name.start - 40) : name.start]
    word = (before.split() or [""])[-1].lower()
    if (kind in LEAVING and word == "from") or (kind in COMING and word in ("to", "into", "for")):
        return True
    return word in word_list("place_taking") or bool(SITE.search(before) or KIND.match(text, name.end))


def _located(text: str, name: Name, actors: Collection[str]) -> bool:
    """Whether a country or capital stands as a place: after "in", "from", "to", or behind a finer place and a comma."""
    if text.startswith(("'s", "’s"), name.end):
        return False
    before = SIDE.sub("", text[max(0, name.start - 32) : name.start].lower()).rstrip()
    if before.endswith(","):
        return acts_for(name.entity_id) not in actors
    word = (before.split() or [""])[-1].strip('(“"')
    return word in word_list("locative") or word in word_list("place_taking") or bool(PART.search(before))


def said_at(tokens: Tokens, verbs: Sequence[Verb]) -> list[Span]:
    """Where a sentence tells who speaks and where: "a spokesman in Kabul said", "told reporters in Brussels that"."""
    found: list[Span] = []
    for index, verb in enumerate(verbs):
        if verb.lemma not in lexicon().speech or not verb.finite:
            continue
        first = verb.subject[0] if verb.subject and not verb.shared and verb.subject[0] < verb.start else verb.start
        limit = verbs[index + 1].start if index + 1 < len(verbs) else len(tokens)
        stop = next(
            (at for at in range(verb.head + 1, limit) if tokens.kind[at] in ",;:" or tokens.low[at] in ("that", "of", "for")), limit
        )
        if stop == limit and index + 1 < len(verbs) and (subject := verbs[index + 1].subject) and subject[0] > verb.head:
            stop = min(stop, subject[0])  # "said troops killed five"
        found.append(Span(tokens.start[first], tokens.end[max(first, stop - 1)]))
    for at in range(len(tokens) - 1):
        if tokens.low[at] == "according" and tokens.low[at + 1] == "to":
            stop = next((place for place in range(at + 2, len(tokens)) if tokens.kind[place] in ",;:"), len(tokens))
            found.append(Span(tokens.start[at], tokens.end[stop - 1]))
    return found
