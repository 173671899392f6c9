"""Between which days a report was written, by its own words: what all clues (clues.py) have in common. Standard library only.

A wrong window is worse than none: clues that contradict one another give none, nor do those that leave several years open, nor those that
leave more than `WIDEST`, which would tell no more than the century.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pipelines.articles.clues import EARLIEST, LATEST, Clue, Stretch, find_clues
from pipelines.articles.dateline import read_dateline
from pipelines.articles.moments import make_date, parsed
from pipelines.text.dates import find_expressions
from pipelines.text.spans import READ, Block, Span

WIDEST = timedelta(days=366)
MOST_YEARS = timedelta(days=12 * 366)
"""Days without a year are looked up in at most so many years."""
PASSAGE, WHOLE = 20_000, 60_000
"""Characters of a block, and of a document, that are read for clues."""
AFTER_DATELINE = timedelta(days=3)
"""A report goes out at most this long after the day of its dateline."""
NUMBER = re.compile(r"(?<![\d-])((?:19|20)\d\d)[-/](0[1-9]|1[0-2])[-–/][A-Z]{1,4}[-–/ ]?\d{1,4}(?!\d)")
"""The number of a release, which begins with its year and month: `2011-07-S-003`."""
AFTER = ("past", "former", "was")
"""Rules of clues that tell only after which day a report was written; of the others a window takes two, since one may be history."""
HEAD = 150
"""Characters of the first body block in which the number of a release is looked for too."""
TITLE = 200
POST_DAY = re.compile(r"\(@\w{1,30}\)\W{0,4}([A-Z][a-z]+ \d{1,2}, \d{4})")
POST = 1000
AFTER_POST = timedelta(days=120)
"""Days between a report and the newest post that it embeds, at most (24 of 25 in news of 2015-2018)."""
BULLETIN = re.compile(
    r"\b(?:updates?|bulletin|briefing|digest|round-?up|release|reports?|transcript|statement|remarks|readout|assessment|summary|sitrep),?\s+"
    r"(?:[A-Z][a-z]+day,?\s+)?\Z",
    re.I,
)
"""What a title says right before the day of the report itself; other days at the end of a title are what it tells of."""
DAY = timedelta(days=1)


class Inferred(NamedTuple):
    """What the words of a report tell of its day."""

    stretches: tuple[Stretch, ...]
    """The days that all clues leave; none where they contradict one another."""
    clues: tuple[Clue, ...]
    day: date | None
    """The day of a dateline or title that names no year, where the clues leave just one year."""
    named: tuple[tuple[int, int], ...]
    """Month and day of the days that stand in the text without a year."""

    @property
    def window(self) -> Stretch | None:
        """First and last day, where they are near enough to say something."""
        if len(self.stretches) != 1 or not self.clues:
            return None
        first, last = self.stretches[0]
        bounds = {clue.source or (clue.start, clue.rule) for clue in self.clues if not clue.rule.startswith(AFTER)}
        if len(bounds) < 2 and not self._is_fresh:
            return None
        return (first, last) if first > EARLIEST and last < LATEST and last - first <= WIDEST else None

    @property
    def _is_fresh(self) -> bool:
        """Whether a clue is by itself enough: the number of a release, a day told with its weekday and year."""
        return any(clue.rule in {"number", "head", "past weekday"} for clue in self.clues)

    def days_named(self, year: int) -> Iterator[date]:
        """The days without a year, in a year."""
        for month, day in self.named:
            if found := make_date(year, month, day):
                yield found


class Evidence:
    """All that a document tells of its day. The clues are found once, and may then be asked about several days."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        passages = _passages(blocks)
        self.days = [*_of_head(text, blocks)]
        self.clues = [*find_clues(text, passages), *filter(None, [_number(text, blocks), *self.days]), *_of_posts(text, blocks)]
        self.named = tuple(_named(text, passages))

    def infer(self, within: Sequence[Stretch] = ((EARLIEST, LATEST),)) -> Inferred:
        """What the clues leave of the days that are possible."""
        left = list(within)
        for clue in self.clues:
            if not clue.yearly:
                left = cut(left, clue.days)
        if left and max(last for _, last in left) - left[0][0] <= MOST_YEARS:
            for clue in self.clues:
                if clue.yearly:
                    left = cut(left, clue.days)
        stretches = tuple(_joined(left))
        return Inferred(stretches, tuple(self.clues), _only_day(self.days, stretches), self.named)

    def contradicts(self, day: date) -> bool:
        """Whether the clues, which do not contradict one another, rule a day out."""
        return bool(self.infer().stretches) and not self.infer([(day, day)]).stretches


def cut(left: Sequence[Stretch], right: Sequence[Stretch]) -> list[Stretch]:
    """The days in both, in order."""
    return [(max(a, c), min(b, d)) for a, b in left for c, d in right if max(a, c) <= min(b, d)]


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Stretches with those that touch made one."""
    current: Stretch | None = None
    for first, last in sorted(stretches):
        if current and first <= current[1] + DAY:
            current = (current[0], max(current[1], last))
        else:
            if current:
                yield current
            current = (first, last)
    if current:
        yield current


def _passages(blocks: Sequence[Block]) -> list[Span]:
    """What is read for clues: the article's own words."""
    found: list[Span] = []
    left = WHOLE
    for block in blocks:
        if block.kind in READ and left > 0:
            end = min(block.end, block.start + min(PASSAGE, left))
            found.append(Span(block.start, end))
            left -= end - block.start
    return found


def _number(text: str, blocks: Sequence[Block]) -> Clue | None:
    """The month of the number that a release bears above its text."""
    body = next((block.start for block in blocks if block.kind == "body"), len(text))
    match = NUMBER.search(text, 0, min(body + HEAD, len(text)))
    if match is None:
        return None
    first = date(int(match.group(1)), int(match.group(2)), 1)
    after = (first + 32 * DAY).replace(day=1)
    return Clue(match.start(), match.end(), "number", ((first, after),))


def _of_posts(text: str, blocks: Sequence[Block]) -> Iterator[Clue]:
    """The days that the feet of embedded posts name: the report is younger than each, and not much younger than the newest."""
    last = max((block.end for block in blocks if block.kind == "body"), default=0)
    found = [
        (block.start + match.start(1), block.start + match.end(1), moment[0].date())
        for block in blocks
        if block.kind == "embed" and block.start < last
        for match in POST_DAY.finditer(text[block.start : min(block.end, block.start + POST)])
        if (moment := parsed(match.group(1)))
    ]
    if found:
        start, end, day = max(found, key=lambda one: one[2])
        yield Clue(start, end, "post", ((day - DAY, day + AFTER_POST),))


def _of_head(text: str, blocks: Sequence[Block]) -> Iterator[Clue]:
    """Days that a dateline names without a year, or a line above the text has: `KABUL (Jan. 25) –`, `Mar. 18: Raids`, `Update, July 2`."""
    body = next((block.start for block in blocks if block.kind == "body"), len(text))
    for block in blocks:
        if block.kind == "dateline":
            line = text[block.start : block.start + 300]
            dateline = read_dateline(line)
            if dateline and dateline.day:
                start = block.start + line.find(dateline.day)
                yield from _days(text, Span(start, start + len(dateline.day)))
        elif block.start < body and block.kind in {"title", "subheading", "widget"} and block.end - block.start <= TITLE:
            for found in _days(text, Span(block.start, block.end)):
                begins = found.yearly and found.start == block.start and text[found.end : found.end + 1] == ":"
                if begins or (found.end == block.end and BULLETIN.search(text, block.start, found.start)):
                    yield found


def _days(text: str, span: Span) -> Iterator[Clue]:
    """The days in a stretch of the head, of every year or of the one that they name."""
    for read, _ in find_expressions(text, span.start, span.end):
        if read.kind != "day" or not (read.yearless or read.fixed):
            continue
        days = [read.meaning(date(year, 7, 1), "nearest") for year in range(EARLIEST.year, 2060 if read.yearless else EARLIEST.year + 1)]
        stretches = sorted({(day.first, day.first + AFTER_DATELINE) for day in days if day})
        yield Clue(read.start, read.end, "head", tuple(stretches), yearly=read.yearless)


def _only_day(heads: Sequence[Clue], stretches: Sequence[Stretch]) -> date | None:
    """The one day that the head names within the days that are left."""
    days = {first for clue in heads for first, _ in clue.days if any(a <= first <= b for a, b in stretches)}
    return days.pop() if len(days) == 1 else None


def _named(text: str, passages: Sequence[Span]) -> Iterator[tuple[int, int]]:
    for passage in passages:
        for read, _ in find_expressions(text, passage.start, passage.end):
            if read.kind == "day" and read.yearless and (days := read.meaning(date(2000, 7, 1), "nearest")):
                yield days.first.month, days.first.day
