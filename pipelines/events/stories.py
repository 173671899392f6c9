"""Which reports are of one story: those that print a quotation in common, days apart at most. Knows nothing of tables."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

import polars as pl

from pipelines.events.anchors import long_quotations

CLOSE = timedelta(days=5)
"""Within which two reports print one quotation as news."""


def stories(articles: pl.DataFrame, quote_mentions: pl.DataFrame) -> dict[str, str]:
    """For each article that shares a quotation with another the first article of its story, by id.

    Args:
        articles: `article_id` and `published_latest`.
        quote_mentions: `article_id`, `quote_id`, `kind` and `surface`.
    """
    printed = long_quotations(quote_mentions).join(articles.drop_nulls("published_latest"), on="article_id")
    by_quote = defaultdict(list)
    for row in printed.sort("quote_id", "published_latest", "article_id").iter_rows(named=True):
        by_quote[row["quote_id"]].append((row["published_latest"], row["article_id"]))
    first: dict[str, str] = {}
    for prints in by_quote.values():
        for (day, one), (next_day, other) in pairwise(prints):
            if next_day - day <= CLOSE:
                ends = sorted((_root(first, one), _root(first, other)))
                first[ends[1]] = ends[0]
                first.setdefault(ends[0], ends[0])
    return {article: _root(first, article) for article in sorted(first)}


def _root(first: dict[str, str], article: str) -> str:
    while first.get(article, article) != article:
        article = first[article]
    return article
