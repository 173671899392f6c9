"""Tables of mentions from tables of articles: a map over articles. Knows nothing of Dagster or files.

What needs pandera is imported where it is used, so that worker processes, which are handed their schemas, do without it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import timedelta
from typing import Any, TypeVar

import polars as pl

from pipelines.mention_rows import EXTRACTORS, Extract, mention_rows
from pipelines.quotes.mention import QuoteMention
from pipelines.text.document import Document
from pipelines.text.spans import Block, Window

DATES = timedelta(days=31)
"""A publication window that is wider dates no deed and no figure: "now" would be any of its months."""
READ = ["article_id", "text", "blocks", "published_earliest", "published_latest", "dateline_place"]
"""Columns of an article that extractors read."""
CONSOLIDATED = {"quote_mentions": {"quote_id"}, "figure_mentions": {"figure_id"}, "event_mentions": {"event_id", "joined_on"}}
"""Columns that consolidation adds."""

QUOTE_FIELDS = [f.name for f in fields(QuoteMention)]

Schema = Mapping[str, pl.DataType]
Articles = TypeVar("Articles", pl.DataFrame, pl.LazyFrame)


def mention_schemas() -> dict[str, dict[str, pl.DataType]]:
    """Names and types of the columns that extraction makes, by table."""
    from checks.model import polars_schema
    from checks.tables import TABLES

    return {table: polars_schema(TABLES[table].model, without=frozenset(later)) for table, later in CONSOLIDATED.items()}


def narrowly_dated(articles: Articles) -> Articles:
    """Rows of `articles`, those with a wide window as if they had none: so they are read, and so their mentions are set beside others."""
    wide = (pl.col("published_latest") - pl.col("published_earliest") > DATES).fill_null(value=False)
    return articles.with_columns(pl.when(~wide).then(pl.col(name)).alias(name) for name in ("published_earliest", "published_latest"))


def documents(articles: pl.DataFrame) -> Iterator[tuple[str, Document]]:
    """Key and document of every article, in the order of the table."""
    for row in articles.select(READ).iter_rows(named=True):
        yield row["article_id"], document_of(row)


def document_of(row: Mapping[str, Any]) -> Document:
    """The document of an article, from the columns that are READ of it."""
    marked = [Block(b["start"], b["end"], b["kind"]) for b in row["blocks"]]
    return Document(row["text"], marked, Window(row["published_earliest"], row["published_latest"]), row["dateline_place"])


def extract_all(table: str, articles: pl.DataFrame, quotes: pl.DataFrame | None = None, extract: Extract | None = None) -> pl.DataFrame:
    """The mentions of all articles, as rows of a table of mentions but for the columns that consolidation adds.

    Args:
        table: quote_mentions, figure_mentions or event_mentions.
        articles: rows of `articles` with text and blocks.
        quotes: rows of `quote_mentions`, for the extractors that have to know who speaks; None for quotations themselves.
        extract: another extractor than that of the table.
    """
    spoken = {} if quotes is None else quotes_by_article(quotes)
    found = (row for key, document in documents(articles) for row in mention_rows(table, key, document, spoken.get(key, []), extract))
    return mention_frame(found, mention_schemas()[table])


def extract_together(
    key: str, document: Document, wanted: Sequence[str], spoken: Sequence[QuoteMention] = ()
) -> dict[str, list[dict[str, Any]]]:
    """Rows of several tables for one article at once, so that its sentences, names and dates are found but once.

    Args:
        key: of the article.
        document: its text.
        wanted: tables of mentions.
        spoken: its quotations, where they are not wanted themselves.
    """
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in (table for table in EXTRACTORS if table in wanted):
        found = mention_rows(table, key, document, spoken)
        rows[table] = list({row["mention_id"]: row for row in reversed(found)}.values())[::-1]  # of several with one key the first
        if table == "quote_mentions":
            spoken = quotes_in(found)
    return rows


def mention_frame(rows: Iterator[dict[str, Any]] | Sequence[dict[str, Any]], schema: Schema) -> pl.DataFrame:
    """Rows as a table; of several with one key the first."""
    table = pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema=schema)
    return table.unique("mention_id", keep="first", maintain_order=True)


def quotes_by_article(quotes: pl.DataFrame) -> dict[str, list[QuoteMention]]:
    """Quotations as the extractors take them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in quotes.select("article_id", "mention_id", *QUOTE_FIELDS).iter_rows(named=True):
        found.setdefault(row["article_id"], []).append(row)
    return {article: quotes_in(rows) for article, rows in found.items()}


def quotes_in(rows: Sequence[dict[str, Any]]) -> list[QuoteMention]:
    """The quotations of one article, in the order of the text."""
    once = {row["mention_id"]: row for row in reversed(rows)}  # of several with one key the first
    in_order = sorted(once.values(), key=lambda row: (row["char_start"], row["char_end"], row["mention_id"]))
    return [QuoteMention(**{name: row[name] for name in QUOTE_FIELDS}) for row in in_order]
