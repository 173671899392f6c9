"""Tells whether a number without a unit is a quantity, or a date, a label, a name or a score. Standard library only.

Beside number_context.py, which knows counts of people only, this looks at capitals too: "Boeing 747", "the Big Four", "G7".
"""

import re

from pipelines.text.number_context import (
    CLOCK,
    LEFT_BROKEN,
    LEFT_CLOCK,
    LEFT_DATE,
    LEFT_YEAR,
    MONTHS,
    REACH,
    RIGHT_BROKEN,
    RIGHT_DATE,
    RIGHT_NOUN,
    RIGHT_TIME,
    YEAR,
    is_split,
)
from pipelines.text.quantity_words import WORDS, any_of

_NEXT = r"\s*#?\s?(?:\d+\s+(?:and|or|to)\s+)?$"  # "flights 93 and 175"
LABEL = re.compile(rf"\b{any_of('label')}{_NEXT}")
SOFT_LABEL = re.compile(rf"\b{any_of('soft_label')}{_NEXT}")
WORD_LABEL = re.compile(rf"\b{any_of('word_label')}\s+$")
LEFT_DAYS = re.compile(rf"\b{MONTHS}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\s?(?:-|–|,|and|to|or|through|until)\s?(?:and\s+)?$")
LEFT_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s(?:the\s)?$")
RIGHT_DAYS = re.compile(rf"\s?(?:-|–|,|and|to|or)\s?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTHS}\b")
TO_TIME = re.compile(r"\s?(?:-|–|to|and|or|until)\s?\d{1,2}(?:[:.]\d\d)?\s?(?:a\.?m\b|p\.?m\b)")
PAST_HOUR = re.compile(r"(?:\s+minutes?)?\s+past\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|midnight|noon)\b")
LEFT_AT = re.compile(r"\b(?:at|by|until|till|before|after|from)\s+$")
SHORT_YEAR = re.compile(r"(?:^|\s)['’‘]$")
RIGHT_DAYTIME = re.compile(
    r"\s+(?:o[’']clock|(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|in\s+the\s+(?:morning|afternoon|evening)|tonight|sharp)"
)
PERSONS = re.compile(rf"\s+(?:[a-z-]+\s+)?{any_of('person')}\b")
PLURAL = re.compile(r"\s+(?:[a-z.’'-]+\s+)?(?:[a-z-]+[^s\W]s|[a-z]*(?:men|people)|children|police|personnel|troops)\b")
TIED = re.compile(r"-(?:[A-Z][a-z]|(?:for|to|on|by|in|of|and)-)")
AN = re.compile(r"(?:^|\W)an?\s$")
NAME_BEFORE = re.compile(
    r"(?P<place>\b(?:[Ii]n|[Aa]t|[Oo]f|[Aa]cross|[Ff]rom|[Nn]ear|[Oo]n)\s+)?(?P<name>(?<![\w.])[a-z]?[A-Z][\w’'.&-]*)\s$"
)
CAPITAL_BEFORE = re.compile(r"[A-Z][\w’'.&-]*\s(?:of\s|the\s)?$")
CAPITAL_AFTER = re.compile(r"[\s-][A-Z][a-z]")
ALL_CAPITALS = re.compile(r"\s[A-Z]{2,}")
MID_SENTENCE = re.compile(r"[a-z,]\s$")
STREET = re.compile(
    r"\s(?:[A-Z\d][\w’'.]*\s){1,4}?(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Square|Court|Terrace|Way|Parkway)\b|\s(?:Downing|Wall)\b"
    r"|\s[A-Z][a-z]+\s(?:Place|Park|Gardens|Plaza)\b|\sPark\s(?:Avenue|Lane)\b"
)
NO_NAMES = frozenset(WORDS["no_name"])
WORD_BROKEN = re.compile(rf"[,.]\d|-{any_of('tied')}\b|[’']s\b|s\b|(?<=zero)(?:-|\s+(?:in|tolerance|sum)\b)")
NO_ONE = re.compile(rf"\b{any_of('before_one')}[\s-]+$")
ONE_NOUN = re.compile(rf"\s(?:to|or)\s(?:two|three|four)\b|[\s-](?!{any_of('after_one')}\b)[a-z]")
SCORE_AFTER = re.compile(rf"\s+{any_of('score')}\b")
HYPHENS = frozenset("-–‑")


def is_no_quantity(text: str, low: str, start: int, end: int, core: str) -> bool:
    """Whether the bare number at low[start:end] is a date, a time, a label, part of a name, a score, or broken.

    Args:
        text: the text as printed.
        low: the same in lower case, character by character.
        core: the number's characters in lower case.
    """
    before = low[max(0, start - REACH) : start]
    if LEFT_BROKEN.search(before) or _is_tied(low, start):
        return True
    if RIGHT_TIME.match(low, end) or (RIGHT_DAYTIME.match(low, end) and LEFT_AT.search(before)) or PAST_HOUR.match(low, end):
        return True
    if is_split(low, end, before, core) and not LEFT_DAYS.search(before):
        return True
    if core[0].isdigit() or core[0] == ".":
        return _is_no_digits(text, low, start, end, core, before)
    return _is_no_word(text, low, start, end, before)


def _is_tied(low: str, start: int) -> bool:
    """Whether a hyphen ties the number to letters before it: "covid-19", "best-of-seven"."""
    return start > 1 and low[start - 1] in HYPHENS and low[start - 2].isalpha() and not low.startswith("mid", max(0, start - 4))


def _is_no_digits(text: str, low: str, start: int, end: int, core: str, before: str) -> bool:
    if (
        RIGHT_BROKEN.match(low, end)
        or _is_label(low, end, before)
        or _is_day_or_time(low, end, before, core)
        or _is_year(low, end, before, core)
    ):
        return True
    if (
        (core[0] == "0" and core[:2] not in ("0", "0."))
        or text[start - 1 : start] == "["
        or (core.startswith("401") and low.startswith("(k", end))
    ):
        return True
    if len(core) == 2 and SHORT_YEAR.search(before):
        return True
    return (
        _is_numbering(text, start, end)
        or _is_code(text, low, start, end)
        or follows_name(text, low, start, end)
        or STREET.match(text, end) is not None
    )


def _is_label(low: str, end: int, before: str) -> bool:
    """Whether it is the number of something: "Article 5", "week 3"; not "last week 40 people"."""
    return LABEL.search(before) is not None or (SOFT_LABEL.search(before) is not None and PLURAL.match(low, end) is None)


def _is_day_or_time(low: str, end: int, before: str, core: str) -> bool:
    if TO_TIME.match(low, end):
        return True
    if len(core) <= 2 and (
        LEFT_DATE.search(before)
        or (LEFT_WEEKDAY.search(before) and not PLURAL.match(low, end))
        or RIGHT_DATE.match(low, end)
        or LEFT_DAYS.search(before)
        or RIGHT_DAYS.match(low, end)
    ):
        return True
    return CLOCK.fullmatch(core) is not None and core.isdigit() and LEFT_CLOCK.search(before) is not None and before.rstrip().endswith("at")


def _is_year(low: str, end: int, before: str, core: str) -> bool:
    """Four digits without a comma: a year, unless people or a long-gone size are counted."""
    if YEAR.fullmatch(core) is None:
        return False
    if core[:2] in ("19", "20"):
        return PERSONS.match(low, end) is None or LEFT_YEAR.search(before) is not None
    return LEFT_YEAR.search(before) is not None or RIGHT_NOUN.match(low, end) is None


def _is_numbering(text: str, start: int, end: int) -> bool:
    """The number of a list's item: "1. ", "2) " at the beginning of a line."""
    return (
        text[end : end + 1] in (".", ")")
        and text[end + 1 : end + 2].isspace()
        and text[text.rfind("\n", max(0, start - 3), start) + 1 : start].strip() == ""
        and (start < 3 or "\n" in text[start - 3 : start])
    )


def _is_code(text: str, low: str, start: int, end: int) -> bool:
    """Digits tied to more: "7-Eleven", "2-for-1", "a 737"."""
    if (
        low[start:end].isdigit()
        and AN.search(low, max(0, start - 4), start)
        and not PLURAL.match(low, end)
        and low[end : end + 1] not in HYPHENS
    ):
        return True
    return TIED.match(text, end) is not None


def follows_name(text: str, low: str, start: int, end: int) -> bool:
    """Whether digits stand right after a capitalised word that is no function word: "Boeing 747", "Windows 10"."""
    core = low[start:end]
    match = NAME_BEFORE.search(text, max(0, start - 30), start)
    if match is None or "," in core or match["name"].lower().rstrip(".") in NO_NAMES or match["name"].endswith(("'s", "’s")):
        return False
    if core[-1].isdigit() and LEFT_DATE.search(low, max(0, start - 14), start):
        return False
    if match["name"].isupper() and len(match["name"]) > 1 and ALL_CAPITALS.match(text, end):
        return False
    return not (PERSONS.match(low, end) or (match["place"] and PLURAL.match(low, end)))


def _is_no_word(text: str, low: str, start: int, end: int, before: str) -> bool:
    """Number words: "no one", "two-way", "two,500", "the Big Four"."""
    if WORD_BROKEN.match(low, end) or (WORD_LABEL.search(before) and not PLURAL.match(low, end)):
        return True
    if text[start].isupper() and text[start + 1 : start + 2].islower() and _is_in_name(text, start, end):
        return True
    if low.startswith("one", start) and end == start + 3:
        return NO_ONE.search(before) is not None or ONE_NOUN.match(low, end) is None
    return False


def _is_in_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised number word inside a sentence is part of a name: "the Big Four", "the Seven Sisters"."""
    if CAPITAL_BEFORE.search(text, max(0, start - 24), start):
        return True
    return MID_SENTENCE.search(text, max(0, start - 12), start) is not None and CAPITAL_AFTER.match(text, end) is not None
