"""Finds speech without marks: block quotations and posts after a colon. Only where it is certain. Standard library only.

A block is announced by words of saying or writing before a colon that ends a paragraph, and shows itself by its indentation or by "I" and
"we". A post, or a sentence in the first person, may also follow the colon on the same line.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.quotes.words import DOCUMENTS
from pipelines.reference import rows
from pipelines.text.lead_ins import SAYING, SPOKEN, WORD, is_attribution
from pipelines.text.spans import Span

POSTS = frozenset(row["word"] for row in rows("media") if row["medium"] == "post")
FIRST = frozenset(SPOKEN - {"you", "your"}) | {"i've", "i’ve", "we've", "we’ve", "i'll", "i’ll", "we'll", "we’ll", "us", "me"}
SPEAKS = re.compile(r"[:][ \t]+(?=[A-Z#@\[])")
NEW_SENTENCE = re.compile(r"[.!?…][’”\")]*\s+(?=\S)")
MARKS = frozenset('"“”„«»‘`')
LEAD = 160  # characters before a colon that may announce what comes after it
LONGEST = 10  # paragraphs in a block
INDENT = 2  # blanks that a line of a block stands further in
LEAST_WORDS = 4


class Unmarked(NamedTuple):
    """Words of somebody without marks. `first`: the place of the first one of its block, from which the speaker is taken over."""

    start: int
    end: int
    rule: str  # block | post | colon
    first: int


def find_unmarked(text: str, paragraphs: Sequence[Span], taken: frozenset[int]) -> list[Unmarked]:
    """Blocks and posts without marks, in order.

    Args:
        text: the text.
        paragraphs: its paragraphs.
        taken: places of paragraphs in which something stands in marks, or which are turns of a transcript.
    """
    found: list[Unmarked] = []
    done = -1
    for number, (start, end) in enumerate(paragraphs):
        if number <= done or number in taken or text.find(":", max(start, end - 2), end) < 0:
            if number > done and number not in taken and text.find(": ", start, end) >= 0:
                found += _after_colon(text, start, end)
            continue
        if number + 1 < len(paragraphs) and _announces(text, start, end - 1):
            for span in _block(text, paragraphs, number, taken):
                found.append(Unmarked(*span, "block", found[-1].first if done >= number else span.start))
                done = max(done, number) + 1
    return found


def _words(text: str, start: int, end: int) -> list[str]:
    return [found.group().lower() for found in WORD.finditer(text, start, end)]


def _announces(text: str, start: int, colon: int) -> bool:
    """Whether the words before a colon say that somebody said or wrote what comes after it."""
    words = _words(text, max(start, colon - LEAD), colon)[-12:]
    stop = max((place for place, word in enumerate(words) if word in (".", ";", "!", "?")), default=-1)
    words = words[stop + 1 :]
    if not words or words[-1] in ("following", "these", "things", "points", "reasons", "questions"):
        return False
    return any(word in SAYING or word in POSTS for word in words) or (words[-1] in ("reads", "read") and not DOCUMENTS.isdisjoint(words))


def _block(text: str, paragraphs: Sequence[Span], lead: int, taken: frozenset[int]) -> Iterator[Span]:
    """The paragraphs after a lead that are a block."""
    margin = _indent(text, paragraphs[lead])
    for number in range(lead + 1, min(len(paragraphs), lead + 1 + LONGEST)):
        span = paragraphs[number]
        indented = _indent(text, span) >= margin + INDENT or text[span.start] == ">"
        words = _words(text, *span)
        if number in taken or len(words) < LEAST_WORDS or not (indented or not FIRST.isdisjoint(words)):
            return
        if not MARKS.isdisjoint(text[span.start : span.end]) or (not indented and _tells(text, span)):
            return
        start = span.start + (text[span.start] == ">")
        while start < span.end and text[start].isspace():
            start += 1
        yield Span(start, span.end)


def _indent(text: str, span: Span) -> int:
    """Blanks before the first character of a line; a tabulator counts as four."""
    before = text[max(0, span.start - 40) : span.start]
    blanks = before[before.rfind("\n") + 1 :]
    return len(blanks.expandtabs(4)) if not blanks.strip() else 0


def _tells(text: str, span: Span) -> bool:
    """Whether one of the sentences of a paragraph says who said it, as no block does."""
    begins = [span.start, *(found.end() for found in NEW_SENTENCE.finditer(text, *span))]
    commas = [found.end() for found in re.finditer(r",\s", text[span.start : span.end])]
    return any(is_attribution(text, at, span.end) for at in begins) or any(
        is_attribution(text, span.start + at, span.end, alone=True, near=True) for at in commas
    )


def _after_colon(text: str, start: int, end: int) -> Iterator[Unmarked]:
    """What follows a colon on the same line: a post, or sentences in which somebody says I or we."""
    for found in SPEAKS.finditer(text, start, end):
        if not _announces(text, start, found.start()):
            continue
        words = _words(text, max(start, found.start() - LEAD), found.start())[-8:]
        post = not POSTS.isdisjoint(words) and not SAYING.isdisjoint(words)
        last = _sentences(text, found.end(), end, post)
        if last > found.end() and MARKS.isdisjoint(text[found.end() : last]):
            yield Unmarked(found.end(), last, "post" if post else "colon", found.end())
        return


def _sentences(text: str, start: int, end: int, post: bool) -> int:
    """Where the sentences from `start` on end that are spoken; `start` where none is."""
    last = start
    begins = [start, *(found.end() for found in NEW_SENTENCE.finditer(text, start, end)), end]
    for begin, stop in pairwise(begins):
        words = _words(text, begin, stop)
        if is_attribution(text, begin, stop) or (FIRST.isdisjoint(words) and not (post and (last == start or len(words) < LEAST_WORDS))):
            break
        last = begin + len(text[begin:stop].rstrip())
    return last if text.count(" ", start, last) >= LEAST_WORDS - 1 else start
