"""Days and times out of short values: metadata, addresses, ids of posts. Standard library only."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from pipelines.text.dates import parse_stated_date

STATUS_EPOCH_MS = 1_288_834_974_657
STATUS_BITS = 22
"""The first 41 of 63 bits of a status id are the milliseconds since the epoch above, the last 22 tell machine and sequence."""
URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/_.]?(\d{1,2}|[a-z]{3})[-/_.]?(\d{1,2})(?!\d)", re.I)
URL_MONTH = re.compile(r"/((?:19|20)\d{2})/(\d{2})/")
MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?\Z")
EARLIEST, LATEST = date(1970, 1, 1), date(2100, 1, 1)


def parse_markup_date(value: str, zone: str | None = None) -> tuple[datetime, str] | None:
    """A date of metadata: ISO 8601, seconds or milliseconds since 1970, or any form that a page may state.

    Args:
        value: as it is stated.
        zone: IANA name of the zone of times that name none; without it they are UTC, as crawlers write them. Midnight of none is a day.
    """
    value = value.strip()
    if EPOCH.match(value):
        number = float(value)
        at = datetime.fromtimestamp(number / 1000 if number >= 1e11 else number, UTC)
        return (at, "time") if at.date() <= LATEST else None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return parsed(value)
    if not EARLIEST <= moment.date() <= LATEST:
        return None
    if len(value) <= 10 or (moment.tzinfo is None and moment.time() == datetime.min.time()):
        return midnight(moment.date()), "day"
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone or "UTC"))).astimezone(UTC), "time"


def parsed(text: str) -> tuple[datetime, str] | None:
    """The first full date in a text, if it is of our times."""
    found = parse_stated_date(text)
    return found if found and EARLIEST <= found[0].date() <= LATEST else None


def date_in_url(url: str) -> date | None:
    """The day that an address names (`/2021/04/14/`, `/2021/apr/14/`, `-20210414-`), or None."""
    for match in URL_DAY.finditer(url[:500]):
        year, month, day = match.groups()
        number = MONTH_NAMES.index(month.lower()) + 1 if month.lower() in MONTH_NAMES else int(month) if month.isdigit() else 0
        if found := make_date(int(year), number, int(day)):
            return found
    return None


def month_in_url(url: str) -> date | None:
    """The first day of the month that an address names (`/2021/04/`), or None."""
    match = URL_MONTH.search(url[:500])
    return make_date(int(match.group(1)), int(match.group(2)), 1) if match else None


def status_time(status: int) -> datetime | None:
    """When a status was made, from its id; None for ids that hold no time."""
    moment = datetime.fromtimestamp(((status >> STATUS_BITS) + STATUS_EPOCH_MS) / 1000, UTC)
    return moment if date(2010, 11, 4) <= moment.date() <= date(2060, 1, 1) else None


def midnight(day: date) -> datetime:
    """The beginning of a day in UTC, which stands for the day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, None where the calendar has none or it is not of our times."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None
