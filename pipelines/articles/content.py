"""The running text of a page: which of its paragraphs are the article's. Works on a parsed page.

Paragraphs are read off the tree in one pass (paragraphs.py). The article is the smallest part of the page that holds nearly all of its
running text. Left out of it is what its form shows to be furniture, or the page's own names for its parts (seeds/reference/page_parts.csv).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from pipelines.articles.paragraphs import Paragraph, Part, read_paragraphs
from pipelines.articles.records import Fields

NEARLY_ALL = 0.75
"""A part of the page is entered while it holds this share of the running text of the part around it."""
MOST, MUCH = 0.75, 0.2
"""Shares of the running text. A sure sign of furniture that stands over most of it, or another over much of it, is none on this page."""
SAME_TEXT = 0.75
"""Share of words that a stated body and what is found on the page must have in common to be one text."""
AROUND = 4
HEAD_LENGTH = 160
TEASER_WORDS, LABEL_WORDS = 60, 4
LINKED = 0.5
ALL_LINK = 0.85
RUNNING_WORDS = 12
STOP = re.compile(r"[.!?:…][\"'”’»)\]]*\s*\Z")
TAIL = 20
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Extracted(NamedTuple):
    """The text of a page, a paragraph a line, and which of its lines are headings."""

    lines: list[str]
    headings: frozenset[int]
    words: int
    head: tuple[str, ...]
    """Short lines around its headline that are no part of it."""
    foot: tuple[str, ...]
    """The same right after its last line."""
    teasers: tuple[int, float]
    """How many of its lines stand under a linked headline, as on a page of links, and their share of its words."""


def extract_content(tree: etree._Element, stated: Fields | None = None) -> Extracted:
    """The article of a page.

    Args:
        tree: the page.
        stated: what its metadata state. A paragraph that is its summary belongs to it, its title does not. Where a body is stated that is
            nearly all of the text, other paragraphs after its beginning do not.
    """
    fields = stated or Fields()
    paragraphs, parts = read_paragraphs(tree)
    running = [one for one in paragraphs if _is_running(one)]
    furniture = _furniture(running, parts)
    running = [one for one in running if one.part not in furniture]
    free = [one.part not in furniture for one in paragraphs]
    inside = _within(parts, _article_part(parts, _held(running, parts)))
    kept = [one.part in inside and is_free and _is_kept(one) for one, is_free in zip(paragraphs, free, strict=True)]
    _keep_lead(paragraphs, kept, free, fields)
    lines = [one for one, keep in zip(paragraphs, kept, strict=True) if keep]
    lines = list(_without_headings_of_nothing(_without_title(lines, fields.title)))
    if fields.text:
        lines = _as_stated(lines, fields.text)
    return Extracted(
        [one.text for one in lines],
        frozenset(index for index, one in enumerate(lines) if one.tag in HEADINGS),
        sum(one.words for one in lines),
        _head(paragraphs, kept),
        _foot(paragraphs, kept),
        _teasers(paragraphs, kept),
    )


def _keep_lead(paragraphs: Sequence[Paragraph], kept: list[bool], free: Sequence[bool], fields: Fields) -> None:
    """Keeps what stands between the headline and the text: the summary, and first paragraphs that are boxed apart."""
    first = next((index for index, keep in enumerate(kept) if keep), None)
    if first is None:
        return
    titles = [index for index in range(first) if paragraphs[index].tag == "h1"]
    summary = _plain(fields.summary) if fields.summary else None
    for index in range(titles[-1] + 1 if titles else first, first):
        one = paragraphs[index]
        if free[index] and (_is_running(one) or _plain(one.text) == summary):
            kept[index] = True


def _head(paragraphs: Sequence[Paragraph], kept: Sequence[bool]) -> tuple[str, ...]:
    """What is printed between the headline and the text, and right around the two."""
    first = next((index for index, keep in enumerate(kept) if keep), 0)
    title = max((index for index in range(first) if paragraphs[index].tag == "h1"), default=max(0, first - AROUND))
    near = range(max(0, title - AROUND, first - 8 * AROUND), min(len(paragraphs), first + AROUND))
    return tuple(paragraphs[index].text for index in near if not kept[index] and len(paragraphs[index].text) <= HEAD_LENGTH)


def _foot(paragraphs: Sequence[Paragraph], kept: Sequence[bool]) -> tuple[str, ...]:
    last = max((index for index, keep in enumerate(kept) if keep), default=-1)
    return tuple(one.text for one in paragraphs[last + 1 : last + 1 + 2 * AROUND] if len(one.text) <= HEAD_LENGTH)


def _teasers(paragraphs: Sequence[Paragraph], kept: Sequence[bool]) -> tuple[int, float]:
    """Number and share of the short paragraphs under a link, dates and names of sections between the two aside."""
    number = words = total = 0
    linked = False
    for one, keep in zip(paragraphs, kept, strict=True):
        if keep:
            total += one.words
            if linked and _is_running(one) and one.words <= TEASER_WORDS:
                number += 1
                words += one.words
        if one.words > LABEL_WORDS:
            linked = one.linked >= ALL_LINK * len(one.text)
    return number, words / max(1, total)


def _as_stated(lines: list[Paragraph], stated: str) -> list[Paragraph]:
    """Lines of the stated body, and those before them; all where the body is not the same text."""
    body = _plain(stated)
    found = [_plain(one.text)[:80] in body for one in lines]
    words = sum(one.words for one, is_in in zip(lines, found, strict=True) if is_in)
    if words < SAME_TEXT * max(stated.count(" "), sum(one.words for one in lines)):
        return lines
    first = found.index(True)
    return [one for index, (one, is_in) in enumerate(zip(lines, found, strict=True)) if is_in or index < first or one.tag in HEADINGS]


def _is_running(paragraph: Paragraph) -> bool:
    """Whether it is a sentence or more, and no link."""
    return (
        paragraph.words >= RUNNING_WORDS
        and paragraph.linked < LINKED * len(paragraph.text)
        and paragraph.tag not in HEADINGS
        and bool(STOP.search(paragraph.text[-TAIL:]) or paragraph.words >= 2 * RUNNING_WORDS)
    )


def _held(running: Sequence[Paragraph], parts: Sequence[Part]) -> list[int]:
    """Words of running text in each part, those of its own parts included."""
    held = [0] * len(parts)
    for one in running:
        held[one.part] += one.words
    for index in range(len(parts) - 1, 0, -1):  # a part stands after the one it is in
        held[parts[index].inside] += held[index]
    return held


def _furniture(running: Sequence[Paragraph], parts: Sequence[Part]) -> frozenset[int]:
    """Parts that stand under a sign of furniture. A sign over most of the running text means something else on a page."""
    void = _over(((parts[one.part].furniture, one.words) for one in running), MOST)
    out = frozenset(index for index, part in enumerate(parts) if part.furniture and part.furniture - void)
    void = _over(((parts[one.part].perhaps, one.words) for one in running if one.part not in out), MUCH)
    return out | frozenset(index for index, part in enumerate(parts) if part.perhaps and part.perhaps - void)


def _over(signs: Iterable[tuple[frozenset[str], int]], share: float) -> frozenset[str]:
    """Signs that stand over more than that share of the words."""
    words: dict[str, int] = defaultdict(int)
    total = 0
    for above, count in signs:
        total += count
        for sign in above:
            words[sign] += count
    return frozenset(sign for sign, count in words.items() if count > share * total)


def _article_part(parts: Sequence[Part], held: Sequence[int]) -> int:
    """The smallest part that holds nearly all running text."""
    children: dict[int, list[int]] = defaultdict(list)
    for index in range(1, len(parts)):
        if held[index]:
            children[parts[index].inside].append(index)
    top = 0
    while children[top]:
        best = max(children[top], key=lambda index: (held[index], -index))
        if held[best] < NEARLY_ALL * held[top]:
            articles = [index for index in children[top] if parts[index].tag == "article"]
            if not articles:
                break
            best = articles[0]
        top = best
    return top


def _within(parts: Sequence[Part], top: int) -> frozenset[int]:
    found = {top}
    for index in range(top + 1, len(parts)):
        if parts[index].inside in found:
            found.add(index)
    return frozenset(found)


def _is_kept(paragraph: Paragraph) -> bool:
    """Whether a paragraph of the article is its text: not when it is a link and nothing else."""
    if paragraph.linked >= ALL_LINK * len(paragraph.text):
        return False
    return paragraph.tag in HEADINGS or paragraph.words >= 2 or bool(STOP.search(paragraph.text[-TAIL:]))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def _without_title(lines: Iterable[Paragraph], title: str | None) -> Iterable[Paragraph]:
    bare = _plain(title) if title else None
    for one in lines:
        if one.tag != "h1" and _plain(one.text) != bare:
            yield one


def _without_headings_of_nothing(lines: Iterable[Paragraph]) -> Iterable[Paragraph]:
    """Headings with no text under them head what was left out."""
    waiting: Paragraph | None = None
    for one in lines:
        if one.tag in HEADINGS:
            waiting = one
            continue
        if waiting:
            yield waiting
            waiting = None
        yield one
