"""The lines of a text dump, and what can be told of one line without its neighbours. Standard library only."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

LONG = 400
"""Beyond this many characters a line is running text, and only its ends are looked at."""
PROSE_WORDS = 20
STOP = re.compile(r"[.…][\"'”’»)\]]*$|[!?,][\"”’»)]+$|[.!?]['\"”’]*\s?\([A-Z][\w .&/]{1,30}\)\.?$")
INNER_STOP = re.compile(r"[.!?][\"'”’)]*\s+[\"'“‘(]?[A-Z]")
WORD = re.compile(r"\w[\w'’.-]*")
LETTERS = re.compile(r"[^\W\d_]{2}")


class Line(NamedTuple):
    """A line, or a paragraph that was broken at a fixed width, with text in it; `start` and `end` leave blanks at its edges out."""

    start: int
    end: int
    text: str
    n_words: int
    gap: bool
    """Whether a blank line, or the start of the document, stands before it."""


def split_lines(text: str) -> list[Line]:
    """Lines with text in them, in order; paragraphs instead of lines where the text was broken at a fixed width."""
    lines = list(_lines(text))
    return list(_joined(text, lines)) if _is_wrapped(lines) else lines


def count_words(text: str) -> int:
    """Words between blanks."""
    return len(text.split())


def is_prose(line: Line) -> bool:
    """Whether it reads as running text: many words, or some that end as a sentence does."""
    if line.n_words >= PROSE_WORDS:
        return True
    tail = line.text[-60:]
    if line.n_words >= 4 and STOP.search(tail):
        return True
    return line.n_words >= 8 and tail.endswith(("?", "!", ":")) and bool(INNER_STOP.search(line.text))


def has_letters(text: str) -> bool:
    """Whether there is a word in it at all; looks at the beginning only."""
    return LETTERS.search(text, 0, LONG) is not None


def _lines(text: str) -> Iterator[Line]:
    position, gap = 0, True
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = position + len(raw) - len(raw.lstrip())
            yield Line(start, start + len(stripped), stripped, count_words(stripped), gap)
        gap = not stripped
        position += len(raw)


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether lines end where a fixed width ends and not where paragraphs do, as on old wires."""
    pairs = [line for line, after in pairwise(lines) if not after.gap]
    if len(pairs) < 3:
        return False
    next_lines = [after.text for line, after in pairwise(lines) if not after.gap and not STOP.search(line.text[-10:])]
    capitals = sum(text.isupper() for text in next_lines) > 0.6 * len(next_lines)
    if not capitals and sum(text[0].islower() for text in next_lines) < 0.4 * len(next_lines):
        return False  # each line begins anew, as those of a list do
    full = sum(1 for line in pairs if 45 <= line.end - line.start <= 100 and not STOP.search(line.text[-10:]))
    return full >= 0.6 * len(pairs) and max(line.end - line.start for line in lines) <= 120


def _joined(text: str, lines: list[Line]) -> Iterator[Line]:
    """Paragraphs: lines up to the next blank one."""
    first, last = 0, 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].gap:
            last = index - 1
            start, end = lines[first].start, lines[last].end
            yield Line(start, end, text[start:end], sum(line.n_words for line in lines[first:index]), lines[first].gap)
            first = index
