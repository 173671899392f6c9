"""A mention made ready to be compared: its row and what likeness looks at, worked out once. Knows nothing of tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from pipelines.events import known
from pipelines.events.inflect import singular
from pipelines.events.known import WORD
from pipelines.events.lexicon import lexicon, word_list
from pipelines.reference import rows

STEM = 6
"""Letters by which words are held together: withdraw, withdrawal and withdrawn are one."""
VERBATIM = 6
"""Words from which on two equal clauses are the same telling, copied."""
NEGATIVE = frozenset(("denied", "rejected"))
PENDING = frozenset(("planned", "announced", "conditional"))
VAGUE_MODES = frozenset((None, "kill", "deal", "sign", "accept"))
COMPARED = (
    "article_id", "char_start", "char_end", "surface", "rule", "type", "mode", "status", "trigger", "actor_ids", "actor_names",
    "recipient_ids", "recipient_names", "place_name", "place_path", "date_earliest", "date_latest", "date_precision", "date_basis",
    "killed_low", "wounded_low", "detained_low", "published_latest", "report_id",
)  # fmt: skip
"""Columns of a mention that tell whether it is the event of others."""
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
    owned: bool
    """Whether the mention is a noun for what its actor said: "Seoul's demand"."""
    unnamed: bool
    """Whether nobody is named who acts, or a kind of people only: "gunmen", "the group"."""
    recalled: bool
    """Whether the clause takes the deed for known, without a date: "their kidnapping", "the girls who were taken"."""
    numbers: frozenset[int]
    """Counts of those it is done to that tell them from others: 21, 276; not 200."""
    others: bool
    """Whether it is done to others than those told of: "many other villagers", "more arrests"."""
    many: bool
    """Whether one clause tells of several moves or tests at once: "dozens of launches"."""
    place_said: bool
    """Whether the clause itself names its place; else it is that of the sentences before."""
    adds: bool
    """Whether the clause says of itself that it tells something more: "also", "another", "separately"."""
    thing: str | None
    """What is tried or launched: missile, nuclear, drill; None where it is left open."""
    tolls: frozenset[tuple[str, int]]
    """The counts of people harmed that tell one deed from another: two and more."""
    negative: bool
    """Whether it did not happen: it is denied or rejected."""
    pending: bool
    """Whether it is yet to come."""
    own_mode: str | None
    """Its mode, if that tells it from others."""
    verbatim: str | None
    """The words of the clause where it is long enough to be copied rather than met by chance."""


def words(names: list[str]) -> frozenset[str]:
    """Words that carry meaning in names as printed, in lower case."""
    return frozenset().union(*map(_words, names))


@lru_cache(maxsize=1 << 16)
def _words(name: str) -> frozenset[str]:
    idle = word_list("idle")
    return frozenset(word for word in WORD.findall(name.lower()) if word not in idle and len(word) > 1)


@cache
def _stem(word: str) -> str:
    return singular(word)[:STEM]


@cache
def _families() -> dict[tuple[str, str | None], str]:
    return {(row["type"], row["mode"] or None): row["family"] for row in rows("event_families")}


def family_of(kind: str, mode: str | None) -> str:
    """The family of a type and mode; types without one are their own."""
    families = _families()
    return families.get((kind, mode)) or families.get((kind, None)) or kind


def _actors(row: Mapping[str, Any]) -> tuple[str, ...]:
    if row["actor_ids"]:
        return tuple(row["actor_ids"])
    named = [found[-1] for name in row["actor_names"] if (found := WORD.findall(name.lower()))]
    return tuple(dict.fromkeys(named)) or ("?",)


def _tolls(row: Mapping[str, Any]) -> frozenset[tuple[str, int]]:
    found = ((harm, row[f"{harm}_low"]) for harm in ("killed", "wounded", "detained"))
    return frozenset((harm, count) for harm, count in found if count is not None and count > 1)


def tell(row: Mapping[str, Any], anchor: date | None, story: str) -> Told:
    """Makes a row of `event_mentions` ready: the columns of COMPARED, two of which are those of its article."""
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
        refers=known.points_back(row, found),
        owned=known.is_owned_word(row),
        unnamed=known.is_unnamed(row),
        recalled=known.is_recalled(row, found),
        numbers=known.counts(row["recipient_names"]) or (known.counts([row["surface"]]) if row["mode"] in known.MOVED else frozenset()),
        many=known.tells_of_many(row, found),
        others=known.tells_of_others(row),
        place_said=(row["place_name"] or "").lower() in row["surface"].lower(),
        adds=not word_list("additive").isdisjoint(found),
        thing=known.thing_of(row, found),
        tolls=_tolls(row),
        negative=row["status"] in NEGATIVE,
        pending=row["status"] in PENDING,
        own_mode=None if row["mode"] in VAGUE_MODES else row["mode"],
        verbatim=" ".join(found[:COPIED]) if len(found) >= VERBATIM else None,
    )
