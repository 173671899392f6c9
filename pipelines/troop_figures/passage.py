"""A sentence with what the rules ask of it. Standard library only."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.text.document import Document
from pipelines.text.names import Name
from pipelines.text.numbers import Number, find_numbers, lower_like
from pipelines.text.spans import Span


@dataclass
class Passage:
    """One sentence of a document. All offsets are those of the document's text; `low` is the sentence in lower case."""

    document: Document
    span: Span
    index: int

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
    def in_capitals(self) -> bool:
        """Whether the sentence is printed in capitals, so that a capital says nothing."""
        words = self.text[self.span.start : self.span.end]
        return words.isupper()

    def said(self, start: int, end: int) -> str:
        """The words at start..end of the document in lower case."""
        return self.low[max(0, start - self.span.start) : max(0, end - self.span.start)]


def names_between(document: Document, start: int, end: int) -> Sequence[Name]:
    """The names that begin at start..end."""
    names = document.names
    first = bisect_left(names, start, key=lambda name: name.start)
    last = bisect_left(names, end, first, key=lambda name: name.start)
    return names[first:last]
