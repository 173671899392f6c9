"""Reads the date that a page states: timestamp lines, datelines, markup. Standard library only.

Own code, since it was measured against dateparser 1.5 on the table of tests/articles/test_stated_dates.py: it reads more of the
forms and is a hundred times as fast. Clocks that change with the season are those of zoneinfo.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.reference import rows
from pipelines.text import date_forms as forms
from pipelines.text.calendar_days import make_day

_LONGEST = 2000  # characters that are looked at: a stated date stands near the beginning of its line

_ZONES = {row["zone"]: int(row["minutes"]) if row["minutes"] else row["iana"] for row in rows("time_zones")}
_MONTH = forms.MONTH.replace("(?:", "(?i:", 1)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d(?!\d?:[0-5]\d))"  # a clock may be glued to it: 20216:01 PM
_DATES = [
    re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark){_DAY}(?!\d)"),
    re.compile(rf"(?<![^\W_])(?P<name>{_MONTH})[\s-]*{_DAY}(?![\d:]),?[\s-]+(?:of\s+)?(?:at\s+)?{_YEAR}"),
    re.compile(rf"(?<!\d){_DAY}(?:\s+of)?[\s-]+(?P<name>{_MONTH})[\s,-]+{_YEAR}"),
    re.compile(rf"(?<![^\W_])(?P<name>{_MONTH})\s+{_DAY}\s+\d\d?:\d\d(?::\d\d)?\s+(?:\+0000|[A-Z]{{3,4}})\s+{_YEAR}"),
    re.compile(rf"(?<!\d){_DAY}(?P<mark>[./-])(?P<month>\d\d?)(?P=mark){_YEAR}"),
    re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d),?\s+(?P<name>{_MONTH})\s+{_DAY}(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?P<name>(?i:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)){_YEAR}"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})-(?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-(?P<year>\d\d)(?![\d-])"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})\s+(?P<name>JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)\s+(?P<year>\d\d)(?!\d)"),
]
_SHIFT = r"(?P<sign>[+−-])(?P<off_h>\d\d?):?(?P<off_m>\d\d)?(?!\d)"
_ZONE = (
    rf"(?:(?:(?:GMT|UTC)\s*)?{_SHIFT}|\(?(?P<zone>{'|'.join(sorted(_ZONES, key=len, reverse=True))}|[A-Z][a-z]+/[A-Z][A-Za-z_]+)(?![^\W_]))"
)
_TIME = re.compile(
    rf"(?<![\d:+-])(?:(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    rf"|(?P<h2>1[0-2]|[1-9])\s*(?P<half2>[AaPp]\.?[Mm]\.?)|(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)(?=\s*(?:GMT|UTC|hrs)))"
    rf"\s*\(?(?:local\s+time|hrs|hours)?\)?\s*{_ZONE}"
)
_ZONE_FIRST = re.compile(r"(?:GMT|UTC)\s+(?P<h>[01]\d|2[0-3])[:.](?P<m>[0-5]\d)(?!\d)")
_LATER = re.compile(r"\b(?:updated?|modified|edited)\b", re.I)
"""A time after this word is not that of the date before it."""
_FIGURES = re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<mark>[/-])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?!\d)")
_ISO_TIME = re.compile(
    rf"[T ](?P<h>[01]\d|2[0-3]):?(?P<m>[0-5]\d)(?::?(?P<s>[0-5]\d)(?:[.,]\d+)?)?\s*(?:(?P<zone>Z|UTC|GMT)|{_SHIFT})(?!\d)"
)


def parse_stated_date(text: str) -> tuple[datetime, str] | None:
    """The first full date in a short text, and its time where a zone is given with it.

    Returns:
        The moment in UTC and "time", or midnight UTC of the stated day and "day" where there is no time, or one without a zone;
        None where no full date stands there, or where figures could be read in two ways (03/04/2021).
    """
    text = text[:_LONGEST]
    best: tuple[int, re.Match[str], date] | None = None
    for form in _DATES:
        for found in form.finditer(text):
            day = _day(found)
            if day and (best is None or found.start() < best[0]):
                best = (found.start(), found, day)
            if day:
                break
    if best is None:
        return None
    _, found, day = best
    time = _ISO_TIME.match(text, found.end()) or _nearest_time(text, found)
    moment = _moment(day, time) if time else None
    if moment:
        return moment, "time"
    return datetime(day.year, day.month, day.day, tzinfo=UTC), "day"


def _day(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    if year < 100:  # old wires: 3 JAN 90
        year += 1900 if year >= 50 else 2000
    if parts.get("name"):
        return make_day(year, forms.MONTHS[parts["name"].rstrip(".").lower()], day)
    month = int(parts["month"])
    if found.string[found.start() : found.start() + 4] == parts["year"] or parts["mark"] == ".":
        return make_day(year, month, day)
    if day > 12 or day == month:
        return make_day(year, month, day)
    return make_day(year, day, month) if month > 12 else None


def _nearest_time(text: str, found: re.Match[str]) -> re.Match[str] | None:
    """The time right after the date, within it, or right before it."""
    if found.end() < len(text) and text[found.end()].isdigit():
        return _TIME.match(text[found.end() : found.end() + 40])
    later = _LATER.search(text, found.end(), found.end() + 40)
    after = _TIME.search(text, found.start(), min(len(text), later.start() if later else found.end() + 40))
    if after:
        return after
    begin = max(0, found.start() - 40)
    before = list(_TIME.finditer(text, begin, found.start())) or list(_ZONE_FIRST.finditer(text, begin, found.start()))
    return before[-1] if before else None


def _moment(day: date, time: re.Match[str]) -> datetime | None:
    parts = time.groupdict()
    hour = int(parts.get("h") or parts.get("h2") or parts.get("h4") or 0)
    minute = int(parts.get("m") or parts.get("m4") or 0)
    half = (parts.get("half") or parts.get("half2") or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        half = ""
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    local = datetime(day.year, day.month, day.day, hour, minute, int(parts.get("s") or 0), tzinfo=UTC)
    shift = _offset(parts, local.replace(tzinfo=None))
    return None if shift is None else local - timedelta(minutes=shift)


def _offset(parts: dict[str, str | None], local: datetime) -> int | None:
    """Minutes east of UTC at a time as clocks show it there; None where the zone is none."""
    if parts.get("sign"):
        minutes = int(parts["off_h"] or 0) * 60 + int(parts["off_m"] or 0)
        return minutes if parts["sign"] == "+" else -minutes
    printed = parts.get("zone") or "UTC"
    zone = _ZONES.get(printed, printed)
    if isinstance(zone, int):
        return zone
    clocks = _clocks(zone)
    shift = local.replace(tzinfo=clocks).utcoffset() if clocks else None
    return int(shift.total_seconds() // 60) if shift is not None else None


@lru_cache(maxsize=64)
def _clocks(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


class Figures(NamedTuple):
    """A date in figures that can be read in two ways: with the day first, and with the month first."""

    day_first: date
    month_first: date


def read_figures(text: str) -> Figures | None:
    """The first date in figures of a short text, where both its orders are days (03/04/2021); otherwise None."""
    found = _FIGURES.search(text[:_LONGEST])
    if found is None:
        return None
    a, b, year = int(found["a"]), int(found["b"]), int(found["year"])
    day_first, month_first = make_day(year, b, a), make_day(year, a, b)
    return Figures(day_first, month_first) if day_first and month_first and a != b else None


def order_of_figures(text: str) -> str | None:
    """Whether dates in figures of a text put the 'day' or the 'month' first, by those that can be read in one way only; None if unclear."""
    orders: set[str] = set()
    for found in _FIGURES.finditer(text):
        a, b = int(found["a"]), int(found["b"])
        if 12 < a <= 31 and 1 <= b <= 12:
            orders.add("day")
        elif 12 < b <= 31 and 1 <= a <= 12:
            orders.add("month")
    return orders.pop() if len(orders) == 1 else None
