"""An expression of time as its reader hands it on. Standard library only."""

from dataclasses import dataclass

from pipelines.text import date_forms as forms
from pipelines.text.calendar_days import Days
from pipelines.text.date_periods import Meaning


@dataclass(slots=True)
class Read:
    """An expression without its preposition; `fixed` ones mean the same every day, `shy` ones need a word that shows them to be times."""

    start: int
    end: int
    meaning: Meaning
    kind: str
    fixed: bool = False
    shy: bool = False
    yearless: bool = False
    """Whether only the year is missing: of a few days in which it can have been published, one is enough to tell it."""
    determined: bool = False
    """Whether the expression is relative to the day of publication by itself (last year), so that verbs around it do not matter."""
    anchored: str = ""
    """Told from another day that the text names (the next day): "on" it, or "back" from it."""
    deadline: bool = False


def fixed(start: int, end: int, days: Days | None, kind: str) -> Read | None:
    return Read(start, end, lambda _today, _lean: days, kind, fixed=True) if days else None


def month_number(word: str) -> int:
    return forms.MONTHS[word.rstrip(".").lower()]
