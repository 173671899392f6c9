"""A mention made ready to be compared: its row and what likeness looks at, worked out once. Knows nothing of tables."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from pipelines.events.inflect import singular
from pipelines.events.lexicon import lexicon, word_list
from pipelines.reference import rows
from pipelines.text.numbers import find_numbers

WORD = re.compile(r"[^\W\d_]+")
STEM = 6
"""Letters by which words are held together: withdraw, withdrawal and withdrawn are one."""
DEFINITE = frozenset(("the", "this", "that", "these", "those"))
OWNERS = frozenset(("their", "its", "his", "her"))
OF = frozenset(("of", "by", "on", "against", "in", "at", "from", "between", "with", "near", "to"))
LONGEST_REFERENCE = 4
"""Words of a noun that points back."""
_OTHERS = re.compile(r"\bothers?\b|\bmany more\b", re.IGNORECASE)
_MANY = re.compile(r"\b(?:dozens|scores|several|multiple|both|series|string|spate|flurry|numbers?|repeated(?:ly)?|tests|launches|many more)\b", re.IGNORECASE)
AGE = re.compile(r"\d+[- ]years?[- ]old")
RELATIVE = frozenset(("who", "which", "that", "whom"))
AUXILIARY = frozenset(("was", "were", "had", "has", "have", "been"))
FEW = 10
FIRST_YEAR, LAST_YEAR = 1900, 2100
VERBATIM = 6
"""Words from which on two equal clauses are the same telling, copied."""
COPIED = 12
"""Words of a copied clause that are compared: its end may have been read otherwise."""


@dataclass(slots=True)
class Told:
    """One mention, with the day on which it was told."""

    row: Mapping[str, Any]
    story: str
    """Article that stands for the reports that print quotations in common."""
    day: date | None
    """Last day of the publication window; that of the reports it shares a quotation with where it has none."""
    anchored: bool
    """Whether the day is borrowed: then it is the earliest, not the latest."""
    told_when: bool
    """Whether the text tells when it was, by a date or by who held an office."""
    report: str | None
    family: str
    actors: tuple[str, ...]
    """Entity ids; without them the last word of each name as printed; "?" where nobody is named."""
    actor_words: frozenset[str]
    recipient_words: frozenset[str]
    topic: frozenset[str]
    """Stems of the words of the clause that carry meaning, without trigger and parties."""
    refers: bool
    """Whether the mention is a bare noun that points back: "the massacre", "these raids"."""
    unnamed: bool
    """Whether nobody is named who acts, or a kind of people only: "gunmen", "the group"."""
    recalled: bool
    """Whether the clause takes the deed for known, without a date: "their kidnapping", "the girls who were taken"."""
    numbers: frozenset[int]
    """Counts of those it is done to that tell them from others: 21, 276; not 200."""
    others: bool
    """Whether it is done to others than those told of: "many other villagers", "more arrests"."""
    weapons: frozenset[str]
    """What is launched or tested: "missile", "rocket"; deeds that are done again and again."""
    many: bool
    """Whether one clause tells of several moves or tests at once: "dozens of launches"."""
    place_said: bool
    """Whether the clause itself names its place; else it is that of the sentences before."""
    adds: bool
    """Whether the clause says of itself that it tells something more: "also", "another", "separately"."""
    verbatim: str | None
    """The words of the clause where it is long enough to be copied rather than met by chance."""


def words(names: list[str]) -> frozenset[str]:
    """Words that carry meaning in names as printed, in lower case."""
    idle = word_list("idle")
    return frozenset(word for name in names for word in WORD.findall(name.lower()) if word not in idle and len(word) > 1)


def person_words(row: Mapping[str, Any]) -> frozenset[str]:
    """Last names of the persons who act: "osinbajo"."""
    return frozenset(key.rsplit("-", 1)[-1] for key in row["actor_ids"] if key.startswith("person:"))


@cache
def _stem(word: str) -> str:
    return singular(word)[:STEM]


@cache
def _families() -> dict[tuple[str, str | None], str]:
    return {(row["type"], row["mode"] or None): row["family"] for row in rows("event_families")}


def family_of(kind: str, mode: str | None) -> str:
    """The family of a type and mode; types without one are their own."""
    known = _families()
    return known.get((kind, mode)) or known.get((kind, None)) or kind


def _refers(row: Mapping[str, Any], found: list[str]) -> bool:
    """Whether a mention is nothing but a noun that points back; parties that the sentence around it gave do not count."""
    if not found or found[0] not in DEFINITE | OWNERS:
        return False
    if not row["rule"].startswith("noun"):
        return len(found) <= LONGEST_REFERENCE and not row["actor_ids"] and not row["recipient_ids"]
    last = WORD.findall(row["trigger"].lower())[-1]
    at = next((place for place, word in enumerate(found[:LONGEST_REFERENCE]) if singular(word) == last or word == last), None)
    named = {word for name in (*row["actor_names"], *row["recipient_names"]) for word in WORD.findall(name.lower())} - DEFINITE
    return at is not None and found[at + 1 : at + 2] != [] and found[at + 1] not in OF and named.isdisjoint(found[:at]) if len(found) > LONGEST_REFERENCE else named.isdisjoint(found)


def _actors(row: Mapping[str, Any]) -> tuple[str, ...]:
    if row["actor_ids"]:
        return tuple(row["actor_ids"])
    named = [found[-1] for name in row["actor_names"] if (found := WORD.findall(name.lower()))]
    return tuple(dict.fromkeys(named)) or ("?",)


def _unnamed(row: Mapping[str, Any]) -> bool:
    return not row["actor_ids"] and not any(name[:1].isupper() for name in map(_bare, row["actor_names"]))


def _bare(name: str) -> str:
    """A name without its article."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() in ("the", "a", "an") else name


def _numbers(names: list[str]) -> frozenset[int]:
    """Counts in names that are no round ones, nor years."""
    values = (int(number.value) for name in names for number in find_numbers(AGE.sub("", name)) if number.value is not None)
    return frozenset(value for value in values if value > FEW and value % 10 and not FIRST_YEAR <= value <= LAST_YEAR)


def _recalls(row: Mapping[str, Any], found: list[str]) -> bool:
    """Whether the noun of the deed is somebody's or a known one, or its verb stands in a clause that only says which people are meant."""
    if row["rule"].startswith("noun"):
        return found[:1] != [] and found[0] in word_list("definite")
    begin = row["trigger"].split(" ")[0][:4]
    at = next((place for place, word in enumerate(found) if word.startswith(begin)), 0)
    before = at - 1
    while before > 0 and found[before] in AUXILIARY:
        before -= 1
    if before < 0:
        return False
    return found[before] in RELATIVE or (before == at - 1 and bool(row["recipient_names"]) and _ends(row["recipient_names"], found[: at]))


def _ends(names: list[str], found: list[str]) -> bool:
    """Whether the words found so far end with one of the names."""
    return any(last and found[-len(last) :] == last for name in names for last in [WORD.findall(name.lower())])


def tell(row: Mapping[str, Any], anchor: date | None, story: str) -> Told:
    """Makes a row of `event_mentions`, with its `published_latest` and `report_id`, ready."""
    found = WORD.findall(row["surface"].lower())
    actor_words, recipient_words = words(row["actor_names"]), words(row["recipient_names"]) - word_list("quantity")
    trigger = {_stem(word) for word in WORD.findall(row["trigger"].lower())}
    flags = lexicon().flags
    idle = word_list("idle")
    topic = {
        _stem(word)
        for word in found
        if len(word) > 2 and word not in flags and word not in idle and word not in actor_words and word not in recipient_words
    }
    return Told(
        row=row,
        story=story,
        day=row["published_latest"] or anchor,
        anchored=row["published_latest"] is None and anchor is not None,
        told_when=row["date_basis"] in ("text", "office"),
        report=row["report_id"],
        family=family_of(row["type"], row["mode"]),
        actors=_actors(row),
        actor_words=actor_words,
        recipient_words=recipient_words,
        topic=frozenset(topic - trigger),
        refers=_refers(row, found),
        unnamed=_unnamed(row),
        recalled=row["date_basis"] not in ("text", "office") and row["status"] == "completed" and _recalls(row, found),
        numbers=_numbers(row["recipient_names"]),
        weapons=frozenset(map(singular, found)) & word_list("tested") if row["type"] == "MOBILIZE" else frozenset(),
        many=row["type"] == "MOBILIZE" and _MANY.search(row["surface"]) is not None,
        others=any(_OTHERS.search(name) for name in row["recipient_names"]),
        place_said=(row["place_name"] or "").lower() in row["surface"].lower(),
        adds=not word_list("additive").isdisjoint(found),
        verbatim=" ".join(found[:COPIED]) if len(found) >= VERBATIM else None,
    )
