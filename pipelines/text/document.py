"""A text with what all extractors need of it, each part worked out once, when first asked for. Standard library only."""

import re
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
        return [span for start, end in self.paragraphs for span in find_dates(self.text, start, end, self.published)]
