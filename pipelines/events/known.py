"""What a clause takes for known, and what tells its deed from others: counts, others, several at once. Knows nothing of tables."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pipelines.events.inflect import singular
from pipelines.events.lexicon import word_list
from pipelines.text.date_forms import MONTH
from pipelines.text.numbers import find_numbers

Row = Mapping[str, Any]
WORD = re.compile(r"[^\W\d_]+")
DEFINITE = frozenset(("the", "this", "that", "these", "those"))
OWNERS = frozenset(("their", "its", "his", "her"))
FLIGHT = frozenset(("fly", "fall", "pass", "soar", "sail", "land", "splash", "plunge", "come", "reach", "travel", "cover"))
"""Beginnings of what a missile does once it has been fired."""
THINGS = ("missile", "nuclear", "drill")
"""What is tried, the word that decides first."""
AFTER_NOUN = frozenset(("of", "by", "on", "against", "in", "at", "from", "between", "with", "near", "to"))
"""Words that tell more of a noun, so that it does not only point back."""
UTTERANCES = frozenset(("ACCUSE", "REQUEST", "THREATEN", "REJECT"))
OWNED_NOUN = re.compile(r"(?:(?:[\w.-]+\s+){0,3}[\w.-]+(?:['’]s|s['’])|his|her|its|their)(?:\s+[\w-]+){1,2}", re.IGNORECASE)
""""Mr. Roe's sharp criticism"."""
LONGEST_REFERENCE = 4
"""Words of a noun that points back."""
RELATIVE = frozenset(("who", "which", "that", "whom"))
AUXILIARY = frozenset(("was", "were", "had", "has", "have", "been"))
BEGIN = 4
"""Letters by which the trigger is found again in its clause."""
OTHERS = re.compile(r"\bothers?\b|\bmany more\b", re.IGNORECASE)
AGE = re.compile(rf"\d+[- ]years?[- ]old|{MONTH}\s+\d+|\d+\s+{MONTH}")
"""Numbers of ages and days, which count nobody."""
MOVED = frozenset(("release",))
"""Modes in which those it is done to may stand beside the side that gets them: "handed 21 men to the army"."""
FEW = 10
"""Counts up to which many deeds agree by chance; round ones agree as easily."""
FIRST_YEAR, LAST_YEAR = 1900, 2100


def points_back(row: Row, words: Sequence[str]) -> bool:
    """Whether a mention is nothing but a noun that points back; parties that the sentence around it gave do not count."""
    if not words:
        return False
    if _flies_on(row, words):
        return True
    if words[0] not in DEFINITE | OWNERS:
        return False
    if not row["rule"].startswith("noun"):
        return len(words) <= LONGEST_REFERENCE and not row["actor_ids"] and not row["recipient_ids"]
    named = {word for name in (*row["actor_names"], *row["recipient_names"]) for word in WORD.findall(name.lower())} - DEFINITE
    if len(words) <= LONGEST_REFERENCE:
        return named.isdisjoint(words)
    noun = WORD.findall(row["trigger"].lower())[-1]
    at = next((place for place, word in enumerate(words[:LONGEST_REFERENCE]) if noun in (word, singular(word))), None)
    return at is not None and words[at + 1] not in AFTER_NOUN and named.isdisjoint(words[:at])


def is_owned_word(row: Row) -> bool:
    """Whether a noun takes up what somebody said before: "Seoul's demand", "her allegations"."""
    if row["type"] not in UTTERANCES or row["rule"] != "noun" or not row["actor_names"]:
        return False
    return OWNED_NOUN.fullmatch(row["surface"]) is not None


def _flies_on(row: Row, words: Sequence[str]) -> bool:
    """Whether a mention only tells how a missile went on: "the missile flew over the island", "fell into the sea"."""
    flying = row["type"] == "MOBILIZE" and row["rule"] == "verb" and row["trigger"].split(" ")[0] in FLIGHT
    return flying and not row["actor_ids"] and words[0] not in ("a", "an", "another")


def thing_of(row: Row, words: Sequence[str]) -> str | None:
    """What is tried, so that a launch is not taken for another kind of test; None where the words leave it open."""
    if row["type"] != "MOBILIZE":
        return None
    return next((thing for thing in THINGS if any(singular(word) in word_list(f"tried_{thing}") for word in words)), None)


def is_recalled(row: Row, words: Sequence[str]) -> bool:
    """Whether a deed without a date is taken for known: the noun is somebody's, or the clause only says which people are meant."""
    if row["date_basis"] in ("text", "office") or row["status"] != "completed" or not words:
        return False
    if row["rule"].startswith("noun"):
        return words[0] in word_list("definite")
    begin = row["trigger"].split(" ")[0][:BEGIN]
    at = next((place for place, word in enumerate(words) if word.startswith(begin)), 0)
    before = at - 1
    while before > 0 and words[before] in AUXILIARY:
        before -= 1
    return before >= 0 and (words[before] in RELATIVE or (before == at - 1 and _ends(words[:at], row["recipient_names"])))


def _ends(words: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the words end with one of the names."""
    return any(last and list(words[-len(last) :]) == last for last in (WORD.findall(name.lower()) for name in names))


def is_unnamed(row: Row) -> bool:
    """Whether nobody is named who acts, or a kind of people only: "gunmen", "the group"."""
    return not row["actor_ids"] and not any(_bare(name)[:1].isupper() for name in row["actor_names"])


def _bare(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.lower() in ("the", "a", "an") else name


def counts(names: Sequence[str]) -> frozenset[int]:
    """Counts in names that are neither small nor round, nor years or ages."""
    return frozenset().union(*map(_counts, names))


@lru_cache(maxsize=1 << 16)
def _counts(name: str) -> frozenset[int]:
    values = (int(number.value) for number in find_numbers(AGE.sub("", name)) if number.value is not None)
    return frozenset(value for value in values if value > FEW and value % 10 and not FIRST_YEAR <= value <= LAST_YEAR)


def tells_of_others(row: Row) -> bool:
    """Whether it is done to others than those told of: "many other villagers"."""
    return any(OTHERS.search(name) for name in row["recipient_names"])


def tells_of_many(row: Row, words: Sequence[str]) -> bool:
    """Whether one clause tells of several moves or tests at once: "dozens of launches"."""
    return row["type"] == "MOBILIZE" and not word_list("several_at_once").isdisjoint(words)
