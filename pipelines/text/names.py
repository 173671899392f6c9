"""Finds the names of known entities in text. Standard library only.

One pass: every capitalised word is looked up in a tree of the words of all names (`pipelines.text.name_tree`), and the longest name wins.
A name in a compound counts as an adjective and its span covers the compound: "NATO-led", "US-backed". `link_of` gives the word it is tied
by, because who is backed by the US is not the US. Compounds that turn a name round, like "anti-Taliban" or "non-NATO", are no names.
Of places that share a name, the one is meant whose province or country stands beside it, or is in the text.
A lone surname is found when it is an alias in people.csv, or when the text has the full name anywhere, and no other with that surname.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence, Set
from functools import cache, lru_cache
from itertools import zip_longest
from typing import NamedTuple

from pipelines.text.gazetteer import find_places
from pipelines.text.known import Entity, acts_for, entities, person_id, place_path
from pipelines.text.name_guards import allowed
from pipelines.text.name_tree import Found, find_longest, starts

__all__ = ["Entity", "Name", "acts_for", "entities", "find_names", "link_of", "person_id", "place_path"]


_WITHIN = re.compile(r"\s*(?P<kind>(?:district|city|town|village|municipality|area)s?)?(?:,\s*|\s+(?:in|of)\s+)", re.IGNORECASE)
_PROVINCE = re.compile(r"\s+(?:province|department|governorate|region|state)", re.IGNORECASE)


class Name(NamedTuple):
    """A name where the text has it; `form` is "name" or "adjective" (American, Afghans, NATO-led)."""

    start: int
    end: int
    surface: str
    entity_id: str
    form: str


def find_names(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """Names of known entities within start..end, in order, none overlapping; a possessive 's is left out.

    The whole text is read once, whatever the range, because a full name anywhere tells whose surname it is.
    """
    names, begins = _read(text)
    end = len(text) if end is None else end
    first = bisect_left(begins, start)
    last = bisect_left(begins, end, first)
    while last > first and names[last - 1].end > end:
        last -= 1
    return list(names[first:last])


def link_of(name: Name) -> str | None:
    """The word that a compound ties to its name: 'led' in NATO-led, 'backed' in US-backed; None for a plain name."""
    if name.form != "adjective":
        return None
    head, hyphen, link = name.surface.replace("‐", "-").replace("‑", "-").rpartition("-")
    return link.lower() if hyphen and head and (link.islower() or name.surface.isupper()) else None


@lru_cache(maxsize=8)
def _read(text: str) -> tuple[Sequence[Name], Sequence[int]]:
    """All names of a text, and where they start."""
    found: list[Found] = []
    turned_down: set[str] = set()
    position = 0
    for candidate in starts(text):
        if candidate.start() < position:
            continue
        match = find_longest(text, candidate)
        if match is None:
            continue
        verdict = allowed(text, match)
        if verdict == "person":
            # "Michael Jordan" makes every lone Jordan of this text a man
            turned_down.add(match.key)
        if verdict == "yes":
            found.append(match)
        position = match.end
    kept = [match for match in found if match.key not in turned_down]
    ids = {match.entity_id for match in kept if not match.surname_of}
    names = []
    for match, following in zip_longest(kept, kept[1:]):
        if entity_id := _whose(text, match, following, ids):
            names.append(Name(match.start, match.end, text[match.start : match.end], entity_id, match.form))
    taken = [(match.start, match.end, match.entity_id) for match in found]
    smaller = [
        Name(start, end, text[start:end], place, "name") for start, end, place in find_places(text, taken, {n.entity_id for n in names})
    ]
    names = sorted(names + smaller) if smaller else names
    return names, [name.start for name in names]


def _whose(text: str, match: Found, following: Found | None, ids: Set[str]) -> str:
    """The entity that a name stands for in a text that names `ids` in full; empty where that cannot be told."""
    if match.surname_of:
        bearers = [person for person in match.surname_of if person in ids]
        return match.entity_id if not bearers else bearers[0] if len(bearers) == 1 else ""
    if not match.entity_id.startswith("place:"):
        return match.entity_id
    candidates = (match.entity_id, *match.rivals)
    between = _WITHIN.fullmatch(text, match.end, following.start) if following and following.entity_id in _provinces() else None
    if following and between:
        held = [place for place in candidates if entities()[place].parent_id == following.entity_id]
        told = between["kind"] or _PROVINCE.match(text, following.end)
        if held or (told and entities()[match.entity_id].parent_id in _provinces()):
            # "Andar district, Helmand province": a province that does not hold it tells of another place of that name
            return held[0] if held else ""
    return next((place for place in candidates if entities()[place].parent_id in ids), match.entity_id)


@cache
def _provinces() -> Set[str]:
    """Places that hold others."""
    return {entity.parent_id for entity in entities().values() if entity.parent_id and entity.parent_id.startswith("place:")}
