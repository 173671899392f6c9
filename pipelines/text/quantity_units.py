"""Units and currencies beside a number: what it is measured in. Standard library only. The names stand in units.csv and currencies.csv."""

import re
from typing import NamedTuple

from pipelines.reference import rows, split
from pipelines.text.number_forms import alternatives
from pipelines.text.quantity_words import any_of


class Measure(NamedTuple):
    """What a number is measured in: the end of its words, the unit's canonical name, what kind of quantity it is.

    `inches` is what a height adds to its feet ("6-foot-3").
    """

    end: int
    unit: str
    kind: str
    inches: int = 0


def _named(table: str, cell: str) -> dict[str, str]:
    return {word: row["unit"] for row in rows(table) for word in split(row[cell])}


CURRENCY_WORDS = _named("currencies", "words")
LARGE = _named("currencies", "large")
CURRENCY_SIGNS = _named("currencies", "before")
UNIT_WORDS, UNIT_SIGNS = _named("units", "words"), _named("units", "signs")
KINDS = {row["unit"]: row["kind"] for row in rows("units")}
TOUCHING = [sign for sign in CURRENCY_SIGNS if sign[-1].isalpha()]
"""Signs of currencies that end in a letter: "Rs450"."""
INITIALS = frozenset("CFLVWXx")
LOWER_SIGNS = ("rs", "kr")  # the others of letters only need a capital: "Sek 30", not "sek 30"
ONLY_JOINED = frozenset({"second", "mark", "crown", "bit"})  # "two second homes", but "a two-second gap"

WORDS = {**CURRENCY_WORDS, **LARGE, **UNIT_WORDS}
_LONG = alternatives(word for word in WORDS if len(word) > 1)
_SHORT = alternatives(word for word in CURRENCY_WORDS if len(word) == 1)
BETWEEN = rf"(?:{any_of('modifier')}[\s-]+)?"
AFTER = re.compile(rf"[\s-]{{1,2}}{BETWEEN}(?P<word>{_LONG})(?![\w])|(?P<short>{_SHORT})(?![\w])")
OF = re.compile(rf"\s+of\s+(?:u\.?s\.?\s+)?(?P<word>{_LONG})(?!\w)")
OF_A = re.compile(rf"(?:\s+of)?\s+(?:an?|one|1)\s+(?P<word>{_LONG})(?!\w)")
SIGNS = re.compile(rf"(?P<gap>\s?)(?:{alternatives(UNIT_SIGNS)})(?![\w²³])")
_LETTERS = alternatives(sign for sign in CURRENCY_SIGNS if sign[0].isalpha())
_OTHERS = alternatives(sign for sign in CURRENCY_SIGNS if not sign[0].isalpha())
BEFORE = re.compile(rf"(?:(?<![a-z\d/@_#.=-])(?:{_LETTERS})|{_OTHERS})\s?$")
OLD = re.compile(r"[\s-]olds?\b")
INCHES = re.compile(r"[\s-](?P<inches>1[01]|\d)(?:[\s-]?(?:inches|inch|in)\b|(?=[\s,.;)]|$))")
_TIME = r"second|minute|hour|day|night|week|month|quarter|year|season"
PER = re.compile(
    rf"\s+(?:per|an?|each|every|for\s+each|for\s+every|the)\s+(?P<word>{_TIME}|{any_of('per')})\b"
    r"(?!\s+(?:ago|earlier|before|later|after|previously))"
    rf"|/(?P<slash>{_TIME}|hr|mo|yr|bbl|oz|lb|kg|ton|tonne|share|gallon|litre|liter|mwh|kwh)\b"
    rf"|-(?:an?|per)-(?P<joined>{_TIME}|share|head|barrel|ton)\b"
)
PER_NAMES = {"annum": "year", "mo": "month", "yr": "year", "hr": "hour", "bbl": "barrel", "oz": "ounce", "lb": "pound", "ads": "share",
             "adr": "share", "capita": "person", "head": "person"}  # fmt: skip
DAY_LONG = re.compile(
    r"\b(?:for|in|within|after|than|only|just|least|every|about|last|lasted|takes?|took|the|of|by|per|exactly|nearly)\s+$"
)
DAY_OF = re.compile(r"\s+(?:of|after|before|earlier|later|long|ahead|only|off|away)\b")
NEARLY_MONEY = 100_000  # of so many "pounds" few are weights
WEIGHING = re.compile(rf"\b{any_of('weighing')}\b")
HEAVY = re.compile(rf"\s+(?:of\s+(?!{any_of('no_weight')})|per\s+square)")


def currency_before(text: str, low: str, start: int) -> tuple[int, str | None]:
    """Where the sign of a currency before a number begins, and the currency; the number's start and None where there is none."""
    if not start:
        return start, None
    match = BEFORE.search(low, max(0, start - 9), start)
    if match is None:
        return start, None
    sign = match[0].strip()
    if sign.rstrip(".").isalpha() and sign.rstrip(".") not in LOWER_SIGNS and not text[match.start()].isupper():
        return start, None
    return match.start(), CURRENCY_SIGNS[sign]


def measure_after(text: str, low: str, end: int, value: float, *, digits: bool, vague: bool = False) -> Measure | None:
    """The unit that follows a number ending at `end`; None for a bare number. Vague ones may be "millions of" it."""
    found = _sign(text, end) if digits else None
    if found is None and (match := AFTER.match(low, end) or (OF.match(low, end) if vague or value >= NEARLY_MONEY else None)):
        found = _word(low, end, match, value)
    return _lengthened(low, found) if found else None


def measure_of_part(low: str, end: int, *, near: bool) -> Measure | None:
    """The unit of a fraction: "half an hour", "a quarter of a mile"; where `near`, one that follows it at once too ("half-hour")."""
    match = OF_A.match(low, end)
    if match is None and near and (match := AFTER.match(low, end)) and match.lastgroup == "word" and match["word"].startswith("year"):
        return None  # "half-year results"
    return _lengthened(low, _word(low, end, match, 0.5)) if match and match["word"] else None


def _sign(text: str, end: int) -> Measure | None:
    match = SIGNS.match(text, end)
    if match is None:
        return None
    sign = match[0].strip()
    if match["gap"] and sign in INITIALS:  # "grade 5 W"
        return None
    unit = UNIT_SIGNS[sign]
    return Measure(match.end(), unit, KINDS[unit])


def _word(low: str, end: int, match: re.Match[str], value: float) -> Measure | None:
    word = " ".join((match["word"] if match.lastgroup == "word" else match[0]).split())
    if word in LARGE:
        return Measure(match.end(), LARGE[word], "money") if value >= 1000 else None
    if value != 1 and word in ONLY_JOINED and low[end] != "-" and (value < 10 or word != "second"):
        return None
    if value == 1 and _is_saying(low, end, match.end(), word):
        return None
    if word in ("pound", "pounds") and _is_money(low, end, match.end(), value):
        return Measure(match.end(), "pound sterling", "money")
    if word in CURRENCY_WORDS:
        return Measure(match.end(), CURRENCY_WORDS[word], "money")
    unit = UNIT_WORDS[word]
    return Measure(match.end(), unit, KINDS[unit])


def _is_saying(low: str, start: int, end: int, word: str) -> bool:
    """Whether "one day" is some day, and "at one point" some time."""
    if not low.startswith("one", max(0, start - 3)) or low[start] == "-":
        return False
    if word == "day":
        return DAY_LONG.search(low, max(0, start - 16), start - 3) is None and DAY_OF.match(low, end) is None
    return word == "point" and low.startswith("at ", max(0, start - 6))


def _is_money(low: str, start: int, end: int, value: float) -> bool:
    """Whether pounds are money: many of them, unless something is said to weigh so much."""
    return value >= NEARLY_MONEY and low[start] != "-" and not HEAVY.match(low, end) and not WEIGHING.search(low, max(0, start - 50), start)


def _lengthened(low: str, found: Measure | None) -> Measure | None:
    """A measure with what belongs to it: "year-old", "foot-3", "a barrel"."""
    if found is None:
        return None
    if found.kind == "duration" and (old := OLD.match(low, found.end)):
        return Measure(old.end(), found.unit, "age")
    if found.unit == "foot" and (more := INCHES.match(low, found.end)):
        return Measure(more.end(), "foot", "length", int(more["inches"]))
    if found.kind == "duration" and found.unit != "hour":
        return found  # "two weeks a year" is how often, "24 hours a day" too
    return with_rate(low, found)


def with_rate(low: str, found: Measure) -> Measure:
    """A measure with "a barrel", "per share", "/hour" after it, if that is there."""
    if found.unit in ("hour", "times") or found.kind in ("speed", "points") or not (rate := PER.match(low, found.end)):
        return found
    word = " ".join((rate["word"] or rate["slash"] or rate["joined"]).replace("-", " ").split())
    word = PER_NAMES.get(word) or UNIT_WORDS.get(word, word)
    kind = found.kind if found.kind in ("money", "share") else "speed" if found.kind == "length" else "rate"
    return Measure(rate.end(), f"{found.unit} per {word}", kind)
