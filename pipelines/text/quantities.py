"""Quantities of any kind, as news prints them: counts, money, shares, durations, ages, measures, multiples. Standard library only.

Dates, times, years, ordinals, labels, names and scores are left alone, and so are numbers that a translation broke ("two,500").
Vague words have no value: "tens of thousands" has a least size only.
"""

import re
from typing import NamedTuple

from pipelines.text.number_qualifiers import FROM, TO, follow_up, lead_in
from pipelines.text.numbers import lower_like
from pipelines.text.quantity_change import change_of
from pipelines.text.quantity_context import PLURAL, SCORE_AFTER
from pipelines.text.quantity_readings import Reading, readings

__all__ = ["Quantity", "find_quantities"]


class Quantity(NamedTuple):
    """A quantity in a text: its span with qualifier and unit, its value, the bounds the words set, and what it measures.

    `qualifier` is exact, about, more_than, less_than, at_least, up_to, range or vague; the last two have no value but bounds. `unit` is
    None for a bare count, a fraction and a multiple; then `noun` is what is counted, where it follows. `change` is up, down or None.
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    qualifier: str
    kind: str
    unit: str | None
    change: str | None
    noun: str | None


NOUN = re.compile(
    r"(?:\s+|-)(?P<noun>(?:[^\W\d_][\w’'-]*\s+){0,2}?(?:[a-z-]+[^\s\Ws]s|[a-z]*(?:men|people)|children|police|personnel|troops)\b)"
)
JOINED = re.compile(r"\s?(?:-|–|—|‑)\s?|-?\s+(?:to|or|and)\s+")
LEADS = re.compile(r"\b(?:between|from)\s+(?:the\s+ages\s+of\s+|ages\s+)?$")
DURING = re.compile(r"\b(?:for|lasted|last|lasting|took|take|takes|spent|after|than|well|just|waited|aged|is|was|of|and)\s+$")
HYPHENS = frozenset("-–—‑")


def find_quantities(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """The quantities in text[start:end], in order, none overlapping; offsets count in `text`."""
    part = text[start:end]
    low = lower_like(part)
    return [one._replace(start=one.start + start, end=one.end + start) for one in _joined(low, readings(part, low))]


def _joined(low: str, readings: list[Reading]) -> list[Quantity]:
    found: list[Quantity] = []
    at, done = 0, 0
    while at < len(readings):
        one, two = readings[at], readings[at + 1] if at + 1 < len(readings) else None
        at += 1
        if two and (both := _range(low, one, two, done)):
            found.append(both)
            at += 1
        elif two and _is_score(low, one, two):
            at += 1
        elif _is_torn(low, one):
            continue
        else:
            found.append(_qualified(low, one, done))
        done = found[-1].end if found else 0
    return found


def _is_score(low: str, one: Reading, two: Reading) -> bool:
    """Whether two bare numbers are a score or a ratio: "3-1", "by 3 to 1"."""
    if one.unit is not None or one.kind != "count" or two.kind != "count":
        return False
    joint = low[one.end : two.start]
    if joint in HYPHENS:
        return True
    return joint == " to " and 1000 > (one.value or 0) > (two.value or 0) > 0 and not low.endswith("from ", 0, one.start)


def _is_torn(low: str, one: Reading) -> bool:
    """Whether a bare number hangs on other digits by a hyphen: a telephone number, a span of years, a score."""
    if one.unit is not None or one.kind != "count":
        return False
    return (low[one.end : one.end + 1] in HYPHENS and low[one.end + 1 : one.end + 2].isdigit()) or (
        low[one.start - 1 : one.start] in HYPHENS and one.start > 1 and low[one.start - 2].isdigit()
    )


def _range(low: str, one: Reading, two: Reading, not_before: int) -> Quantity | None:
    """Both as one range: "5-10 percent", "between $5 and $10 million"; None where they are two quantities."""
    joint = low[one.end : two.start]
    if one.value is None or two.value is None or len(joint) > 8 or not JOINED.fullmatch(joint) or "share" == one.kind != two.kind:
        return None
    start, _ = lead_in(low, one.start, not_before)
    lead = LEADS.search(low, max(not_before, start - 24), start)
    word = joint.strip().removeprefix("-").strip() or "-"
    if (word == "and") != bool(lead and lead[0].startswith("between")) or (word == "to" and lead is not None):
        return None
    if not _alike(low, one, two, word):
        return None
    least = _scaled(one, two)
    if least >= two.value:
        return None
    if word == "to" and _is_move(low, one, two, start):
        return None
    start = lead.start() if lead and word == "and" else start
    change = change_of(low, start, two.end)
    kind, unit = (two.kind, two.unit) if two.unit and one.kind != "age" else (one.kind, one.unit)
    return Quantity(start, two.end, None, least, two.value, "range", kind, _shown(kind, unit), change, _noun(low, two))


def _is_move(low: str, one: Reading, two: Reading, start: int) -> bool:
    """Whether it went by the one to the other: "slid 5 cents to 84 cents", "rose 12 to 450"; not "lost 10 to 20 men"."""
    if change_of(low, start, start) is None or low.endswith("by ", 0, start):
        return False
    return (one.unit is not None and two.unit is not None) or (one.unit is two.unit is None and PLURAL.match(low, two.end) is None)


def _alike(low: str, one: Reading, two: Reading, word: str) -> bool:
    """Whether two amounts can be the ends of one range."""
    if (one.kind == "age" and two.kind == "count") or (one.kind == two.kind == "share" and one.unit == two.unit):
        return True  # "ages 16 to 24", "between a third and a half"
    if one.unit and two.unit:
        return one.unit == two.unit or two.unit.startswith(one.unit + " per ")
    if one.unit:  # "$5-10", "$2 to 3 billion"
        return one.kind == "money" and one.start != one.amount.start and two.kind == "count"
    if one.kind != "count" or (two.kind not in ("count", "money") and one.start != one.amount.start and two.unit is None):
        return False
    if word in HYPHENS and two.unit is None:
        return _spans(low, one, two)
    return two.start == two.amount.start or two.unit is None


def _spans(low: str, one: Reading, two: Reading) -> bool:
    """Whether two bare numbers with a hyphen are a range, not a score or a telephone number."""
    if SCORE_AFTER.match(low, two.end):
        return False
    if two.amount.scale > 1 or "," in low[two.start : two.end] or PLURAL.match(low, two.end):
        return True
    return one.end - one.start == two.end - two.start >= 3


def _scaled(one: Reading, two: Reading) -> float:
    """The lower end; in "2 to 3 million" it has the scale of the upper one."""
    least, most = one.value or 0.0, two.value or 0.0
    times = two.amount.scale
    return least * times if one.amount.scale == 1 < times and least < 1000 and least * times < most else least


def _qualified(low: str, one: Reading, not_before: int) -> Quantity:
    start, qualifier = lead_in(low, one.start, not_before)
    end = one.end
    if one.value is None:
        return Quantity(start, end, None, one.amount.least, None, "vague", one.kind, one.unit, change_of(low, start, end), _noun(low, one))
    if one.kind == "duration" and low.startswith("over ", start) and not DURING.search(low, max(0, start - 12), start):
        start, qualifier = one.start, "exact"  # "over the years" is when, not how long
    if qualifier == "exact":
        end, qualifier = follow_up(low, end)
    least = one.value if qualifier in FROM else None
    most = one.value if qualifier in TO else None
    change = change_of(low, start, end)
    return Quantity(start, end, one.value, least, most, qualifier, one.kind, _shown(one.kind, one.unit), change, _noun(low, one))


def _shown(kind: str, unit: str | None) -> str | None:
    """A multiple has no unit, though "times" stands there."""
    return None if kind == "multiple" else unit


def _noun(low: str, one: Reading) -> str | None:
    """What is counted, where it follows at once."""
    match = NOUN.match(low, one.end) if one.kind == "count" else None
    return " ".join(match["noun"].split()) if match else None
