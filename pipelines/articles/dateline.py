"""Datelines: place, day and agency as wires put them before the first words: `BRUSSELS, April 14 (Reuters) – `. Standard library only."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.articles.agencies import agency_named
from pipelines.reference import column, rows, split

MONTH = r"(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[A-Za-z]{0,6}\.?"
DAY = rf"(?:{MONTH}\s+\d{{1,2}}(?:,?\s+(?:19|20)?\d{{2}})?|\d{{1,2}}\s+{MONTH}(?:,?\s+(?:19|20)?\d{{2}})?)"
DATE = re.compile(DAY)
DASH = r"(?:--+|[–—]|(?<=\s)-(?=\s))"
UPPER = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+"
CAPITALS = rf"{UPPER}(?:[ ]{UPPER}){{0,3}}"
TITLED = r"[A-ZÀ-Þ][\w.'’-]+(?:[ ][A-ZÀ-Þ][\w.'’-]+){0,3}"
PLACE = (
    rf"(?P<place>{CAPITALS}(?:\s?/\s?{CAPITALS})?)"
    rf"(?P<of>,\s(?!{MONTH}\s*\d)(?:{TITLED}|D\.C\.)|\s\((?:{CAPITALS}|{TITLED})\)(?=,\s{DAY}))?"
)
MIXED = rf"(?P<place>{TITLED}(?:\s?/\s?{TITLED})?)(?P<of>,\s(?!{MONTH}\s*\d){TITLED})?"
PAREN = r"[(\[](?P<paren>[^()\[\]\n]{2,60})[)\]]"
SLUG = r"(?:\s*\[[A-Z][A-Z ,()'.-]{2,60}\])*"
FORMS = (
    # KABUL, Afghanistan (Jan. 25, 2013) –   BRUSSELS, April 14 (Reuters) -   SEOUL: (Agencies)
    # PRAGUE (CZECHOSLOVAKIA), 21 APR 89 (EFE) --
    re.compile(rf"{PLACE}(?:[,:.]?\s+(?P<day>{DAY}))?[,:.]?\s*{PAREN}\s*(?:{DASH}|:|\Z|(?=\n))?\s*"),
    # SAN SALVADOR, 3 JAN 90 -- [TEXT]   WASHINGTON, April 14 —
    re.compile(
        rf"{PLACE},?\s+(?P<day>{DAY})\.?\s*(?:{DASH}|:|/(?P<paren>[A-Z]{{3,12}})/\.?|(?P<sentence>[A-Z]{{3,12}}(?:\.COM)?)\s*{DASH})\s*",
    ),
    # LAS VEGAS —   BRUSSELS:
    re.compile(rf"{PLACE}\s*(?:{DASH}\s*|:\s+)"),
    # Brussels (AFP) –    New Delhi [India], April 14 (ANI):
    re.compile(rf"{MIXED}(?:\s\[[A-Z][\w ]+\])?(?:,?\s+(?P<day>{DAY}))?,?\s*{PAREN}\s*(?:{DASH}|:)\s*"),
    # Kabul, April 14, 2021 –
    re.compile(rf"{MIXED},?\s+(?P<day>{DAY})\s*(?:{DASH}|:)\s*"),
    # Kabul, Afghanistan —    Brussels –
    re.compile(rf"{MIXED}\s*{DASH}\s*(?=\S)"),
    # (Reuters) -    (CNN)
    re.compile(rf"{PAREN}\s*(?:{DASH})?\s*"),
)
DASHED = re.compile(rf"[)\]]\s*{DASH}\s*$")
LOWER = re.compile(r"[a-z]|^\s*\Z")
NEEDS_CREDIT = {0, 3}
BARE, BARE_MIXED, ONLY_AGENCY = 2, 5, 6
LONG_ENOUGH = 60
"""Characters after a dateline that is set in small letters: a headline may begin so too."""
NO_PLACE = frozenset(column("not_places", "word"))
SMALL = frozenset({"of", "and", "the", "de", "la", "el", "al", "on", "upon", "du", "des", "au"})
NEAR = 200


class Dateline(NamedTuple):
    """What stands before the first sentence; `end` is where that begins, counted from the start of the line."""

    end: int
    place: str | None
    agencies: tuple[str, ...]
    day: str | None
    """The day as printed, in a form that `parse_stated_date` may read."""


def read_dateline(line: str) -> Dateline | None:
    """The dateline at the start of a line, or None. Looks at its first characters only."""
    head = line[:NEAR]
    for index, form in enumerate(FORMS):
        match = form.match(head)
        if match and (found := _read(index, match)):
            return found
    return None


def _read(index: int, match: re.Match[str]) -> Dateline | None:
    groups = match.groupdict()
    paren = groups.get("paren") or groups.get("sentence")
    agencies = _agencies(paren)
    day = groups.get("day") or _day_within(paren)
    # "BOGOTA, Colombia (Wire) --": a city with its country, and a dash, need no agency that we know
    formal = index == 0 and groups.get("of") and DASHED.search(match[0]) is not None
    if index in NEEDS_CREDIT and not agencies and not day and not formal:
        return None
    end = _after_slug(match.string, match.end())
    if index == ONLY_AGENCY:
        return Dateline(end, None, agencies, day) if agencies else None
    place = _place(groups["place"])
    if not agencies and not day and not LOWER.search(match.string, match.end()):
        return None  # all is in capitals: nothing tells a place from a speaker
    if place is None:
        return None
    if index == BARE_MIXED and (place.casefold() not in _cities() or len(match.string) - match.end() < LONG_ENOUGH):
        return None
    if index == BARE and place.count(" ") > 2:
        return None  # four words in capitals are a heading
    if index == BARE and ":" in match.group() and place.casefold() not in _known_places():
        return None  # before a colon stand speakers and rubrics too, so the place must be one that is known
    return Dateline(end, place, agencies, _four_digits(day))


def _agencies(paren: str | None) -> tuple[str, ...]:
    if not paren:
        return ()
    named = (agency_named(part) for part in re.split(r"\s*(?:/|,|;| and |&|\|)\s*", paren))
    return tuple(name for name in named if name)


def _day_within(paren: str | None) -> str | None:
    match = DATE.search(paren) if paren else None
    return match.group() if match else None


def _after_slug(text: str, end: int) -> int:
    """Wires of monitoring services tell in brackets what follows: `[TEXT]`, `[REPORT] [ARMED FORCES PRESS COMMITTEE]`."""
    match = re.compile(rf"{SLUG}\s*").match(text.replace("\n", " "), end)
    return match.end() if match and match.group().strip() else end


def _place(printed: str) -> str | None:
    """The first place named, in lower case with capitals: `SEOUL/UNITED NATIONS` is Seoul."""
    first = re.split(r"\s?/\s?", printed)[0].strip(" .,'’-")
    words = first.split()
    if not words or first.upper() in NO_PLACE or words[0].upper() in NO_PLACE or len(first) < 3 or agency_named(first):
        return None
    return " ".join(_titled(word) for word in words) if first == first.upper() else first


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    """Names of places that are no countries, in lower case."""
    places = [[row["name"], *split(row["aliases"])] for row in rows("places")]
    return frozenset(name.casefold() for names in [*places, [row["capital"] for row in rows("countries")]] for name in names)


@lru_cache(maxsize=1)
def _known_places() -> frozenset[str]:
    """Names of places and countries, with their capitals, in lower case."""
    places = [[row["name"], *split(row["aliases"])] for row in rows("places")]
    countries = [[row["name"], row["capital"], *split(row["aliases"])] for row in rows("countries")]
    return frozenset(name.casefold() for names in places + countries for name in names)


def _titled(word: str) -> str:
    if "." in word[:-1]:
        return word
    parts = re.split(r"([-'’])", word)
    return "".join(
        part.lower() if index and (part.lower() in SMALL or len(part) < 2) else part.capitalize() for index, part in enumerate(parts)
    )


def _four_digits(day: str | None) -> str | None:
    """`3 JAN 90` as `3 January 1990` would be read: years of two digits belong to the hundred years up to 2069."""
    match = re.search(r"(?<!\d)(\d{2})\Z", day) if day else None
    if day is None or match is None or not re.match(r"\d{1,2}\s", day):
        return day
    year = int(match.group(1))
    return f"{day[: match.start()]}{year + (2000 if year < 70 else 1900)}"
