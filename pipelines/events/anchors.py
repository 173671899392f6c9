"""Days for articles without one: those that print a quotation which dated articles print too were written when these were. Not for tables:

the borrowed day only decides which reports are compared; nothing of it is published.
"""

import polars as pl

FEWEST_WORDS = 6
"""Words of a quotation from which on two articles have it from the same saying, not from the language."""


def anchors(articles: pl.DataFrame, quote_mentions: pl.DataFrame) -> pl.DataFrame:
    """`article_id` and `anchor` of the articles without a day: the first day on which another printed one of their quotations.

    Args:
        articles: `article_id` and `published_latest`.
        quote_mentions: `article_id`, `quote_id` and `surface`; without these columns nothing is known.
    """
    printed = long_quotations(quote_mentions).join(articles, on="article_id")
    undated, dated = printed.filter(pl.col("published_latest").is_null()), printed.drop_nulls("published_latest")
    shared = undated.select("article_id", "quote_id").join(dated.select("quote_id", "published_latest"), on="quote_id")
    return shared.group_by("article_id").agg(anchor=pl.col("published_latest").min()).sort("article_id")


def long_quotations(quote_mentions: pl.DataFrame) -> pl.DataFrame:
    """`article_id` and `quote_id`, each pair once, of quotations too long to agree by chance."""
    if not {"quote_id", "surface", "kind"} <= set(quote_mentions.columns):
        return pl.DataFrame(schema={"article_id": pl.String, "quote_id": pl.String})
    long = quote_mentions.filter((pl.col("kind") != "indirect") & (pl.col("surface").str.count_matches(r"\w+") >= FEWEST_WORDS))
    return long.select("article_id", "quote_id").unique()
