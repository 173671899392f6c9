"""Readers of parts of days, months and years, and of times that go by a name: the weekend, a third of May, the holidays, the spring.

Standard library only.
"""

import re
from datetime import date, timedelta

from pipelines.text import date_forms as forms
from pipelines.text.calendar_days import Days, choose_year, make_day, one_day, part_of, season, shift_months, week, whole_month, whole_year
from pipelines.text.date_feasts import choose_feast, feast_days
from pipelines.text.date_read import Read, fixed, month_number

_FORTNIGHT = 14


def read_part_of(text: str, start: int, end: int) -> Read | None:
    """Earlier in the week; later in the day."""
    found = re.compile(r"(?P<way>earlier|later)\s+in\s+the\s+(?P<unit>day|week|month|year)", re.IGNORECASE).match(text, start, end)
    if found is None:
        return None
    unit, later = found["unit"].lower(), found["way"].lower() == "later"

    def meaning(today: date, _lean: str) -> Days:
        whole = {"day": one_day(today), "week": week(today, 0), "month": whole_month(today.year, today.month)}.get(
            unit, whole_year(today.year)
        )
        if unit == "day":
            return whole
        return Days(today, whole.last, "range") if later else Days(whole.first, today, "range")

    return Read(start, found.end(), meaning, "stretch", determined=True)


def read_weekend(text: str, start: int, _end: int) -> Read | None:
    """Over the weekend; at the weekend."""
    begin = re.compile(r"\b(?:over|during|at|on|throughout|through)\s+(?:the|this)\s+(?:past\s+)?$", re.IGNORECASE).search(
        text, max(0, start - 24), start
    )
    if begin is None:
        return None

    def meaning(today: date, lean: str) -> Days:
        saturday = week(today, 0).first + timedelta(days=5)
        if lean != "next" and saturday > today:
            saturday -= timedelta(weeks=1)
        return Days(saturday, saturday + timedelta(days=1), "range")

    return Read(begin.start(), start + len("weekend"), meaning, "weekend", determined=True)


def read_feast(text: str, start: int, end: int) -> Read | None:
    """Christmas Eve; Ramadan; Eid al-Fitr 2010."""
    name = next((name for name in sorted(forms.FEASTS, key=len, reverse=True) if text.startswith(name, start)), "")
    found = forms.FEAST_YEAR.match(text, start + len(name), end)
    if not name or found is None:
        return None
    rule = forms.FEASTS[name]
    if found["year"]:
        options = feast_days(rule, int(found["year"]))
        return fixed(start, found.end(), options[0] if len(options) == 1 else None, "feast")
    return Read(start, found.end(), lambda today, lean: choose_feast(rule, today, lean), "feast", shy=True)


def read_fraction(text: str, start: int, end: int) -> Read | None:
    """The second half of 2009; the first week of May; Q3 2010."""
    found = forms.FRACTION.match(text, start, end)
    if found is None:
        return None
    whole = _whole(text, found.end(), end)
    number = -1 if found["word"] == "last" else int(found["digit"] or found["q"] or forms.ORDINALS.get(found["word"] or "", 0))
    unit = found["unit"] or "quarter"
    if whole is None or not number:
        return None
    inner = whole.meaning

    def meaning(today: date, lean: str) -> Days | None:
        days = inner(today, lean)
        return _fraction(days, unit, number) if days else None

    return Read(start, whole.end, meaning, "season", fixed=whole.fixed, determined=whole.determined)


def _whole(text: str, at: int, end: int) -> Read | None:
    """The month or year of which a part is told."""
    found = forms.MONTH_YEAR.match(text, at, end)
    if found:
        month = month_number(found["month"])
        if found["year"]:
            return fixed(at, found.end(), whole_month(int(found["year"]), month), "month")
        return Read(
            at,
            found.start() + len(found["month"]),
            lambda today, lean: choose_year(lambda year: whole_month(year, month), today, lean),
            "month",
        )
    year = re.compile(rf"{forms.YEAR}").match(text, at, end)
    if year:
        return fixed(at, year.end(), whole_year(int(year.group())), "year")
    relative = re.compile(r"(?:(?P<which>this|last|next|the)\s+)?(?P<unit>year|month)(?![^\W_])").match(text, at, end)
    if relative is None:
        return None
    shift = {"last": -1, "next": 1}.get(relative["which"] or "", 0)
    if relative["unit"] == "year":
        return Read(at, relative.end(), lambda today, _lean: whole_year(today.year + shift), "year", determined=True)
    return Read(
        at, relative.end(), lambda today, _lean: whole_month(*shift_months(today.year, today.month, shift)), "month", determined=True
    )


def _fraction(days: Days, unit: str, number: int) -> Days | None:
    day = timedelta(days=1)
    yearly = days.precision == "year"
    if unit in ("quarter", "half"):
        parts = 4 if unit == "quarter" else 2
        number = parts if number < 0 else number
        if not yearly or number > parts:
            return _half_month(days, number) if unit == "half" and number in (1, 2) else None
        months = 12 // parts
        first = date(days.first.year, months * (number - 1) + 1, 1)
        return Days(first, whole_month(first.year, first.month + months - 1).last, "range")
    if unit == "week":
        if number < 0:
            return Days(days.last - 6 * day, days.last, "about")
        first = days.first + 7 * (number - 1) * day
        return Days(first, min(days.last, first + 6 * day), "about") if first <= days.last else None
    return part_of(days, "early" if number == 1 else "late") if number in (1, -1) else None


def _half_month(days: Days, number: int) -> Days:
    middle = days.first + timedelta(days=_FORTNIGHT)
    return Days(days.first, middle, "range") if number == 1 else Days(middle + timedelta(days=1), days.last, "range")


def read_fiscal(text: str, start: int, end: int) -> Read | None:
    """Fiscal 2011, which in the United States begins in October of the year before; other treasuries begin in April or July."""
    found = re.compile(r"\D+(\d{4})").match(text, start, end)
    if found is None:
        return None
    year = int(found.group(1))
    return fixed(start, found.end(), Days(date(year - 1, 10, 1), date(year, 9, 30), "about"), "fiscal")


def read_figures(text: str, start: int, end: int) -> Read | None:
    """13.05.2014, which puts the day first everywhere; 2014/05/13; 11-Sep-2001."""
    found = forms.FIGURES.match(text, start, end)
    if found is None:
        return None
    year, day = int(found["year"] or found["year2"] or found["year3"]), int(found["day"] or found["day2"] or found["day3"])
    month = forms.MONTHS.get(found["name"].lower(), 0) if found["name"] else int(found["month"] or found["month2"])
    known = make_day(year, month, day)
    return fixed(start, found.end(), one_day(known), "day") if known else None


def read_decade(text: str, start: int, end: int) -> Read | None:
    """The 1990s; the '90s."""
    found = re.compile(r"(?P<century>['’]|\d\d)(?P<ten>\d0)s").match(text, start, end)
    if found is None:
        return None
    century = int(found["century"]) if found["century"].isdigit() else 20 if int(found["ten"]) <= 20 else 19
    first = date(100 * century + int(found["ten"]), 1, 1)
    read = fixed(start, found.end(), Days(first, date(first.year + 9, 12, 31), "range"), "year")
    if read:
        read.shy = True
    return read


def read_winter(text: str, start: int, end: int) -> Read | None:
    """The winter of 2001-02."""
    found = forms.WINTER.match(text, start, end)
    tail = re.compile(r"[-–/]\d+").match(text, found.end(), end) if found else None
    return fixed(start, tail.end(), season(int(found["year"]), 12), "season") if found and tail else None


def read_bare_season(text: str, start: int, end: int) -> Read | None:
    """In the spring; by summer. Not of something: the spring of hope."""
    found = re.compile(r"[a-z]+").match(text, start, end)
    lead = re.compile(r"\b(?:in|by|since|during|until|before|after|from|early|late|mid)[\s-]+(?:the\s+)?$", re.IGNORECASE).search(
        text, max(0, start - 12), start
    )
    if (
        found is None
        or lead is None
        or (re.compile(r"\s+(?:of\b|[a-z]+)").match(text, found.end(), end) and not _CLOSED.match(text, found.end()))
    ):
        return None
    number = forms.SEASONS[found.group()]
    return Read(start, found.end(), lambda today, lean: choose_year(lambda year: season(year, number), today, lean), "season", shy=True)


_CLOSED = re.compile(r"\s+(?:and|when|as|after|before|but|to|by|with|while|from|for|in|on|at|because|since)\b")
