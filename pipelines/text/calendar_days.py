"""Days of the calendar as seen from a day: last Monday, the nearest 9 October, this month. Standard library only."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from pipelines.text.spans import Window


class Days(NamedTuple):
    """First and last day of a stretch of time, and how exact it is: day, month, year, range or about."""

    first: date
    last: date
    precision: str


SLACK = timedelta(days=2)
WEEK = timedelta(days=6)

From = Callable[[date], Days | None]
"""What an expression of time means for somebody who reads it on a given day; None where that day does not exist."""


def make_day(year: int, month: int, day: int) -> date | None:
    """The date, None where the calendar has none (31 June)."""
    return date(year, month, day) if 1 <= month <= 12 and 1900 <= year <= 2199 and 1 <= day <= monthrange(year, month)[1] else None


def one_day(day: date) -> Days:
    return Days(day, day, "day")


def whole_month(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def whole_year(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def part_of(days: Days, part: str) -> Days:
    """Early, mid, late, end or start of a month (thirds; the end is its last day, when that is all we know), a year or a decade."""
    first, last = days.first, days.last
    if part == "end":
        return Days(last, last, "about")
    if part == "start":
        return Days(first, first, "about")
    if (last - first).days < 3:
        return days  # "late last night": too short to have thirds
    if days.precision == "month":
        tenth, twentieth = first.replace(day=10), first.replace(day=20)
    elif days.precision == "year":
        tenth, twentieth = date(first.year, 4, 30), date(first.year, 8, 31)
    elif first.year + 9 == last.year:
        tenth, twentieth = date(first.year + 3, 12, 31), date(first.year + 6, 12, 31)
    elif last - first == WEEK:
        tenth, twentieth = first + timedelta(days=2), first + timedelta(days=2 if part != "mid" else 3)
    else:
        third = (last - first) / 3
        tenth, twentieth = first + third, last - third
    day = timedelta(days=1)
    return {
        "early": Days(first, tenth, "about"),
        "mid": Days(tenth + day, twentieth, "about"),
        "late": Days(twentieth + day, last, "about"),
    }[part]


def shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def choose_year(make: Callable[[int], Days | None], today: date, lean: str) -> Days | None:
    """What `make` gives for the year that fits best: lean next (ends today or later), last (begins today or before), or nearest."""
    options = [days for year in range(today.year - 4, today.year + 5) if (days := make(year))]
    if lean == "next":
        return next((days for days in options if days.last >= today), None)
    if lean in ("last", "past"):
        # what has been told may still be dated ahead by a day or two, across time zones and by slips
        until = today if lean == "last" else today + SLACK
        return next((days for days in reversed(options) if days.first <= until), None)
    return min(options, key=lambda days: (abs((days.last - today).days) + abs((days.first - today).days), days.first), default=None)


def weekday(number: int, today: date, lean: str) -> Days:
    """The latest such day up to today; with lean next the first one after today."""
    if lean == "next":
        return one_day(today + timedelta(days=(number - today.weekday() - 1) % 7 + 1))
    return one_day(today - timedelta(days=(today.weekday() - number) % 7))


def week(today: date, shift: int) -> Days:
    """Monday to Sunday of the week that is `shift` weeks from this one."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
    return Days(monday, monday + timedelta(days=6), "range")


def season(year: int, first_month: int) -> Days:
    """Three months from `first_month`; the winter of a year begins in its December."""
    last = whole_month(*shift_months(year, first_month, 2))
    return Days(date(year, first_month, 1), last.last, "about")


def resolve(meaning: From, published: Window) -> Days | None:
    """What the expression means in a report of that window; where its days differ the hull of them, as a range."""
    known = [day for day in published if day is not None]
    if not known:
        return None
    early, late = meaning(min(known)), meaning(max(known))
    if early is None or late is None:
        return early or late
    if early == late:
        return late
    return Days(min(early.first, late.first), max(early.last, late.last), "range")
