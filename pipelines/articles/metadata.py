"""What a page states of its article: schema.org in JSON-LD first, then the meta tags of OpenGraph and others."""

import html
import json
import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree  # type: ignore[import-untyped]

from pipelines.articles.decode import mended
from pipelines.articles.furniture import page_words
from pipelines.articles.records import Fields, Json

ARTICLE = re.compile(r"(?:article|newsarticle|reportage\w*|blogposting|report|analysis\w*|opinion\w*|liveblogposting|webpage)\Z", re.I)
META = {
    "title": ("og:title", "twitter:title", "dc.title", "title"),
    "published": (
        "article:published_time", "og:article:published_time", "article:published", "datepublished", "dc.date.issued", "dc.date", "date",
        "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "article.published", "dcterms.created",
    ),
    "url": ("og:url",),
    "summary": ("og:description", "description", "twitter:description"),
    "outlet": ("og:site_name", "application-name"),
    "authors": ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl"),
}  # fmt: skip
MAX_LD = 2_000_000
MAX_HEADINGS = 5
MAX_DATE = 100
SEPARATOR = re.compile(r"\s+[|–—:»·•-]\s+")


def read_metadata(tree: etree._Element) -> Fields:
    """The fields that the page states; `text` is the body that its JSON-LD holds, if it does."""
    meta = _meta(tree)
    fields = _from_json_ld(tree)
    fields.outlet = _first(meta, "outlet") or fields.outlet
    fields.title = _title(tree, fields, _first(meta, "title"))
    fields.published = fields.published or _first(meta, "published") or _marked_date(tree)
    fields.summary = _first(meta, "summary")
    if kind := meta.get("og:type"):
        fields.page_types = (*fields.page_types, kind.lower())
    fields.url = _canonical(tree) or _first(meta, "url") or fields.url
    if not fields.authors and (author := _first(meta, "authors")) and "://" not in author:
        fields.authors = [author]
    return fields


def _from_json_ld(tree: etree._Element) -> Fields:
    """The article among the objects of the page's JSON-LD: the one with a headline and a date."""
    best, most = Fields(), -1
    types: set[str] = set()
    for thing in _things(tree):
        names = _types(thing)
        types |= names
        if not any(ARTICLE.match(name) for name in names):
            continue
        page = "webpage" in names
        fields = Fields(
            text=_plain(thing.get("articleBody"), lines=True),
            title=_plain(thing.get("headline")) or (None if page else _plain(thing.get("name"))),
            authors=_names(thing.get("author")),
            published=_plain(thing.get("datePublished")),
            url=_plain(thing.get("url")),
            outlet=next(iter(_names(thing.get("publisher"))), None),
            free=_truth(thing.get("isAccessibleForFree")),
        )
        score = sum(bool(one) for one in (fields.title, fields.published, fields.authors, fields.text)) + (not page) * 2
        if score > most:
            best, most = fields, score
    best.page_types = tuple(sorted(types))
    return best


def _truth(value: Json) -> bool | None:
    """True or false, also where it is written as a word."""
    return {"true": True, "false": False}.get(str(value).lower())


def _types(thing: dict[str, Json]) -> set[str]:
    kinds = thing.get("@type")
    return {name.lower() for name in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(name, str)}


def _things(tree: etree._Element) -> Iterator[dict[str, Json]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        text = script.text or ""
        if len(text) > MAX_LD:
            continue
        try:
            value = json.loads(text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
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
    text = mended(html.unescape(value))
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


def _meta(tree: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), " ".join(mended(content).split()))
    return found


def _first(meta: dict[str, str], field: str) -> str | None:
    return next((meta[name] for name in META[field] if name in meta), None)


def _title(tree: etree._Element, fields: Fields, shared: str | None) -> str | None:
    """The headline that most of the page's statements agree in, word for word; in doubt its data's, then what it shares, then prints."""
    headings = [text for tag in islice(tree.iter("h1"), MAX_HEADINGS) if (text := _words(tag))]
    window = next((text for tag in tree.iter("title") if (text := _words(tag))), None)
    stated = [one for one in (fields.title, _shortened(shared, fields.outlet)) if one]
    votes = [*stated, *dict.fromkeys(headings), *filter(None, [_shortened(window, fields.outlet)])]
    candidates = stated or headings[:1] * (len(headings) == 1) or votes[-1:]
    return max(candidates, key=votes.count, default=None)


def _words(tag: etree._Element) -> str:
    return " ".join(mended("".join(tag.itertext())).split())


def _shortened(title: str | None, outlet: str | None) -> str | None:
    """A title without what follows the outlet's name in it, and that name: `Headline | Region | Outlet | by Jane Doe`."""
    if not title or not outlet:
        return title
    for rule in SEPARATOR.finditer(title):
        after = SEPARATOR.split(title[rule.end() :], maxsplit=1)[0]
        if _bare(outlet) in _bare(after):
            return _without_section(title[: rule.start()])
    return title


def _without_section(title: str) -> str:
    """A title without the name of a section after it."""
    parts = list(SEPARATOR.finditer(title))
    return title[: parts[-1].start()] if parts and title[parts[-1].end() :].lower() in page_words("section") else title


def _bare(name: str) -> str:
    return re.sub(r"\W+", "", name).casefold()


def _marked_date(tree: etree._Element) -> str | None:
    """The moment that an element is marked with: as the date of publication, or else the first <time>."""
    for tag in tree.iterfind(".//*[@itemprop='datePublished']"):
        if stated := tag.get("content") or tag.get("datetime") or _words(tag):
            return stated[:MAX_DATE]
    times = [tag for tag in tree.iter("time") if tag.get("datetime")]
    marked = next((tag for tag in times if tag.get("pubdate") is not None or "published" in (tag.get("class") or "")), None)
    chosen = marked if marked is not None else next(iter(times), None)
    return chosen.get("datetime")[:MAX_DATE] if chosen is not None else None


def _canonical(tree: etree._Element) -> str | None:
    for tag in tree.iter("link"):
        if (tag.get("rel") or "").lower() == "canonical" and (address := tag.get("href")) and "://" in address:
            return str(address.strip())
    return None
