"""Finds what a text puts in quotation marks, whatever marks it uses and however they are damaged. Standard library only.

What is speech and what is a nickname, a title or a scare quote is decided in pipelines/quotes, where the words around it are known.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.text.singlemarks import find_singles
from pipelines.text.spans import Span


class Quoted(NamedTuple):
    """A stretch in marks: `start`, `end` leave marks and blanks out, `outer_start`, `outer_end` include the marks that are there."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    style: str  # double | single
    damage: str  # "" | unclosed | unopened | reversed
    continues: bool  # takes up a quotation that the paragraph before left open


class Mark(NamedTuple):
    """One printed mark: `way` by its type, `side` by what stands around it (open, close, both or neither)."""

    start: int
    end: int
    way: str
    side: str


DOUBLE = re.compile(r"``|'''(?!')|''|[\"“”„‟«»]")
TAG = re.compile(r"<[A-Za-z/!][^<>\n]{0,800}>")
WAYS = {"“": "open", "„": "open", "‟": "open", "«": "open", "``": "open", "”": "close", "»": "close"}
OPENS_AFTER = frozenset("([{—–-/…>|‘'’=*")
CLOSES_BEFORE = frozenset(".,;:?!)]}—–-…<'’|*[(")
ENDS = frozenset(".!?…")
NEAR, REACH = 20, 500  # characters looked back for the sign before a mark, and for the beginning of a stretch that lost its mark
LEAD_IN = re.compile(r"(?:\b(?:that|saying|said|says|as|called|adding|was|is)|:)\s+(?=\S)")
NEW_SENTENCE = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z“\"‘])")


def find_quoted(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    """Quoted stretches of the paragraphs, outermost only, in order.

    A quotation that is never closed runs to the end of its paragraph, and on into the next where the paragraph's end breaks a sentence.
    """
    found: list[Quoted] = []
    open_before = False
    skip_to = -1
    for number, (start, end) in enumerate(paragraphs):
        begin = max(start, skip_to)
        if begin >= end:
            continue
        doubles = list(_pair(text, begin, end, _marks(text, begin, end)))
        if doubles and open_before and doubles[0].outer_start == start and not doubles[0].damage.startswith("unopened"):
            doubles[0] = doubles[0]._replace(continues=True)
        open_before = bool(doubles) and doubles[-1].damage == "unclosed"
        if open_before:
            last, open_before = _run_on(text, paragraphs, number, doubles[-1])
            doubles[-1] = last
            skip_to = last.outer_end
        found += _merge(doubles, find_singles(text, begin, end))
    return found


def _merge(doubles: list[Quoted], singles: list[Span]) -> list[Quoted]:
    """Both kinds of marks in order: single ones inside double ones are nested and go, and the other way round."""
    if not singles:
        return doubles
    outer: list[Quoted] = []
    held: set[int] = set()
    for start, end in singles:
        first = bisect_right(doubles, start, key=lambda d: d.outer_end)
        last = bisect_left(doubles, end, first, key=lambda d: d.outer_start)
        if all(start < d.outer_start and d.outer_end < end for d in doubles[first:last]):
            outer.append(Quoted(start + 1, end - 1, start, end, "single", "", False))
            held.update(range(first, last))
    return sorted([d for place, d in enumerate(doubles) if place not in held] + outer)


def _marks(text: str, start: int, end: int) -> list[Mark]:
    """Double marks of a paragraph with their ways and sides; those of mark-up and of inches are left out."""
    hits = [m.span() for m in DOUBLE.finditer(text, start, end)]
    if not hits:
        return []
    tags = [m.span() for m in TAG.finditer(text, start, end)] if "<" in text[start:end] else []
    marks: list[Mark] = []
    for at, to in hits:
        tag = bisect_right(tags, (at, end)) - 1
        if tag >= 0 and at < tags[tag][1]:
            continue
        before = text[at - 1] if at > start else " "
        after = text[to] if to < end else " "
        sign = text[at:to]
        if sign == '"' and before.isdigit() and len(marks) % 2 == 0:  # 6'2", a 12" pipe
            continue
        marks.append(Mark(at, to, WAYS.get(sign, "any"), _side(before, after)))
    return marks


def _side(before: str, after: str) -> str:
    """What the neighbours of a mark let it be."""
    opens = (before.isspace() or before in OPENS_AFTER) and not after.isspace()
    closes = not before.isspace() and (after.isspace() or after in CLOSES_BEFORE)
    if opens and closes:
        return "both"
    return "open" if opens else "close" if closes else "neither"


def _pair(text: str, start: int, end: int, marks: list[Mark]) -> Iterator[Quoted]:
    """Pairs the marks of one paragraph by way and by side."""
    opened: Mark | None = None
    last_end = start
    position = 0
    while position < len(marks):
        mark = marks[position]
        position += 1
        if opened is None:
            if _is_opening(text, start, mark):
                opened = mark
            elif (stretch := _unopened(text, last_end, mark)) is not None:
                yield stretch
                last_end = mark.end
            continue
        if _is_nested(opened, mark, marks[position : position + 2]):
            position += 1
            continue
        if _reopens(text, opened, mark):
            yield _stretch(text, opened, mark.start, mark.start, "unclosed within")
            opened = mark
            continue
        close = mark.start + 1 if mark.end - mark.start == 3 else mark.start  # ''' closes a single and a double mark
        yield _stretch(text, opened, close, mark.end, "reversed" if opened.way == "close" or mark.way == "open" else "")
        last_end = mark.end
        opened = None
    if opened is not None:
        yield _stretch(text, opened, end, end, "unclosed")


def _is_opening(text: str, start: int, mark: Mark) -> bool:
    """Whether a mark opens, no quotation being open: by type, unless its place says otherwise."""
    if mark.side == "open" or mark.start == start:
        return True
    if mark.side == "close":
        return False
    if mark.way == "close":  # printed the wrong way round: stated: ” we decided
        return mark.side == "neither" and text[max(start, mark.start - NEAR) : mark.start].rstrip()[-1:] in (":", ",", "")
    return True


def _is_nested(opened: Mark, mark: Mark, following: list[Mark]) -> bool:
    """An opening mark inside an open quotation, with two closing ones to come: the first of these closes the inner one."""
    if mark.side != "open" or mark.way == "close" or len(following) < 2 or opened.end == mark.start:
        return False
    return all(m.side != "open" and m.way != "open" for m in following)


def _reopens(text: str, opened: Mark, mark: Mark) -> bool:
    """An opening mark inside an open quotation that was never closed."""
    if mark.side != "open" or mark.way == "close" or text[opened.start : opened.end] == "„":
        return False
    between = text[max(opened.end, mark.start - NEAR) : mark.start].rstrip()
    return between[-1:] in ENDS or between[-1:] in (":", ",")


def _stretch(text: str, opened: Mark, end: int, outer_end: int, damage: str) -> Quoted:
    """A stretch from an opening mark to `end`, without the blanks at its edges."""
    opened_end = opened.start + 2 if opened.end - opened.start == 3 else opened.end
    start, end = _trim(text, opened_end, end)
    return Quoted(start, end, opened.start, max(outer_end, end), "double", damage, False)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _unopened(text: str, after: int, mark: Mark) -> Quoted | None:
    """A stretch without its opening mark, where the words tell its beginning: after "that", or a sentence that ends in a comma."""
    after = max(after, mark.start - REACH)
    if mark.side != "close" or mark.way == "open" or not text[after : mark.start].strip():
        return None
    begin = after
    for sentence in NEW_SENTENCE.finditer(text, after, mark.start):
        begin = sentence.end()
    begin, end = _trim(text, begin, mark.start)
    leads = [lead.end() for lead in LEAD_IN.finditer(text, begin, end) if lead.end() < end]
    if leads:
        return Quoted(leads[-1], end, leads[-1], mark.end, "double", "unopened", False)
    if mark.way == "close" and text[end - 1 : end] == "," and begin > after:
        return Quoted(begin, end, begin, mark.end, "double", "unopened", False)
    return None


def _run_on(text: str, paragraphs: Sequence[Span], number: int, last: Quoted) -> tuple[Quoted, bool]:
    """Follows a never closed quotation over paragraph ends in mid-sentence. Also tells whether the paragraph after takes it up."""
    end = last.end
    for following in paragraphs[number + 1 :]:
        first = text[following.start]
        if first in "“\"„«`'‘":
            return last._replace(end=end, outer_end=max(end, last.outer_end)), True
        if text[end - 1] in ENDS or text[end - 1] in ':”"' or not first.islower():
            break
        close = DOUBLE.search(text, following.start, following.end)
        end = close.start() if close else following.end
        if close:
            _, end = _trim(text, last.start, end)
            return last._replace(end=end, outer_end=close.end(), damage="reversed"), False
    return last._replace(end=end, outer_end=max(end, last.outer_end)), False
