"""The lines of a dump while it is decided what each is: what their form alone says, and what is known so far. Standard library only."""

import re
from collections.abc import Sequence

from pipelines.articles.furniture import is_caption, is_embed, is_widget, phrase_of, plain
from pipelines.articles.lines import STOP, Line, is_prose
from pipelines.articles.timestamps import find_moment, is_timestamp

HEADLINE_WORDS = range(4, 17)
SMALL_WORDS = frozenset({"by", "in", "at", "on", "and", "of", "for", "the", "a.m.", "p.m.", "views", "shares", "comments"})
LETTER = re.compile(
    r"(?:dear\b.{2,40}|to the editor\b.{0,20}|sirs?|madam|yours\b.{0,30}|sincerely.{0,20}|(?:kind |best |warm )?regards),?:?\Z", re.I
)
"""How letters begin and end."""
FURNITURE = frozenset({"related", "widget", "advertisement", "comment_form", "footer"})


class Dump:
    """The lines of a document with what is known of each: `kind`, None where nothing is yet, and whether it is running text (`prose`)."""

    def __init__(self, lines: Sequence[Line], title: str | None) -> None:
        self.lines = lines
        self.stated_title = plain(title) if title else None
        self.opens: dict[int, str] = {}
        """Lines that head something, and of what kind it is."""
        self.lists: list[int] = []
        """Lines that head the points of the text."""
        self.links: set[str] = set()
        """Headlines of other reports, as they are compared."""
        self._plains: dict[int, str] = {}
        self.kind: list[str | None] = [self._form(index) for index in range(len(lines))]
        self.prose = [kind is None and is_prose(line) and not is_dated(line) for line, kind in zip(lines, self.kind, strict=True)]

    def plain(self, index: int) -> str:
        """A line as it is compared with others."""
        if index not in self._plains:
            self._plains[index] = plain(self.lines[index].text)
        return self._plains[index]

    def words(self, among: range) -> int:
        """Words of running text in these lines."""
        return sum(self.lines[index].n_words for index in among if self.prose[index] and self.kind[index] is None)

    def first_prose(self) -> int:
        """The first line of running text; the number of lines where there is none."""
        return next((index for index, prose in enumerate(self.prose) if prose), len(self.prose))

    def _form(self, index: int) -> str | None:
        """What a line is by its form alone."""
        line = self.lines[index]
        if self.stated_title and len(line.text) < 2 * len(self.stated_title) + 20 and plain(line.text) == self.stated_title:
            return "title"
        if phrase := phrase_of(line):
            if phrase.opens:
                self.opens[index] = phrase.kind
            if phrase.lists:
                self.lists.append(index)
            return phrase.kind
        for kind, holds in (("embed", is_embed), ("widget", is_widget)):
            if holds(line):
                return kind
        if is_timestamp(line.text):
            return "timestamp"
        if LETTER.match(line.text[:60]):
            return "body"
        return "caption" if is_caption(line) else None


def is_headline(line: Line) -> bool:
    """Four words or more, nearly all with a capital, and no stop."""
    words = [word for word in line.text.split() if word[:1].isalpha()]
    if not line.text[0].isalpha() or len(words) not in HEADLINE_WORDS or STOP.search(line.text[-20:]) or line.text.isupper():
        return False
    return sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def is_dated(line: Line) -> bool:
    """A short line of names and a full date: `By Jane Doe   April 15, 2021 6:12 a.m.`"""
    if line.n_words > 14 or not (moment := find_moment(line.text)):
        return False
    rest = f"{line.text[: moment.start]} {line.text[moment.end :]}".split()
    return all(not word[0].islower() or word in SMALL_WORDS for word in rest)
