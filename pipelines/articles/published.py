"""When a report was published: by metadata, a line that states it, its address, a post it embeds, or its words. Standard library only.

A day that cannot be told stays null; then a window may say between which days it was. What it rests on is always said (`basis`).
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pipelines.articles.moments import date_in_url, midnight, month_in_url, parse_markup_date, status_time
from pipelines.articles.stated import Stated, find_stated
from pipelines.articles.windows import EARLIEST, LATEST, Evidence, Inferred
from pipelines.text.spans import READ, Block

STATUS = re.compile(r"/status(?:es)?/(\d{15,19})(?!\d)")
FRESH = timedelta(days=3)
"""Reports embed posts of the day: without a date of its own a report is taken to be at most this much younger than its newest post."""
STALE = timedelta(days=14)
YEAR = re.compile(r"(?<![\d,.$€£])((?:19|20)\d{2})(?![\d,]\d|\d|s\b|-strong|\s+(?:troops|soldiers|personnel|people))")
AHEAD = re.compile(
    r"\b(?:by|until|till|before|through|beyond|next)\s+(?:the\s+|end\s+of\s+|year\s+|spring\s+of\s+|early\s+|late\s+|[A-Z][a-z]+\s+(?:\d{1,2},?\s+)?)*\Z"
)
"""Before a year that is still to come."""
DAY = timedelta(days=1)


class Publication(NamedTuple):
    """When a report was published. `at` is null where only the window is known; both ends are null where nothing is."""

    at: datetime | None
    precision: str | None
    earliest: date | None
    latest: date | None
    basis: str


UNKNOWN = Publication(None, None, None, None, "none")


def read_publication(
    text: str, blocks: Sequence[Block], *, markup: str | None = None, url: str | None = None, zone: str | None = None
) -> Publication:
    """The publication of a report, from the best that is known of it.

    Args:
        text: the canonical text.
        blocks: its blocks.
        markup: the date that the metadata of the page or the fields of the record state.
        url: the address it was printed at.
        zone: IANA name of the zone of times in `markup` that name none, if its source says.
    """
    if markup and (moment := parse_markup_date(markup, zone)):
        return _on(*moment, "markup")
    stated = find_stated(text, blocks)
    if stated.strong and not stated.above:
        return _on(*stated.strong, "stated")
    evidence = Evidence(text, blocks)
    if stated.strong and not evidence.contradicts(stated.strong[0].date()):
        return _on(*stated.strong, "stated")
    if url and (day := date_in_url(url)):
        return _on(midnight(day), "day", "url")
    return _unstated(text, blocks, url, stated, evidence)


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


def _unstated(text: str, blocks: Sequence[Block], url: str | None, stated: Stated, evidence: Evidence) -> Publication:
    """A report without a date that is beyond doubt: its words decide whether a weak one is believed, or give a window."""
    newest = newest_status(text, blocks)
    weak = stated.strong or stated.weak
    saved = weak[0].date() if weak else None
    if weak and saved and _supports(text, blocks, evidence.infer([(saved, saved)]), saved, newest):
        return _on(*weak, "stated")
    if newest and evidence.infer([(newest.date() - DAY, newest.date() + FRESH)]).stretches:
        return Publication(None, None, newest.date(), newest.date() + FRESH, "status_id")
    if url and (first := month_in_url(url)):
        return Publication(None, None, first, (first + 31 * DAY).replace(day=1) - DAY, "url")
    if stated.doubtful:
        return _of_several(stated.doubtful, evidence.infer(sorted(stated.doubtful)))
    words = evidence.infer([(newest.date() if newest else EARLIEST, saved or LATEST)])
    if words.day:
        return _on(midnight(words.day), "day", "text")
    if words.window:
        return Publication(None, None, *words.window, "text")
    return Publication(None, None, None, saved, "stated") if saved and words.stretches else UNKNOWN


def _of_several(options: Sequence[tuple[date, date]], words: Inferred) -> Publication:
    """Of a stated date that can mean several days those that the words allow; the day, if just one is left."""
    left = words.stretches or options
    first, last = min(left)[0], max(left, key=lambda one: one[1])[1]
    return _on(midnight(first), "day", "stated") if first == last else Publication(None, None, first, last, "stated")


def _supports(text: str, blocks: Sequence[Block], words: Inferred, day: date, newest: datetime | None) -> bool:
    """Whether the words speak for a date that may be the day on which the page was saved: they name its year, or a day near it."""
    if not words.stretches:
        return False
    if newest:
        return newest.date() <= day <= newest.date() + STALE
    for block in blocks:
        if block.kind not in READ:
            continue
        for match in YEAR.finditer(text, block.start, min(block.end, block.start + 20_000)):
            ahead = AHEAD.search(text, max(block.start, match.start() - 30), match.start())
            if int(match.group(1)) == day.year and not ahead:
                return True
    return any(abs(named - day) <= STALE for named in words.days_named(day.year))


def _on(at: datetime, precision: str, basis: str) -> Publication:
    return Publication(at, precision, at.date(), at.date(), basis)
