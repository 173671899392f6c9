"""Below the text of a dump: links, comments, words about the authors, the foot of the page. Standard library only."""

from itertools import pairwise

from pipelines.articles.byline import authors_of, is_byline
from pipelines.articles.dump import FURNITURE, Dump
from pipelines.articles.furniture import bio_of, has_press_role, is_credit_line
from pipelines.articles.lines import STOP

ENOUGH_BEFORE = 40
"""Words of text that must stand above comments or a footer."""
FEW_AFTER = 0.25
"""Sentences below the beginning of a footer are part of it if they are fewer than this share of what stands above."""
TEASER_WORDS = 45


def mark_makers(dump: Dump) -> None:
    """Below running text, lines that tell who reported, wrote and edited are its foot; above it they are a byline."""
    if not any(dump.prose):
        return
    for index in range(dump.prose.index(True) + 1, len(dump.lines)):
        if dump.kind[index] is None and is_credit_line(dump.lines[index]):
            dump.kind[index], dump.prose[index] = "footer", False


def mark_tail(dump: Dump, start: int) -> None:
    """After the last running text: what the furniture above begins goes on; lone headlines are links."""
    current: str | None = None
    for index in range(start, len(dump.lines)):
        known = dump.kind[index]
        if index in dump.opens:
            current = dump.opens[index]
        elif known in FURNITURE:
            current = "related" if known in {"advertisement", "widget"} else known
        elif known is None:
            dump.kind[index] = current or _tail_kind(dump, index)
            current = current or ("related" if dump.kind[index] == "related" else None)


def mark_comments(dump: Dump, lead: int) -> None:
    """After the heading of a comment section all is comment, if more of the text stands before it than after."""
    heading = next((index for index, kind in dump.opens.items() if kind == "comment_form" and index > lead), None)
    if heading is None:
        return
    before = sum(line.n_words for line, prose in zip(dump.lines[:heading], dump.prose[:heading], strict=True) if prose)
    after = sum(line.n_words for line, prose in zip(dump.lines[heading:], dump.prose[heading:], strict=True) if prose)
    if before >= ENOUGH_BEFORE and before > after:
        for index in range(heading, len(dump.lines)):
            if dump.kind[index] not in FURNITURE | {"embed"}:
                dump.kind[index] = "comment_form"


def mark_teasers(dump: Dump) -> None:
    """In the list of links at the end, a lone sentence under a headline is that headline's summary."""
    headings = [index for index, kind in dump.opens.items() if kind == "related"]
    read = [index for index, prose in enumerate(dump.prose) if prose and dump.kind[index] is None]
    if not headings or len(read) < 4:
        return
    for index in read:
        if index > headings[-1] and index > read[2] and _is_lone(dump, index):
            dump.kind[index] = "related"
    if all(dump.kind[index] is not None for index in read if index > headings[-1]) and headings[-1] > read[2]:
        for index in range(headings[-1], len(dump.lines)):
            if dump.kind[index] == "subheading":
                dump.kind[index] = "related"


def mark_bios(dump: Dump) -> None:
    """The words about the authors at the end: who they are."""
    texts = [index for index, prose in enumerate(dump.prose) if prose and dump.kind[index] is None]
    authors = {name for index, kind in enumerate(dump.kind) if kind == "byline" for name in authors_of(dump.lines[index].text)}
    for index in texts[2:]:
        name = bio_of(dump.lines[index])
        if name and (name in authors or (index in texts[-3:] and has_press_role(dump.lines[index]))):
            dump.kind[index] = "footer"


def mark_closing(dump: Dump, lead: int) -> None:
    """After several lines of a footer, sentences are part of it, if they are few beside what stands above."""
    footers = [index for index, kind in enumerate(dump.kind) if kind == "footer" and index > lead]
    start = next((one for one, other in pairwise(footers) if other - one <= 3), None)
    if start is None:
        return
    before, after = dump.words(range(start)), dump.words(range(start, len(dump.lines)))
    if before >= ENOUGH_BEFORE and after < FEW_AFTER * before:
        for index in range(start, len(dump.lines)):
            if dump.kind[index] is None or dump.kind[index] in {"subheading", "body"}:
                dump.kind[index] = "footer"


def _tail_kind(dump: Dump, index: int) -> str:
    """The words of a text that breaks off are body, a headline is a link, a word or two are a button."""
    line = dump.lines[index]
    if is_byline(line.text):
        return "byline"
    if index and not line.gap and not STOP.search(dump.lines[index - 1].text[-20:]):
        return "body"
    words = [word for word in line.text.split() if word[:1].isalpha()]
    if len(words) > 1 and STOP.search(line.text[-20:]) and line.text[0].isalpha():
        return "body"
    if len(words) <= 3:
        return "widget"
    if line.text.isupper() and dump.lines[dump.prose.index(True)].text.isupper():
        return "body"  # all is in capitals, they tell nothing
    return "related" if sum(word[0].isupper() for word in words) > 0.6 * len(words) else "body"


def _is_lone(dump: Dump, index: int) -> bool:
    """No running text right above or below, and what is above is a link."""
    below = index + 1 < len(dump.lines) and dump.prose[index + 1]
    return not below and dump.kind[index - 1] in {"related", "subheading", "timestamp"} and dump.lines[index].n_words <= TEASER_WORDS
