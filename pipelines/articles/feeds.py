"""Feeds to their entries: RSS 0.9 to 2.0, Atom, JSON Feed. Knows nothing of files.

The XML is read by lxml within its own bounds: 256 levels, no entities, no network. feedparser knows the same forms, but some files of
1 to 10 MB (a long address of an author, many attributes, unclosed tags) hold it for minutes.
"""

import json
import re
from collections.abc import Iterator
from html import escape, unescape
from html.entities import html5
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from pipelines.articles.decode import UNSAFE, decode, mended
from pipelines.articles.raw import MEGABYTE, Rejected

MAX_FEED = 32 * MEGABYTE
MAX_ENTRIES = 100_000
DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']\s*([\w.-]{2,40})")
PROLOGUE = re.compile(r"<\?xml[^>]{0,300}\?>")
AHEAD = r"\ufeff?\s*(?:<\?[^>]{0,500}>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]{0,500}>\s*){0,10}"
FEED = re.compile(AHEAD + r"<(?:[\w-]{1,20}:)?(?:rss|feed|RDF)\b", re.I | re.S)
SITEMAP = re.compile(AHEAD + r"<(?:[\w-]{1,20}:)?(?:urlset|sitemapindex)\b", re.I | re.S)
JSON_FEED = re.compile(r"\ufeff?\s*\{.{0,4000}?\"version\"\s*:\s*\"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version", re.S)
DEFINES = re.compile(r"<!ENTITY\b")
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
XML_NAMED = {"amp", "lt", "gt", "quot", "apos"}
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
MAILBOX = re.compile(r"[^\s@()]+@[^\s@()]+\s*\(([^()]*)\)")
PREFIXES = {
    "http://purl.org/rss/1.0/": "", "http://my.netscape.com/rdf/simple/0.9/": "", "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "", "http://www.w3.org/2005/Atom": "", "http://purl.org/atom/ns#": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "",
    "http://purl.org/rss/1.0/modules/content/": "content:", "http://purl.org/dc/elements/1.1/": "dc:", "http://purl.org/dc/terms/": "dc:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
}  # fmt: skip
"""Namespaces whose elements mean what we look for; elements of all others (media, iTunes) have names like ours and mean something else."""


class Entry(NamedTuple):
    """One entry of a feed, as printed there."""

    link: str | None
    title: str | None
    """in plain text"""
    published: str | None
    """as printed"""
    authors: list[str]
    html: str | None
    """the full content (content:encoded, Atom content) as HTML, None where the feed has only a summary"""
    summary: str | None
    """what the feed says instead or besides (description, Atom summary), as HTML"""
    outlet: str | None
    """the title of the feed"""
    updated: str | None = None
    """when it was last changed, as printed; in a feed without `published` that is often all there is"""


def looks_like_feed(text: str) -> bool:
    """Whether a text begins as a feed does."""
    head = text[:20_000]
    return bool(FEED.match(head) or JSON_FEED.match(head))


def looks_like_sitemap(text: str) -> bool:
    """Whether a text begins as a map of a site, or a list of such maps, does."""
    return bool(SITEMAP.match(text[:20_000]))


def read_feed(data: bytes, charset: str | None = None) -> list[Entry]:
    """The entries of a feed, in its order.

    Args:
        data: the raw bytes.
        charset: the encoding that the server stated, if any.

    Raises:
        Rejected: too_large; malformed, where it is no feed or defines entities of its own; or as `decode` does.
    """
    text = feed_text(data, charset)
    entries = _json_feed(text) if text.lstrip("\ufeff \t\r\n")[:1] == "{" else _xml_feed(xml_tree(text))
    first = list(islice(entries, MAX_ENTRIES + 1))
    if len(first) > MAX_ENTRIES:
        raise Rejected("too_large", f"The feed has more than {MAX_ENTRIES:,} entries.")
    return first


def _xml_feed(root: Any) -> Iterator[Entry]:
    kind = _name(root)
    if kind == "feed":
        return _atom(root)
    if kind in {"rss", "rdf"}:
        return _rss(root)
    raise Rejected("malformed", f"It is no feed: it begins with <{kind.strip('?')[:40]}>.")


def feed_text(data: bytes, charset: str | None = None) -> str:
    """The text of a feed or a map of a site, by the encoding that it states, or the server.

    Raises:
        Rejected: too_large, or as `decode` does.
    """
    if len(data) > MAX_FEED:
        raise Rejected("too_large", f"The feed is longer than {MAX_FEED // MEGABYTE} MB.")
    stated = DECLARED.search(data[:1000])
    return decode(data, charset or (stated.group(1).decode("ascii") if stated else None))[0]


def xml_tree(text: str) -> Any:
    """The root element of an XML text. What is malformed is mended as far as it goes; what lies deeper than 256 levels is left out.

    Raises:
        Rejected: malformed, where there is no element in it or it defines entities, which may stand for gigabytes.
    """
    if DEFINES.search(text):
        raise Rejected("malformed", "It defines entities of its own.")
    text = text.strip("\ufeff \t\r\n")
    if declared := PROLOGUE.match(text):  # it names the encoding that the bytes had
        text = text[declared.end() :].lstrip()
    readable = NAMED.sub(_character, UNSAFE.sub(" ", text))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False, remove_comments=True, remove_pis=True,
        encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(readable.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Rejected("malformed", "It is no XML.") from error
    if root is None:
        raise Rejected("malformed", "It is no XML.")
    return root


def _character(match: re.Match[str]) -> str:
    """The character of an entity of HTML, which XML does not know; what is none is text."""
    name = match.group(1)
    return match.group() if name in XML_NAMED else html5.get(f"{name};", f"&amp;{name};")


def _name(element: Any) -> str:
    """The name of an element in small letters, with the prefix that its namespace usually has; `?` before those of other namespaces."""
    if not isinstance(element.tag, str):  # an entity that could not be resolved
        return "?"
    namespace, _, local = element.tag.rpartition("}")
    prefix = PREFIXES.get(namespace[1:], "?") if namespace else ""
    return prefix + local.lower()


def _children(element: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for child in element:
        found.setdefault(_name(child), []).append(child)
    return found


def _first(found: dict[str, list[Any]], *names: str) -> str | None:
    """The text of the first of these that has one."""
    texts = (_inner(element) for name in names for element in found.get(name, ()))
    return next((text for text in texts if text), None)


def _inner(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _rss(root: Any) -> Iterator[Entry]:
    channel = next((child for child in root if _name(child) == "channel"), root)
    about = _children(channel)
    outlet, home = _plain(_first(about, "title", "dc:title")), _first(about, "link")
    items = (element for place in dict.fromkeys((channel, root)) for element in place if _name(element) == "item")
    return (_item(_children(item), outlet, home) for item in items)


def _item(found: dict[str, list[Any]], outlet: str | None, home: str | None) -> Entry:
    content = _first(found, "content:encoded", "content")
    summary = _first(found, "description", "dc:description", "summary")
    return Entry(
        link=_address(_rss_link(found), home),
        title=_plain(_first(found, "title", "dc:title")),
        published=_first(found, "pubdate", "dc:date", "dc:issued", "dc:created", "published"),
        authors=_names(_inner(one) for name in ("dc:creator", "author") for one in found.get(name, ())),
        html=content,
        summary=None if summary == content else summary,
        outlet=outlet,
        updated=_first(found, "dc:modified", "updated"),
    )


def _rss_link(found: dict[str, list[Any]]) -> str | None:
    if link := _first(found, "feedburner:origlink", "link"):
        return link
    permanent = (_inner(one) for one in found.get("guid", ()) if one.get("isPermaLink", "true").lower() != "false")
    return next((text for text in permanent if text.startswith(("http://", "https://"))), None) or _atom_link(found)


def _atom(root: Any) -> Iterator[Entry]:
    about = _children(root)
    outlet = _labelled(about, "title")
    authors = [name for name in _atom_authors(about) if name != outlet]
    home = _atom_link(about)
    return (_entry(child, outlet, home, authors) for child in root if _name(child) == "entry")


def _entry(element: Any, outlet: str | None, home: str | None, authors: list[str]) -> Entry:
    found = _children(element)
    content, summary = _html(found, "content"), _html(found, "summary")
    return Entry(
        link=_address(_atom_link(found), home),
        title=_labelled(found, "title"),
        published=_first(found, "published", "issued", "created", "dc:date"),
        authors=_atom_authors(found) or authors,
        html=content,
        summary=None if summary == content else summary,
        outlet=outlet,
        updated=_first(found, "updated", "modified"),
    )


def _atom_link(found: dict[str, list[Any]]) -> str | None:
    """The address of the page that an entry stands for, a page before other forms of it."""
    links = [one for one in found.get("link", ()) if one.get("href") and one.get("rel", "alternate") == "alternate"]
    links.sort(key=lambda one: one.get("type", "text/html") != "text/html")
    if not links:
        return None
    href = str(links[0].get("href")).strip()
    return _address(href, links[0].base)


def _atom_authors(found: dict[str, list[Any]]) -> list[str]:
    return _names(_first(_children(one), "name") for one in found.get("author", ()))


def _html(found: dict[str, list[Any]], name: str) -> str | None:
    """A text of Atom as HTML; None where it is something else or lies elsewhere."""
    for element in found.get(name, ()):
        kind = element.get("type", "text").lower()
        if kind == "xhtml" or (kind in {"application/xhtml+xml"} and len(element)):
            return "".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in element).strip() or None
        text = _inner(element)
        if text and kind in {"text", "text/plain"} and not element.get("mode"):
            return _as_html(text)
        if text and (kind in {"html", "text/html"} or element.get("mode") == "escaped"):
            return text
    return None


def _labelled(found: dict[str, list[Any]], name: str) -> str | None:
    """A line of Atom in plain text, by the type that it states."""
    for element in found.get(name, ()):
        text = _inner(element)
        if text:
            return " ".join(text.split()) if element.get("type", "text").lower() in {"text", "xhtml", "text/plain"} else _plain(text)
    return None


def _plain(text: str | None) -> str | None:
    """A line without the marks of HTML, which titles of RSS hold without saying so."""
    return " ".join(unescape(TAG.sub("", text)).split()) or None if text else None


def _as_html(text: str) -> str:
    """Plain text as paragraphs of HTML."""
    return "".join(f"<p>{escape(part.strip(), quote=False)}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())


def _names(stated: Iterator[str | None]) -> list[str]:
    """Names of authors, each once; of `mail@place (Name)` the name."""
    plain = (_plain(MAILBOX.sub(r"\1", name[:500])) for name in stated if name)
    return list(dict.fromkeys(name for name in plain if name))


def _address(link: str | None, base: str | None) -> str | None:
    """A link made whole, None if it is no address of a page."""
    if not link:
        return None
    try:
        whole = urljoin(base or "", "".join(link.split()))
    except ValueError:
        return None
    return whole if whole.lower().startswith(("http://", "https://")) else None


def _json_feed(text: str) -> Iterator[Entry]:
    """The items of a JSON Feed (jsonfeed.org, version 1 and 1.1)."""
    try:
        feed = json.loads(text.lstrip("\ufeff \t\r\n"))
    except (ValueError, RecursionError) as error:
        raise Rejected("malformed", "It is no JSON.") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version")):
        raise Rejected("malformed", "It is no JSON Feed.")
    outlet = _plain(_string(feed, "title"))
    authors = [name for name in _json_authors(feed) if name != outlet]
    home = _string(feed, "home_page_url")
    return (_json_item(item, outlet, home, authors) for item in items if isinstance(item, dict))


def _json_item(item: dict[str, Any], outlet: str | None, home: str | None, authors: list[str]) -> Entry:
    text = _string(item, "content_text")
    summary = _string(item, "summary")
    return Entry(
        link=_address(_string(item, "url") or _string(item, "external_url"), home),
        title=_plain(_string(item, "title")),
        published=_string(item, "date_published"),
        authors=_json_authors(item) or authors,
        html=_string(item, "content_html") or (_as_html(text) if text else None),
        summary=_as_html(summary) if summary else None,
        outlet=outlet,
        updated=_string(item, "date_modified"),
    )


def _json_authors(item: dict[str, Any]) -> list[str]:
    listed = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    return _names(_string(one, "name") for one in listed or () if isinstance(one, dict))


def _string(item: dict[str, Any], name: str) -> str | None:
    value = item.get(name)
    return (mended(value).strip() or None) if isinstance(value, str) else None
