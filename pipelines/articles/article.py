"""One raw document to one article, or the reason why there is none. Knows nothing of tables or files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.articles.agencies import agencies_among
from pipelines.articles.blocks import mark_blocks
from pipelines.articles.byline import authors_of, is_byline
from pipelines.articles.cited import find_agencies
from pipelines.articles.dateline import Dateline, read_dateline
from pipelines.articles.decode import decode
from pipelines.articles.feeds import looks_like_feed, looks_like_sitemap
from pipelines.articles.furniture import plain
from pipelines.articles.hosts import by_domain, host_of
from pipelines.articles.language import language_of
from pipelines.articles.pages import charset_of, read_page
from pipelines.articles.published import Publication, read_publication
from pipelines.articles.raw import MAX_TEXT, Problem, RawDocument, Rejected
from pipelines.articles.records import Fields, read_record
from pipelines.articles.refuse import refuse, refuse_many_lines
from pipelines.articles.timestamps import PUBLISHED, find_moment
from pipelines.reference import rows
from pipelines.text.spans import READ, Block

DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
LOOKS_LIKE_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


@dataclass(slots=True)
class Article:
    """What is read from one document; fields as in checks/articles.py."""

    text: str
    encoding: str
    blocks: list[Block]
    title: str | None
    bylines: list[str]
    dateline_place: str | None
    agencies: list[str]
    outlet: str | None
    url: str | None
    language: str
    published: Publication
    n_words: int


def read_article(raw: RawDocument) -> Article | Problem:
    """The article of a document, or why there is none. Never raises."""
    if raw.problem or raw.data is None:
        return raw.problem or Problem("unreadable", "It could not be read.")
    try:
        return _read(raw, raw.data)
    except Rejected as rejected:
        return rejected.problem
    except Exception as error:  # bad input costs a row, never the run
        return Problem("malformed", f"It could not be parsed: {type(error).__name__}.")


def _read(raw: RawDocument, data: bytes) -> Article:
    charset = raw.charset or (charset_of(data) if raw.form in {"html", "unknown"} else None)
    text, encoding = decode(data, charset, mend=raw.form != "html")
    form = raw.form if raw.form != "unknown" else _form_of(text)
    if looks_like_feed(text) or looks_like_sitemap(text):
        raise Rejected("no_article", "It is a feed or a map of a site, not an article.")
    if form == "text":
        return _article(text, encoding, _with_origin(Fields(), raw), stated=False)
    fields = read_record(text, raw.stated.paths if raw.stated else ()) if form == "json" else _page_fields(text, raw.url)
    if form == "json" and not fields.text and fields.html:
        fields = _merged(fields, _page_fields(fields.html, fields.url))
    fields = _with_origin(fields, raw)
    body = fields.text or ""
    if len(body) > MAX_TEXT:
        raise Rejected("too_large", f"The text has {len(body):,} characters, the most that is read is {MAX_TEXT:,}.")
    return _article(body, encoding, fields, stated=form == "json")


def _form_of(text: str) -> str:
    """What a file without a telling name is: a page, a record, or plain text."""
    if LOOKS_LIKE_HTML.match(text[:5000]):
        return "html"
    return "json" if text.lstrip()[:1] == "{" and text.rstrip()[-1:] == "}" else "text"


def _page_fields(page: str, url: str | None) -> Fields:
    fields = read_page(page, url)
    if not fields.text:
        raise Rejected("no_article", "The page has no running text.")
    return fields


def _merged(record: Fields, page: Fields) -> Fields:
    """What a record states of the page that it holds, and from the page what it does not."""
    return replace(
        page,
        title=record.title or page.title,
        authors=record.authors or page.authors,
        published=record.published or page.published,
        url=record.url or page.url,
        outlet=record.outlet or page.outlet,
    )


def _with_origin(fields: Fields, raw: RawDocument) -> Fields:
    """What a document states of itself, and where it is silent, what its sidecar or its source says."""
    said = raw.stated or Fields()
    named = fields.outlet if fields.outlet and not DOMAIN.fullmatch(fields.outlet) else None
    return replace(fields, url=fields.url or said.url, outlet=named or said.outlet or fields.outlet, time_zone=said.time_zone)


def _article(text: str, encoding: str, fields: Fields, *, stated: bool) -> Article:
    """The article of a canonical text.

    Args:
        text: the canonical text.
        encoding: what it was decoded from.
        fields: what is stated of it elsewhere.
        stated: whether the text was stated to be the article's; then its words are believed to be one, short of nothing at all.
    """
    refuse_many_lines(text)
    blocks = _with_headings(mark_blocks(text, fields.title), fields.headings)
    words = count_read(text, blocks)
    refuse(text, blocks, fields, stated=stated)
    sample = "\n".join(text[block.start : min(block.end, block.start + 4000)] for block in blocks if block.kind in READ)
    language = language_of(sample if len(sample) > 80 else text)
    if language != "en":
        raise Rejected("not_english", f"Its language is '{language}'.")
    dateline = _dateline(text, blocks)
    bylines = _bylines(text, blocks, fields)
    credited = find_agencies(text, blocks) | agencies_among(bylines) | set(dateline.agencies if dateline else ())
    return Article(
        text=text,
        encoding=encoding,
        blocks=blocks,
        title=fields.title or _title(text, blocks),
        bylines=bylines,
        dateline_place=dateline.place if dateline else None,
        agencies=sorted(credited),
        outlet=outlet_of(fields.url, fields.outlet),
        url=fields.url,
        language=language,
        published=_published(text, blocks, fields),
        n_words=words,
    )


def count_read(text: str, blocks: Sequence[Block], kinds: frozenset[str] = READ) -> int:
    """Words in the blocks that are read."""
    return sum(len(text[block.start : block.end].split()) for block in blocks if block.kind in kinds)


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    return next((" ".join(text[block.start : block.end].split()) for block in blocks if block.kind == "title"), None)


def _bylines(text: str, blocks: Sequence[Block], fields: Fields) -> list[str]:
    """Authors as stated, otherwise as the byline prints them."""
    printed = [name for block in blocks if block.kind == "byline" for name in authors_of(text[block.start : block.end])]
    printed = printed or [name for line in fields.head if is_byline(line) for name in authors_of(line)]
    authors = [name for stated in fields.authors for name in (authors_of(stated) or ([] if len(fields.authors) > 1 else [stated]))]
    return list(dict.fromkeys(authors or printed))


def _with_headings(blocks: Sequence[Block], headings: Sequence[int]) -> list[Block]:
    """Lines that the page makes headings are subheadings, unless their form says something else."""
    starts = frozenset(headings)
    return [block._replace(kind="subheading") if block.kind == "body" and block.start in starts else block for block in blocks]


def _published(text: str, blocks: Sequence[Block], fields: Fields) -> Publication:
    """When it was published: as stated, or as a page without statements prints near its headline."""
    if not fields.published:
        lines = sorted((line for line in fields.head if find_moment(line)), key=lambda line: not PUBLISHED.search(line))
        for line in lines:
            found = read_publication(line, [Block(0, len(line), "timestamp")])
            if found.at:
                return found
    return read_publication(text, blocks, markup=fields.published, url=fields.url, zone=fields.time_zone)


def _dateline(text: str, blocks: Sequence[Block]) -> Dateline | None:
    """The first dateline."""
    block = next((block for block in blocks if block.kind == "dateline"), None)
    # the words after the dash tell a dateline from a line in capitals, as they did when it was marked
    return read_dateline(text[block.start : block.start + 300]) if block else None


@lru_cache(maxsize=1)
def _outlets() -> dict[str, str]:
    return {row["domain"]: row["name"] for row in rows("outlets")}


def outlet_of(url: str | None, stated: str | None) -> str | None:
    """Who printed it: by the address, where its domain is known, otherwise as stated, otherwise the domain itself."""
    host = host_of(url) or (host_of(f"//{stated}") if stated and DOMAIN.fullmatch(stated) else None)
    if known := by_domain(host, _outlets()):
        return known
    if stated and "://" not in stated:
        name = stated.removeprefix("www.") if host and plain(stated) in {host, f"www.{host}"} else stated
        return name or None
    return host
