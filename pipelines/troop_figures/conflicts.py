"""Which claims cannot all be true. Knows nothing of Dagster or files.

Compared are claims on one force in one place: two strengths at one time that differ beyond their qualifiers, more to withdraw than
are there, parts above their whole. A figure for a later time is a change and no conflict. A figure that comes on top of others
counts with these.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import inf
from typing import Any

import polars as pl

from pipelines.ids import make_id

Row = dict[str, Any]  # a row of `troop_figures`, by column
ABOUT = 0.10
"""How far off "about" may be, as a share."""
SAME_DAYS = 3
"""Strengths told within so many days are of one time: the day a report gives for them is mostly its own."""
LEAVING_DAYS = 31
"""Days that may lie between a strength and a plan to withdraw from it."""
EPOCH_DAYS = 366
"""A plan without a date is held against the strengths of its force and place where these all lie within so many days."""
FEW = 40
"""Up to so many claims of one month are compared each with each, beyond that with the least and the greatest only."""
MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as an interval of persons and of days."""

    figure_id: str
    low: float
    high: float
    first: date
    last: date


def bounds(row: Row) -> tuple[float, float]:
    """Least and greatest number of persons that a claim leaves room for."""
    value: int | None = row["value"]
    qualifier: str = row["qualifier"]
    if value is None:
        return row["low"] or 0, inf if row["high"] is None else row["high"]
    least = {"about": value * (1 - ABOUT), "less_than": 0, "up_to": 0}.get(qualifier, value)
    most = {"about": value * (1 + ABOUT), "more_than": inf, "at_least": inf, "vague": inf}.get(qualifier, value)
    return least, most


def conflict_ids(claims: pl.DataFrame) -> pl.DataFrame:
    """`figure_id` and `conflict_id` of the claims that conflict.

    Args:
        claims: rows of `troop_figures` without `conflict_id`.
    """
    rows = {row["figure_id"]: row for row in claims.iter_rows(named=True)}
    groups = _join(sorted(set(_pairs(rows))))
    found = [(figure, make_id("con", *members)) for members in groups for figure in members]
    return pl.DataFrame(found, schema={"figure_id": pl.String, "conflict_id": pl.String}, orient="row")


def _pairs(rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    present: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    leaving: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    epochs = _epochs(rows)
    for row in rows.values():
        if not _compares(row) or _is_part_of_own(row, rows):
            continue
        window = (row["as_of_earliest"], row["as_of_latest"])
        if None in window:
            window = epochs.get((row["force_id"], row["place_id"]), window) if row["measure"] == "to_withdraw" else window
        if None in window:
            continue
        low, high = with_others(row, rows)
        claim = Claim(row["figure_id"], low, high, *window)
        gap = LEAVING_DAYS if row["measure"] == "to_withdraw" else SAME_DAYS
        into = leaving if row["measure"] == "to_withdraw" else present
        for month in months(claim.first - timedelta(gap), claim.last + timedelta(gap)):
            into[row["force_id"], row["place_id"], month].append(claim)
    for key, strengths in present.items():
        for one, two in _compared(strengths):
            if _of_one_time(one, two) and (one.low > two.high or two.low > one.high):
                yield _ordered(one.figure_id, two.figure_id)
        yield from _more_than_there(strengths, leaving.get(key, []))
    yield from _parts_above_whole(rows)


def _of_one_time(one: Claim, two: Claim) -> bool:
    gap = timedelta(SAME_DAYS)
    return one.first <= two.last + gap and two.first <= one.last + gap


def _epochs(rows: dict[str, Row]) -> dict[tuple[str, str], tuple[date, date]]:
    """The days that the strengths of a force in a place lie in, where that is one time and not several."""
    spans: dict[tuple[str, str], tuple[date, date]] = {}
    for row in rows.values():
        first, last = row["as_of_earliest"], row["as_of_latest"]
        if _compares(row) and row["measure"] != "to_withdraw" and first and last:
            key = (row["force_id"], row["place_id"])
            known = spans.get(key, (first, last))
            spans[key] = (min(first, known[0]), max(last, known[1]))
    return {key: span for key, span in spans.items() if (span[1] - span[0]).days <= EPOCH_DAYS}


def _compares(row: Row) -> bool:
    known = None not in (row["force_id"], row["place_id"])
    strength = row["measure"] in ("present", "deployed") and row["status"] == "reported"
    return known and (strength or (row["measure"] == "to_withdraw" and row["status"] in ("reported", "announced", "planned")))


def _is_part_of_own(row: Row, rows: dict[str, Row]) -> bool:
    """Whether it is a part of the same force: "500 of its 2,500 troops" is no second strength."""
    return any(rows[whole]["force_id"] == row["force_id"] for whole in row["part_of"] if whole in rows)


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


def _compared(claims: list[Claim]) -> Iterable[tuple[Claim, Claim]]:
    """All pairs of few claims; of many, each with the one of least and the one of greatest size, so that cost stays in proportion."""
    ordered = sorted(claims, key=lambda claim: claim.figure_id)
    if len(ordered) <= FEW:
        return combinations(ordered, 2)
    extremes = {min(ordered, key=lambda claim: claim.high), max(ordered, key=lambda claim: claim.low)}
    return [
        (claim, extreme) for extreme in sorted(extremes, key=lambda claim: claim.figure_id) for claim in ordered if claim is not extreme
    ]


def _more_than_there(strengths: list[Claim], leaving: list[Claim]) -> Iterator[tuple[str, str]]:
    """More to withdraw than are there."""
    gap = timedelta(LEAVING_DAYS)
    if len(strengths) * len(leaving) > FEW * FEW:
        strengths = [min(strengths, key=lambda claim: (claim.high, claim.figure_id))]
    for claim in leaving:
        for strength in strengths:
            if claim.low > strength.high and strength.first <= claim.last + gap and claim.first <= strength.last + gap:
                yield _ordered(claim.figure_id, strength.figure_id)


def _parts_above_whole(rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    """Parts of different forces that are more than the whole which they are said to be part of."""
    parts: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
    for row in rows.values():
        for whole in row["part_of"]:
            force = row["force_id"] or row["figure_id"]
            parts[whole][force] = max(parts[whole].get(force, (0.0, "")), (bounds(row)[0], row["figure_id"]))
    for whole, by_force in parts.items():
        if whole in rows and sum(low for low, _ in by_force.values()) > bounds(rows[whole])[1]:
            for _, part in by_force.values():
                yield _ordered(whole, part)


def _ordered(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one < two else (two, one)


def _join(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Sets of claims that hang together by pairs, each sorted."""
    parent: dict[str, str] = {}

    def root(item: str) -> str:
        while parent.setdefault(item, item) != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for one, two in pairs:
        first, second = sorted((root(one), root(two)))
        parent[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for item in sorted(parent):
        groups[root(item)].append(item)
    return [groups[item] for item in sorted(groups)]
