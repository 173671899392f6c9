"""Which reports are of one story: those that print a quotation in common, days apart at most. Knows nothing of tables."""

from datetime import timedelta

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.events.anchors import long_quotations

CLOSE = timedelta(days=5)
"""Within which two reports print one quotation as news."""


def stories(articles: pl.DataFrame, quote_mentions: pl.DataFrame) -> pl.DataFrame:
    """`article_id` and `story` of each article that shares a quotation with another: the first article of its story, by id.

    Args:
        articles: `article_id` and `published_latest`.
        quote_mentions: `article_id`, `quote_id`, `kind` and `surface`.
    """
    dated = articles.drop_nulls("published_latest").sort("article_id").with_row_index("place")
    printed = long_quotations(quote_mentions).join(dated, on="article_id").sort("quote_id", "published_latest", "place")
    following = printed.select(pl.col("quote_id", "published_latest", "place").shift(-1).name.suffix("_next"))
    pairs = pl.concat([printed, following], how="horizontal").filter(
        (pl.col("quote_id") == pl.col("quote_id_next")) & (pl.col("published_latest_next") - pl.col("published_latest") <= CLOSE)
    )
    ends = pairs["place"].to_numpy(), pairs["place_next"].to_numpy()
    graph = coo_array((np.ones(pairs.height, np.int8), ends), shape=(dated.height,) * 2)
    label = connected_components(graph, directed=False)[1] if pairs.height else np.arange(dated.height)
    found = dated.with_columns(label=pl.Series(label)).with_columns(story=pl.col("article_id").first().over("label"))
    met = pl.concat([pairs["place"], pairs["place_next"]]).unique()
    return found.join(met.to_frame("place"), on="place", how="semi").select("article_id", "story")
