"""Which claims tell of one fact, and which of them cannot all be true. Knows nothing of Dagster or files.

One fact: how many of one force were in one place at one time, whatever numbers are given for it; a plan to withdraw them all tells of it
too (strengths.py), and so does what other reports tell with the same number (same_number.py). Conflicts are two strengths at one time that
differ beyond their qualifiers, more to withdraw than are there, parts above their whole. A figure for a later time is a change and no
conflict; a figure that comes on top of others counts with these; two numbers that one reporter gives in one article are of two things.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.ids import make_id
from pipelines.troop_figures.claims import Row, bounds, rows_of_related
from pipelines.troop_figures.same_number import told_alike
from pipelines.troop_figures.strengths import strengths_and_plans
from pipelines.troop_figures.voices import numbered, voices_of

RELATED = ["figure", "figure_id", "force_id", "value", "low", "high", "qualifier", "part_of", "excludes", "retracted"]


def facts_and_conflicts(claims: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """`figure_id`, `fact_id` and `conflict_id` (null for claims that conflict with none) of every claim.

    Args:
        claims: rows of `troop_figures` without these two columns.
        mentions: figure_id, article_id and claimed_by of the mentions.
    """
    figures = numbered(claims)
    voices = voices_of(figures, mentions)
    rows = rows_of_related(figures, *RELATED)
    pairs = strengths_and_plans(figures, rows, voices)
    above = _parts_above_whole(rows, pairs.schema)
    one_fact = pl.concat([pairs.filter("one_fact").select("one", "two"), told_alike(figures, voices)])
    conflict = pl.concat([pairs.filter("conflict").select("one", "two"), above])
    ids = figures.select("figure", "figure_id", "as_of_earliest")
    return ids.select("figure_id", fact_id=_facts(ids, one_fact), conflict_id=_conflicts(ids, conflict))


def _facts(ids: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    """The fact of each claim, called after its claim of the earliest day, so that later claims change no id."""
    sets = ids.with_columns(set=_sets(pairs, ids.height))
    founders = sets.sort(pl.col("as_of_earliest").fill_null(date.max), "figure").unique("set", keep="first", maintain_order=True)
    named = founders.select("set", fact_id=_made("fac", ([founder] for founder in founders["figure_id"])))
    return sets.join(named, on="set", how="left", maintain_order="left")["fact_id"]


def _conflicts(ids: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    """The conflict of each claim, called after all its claims; null for those that conflict with none."""
    sets = ids.with_columns(set=_sets(pairs, ids.height))
    groups = sets.group_by("set", maintain_order=True).agg("figure_id").filter(pl.col("figure_id").list.len() > 1)
    named = groups.select("set", conflict_id=_made("con", groups["figure_id"].to_list()))
    return sets.join(named, on="set", how="left", maintain_order="left")["conflict_id"]


def _made(prefix: str, parts: Iterable[list[str]]) -> pl.Series:
    return pl.Series([make_id(prefix, *part) for part in parts], dtype=pl.String)


def _sets(pairs: pl.DataFrame, size: int) -> pl.Series:
    """For each of `size` claims a number of the set that it hangs together with by pairs."""
    ends = (pairs["one"].to_numpy(), pairs["two"].to_numpy())
    graph = coo_array((np.ones(pairs.height, np.int8), ends), shape=(size, size))
    return pl.Series(connected_components(graph, directed=False)[1] if size else np.zeros(0, np.int32))


def _parts_above_whole(rows: dict[str, Row], schema: pl.Schema) -> pl.DataFrame:
    """Pairs of a whole and one of its parts, which are of different forces and together more than it.

    Args:
        rows: claims that name others, or are named, by id.
        schema: of which `one` and `two` are taken.
    """
    parts: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
    for row in rows.values():
        for whole in row["part_of"] if not row["retracted"] else ():
            force = row["force_id"] or row["figure_id"]
            parts[whole][force] = max(parts[whole].get(force, (0.0, "")), (bounds(row)[0], row["figure_id"]))
    found = [
        (rows[whole]["figure"], rows[part]["figure"])
        for whole, by_force in parts.items()
        if whole in rows and sum(low for low, _ in by_force.values()) > bounds(rows[whole])[1]
        for _, part in by_force.values()
    ]
    return pl.DataFrame(found, schema={name: schema[name] for name in ("one", "two")}, orient="row")
