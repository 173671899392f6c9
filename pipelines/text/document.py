"""A text with what all extractors need of it, each part worked out once, when first asked for. Standard library only."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.text.dates import DateSpan, find_dates
from pipelines.text.names import Name, find_names
from pipelines.text.sentences import find_sentences
from pipelines.text.spans import READ, Block, Span, Window

PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\r?\n[^\S\n]*\S(?:.*\S)?)*")
"""Lines one after another with something on each, without the white space around them."""


@dataclass
class Document:
    """A canonical text, its blocks, and the window of its publication."""

    text: str
    blocks: Sequence[Block]
    published: Window = field(default=Window(None, None))
    dateline_place: str | None = None

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Stretches without a blank line, of the blocks that are read, in order; lines that were wrapped stay together."""
        return [
            Span(block.start + found.start(), block.start + found.end())
            for block in self.blocks
            if block.kind in READ
            for found in PARAGRAPH.finditer(self.text[block.start : block.end])
        ]

    @cached_property
    def sentences(self) -> list[Span]:
        """Sentences of the paragraphs, in order; none crosses a paragraph."""
        return [sentence for start, end in self.paragraphs for sentence in find_sentences(self.text, start, end)]

    @cached_property
    def names(self) -> list[Name]:
        """Names of known entities in the paragraphs, in order, longest match first, none overlapping."""
        return [name for start, end in self.paragraphs for name in find_names(self.text, start, end)]

    @cached_property
    def dates(self) -> list[DateSpan]:
        """Expressions of time in the paragraphs, in order, resolved against the window of publication."""
        return [span for place in range(len(self.paragraphs)) for span in self._dates_of(place)]

    def dates_between(self, start: int, end: int) -> list[DateSpan]:
        """The expressions of time that lie within start..end; reads only the paragraphs there."""
        place = max(0, bisect_right(self.paragraphs, start, key=lambda span: span.start) - 1)
        found: list[DateSpan] = []
        while place < len(self.paragraphs) and self.paragraphs[place].start < end:
            spans = self._dates_of(place)
            first = bisect_left(spans, start, key=lambda span: span.start)
            found += [span for span in spans[first : bisect_left(spans, end, first, key=lambda span: span.start)] if span.end <= end]
            place += 1
        return found

    def _dates_of(self, place: int) -> list[DateSpan]:
        """Those of one paragraph, read once."""
        spans = self._dates.get(place)
        if spans is None:
            start, end = self.paragraphs[place]
            spans = self._dates[place] = find_dates(self.text, start, end, self.published)
        return spans

    @cached_property
    def _dates(self) -> dict[int, list[DateSpan]]:
        return {}
