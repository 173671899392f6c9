"""Readers of times that are told by how far they are from now or from another day: a few days ago, the next morning, the past 24 hours.

Standard library only.
"""

import re
from datetime import date, timedelta

from pipelines.text import date_forms as forms
from pipelines.text.calendar_days import Days, make_day, one_day, shift_months, whole_month
from pipelines.text.date_read import Read

_FULL_DAY = 24
_BACK = frozenset(("past", "last", "previous", "preceding", "recent"))
_RECENT = {"hour": 1, "day": 7, "week": 35, "month": 150}
"""How many days back recent days, weeks and months reach."""


def _count(word: str | None) -> tuple[int, int] | None:
    """The fewest and the most that a count means."""
    low = (word or "").lower()
    if low.isdigit():
        return int(low), int(low)
    if low in forms.COUNTS:
        return forms.COUNTS[low], forms.COUNTS[low]
    return (forms.FEWEST[low], forms.MOST[low]) if low in forms.FEWEST else None


def _shift(day: date, unit: str, by: int) -> date | None:
    """The day that is so many units away; None outside of the calendar."""
    try:
        if unit in ("hour", "day", "week"):
            return day + timedelta(**{f"{unit}s": by}) if unit != "hour" else day + timedelta(days=round(by / _FULL_DAY))
        year, month = shift_months(day.year, day.month, by * (12 if unit == "year" else 1))
        return make_day(year, month, min(day.day, whole_month(year, month).last.day))
    except (OverflowError, ValueError):
        return None


def read_ago(text: str, start: int, end: int) -> Read | None:
    """Two days ago; a few weeks ago; a year and a half ago; hours ago; a decade ago."""
    found = forms.AGO.match(text, start, end)
    first = _count(found["count"]) if found else None
    if found is None or (first is None and found["unit"].lower() != "hour"):
        return None
    low, high = first or (1, _FULL_DAY)
    high = max(high, (_count(found["count2"]) or (high, high))[1])
    unit = found["unit"].lower()
    if unit == "decade":
        unit, low, high = "year", 10 * low, 10 * high
    half = "half" in found.group().lower()
    if not low:
        return None
    return Read(start, found.end(), lambda today, _lean: _ago(today, unit, low, high, half), "ago", determined=True)


def _ago(today: date, unit: str, low: int, high: int, half: bool) -> Days | None:
    day = timedelta(days=1)
    if unit == "hour":
        begin = _shift(today, "day", -((high + _FULL_DAY - 1) // _FULL_DAY))
        return Days(begin, today, "range") if begin else None
    begin, stop = _shift(today, unit, -high), _shift(today, unit, -low)
    if begin is None or stop is None:
        return None
    if unit == "day":
        return one_day(begin) if begin == stop else Days(begin, stop, "about")
    if unit == "week":
        return Days(begin - 3 * day, stop + 3 * day, "about")
    if unit == "month":
        span = Days(begin.replace(day=1), whole_month(stop.year, stop.month).last, "about")
        return span._replace(first=_shift(span.first, "day", -15) or span.first) if half else span
    if half:
        begin, stop = _shift(begin, "month", -9), _shift(stop, "month", -3)
        return Days(begin, stop, "about") if begin and stop else None
    return Days(date(begin.year, 1, 1), date(stop.year, 12, 31), "about")


def read_anchored(text: str, start: int, end: int) -> Read | None:
    """A day earlier; two weeks later; the next morning; the same day: told from a day that was named before."""
    found = forms.ANCHORED.match(text, start, end)
    if found is None:
        return None
    which, side, way = ((found[name] or "").lower() for name in ("which", "side", "way"))
    back = which in ("previous", "preceding") or side == "before" or way in ("earlier", "before")
    unit = (found["unit"] or "day").lower()
    count = (0, 0) if which == "same" else _count(found["count"]) if found["count"] else (1, 1)
    if count is None or (unit == "hour" and not found["count"] and back):
        return None
    low, high = (-count[1], -count[0]) if back else count

    def meaning(anchor: date, _lean: str) -> Days | None:
        if unit == "hour":
            far = _shift(anchor, "day", -1 if back else 1)
            return Days(min(anchor, far), max(anchor, far), "range") if far and max(map(abs, (low, high))) <= _FULL_DAY else None
        first, last = _shift(anchor, unit, low), _shift(anchor, unit, high)
        if first is None or last is None:
            return None
        if unit == "day":
            return one_day(first) if first == last else Days(first, last, "about")
        slack = timedelta(days={"week": 3, "month": 15}.get(unit, 183))
        return Days(first - slack, last + slack, "about")

    return Read(start, found.end(), meaning, "anchored", determined=True, anchored="back" if back else "on")


def read_stretch(text: str, start: int, end: int) -> Read | None:
    """The past 24 hours; recent days; the coming weeks. Stretches of years tell how long something lasts."""
    found = forms.STRETCH.match(text, start, end)
    if found is None or found["unit"].lower() == "year":
        return None
    which, unit = found["which"].lower(), found["unit"].lower()
    count = _count(found["count"]) if found["count"] else None
    if found["count"] and count is None:
        return None
    days = 0 if count else _RECENT[unit]
    back = which in _BACK

    def meaning(today: date, _lean: str) -> Days | None:
        number = count[1] if count else days
        if unit == "hour" and number <= _FULL_DAY:
            return Days(today, today, "about")  # as the day of the report, give or take one
        if unit == "hour":
            number = (number + _FULL_DAY - 1) // _FULL_DAY
        far = _shift(today, unit if count and unit != "hour" else "day", -number if back else number)
        if far is None:
            return None
        exact = "range" if count and count[0] == count[1] else "about"
        return Days(min(today, far), max(today, far), exact)

    return Read(start, found.end(), meaning, "stretch", determined=True)


def _ahead(text: str, start: int, end: int) -> tuple[int, tuple[int, int], str] | None:
    """Where a stretch of time to come ends, how many units it has at least and at most, and the unit."""
    found = forms.AHEAD.match(text, start, end)
    count = _count(found["count"]) if found else None
    return (found.end(), count, found["unit"].lower()) if found and count else None


def read_ahead(text: str, start: int, end: int) -> Read | None:
    """In two weeks' time; three days from now."""
    ahead = _ahead(text, start, end)
    if ahead is None:
        return None
    after, count, unit = ahead

    def meaning(today: date, _lean: str) -> Days | None:
        first, last = _shift(today, unit, count[0]), _shift(today, unit, count[1])
        if first is None or last is None:
            return None
        if unit in ("hour", "day") and first == last:
            return one_day(first)
        slack = timedelta(days={"hour": 0, "day": 0, "week": 3, "month": 15}.get(unit, 183))
        return Days(first - slack, last + slack, "about")

    return Read(start, after, meaning, "ahead", determined=True)


def read_deadline(text: str, start: int, end: int) -> Read | None:
    """Within 14 months: by the day when they are over."""
    ahead = _ahead(text, start, end)
    if ahead is None:
        return None
    after, count, unit = ahead

    def meaning(today: date, _lean: str) -> Days | None:
        last = _shift(today, unit, count[1])
        return Days(last, last, "about") if last else None

    return Read(start, after, meaning, "ahead", determined=True, deadline=True)


_DATE_AFTER = re.compile(rf",?\s+(?:on\s+)?(?:{forms.WEEKDAY}|{forms.MONTH})")


def read_straight(text: str, start: int, end: int) -> Read | None:
    """For a third straight day: from two days ago until today."""
    words = text[start:end].split(None, 1)[0].lower()
    found = re.compile(r"[\w-]+\s+(?P<kind>straight|consecutive|successive|running)?\s*(?P<unit>day|night|week)").match(text, start, end)
    number = forms.ORDINALS.get(words) or int("".join(filter(str.isdigit, words)) or 0)
    lead = re.compile(r"\bfor\s+(?:a|an|the)\s+$").search(text, max(0, start - 10), start)
    if found is None or number < 2 or not lead or _DATE_AFTER.match(text, found.end(), end):
        return None

    def meaning(today: date, _lean: str) -> Days | None:
        first = _shift(today, "week" if found["unit"] == "week" else "day", 1 - number)
        return Days(first, today, "range") if first else None

    return Read(lead.start(), found.end(), meaning, "stretch", determined=True)


def read_two_days(text: str, start: int, end: int) -> Read | None:
    """The day before yesterday; the day after tomorrow."""
    found = re.compile(r"\w+\s+day\s+(before|after)\s+\w+").match(text, start, end)
    by = timedelta(days=-2 if found and found.group(1) == "before" else 2)
    return Read(start, found.end(), lambda today, _lean: one_day(today + by), "day", determined=True) if found else None
