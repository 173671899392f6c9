"""HTML pages to text: the one place where it is chosen what reads a page.

Measured on 38 publishers' pages (`make score`, `make bench`): our own reading of a page (content.py) is better than trafilatura, the best
of the libraries, and about three times as fast. Trafilatura is asked where ours finds next to nothing, and believed if it finds more. A
body that the metadata state is taken where the page shows much less of it. Parsing is lxml's.
"""

import re

from lxml import etree  # type: ignore[import-untyped]

from pipelines.articles.content import Extracted, extract_content
from pipelines.articles.decode import UNSAFE, mended
from pipelines.articles.metadata import read_metadata
from pipelines.articles.raw import Rejected
from pipelines.articles.records import Fields

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,30})", re.I)
LONG_TAG = re.compile(rb"<(?P<name>[A-Za-z][\w-]{0,30})(?P<attributes>\s[^>]{20000,})>")
MAX_ATTRIBUTES = 1000
ENTITIES = re.compile(r"(?:&#?\w{2,31};){30,}")
"""Long runs of them may be accents, which trafilatura would put in order, in the square of their number."""
FEW_WORDS = 80
"""With fewer than these another reading is asked for."""
MANY_ELEMENTS = 6000
"""With more nobody else is asked: on such pages the library may take minutes. Publishers' pages have about a thousand."""
FULLER = 1.3
"""A stated body is taken if it has so many times the words of what the page shows."""


def charset_of(data: bytes) -> str | None:
    """The encoding that a page states in its head."""
    match = CHARSET.search(data[:4096])
    return match.group(1).decode("ascii") if match else None


def read_page(page: str, url: str | None = None) -> Fields:
    """The fields of a page.

    Args:
        page: its HTML.
        url: where it was fetched from, if that is known; its own statement comes first.

    Raises:
        Rejected: malformed, where it is no HTML; too_large, where it has more elements than paragraphs.py reads.
    """
    source = LONG_TAG.sub(_bare_tag, _without_scripts(page.replace("\x00", " ").encode("utf-8", "replace")))
    tree = _parse(source)
    fields = read_metadata(tree)
    fields.url = fields.url or url
    content = extract_content(tree, fields)
    fields.head, fields.foot, fields.teasers = content.head, content.foot, content.teasers
    fields.text, fields.headings = _text(content, fields.text, source, tree)
    return fields


def _text(content: Extracted, stated: str | None, source: bytes, tree: etree._Element) -> tuple[str | None, tuple[int, ...]]:
    """The best text there is, and where its headings begin."""
    other = stated
    if not (stated and stated.count(" ") > FULLER * content.words):
        ask = content.words < FEW_WORDS and sum(1 for _ in tree.iter()) < MANY_ELEMENTS
        other = _by_trafilatura(source.decode()) if ask else None
        if not (other and other.count(" ") > FULLER * content.words):
            return _clean("\n".join(content.lines)), _headings(content)
    return _clean(other or ""), ()


def _clean(text: str) -> str | None:
    """A text without characters that no file should hold; offsets stay."""
    return UNSAFE.sub(" ", mended(text)) or None


def _without_scripts(page: bytes) -> bytes:
    """A page without its programs, which are the half of most and say nothing; data in JSON-LD stay."""
    kept, at = [], 0
    while (start := page.find(b"<script", at)) >= 0 and (end := page.find(b"</script>", start)) >= 0:
        kept.append(page[at:start] if b"ld+json" not in page[start : start + 200] else page[at:end])
        at = end
    kept.append(page[at:])
    return b"".join(kept)


def _bare_tag(tag: re.Match[bytes]) -> bytes:
    """A tag without its attributes if they are too many: the parser compares each with every other."""
    return tag.group() if tag["attributes"].count(b"=") <= MAX_ATTRIBUTES else b"<" + tag["name"] + b">"


def _parse(source: bytes) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(source, parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Rejected("malformed", "It is no HTML.") from error
    if tree is None:
        raise Rejected("malformed", "It is no HTML.")
    return tree


def _headings(content: Extracted) -> tuple[int, ...]:
    """Where the lines that are headings begin in the text."""
    starts, at = [], 0
    for index, line in enumerate(content.lines):
        if index in content.headings:
            starts.append(at)
        at += len(line) + 1
    return tuple(starts)


def _by_trafilatura(source: str) -> str | None:
    """The running text as the library finds it, a paragraph a line."""
    import trafilatura  # a second of loading that most runs can do without

    text = trafilatura.extract(ENTITIES.sub(" ", mended(source)), include_comments=False, include_tables=False, with_metadata=False)
    return text or None
