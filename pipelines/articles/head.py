"""The head of a dump, before its first running text: title, byline, dateline, standfirst, and the menus above. Standard library only."""

from pipelines.articles.byline import is_byline, is_name, is_names
from pipelines.articles.dateline import read_dateline
from pipelines.articles.dump import SMALL_WORDS, Dump, is_dated
from pipelines.articles.furniture import is_menu, plain
from pipelines.articles.lines import Line, has_letters
from pipelines.articles.timestamps import PUBLISHED, UPDATED, find_moment

TITLE_WORDS = range(3, 31)
HEAD_LINES = 60
"""A title is looked for among this many lines, so that a list of a million lines is read in one pass too."""
INDEX_LINES = 8
BANNER_LINES, BANNER_WORDS = 15, 120
"""Longest text of banners and appeals above a title."""


def mark_without_prose(dump: Dump) -> None:
    """A document of short lines only: one or a few are body, the first of them a title; many are the links of an index page."""
    unknown = [index for index, kind in enumerate(dump.kind) if kind is None]
    if len(unknown) >= INDEX_LINES:
        for index in unknown[1:]:
            dump.kind[index] = "related"
    if len(unknown) > 1 and dump.stated_title is None and dump.lines[unknown[0]].n_words in TITLE_WORDS:
        dump.kind[unknown[0]] = "title"


def mark_banners(dump: Dump) -> None:
    """Sentences above a title with its byline or date are no text: the banner for cookies, an appeal."""
    if dump.stated_title is not None or not any(dump.prose):
        return
    lead, words = dump.prose.index(True), 0
    if any(dump.kind[index] is None and _can_be_title(dump.lines[index]) for index in range(lead)):
        return
    for index in range(lead, min(lead + BANNER_LINES, len(dump.lines))):
        if dump.prose[index]:
            if read_dateline(dump.lines[index].text):
                return
            words += dump.lines[index].n_words
        elif dump.kind[index] is None and _can_be_title(dump.lines[index]) and _is_credited(dump, index):
            for above in range(index):
                if dump.prose[above]:
                    dump.kind[above], dump.prose[above] = "widget", False
            return
        if words > BANNER_WORDS:
            return


def mark_head(dump: Dump, lead: int) -> None:
    """Title, bylines, timestamps and menus before the first running text."""
    title = _find_title(dump, lead)
    for index in range(lead):
        if dump.kind[index] is None:
            dump.kind[index] = _head_kind(dump, index, title, lead)
        elif dump.kind[index] == "widget" and title is not None and plain(dump.lines[index].text) == plain(dump.lines[title].text):
            dump.kind[index] = "title"


def _is_credited(dump: Dump, index: int) -> bool:
    """Whether a byline or a full date stands right under a line, and running text after it."""
    below = range(index + 1, min(index + 4, len(dump.lines)))
    first = next((at for at in below if dump.prose[at]), below.stop)
    credits = any(is_byline(dump.lines[at].text) or find_moment(dump.lines[at].text) for at in range(index + 1, first))
    return credits and sum(dump.prose[index:]) >= 2


def _find_title(dump: Dump, lead: int) -> int | None:
    """The line of the head that is the title: one that stands twice, or that another line ends in, or the first long enough."""
    if dump.stated_title is not None:
        return next((index for index in range(lead) if dump.kind[index] == "title"), None)
    candidates = [index for index in range(lead) if dump.kind[index] is None and _can_be_title(dump.lines[index])]
    candidates = candidates[:HEAD_LINES]
    texts = [plain(line.text) for line in dump.lines[: min(lead, 2 * HEAD_LINES)]]
    candidates = [index for index in candidates if index < len(texts)]
    for index in candidates:
        if texts.count(texts[index]) > 1 and dump.lines[index].n_words >= 3:
            return index
    for index in candidates:
        mine = texts[index]
        if len(mine) >= 15 and any(other != mine and other.endswith(mine) for other in texts):
            return index
    return next((index for index in candidates if dump.lines[index].n_words >= 4), candidates[0] if candidates and lead <= 4 else None)


def _can_be_title(line: Line) -> bool:
    return (
        line.n_words in TITLE_WORDS
        and has_letters(line.text)
        and not is_byline(line.text)
        and not _says_when(line)
        and not line.text.endswith(":")
        and not is_menu(line.text)
        and read_dateline(line.text) is None
    )


def _says_when(line: Line) -> bool:
    """Whether a short line with a full date says when the page was made, and not what happened on that day."""
    moment = find_moment(line.text) if line.n_words <= 12 else None
    if moment is None:
        return False
    rest = f"{line.text[: moment.start]} {line.text[moment.end :]}".split()
    told = sum(word[0].islower() and word not in SMALL_WORDS for word in rest)
    return told < 2 or bool(PUBLISHED.search(line.text) or UPDATED.search(line.text))


def _head_kind(dump: Dump, index: int, title: int | None, lead: int) -> str:
    line = dump.lines[index]
    if is_byline(line.text):
        return "byline"
    if _is_bare_dateline(line):
        return "dateline"
    if is_dated(line):
        return "widget"
    if title is None:
        return _untitled(line, lead)
    if index == title or plain(line.text) == plain(dump.lines[title].text):
        return "title"
    if index < title or _is_glued(dump, line, title) or find_moment(line.text) or is_menu(line.text):
        return "widget"
    if is_names(line.text):
        return "byline"
    return "subheading" if line.n_words >= 4 else "widget"


def _untitled(line: Line, lead: int) -> str:
    """Short lines above a text without a title: menus if there are many, otherwise its own words."""
    if is_name(line.text) and lead <= 3:
        return "byline"
    return "widget" if line.n_words <= 3 or find_moment(line.text) else "body"


def _is_bare_dateline(line: Line) -> bool:
    dateline = read_dateline(line.text)
    return dateline is not None and dateline.end >= len(line.text)


def _is_glued(dump: Dump, line: Line, title: int) -> bool:
    """A breadcrumb that the title was glued to: `HomeNewsTitle of the report`."""
    mine, other = plain(dump.lines[title].text), plain(line.text)
    return len(mine) >= 15 and mine in other and len(other) <= len(mine) + 60
