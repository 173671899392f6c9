"""Reads the date that a page states: timestamp lines, datelines, markup. Standard library only."""

import re
from datetime import UTC, date, datetime, timedelta

from pipelines.reference import rows
from pipelines.text import date_forms as forms
from pipelines.text.calendar_days import make_day

_LONGEST = 2000  # characters that are looked at: a stated date stands near the beginning of its line

_ZONES = {row["zone"]: (int(row["minutes"]), row["dst"] == "yes") for row in rows("time_zones")}
_MONTH = forms.MONTH.replace("(?:", "(?i:", 1)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DATES = [
    re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark){_DAY}(?!\d)"),
    re.compile(rf"(?<![^\W_])(?P<name>{_MONTH})\s*{_DAY}(?![\d:]),?\s+(?:of\s+)?(?:at\s+)?{_YEAR}"),
    re.compile(rf"(?<!\d){_DAY}(?:\s+of)?[\s-]+(?P<name>{_MONTH})[\s,-]+{_YEAR}"),
    re.compile(rf"(?<![^\W_])(?P<name>{_MONTH})\s+{_DAY}\s+\d\d?:\d\d(?::\d\d)?\s+(?:\+0000|[A-Z]{{3,4}})\s+{_YEAR}"),
    re.compile(rf"(?<!\d){_DAY}(?P<mark>[./-])(?P<month>\d\d?)(?P=mark){_YEAR}"),
    re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d),?\s+(?P<name>{_MONTH})\s+{_DAY}(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})\s+(?P<name>JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)\s+(?P<year>\d\d)(?!\d)"),
]
_SHIFT = r"(?P<sign>[+−-])(?P<off_h>\d\d?):?(?P<off_m>\d\d)?(?!\d)"
_ZONE = rf"(?:(?:(?:GMT|UTC)\s*)?{_SHIFT}|(?P<zone>{'|'.join(sorted(_ZONES, key=len, reverse=True))})(?![^\W_]))"
_TIME = re.compile(
    rf"(?<![\d:+-])(?:(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d+)?)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    rf"|(?P<h2>1[0-2]|[1-9])\s*(?P<half2>[AaPp]\.?[Mm]\.?)|(?P<h4>[01]\d|2[0-3])(?P<m4>[0-5]\d)(?=\s*(?:GMT|UTC|hrs)))"
    rf"\s*\(?(?:local\s+time|hrs|hours)?\)?\s*{_ZONE}"
)
_ZONE_FIRST = re.compile(r"(?:GMT|UTC)\s+(?P<h>[01]\d|2[0-3])[:.](?P<m>[0-5]\d)(?!\d)")
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
    after = _TIME.search(text, found.start(), min(len(text), found.end() + 40))
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
    return local - timedelta(minutes=_offset(parts, day))


def _offset(parts: dict[str, str | None], day: date) -> int:
    """Minutes east of UTC."""
    if parts.get("sign"):
        minutes = int(parts["off_h"] or 0) * 60 + int(parts["off_m"] or 0)
        return minutes if parts["sign"] == "+" else -minutes
    minutes, summer = _ZONES[parts.get("zone") or "UTC"]
    return minutes + 60 if summer and _us_daylight_saving(day) else minutes


def _us_daylight_saving(day: date) -> bool:
    """From the second Sunday of March to the first of November (the law since 2007)."""
    march, november = date(day.year, 3, 8), date(day.year, 11, 1)
    begins = march + timedelta(days=(6 - march.weekday()) % 7)
    ends = november + timedelta(days=(6 - november.weekday()) % 7)
    return begins <= day < ends
