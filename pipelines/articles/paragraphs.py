"""Reads the paragraphs off a page: every stretch of text between two edges of blocks, where on the page it stands, how much is linked.

One pass over the tree without recursion, so that a page nested a hundred thousand deep is read like any other.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from pipelines.articles.raw import Rejected
from pipelines.reference import rows

INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr",
    "amp-fit-text",
})  # fmt: skip
NOT_READ = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "head", "select", "option", "textarea", "button", "input",
    "object", "embed", "audio", "video", "canvas", "math", "map", "dialog", "nav", "footer", "menu",
})  # fmt: skip
FURNITURE_TAGS = frozenset({
    "aside", "form", "figure", "figcaption", "fieldset", "table", "address",
})  # fmt: skip
FURNITURE_ROLES = frozenset({
    "navigation", "complementary", "contentinfo", "banner", "search", "dialog", "alert", "menu", "toolbar", "form", "button",
})  # fmt: skip
NAMED = frozenset({
    "class", "id", "data-component", "data-testid", "data-module", "data-type", "data-block", "data-widget", "itemprop",
})  # fmt: skip
PIECES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
BLOCK, INLINE_TEXT, LINK, BREAK, LEFT_OUT = range(5)
FORMS = dict.fromkeys(INLINE, INLINE_TEXT) | dict.fromkeys(NOT_READ, LEFT_OUT) | {"a": LINK, "br": BREAK}
KINDS = ("furniture", "text", "perhaps")
WHOLE = frozenset({"html", "body", "main", "article"})
"""Parts that are never furniture, for their names tell of the whole page (`no-sidebar`, `has-comments`)."""
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


MAX_ELEMENTS = 200_000
MAX_CHARACTERS = 4_000_000


class Sign(NamedTuple):
    """A word that tells what a part is, and of which kind it is: furniture (surely), perhaps (unless it is all over the text), text."""

    word: str
    kind: str


class Part(NamedTuple):
    """A block of the page: the part it lies in (by number), its tag, and the signs of furniture that it stands under.

    A sign is a word of the part's name, its tag or its role. `furniture` holds those that are sure, `perhaps` those that are not; a part
    that is named as one that holds text stands under none of the latter.
    """

    inside: int
    tag: str
    furniture: frozenset[str]
    perhaps: frozenset[str]


class Paragraph(NamedTuple):
    """A stretch of text; `linked` counts its characters that are links."""

    text: str
    part: int
    tag: str
    linked: int
    words: int


NO_PART = Part(0, "html", frozenset(), frozenset())


class _Reader:
    """What has been read so far."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.paragraphs: list[Paragraph] = []
        self.open: list[int] = []
        self.text: list[str] = []
        self.linked = 0
        self.links = 0
        self.elements = 0
        self.characters = 0

    def add(self, text: str) -> None:
        self.text.append(text)
        if self.links:
            self.linked += len(text.strip())

    def end_paragraph(self) -> None:
        """Ends a paragraph, if there is one."""
        text = "".join(self.text)
        self.characters += len(text)
        if self.characters > MAX_CHARACTERS:
            raise Rejected("too_large", f"The page has more than {MAX_CHARACTERS:,} characters of text.")
        if words := text.split():
            part = self.open[-1]
            self.paragraphs.append(Paragraph(" ".join(words), part, self.parts[part].tag, self.linked, len(words)))
        self.text, self.linked = [], 0

    def start(self, element: etree._Element, tag: str) -> None:
        """A block begins."""
        if self.text:
            self.end_paragraph()
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            raise Rejected("too_large", f"The page has more than {MAX_ELEMENTS:,} elements.")
        inside = self.open[-1] if self.open else 0
        _, _, furniture, perhaps = self.parts[inside] if self.parts else NO_PART
        if sign := _sign_of(element, tag):
            if sign.kind == "furniture":
                furniture = furniture | {sign.word}
            else:
                perhaps = perhaps | {sign.word} if sign.kind == "perhaps" else frozenset()
        self.open.append(len(self.parts))
        self.parts.append(Part(inside, tag, furniture, perhaps))

    def end(self) -> None:
        """A block ends."""
        if self.text:
            self.end_paragraph()
        self.open.pop()


def read_paragraphs(tree: etree._Element) -> tuple[list[Paragraph], list[Part]]:
    """Paragraphs of a page in its order, and its parts, each after the part that it lies in; the first is the whole page.

    Raises:
        Rejected: too_large, where it has more than MAX_ELEMENTS or MAX_CHARACTERS.
    """
    reader = _Reader()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        form = FORMS.get(tag, BLOCK) if isinstance(tag, str) else LEFT_OUT
        if event == "start":
            if form == LEFT_OUT:
                walk.skip_subtree()
                continue
            if form == BLOCK:
                reader.start(element, tag)
            elif form == LINK:
                reader.links += 1
            if text := (element.text if form != BREAK else "\n"):
                reader.add(text)
        else:
            if form == BLOCK:
                reader.end()
            elif form == LINK:
                reader.links -= 1
            if (text := element.tail) and reader.open:
                reader.add(text)
    return reader.paragraphs, reader.parts or [NO_PART]


def _sign_of(element: etree._Element, tag: str) -> Sign | None:
    """What tells most of a part: that it is furniture for sure, or text, or perhaps furniture."""
    if tag in FURNITURE_TAGS:
        return Sign(tag, "furniture")
    if tag in WHOLE:
        return None
    best: Sign | None = None
    for attribute, value in element.items():
        if sign := _sign_in(value) if attribute in NAMED else _sign_of_attribute(attribute, value):
            best = _stronger(best, sign)
    return best


def _sign_of_attribute(attribute: str, value: str) -> Sign | None:
    if attribute == "role":
        return Sign(value, "furniture") if value in FURNITURE_ROLES else None
    hides = attribute == "hidden" or (attribute == "aria-hidden" and value == "true") or (attribute == "style" and HIDDEN.search(value))
    return Sign("hidden", "perhaps") if hides else None


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, Sign], frozenset[str]]:
    """Word or pair of words -> the sign that it is; and the second words of the pairs."""
    signs = {row["name"]: Sign(row["name"], row["kind"]) for row in rows("page_parts")}
    return signs, frozenset(name.split()[1] for name in signs if " " in name)


@lru_cache(maxsize=8192)
def _sign_in(name: str) -> Sign | None:
    """The word of a class or id that tells most. Written for speed: pages have hundreds of names, and no two sites the same."""
    signs, seconds = _names()
    best, before = None, ""
    for piece in PIECES.findall(name[:300]):
        word = piece.lower()
        sign = signs.get(word)
        if word in seconds:
            sign = _stronger(sign, signs.get(f"{before} {word}"))
        if sign:
            best = _stronger(best, sign)
        before = word
    return best


def _stronger(one: Sign | None, other: Sign | None) -> Sign | None:
    if one is None or other is None:
        return one or other
    return one if KINDS.index(one.kind) <= KINDS.index(other.kind) else other
