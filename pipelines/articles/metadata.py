"""What a page states of its article: schema.org in JSON-LD first, then the meta tags of OpenGraph and others."""

import html
import json
import re
from collections.abc import Iterator

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from pipelines.articles.decode import without_surrogates
from pipelines.articles.records import Fields, Json

ARTICLE = re.compile(r"(?:article|newsarticle|reportage\w*|blogposting|report|analysis\w*|opinion\w*|liveblogposting|webpage)\Z", re.I)
BREAKS = re.compile(r"[\x00-\x1f]+")
META = {
    "title": ("og:title", "twitter:title", "dc.title", "title"),
    "published": (
        "article:published_time", "og:article:published_time", "article:published", "datepublished", "dc.date.issued", "dc.date", "date",
        "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "article.published", "dcterms.created",
    ),
    "url": ("og:url",),
    "outlet": ("og:site_name", "application-name"),
    "authors": ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl"),
}  # fmt: skip
MAX_LD = 2_000_000
TITLE_TAIL = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}\Z")


def read_metadata(tree: HtmlElement) -> Fields:
    """The fields that the page states; `text` is the body that its JSON-LD holds, if it does."""
    meta = _meta(tree)
    fields = _from_json_ld(tree)
    fields.outlet = _first(meta, "outlet") or fields.outlet
    fields.title = fields.title or _shortened(_first(meta, "title"), fields.outlet) or _heading(tree)
    fields.published = fields.published or _first(meta, "published") or _time_tag(tree)
    fields.url = _canonical(tree) or _first(meta, "url") or fields.url
    if not fields.authors and (author := _first(meta, "authors")) and "://" not in author:
        fields.authors = [author]
    return fields


def _from_json_ld(tree: HtmlElement) -> Fields:
    """The article among the objects of the page's JSON-LD: the one with a headline and a date."""
    best, most = Fields(), -1
    for thing in _things(tree):
        kinds = thing.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if not any(isinstance(name, str) and ARTICLE.match(name) for name in names):
            continue
        page = any(isinstance(name, str) and name.lower() == "webpage" for name in names)
        fields = Fields(
            text=_plain(thing.get("articleBody"), lines=True),
            title=_plain(thing.get("headline")) or (None if page else _plain(thing.get("name"))),
            authors=_names(thing.get("author")),
            published=_plain(thing.get("datePublished")),
            url=_plain(thing.get("url")),
            outlet=next(iter(_names(thing.get("publisher"))), None),
        )
        score = sum(bool(one) for one in (fields.title, fields.published, fields.authors, fields.text)) + (not page) * 2
        if score > most:
            best, most = fields, score
    return best


def _things(tree: HtmlElement) -> Iterator[dict[str, Json]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        text = script.text or ""
        if len(text) > MAX_LD:
            continue
        try:
            value = json.loads(BREAKS.sub(" ", text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")))
        except (ValueError, RecursionError):
            continue
        yield from _flat(value)


def _flat(value: Json, depth: int = 0) -> Iterator[dict[str, Json]]:
    """The objects of a JSON-LD value, those within a graph too."""
    if isinstance(value, list):
        for one in value[:200]:
            yield from _flat(one, depth + 1)
    elif isinstance(value, dict) and depth < 6:
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flat(value.get(name), depth + 1)


def _plain(value: Json, *, lines: bool = False) -> str | None:
    """A string with its entities read, on one line unless lines are wanted."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    text = without_surrogates(html.unescape(value))
    return (text.strip() if lines else " ".join(text.split())) or None


def _names(value: Json) -> list[str]:
    """Names of persons and organisations, each once."""
    listed = value if isinstance(value, list) else [value]
    found: list[str] = []
    for one in listed:
        name = one.get("name") if isinstance(one, dict) else one
        for part in name if isinstance(name, list) else [name]:
            text = _plain(part)
            if text and "://" not in text and text not in found:
                found.append(text)
    return found


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), " ".join(content.split()))
    return found


def _first(meta: dict[str, str], field: str) -> str | None:
    return next((meta[name] for name in META[field] if name in meta), None)


def _shortened(title: str | None, outlet: str | None) -> str | None:
    """A title without the outlet's name after it."""
    if not title:
        return None
    tail = TITLE_TAIL.search(title)
    if tail and outlet and outlet.casefold() in tail.group().casefold():
        return title[: tail.start()]
    return title


def _heading(tree: HtmlElement) -> str | None:
    """The only first heading, or the title of the page."""
    headings = [" ".join(tag.text_content().split()) for tag in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    return next((" ".join(tag.text_content().split()) or None for tag in tree.iter("title")), None)


def _time_tag(tree: HtmlElement) -> str | None:
    """The moment of the first <time> that has one."""
    return next((stated for tag in tree.iter("time") if (stated := tag.get("datetime"))), None)


def _canonical(tree: HtmlElement) -> str | None:
    for tag in tree.iter("link"):
        if (tag.get("rel") or "").lower() == "canonical" and (address := tag.get("href")) and "://" in address:
            return str(address.strip())
    return None
