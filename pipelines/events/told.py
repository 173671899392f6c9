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

WORD = re.compile(r"[^\W\d_]+")
STEM = 6
"""Letters by which words are held together: withdraw, withdrawal and withdrawn are one."""
DEFINITE = frozenset(("the", "this", "that", "these", "those"))
LONGEST_REFERENCE = 4
"""Words of a noun that points back."""
VERBATIM = 6
"""Words from which on two equal clauses are the same telling, copied."""


@dataclass(slots=True)
class Told:
    """One mention, with the day on which it was told."""

    row: Mapping[str, Any]
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
    adds: bool
    """Whether the clause says of itself that it tells something more: "also", "another", "separately"."""
    verbatim: str | None
    """Hash of the clause where it is long enough to be copied rather than met by chance."""


def words(names: list[str]) -> frozenset[str]:
    """Words that carry meaning in names as printed, in lower case."""
    idle = word_list("idle")
    return frozenset(word for name in names for word in WORD.findall(name.lower()) if word not in idle and len(word) > 1)


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
    return (
        found[:1] != [] and found[0] in DEFINITE and len(found) <= LONGEST_REFERENCE and not row["actor_ids"] and not row["recipient_ids"]
    )


def _actors(row: Mapping[str, Any]) -> tuple[str, ...]:
    if row["actor_ids"]:
        return tuple(row["actor_ids"])
    named = [found[-1] for name in row["actor_names"] if (found := WORD.findall(name.lower()))]
    return tuple(dict.fromkeys(named)) or ("?",)


def tell(row: Mapping[str, Any], anchor: date | None) -> Told:
    """Makes a row of `event_mentions`, with its `published_latest` and `report_id`, ready."""
    found = WORD.findall(row["surface"].lower())
    actor_words, recipient_words = words(row["actor_names"]), words(row["recipient_names"])
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
        adds=not word_list("additive").isdisjoint(found),
        verbatim=row["surface_sha256"] if len(found) >= VERBATIM else None,
    )
