"""Lines, and parts of lines, that say when a page was published, by their form; text/dates.py reads the date. Standard library only."""

import re
from typing import NamedTuple

from pipelines.reference import column

MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAYS = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sat|sun)(?:day)?\.?"
CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|\d{4}\s?(?:GMT|UTC|hrs)"
ISO = r"(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?"
YEAR = r"(?:19|20)\d{2}"
SHORT = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
UNIX = rf"{MONTHS}\s+\d{{1,2}}\s+\d{{1,2}}:\d{{2}}:\d{{2}}\s+(?:[A-Z]{{3,4}}|\+\d{{4}})\s+{YEAR}"
DATE = (
    rf"(?:{WEEKDAYS},?\s+)?(?:{UNIX}|{MONTHS}[\s-]+\d{{1,2}}(?:st|nd|rd|th)?(?:,?[\s-]+{YEAR})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{MONTHS},?[\s-]+{YEAR}|{ISO}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]{YEAR}"
    rf"|\d{{1,2}}{SHORT}{YEAR}|\d{{1,2}}-{SHORT}-\d{{2}}(?![\d-]))"
)
OFFSET = r"[+-]\d{1,2}:?\d{2}|(?:GMT|UTC)[+-]\d{1,2}(?::?\d{2})?"
ZONES = "|".join(re.escape(zone) for zone in sorted(column("time_zones", "zone"), key=lambda zone: (-len(zone), zone)))
ZONE = rf"\(?(?:{OFFSET}|(?<![^\W\d_])(?:{ZONES})(?!\w)|[A-Z][a-z]+/[A-Z][A-Za-z_]+)\)?"
LABEL = (
    r"(?:first\s+|last\s+)?(?:published|updated?|posted|modified|created|issued|released?|edited|printed|date|publication\s+date"
    r"|release\s+date|time|on)(?:\s+(?:on|at|date|time))?"
)
ELSEWHERE = rf"(?:\(\s*\d{{1,2}}:?\d{{2}}\s*{ZONE}\s*\)\s*)?"
BEFORE = rf"(?:{LABEL}\s*[:|-]?\s*)?(?:(?:{CLOCK})\s*(?:{ZONE})?,?\s*{ELSEWHERE}(?:on\s+|\W\s*)?)?"
MOMENT = re.compile(rf"{BEFORE}{DATE}(?:\s*(?:,|\||at|-|–|—|•|/)?\s*(?:{CLOCK})(?:\s*{ZONE})?)?", re.I)
AGO = re.compile(
    rf"(?:{LABEL}\s*:?\s*)?(?:\d+|an?|one|two|three|few)\s+(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago\W*\Z", re.I
)
CLOCK_ONLY = re.compile(rf"(?:{LABEL}\s*:?\s*)?(?:{WEEKDAYS},?\s*)?(?:{CLOCK})\s*(?:{ZONE})?\W*\Z", re.I)
FILLER = re.compile(
    rf"\b(?:{LABEL}|{WEEKDAYS}|{MONTHS}|{CLOCK}|ist|local|time|hrs?|hours?|at|on|and|by|the|am|pm|print|edition)\b|{ZONE}|[\W\d_]+", re.I
)
UPDATED = re.compile(r"\b(?:updated?|modified|edited)\b", re.I)
PUBLISHED = re.compile(r"\b(?:published|posted|issued|released?|publication|created)\b", re.I)
YEARLESS = re.compile(rf"(?:{MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTHS})\Z", re.I)
DIGIT = re.compile(r"\d")
LONGEST = 160
MOST_BLANKS = 24


class Moment(NamedTuple):
    """Where a date stands in a line."""

    start: int
    end: int


def find_moment(line: str) -> Moment | None:
    """The first stretch of a short line that states a full date, with its label and clock."""
    if len(line) > LONGEST or not DIGIT.search(line):
        return None
    match = MOMENT.search(line)
    return Moment(match.start(), match.end()) if match else None


def is_timestamp(line: str) -> bool:
    """Whether a line says nothing but when: a date with a label, a weekday, a clock."""
    if len(line) > LONGEST or line.count(" ") > MOST_BLANKS or not DIGIT.search(line):
        return bool(len(line) <= 60 and AGO.match(line))
    if AGO.match(line) or CLOCK_ONLY.match(line) or YEARLESS.match(line):
        return True
    return find_moment(line) is not None and not FILLER.sub("", MOMENT.sub("", line))
