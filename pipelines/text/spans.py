"""Small values that every text rule passes on. Standard library only."""

from datetime import date
from typing import NamedTuple


class Block(NamedTuple):
    """A part of a document and what it is; offsets are code points, half open."""

    start: int
    end: int
    kind: str


class Window(NamedTuple):
    """First and last day on which something can have been; None where that side is open."""

    earliest: date | None
    latest: date | None


class Span(NamedTuple):
    """A stretch of text, half open."""

    start: int
    end: int


READ = frozenset({"title", "subheading", "body"})
"""Kinds of block that hold the article's own statements. Captions, related links, widgets and the rest are not read."""
