"""When two mentions are the same event. Knows nothing of Dagster or files.

Mentions are taken in the order of publication, whatever the order of input. Each joins the cluster that it fits best, or founds one. Only
clusters of the same type, of a common actor and of the same months are compared, so the cost stays linear.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import polars as pl

from checks.events import REPORTED_CLAIM
from pipelines.counts import count_sources
from pipelines.events.anchors import anchors
from pipelines.events.blocks import blocks_of
from pipelines.events.cluster import Cluster
from pipelines.events.event_rows import event_row
from pipelines.events.likeness import likeness
from pipelines.events.relations import relate
from pipelines.events.stories import stories
from pipelines.events.times import can_tell
from pipelines.events.told import Told, tell
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
    "place_path": pl.String,
    "date_earliest": pl.Date,
    "date_latest": pl.Date,
    "date_precision": pl.String,
    "date_basis": pl.String,
    "status": pl.String,
    "status_history": pl.List(
        pl.Struct(
            {
                "status": pl.String,
                "published_latest": pl.Date,
                "article_id": pl.String,
                "mention_id": pl.String,
                "reported_by": pl.String,
            }
        )
    ),
    "outcome": pl.String,
    "background": pl.Boolean,
    "killed_low": pl.Int64,
    "killed_high": pl.Int64,
    "wounded_low": pl.Int64,
    "wounded_high": pl.Int64,
    "detained_low": pl.Int64,
    "detained_high": pl.Int64,
    "related": pl.List(pl.Struct({"event_id": pl.String, "relation": pl.String})),
    "displaced_low": pl.Int64,
    "displaced_high": pl.Int64,
    "harm": CLAIMS,
}
KEYED: dict[str, pl.DataType | type[pl.DataType]] = {"mention_id": pl.String, "event_id": pl.String, "joined_on": pl.List(pl.String)}
Blocks = defaultdict[tuple, list[int]]
MOST_COMPARED = 60
"""Clusters of one block that a mention is compared with, the newest first."""


def group_events(
    mentions: pl.DataFrame, articles: pl.DataFrame, reports: pl.DataFrame, quote_mentions: pl.DataFrame, figure_mentions: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Mentions with `event_id` and `joined_on`, and rows of `events`; the order of the input does not matter.

    Args:
        mentions: rows of `event_mentions` but for `event_id` and `joined_on`.
        articles: `article_id` and `published_latest`.
        reports: rows of `reports`.
        quote_mentions, figure_mentions: with `article_id`, `char_start`, `char_end` and `quote_id` or `figure_id`.
    """
    clusters = _cluster(_in_order(mentions, articles, reports, quote_mentions))
    ids = [row_id("evt", cluster.founder.row["mention_id"]) for cluster in clusters]
    rows = [event_row(key, [told.row for told in cluster.members]) for key, cluster in zip(ids, clusters, strict=True)]
    for row, related in zip(rows, relate(clusters), strict=True):
        row["related"] = [{"event_id": ids[other], "relation": relation} for other, relation in related]
    keyed = _keyed(ids, clusters)
    linked = mentions.drop("event_id", "joined_on", strict=False).join(keyed, on="mention_id", how="left", maintain_order="left")
    table = pl.DataFrame(rows, schema=SCHEMA, orient="row").join(count_sources(linked, reports, "event_id"), on="event_id", how="left")
    for column, others in (("quote_id", quote_mentions), ("figure_id", figure_mentions)):
        table = table.join(_sharing(linked, others, column), on="event_id", how="left").with_columns(
            pl.col(f"{column}s").fill_null(pl.lit([], dtype=pl.List(pl.String)))
        )
    return linked, table


def _in_order(mentions: pl.DataFrame, articles: pl.DataFrame, reports: pl.DataFrame, quote_mentions: pl.DataFrame) -> list[Told]:
    """The mentions as they were told, day by day; those without any day come last."""
    published = articles.select("article_id", "published_latest")
    dated = (
        mentions.join(published, on="article_id", how="left")
        .join(anchors(published, quote_mentions), on="article_id", how="left")
        .join(reports.select("article_id", "report_id"), on="article_id", how="left")
    )
    day = pl.coalesce("published_latest", "anchor")
    ordered = dated.sort(day, "article_id", "char_start", "char_end", "mention_id", nulls_last=True)
    story = stories(published, quote_mentions)
    return [tell(row, row["anchor"], story.get(row["article_id"], row["article_id"])) for row in ordered.iter_rows(named=True)]


def _keyed(ids: Sequence[str], clusters: Sequence[Cluster]) -> pl.DataFrame:
    """Mention by mention the event and the evidence."""
    rows = [
        (told.row["mention_id"], key, reasons)
        for key, cluster in zip(ids, clusters, strict=True)
        for told, reasons in zip(cluster.members, cluster.reasons, strict=True)
    ]
    return pl.DataFrame(rows, schema=KEYED, orient="row")


def _cluster(mentions: Sequence[Told]) -> list[Cluster]:
    """Clusters in the order of their founders."""
    clusters: list[Cluster] = []
    blocks: Blocks = defaultdict(list)
    for told in mentions:
        keys = blocks_of(told)
        best, reasons = _best(clusters, _candidates(blocks, keys), told)
        if best is None:
            best = len(clusters)
            clusters.append(Cluster(told))
        else:
            clusters[best].add(told, ["type", *reasons])
        for key in keys:
            if best not in blocks[key][-MOST_COMPARED:]:
                blocks[key].append(best)
    return _once_more(clusters, blocks, {told.row["mention_id"]: place for place, told in enumerate(mentions)})


def _best(clusters: Sequence[Cluster], candidates: Iterable[int], told: Told) -> tuple[int | None, list[str]]:
    """The cluster that a mention fits best, the oldest of equals, and why."""
    best, most, reasons = None, 0, []
    for place in candidates:
        score, found = likeness(clusters[place], told)
        if score > most:
            best, most, reasons = place, score, found
    return best, reasons


def _once_more(clusters: Sequence[Cluster], blocks: Blocks, order: dict[str, int]) -> list[Cluster]:
    """Clusters one of whose mentions fits an older one now that this has told more are taken into it."""
    into = list(range(len(clusters)))
    for place, cluster in enumerate(clusters):
        for told in cluster.members:
            older = {into[other] for other in _candidates(blocks, blocks_of(told)) if into[other] < place}
            best, reasons = _best(clusters, sorted(older), told)
            if best is not None and all(can_tell(clusters[best], member) for member in cluster.members):
                into[place] = best
                why = [["type", *reasons], *cluster.reasons[1:]]
                for member, reason in zip(cluster.members, why, strict=True):
                    clusters[best].add(member, reason)
                break
    kept = [cluster for place, cluster in enumerate(clusters) if into[place] == place]
    for cluster in kept:
        cluster.in_order(order)
    return kept


def _candidates(blocks: Blocks, keys: Iterable[tuple]) -> list[int]:
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
