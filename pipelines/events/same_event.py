"""When two mentions are the same event. Knows nothing of Dagster or files.

Mentions are taken in the order of publication, whatever the order of input. Each joins the cluster that it fits best, or founds one. Only
clusters of the same type, of a common actor and of the same months are compared, so the cost stays linear.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import polars as pl

from checks.events import REPORTED_CLAIM
from pipelines.counts import count_sources
from pipelines.events.event_rows import event_row
from pipelines.events.likeness import Cluster, blocks_of, likeness
from pipelines.ids import row_id

CLAIMS = pl.List(pl.Struct(REPORTED_CLAIM))
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "event_id": pl.String,
    "type": pl.String,
    "mode": pl.String,
    "actor_ids": pl.List(pl.String),
    "recipient_ids": pl.List(pl.String),
    "place_id": pl.String,
    "place_name": pl.String,
    "date_earliest": pl.Date,
    "date_latest": pl.Date,
    "date_precision": pl.String,
    "status": pl.String,
    "status_history": pl.List(pl.Struct({"status": pl.String, "article_id": pl.String, "published_latest": pl.Date})),
    "outcome": pl.String,
    "background": pl.Boolean,
    "killed_low": pl.Int64,
    "killed_high": pl.Int64,
    "wounded_low": pl.Int64,
    "wounded_high": pl.Int64,
    "detained_low": pl.Int64,
    "detained_high": pl.Int64,
    "displaced_low": pl.Int64,
    "displaced_high": pl.Int64,
    "harm": CLAIMS,
}
MOST_COMPARED = 60
"""Clusters of one block that a mention is compared with, the newest first."""


def group_events(
    mentions: pl.DataFrame, articles: pl.DataFrame, reports: pl.DataFrame, quote_mentions: pl.DataFrame, figure_mentions: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Mentions with `event_id`, and rows of `events`; the order of the input does not matter.

    Args:
        mentions: rows of `event_mentions` but for `event_id`.
        articles: `article_id` and `published_latest`.
        reports: rows of `reports`.
        quote_mentions, figure_mentions: with `article_id`, `char_start`, `char_end` and `quote_id` or `figure_id`.
    """
    dated = mentions.join(articles.select("article_id", "published_latest"), on="article_id", how="left")
    ordered = dated.sort("published_latest", "article_id", "char_start", "char_end", "mention_id", nulls_last=True)
    clusters = _cluster(ordered.to_dicts())
    events = [event_row(row_id("evt", cluster.founder["mention_id"]), cluster.members) for cluster in clusters]
    ids = {member["mention_id"]: event["event_id"] for event, cluster in zip(events, clusters, strict=True) for member in cluster.members}
    keyed = pl.DataFrame({"mention_id": list(ids), "event_id": list(ids.values())}, schema={"mention_id": pl.String, "event_id": pl.String})
    linked = mentions.drop("event_id", strict=False).join(keyed, on="mention_id", how="left", maintain_order="left")
    table = pl.DataFrame(events, schema=SCHEMA, orient="row").join(count_sources(linked, reports, "event_id"), on="event_id", how="left")
    for column, others in (("quote_id", quote_mentions), ("figure_id", figure_mentions)):
        table = table.join(_sharing(linked, others, column), on="event_id", how="left").with_columns(
            pl.col(f"{column}s").fill_null(pl.lit([], dtype=pl.List(pl.String)))
        )
    return linked, table


def _cluster(mentions: Sequence[dict]) -> list[Cluster]:
    """Clusters in the order of their founders."""
    clusters: list[Cluster] = []
    blocks: defaultdict[tuple, list[int]] = defaultdict(list)
    for mention in mentions:
        keys = blocks_of(mention)
        best, most = None, 0
        for place in _candidates(blocks, keys):
            score = likeness(clusters[place], mention)
            if score > most:
                best, most = place, score
        if best is None:
            best = len(clusters)
            clusters.append(Cluster(mention))
        else:
            clusters[best].add(mention)
        for key in keys:
            if best not in blocks[key][-MOST_COMPARED:]:
                blocks[key].append(best)
    return clusters


def _candidates(blocks: defaultdict[tuple, list[int]], keys: Iterable[tuple]) -> list[int]:
    """Clusters that share a block, oldest first, each once."""
    return sorted({place for key in keys if key in blocks for place in blocks[key][-MOST_COMPARED:]})


def _sharing(mentions: pl.DataFrame, others: pl.DataFrame, column: str) -> pl.DataFrame:
    """`event_id` and the sorted ids of the quotations or figures whose spans overlap its mentions."""
    if column not in others.columns:
        return pl.DataFrame(schema={"event_id": pl.String, f"{column}s": pl.List(pl.String)})
    spans = others.select("article_id", column, other_start="char_start", other_end="char_end")
    joined = mentions.select("article_id", "event_id", "char_start", "char_end").join(spans, on="article_id")
    shared = joined.filter((pl.col("other_start") < pl.col("char_end")) & (pl.col("char_start") < pl.col("other_end")))
    return shared.group_by("event_id").agg(pl.col(column).drop_nulls().unique().sort().alias(f"{column}s"))
