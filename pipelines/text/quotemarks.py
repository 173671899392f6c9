"""Finds what a text puts in quotation marks, whatever marks it uses and however they are damaged. Standard library only.

What is speech and what is a nickname, a title or a scare quote is decided in pipelines/quotes, where the words around it are known.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.text.broken_lines import is_broken
from pipelines.text.lost_marks import lost_closing, lost_opening
from pipelines.text.mark_forms import plain_copy
from pipelines.text.pairing import MOST, Mark, Pair, lean_of, pair_marks
from pipelines.text.singlemarks import find_singles
from pipelines.text.spans import Span


class Quoted(NamedTuple):
    """A stretch in marks: `start`, `end` leave marks and blanks out, `outer_start`, `outer_end` include the marks that are there."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    style: str  # double | single
    damage: str  # "" | mended | unclosed | unclosed within | unopened | reversed (or of two kinds, one within the other)
    continues: bool  # takes up a quotation that the paragraph before left open


DOUBLE = re.compile(r"[\"“”„‟«»]")
TAG = re.compile(r"<[A-Za-z/!][^<>\n]{0,800}>")
ENDS = frozenset(".!?…")
BEFORE_REOPENING = frozenset(".!?…:,")
OPENING_SIGNS = "“\"„«`'‘‛"
HABIT = 2  # quotations with reversed marks up to which they are slips


def find_quoted(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    """Quoted stretches of the paragraphs, outermost only, in order.

    A quotation that is never closed runs to the end of its paragraph, unless an attribution comes first, and on into the next where the
    paragraph's end breaks a sentence.
    """
    copied = plain_copy(text, paragraphs)
    if copied is None:
        return _find(text, paragraphs)
    copy, moved = copied
    back = copy.back
    return [
        q._replace(start=back(q.start), end=back(q.end), outer_start=back(q.outer_start), outer_end=back(q.outer_end))
        for q in _find(copy.text, moved)
    ]


def _find(text: str, paragraphs: Sequence[Span]) -> list[Quoted]:
    found: list[Quoted] = []
    open_before = False
    done = -1
    for number, (start, end) in enumerate(paragraphs):
        if start < done or start >= end:
            continue
        marks = _marks(text, start, end)
        joined = end
        if marks:
            pairs = _pair(text, start, marks, paragraphs, number)
            if pairs[-1:] and pairs[-1].opening is not None and pairs[-1].closing is None:
                joined = _broken_off(text, paragraphs, number)
                if joined > end:
                    marks = _marks(text, start, joined)
                    pairs = _pair(text, start, marks, paragraphs, number)
            doubles = list(_stretches(text, start, joined, pairs, _is_taken_up(text, paragraphs, number)))
        else:
            doubles = []
        if doubles and open_before and doubles[0].outer_start == start and not doubles[0].damage.startswith("unopened"):
            doubles[0] = doubles[0]._replace(continues=True)
        open_before = bool(doubles) and doubles[-1].damage == "unclosed" and _is_taken_up(text, paragraphs, number)
        found += _merge(doubles, find_singles(text, start, joined))
        done = joined
    return _without_habit(found)


def _without_habit(found: list[Quoted]) -> list[Quoted]:
    """Marks that stand the wrong way round throughout a text are its way of printing them and no damage."""
    odd = sum(quote.damage == "reversed" for quote in found)
    if odd <= HABIT or 2 * odd < sum(quote.style == "double" for quote in found):
        return found
    return [quote._replace(damage="") if quote.damage == "reversed" else quote for quote in found]


def _pair(text: str, start: int, marks: list[Mark], paragraphs: Sequence[Span], number: int) -> list[Pair]:
    clues = [6 if text[max(start, mark.start - 3) : mark.start].rstrip()[-1:] in BEFORE_REOPENING else 0 for mark in marks]
    return pair_marks(marks, clues, _is_taken_up(text, paragraphs, number))


def _is_taken_up(text: str, paragraphs: Sequence[Span], number: int) -> bool:
    return number + 1 < len(paragraphs) and text[paragraphs[number + 1].start] in OPENING_SIGNS


def _broken_off(text: str, paragraphs: Sequence[Span], number: int) -> int:
    """Where the lines end over which a paragraph that stops in mid-sentence, or at a fixed width, goes on."""
    start, end = paragraphs[number]
    for place in range(number + 1, len(paragraphs)):
        following = paragraphs[place]
        first = text[following.start]
        if first in OPENING_SIGNS:
            break
        wrapped = is_broken(text, Span(start, end), following)
        stopped = text[end - 1] in ENDS or text[end - 1] in ':”"»'
        if (stopped or not first.islower()) and not wrapped:
            break
        start, end = following
    return end


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
    """Double marks of a paragraph; those of mark-up are left out."""
    hits = [m.start() for m in DOUBLE.finditer(text, start, end)]
    if not hits:
        return []
    tags = [m.span() for m in TAG.finditer(text, start, end)] if text.find("<", start, end) >= 0 else []
    if len(hits) > MOST:
        return [Mark(at, at + 1, 0, 0) for at in hits]
    low = text.find("„", start, end) >= 0
    marks: list[Mark] = []
    for at in hits:
        tag = bisect_right(tags, (at, end)) - 1
        if tag >= 0 and at < tags[tag][1]:
            continue
        spare = text[at] == '"' and at > start and text[at - 1].isdigit()  # 6'2", a 12" pipe
        marks.append(Mark(at, at + 1, lean_of(text, start, end, at, low), int(text[at] != '"'), spare))
    return marks


def _stretches(text: str, start: int, end: int, pairs: Sequence[Pair], taken_up: bool) -> Iterator[Quoted]:
    last = start
    nexts = [*(pair.opening for pair in pairs[1:]), None][: len(pairs)]
    for (opening, closing, reopened, mixed), following in zip(pairs, nexts, strict=True):
        if opening is not None and closing is not None:
            inner = _trim(text, opening.end, closing.start)
            odd = mixed or text[opening.start] == "”" or (text[closing.start] == "“" and text[opening.start] != "„")
            yield Quoted(*inner, opening.start, closing.end, "double", "reversed" if odd else "", False)
        elif opening is not None:
            limit = following.start if reopened and following is not None else end
            quote = _unclosed(text, opening, limit, reopened, taken_up)
            yield quote._replace(damage="reversed") if mixed else quote
        elif closing is not None:
            begin = lost_opening(text, last, closing.start, last == start)
            if begin is not None:
                inner = _trim(text, begin[0], closing.start)
                yield Quoted(*inner, inner[0], closing.end, "double", "mended" if begin[1] else "unopened", False)
        last = closing.end if closing is not None else opening.end if opening is not None else last


def _unclosed(text: str, opening: Mark, limit: int, reopened: bool, taken_up: bool) -> Quoted:
    end, told = lost_closing(text, opening.end, limit, reopened, taken_up and not reopened)
    start, end = _trim(text, opening.end, end)
    damage = "mended" if told else "unclosed within" if reopened else "unclosed"
    return Quoted(start, end, opening.start, max(end, opening.end), "double", damage, False)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
