"""Reads one expression of time at a known place: where it ends and what it means. Standard library only."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from pipelines.text import date_forms as forms
from pipelines.text import date_parts as parts
from pipelines.text import date_stretches as stretches
from pipelines.text.calendar_days import Days, choose_year, make_day, one_day, season, week, weekday, whole_month, whole_year
from pipelines.text.date_periods import of_name, of_unit
from pipelines.text.date_read import Read, fixed, month_number


def _stretch(year: int, month: int, day: int, day2: int | None) -> Days | None:
    first = make_day(year, month, day)
    last = make_day(year, month, day2) if day2 else None
    if first and last and last > first:
        return Days(first, last, "range")
    return one_day(first) if first else None


def _years(found: re.Match[str], make: Callable[[int], Days | None], start: int, kind: str) -> Read | None:
    """An expression whose year is written, told by 'last year', or left out."""
    parts = found.groupdict()
    short = parts.get("short_year")
    if parts.get("year") or short:
        year = int(parts["year"]) if parts.get("year") else 1900 + int(short) + (100 if int(short) < 50 else 0)  # type: ignore[arg-type]
        return fixed(start, found.end(), make(year), kind)
    if relative := parts.get("relative_year"):
        shift = -1 if "last" in relative else 1 if "next" in relative else 0
        return Read(start, found.end(), lambda today, _lean: make(today.year + shift), kind, determined=True)
    if make(2000) is None:
        return None
    return Read(start, found.end(), lambda today, lean: choose_year(make, today, lean), kind, yearless=True)


def _yearly(start: int, end: int, day: date) -> Read:
    """The same day of another year."""
    return Read(
        start,
        end,
        lambda today, lean: choose_year(lambda year: _stretch(year, day.month, day.day, None), today, lean),
        "day",
        yearless=True,
    )


def _event(text: str, start: int, end: int) -> Read | None:
    """A day that is called by its event: 9/11, the Sept. 11 attacks, the Sept. 11 anniversary."""
    found = forms.EVENT.match(text, start, end)
    phrase = " ".join(found["phrase"].split()).casefold() if found else ""
    if found is None or not forms.EVENTS[phrase][1]:
        return None
    day = date.fromisoformat(forms.EVENTS[phrase][0])
    if again := forms.EVENT_ANNIVERSARY.match(text, found.end(), end):
        return Read(
            start, again.end(), lambda today, lean: choose_year(lambda y: _stretch(y, day.month, day.day, None), today, lean), "day"
        )
    return fixed(start, found.end(), one_day(day), "day")


def read_iso(text: str, start: int, end: int) -> Read | None:
    found = forms.ISO.match(text, start, end)
    day = make_day(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    return fixed(start, found.end(), one_day(day), "day") if found and day else None


def read_month(text: str, start: int, end: int) -> Read | None:
    """April 15th, 2021; Sept. 11; April 24-28; December 2020; April."""
    if event := _event(text, start, end):
        return event
    if found := forms.MONTH_DAY.match(text, start, end):
        month, day, day2 = month_number(found["month"]), int(found["day"]), int(found["day2"] or 0)
        if read := _years(found, lambda year: _stretch(year, month, day, day2), start, "day"):
            return read
    found = forms.MONTH_YEAR.match(text, start, end)
    if found is None:
        return None
    month = month_number(found["month"])
    read = _years(found, lambda year: whole_month(year, month), start, "month")
    if read and not read.fixed and not read.determined:
        read.shy = True
    return read


def read_day_month(text: str, start: int, end: int) -> Read | None:
    """14 April 2021; 15th of April; 24-28 April; 3 JAN 90."""
    if event := _event(text, start, end):
        return event
    found = forms.DAY_MONTH.match(text, start, end)
    if found is None:
        return None
    month, day, day2 = month_number(found["month"]), int(found["day"]), int(found["day2"] or 0)
    return _years(found, lambda year: _stretch(year, month, day, day2), start, "day")


def read_ordinal_month(text: str, start: int, end: int) -> Read | None:
    """First May; the third of June."""
    found = forms.ORDINAL_MONTH.match(text, start, end)
    if found is None:
        return None
    month, day = month_number(found["month"]), forms.ORDINALS[found["ordinal"].lower()]
    return _years(found, lambda year: _stretch(year, month, day, None), start, "day")


def read_slash(text: str, start: int, end: int) -> Read | None:
    """9/11, or a date in figures whose order is beyond doubt."""
    if event := _event(text, start, end):
        return event
    found = forms.SLASH.match(text, start, end)
    if found is None or not found["year"]:
        return None
    a, b, year = int(found["a"]), int(found["b"]), int(found["year"])
    if year < 100:
        year += 1900 if year >= 50 else 2000
    if a > 12 or b > 12 or a == b:
        day = make_day(year, b, a) if a > 12 else make_day(year, a, b)
        return fixed(start, found.end(), one_day(day), "day") if day else None
    first, last = sorted((date(year, a, b), date(year, b, a)))
    # which of the two it is cannot be told: days between which it lies
    return fixed(start, found.end(), Days(first, last, "about"), "figures") if found["year"][2:] else None


def read_year(text: str, start: int, end: int) -> Read | None:
    """2001; the 1990s; 1992-95."""
    if span := forms.YEARS.match(text, start, end):
        first, last = int(span["first"]), int(span["last"])
        last += first // 100 * 100 if last < 100 else 0
        if first < last:
            return fixed(start, span.end(), Days(date(first, 1, 1), date(last, 12, 31), "range"), "years")
    year, plural = int(text[start : start + 4]), text[start + 4 : min(end, start + 5)] == "s"
    if plural and year % 10:
        return None
    days = Days(date(year, 1, 1), date(year + 9, 12, 31), "range") if plural else whole_year(year)
    read = fixed(start, start + 4 + plural, days, "year")
    if read:
        read.shy = True
    return read


def read_weekday(text: str, start: int, end: int) -> Read | None:
    """Monday; Wednesday's; Monday night; Thursday April 15th, 2021."""
    if dated := forms.WEEKDAY_DATE.match(text, start, end):
        at = dated.end()
        read = read_day_month(text, at, end) if text[at].isdigit() else read_month(text, at, end)
        if read and read.kind == "day":
            read.start = start
            return read
    found = forms.WEEKDAY_FORM.match(text, start, end)
    if found is None:
        return None
    number = forms.WEEKDAYS[found["weekday"].lower()]
    if forms.NIGHT_TO.search(text, max(0, start - 20), start):
        return Read(start, found.end(), lambda today, lean: _night_before(weekday(number, today, lean).first), "weekday")
    return Read(start, found.end(), lambda today, lean: weekday(number, today, lean), "weekday")


def _night_before(day: date) -> Days:
    return Days(day - timedelta(days=1), day, "range")


def read_near(text: str, start: int, end: int) -> Read | None:
    """Today; yesterday; overnight."""
    found = forms.WORD.match(text, start, end)
    if found is None:
        return None
    word = found.group().lower()
    shift = timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
    if word == "overnight" and forms.OVERNIGHT_ON.match(text, start, end):
        return None  # "overnight Sunday": the day that follows tells
    if word == "overnight":
        return Read(start, found.end(), lambda today, _lean: Days(today - timedelta(days=1), today, "range"), "day", determined=True)
    part = forms.PART_OF_DAY.match(text, found.end(), end)
    return Read(start, part.end() if part else found.end(), lambda today, _lean: one_day(today + shift), "day", determined=True)


def read_season(text: str, start: int, end: int) -> Read | None:
    """Spring of 2014."""
    found = forms.SEASON_YEAR.match(text, start, end)
    return fixed(start, found.end(), season(int(found["year"]), forms.SEASONS[found["season"].lower()]), "season") if found else None


def read_year_end(text: str, start: int, end: int) -> Read | None:
    """Year's end; the end of the month."""
    found = forms.YEAR_END.match(text, start, end)
    if found is None:
        return None
    unit = found["unit"] or found["unit2"]

    def meaning(today: date, _lean: str) -> Days:
        if unit == "decade":
            last = date(today.year // 10 * 10 + 9, 12, 31)
        elif unit == "week":
            last = week(today, 0).last
        else:
            last = (whole_year(today.year) if unit == "year" else whole_month(today.year, today.month)).last
        return Days(last, last, "about")

    return Read(start, found.end(), meaning, "end", determined=True)


def read_period(text: str, start: int, end: int) -> Read | None:
    """This month; last year; next week; last September; this summer; next Friday; last night."""
    found = forms.PERIOD.match(text, start, end)
    if found is None:
        return None
    shift = {"this": 0, "next": 1}.get(found["which"].lower(), -1)
    name = (found["name"] or found["season"] or "").lower()
    meaning = of_name(name, shift) if name else of_unit(found["unit"].lower(), shift)
    kind = "weekday" if name in forms.WEEKDAYS else found["unit"].lower() if found["unit"] else "month"
    return Read(start, found.end(), meaning, kind, determined=True)


def read_anniversary(text: str, start: int, end: int) -> Read | None:
    """The 20th anniversary of the Sept. 11 attacks; `start` is at the word 'anniversary'."""
    at = forms.ANNIVERSARY.match(text, start, end)
    if at is None:
        return None
    event = forms.EVENT.match(text, at.end(), end)
    base, stop = None, 0
    if event:
        base, stop = date.fromisoformat(forms.EVENTS[" ".join(event["phrase"].split()).casefold()][0]), event.end()
    elif (dated := read_month(text, at.end(), end)) and dated.fixed and dated.kind == "day":
        days = dated.meaning(date.min, "")
        base, stop = days.first if days else None, dated.end
    if base is None:
        return None
    count = forms.ANNIVERSARY_COUNT.search(text, max(0, start - 40), start)
    begin = count.start() if count else start
    number = int(count["digits"] or forms.ORDINALS.get((count["word"] or "").lower(), 0)) if count else 0
    if number:
        return fixed(begin, stop, _stretch(base.year + number, base.month, base.day, None), "day")
    return _yearly(begin, stop, base)


READERS: dict[str, Callable[[str, int, int], Read | None]] = {
    "iso": read_iso,
    "day_month": read_day_month,
    "slash": read_slash,
    "year": read_year,
    "month": read_month,
    "weekday": read_weekday,
    "near": read_near,
    "period": read_period,
    "ago": stretches.read_ago,
    "anchored": stretches.read_anchored,
    "stretch": stretches.read_stretch,
    "ahead": stretches.read_ahead,
    "deadline": stretches.read_deadline,
    "straight": stretches.read_straight,
    "two_days": stretches.read_two_days,
    "part_of": parts.read_part_of,
    "weekend": parts.read_weekend,
    "feast": parts.read_feast,
    "fraction": parts.read_fraction,
    "fiscal": parts.read_fiscal,
    "figures": parts.read_figures,
    "decade": parts.read_decade,
    "winter": parts.read_winter,
    "bare_season": parts.read_bare_season,
    "anniversary": read_anniversary,
    "year_end": read_year_end,
    "ordinal_month": read_ordinal_month,
    "season": read_season,
}
