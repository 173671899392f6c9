"""Feasts that are told instead of a date: Christmas, Easter, Ramadan. Standard library only."""

from datetime import date, timedelta

from pipelines.text.calendar_days import Days, one_day

_HIJRA = 622
_JULIAN_DAY = 1721425
"""The day number of astronomers on the day before 1 January of the year 1."""


def feast_days(rule: str, year: int) -> list[Days]:
    """When a feast of seeds/reference/feasts.csv fell in a year; those of the Islamic calendar can fall in it twice, and not at all."""
    kind, _, rest = rule.partition(" ")
    if kind == "nth":
        return [one_day(_nth(year, *map(int, rest.split())))]
    if kind == "islamic":
        return _islamic(rest, year)
    for name, of_year in (("easter", _easter), ("orthodox", _orthodox)):
        if rule.startswith(name):
            return [one_day(of_year(year) + timedelta(days=int(rule.removeprefix(name))))]
    month, _, day = rule.partition("-")
    return [one_day(date(year, int(month), int(day)))]


def choose_feast(rule: str, today: date, lean: str) -> Days | None:
    """The feast that is meant on a day: the next, the last, or the nearest."""
    options = [days for year in range(max(2, today.year - 2), min(9998, today.year + 2) + 1) for days in feast_days(rule, year)]
    if lean == "next":
        return next((days for days in options if days.last >= today), None)
    if lean in ("last", "past"):
        return next((days for days in reversed(options) if days.first <= today), None)
    return min(options, key=lambda days: (abs((days.last - today).days) + abs((days.first - today).days), days.first), default=None)


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    if number < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _easter(year: int) -> date:
    """Easter Sunday of the western churches, by the rule of 1876 of an unnamed correspondent of Nature."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * shift) // 433
    month = (h + shift - 7 * m + 90) // 25
    return date(year, month, (h + shift - 7 * m + 33 * month + 19) % 32)


def _orthodox(year: int) -> date:
    """Easter Sunday of the Julian calendar, as a day of ours (1900-2099)."""
    d = (19 * (year % 19) + 15) % 30
    month, day = divmod(d + (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7 + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def _islamic(rest: str, year: int) -> list[Days]:
    """By the tabular calendar, widened by a day on either side, for the moon is sighted."""
    month, _, day = rest.partition("-")
    day_around = timedelta(days=1)
    about = (year - _HIJRA) * 33 // 32
    found: list[Days] = []
    for hijri in range(about - 1, about + 4):
        first = _from_islamic(hijri, int(month), int(day or 1))
        last = first if day else _from_islamic(hijri, int(month) + 1, 1) - day_around
        if first.year == year:
            found.append(Days(first - day_around, last + day_around, "about"))
    return found


def _from_islamic(year: int, month: int, day: int) -> date:
    julian = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day + 1948440 - 385
    return date.fromordinal(julian - _JULIAN_DAY)
