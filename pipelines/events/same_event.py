"""When two mentions are the same event. Knows nothing of Dagster.

Mentions are taken in the order of publication, whatever the order of input. Each joins the cluster that it fits best, or founds one. Only
clusters of the same family, of a common side and of the same months are compared, so the cost stays linear. Families are worked
on apart from one another first (see `_by_family`), and what was decided last time is not decided again (see `replay.py`).
"""

from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

from checks.events import REPORTED_CLAIM
from pipelines.code import code_version
from pipelines.counts import count_sources
from pipelines.events.anchors import anchors
from pipelines.events.clusters import DECIDED, FACTS, Piece, cluster, event_rows, facts
from pipelines.events.relations import relate
from pipelines.events.stories import stories
from pipelines.events.told import COMPARED
from pipelines.memory import Memory, hashed, sum_by
from pipelines.workers import Workers

CLAIMS = pl.List(pl.Struct(REPORTED_CLAIM))
RELATED = pl.List(pl.Struct({"event_id": pl.String, "relation": pl.String}))
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
MADE = {name: kind for name, kind in SCHEMA.items() if name != "related"}
KEPT = {"event_key": pl.UInt64, **MADE}
ORDER = ["day", "article_id", "char_start", "char_end", "mention_id"]
NARROW = ["order", "own", "spot", "day", "anchor", "story", *COMPARED]
"""Columns of a mention by which it finds its event."""
LINKED = ["mention_id", "event_id", "joined_on"]
MENTIONS, MANY = 2_000, 8_000
"""Mentions that are read, or made rows of, in one go by one worker, and new ones from which on it is worth to start workers."""


def group_events(
    mentions: pl.DataFrame,
    articles: pl.DataFrame,
    reports: pl.DataFrame,
    quote_mentions: pl.DataFrame,
    figure_mentions: pl.DataFrame,
    memory: Path | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Mentions with `event_id` and `joined_on`, and rows of `events`; the order of the input does not matter.

    Args:
        mentions: rows of `event_mentions` but for `event_id` and `joined_on`.
        articles: `article_id` and `published_latest`.
        reports: rows of `reports`.
        quote_mentions, figure_mentions: with `article_id`, `char_start`, `char_end` and `quote_id` or `figure_id`.
        memory: a folder that keeps what was worked out for the next time; it changes no row.
    """
    kept = Memory(memory, code_version("pipelines.events.same_event") if memory else "")
    given = mentions.drop("event_id", "joined_on", strict=False)
    ordered = _in_order(given, articles, reports, quote_mentions)
    told = _with_clusters(ordered.select(*NARROW), kept)
    with Workers() as workers:
        made = _rows(ordered, told, kept, workers)
    ids = made.select("event", "event_id")
    table = made.join(_related(told, ids), on="event", how="left").with_columns(pl.col("related").fill_null(pl.lit([], dtype=RELATED)))
    keyed = told.select("event", "joined_on", mention_id=ordered["mention_id"]).join(ids, on="event").select(*LINKED)
    del ordered, told
    linked = pl.concat([given, _beside(given, keyed, "mention_id")], how="horizontal")
    table = table.select(list(SCHEMA)).join(count_sources(linked, reports, "event_id"), on="event_id", how="left")
    for column, others in (("quote_id", quote_mentions), ("figure_id", figure_mentions)):
        table = table.join(_sharing(linked, others, column), on="event_id", how="left").with_columns(
            pl.col(f"{column}s").fill_null(pl.lit([], dtype=pl.List(pl.String)))
        )
    return linked, table


def _in_order(mentions: pl.DataFrame, articles: pl.DataFrame, reports: pl.DataFrame, quote_mentions: pl.DataFrame) -> pl.DataFrame:
    """The mentions as they were told, day by day; those without any day come last. `own` is a hash of all that a mention hangs on."""
    published = articles.select("article_id", "published_latest")
    known = (published, anchors(published, quote_mentions), reports.select("article_id", "report_id"), stories(published, quote_mentions))
    dated = pl.concat([mentions, *(_beside(mentions, others, "article_id") for others in known)], how="horizontal")
    day = pl.coalesce("published_latest", "anchor")
    told = dated.with_columns(day=day, story=pl.coalesce("story", "article_id")).with_columns(own=hashed(pl.all()), spot=hashed(*ORDER))
    return told.sort(ORDER, nulls_last=True).with_row_index("order")


def _beside(rows: pl.DataFrame, others: pl.DataFrame, key: str) -> pl.DataFrame:
    """What others tell of each row by a key of which they have each value once: new columns only, so that wide rows are not copied."""
    return rows.select(key).join(others, on=key, how="left", maintain_order="left").drop(key)


def _with_clusters(ordered: pl.DataFrame, memory: Memory) -> pl.DataFrame:
    """The mentions with `family`, `event` (the `order` of the mention that it began with) and `joined_on`."""
    known = memory.read("event_mentions", FACTS | DECIDED)
    new = ordered.join(known, on="own", how="anti")
    much = new.height >= MANY
    kept = known.join(ordered, on="own", how="semi")
    with Workers() as workers:  # they hold much of what they compared, so they go before all families are gone through here
        read = workers.spread(facts, (new[start : start + MENTIONS] for start in range(0, new.height, MENTIONS)), much=much)
        found = pl.concat([kept.select(list(FACTS)), *read])
        told = ordered.hstack(_beside(ordered, found, "own"))
        before, unknown = _by_family(told, workers) if much and kept.is_empty() else (known, pl.Series(dtype=pl.UInt64))
    clustered, decided = cluster(Piece(told, before, unknown))
    if new.height or kept.height != known.height:
        memory.write("event_mentions", found.join(decided, on="own", maintain_order="left"))
    founders = told.select(founder="spot", event="order")
    return told.drop("keys").hstack(_beside(told, clustered.join(founders, on="founder").drop("founder"), "spot"))


def _by_family(told: pl.DataFrame, workers: Workers) -> tuple[pl.DataFrame, pl.Series]:
    """What is decided in each family by itself, as rows of FACTS and DECIDED, and the blocks of several families, which are left out.

    Only clauses that are copied are looked for in other families too; so a second round, over all, has few mentions to decide anew.
    """
    keys = told.select("family", "keys").explode("keys").drop_nulls().unique()
    shared = keys.filter(pl.col("keys").is_duplicated())["keys"].unique().sort()
    own = told.with_columns(keys=pl.col("keys").list.filter(~pl.element().is_in(shared.implode())))
    families = told.group_by("family").len().sort("len", "family", descending=[True, False])["family"]
    nothing = pl.DataFrame(schema=FACTS | DECIDED), pl.Series(dtype=pl.UInt64)
    pieces = (Piece(own.filter(pl.col("family") == family), *nothing) for family in families)
    decided = pl.concat([one for _, one in workers.spread(cluster, pieces, much=True)])
    return told.select(list(FACTS)).join(decided, on="own", maintain_order="left"), shared


def _rows(ordered: pl.DataFrame, told: pl.DataFrame, memory: Memory, workers: Workers) -> pl.DataFrame:
    """Rows of MADE with their `event`.

    Args:
        ordered: the mentions with all columns; told: the same with `event` and `own`.
    """
    founders = told.select("event").unique().sort("event").with_row_index("number")
    numbered = _beside(told, founders, "event")
    key = sum_by(numbered["number"].to_numpy(), told["own"].to_numpy(), founders.height)
    events = founders.select("event", event_key=pl.Series(key))
    known = memory.read("events", KEPT)
    new = events.join(known, on="event_key", how="anti")
    wanted = told.select("event", "order").join(new.select("event"), on="event", how="semi").sort("event", "order")
    sizes = wanted.group_by("event", maintain_order=True).len()["len"].cum_sum().to_numpy()
    cuts = [0, *(int(sizes[at]) for at in np.flatnonzero(np.diff(sizes // MENTIONS, append=-1)))]
    wide = ordered.drop("own", "spot", "day", "anchor", "story")
    pieces = (wide[wanted["order"][start:end]].with_columns(wanted["event"][start:end]) for start, end in pairwise(cuts))
    work = partial(event_rows, schema={"event": pl.UInt32, **MADE})
    worked = pl.concat([pl.DataFrame(schema={"event": pl.UInt32, **MADE}), *workers.spread(work, pieces, much=wanted.height >= MANY)])
    made = pl.concat([part.join(events, on=key).select("event", *KEPT) for part, key in ((known, "event_key"), (worked, "event"))])
    if new.height or made.height != known.height:
        memory.write("events", made.select(list(KEPT)))
    return made.drop("event_key").sort("event")


def _related(told: pl.DataFrame, ids: pl.DataFrame) -> pl.DataFrame:
    """`event` and `related`."""
    found = relate(told).explode("related").unnest("related").with_row_index("place")
    named = found.join(ids, left_on="other", right_on="event").sort("place")
    return named.group_by("event", maintain_order=True).agg(related=pl.struct("event_id", "relation"))


def _sharing(mentions: pl.DataFrame, others: pl.DataFrame, column: str) -> pl.DataFrame:
    """`event_id` and the sorted ids of the quotations or figures whose spans overlap its mentions."""
    if column not in others.columns:
        return pl.DataFrame(schema={"event_id": pl.String, f"{column}s": pl.List(pl.String)})
    spans = others.select("article_id", column, other_start="char_start", other_end="char_end")
    joined = mentions.select("article_id", "event_id", "char_start", "char_end").join(spans, on="article_id")
    shared = joined.filter((pl.col("other_start") < pl.col("char_end")) & (pl.col("char_start") < pl.col("other_end")))
    return shared.group_by("event_id").agg(pl.col(column).drop_nulls().unique().sort().alias(f"{column}s"))
