"""What last week, this month and next Friday mean on a day. Standard library only."""

from collections.abc import Callable
from datetime import date, timedelta

from pipelines.text import date_forms as forms
from pipelines.text.calendar_days import Days, choose_year, one_day, season, shift_months, week, weekday, whole_month, whole_year

Meaning = Callable[[date, str], Days | None]
"""What an expression means on a day, leaning to the next, the last or the nearest such time."""


def of_unit(unit: str, shift: int) -> Meaning:
    """The month, year, week, weekend, night or part of the day that is `shift` from this one."""

    def meaning(today: date, _lean: str) -> Days:
        if unit == "month":
            return whole_month(*shift_months(today.year, today.month, shift))
        if unit == "year":
            return whole_year(today.year + shift)
        if unit == "week":
            return week(today, shift)
        if unit == "weekend":
            return Days(week(today, shift).last - timedelta(days=1), week(today, shift).last, "range")
        if unit == "night" and shift < 0:
            return Days(today - timedelta(days=1), today, "range")
        return one_day(today + timedelta(days=shift))

    return meaning


def of_name(name: str, shift: int) -> Meaning:
    """Last, this or next Monday, September or summer; `name` is in lower case."""
    day = timedelta(days=1)

    def meaning(today: date, _lean: str) -> Days | None:
        if name in forms.WEEKDAYS:
            number = forms.WEEKDAYS[name]
            if shift:
                return weekday(number, today if shift > 0 else today - day, "next" if shift > 0 else "last")
            return one_day(week(today, 0).first + timedelta(days=number))
        month = forms.MONTHS.get(name)
        of_year = (lambda year: whole_month(year, month)) if month else (lambda year: season(year, forms.SEASONS[name]))
        if shift == 0:
            return of_year(today.year)
        edge = today.replace(day=1) - day if shift < 0 else whole_month(today.year, today.month).last + day
        return choose_year(of_year, edge, "last" if shift < 0 else "next")

    return meaning
