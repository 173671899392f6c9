"""The date that a line of the page states: a timestamp, a dateline with its year. Standard library only."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from pipelines.articles.dateline import read_dateline
from pipelines.articles.moments import parsed
from pipelines.articles.timestamps import MOMENT, PUBLISHED, UPDATED, WEEKDAYS
from pipelines.text import date_forms as forms
from pipelines.text.spans import Block
from pipelines.text.stated_dates import order_of_figures, read_figures

YEAR = re.compile(r"(?<![\d,.$€£])((?:19|20)\d{2})(?![\d,]\d|\d|s\b)")
HAS_WEEKDAY = re.compile(rf"\b{WEEKDAYS}(?![\w])", re.I)
HEAD_BLOCKS = 6
"""A date is looked for up to so many blocks after the first body."""
UNLABELLED, WITHIN = 1, 2
"""The second is added to the rank of a date that stands below the first words of the report: a dateline says more."""
ABOVE = 9
"""Rank of a date without a label above the title: the last to be believed."""
LINE, WHOLE = 300, 100_000
Moment = tuple[datetime, str]


class Stated(NamedTuple):
    """What the lines say: a date to believe, one that may be the day on which the page was saved, or one that contradicts itself."""

    strong: Moment | None
    weak: Moment | None
    above: bool
    """Whether the date to believe stands above the title without a label, where the day of saving may stand too."""
    doubtful: tuple[tuple[date, date], ...]
    """Days, first and last, one of which it is: of a date in figures that can be read in two ways, or whose weekday is another."""


def find_stated(text: str, blocks: Sequence[Block]) -> Stated:
    """The dates of the lines near the beginning."""
    body = next((index for index, block in enumerate(blocks) if block.kind == "body"), len(blocks))
    title = next((index for index, block in enumerate(blocks) if block.kind == "title"), None)
    strong: list[tuple[int, datetime, str]] = []
    weak: Moment | None = None
    doubtful: tuple[tuple[date, date], ...] = ()
    for index, block in enumerate(blocks[: body + HEAD_BLOCKS]):
        line = text[block.start : min(block.end, block.start + LINE)]
        if block.kind == "timestamp" and not (found := _labelled(line)):
            doubtful = doubtful or _in_figures(line, text)
        elif block.kind == "timestamp" and (found := _labelled(line)):
            if wrong := contradicted(line, found[0].date()):
                doubtful = doubtful or (wrong,)
            elif title is None or index > title or PUBLISHED.search(line) or UPDATED.search(line):
                strong.append((_rank(line) + (WITHIN if index > body else 0), *found))
            elif HAS_WEEKDAY.search(line):
                weak = weak or found
            else:
                strong.append((ABOVE, *found))
        elif block.kind == "dateline" and (found := _of_dateline(text, line, blocks[:index])):
            strong.append((2, *found))
    entries = {at.date() for rank, at, _ in strong if rank == UNLABELLED + WITHIN}
    if len(entries) > 1:  # the days of a chronology
        strong = [one for one in strong if one[0] != UNLABELLED + WITHIN]
    if not strong:
        return Stated(None, weak, False, doubtful)
    rank, at, precision = min(strong, key=lambda one: one[0])
    return Stated((at, precision), weak, rank == ABOVE, doubtful)


def _in_figures(line: str, text: str) -> tuple[tuple[date, date], ...]:
    """Both days that `03/04/2021` can mean, or the one if other dates of the page tell their order."""
    figures = read_figures(line)
    if figures is None:
        return ()
    order = order_of_figures(text[:WHOLE])
    days = {"day": [figures.day_first], "month": [figures.month_first]}.get(order or "", sorted(figures))
    return tuple((day, day) for day in days)


def contradicted(line: str, day: date) -> tuple[date, date] | None:
    """The days between which a date is whose weekday is another: one of the two is wrong. None where they agree, or there is no weekday."""
    match = HAS_WEEKDAY.search(line)
    number = _weekday(match.group()) if match else None
    if number is None:
        return None
    apart = min((number - day.weekday()) % 7, (day.weekday() - number) % 7)
    # the neighbouring day: the date and its weekday may be those of two places
    return None if apart <= 1 else (day - timedelta(days=6), day + timedelta(days=6))


def _weekday(word: str) -> int | None:
    short = word.strip(". ").lower()[:3]
    return next((number for name, number in forms.WEEKDAYS.items() if name.startswith(short)), None)


def _of_dateline(text: str, line: str, head: Sequence[Block]) -> Moment | None:
    """The day of a dateline; where it has no year, that of the lines above, if they name just one and are no words of the report."""
    dateline = read_dateline(f"{line} ")
    if dateline is None or dateline.day is None:
        return None
    if YEAR.search(dateline.day):
        return parsed(dateline.day)
    above = [text[block.start : min(block.end, block.start + LINE)] for block in head if block.kind in {"widget", "timestamp", "byline"}]
    above = [line for line in above if not HAS_WEEKDAY.search(line)]
    above += [
        moment.group()
        for block in head
        if block.kind in {"title", "subheading"}
        for moment in MOMENT.finditer(text, block.start, block.end)
    ]
    years = {match.group(1) for line in above for match in YEAR.finditer(line)}
    return parsed(f"{dateline.day}, {years.pop()}") if len(years) == 1 else None


def _rank(line: str) -> int:
    """`Published` says more than no label, no label more than `Updated`."""
    return 0 if PUBLISHED.search(line) else 3 if UPDATED.search(line) else UNLABELLED


def _labelled(line: str) -> Moment | None:
    """The date of a timestamp line; of `Published ... Updated ...` the first."""
    match = PUBLISHED.search(line)
    rest = line[match.start() :] if match else line
    cut = UPDATED.search(rest, 1)
    if match and cut and MOMENT.search(rest[: cut.start()]):
        rest = rest[: cut.start()]
    return parsed(rest) or parsed(line)
