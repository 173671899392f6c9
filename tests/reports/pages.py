"""Prints made-up reports as the articles of an outlet, and puts articles and truth into tables."""

from collections.abc import Sequence
from datetime import date, datetime
from random import Random
from typing import NamedTuple

import pyarrow as pa

from pipelines.ids import article_id
from tests.reports.houses import CURLY, STRAIGHT, Outlet, fill_in, make_wire
from tests.reports.stories import Report

STRAIGHTEN = str.maketrans(CURLY, STRAIGHT)
SPAN = pa.list_(pa.struct({"start": pa.int64(), "end": pa.int64(), "kind": pa.string()}))
ARTICLES = pa.schema({
    "article_id": pa.string(), "outlet": pa.string(), "url": pa.string(), "title": pa.string(), "text": pa.string(), "blocks": SPAN,
    "bylines": pa.list_(pa.string()), "published_at": pa.timestamp("us", "UTC"), "published_latest": pa.date32(), "n_words": pa.int64(),
})  # fmt: skip
TRUTH = pa.schema({
    "article_id": pa.string(), "story": pa.int64(), "relation": pa.string(), "set": pa.int64(), "source": pa.int64(), "share": pa.float64(),
    "quoted_from": pa.list_(pa.int64()), "furniture": SPAN,
})  # fmt: skip
"""set: articles that print one report. source: the set that a rewrite takes from. share: of the words of
a report's first print that are others'. quoted_from: sets whose words
stand in it as a quotation, as background or as part of a digest. furniture: what is the outlet's own (furniture) or everybody's (stock)."""


class Page(NamedTuple):
    """A report in an outlet, and what is true of it."""

    report: Report
    relation: str
    story: int
    set: int
    source: int | None
    quoted_from: list[int]
    outlet: Outlet
    published: datetime
    wire: int | None
    first: bool


class Row(NamedTuple):
    """An article and its truth."""

    page: Page
    title: str
    text: str
    blocks: list[dict]
    furniture: list[dict]
    bylines: list[str]
    published_at: datetime | None
    published_latest: date | None


def print_page(rng: Random, seed: int, page: Page, titles: Sequence[str]) -> Row:
    """The article: title, lines of the house, the report in paragraphs, more lines of the house."""
    outlet = page.outlet
    bare = rng.random() < outlet.bare
    title = page.report.titles[rng.randint(1, 3) if page.relation == "reheadlined" else 0]
    author, note = rng.choice(outlet.authors)
    bylines = [author] if rng.random() < 0.4 else []
    lines = [("title", title), ("", "")]
    if not bare and outlet.headers:
        lines.append(("furniture", fill_in(rng.choice(outlet.headers), rng, page.published, titles)))
    if bylines and rng.random() < 0.5:
        lines.append(("byline", f"By {author}"))
    body = [("body", _set(outlet, line)) for line in _paragraphs(page.report.sentences, outlet.lines)]
    if page.wire is not None and outlet.credits:
        wire = make_wire(seed, page.wire)
        bylines = bylines if rng.random() < 0.7 else [wire.name]
        if rng.random() < 0.7:
            body.insert(0, ("dateline", f"{page.report.place.upper()} ({wire.name}) {outlet.dash} "))
        if rng.random() < 0.5:
            staff = (f"{name} in {town}" for name, town in zip(rng.sample(wire.staff, 2), (wire.town, page.report.place), strict=True))
            body.append(("furniture", f"(Reporting by {' and '.join(staff)}; editing by {rng.choice(wire.staff[:4])})"))
        if not bare and rng.random() < 0.4:
            body.append(("furniture", wire.notice))
    if not bare:
        for line in outlet.mids if len(body) > 2 else ():
            body.insert(rng.randrange(1, len(body)), ("furniture", fill_in(line, rng, page.published, titles)))
        if note and bylines:
            body.append(("furniture", note))
        body += [("furniture", fill_in(line, rng, page.published, titles)) for line in outlet.footers if rng.random() < 0.9]
    text, blocks, furniture = _lay_out([*lines, *body])
    for phrase in dict.fromkeys(page.report.stock):
        if (at := text.find(phrase)) >= 0:
            furniture.append({"start": at, "end": at + len(phrase), "kind": "stock"})
    kind = rng.random()
    at, latest = (None, None) if kind < 0.04 else (None, page.published.date()) if kind < 0.09 else (page.published, page.published.date())
    return Row(page, title, text, blocks, furniture, bylines, at, latest)


def tables(rows: Sequence[Row], salt: str) -> tuple[pa.Table, pa.Table]:
    """Articles and truth."""
    keys = [article_id(f"{salt} {number}".encode()) for number in range(len(rows))]
    n_words = [len(row.text.split()) for row in rows]
    slugs = [row.page.outlet.name.lower().replace(" ", "-") for row in rows]
    articles = {
        "article_id": keys,
        "outlet": [row.page.outlet.name for row in rows],
        "url": [f"https://{slug}.example/{key[4:12]}" if int(key[-1], 16) else None for slug, key in zip(slugs, keys, strict=True)],
        "title": [row.title for row in rows],
        "text": [row.text for row in rows],
        "blocks": [row.blocks for row in rows],
        "bylines": [row.bylines for row in rows],
        "published_at": [row.published_at for row in rows],
        "published_latest": [row.published_latest for row in rows],
        "n_words": n_words,
    }
    truth = {
        "article_id": keys,
        "story": [row.page.story for row in rows],
        "relation": [row.page.relation for row in rows],
        "set": [row.page.set for row in rows],
        "source": [row.page.source for row in rows],
        "share": [row.page.report.taken / row.page.report.n_words if row.page.first else None for row in rows],
        "quoted_from": [row.page.quoted_from for row in rows],
        "furniture": [row.furniture for row in rows],
    }
    return pa.table(articles, schema=ARTICLES), pa.table(truth, schema=TRUTH)


def _set(outlet: Outlet, line: str) -> str:
    """A line in the typography of the house."""
    if outlet.straight:
        line = line.translate(STRAIGHTEN)
    if outlet.no_break:
        line = line.replace(" on ", " on\u00a0")
    return line.replace("; ", f" {outlet.dash} ") if outlet.dash != "—" else line


def _paragraphs(sentences: Sequence[str], n: int) -> list[str]:
    return [" ".join(sentences[at : at + n]) for at in range(0, len(sentences), n)]


def _lay_out(lines: Sequence[tuple[str, str]]) -> tuple[str, list[dict], list[dict]]:
    """The text, its blocks (furniture looks like body), and where the furniture is."""
    parts: list[str] = []
    blocks: list[dict] = []
    furniture: list[dict] = []
    at = 0
    for kind, line in lines:
        end = at + len(line)
        if kind == "furniture":
            furniture.append({"start": at, "end": end, "kind": kind})
        seen = "body" if kind == "furniture" else kind
        if blocks and seen == blocks[-1]["kind"] == "body":
            blocks[-1]["end"] = end
        elif seen:
            blocks.append({"start": at, "end": end, "kind": seen})
        parts.append(line if kind == "dateline" else line + "\n")
        at += len(parts[-1])
    return "".join(parts)[:-1], blocks, furniture
