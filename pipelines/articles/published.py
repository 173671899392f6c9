"""When a report was published: by metadata, a line that states it, its address, a post it embeds, or its words. Standard library only.

A day that cannot be told stays null; then a window may say between which days it was. What it rests on is always said (`basis`).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from pipelines.articles.dateline import read_dateline
from pipelines.articles.timestamps import MOMENT, MONTHS, PUBLISHED, UPDATED, WEEKDAYS
from pipelines.text.dates import parse_stated_date
from pipelines.text.spans import Block

STATUS_EPOCH_MS = 1_288_834_974_657
STATUS_BITS = 22
"""The first 41 of 63 bits of a status id are the milliseconds since the epoch above, the last 22 tell machine and sequence."""
STATUS = re.compile(r"/status(?:es)?/(\d{15,19})(?!\d)")
FRESH = timedelta(days=3)
"""Reports embed posts of the day: without a date of its own a report is taken to be at most this much younger than its newest post."""
STALE = timedelta(days=14)
URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/_.]?(\d{1,2}|[a-z]{3})[-/_.]?(\d{1,2})(?!\d)", re.I)
URL_MONTH = re.compile(r"/((?:19|20)\d{2})/(\d{2})/")
MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
YEAR = re.compile(r"(?<![\d,.$€£])((?:19|20)\d{2})(?![\d,]\d|\d|s\b|-strong|\s+(?:troops|soldiers|personnel|people))")
MONTH_DAY = re.compile(rf"\b({MONTHS})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b|\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({MONTHS})(?!\w)", re.I)
DAY_IN_TEXT = re.compile(
    rf"\b{WEEKDAYS},?\s+\(?(?:{MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?,\s+20\d{{2}}|\d{{1,2}}\s+{MONTHS},?\s+20\d{{2}})", re.I
)
NOT_PAST = re.compile(
    r"\b(?:will|would|shall|scheduled|planned|due|expected|by|until|before|after|since|from|ahead|deadline|next|to be)\b", re.I
)
WEEK = timedelta(days=6)
HAS_WEEKDAY = re.compile(rf"\b{WEEKDAYS}\b", re.I)
EARLIEST, LATEST = date(1970, 1, 1), date(2100, 1, 1)
HEAD_BLOCKS = 6


class Publication(NamedTuple):
    """When a report was published. `at` is null where only the window is known; both ends are null where nothing is."""

    at: datetime | None
    precision: str | None
    earliest: date | None
    latest: date | None
    basis: str


UNKNOWN = Publication(None, None, None, None, "none")


def read_publication(text: str, blocks: Sequence[Block], *, markup: str | None = None, url: str | None = None) -> Publication:
    """The publication of a report, from the best that is known of it.

    Args:
        text: the canonical text.
        blocks: its blocks.
        markup: the date that the metadata of the page or the fields of the record state.
        url: the address it was printed at.
    """
    if markup and (stated := parse_markup_date(markup)):
        return _on(*stated, "markup")
    strong, weak = _stated(text, blocks)
    if strong:
        return _on(*strong, "stated")
    if url and (day := date_in_url(url)):
        return _on(_midnight(day), "day", "url")
    newest = newest_status(text, blocks)
    if weak and _agrees(text, blocks, weak[0].date(), newest):
        return _on(*weak, "stated")
    saved = weak[0].date() if weak else None
    window = _window(text, blocks, url, newest)
    if window.basis == "none" and saved:
        return Publication(None, None, None, saved, "stated")
    return window


def parse_markup_date(value: str) -> tuple[datetime, str] | None:
    """A date of metadata: ISO 8601, or any form that a page may state; midnight without a zone is a day."""
    value = value.strip()
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return _parsed(value)
    if not EARLIEST <= moment.date() <= LATEST:
        return None
    if len(value) <= 10 or (moment.tzinfo is None and moment.time() == datetime.min.time()):
        return _midnight(moment.date()), "day"
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)), "time"


def date_in_url(url: str) -> date | None:
    """The day that an address names (`/2021/04/14/`, `/2021/apr/14/`, `-20210414-`), or None."""
    for match in URL_DAY.finditer(url[:500]):
        year, month, day = match.groups()
        number = MONTH_NAMES.index(month.lower()) + 1 if month.lower() in MONTH_NAMES else int(month) if month.isdigit() else 0
        if found := _day(int(year), number, int(day)):
            return found
    return None


def status_time(status: int) -> datetime | None:
    """When a status was made, from its id; None for ids that hold no time."""
    moment = datetime.fromtimestamp(((status >> STATUS_BITS) + STATUS_EPOCH_MS) / 1000, UTC)
    return moment if date(2010, 11, 4) <= moment.date() <= date(2060, 1, 1) else None


def newest_status(text: str, blocks: Sequence[Block]) -> datetime | None:
    """The time of the newest post that the article embeds among its own words."""
    last = max((block.end for block in blocks if block.kind == "body"), default=0)
    times = [
        moment
        for block in blocks
        if block.kind in {"embed", "body"} and block.start < last
        for match in STATUS.finditer(text, block.start, block.end)
        if (moment := status_time(int(match.group(1))))
    ]
    return max(times, default=None)


def _stated(text: str, blocks: Sequence[Block]) -> tuple[tuple[datetime, str] | None, tuple[datetime, str] | None]:
    """The date that a line near the beginning states; a second one where it may only be the day on which the page was saved."""
    body = next((index for index, block in enumerate(blocks) if block.kind == "body"), len(blocks))
    title = next((index for index, block in enumerate(blocks) if block.kind == "title"), None)
    strong: list[tuple[int, datetime, str]] = []
    weak: tuple[datetime, str] | None = None
    for index, block in enumerate(blocks[: body + HEAD_BLOCKS]):
        line = text[block.start : min(block.end, block.start + 300)]
        if block.kind == "timestamp":
            found = _labelled(line)
            if not found:
                continue
            labelled = bool(PUBLISHED.search(line) or UPDATED.search(line))
            if not labelled and title is not None and index < title and HAS_WEEKDAY.search(line):
                weak = weak or found
            else:
                strong.append((_rank(line), *found))
        elif block.kind == "dateline" and (found := _of_dateline(text, line, blocks[:index])):
            strong.append((2, *found))
    if not strong:
        return None, weak
    _, at, precision = min(strong, key=lambda one: one[0])
    return (at, precision), weak


def _of_dateline(text: str, line: str, head: Sequence[Block]) -> tuple[datetime, str] | None:
    """The day of a dateline; where it has no year, that of the lines above, if they name just one and are no words of the report."""
    dateline = read_dateline(f"{line} ")
    if dateline is None or dateline.day is None:
        return None
    if YEAR.search(dateline.day):
        return _parsed(dateline.day)
    above = [text[block.start : min(block.end, block.start + 300)] for block in head if block.kind in {"widget", "timestamp", "byline"}]
    above = [line for line in above if not HAS_WEEKDAY.search(line)]
    above += [
        moment.group()
        for block in head
        if block.kind in {"title", "subheading"}
        for moment in MOMENT.finditer(text, block.start, block.end)
    ]
    years = {match.group(1) for line in above for match in YEAR.finditer(line)}
    return _parsed(f"{dateline.day}, {years.pop()}") if len(years) == 1 else None


def _rank(line: str) -> int:
    """`Published` says more than no label, no label more than `Updated`."""
    return 0 if PUBLISHED.search(line) else 3 if UPDATED.search(line) else 1


def _labelled(line: str) -> tuple[datetime, str] | None:
    """The date of a timestamp line; of `Published ... Updated ...` the first."""
    match = PUBLISHED.search(line)
    rest = line[match.start() :] if match else line
    cut = UPDATED.search(rest, 1)
    if match and cut and MOMENT.search(rest[: cut.start()]):
        rest = rest[: cut.start()]
    return _parsed(rest) or _parsed(line)


def _parsed(text: str) -> tuple[datetime, str] | None:
    found = parse_stated_date(text)
    return found if found and EARLIEST <= found[0].date() <= LATEST else None


def _agrees(text: str, blocks: Sequence[Block], day: date, newest: datetime | None) -> bool:
    """Whether the article's own words go with a date that may be the day on which the page was saved."""
    if newest:
        return newest.date() <= day <= newest.date() + STALE
    passages = [text[block.start : min(block.end, block.start + 20_000)] for block in blocks if block.kind == "body"]
    if any(int(match.group(1)) == day.year for passage in passages for match in YEAR.finditer(passage)):
        return True
    return any(_is_near(match, day) for passage in passages for match in MONTH_DAY.finditer(passage))


def _is_near(match: re.Match[str], day: date) -> bool:
    """Whether a month and day is within two weeks of a date."""
    month = MONTH_NAMES.index((match.group(1) or match.group(4))[:3].lower()) + 1
    named = _day(day.year, month, int(match.group(2) or match.group(3)))
    return named is not None and abs(named - day) <= STALE


def _window(text: str, blocks: Sequence[Block], url: str | None, newest: datetime | None) -> Publication:
    """Between which days an article was published that has no date of its own."""
    if newest:
        return Publication(None, None, newest.date(), newest.date() + FRESH, "status_id")
    if url and (month := URL_MONTH.search(url)) and (first := _day(int(month.group(1)), int(month.group(2)), 1)):
        after = (first + timedelta(days=31)).replace(day=1)
        return Publication(None, None, first, after - timedelta(days=1), "url")
    told = max(_days_told(text, blocks), default=None)
    return Publication(None, None, told, told + WEEK, "text") if told else UNKNOWN


def _days_told(text: str, blocks: Sequence[Block]) -> Iterator[date]:
    """Days with weekday and year that the first paragraphs tell as past: a report names the weekday within the week."""
    body = [block for block in blocks if block.kind == "body"][:HEAD_BLOCKS]
    for block in body:
        passage = text[block.start : min(block.end, block.start + 3000)]
        for match in DAY_IN_TEXT.finditer(passage):
            start = passage.rfind(". ", 0, match.start()) + 1
            if not NOT_PAST.search(passage, start, match.end()) and (found := _parsed(match.group().replace("(", ""))):
                yield found[0].date()


def _on(at: datetime, precision: str, basis: str) -> Publication:
    return Publication(at, precision, at.date(), at.date(), basis)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None
