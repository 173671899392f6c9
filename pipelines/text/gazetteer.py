"""Finds smaller places that only their surroundings tell from words and people: seeds/reference/gazetteer.csv. Standard library only.

A name of the gazetteer is a place where its country is named in the text as well, and where the words beside it show a place: "in", "near"
and their like before it, "district" or "city" after it, its province or country behind a comma, another place beside it with "and".
Of places that share a name the one is meant whose region is named; then the one that is far larger than the others; else none.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pipelines.reference import rows, split
from pipelines.text.known import entities

_CAPITAL = re.compile(r"[A-Z][^\W\d_]+")
_WORDS = re.compile(r"[^\W_]+")
_MARKS = str.maketrans(dict.fromkeys("-‐‑–", " ") | dict.fromkeys("'’‘`", ""))
_ARTICLE = re.compile(r"^(?:al|ar|as|ash|ad|an|at|az|el) (?=\w{4})")
_ARTICLE_BEFORE = re.compile(r"(?<![^\W_])(?:[Aa]l|[Ee]l|[Aa]r|[Aa]s|[Aa]sh|[Aa]d|[Aa]n|[Aa]t|[Aa]z)[- ]$")
_KIND = (
    r"(?:district|province|city|town|township|village|hamlet|governorate|oblast|region|(?-i:state|STATE)|department|county|municipality|prefecture|"
    r"valley|area|airport|airfield|neighbou?rhood|suburb|subdistrict|sub-district|tribal agency|agency|refugee camp|front|sector)s?"
)
_KIND_AFTER = re.compile(rf"(?:['’]s)?\s+{_KIND}\b", re.IGNORECASE)
_KIND_BEFORE = re.compile(rf"\b{_KIND}\s+(?:of|called|named)\s+$", re.IGNORECASE)
_LOCATIVE = re.compile(
    r"\b(?:in|near|at|from|outside|around|towards?|into|inside|across|throughout|via|between|"
    r"(?:parts?|north|south|east|west|northeast|northwest|southeast|southwest|outskirts|centre|center|streets|"
    r"capture|fall|siege|control|battle|residents|people|edge|"
    r"kilomet(?:er|re)s|miles|km)\s+(?:\w+\s+)?of|(?:shelled|bombed|bombarded|seized|retook|recaptured|besieged|entered|overran|stormed|liberated|encircled)|(?:northern|southern|eastern|western|central|nearby|neighbou?ring|downtown))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?:,|,?\s+and|,?\s+or)\s+$")
_BESIDE_AFTER = re.compile(r"(?:,|,?\s+and|,?\s+or)\s+")
_NEXT_CAPITAL = re.compile(r"\s+[A-Z][a-z]")
_PERSON_BEFORE = re.compile(r"(?<![^\W_])([A-Z][a-z]+|[A-Z]\.|[A-Z][a-z]+\.)\s+$")
_NO_GIVEN_NAME = frozenset(("In", "Near", "At", "From", "Outside", "The", "Around", "Northern", "Southern", "Eastern", "Western", "And"))
_REACH = 40
_LONGEST = 48
_FAR_LARGER = 5


class Place(NamedTuple):
    """A place of the gazetteer where the text names it."""

    start: int
    end: int
    place_id: str


@cache
def _index() -> Mapping[str, Sequence[tuple[str, str]]]:
    """The first word of each name -> whole names in lower case, each with its place, the longest first."""
    index: dict[str, list[tuple[str, str]]] = {}
    for row in rows("gazetteer"):
        for name in (row["name"], *split(row["aliases"])):
            folded = name.lower().translate(_MARKS)
            folded = _ARTICLE.sub("", folded)
            index.setdefault(folded.partition(" ")[0], []).append((folded, row["place_id"]))
    for names in index.values():
        names.sort(key=lambda one: (-len(one[0]), one))
    return index


@cache
def _people() -> Mapping[str, int]:
    return {row["place_id"]: int(row["population"] or 0) for row in rows("gazetteer")}


def countries_of(ids: Collection[str]) -> set[str]:
    """The countries that a text names, by the names found in it."""
    known = entities()
    return {entity.iso3 or entity.entity_id for entity_id in ids if (entity := known.get(entity_id)) and entity.kind != "person"}


def find_places(text: str, taken: Sequence[tuple[int, int, str]], ids: Collection[str]) -> Iterator[Place]:
    """Places of the gazetteer outside of the names that are `taken` (start, end, id); `ids` are all that the text names."""
    countries = countries_of(ids)
    index, at, done = _index(), 0, 0
    if not countries:
        return
    placed = {(start, end) for start, end, entity_id in taken if entity_id.startswith("place:")}
    ends = {end for _, end in placed}
    starts = {start for start, _ in placed}
    for word in _CAPITAL.finditer(text):
        names = index.get(word.group().lower())
        start = word.start()
        if names is None or start < done or text[start - 1 : start].isalnum():
            continue
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at < len(taken) and taken[at][0] <= start:
            continue
        found = _longest(text, start, names, taken[at][0] if at < len(taken) else len(text))
        if found is None:
            continue
        end, candidates = found
        place_id = _choose([one for one in candidates if entities()[one].iso3 in countries], ids)
        begin = article.start() if (article := _ARTICLE_BEFORE.search(text, max(0, start - 4), start)) else start
        if place_id and _is_place(text, begin, end, place_id, taken[at] if at < len(taken) else None, ends, starts):
            done = end
            ends.add(end)
            yield Place(begin, end, place_id)


def _longest(text: str, start: int, names: Sequence[tuple[str, str]], limit: int) -> tuple[int, list[str]] | None:
    """Where the longest name at `start` ends, and the places that are called so."""
    ahead = text[start : min(limit, start + _LONGEST)]
    folded = ahead.lower().translate(_MARKS)
    name = next((name for name, _ in names if folded.startswith(name) and not folded[len(name) : len(name) + 1].isalnum()), None)
    if name is None:
        return None
    end, left = start, len(name.replace(" ", ""))
    while left:  # marks count for nothing
        left -= text[end].isalnum()
        end += 1
    words = [word.group() for word in _WORDS.finditer(text, start, end)]
    if any(word[0].islower() and len(word) > 3 for word in words):
        return None
    return end, [place for other, place in names if other == name]


def _choose(candidates: Sequence[str], ids: Collection[str]) -> str | None:
    """Of places of one name the one whose region is named; then the far larger one; None where that cannot be told."""
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    held = [one for one in candidates if entities()[one].parent_id in ids and ":" in (entities()[one].parent_id or "")]
    if len(held) == 1:
        return held[0]
    first, second = sorted(held or candidates, key=lambda one: -_people()[one])[:2]
    return first if _people()[first] > _FAR_LARGER * _people()[second] else None


def _is_place(
    text: str, start: int, end: int, place_id: str, following: tuple[int, int, str] | None, ends: Collection[int], starts: Collection[int]
) -> bool:
    """Whether the words beside a name show a place."""
    before = text[max(0, start - _REACH) : start]
    if _KIND_AFTER.match(text, end) or _KIND_BEFORE.search(before):
        return True
    if following and text[end : following[0]] in (", ", ",\n"):
        holder = following[2]
        if holder in (entities()[place_id].parent_id, entities()[place_id].iso3):
            return True
    if text[max(0, start - 20) : end + 20].isupper() or _NEXT_CAPITAL.match(text, end) or _is_person(text, start, end):
        return False
    if _LOCATIVE.search(before):
        return True
    beside = _BESIDE.search(before)
    if beside and start - len(beside.group()) in ends:
        return True
    after = _BESIDE_AFTER.match(text, end)
    return bool(after and after.end() in starts and before.rstrip().endswith(","))


def _is_person(text: str, start: int, end: int) -> bool:
    """Whether the same name stands somewhere as part of a longer name: Mullah Kakar, Ahmad Suri."""
    name = text[start:end]
    at = text.find(name)
    while at >= 0:
        longer = _PERSON_BEFORE.search(text, max(0, at - 24), at)
        if longer and longer.group(1) not in _NO_GIVEN_NAME:
            return True
        at = text.find(name, at + len(name))
    return False
