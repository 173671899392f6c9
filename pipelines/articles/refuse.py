"""Which texts are no articles: pages of links and teasers, notices of paywalls, of errors and of consent, pages around a video or pictures.

A page is refused for what it is as a whole: by phrases (seeds/reference/refusal_phrases.csv) where it has little else, by what its data say
it is, and by its form. In doubt it is an article.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipelines.articles.furniture import plain
from pipelines.articles.raw import MIN_WORDS, Rejected
from pipelines.articles.records import Fields
from pipelines.articles.timestamps import find_moment
from pipelines.reference import rows
from pipelines.text.spans import Block

WHY = {
    "paywall": "It is the notice of a paywall.",
    "error": "It is the notice of an error.",
    "robot": "It is a check whether a person reads it.",
    "script": "It is a request to change the browser.",
    "consent": "It is a request for consent to cookies.",
    "login": "It is a form to log in.",
    "site": "It is a page about the site itself.",
    "video": "It is a page around a video.",
    "audio": "It is a page around a sound.",
    "gallery": "It is a page of pictures.",
    "index": "It is an index of other pages with a line or two of each.",
    "listing": "It is a list of offers, dates or values.",
}
NOTICES = ("error", "robot", "script", "consent", "login", "site", "listing")
NOTICES_ALONE = ("error", "robot", "script", "consent")
"""Those that stand on a page in place of a report; forms and lists stand beside reports too."""
MEDIA = ("video", "audio", "gallery")
NOTICE_LINE, PAYWALL_LINE, PHRASE_LINE = 60, 25, 14
"""Most words of a line in which a phrase makes a notice, closes a report, or labels a player or a list."""
LITTLE = 40
"""Words of body; with fewer beside its notices a page is a notice."""
TITLED = 150
"""A page whose title says what it is has fewer words of body."""
BEFORE_PAYWALL, AFTER_PAYWALL = 130, 90
"""Most words of body before and after the notice of a paywall; with more there is an article to be read."""
MEDIA_TITLED, MEDIA_LINES = 90, 45
MAX_LINES = 10_000
MUCH = 800
"""Words of body; with more a text is read whatever else it says."""
FIRST, LAST = 300, 100
"""Lines that are looked at of a text with a great many."""
MANY_LINES = 8
TEASERS, MANY_TEASERS = 4, 6
TEASER_WORDS, SHORT_TEASER, LONG_TEASER = 60, 32, 45
MOSTLY = 0.65
ARTICLE_TYPE = re.compile(r"(?:\w*article|\w*posting|report\w*|review\w*|article:\w+)\Z")
INDEX_TYPES = frozenset({"collectionpage", "searchresultspage", "profilepage", "profile"})
MEDIA_TYPES = {
    "videoobject": "video", "video": "video", "video.other": "video", "video.movie": "video", "video.episode": "video",
    "broadcastevent": "video", "audioobject": "audio", "podcastepisode": "audio", "radioepisode": "audio", "music.song": "audio",
    "imagegallery": "gallery", "mediagallery": "gallery",
}  # fmt: skip
SITE_TYPES = frozenset({"aboutpage", "contactpage"})
TITLE_MARKS = re.compile(r"\s+[–—·•»-]\s+|\s*\|\s*")
PAGE_NUMBER = re.compile(r"page \d+(?: of \d+)?\Z")
SITE_WORDS = 4
"""Most words of a site's name in a title; with more beside it `News` is the section of a headline."""
GOES_ON = re.compile(r"(?:\.\.\.|…|\[(?:\.\.\.|…)\])\W*\Z|(?:continue reading|read more|full story|more)\s*[»›>→]*\W*\Z", re.I)
COUNTED = re.compile(r"(?:photo|picture|image|slide)?\s*\d{1,3}\s*(?:of|/)\s*\d{1,3}\b", re.I)
STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s*\Z")
TAIL = 60
"""Characters at the end of a line that show how it ends."""
QUOTED = re.compile(r"[“\"‘][^“”\"]{0,200}[”\"’]")
AGO = re.compile(r"\b\d{1,3}\s*(?:min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?|[hdm])\s+ago\b", re.I)


class Line(NamedTuple):
    """A block, as far as it matters here."""

    kind: str
    text: str
    plain: str
    words: int


def refuse_many_lines(text: str) -> None:
    """Raises Rejected where a text has more lines than any report: telling what each is takes its time."""
    lines = len(text.splitlines())
    if lines > MAX_LINES:
        raise Rejected("too_large", f"The text has {lines:,} lines, the most that is read is {MAX_LINES:,}.")


def refuse(text: str, blocks: Sequence[Block], fields: Fields, *, stated: bool) -> None:
    """Does nothing where a text is an article.

    Args:
        text: the canonical text.
        blocks: its blocks.
        fields: what is stated of it.
        stated: whether the text was stated to be the article's; then its form is not judged, only what it says.

    Raises:
        Rejected: no_article or too_short.
    """
    lines = [_line(text, block) for block in (blocks if len(blocks) <= FIRST + LAST else (*blocks[:FIRST], *blocks[-LAST:]))]
    title = plain((fields.title or next((line.text for line in lines if line.kind == "title"), lines[0].text if lines else ""))[:300])
    words = [(block.kind, len(text[block.start : block.end].split())) for block in blocks]
    body, total = sum(count for kind, count in words if kind == "body"), sum(count for _, count in words)
    found = _by_words(lines, title, body, stated) or _by_type(fields.page_types, body)
    if found is None and body < BEFORE_PAYWALL and _is_behind_paywall(fields):
        found = "paywall"
    if found is None and not stated:
        found = "index" if _is_index(text, lines, title, fields) else None
    if found:
        raise Rejected("no_article", WHY[found])
    if stated:
        if len(f"{fields.title or ''} {text}".split(maxsplit=MIN_WORDS)) < MIN_WORDS:
            raise Rejected("too_short", f"Its title and text have fewer than {MIN_WORDS} words.")
        return
    if len(blocks) >= MANY_LINES and (body < MIN_WORDS or body < 0.2 * total):
        raise Rejected("no_article", "It is a page of links or forms, without running text.")
    if body < MIN_WORDS:
        raise Rejected("too_short", f"Its body has {body} words, fewer than {MIN_WORDS}.")


def _line(text: str, block: Block) -> Line:
    words = text[block.start : block.end]
    head = words[:600]
    return Line(block.kind, head, plain(head), len(words.split()))


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, tuple[str, ...]]]:
    """Phrases by place and kind."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in rows("refusal_phrases"):
        kinds = found.setdefault(row["where"], {})
        kinds[row["kind"]] = (*kinds.get(row["kind"], ()), row["phrase"])
    return found


def _titled(title: str, kind: str) -> bool:
    """Whether a title says that its page is of a kind."""
    phrases = _phrases()
    if title.startswith(phrases["title_start"].get(kind, ())) or any(phrase in title for phrase in phrases["title_has"].get(kind, ())):
        return True
    first, *others = [part.strip(" .") for part in TITLE_MARKS.split(title) if not PAGE_NUMBER.match(part)] or [""]
    return first in phrases["title_is"].get(kind, ()) and sum(len(part.split()) for part in others) <= SITE_WORDS


def _says(line: Line, kind: str, most: int) -> bool:
    """Whether a line of at most so many words says it, other than in quotation marks."""
    if line.words > most or not any(phrase in line.plain for phrase in _phrases()["line"].get(kind, ())):
        return False
    bare = plain(QUOTED.sub(" ", line.text))
    return any(phrase in bare for phrase in _phrases()["line"][kind])


def _by_words(lines: Sequence[Line], title: str, body: int, stated: bool) -> str | None:
    """The kind of page that its words tell."""
    if body > MUCH:
        return None
    if body < BEFORE_PAYWALL + AFTER_PAYWALL and _is_paywall(lines):
        return "paywall"
    return _notice(lines, title, body, stated) or _media(lines, title, body, stated)


def _notice(lines: Sequence[Line], title: str, body: int, stated: bool) -> str | None:
    """The kind of a page whose title is that of a notice, or that has little but notices in it."""
    for kind in NOTICES:
        if body < TITLED and not (stated and kind == "site") and _titled(title, kind):
            return kind
    whole = "\n".join(line.plain for line in lines)
    for kind in NOTICES if body < LITTLE // 2 else NOTICES_ALONE:
        if not any(phrase in whole for phrase in _phrases()["line"].get(kind, ())):
            continue
        notices = [line for line in lines if _says(line, kind, NOTICE_LINE)]
        words = sum(line.words for line in notices if line.kind == "body")
        if notices and (kind not in NOTICES_ALONE or body - words < LITTLE or (kind == "consent" and words > 0.5 * body)):
            return kind
    return None


def _media(lines: Sequence[Line], title: str, body: int, stated: bool) -> str | None:
    """The kind of a page that has little but a player or pictures in it."""
    for kind in MEDIA:
        if body < MEDIA_TITLED and _titled(title, kind):
            return kind
        if body < MEDIA_LINES and not stated and any(_labels(line, kind) for line in lines):
            return kind
    if stated:
        return None
    captions = [line for line in lines if line.kind == "caption" or COUNTED.match(line.text)]
    rest = sum(line.words for line in lines if line.kind == "body" and line not in captions)
    return "gallery" if len(captions) >= TEASERS and rest < MEDIA_LINES else None


def _labels(line: Line, kind: str) -> bool:
    """Whether a short line belongs to a player or pictures: a button, or a title like `Watch: the last convoy`."""
    return line.words <= PHRASE_LINE and (_says(line, kind, PHRASE_LINE) or _titled(line.plain, kind))


def _is_paywall(lines: Sequence[Line]) -> bool:
    """A notice with only the beginning of a report before it, and nothing much after it."""
    place = next((index for index, line in enumerate(lines) if _says(line, "paywall", PAYWALL_LINE)), None)
    if place is None:
        return False
    before = sum(line.words for line in lines[:place] if line.kind == "body")
    after = sum(line.words for line in lines[place:] if line.kind == "body")
    return before < BEFORE_PAYWALL and after < AFTER_PAYWALL


def _is_behind_paywall(fields: Fields) -> bool:
    """Whether a page says that it is to be paid for, in its data or right below its text."""
    lines = [Line("foot", one, plain(one), len(one.split())) for one in fields.foot]
    return fields.free is False or any(_says(line, "paywall", PAYWALL_LINE) for line in lines)


def _by_type(types: Sequence[str], body: int) -> str | None:
    """The kind of page that its data state, where they do not say that it is an article too."""
    if not types or any(ARTICLE_TYPE.match(name) for name in types):
        return None
    if INDEX_TYPES & set(types):
        return "index"
    if SITE_TYPES & set(types):
        return "site"
    media = next((MEDIA_TYPES[name] for name in types if name in MEDIA_TYPES), None)
    return media if media and body < TITLED else None


def _is_index(text: str, lines: Sequence[Line], title: str, fields: Fields) -> bool:
    """Whether it is a list of other pages."""
    number, share = fields.teasers
    if number >= TEASERS and share >= MOSTLY:
        return True
    named = _titled(title, "index")
    prose = [
        line
        for line in lines
        if line.kind == "body" and line.words >= 8 and (STOP.search(line.plain[-TAIL:]) or GOES_ON.search(line.plain[-TAIL:]))
    ]
    cut = sum(1 for line in prose if GOES_ON.search(line.plain[-TAIL:]))
    if cut >= TEASERS and cut >= 0.6 * len(prose):
        return True
    items = list(_items(lines))
    words = sum(line.words for line in prose)
    if len(items) >= TEASERS and sum(item.words for item in items) >= MOSTLY * words:
        mean = sum(item.words for item in items) / len(items)
        signs = (
            mean <= SHORT_TEASER and len(items) >= MANY_TEASERS,
            mean <= LONG_TEASER and len(items) >= MANY_LINES,
            2 * sum(item.dated for item in items) >= len(items),
            2 * sum(item.goes_on for item in items) >= len(items),
            any(_says(line, "index", PHRASE_LINE) for line in lines),
        )
        if named or sum(signs) >= 2:
            return True
    return (named and _is_list(text)) or _is_dated_list(text)


class Item(NamedTuple):
    """A headline with the short paragraph under it."""

    words: int
    dated: bool
    goes_on: bool


def _items(lines: Sequence[Line]) -> Iterator[Item]:
    """Headlines that have just one short paragraph each before the next."""
    index = 0
    while index < len(lines):
        if not _is_headline(lines[index]):
            index += 1
            continue
        end = next((later for later in range(index + 1, len(lines)) if _is_headline(lines[later])), len(lines))
        under = lines[index + 1 : end]
        prose = [line for line in under if line.kind in {"body", "related"} and line.words >= 8]
        if len(prose) == 1 and prose[0].words <= TEASER_WORDS:
            dated = any(line.kind == "timestamp" or AGO.search(line.plain) or _has_date(line) for line in under if line.words <= 12)
            goes_on = any(GOES_ON.search(line.plain[-TAIL:]) for line in under)
            yield Item(prose[0].words, dated, goes_on)
        index = end


def _has_date(line: Line) -> bool:
    return line.words <= 12 and find_moment(line.text) is not None


def _is_headline(line: Line) -> bool:
    return (
        line.kind in {"title", "subheading", "related", "body"}
        and 4 <= line.words <= 20
        and not STOP.search(line.plain[-TAIL:])
        and not GOES_ON.search(line.plain[-TAIL:])
    )


def _is_list(text: str) -> bool:
    """Whether there are several lines and all are short."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()]
    words = [len(line.split()) for line in lines]
    return len(lines) >= TEASERS and max(words) <= TEASER_WORDS and sum(words) <= SHORT_TEASER * len(lines)


def _is_dated_list(text: str) -> bool:
    """Lines of a date and a headline, one after the other."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:200]
    if len(lines) < MANY_LINES:
        return False
    dated = sum(1 for line in lines if 4 <= len(line.split()) <= 24 and not STOP.search(line[-TAIL:]) and find_moment(line[:200]))
    return dated >= MOSTLY * len(lines)
