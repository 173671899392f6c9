"""Between the extractors' plain values and the mention tables: a map over articles. Knows nothing of Dagster or files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import timedelta
from typing import Any, TypeVar

import polars as pl

from checks.model import Model, polars_schema
from pipelines.articles.cited import Cited, credited_for, find_cited
from pipelines.events.mention import EventMention
from pipelines.ids import mention_id, sha256
from pipelines.quotes.mention import QuoteMention
from pipelines.text.document import Document
from pipelines.text.spans import Block, Window
from pipelines.troop_figures.mention import FigureMention

Mention = TypeVar("Mention", QuoteMention, FigureMention, EventMention)
Extract = Callable[[Document, Sequence[QuoteMention]], Sequence[Mention]]


DATES = timedelta(days=31)
"""A publication window that is wider dates no deed and no figure: "now" would be any of its months."""


def narrowly_dated(articles: pl.DataFrame) -> pl.DataFrame:
    """Rows of `articles`, those with a wide window as if they had none: so they are read, and so their mentions are set beside others."""
    wide = (pl.col("published_latest") - pl.col("published_earliest") > DATES).fill_null(value=False)
    return articles.with_columns(pl.when(~wide).then(pl.col(name)).alias(name) for name in ("published_earliest", "published_latest"))


def documents(articles: pl.DataFrame) -> Iterator[tuple[str, Document]]:
    """Key and document of every article, in the order of the table."""
    wanted = ["article_id", "text", "blocks", "published_earliest", "published_latest", "dateline_place"]
    for key, text, blocks, earliest, latest, place in articles.select(wanted).iter_rows():
        marked = [Block(b["start"], b["end"], b["kind"]) for b in blocks]
        yield key, Document(text, marked, Window(earliest, latest), place)


def extract_all(articles: pl.DataFrame, quotes: pl.DataFrame | None, extract: Extract[Mention], model: Model, *later: str) -> pl.DataFrame:
    """The mentions of all articles, as rows of `model` but for the columns that consolidation adds `later`.

    Args:
        articles: rows of `articles` with text and blocks.
        quotes: rows of `quote_mentions`, for the extractors that have to know who speaks; None for quotations themselves.
        extract: the extractor.
    """
    spoken = {} if quotes is None else _by_article(quotes)
    table = model.__name__
    rows: list[dict[str, Any]] = []
    for article, document in documents(articles):
        found = [asdict(mention) for mention in extract(document, spoken.get(article, []))]
        cited = [credit for start, end in document.paragraphs for credit in find_cited(document.text, start, end)] if found else []
        ids = [mention_id(article, table, m["char_start"], m["char_end"], m.get("type"), m.get("mode"), m.get("kind")) for m in found]
        for key, row in zip(ids, found, strict=True):
            row |= {"mention_id": key, "article_id": article, "surface_sha256": sha256(row["surface"])}
            row["credited_to"] = row.get("given_to") or _credited(
                document, cited, spoken.get(article, []), row["char_start"], row["char_end"]
            )
            for relation in ("part_of", "excludes"):
                if relation in row:
                    row[relation] = sorted(ids[place] for place in row[relation])
            if "corrected_to" in row:
                row["retracted_by"] = article if row["retracted"] else None
                row["corrected_to"] = None if row["corrected_to"] is None else ids[row["corrected_to"]]
            rows.append(row)
    schema = polars_schema(model, without=frozenset(later))
    return pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema=schema).unique(
        "mention_id", keep="first", maintain_order=True
    )


def _credited(document: Document, cited: Sequence[Cited], spoken: Sequence[QuoteMention], start: int, end: int) -> str | None:
    """Whom a mention goes back to: the outlet that the quotation it stands in was given to, or the agency that its sentences credit."""
    given = {quote.given_to for quote in spoken if quote.given_to and quote.char_start <= start and end <= quote.char_end}
    if len(given) == 1:
        return given.pop()
    if not cited:
        return None
    return credited_for(cited, [sentence for sentence in document.sentences if sentence.start < end and start < sentence.end])


def _by_article(quotes: pl.DataFrame) -> dict[str, list[QuoteMention]]:
    names = [f.name for f in fields(QuoteMention)]
    found: dict[str, list[QuoteMention]] = {}
    for row in quotes.sort("article_id", "char_start").select("article_id", *names).iter_rows(named=True):
        found.setdefault(row.pop("article_id"), []).append(QuoteMention(**row))
    return found
