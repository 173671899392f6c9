"""Marks what is what in a text dump: every line with text in it goes into a block, by its form and its place. Standard library only.

No list of sites: a line is judged by what it says (furniture.py, timestamps.py, byline.py), then by where it stands: before the first
running text (the head), within it, or after it (the tail). Nothing is rewritten, every offset counts in the text as it came.
"""

from collections.abc import Iterator, Sequence

from pipelines.articles.byline import doubled_name, is_byline, is_name
from pipelines.articles.dateline import read_dateline
from pipelines.articles.furniture import is_caption, is_embed, is_menu, is_widget, phrase_of, plain
from pipelines.articles.lines import STOP, Line, has_letters, is_prose, split_lines
from pipelines.articles.timestamps import find_moment, is_timestamp
from pipelines.text.spans import Block

TITLE_WORDS = range(3, 31)
SUBHEADING_WORDS = 16
HEAD_LINES = 60
"""A title is looked for among this many lines, so that a list of a million lines is read in one pass too."""
DATELINE_LINES = 3
"""A dateline stands before one of the first lines of running text, if it stands at all."""
FURNITURE = frozenset({"related", "widget", "advertisement", "comment_form", "footer"})
BETWEEN = frozenset({"caption", "embed", "advertisement", "widget"})
"""What may stand between a subheading and the text it heads."""
SMALL_WORDS = frozenset({"by", "in", "at", "on", "and", "of", "for", "the", "a.m.", "p.m.", "views", "shares", "comments"})
INDEX_LINES = 8
BODY_BEFORE_COMMENTS = 40


def mark_blocks(text: str, title: str | None = None) -> list[Block]:
    """Blocks of a document in order, none overlapping, together covering every line that is not blank.

    Args:
        text: the canonical text.
        title: the headline, where something other than the text states it; then no other line is taken for one.
    """
    lines = split_lines(text)
    if not lines:
        return []
    return list(_with_parts(lines, Marking(lines, title).kinds()))


class Marking:
    """The kinds of a document's lines, decided step by step; `kind` is None where nothing is known yet."""

    def __init__(self, lines: Sequence[Line], title: str | None) -> None:
        self.lines = lines
        self.stated_title = plain(title) if title else None
        self.opens: dict[int, str] = {}
        self.kind: list[str | None] = [self._form(index) for index in range(len(lines))]
        self.prose = [kind is None and is_prose(line) and not is_dated(line) for line, kind in zip(lines, self.kind, strict=True)]

    def kinds(self) -> list[str]:
        """One kind a line."""
        if not any(self.prose):
            self._without_prose()
        else:
            lead, last = self.prose.index(True), len(self.prose) - 1 - self.prose[::-1].index(True)
            self._head(lead)
            self._middle(lead, last)
            self._tail(last + 1)
            self._comments(lead)
            self._teasers()
        return [kind or "body" for kind in self.kind]

    def _form(self, index: int) -> str | None:
        """What a line is by its form alone."""
        line = self.lines[index]
        if self.stated_title and len(line.text) < 2 * len(self.stated_title) + 20 and plain(line.text) == self.stated_title:
            return "title"
        if phrase := phrase_of(line):
            if phrase.opens:
                self.opens[index] = phrase.kind
            return phrase.kind
        for kind, holds in (("embed", is_embed), ("widget", is_widget)):
            if holds(line):
                return kind
        if is_timestamp(line.text):
            return "timestamp"
        return "caption" if is_caption(line) else None

    def _without_prose(self) -> None:
        """A document of short lines only: one or a few are body, the first of them a title; many are the links of an index page."""
        unknown = [index for index, kind in enumerate(self.kind) if kind is None]
        if len(unknown) >= INDEX_LINES:
            for index in unknown[1:]:
                self.kind[index] = "related"
        if len(unknown) > 1 and self.stated_title is None and self.lines[unknown[0]].n_words in TITLE_WORDS:
            self.kind[unknown[0]] = "title"

    def _head(self, lead: int) -> None:
        """Title, bylines, timestamps and menus before the first running text."""
        title = self._find_title(lead)
        for index in range(lead):
            if self.kind[index] is None:
                self.kind[index] = self._head_kind(index, title, lead)
            elif self.kind[index] == "widget" and title is not None and plain(self.lines[index].text) == plain(self.lines[title].text):
                self.kind[index] = "title"

    def _find_title(self, lead: int) -> int | None:
        """The line of the head that is the title: one that stands twice, or that another line ends in, or the first long enough."""
        if self.stated_title is not None:
            return next((index for index in range(lead) if self.kind[index] == "title"), None)
        candidates = [index for index in range(lead) if self.kind[index] is None and self._can_be_title(self.lines[index])]
        candidates = candidates[:HEAD_LINES]
        texts = [plain(line.text) for line in self.lines[: min(lead, 2 * HEAD_LINES)]]
        candidates = [index for index in candidates if index < len(texts)]
        for index in candidates:
            if texts.count(texts[index]) > 1 and self.lines[index].n_words >= 3:
                return index
        for index in candidates:
            mine = texts[index]
            if len(mine) >= 15 and any(other != mine and other.endswith(mine) for other in texts):
                return index
        return next((index for index in candidates if self.lines[index].n_words >= 4), candidates[0] if candidates and lead <= 4 else None)

    @staticmethod
    def _can_be_title(line: Line) -> bool:
        return (
            line.n_words in TITLE_WORDS
            and has_letters(line.text)
            and not is_byline(line.text)
            and not (find_moment(line.text) and line.n_words <= 12)
            and not line.text.endswith(":")
            and not is_menu(line.text)
            and read_dateline(line.text) is None
        )

    def _head_kind(self, index: int, title: int | None, lead: int) -> str:
        line = self.lines[index]
        if is_byline(line.text):
            return "byline"
        if self._is_bare_dateline(line):
            return "dateline"
        if is_dated(line):
            return "widget"
        if title is None:
            return self._untitled(line, lead)
        if index == title or plain(line.text) == plain(self.lines[title].text):
            return "title"
        if index < title or self._is_glued(line, title) or find_moment(line.text) or is_menu(line.text):
            return "widget"
        if is_name(line.text):
            return "byline"
        return "subheading" if line.n_words >= 4 else "widget"

    def _untitled(self, line: Line, lead: int) -> str:
        """Short lines above a text without a title: menus if there are many, otherwise its own words."""
        if is_name(line.text) and lead <= 3:
            return "byline"
        return "widget" if line.n_words <= 3 or find_moment(line.text) else "body"

    @staticmethod
    def _is_bare_dateline(line: Line) -> bool:
        dateline = read_dateline(line.text)
        return dateline is not None and dateline.end >= len(line.text)

    def _is_glued(self, line: Line, title: int) -> bool:
        """A breadcrumb that the title was glued to: `HomeNewsTitle of the report`."""
        mine, other = plain(self.lines[title].text), plain(line.text)
        return len(mine) >= 15 and mine in other and len(other) <= len(mine) + 60

    def _middle(self, lead: int, last: int) -> None:
        """Between the first and the last running text, a short line before running text is a subheading."""
        for index in range(lead, last + 1):
            if self.kind[index] is not None or self.prose[index]:
                continue
            if self._in_sidebar(index):
                self.kind[index] = "related"
            elif self._is_subheading(index):
                self.kind[index] = "subheading"

    def _in_sidebar(self, index: int) -> bool:
        """Right under the heading of a list of links, or under another of its lines."""
        line = self.lines[index]
        if index == 0 or STOP.search(line.text[-20:]):
            return False
        above = self.kind[index - 1]
        return above == "related" and (
            index - 1 in self.opens or self._heads_list(index - 1) or self.kind[index - 2 : index - 1] == ["related"]
        )

    def _heads_list(self, index: int) -> bool:
        """`Read more:` with nothing after it."""
        return self.lines[index].n_words <= 3

    def _is_subheading(self, index: int) -> bool:
        line, before = self.lines[index], self.lines[index - 1]
        if line.n_words > SUBHEADING_WORDS or not has_letters(line.text) or line.text[0].islower() or line.text.endswith((",", ";")):
            return False
        if not line.gap and self.prose[index - 1] and not STOP.search(before.text[-20:]):
            return False  # a line that goes on with the one above
        after = next(
            (
                later
                for later in range(index + 1, len(self.lines))
                if self.kind[later] not in {"caption", "embed", "advertisement", "widget"}
            ),
            None,
        )
        return after is not None and self.prose[after]

    def _tail(self, start: int) -> None:
        """After the last running text: what the furniture above begins goes on; lone headlines are links."""
        current: str | None = None
        for index in range(start, len(self.lines)):
            known = self.kind[index]
            if known in FURNITURE:
                current = "related" if known in {"advertisement", "widget"} else known
            elif known is None:
                self.kind[index] = current or self._tail_kind(index)
                current = current or ("related" if self.kind[index] == "related" else None)

    def _tail_kind(self, index: int) -> str:
        """The words of a text that breaks off are body, a headline is a link, a word or two are a button."""
        line = self.lines[index]
        if is_byline(line.text):
            return "byline"
        if index and not line.gap and not STOP.search(self.lines[index - 1].text[-20:]):
            return "body"
        words = [word for word in line.text.split() if word[:1].isalpha()]
        if len(words) <= 3:
            return "widget"
        if line.text.isupper() and self.lines[self.prose.index(True)].text.isupper():
            return "body"  # all is in capitals, they tell nothing
        return "related" if sum(word[0].isupper() for word in words) > 0.6 * len(words) else "body"

    def _comments(self, lead: int) -> None:
        """After the heading of a comment section all is comment, if more of the text stands before it than after."""
        heading = next((index for index, kind in self.opens.items() if kind == "comment_form" and index > lead), None)
        if heading is None:
            return
        before = sum(line.n_words for line, prose in zip(self.lines[:heading], self.prose[:heading], strict=True) if prose)
        after = sum(line.n_words for line, prose in zip(self.lines[heading:], self.prose[heading:], strict=True) if prose)
        if before >= BODY_BEFORE_COMMENTS and before > after:
            for index in range(heading, len(self.lines)):
                if self.kind[index] not in FURNITURE | {"embed"}:
                    self.kind[index] = "comment_form"

    def _teasers(self) -> None:
        """In the list of links at the end, a lone sentence under a headline is that headline's summary."""
        headings = [index for index, kind in self.opens.items() if kind == "related"]
        read = [index for index, prose in enumerate(self.prose) if prose and self.kind[index] is None]
        if not headings or len(read) < 4:
            return
        for index in read:
            if index > headings[-1] and index > read[2] and self._is_lone(index):
                self.kind[index] = "related"

    def _is_lone(self, index: int) -> bool:
        """No running text right above or below, and what is above is a link."""
        below = index + 1 < len(self.lines) and self.prose[index + 1]
        return not below and self.kind[index - 1] in {"related", "subheading", "timestamp"} and self.lines[index].n_words <= 45


def is_dated(line: Line) -> bool:
    """A short line of names and a full date: `By Jane Doe   April 15, 2021 6:12 a.m.`"""
    if line.n_words > 14 or not (moment := find_moment(line.text)):
        return False
    rest = f"{line.text[: moment.start]} {line.text[moment.end :]}".split()
    return all(not word[0].islower() or word in SMALL_WORDS for word in rest)


def _with_parts(lines: Sequence[Line], kinds: Sequence[str]) -> Iterator[Block]:
    """Blocks of the lines; a line that holds a dateline, or a byline and a date, becomes several."""
    running = 0
    first_text = next((index for index, kind in enumerate(kinds) if kind == "body"), len(lines))
    for index, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind == "body":
            running += 1
            dateline = read_dateline(line.text) if running <= DATELINE_LINES else None
            if dateline and dateline.end < len(line.text):
                yield Block(line.start, line.start + len(line.text[: dateline.end].rstrip()), "dateline")
                yield Block(line.start + dateline.end, line.end, "body")
                continue
            yield Block(line.start, line.end, "dateline" if dateline else "body")
        elif kind in {"widget", "byline"} and index < first_text and (moment := find_moment(line.text)):
            yield from _credits(line, moment.start, moment.end)
        else:
            yield Block(line.start, line.end, kind)


def _credits(line: Line, start: int, end: int) -> Iterator[Block]:
    """The parts of a line that glues section, author, date and counters together."""
    before, after = line.text[:start].rstrip(" |,-–—•·/"), line.text[end:].strip()
    if before:
        name = doubled_name(before)
        split = name.start if name and name.end == len(before) else 0
        if split:
            yield Block(line.start, line.start + len(before[:split].rstrip()), "widget")
        author = split or is_byline(before) or is_name(before.strip())
        yield Block(line.start + split, line.start + len(before), "byline" if author else "widget")
    yield Block(line.start + start, line.start + start + len(line.text[start:end].rstrip()), "timestamp")
    if after:
        begin = line.text.index(after, end)
        yield Block(line.start + begin, line.end, "widget")
