"""HTML pages to text. The canonical text of a page is what is extracted here; its metadata is what the page states (metadata.py)."""

import re

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from pipelines.articles.decode import without_surrogates
from pipelines.articles.metadata import read_metadata
from pipelines.articles.raw import Rejected
from pipelines.articles.records import Fields

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,30})", re.I)
LEAVE_OUT = ("script", "style", "noscript", "template", "svg", "iframe")
MAX_NODES = 200_000
UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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
        Rejected: malformed, where it is no HTML; too_large, where it has too many elements.
    """
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(UNSAFE.sub(" ", page).encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Rejected("malformed", "It is no HTML.") from error
    if sum(1 for _ in tree.iter()) > MAX_NODES:
        raise Rejected("too_large", f"The page has more than {MAX_NODES:,} elements.")
    fields = read_metadata(tree)
    fields.url = fields.url or url
    stated = fields.text
    extracted = _extract(tree)
    fields.text = extracted or stated
    return fields


def _extract(tree: HtmlElement) -> str | None:
    """The running text of the page, a paragraph a line."""
    for tag in list(tree.iter(*LEAVE_OUT)):
        tag.drop_tree()
    text = trafilatura.extract(tree, include_comments=False, include_tables=False, with_metadata=False)
    return without_surrogates(text) if text else None
