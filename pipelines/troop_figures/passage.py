"""A sentence with what the rules ask of it. Standard library only."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipelines.text.document import Document
from pipelines.text.names import Name
from pipelines.text.numbers import Number, find_numbers, lower_like
from pipelines.text.spans import Span

LONGEST = 1200
TITLES = 8  # a headline is among the first blocks


@dataclass
class Passage:
    """One sentence of a document. All offsets are those of the document's text; `low` is the sentence in lower case."""

    document: Document
    span: Span
    index: int
    memo: dict[str, Any] = field(default_factory=dict)
    """What is worked out once for a document; all its passages share it."""

    @cached_property
    def low(self) -> str:
        return lower_like(self.document.text[self.span.start : self.span.end])

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def numbers(self) -> list[Number]:
        return find_numbers(self.text, self.span.start, self.span.end)

    @cached_property
    def names(self) -> Sequence[Name]:
        return names_between(self.document, self.span.start, self.span.end)

    @cached_property
    def name_at(self) -> dict[int, Name]:
        return {name.start: name for name in self.names}

    @cached_property
    def in_title(self) -> bool:
        """Whether the sentence is the headline, which the text says again."""
        return any(block.kind == "title" and block.start <= self.span.start < block.end for block in self.document.blocks[:TITLES])

    @cached_property
    def in_capitals(self) -> bool:
        """Whether the sentence is printed in capitals, so that a capital says nothing."""
        words = self.text[self.span.start : self.span.end]
        return words.isupper()

    def said(self, start: int, end: int) -> str:
        """The words at start..end of the document in lower case."""
        return self.low[max(0, start - self.span.start) : max(0, end - self.span.start)]


def passages(document: Document) -> Iterator[Passage]:
    """The sentences of a document; one of more than LONGEST characters comes in pieces, so that no rule reads on without end."""
    memo: dict[str, Any] = {}
    for index, (start, end) in enumerate(document.sentences):
        while end - start > LONGEST:
            cut = max(document.text.rfind(" ", start, start + LONGEST), start + LONGEST // 2)
            yield Passage(document, Span(start, cut), index, memo)
            start = cut
        yield Passage(document, Span(start, end), index, memo)


def names_between(document: Document, start: int, end: int) -> Sequence[Name]:
    """The names that begin at start..end."""
    names = document.names
    first = bisect_left(names, start, key=lambda name: name.start)
    last = bisect_left(names, end, first, key=lambda name: name.start)
    return names[first:last]
