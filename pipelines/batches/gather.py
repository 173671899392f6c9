"""From batches to whole tables: what became of each document, once all are at hand, and the mentions in those that are articles."""

from collections.abc import Sequence

import polars as pl

from pipelines.articles.documents import READ_SCHEMA, Settled, articles_of, settled_tables
from pipelines.articles.withdrawn import Withdrawn
from pipelines.batches.make import DOCUMENTS
from pipelines.batches.store import BatchStore
from pipelines.batches.work import BROKEN
from pipelines.memory import hashed
from pipelines.mentions import mention_schemas

WIDE = ("text", "blocks")
"""Columns that no decision is taken by."""
NARROW = [name for name in READ_SCHEMA if name not in WIDE]


def gather_documents(
    stores: Sequence[BatchStore], files: Sequence[str], withdrawn: Withdrawn
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """`raw_documents`, `articles` and `rejects`, sorted by source.

    Args:
        stores: all batches.
        files: the names of all files, in the order in which the first of several documents that are the same is chosen.
        withdrawn: articles that were taken back.
    """
    rank = pl.DataFrame({"file": files}, schema={"file": pl.String}).with_row_index("rank")
    narrow = pl.concat([pl.DataFrame(schema={name: READ_SCHEMA[name] for name in NARROW}), *(_narrow(store) for store in stores)])
    settled = Settled(withdrawn).settle(narrow.join(rank, on="file").sort("rank", "place"))
    raw, rejects = settled_tables(settled)
    chosen = settled.filter(pl.col("status") == "article").select("source", "status")
    parts = [store.read(DOCUMENTS).join(chosen, on="source", how="inner") for store in stores]
    articles = articles_of(pl.concat([pl.DataFrame(schema={**READ_SCHEMA, "status": pl.String}), *parts]))
    return raw, articles.sort("source"), rejects


def gather_mentions(stores: Sequence[BatchStore], table: str, articles: pl.DataFrame) -> pl.DataFrame:
    """A table of mentions, of the documents that became articles.

    Args:
        stores: all batches.
        table: quote_mentions, figure_mentions or event_mentions.
        articles: at least `source` of every article.
    """
    parts = [store.read(table).join(articles.select("source"), on="source", how="semi") for store in stores]
    return pl.concat([pl.DataFrame(schema={"source": pl.String, **mention_schemas()[table]}), *parts]).drop("source")


def corrected_articles(stores: Sequence[BatchStore], table: str, articles: pl.DataFrame, now: pl.LazyFrame) -> pl.DataFrame:
    """`article_id` of the articles in which people have corrected mentions: with other keys now, or by other rules, than were found.

    Args:
        stores: all batches.
        table: quote_mentions, figure_mentions or event_mentions.
        articles: at least `source` of every article.
        now: that table with the corrections, of which each is told by `rule` (pipelines/corrections/apply.py).
    """
    names = ["article_id", "mention_id", "rule"]
    sources = articles.select("source")
    there = now.select(names).collect()
    parts = [store.read(table, ["source", *names]).join(sources, on="source", how="semi").select(names) for store in stores]
    both = _sums(pl.concat([there.clear(), *parts])).join(_sums(there), on="article_id", how="full", coalesce=True)
    return both.filter(~pl.col("sum").eq_missing(pl.col("sum_right"))).select("article_id")


def _sums(mentions: pl.DataFrame) -> pl.DataFrame:
    """For each article a number for all of its rows, in whatever order."""
    return mentions.select("article_id", sum=hashed(*mentions.columns)).group_by("article_id").agg(pl.col("sum").sum())


def _narrow(store: BatchStore) -> pl.DataFrame:
    """What is decided by, of the documents of a batch; those that broke an extractor are no articles."""
    documents = store.read(DOCUMENTS, NARROW)
    broken = store.read(BROKEN)
    if broken.is_empty():
        return documents
    return documents.update(broken, on="source", how="left")
