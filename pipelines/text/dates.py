"""Finds expressions of time and tells which days they can mean. Standard library only.

One pass over the text for what such expressions begin with (`date_forms.TRIGGER`), then a look at the few words around each:
the preposition before it, the part of the month, a verb of the future. Durations ("in the past 20 years") are no dates.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from pipelines.text import date_forms as forms
from pipelines.text.calendar_days import Days, part_of, resolve
from pipelines.text.date_read import Read
from pipelines.text.date_readers import READERS
from pipelines.text.spans import Window
from pipelines.text.stated_dates import parse_stated_date

__all__ = ["DateSpan", "Lead", "find_dates", "find_expressions", "parse_stated_date"]

_REACH = 60  # characters before an expression that are looked at
_NAME_REACH = 8
_HALF_A_YEAR = timedelta(days=183)
_ANY_DAY = date(2000, 1, 1)
_PARTS = {"middle": "mid", "beginning": "start"}
_NO_NOUN = re.compile(r"\s+(?:on|of|for|to|against|from|said|is|was|has|had|and|or|but|with|by|in|at|as)\b")
_AT_FEAST = re.compile(r"\b(?:at|for|last|this|next)\s+$")
_LOWER_WORD = re.compile(r"\s+[a-z]|['’]s\b|\s+[A-Z][A-Z]")


class DateSpan(NamedTuple):
    """An expression of time with its preposition; the days are those the expression itself names.

    `precision`: day, month, year, range, about, unknown. `relation`: "on" and "in" those days, "by" them (by, before, until, deadline), or
    "since" them (since, after, from). Both days are None where only the day of publication would tell and it is not known.
    """

    start: int
    end: int
    earliest: date | None
    latest: date | None
    precision: str
    relation: str


@dataclass(slots=True)
class Lead:
    """What stands before an expression and belongs to it: preposition, determiner, part (mid, early); `start` is where that begins."""

    start: int
    relation: str | None
    preposition: str
    determiner: str
    part: str


def find_dates(text: str, start: int, end: int, published: Window) -> list[DateSpan]:
    """Expressions of time within start..end, in order, none overlapping, resolved against the window of publication."""
    spans: list[DateSpan] = []
    previous: tuple[Read, Lead] | None = None
    for trigger in _triggers(text, start, end):
        if spans and trigger.start() < spans[-1].end:
            continue
        read = READERS[trigger.lastgroup or ""](text, trigger.start(), end)
        if read is None or forms.NAMED_DAY.search(text, max(start, read.start - _NAME_REACH), read.start):
            continue
        if read.anchored and (read := _anchor(read, spans)) is None:
            continue
        lead = _read_lead(text, max(start, spans[-1].end if spans else start), read)
        if previous and spans and _linked(text, spans[-1], previous, read):
            spans[-1] = _join(spans[-1], previous[0], read, published)
            previous = None
        elif _is_time(text, read, lead):
            spans.append(_resolve(text, start, read, lead, published))
            previous = (read, lead)
    return spans


def _triggers(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where expressions begin, in order, none overlapping."""
    stop = start
    for hint in forms.TOKEN.finditer(text, start, end):
        word = hint.group()
        if not (word in forms.STARTS or word[0].isdigit()) or hint.start() < stop:
            continue
        if word in forms.FREQUENT and not forms.AFTER_FREQUENT.match(text, hint.end(), end):
            continue
        at = hint.start() - (word[0].isdigit() and text[hint.start() - 1 : hint.start()] in ("'", "’"))
        if trigger := forms.TRIGGER.match(text, at, end):
            stop = trigger.end()
            yield trigger


def _anchor(read: Read, spans: list[DateSpan]) -> Read | None:
    """What is told from another day, told from the last day before it; the day before that of the report, where none is."""
    days = [span for span in spans if span.precision == "day" and span.relation != "by" and span.earliest]
    day = days[-1].earliest if days else None
    if day is not None:
        told = read.meaning(day, "")
        return replace(read, meaning=lambda _today, _lean: told, fixed=True) if told else None
    return replace(read, meaning=lambda today, lean: _before(read.meaning(today, lean))) if read.anchored == "back" else None


def _before(days: Days | None) -> Days | None:
    """A day earlier than one that nobody names: on that before the report or the one before."""
    if days is None or days.precision != "day":
        return days
    return Days(days.first - timedelta(days=1), days.last, "about")


def find_expressions(text: str, start: int, end: int) -> Iterator[tuple[Read, Lead]]:
    """Expressions of time within start..end, in order; `Read.meaning` tells what they mean on a day. Ranges come in two."""
    stop = start
    for trigger in _triggers(text, start, end):
        if trigger.start() < stop:
            continue
        read = READERS[trigger.lastgroup or ""](text, trigger.start(), end)
        if read is None or read.anchored or forms.NAMED_DAY.search(text, max(start, read.start - _NAME_REACH), read.start):
            continue
        lead = _read_lead(text, stop, read)
        if _is_time(text, read, lead):
            stop = read.end
            yield read, lead


def _read_lead(text: str, start: int, read: Read) -> Lead:
    found = forms.LEAD.search(text, max(start, read.start - _REACH), read.start)
    if found is None:
        return Lead(read.start, None, "", "", "")
    relation = "by" if found["by"] else "since" if found["since"] else "in" if found["within"] else "on" if found["on"] else None
    preposition = next((found[name] for name in ("by", "since", "within", "on") if found[name]), "")
    if found["clock"] and relation in ("by", "since") and preposition.lower() in ("before", "after"):
        relation, preposition = "on", "on"  # before dawn on Monday
    part = " ".join((found["part"] or "").lower().replace("the ", "").split())
    begin = found.start() if relation else found.start("part") if part else read.start
    return Lead(begin, relation, preposition.lower(), (found["determiner"] or "").strip().lower(), _PARTS.get(part, part))


def _is_time(text: str, read: Read, lead: Lead) -> bool:
    """Whether a shy expression (a bare month or year) has a word before it that shows it to be a time."""
    if read.kind == "feast":
        return bool(lead.relation or lead.determiner or _AT_FEAST.search(text, max(0, read.start - 12), read.start))
    if read.kind == "season" and read.shy:
        return True
    if read.kind in ("week", "month", "year", "night", "weekend") and read.determined and lead.determiner and not lead.part:
        return False  # "in the last year" is a stretch of time, "last year" a date
    if not read.shy:
        return True
    if forms.COUNTED.match(text, read.end):
        return False
    if lead.part or (text[read.end - 1] == "s" and lead.determiner == "the"):
        return True
    if read.kind == "year":
        if lead.relation and lead.preposition != "of":
            return lead.preposition != "at"
        return bool(lead.determiner or text[read.start - 1 : read.start] == "(") and bool(
            _LOWER_WORD.match(text, read.end) or text[read.end : read.end + 1] == ")"
        )
    if lead.relation and lead.preposition not in ("at", "as of"):
        return True
    return bool(lead.determiner) and bool(_LOWER_WORD.match(text, read.end)) and not _NO_NOUN.match(text, read.end)


def _lean(text: str, start: int, read: Read, lead: Lead, relation: str) -> str:
    """Where to look for a time without a year: ahead, back, or whatever is nearest."""
    if relation == "by":
        return "next"
    if lead.preposition == "since":
        return "last"
    before = text[max(start, lead.start - _REACH) : lead.start]
    cut = forms.CLAUSE_CUT.match(before)
    begin = cut.end() if cut else 0
    if forms.FUTURE.search(before, begin):
        return "next"
    if read.kind not in ("day", "month", "feast", "season"):
        return "nearest"
    told = list(forms.PAST_CUE.finditer(before, begin))
    if told:
        return "nearest" if forms.TO_VERB.search(before, told[-1].end()) else "past"
    return "nearest" if before[begin:].strip(" ,") or not lead.relation else _lean_after(text, read)


def _lean_after(text: str, read: Read) -> str:
    """The same for a time that opens its clause: "In October, rebels seized"."""
    after = text[read.end : read.end + _REACH]
    stop = re.search(r"[.;:“”\"?!\n]", after)
    after = after[: stop.start()] if stop else after
    cue = forms.PAST_CUE.search(after)
    future = next((found for found in forms.FUTURE.finditer(after) if found.group().lower() != "next"), None)
    if future and not (cue and cue.start() < future.start()):
        return "next"
    return "past" if cue else "nearest"


def _resolve(text: str, start: int, read: Read, lead: Lead, published: Window) -> DateSpan:
    relation = lead.relation
    if forms.DEADLINE.match(text, read.end) or forms.DEADLINE_BEFORE.search(text, max(start, lead.start - 30), lead.start):
        relation = "by"
    if read.deadline:
        relation = "by"
    lean = _lean(text, start, read, lead, relation or "")
    days = _days(read, lead.part, lean, published)
    precision = days.precision if days else "unknown"
    if relation is None or relation in ("on", "in") or (lead.preposition == "from" and precision == "range"):
        relation = "on" if (days.first == days.last if days else read.kind in ("day", "weekday")) and precision != "about" else "in"
    return DateSpan(lead.start, read.end, days.first if days else None, days.last if days else None, precision, relation)


def _days(read: Read, part: str, lean: str, published: Window) -> Days | None:
    def meaning(today: date) -> Days | None:
        days = read.meaning(today, lean)
        if days is None or days.precision == "day" or read.kind in ("ago", "end", "anchored", "ahead"):
            return days
        if part == "later":
            return Days(max(today, days.first), days.last, "range") if read.determined and days.last >= today else days
        if part == "earlier":
            return Days(days.first, min(today, days.last), "range") if read.determined and days.first <= today else days
        return part_of(days, part) if part else days

    if read.yearless and published.earliest and published.latest and published.latest - published.earliest < _HALF_A_YEAR:
        published = Window(published.earliest, published.earliest) if lean == "next" else Window(published.latest, published.latest)
    return meaning(_ANY_DAY) if read.fixed else resolve(meaning, published)


def _linked(text: str, span: DateSpan, previous: tuple[Read, Lead], read: Read) -> bool:
    """Whether the two are the ends of a range: from April 24 to May 4, between 2001 and 2014, 1994-1996."""
    link = forms.RANGE_LINK.fullmatch(text, span.end, read.start)
    first, lead = previous
    if link is None or {first.kind, read.kind} not in ({"day"}, {"month"}, {"year"}, {"weekday"}):
        return False
    word = link.group().split()[0].lower() if link.group().strip() else ""
    return lead.preposition == "between" if word == "and" else word != "by"


def _join(span: DateSpan, first: Read, last: Read, published: Window) -> DateSpan:
    """A range; the end that has a year lends it to the one that has none."""
    if last.fixed and (till := last.meaning(_ANY_DAY, "nearest")):
        since = first.meaning(till.last, "last")
    elif first.fixed and (since := first.meaning(_ANY_DAY, "nearest")):
        till = last.meaning(since.first, "next")
    else:
        since = _days(first, "", "nearest", published)
        till = last.meaning(since.first, "next") if since else None
    if since is None or till is None or since.first > till.last:
        return span._replace(end=last.end, precision="range" if since else "unknown", relation="in")
    return DateSpan(span.start, last.end, since.first, till.last, "range", "in")
