"""Which claims tell of one fact, and which of them cannot all be true. Knows nothing of Dagster or files.

One fact: how many of one force were in one place at one time, whatever numbers are given for it; a plan to withdraw them all tells of it
too, and so does what other reports tell with the same number (same_number.py). Conflicts are two strengths at one time that differ
beyond their qualifiers, more to withdraw than are there, parts above their whole. A figure for a later time is a change and no conflict;
a figure that comes on top of others counts with these; two numbers that one reporter gives in one article are of two things.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, combinations
from typing import NamedTuple

import polars as pl

from pipelines.ids import make_id
from pipelines.troop_figures.claims import ABOUT, Claim, Row, bounds, is_part_of_own, kind_of, months, with_others
from pipelines.troop_figures.same_number import told_alike
from pipelines.troop_figures.voices import Said, Told, near_enough, numbers_said, one_gives_both

SAME_DAYS = 3
"""Strengths told within so many days are of one time: the day a report gives for them is mostly its own."""
LEAVING_DAYS = 31
"""Days that may lie between a strength and a plan to withdraw from it."""
EPOCH_DAYS = 366
"""A plan without a date is held against the strengths of its force and place where these all lie within so many days."""
FEW = 40
"""Up to so many claims of one month are compared each with each, beyond that with the least and the greatest only."""
Key = tuple[str, str, str]  # force, place, month


class Pair(NamedTuple):
    """Two claims, by id: whether they tell of one fact, and whether they cannot both be true."""

    one: str
    two: str
    one_fact: bool
    conflict: bool


def facts_and_conflicts(claims: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """`figure_id`, `fact_id` and `conflict_id` (null for claims that conflict with none) of every claim.

    Args:
        claims: rows of `troop_figures` without these two columns.
        mentions: figure_id, article_id and claimed_by of the mentions.
    """
    rows = {row["figure_id"]: row for row in claims.iter_rows(named=True)}
    told = _told(mentions)
    said = numbers_said(rows, told)
    pairs = sorted(set(_pairs(rows, told, said)))
    alike = ((one, two) for one, two, one_fact, _ in pairs if one_fact)
    facts = _join(chain(alike, told_alike(rows, told, said)), rows)
    conflicts = _join(((one, two) for one, two, _, conflict in pairs if conflict), ())
    fact_of = {figure: make_id("fac", _founder(members, rows)) for members in facts for figure in members}
    conflict_of = {figure: make_id("con", *members) for members in conflicts for figure in members}
    found = [(figure, fact_of[figure], conflict_of.get(figure)) for figure in rows]
    return pl.DataFrame(found, schema={"figure_id": pl.String, "fact_id": pl.String, "conflict_id": pl.String}, orient="row")


def _told(mentions: pl.DataFrame) -> Told:
    told: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for figure, article, claimant in mentions.select("figure_id", "article_id", "claimed_by").iter_rows():
        told[figure].add((article, claimant or ""))
    return {figure: frozenset(sources) for figure, sources in told.items()}


def _founder(members: list[str], rows: dict[str, Row]) -> str:
    """The claim that names the fact: the one of the earliest day, so that later claims change no id."""
    return min(members, key=lambda figure: (rows[figure]["as_of_earliest"] or date.max, figure))


def _pairs(rows: dict[str, Row], told: Told, said: Said) -> Iterator[Pair]:
    present, leaving = _by_month(rows)
    for key, strengths in present.items():
        for one, two in _compared(strengths):
            if _of_one_time(one, two):
                yield from _two_strengths(one, two, rows, told, said)
        yield from _leaving_and_there(strengths, leaving.get(key, []), rows, told, said)
    yield from _parts_above_whole(rows)


def _by_month(rows: dict[str, Row]) -> tuple[dict[Key, list[Claim]], dict[Key, list[Claim]]]:
    """The strengths and the plans to withdraw of each force, place and month; a claim stands in each month that it can be of."""
    present: dict[Key, list[Claim]] = defaultdict(list)
    leaving: dict[Key, list[Claim]] = defaultdict(list)
    epochs = _epochs(rows)
    for row in rows.values():
        if not _compares(row) or is_part_of_own(row, rows):
            continue
        leaves = row["measure"] == "to_withdraw"
        first, last = row["as_of_earliest"], row["as_of_latest"]
        if first is None or last is None:
            first, last = epochs.get((row["force_id"], row["place_id"]), (None, None)) if leaves else (None, None)
        if first is None or last is None:
            continue
        claim = Claim(row["figure_id"], *with_others(row, rows), first, last, kind_of(row), bool(row["excludes"]))
        gap = timedelta(LEAVING_DAYS if leaves else SAME_DAYS)
        for month in months(first - gap, last + gap):
            (leaving if leaves else present)[row["force_id"], row["place_id"], month].append(claim)
    return present, leaving


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
    known = None not in (row["force_id"], row["place_id"]) and row["value"] is not None and not row.get("retracted")
    strength = row["measure"] in ("present", "deployed") and row["status"] == "reported"
    return known and (strength or (row["measure"] == "to_withdraw" and row["status"] in ("reported", "announced", "planned")))


def _compared(claims: list[Claim]) -> Iterable[tuple[Claim, Claim]]:
    """All pairs of few claims; of many, each with the one of least and the one of greatest size, so that cost stays in proportion."""
    ordered = sorted(claims, key=lambda claim: claim.figure_id)
    if len(ordered) <= FEW:
        return combinations(ordered, 2)
    extremes = {min(ordered, key=lambda claim: claim.high), max(ordered, key=lambda claim: claim.low)}
    return [
        (claim, extreme) for extreme in sorted(extremes, key=lambda claim: claim.figure_id) for claim in ordered if claim is not extreme
    ]


def _two_strengths(one: Claim, two: Claim, rows: dict[str, Row], told: Told, said: Said) -> Iterator[Pair]:
    """One fact, where both count the same members: 500 marines among 3,000 soldiers are another fact, 5,000 cannot be true."""
    disjoint = one.low > two.high or two.low > one.high
    first, second = rows[one.figure_id], rows[two.figure_id]
    apart = disjoint and not one_gives_both(first, second, told, said)
    if one.kind == two.kind:
        if apart or not disjoint:
            alike = one.rest == two.rest and (not disjoint or near_enough(first, second, told))
            yield _pair(one.figure_id, two.figure_id, one_fact=alike, conflict=apart)
        return
    part, whole = (one, two) if one.kind else (two, one)
    if not whole.kind and part.low > whole.high and apart:
        yield _pair(one.figure_id, two.figure_id, one_fact=True, conflict=True)


def _leaving_and_there(strengths: list[Claim], leaving: list[Claim], rows: dict[str, Row], told: Told, said: Said) -> Iterator[Pair]:
    """A plan to withdraw a whole force tells how many are there; more to withdraw than are there is a conflict."""
    gap = timedelta(LEAVING_DAYS)
    if len(strengths) * len(leaving) > FEW * FEW:
        strengths = [min(strengths, key=lambda claim: (claim.high, claim.figure_id))]
    for claim in leaving:
        for strength in strengths:
            meet = strength.first <= claim.last + gap and claim.first <= strength.last + gap
            if meet and not strength.rest and claim.kind == strength.kind and claim.high >= strength.low * (1 - ABOUT):
                plan, there = rows[claim.figure_id], rows[strength.figure_id]
                if not one_gives_both(plan, there, told, said):
                    more = claim.low > strength.high
                    yield _pair(claim.figure_id, strength.figure_id, one_fact=near_enough(plan, there, told), conflict=more)


def _parts_above_whole(rows: dict[str, Row]) -> Iterator[Pair]:
    """Parts of different forces that are more than the whole which they are said to be part of."""
    parts: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
    for row in rows.values():
        for whole in row["part_of"] if not row.get("retracted") else ():
            force = row["force_id"] or row["figure_id"]
            parts[whole][force] = max(parts[whole].get(force, (0.0, "")), (bounds(row)[0], row["figure_id"]))
    for whole, by_force in parts.items():
        if whole in rows and sum(low for low, _ in by_force.values()) > bounds(rows[whole])[1]:
            for _, part in by_force.values():
                yield _pair(whole, part, one_fact=False, conflict=True)


def _pair(one: str, two: str, *, one_fact: bool, conflict: bool) -> Pair:
    return Pair(min(one, two), max(one, two), one_fact, conflict)


def _join(pairs: Iterable[tuple[str, str]], alone: Iterable[str]) -> list[list[str]]:
    """Sets of claims that hang together by pairs, each sorted; those of `alone` are sets of their own where no pair has them."""
    parent: dict[str, str] = {item: item for item in alone}

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
