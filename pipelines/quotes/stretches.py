"""Finds every stretch of a document that can be speech: in marks, turns of transcripts, blocks and posts. Standard library only."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipelines.quotes.outlets import is_outlet_name
from pipelines.quotes.tokens import Line
from pipelines.quotes.turns import Turn, find_turns
from pipelines.quotes.unmarked import Unmarked, find_unmarked
from pipelines.text.broken_lines import join_broken
from pipelines.text.document import Document
from pipelines.text.quotemarks import Quoted, find_quoted
from pipelines.text.spans import Span

LABEL = re.compile(r"[A-Z][A-Z.'’ -]{2,30}:\s+(?=\S)")


class Stretches(NamedTuple):
    """The paragraphs as tokens with the stretches in them; `turns` and `unmarked` are those without marks, by their first character."""

    lines: list[Line]
    turns: dict[int, Turn]
    unmarked: dict[int, Unmarked]


def find_stretches(document: Document) -> Stretches:
    """The stretches of a document, each one token of its line. Names of newspapers in marks are words like others."""
    text = document.text
    paragraphs = join_broken(text, document.paragraphs)
    quoted = [quote for quote in find_quoted(text, paragraphs) if not is_outlet_name(text, quote)]
    turns = find_turns(text, paragraphs)
    unmarked = find_unmarked(text, paragraphs, _taken(paragraphs, quoted, turns))
    lines = _read_lines(text, _with_unmarked(quoted, turns, unmarked), paragraphs)
    return Stretches(lines, {turn.body.start: turn for turn in turns}, {block.start: block for block in unmarked})


def _taken(paragraphs: Sequence[Span], quoted: Sequence[Quoted], turns: Iterable[Turn]) -> frozenset[int]:
    """Places of the paragraphs in which something stands in marks, or which are turns of a transcript."""
    starts = [paragraph.start for paragraph in paragraphs]
    places = {turn.paragraph for turn in turns}
    for quote in quoted:
        places.update(range(bisect_right(starts, quote.outer_start) - 1, bisect_right(starts, quote.outer_end - 1)))
    return frozenset(places)


def _with_unmarked(quoted: Sequence[Quoted], turns: Iterable[Turn], blocks: Iterable[Unmarked]) -> list[Quoted]:
    """All stretches in order; what stands in marks within a turn is nested and goes."""
    said = [Quoted(*turn.body, *turn.body, "turn", "", False) for turn in turns]
    if said:
        bodies = [turn.outer_start for turn in said]
        outside = []
        for quote in quoted:
            place = bisect_right(bodies, quote.outer_start) - 1
            if place < 0 or quote.outer_start >= said[place].outer_end:
                outside.append(quote)
        quoted = outside
    unmarked = [Quoted(block.start, block.end, block.start, block.end, "unmarked", "", False) for block in blocks]
    return sorted([*quoted, *said, *unmarked]) if said or unmarked else list(quoted)


def _read_lines(text: str, quoted: Sequence[Quoted], paragraphs: Sequence[Span]) -> list[Line]:
    """The paragraphs as tokens, each with its quotations; those that one runs over are one."""
    lines = []
    number = 0
    done = -1
    for place, (start, end) in enumerate(paragraphs):
        if place <= done:
            continue
        first = number
        while number < len(quoted) and quoted[number].outer_start < end:
            while quoted[number].outer_end > end and place < len(paragraphs) - 1:
                place += 1
                end = paragraphs[place].end
            number += 1
        done = place
        lines.append(Line(text, start, end, [_without_label(text, quote) for quote in quoted[first:number]], first))
    return lines


def _without_label(text: str, quote: Quoted) -> Quoted:
    """A line of a transcript in marks, "SMITH: We will go.", without its speaker, who then stands outside."""
    label = LABEL.match(text, quote.start, quote.end)
    return quote if label is None else quote._replace(start=label.end(), outer_start=label.end())
