"""Where a deed was done: the finest place that its clause, or else its sentence, names. Standard library only."""

import re
from collections.abc import Collection, Sequence
from functools import cache

from pipelines.events.lexicon import lexicon, word_list
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb
from pipelines.text.names import Name, acts_for, entities, place_path
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
    word = before.rstrip().rpartition(" ")[2].lower()
    if (kind in LEAVING and word == "from") or (kind in COMING and word in ("to", "into", "for")):
        return True
    return bool(SITE.search(before) or KIND.match(text, name.end))


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
    return found
