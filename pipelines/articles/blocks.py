"""Marks what is what in a text dump: every line with text in it goes into a block, by its form and its place. Standard library only.

No list of sites: a line is judged by what it says (furniture.py, timestamps.py, byline.py), then by where it stands: before the first
running text (head.py), within it (middle.py), or after it (tail.py). Nothing is rewritten, every offset counts in the text as it came.
"""

from collections.abc import Iterator, Sequence

from pipelines.articles.byline import doubled_name, is_byline, is_name
from pipelines.articles.dateline import read_dateline
from pipelines.articles.dump import Dump
from pipelines.articles.head import mark_banners, mark_head, mark_without_prose
from pipelines.articles.lines import Line, split_lines
from pipelines.articles.middle import mark_middle, mark_points, mark_posts
from pipelines.articles.tail import mark_bios, mark_closing, mark_comments, mark_makers, mark_tail, mark_teasers
from pipelines.articles.timestamps import find_moment
from pipelines.text.spans import Block

DATELINE_LINES = 3
"""A dateline stands before one of the first lines of running text, if it stands at all."""


def mark_blocks(text: str, title: str | None = None) -> list[Block]:
    """Blocks of a document in order, none overlapping, together covering every line that is not blank.

    Args:
        text: the canonical text.
        title: the headline, where something other than the text states it; then no other line is taken for one.
    """
    lines = split_lines(text)
    if not lines:
        return []
    return list(_with_parts(lines, _kinds(Dump(lines, title))))


def _kinds(dump: Dump) -> list[str]:
    """One kind a line."""
    mark_banners(dump)
    mark_posts(dump)
    mark_makers(dump)
    lead = dump.first_prose()
    if lead == len(dump.lines):
        mark_without_prose(dump)
        return [kind or "body" for kind in dump.kind]
    last = len(dump.prose) - 1 - dump.prose[::-1].index(True)
    mark_points(dump)
    mark_head(dump, lead)
    mark_middle(dump, lead, last)
    mark_tail(dump, last + 1)
    mark_comments(dump, lead)
    mark_teasers(dump)
    mark_bios(dump)
    mark_closing(dump, lead)
    return [kind or "body" for kind in dump.kind]


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
