"""What the words of a report tell of the day on which it was written, each clue with the words it rests on. Standard library only.

A clue is a set of days on which the report can have been written: after a deed that it tells as past, before one that is still to
come, within the term of a president whom it calls so. `windows.py` cuts them with one another.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pipelines.articles.offices import OPEN, Holder, find_holders, first_term, later_holders, names_of
from pipelines.reference import rows
from pipelines.text import date_forms as forms
from pipelines.text.calendar_days import Days, part_of
from pipelines.text.date_readers import Read
from pipelines.text.dates import Lead, find_expressions
from pipelines.text.sentences import find_sentences
from pipelines.text.spans import Span

EARLIEST, LATEST = date(1980, 1, 1), OPEN
Stretch = tuple[date, date]
DAY = timedelta(days=1)


class Clue(NamedTuple):
    """Days on which the report can have been written, and the words that say so. `yearly` where they are the same every year."""

    start: int
    end: int
    rule: str
    days: tuple[Stretch, ...]
    yearly: bool = False
    source: str = ""
    """What it rests on besides its words: several clues of one source are one."""


PAST = (
    r"(?:was|were|had|did|said|told|[a-z]{3,}ed|met|left|held|took|came|went|gave|made|began|begun|became|won|lost|fell|rose|struck|shot|fought"
    r"|sent|led|found|brought|bought|broke|spoke|wrote|cut|hit|saw|sold|ran|flew|died)"
)
NEAR_PAST = re.compile(rf".*\b(?P<verb>{PAST})\b(?P<rest>(?:[ ,]+[\w’'.-]+){{0,6}})[ ,]*\Z", re.I | re.S)
"""The last verb of the past, a few words before."""
AFTER_PAST = re.compile(rf",?\s+(?:[\w’'.-]+\s+){{0,8}}?{PAST}\b", re.I)
UNREAL = re.compile(r"\b(?:will|would|if|may|might|could|should)\b", re.I)
OPEN_WORDS = re.compile(
    r"\b(?:will|would|shall|may|might|can|could|should|must|if|unless|scheduled|planned|plans?|planning|due|slated|expect\w*|deadline|upcoming"
    r"|next|until|till|by|before|ahead|goal|target|aim\w*|vow\w*|pledg\w*|promis\w*|propos\w*|hop(?:es?|ed|ing)|intend\w*|calls?|called|urged"
    r"|going|run(?:ning)?|race|primary|caucus(?:es)?|election|vote|debate|meeting|summit|trial|season|candidate|re-?election|reserved|rescheduled"
    r"|postponed|asked|invited|wanted|needed|considered|mentioned|prepared|ready|set|to|begins?|starts?|follows?|that)\b",
    re.I,
)
"""Words after which a time may lie ahead."""
PLAN = re.compile(
    r"\b(?:will|is\s+to|are\s+to|(?:is|are|be)\s+(?:scheduled|slated|set|due|expected|planned)|(?:scheduled|slated|planned|due)\s+(?:for|to)"
    r"|plans?\s+to|upcoming)\s+(?:[\w’'-]+\s+){0,8}\Z",
    re.I,
)
NOT_PLAN = re.compile(
    r"\b(?:was|were|had|have|has|would|original(?:ly)?|previous(?:ly)?|earlier|missed|former|last\s+year|initially|since|after|said\s+in"
    r"|once|not|never|no\s+longer|if|than|from|vote|ago|cancel\w*|abandon\w*|dropped|reject\w*)\b|n[’']t\b",
    re.I,
)
DECIDED = re.compile(
    r"\b(?:decided|agreed|decision|plan|plans|planned|planning|announced|announcement|pledged?|vowed|ordered|intends?|would|will|expects?|expected|(?:is|are)\s+to)\b",
    re.I,
)
MISSED = re.compile(
    r"\b(?:missed|former|previous(?:ly)?|original(?:ly)?|earlier|initial(?:ly)?|last\s+year|years?\s+ago|had\s+been|was\s+to|were\s+to|should\s+have"
    r"|failed|not|never|would\s+have|deal|if|unless|since)\b|n[’']t\b",
    re.I,
)
CUT = re.compile(r".*[;:—“”\"?!()]|.*,\s+(?:and|but|while|which|who|when|where|as|after|before)\b", re.S)
NOUN_AFTER = re.compile(
    r"[\s-]+(?!(?:and|or|but|to|in|at|on|of|for|with|by|from|as|after|before|when|while|that|who|which|because|following|during|over|near|against"
    r"|outside|inside|about|amid|between|through|without|than|where|until|since|under|if|so|is|was|were|are|has|had|said|did|will|would)\b)[a-z]"
)
"""A noun after it makes a date part of a name: the March 1 caucus."""
YEAR = re.compile(r"(?<![\d,.$€£])(?:19|20)\d\d(?![\d,]\d|\d|-strong)")
REACH = 160
PAST_REACH = {"day": 240, "part": 240, "month": 310}
COME_REACH = {"day": 150, "part": 210, "month": 270}
"""Days that a time without a year (a day, mid-April, a month) lies back, or ahead, at most: beyond that texts name the year, as they do in
97 of 100 cases in news of 2015-2018."""
NAMED_WITH_WEEKDAY = timedelta(days=13)
"""A day of the past with its weekday and its year is at most this long ago."""
TO_COME = 5 * 366
"""A date to come with its year lies at most this many days ahead."""
LATE = 5
"""A plan is told as one for some days after its date."""
OFFICE_HEAD = 2500
"""A president who is named so among the first characters is in office; further down it may be history."""


def find_clues(text: str, passages: list[Span]) -> Iterator[Clue]:
    """Every clue in these passages, in no order."""
    sentences = [sentence for passage in passages for sentence in find_sentences(text, passage.start, passage.end)]
    for sentence in sentences:
        for read, lead in find_expressions(text, sentence.start, sentence.end):
            for rule in RULES:
                if clue := rule(text, sentence, read, lead):
                    yield clue
    yield from _of_offices(text, sentences)


def tense(text: str, sentence: Span, read: Read, lead: Lead) -> str:
    """Whether the sentence tells the time as 'past' or to 'come', or '' where it is not clear."""
    if lead.relation == "by":
        return "come" if _is_deadline(text, sentence, lead) else ""
    if lead.relation == "since" or NOUN_AFTER.match(text, read.end, min(read.end + 20, sentence.end)):
        return ""
    left = _clause(text, sentence, lead)
    if PLAN.search(left) and not NOT_PLAN.search(left):
        return "come"
    if not left.strip(" ,“\"'‘"):
        return "past" if AFTER_PAST.match(text[read.end : min(sentence.end, read.end + 80)]) and lead.relation else ""
    found = NEAR_PAST.match(left)
    if found is None or OPEN_WORDS.search(found["verb"] + found["rest"]) or UNREAL.search(left):
        return ""
    beside = _weekday_of(text, read) is not None and len(found["rest"].split()) <= 1  # "died Friday, March 25"
    return "past" if lead.relation or beside else ""


def _clause(text: str, sentence: Span, lead: Lead) -> str:
    """The words of the clause before an expression."""
    left = text[max(sentence.start, lead.start - REACH) : lead.start]
    cut = CUT.match(left)
    return left[cut.end() :] if cut else left


def _is_deadline(text: str, sentence: Span, lead: Lead) -> bool:
    """Whether something is decided or planned to be done by then, and nothing says that the plan is history."""
    left = text[max(sentence.start, lead.start - REACH) : lead.start]
    return bool(DECIDED.search(left)) and not MISSED.search(left)


def _days_of(read: Read, lead: Lead, year: int) -> Days | None:
    """What the expression means in a year."""
    days = read.meaning(date(year, 7, 1), "nearest")
    if days is None or (not read.fixed and days.first.year != year):
        return None
    return part_of(days, lead.part) if lead.part in {"early", "mid", "late", "end", "start"} and days.precision != "day" else days


def _dated(text: str, sentence: Span, read: Read, lead: Lead) -> Clue | None:
    """A date with its year: the report was written after it if it is told as past, before it if it is to come."""
    if not read.fixed or read.kind not in {"day", "month", "season", "year"}:
        return None
    days = _days_of(read, lead, 2000)
    told = tense(text, sentence, read, lead) if days else ""
    if days is None or not told:
        return None
    if told == "past":
        fresh = read.kind == "day" and days.first == days.last and _weekday_of(text, read) is not None
        until = days.last + NAMED_WITH_WEEKDAY if fresh else LATEST
        # it may still be the day before where the report is read
        return Clue(lead.start, read.end, "past weekday" if fresh else f"past {read.kind}", ((days.first - DAY, until),))
    rule = "by" if lead.relation == "by" else told
    begin = days.first - TO_COME * DAY if read.kind in {"day", "month"} else EARLIEST
    return Clue(lead.start, read.end, f"{rule} {read.kind}", ((begin, days.last),))


def _yearly(text: str, sentence: Span, read: Read, lead: Lead) -> Clue | None:
    """A day or month without its year: of each year the days after it, or those before it."""
    if not read.yearless or read.kind not in {"day", "month"}:
        return None
    told = tense(text, sentence, read, lead)
    named = _days_of(read, lead, 2000)
    if not told or named is None or (told == "past" and named.precision == "day" and (named.first.month, named.first.day) in _famous()):
        return None
    kind = "part" if named.precision == "about" else read.kind
    back, ahead = PAST_REACH[kind] * DAY, COME_REACH[kind] * DAY
    weekday = _weekday_of(text, read)
    found: list[Stretch] = []
    for year in range(EARLIEST.year, 2060):
        days = _days_of(read, lead, year)
        if days is None or weekday not in {None, days.first.weekday()}:
            continue
        found.append((_passed(days), days.last + back) if told == "past" else (days.first - ahead, days.last + LATE * DAY))
    rule = "by" if lead.relation == "by" else told
    return Clue(lead.start, read.end, f"{rule} {read.kind} yearly", tuple(found), yearly=True)


def _passed(days: Days) -> date:
    """From when on a time is told as past: mid-April when half of it is over."""
    return days.first + (days.last - days.first + DAY) // 2 if days.precision == "about" else days.first


@lru_cache(maxsize=1)
def _famous() -> frozenset[tuple[int, int]]:
    """Days that are named without a year long after."""
    days = (date.fromisoformat(row["date"]) for row in rows("anniversaries") if row["alone"] == "yes")
    return frozenset((day.month, day.day) for day in days)


def _weekday_of(text: str, read: Read) -> int | None:
    """The weekday that stands before a day."""
    if not forms.WEEKDAY_DATE.match(text, read.start, read.end):
        return None
    word = forms.WORD.match(text, read.start)
    return forms.WEEKDAYS.get(word.group().lower()) if word else None


def _named_weekday(text: str, _sentence: Span, read: Read, lead: Lead) -> Clue | None:
    """A day with its weekday and no year: only the years in which the two go together."""
    number = _weekday_of(text, read)
    if number is None or not read.yearless or read.kind != "day":
        return None
    days = [days.first for year in range(EARLIEST.year, 2060) if (days := _days_of(read, lead, year)) and days.first.weekday() == number]
    stretches = tuple((day - COME_REACH["day"] * DAY, day + PAST_REACH["day"] * DAY) for day in days)
    return Clue(read.start, read.end, "weekday", stretches, yearly=True) if stretches else None


RULES: tuple[Callable[[str, Span, Read, Lead], Clue | None], ...] = (_dated, _yearly, _named_weekday)


def _of_offices(text: str, sentences: list[Span]) -> Iterator[Clue]:
    """Terms of those who are called by their office; of several holders of one only the last is in office."""
    named = [(sentence, holder) for sentence in sentences for holder in find_holders(text, sentence.start, sentence.end)]
    words = text[sentences[0].start : sentences[-1].end] if named else ""
    known = [
        (sentence, holder) for sentence, holder in named if not holder.surname or any(name in words for name in names_of(holder.person))
    ]
    left = {holder.person for _, holder in known if holder.former}
    others = list({(holder.person, holder.office): holder for _, holder in known}.values())
    for sentence, holder in known:
        begun = min(term[0] for term in holder.terms)
        if holder.former:
            yield Clue(holder.start, holder.end, "former", ((min(term[1] for term in holder.terms), LATEST),))
        elif holder.person in left or _is_history(text, sentence, holder, others, words):
            yield Clue(holder.start, holder.end, "was office", ((begun, LATEST),))
        else:
            yield Clue(holder.start, holder.end, "office", holder.terms, source=holder.person)


def _is_history(text: str, sentence: Span, holder: Holder, others: list[Holder], words: str) -> bool:
    """Whether somebody may have left the office: deep in the text, beside a year, or with a later holder named."""
    if holder.start - sentence.start > 0 and YEAR.search(text, sentence.start, sentence.end):
        return True
    if holder.start > OFFICE_HEAD:
        return True
    begun = min(term[0] for term in holder.terms)
    if any(begun < first_term(other.person, other.office) for other in others if set(holder.office) & set(other.office)):
        return True
    return any(name in words for name in later_holders(holder))
