"""When quotations are the same utterance. Knows nothing of Dagster.

Mentions with equal words are one wording; wordings that share words are compared, pair by pair; those that do not differ hang together,
and what hangs together is grouped by itself. Each step works out only what the memory does not hold, on all cores where that is much.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.code import code_version
from pipelines.counts import count_sources
from pipelines.memory import Memory, hashed, sum_by
from pipelines.quotes.one_sentence import stretches
from pipelines.quotes.utterances import DIRECT, GROUPED, INDIRECT, SCHEMA, STRETCH, TOLD, Piece, utterances
from pipelines.quotes.verdicts import told_pairs
from pipelines.quotes.wordings import NAMED, READ, read_surfaces, with_speakers, with_wordings, wordings_of
from pipelines.workers import Workers

ORDER = ["published_latest", "article_id", "char_start", "char_end", "mention_id"]
KEPT = {"part_key": pl.UInt64(), **{name: kind for name, kind in GROUPED.items() if name != "part"}}
EDGE = {"a": pl.UInt32, "b": pl.UInt32, "code": pl.Int8, "sort": pl.Int8}
SURFACES, MENTIONS = 5_000, 4_000
"""Distinct wordings that are read, and mentions that are grouped, in one go by one worker."""
MANY = 4
"""Pieces from which on it is worth to start workers."""


def group_utterances(
    mentions: pl.DataFrame, articles: pl.DataFrame | pl.LazyFrame, reports: pl.DataFrame, memory: Path | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Mentions with `quote_id` added, and the rows of `quotes`; the order of the input does not matter.

    Args:
        mentions: rows of `quote_mentions` without `quote_id`.
        articles: at least `article_id` and `published_latest`; with `text` stretches of one sentence are one utterance. Of a lazy table the
            text is not held.
        reports: rows of `reports`, for the counts.
        memory: a folder that keeps what was worked out for the next time; it changes no row.
    """
    kept = Memory(memory, code_version("pipelines.quotes.same_utterance") if memory else "")
    dated = articles.lazy().select("article_id", "published_latest").collect()
    with Workers() as workers:
        rows = with_wordings(_read(mentions, dated, kept, workers))
        wordings = wordings_of(rows)
        edges = pl.concat([_told(wordings, kept, workers), _stretches(mentions, articles.lazy(), rows)])
    with Workers() as workers:  # others: those hold what they needed to compare
        grouped = _grouped(mentions, rows, wordings, edges, kept, workers)
    del rows, wordings, edges
    links = grouped.select(mention_id="mentions", quote_id="quote_id").explode("mention_id")
    ids = mentions.select("mention_id").join(links, on="mention_id", how="left", maintain_order="left")
    linked = mentions.hstack(ids.select("quote_id"))
    counts = count_sources(linked, reports, "quote_id")
    return linked, grouped.select(list(SCHEMA)).join(counts, on="quote_id", how="left").sort("quote_id")


def _read(mentions: pl.DataFrame, articles: pl.DataFrame, memory: Memory, workers: Workers) -> pl.DataFrame:
    """Mentions as `with_wordings` wants them: in order, with speaker and reading."""
    dated = mentions.select(*ORDER[1:], "kind", "surface", *NAMED).join(
        articles.select("article_id", "published_latest"), on="article_id", how="left"
    )
    ordered = dated.sort(ORDER, nulls_last=True).with_row_index("order").with_columns(surface_key=hashed("surface"))
    numbers = ordered.select("article_id").unique(maintain_order=True).with_row_index("article")
    readings = _readings(ordered.select("surface_key", "surface"), memory, workers)
    rows = with_speakers(ordered.select("order", "mention_id", "article_id", "published_latest", "kind", "surface_key", *NAMED))
    return (
        rows.with_columns(indirect=pl.col("kind") == "indirect")
        .drop("kind")
        .join(numbers, on="article_id", maintain_order="left")
        .join(readings, on="surface_key", maintain_order="left")
    )


def _readings(surfaces: pl.DataFrame, memory: Memory, workers: Workers) -> pl.DataFrame:
    """Rows of READ, each surface once."""
    known = memory.read("quote_readings", READ)
    wanted = surfaces.unique("surface_key")
    new = wanted.join(known, on="surface_key", how="anti").sort("surface")
    pieces = [new[start : start + SURFACES] for start in range(0, new.height, SURFACES)]
    worked = workers.spread(read_surfaces, pieces, much=len(pieces) >= MANY)
    found = pl.concat([known.join(wanted, on="surface_key", how="semi"), *worked])
    if new.height or found.height != known.height:
        memory.write("quote_readings", found)
    return found


def _told(wordings: pl.DataFrame, memory: Memory, workers: Workers) -> pl.DataFrame:
    """Edges between wordings that do not differ."""
    sort = pl.when("indirect").then(INDIRECT).otherwise(DIRECT).cast(pl.Int8)
    return told_pairs(wordings, memory, workers).select("a", "b", "code", sort=sort)


def _stretches(mentions: pl.DataFrame, articles: pl.LazyFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Edges between wordings of which pieces of one sentence are mentions."""
    if "text" not in articles.collect_schema():
        return pl.DataFrame(schema=EDGE)
    pairs = stretches(mentions, articles)
    places = rows.select("mention_id", "wording", "order")
    found = pairs.join(places, left_on="one", right_on="mention_id").join(places, left_on="other", right_on="mention_id").sort("order")
    edge = (pl.lit(number, pl.Int8).alias(name) for name, number in (("code", 0), ("sort", STRETCH)))
    return found.select(pl.col("wording").alias("a"), pl.col("wording_right").alias("b"), *edge)


def _grouped(
    mentions: pl.DataFrame, rows: pl.DataFrame, wordings: pl.DataFrame, edges: pl.DataFrame, memory: Memory, workers: Workers
) -> pl.DataFrame:
    """Rows of KEPT: the utterances of all parts."""
    graph = coo_array((np.ones(edges.height, np.int8), (edges["a"].to_numpy(), edges["b"].to_numpy())), shape=(wordings.height,) * 2)
    count, label = connected_components(graph, directed=False) if wordings.height else (0, np.zeros(0, np.int32))
    parts = pl.DataFrame({"wording": np.arange(wordings.height, dtype=np.uint32), "part": label.astype(np.uint32)})
    places = rows.select("mention_id", "published_latest", "order", "size", "wording", "created").join(parts, on="wording")
    own = mentions.select("mention_id", own=hashed(*TOLD, "char_start", "char_end"))
    places = places.join(own, on="mention_id").with_columns(own=hashed("own", "published_latest"))
    edges = edges.with_row_index("place").join(parts, left_on="a", right_on="wording", maintain_order="left")
    keys = pl.DataFrame({"part": np.arange(count, dtype=np.uint32), "part_key": _keys(places, edges, count)})
    known = memory.read("quotes", KEPT)
    new = keys.join(known, on="part_key", how="anti")
    some = places.select("mention_id", "order", "size", "wording", "part").join(new, on="part", how="semi")
    told = mentions.select(TOLD).join(some, on="mention_id")  # wide, so of the new parts only
    pieces = _pieces(told, wordings.join(parts, on="wording"), edges, new)
    worked = [
        found.join(keys, on="part", maintain_order="left").select(list(KEPT))
        for found in workers.spread(utterances, pieces, much=new.height >= MANY * MENTIONS)
    ]
    grouped = pl.concat([known.join(keys, on="part_key", how="semi"), *worked])
    if new.height or grouped.height != known.height:
        memory.write("quotes", grouped)
    return grouped


def _keys(places: pl.DataFrame, edges: pl.DataFrame, count: int) -> np.ndarray:
    """For each part a number for all that its rows hang on: its mentions, and what is known of each pair."""
    created = places.filter("created").select("wording", "own")
    ends = edges.join(created, left_on="a", right_on="wording").join(created, left_on="b", right_on="wording", suffix="_b")
    hung = ends.select("part", own=hashed("own", "own_b", "code", "sort"))
    both = pl.concat([places.select("part", "own"), hung])
    return sum_by(both["part"].to_numpy(), both["own"].to_numpy(), count)


def _pieces(told: pl.DataFrame, wordings: pl.DataFrame, edges: pl.DataFrame, new: pl.DataFrame) -> Iterator[Piece]:
    """The new parts, some thousand mentions at a time."""
    sized = told.group_by("part").len().join(new, on="part", how="semi").sort("part")
    sized = sized.select("part", piece=(pl.col("len").cum_sum() - pl.col("len")) // MENTIONS)
    told, wordings, edges = (
        table.join(sized, on="part").sort("piece", "part", by) for table, by in ((told, "order"), (wordings, "wording"), (edges, "place"))
    )
    cuts = [dict(zip(*_bounds(table), strict=True)) for table in (told, wordings, edges)]
    for piece in sized["piece"].unique().sort():
        yield Piece(*(table[slice(*cut.get(piece, (0, 0)))] for table, cut in zip((told, wordings, edges), cuts, strict=True)))


def _bounds(table: pl.DataFrame) -> tuple[list[int], list[tuple[int, int]]]:
    """The pieces of a table that is sorted by them, and where each begins and ends."""
    found = table.with_row_index("row").group_by("piece").agg(start=pl.col("row").min(), end=pl.col("row").max() + 1)
    return found["piece"].to_list(), list(zip(found["start"], found["end"], strict=True))
