"""A claim as an interval of persons and of months: what the sums and comparisons need. Knows nothing of Dagster or files."""

from collections import defaultdict
from datetime import date
from math import inf
from typing import Any

import polars as pl

Row = dict[str, Any]  # a row of `troop_figures`, by column
ABOUT = 0.10
"""How far off "about" may be, as a share."""
MOST_MONTHS = 36
RELATIONS = ("part_of", "excludes")
GENERAL = frozenset({"troops", "soldiers", "personnel", "forces", "service members", "combatants", "members", "fighters", "peacekeepers"})
"""Words for all members of a force; other units, like marines and advisers, are mostly some of them."""


def rows_of_related(figures: pl.DataFrame, *columns: str) -> dict[str, Row]:
    """The claims that are a part of others or come on top of them, and these others, by id: few of many.

    Args:
        figures: rows of `troop_figures`.
        columns: what is wanted of them; all if none are named.
    """
    named = [figures.select(pl.col(relation).explode().drop_nulls().alias("figure_id")) for relation in RELATIONS]
    have = [figures.filter(pl.col(relation).list.len() > 0).select("figure_id") for relation in RELATIONS]
    related = figures.join(pl.concat([*named, *have]), on="figure_id", how="semi").sort("figure_id")
    return {row["figure_id"]: row for row in related.select(columns or pl.all()).iter_rows(named=True)}


def bounds(row: Row) -> tuple[float, float]:
    """Least and greatest number of persons that a claim leaves room for."""
    value: int | None = row["value"]
    qualifier: str = row["qualifier"]
    if value is None:
        return row["low"] or 0, inf if row["high"] is None else row["high"]
    least = {"about": value * (1 - ABOUT), "less_than": 0, "up_to": 0}.get(qualifier, value)
    most = {"about": value * (1 + ABOUT), "more_than": inf, "at_least": inf, "vague": inf}.get(qualifier, value)
    return least, most


def with_others(row: Row, rows: dict[str, Row]) -> tuple[float, float]:
    """The bounds of a claim together with the figures that it comes on top of; of one force's several, any may be the right one."""
    by_force: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for other in row["excludes"]:
        if other in rows:
            by_force[rows[other]["force_id"] or other].append(bounds(rows[other]))
    low, high = bounds(row)
    for claims in by_force.values():
        low += min(least for least, _ in claims)
        high += max(most for _, most in claims)
    return low, high


def months(first: date, last: date) -> list[str]:
    """The months from one day to another as YYYY-MM, three years of them at most."""
    start = first.year * 12 + first.month - 1
    end = min(last.year * 12 + last.month - 1, start + MOST_MONTHS)
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, end + 1)]


def is_part_of_own(row: Row, rows: dict[str, Row]) -> bool:
    """Whether it is a part of the same force: "500 of its 2,500 troops" is no second strength."""
    return any(rows[whole]["force_id"] == row["force_id"] for whole in row["part_of"] if whole in rows)
