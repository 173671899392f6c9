"""How many of one force were in one place in one month, by all claims, and whether the arithmetic holds.

Knows nothing of Dagster or files.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from math import inf

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from pipelines.counts import with_sources
from pipelines.ids import make_id
from pipelines.troop_figures.claims import Row, bounds, is_part_of_own, months, rows_of_related, with_others

WIDEST_DAYS = 62
"""A mention whose window is wider tells nothing of a month."""
CLAIM = [
    "figure_id", "force_id", "force_name", "place_id", "place_name", "value", "low", "high", "qualifier", "measure", "status",
    "as_of_earliest", "as_of_latest", "part_of", "excludes",
]  # fmt: skip
"""Columns of a claim that are read here."""
PolarsType = DataType | DataTypeClass
SCHEMA: dict[str, PolarsType] = {
    "level_id": pl.String,
    "force_id": pl.String,
    "force_name": pl.String,
    "place_id": pl.String,
    "place_name": pl.String,
    "period": pl.String,
    "low": pl.Int64,
    "best": pl.Int64,
    "high": pl.Int64,
    "figure_ids": pl.List(pl.String),
    "n_reports_low": pl.Int64,
    "n_reports_best": pl.Int64,
    "n_reports_high": pl.Int64,
    "n_claims": pl.Int64,
    "n_reports": pl.Int64,
    "n_origins": pl.Int64,
    "arithmetic": pl.String,
    "arithmetic_note": pl.String,
}
Key = tuple[str, str | None, str]


def troop_levels(figures: pl.DataFrame, mentions: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Rows of `troop_levels`; the order of the input does not matter.

    Args:
        figures: rows of `troop_figures`.
        mentions: rows of `figure_mentions` with `figure_id`: their windows say for which months a claim was made.
        reports: rows of `reports`.
    """
    told = _told(figures, mentions, reports)
    rows = _rows(figures, told)
    strengths, leaving = _by_month(told, rows)
    undated = [row for row in rows.values() if row["excludes"] and _is_undated_strength(row)]
    parts: dict[str, list[str]] = defaultdict(list)
    for row in rows.values():
        for whole in row["part_of"]:
            parts[whole].append(row["figure_id"])
    levels = []
    for key, sources in strengths.items():
        beside = [row for row in undated if row["force_id"] == key[0] and row["place_id"] == key[1] and _told_of(row, key, rows, strengths)]
        levels.append(_level(key, sources, rows, parts, leaving.get(key, set()), beside))
    return pl.DataFrame(levels, schema=SCHEMA, orient="row").sort("level_id")


Sources = dict[str, list[tuple[str, str, date]]]  # of a month, by figure: (report, origin, day) of each mention


def _told(figures: pl.DataFrame, mentions: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """The mentions that tell of a month how many were there or were to leave: `figure_id`, days, `report`, `origin` and `leaves`."""
    leaves = pl.col("measure") == "to_withdraw"
    strength = pl.col("measure").is_in(["present", "deployed"]) & (pl.col("status") == "reported")
    known = pl.all_horizontal(pl.col("force_id", "value").is_not_null())
    compared = figures.filter(known, strength | (leaves & pl.col("status").is_in(["reported", "announced", "planned"])))
    of_those = mentions.join(compared.select("figure_id", leaves=leaves), on="figure_id")
    narrow = (pl.col("as_of_latest") - pl.col("as_of_earliest")).dt.total_days() <= WIDEST_DAYS
    sourced = with_sources(of_those, reports, "figure_id").filter(narrow)
    return sourced.select("figure_id", "as_of_earliest", "as_of_latest", "report", "origin", "leaves").sort(pl.all())


def _rows(figures: pl.DataFrame, told: pl.DataFrame) -> dict[str, Row]:
    """The figures that are told of a month, and those that name others or are named, by id."""
    wanted = figures.select(CLAIM)
    there = wanted.join(told, on="figure_id", how="semi")
    return rows_of_related(wanted) | {row["figure_id"]: row for row in there.iter_rows(named=True)}


def _by_month(told: pl.DataFrame, rows: dict[str, Row]) -> tuple[dict[Key, Sources], dict[Key, set[str]]]:
    """The strengths told for each force, place and month, and the figures that are to leave then."""
    strengths: dict[Key, Sources] = defaultdict(lambda: defaultdict(list))
    leaving: dict[Key, set[str]] = defaultdict(set)
    for figure, first, last, report, origin, leaves in told.iter_rows():
        row = rows[figure]
        for month in months(first, last):
            key = (row["force_id"], row["place_id"], month)
            if leaves:
                leaving[key].add(figure)
            else:
                strengths[key][figure].append((report, origin, last))
    return strengths, leaving


def _is_undated_strength(row: Row) -> bool:
    strength = row["measure"] in ("present", "deployed") and row["status"] == "reported" and row["value"] is not None
    return bool(strength and row["force_id"] and (row["as_of_earliest"] is None or row["as_of_latest"] is None))


def _told_of(row: Row, key: Key, rows: dict[str, Row], strengths: dict[Key, Sources]) -> bool:
    """Whether a figure that this one comes on top of is told of that place and month: so then is this one, though it has no date."""
    _, place, month = key
    return any(other in strengths.get((rows[other]["force_id"], place, month), {}) for other in row["excludes"] if other in rows)


def _level(
    key: Key, sources: Sources, rows: dict[str, Row], parts: dict[str, list[str]], leaving: set[str], beside: list[Row]
) -> tuple[object, ...]:
    """A row of `troop_levels`; `beside` are figures without a date that enter the sums only."""
    force, place, month = key
    claims = [rows[figure] for figure in sorted(sources)]
    whole = [row for row in claims if not row["excludes"] and not is_part_of_own(row, rows)] or claims
    best = max(whole, key=lambda row: _weight(row, sources[row["figure_id"]]))["value"]
    low = min(best, *(_least(row) for row in whole))
    high = max(best, *(_most(row) for row in whole))
    said = [source for figure in sources.values() for source in figure]
    verdict, note = _arithmetic(claims + beside, rows, parts, [rows[figure] for figure in sorted(leaving)])
    place_name = next((row["place_name"] for row in claims if row["place_name"]), None)
    force_name = next((row["force_name"] for row in claims if row["force_name"]), force)
    return (
        make_id("lev", force, place or "", month),
        force,
        force_name,
        place,
        place_name,
        month,
        low,
        best,
        high,
        sorted(sources),
        *(_reports_of(claims, sources, size, told) for size, told in ((_least, low), (_value, best), (_most, high))),
        len(claims),
        len({report for report, _, _ in said}),
        len({origin for _, origin, _ in said}),
        verdict,
        note,
    )


def _weight(row: Row, sources: list[tuple[str, str, date]]) -> tuple[int, date, int]:
    """What makes a claim the best: independent origins, then the latest, then the greatest."""
    return len({origin for _, origin, _ in sources}), max(day for _, _, day in sources), row["value"]


def _reports_of(claims: list[Row], sources: Sources, size: Callable[[Row], int], told: int) -> int:
    """How many independent reports stand behind one of the bounds."""
    return len({report for row in claims if size(row) == told for report, _, _ in sources[row["figure_id"]]})


def _value(row: Row) -> int:
    size: int = row["value"]
    return size


def _least(row: Row) -> int:
    return row["low"] if row["low"] is not None else row["value"]


def _most(row: Row) -> int:
    return row["high"] if row["high"] is not None else row["value"]


def _arithmetic(claims: list[Row], rows: dict[str, Row], parts: dict[str, list[str]], leaving: list[Row]) -> tuple[str, str | None]:
    """The verdict on the sums that can be done with the claims of a month, and the sums themselves."""
    notes: list[tuple[bool, str]] = []
    wholes = [row for row in claims if not row["excludes"] and not is_part_of_own(row, rows)]
    for row in claims:
        others = [rows[other] for other in row["excludes"] if other in rows and rows[other]["value"] is not None]
        for whole in wholes[:1] if others else []:
            added = _nearest_of_each(others, whole["value"] - row["value"])
            notes.append(_sum_note([row, *added], with_others(row, rows), whole))
    for whole in wholes:
        held = _one_of_each([rows[part] for part in sorted(parts.get(whole["figure_id"], [])) if rows[part]["value"] is not None])
        if held:
            total = sum(part["value"] for part in held)
            fits = sum(bounds(part)[0] for part in held) <= bounds(whole)[1]
            verb = "within" if fits else "above"
            notes.append((fits, f"{_joined(held)}{f' = {total:,}' if len(held) > 1 else ''} {verb} {whole['value']:,}: {_word(fits)}"))
    for going in leaving:
        for whole in wholes:
            fits = bounds(going)[0] <= bounds(whole)[1]
            notes.append((fits, f"{going['value']:,} to withdraw of {whole['value']:,}: {_word(fits)}"))
    if not notes:
        return "untested", None
    return "consistent" if all(fits for fits, _ in notes) else "inconsistent", "; ".join(note for _, note in notes)


def _sum_note(summed: list[Row], room: tuple[float, float], whole: Row) -> tuple[bool, str]:
    low, high = bounds(whole)
    fits = room[0] <= high and low <= room[1]
    total = sum(row["value"] for row in summed)
    word = "consistent" if total == whole["value"] else "consistent within the qualifiers" if fits and room[1] < inf else _word(fits)
    undated = f" ({summed[0]['value']:,} has no date)" if summed[0]["as_of_latest"] is None else ""
    return fits, f"{_joined(summed)} = {total:,} against {whole['value']:,}: {word}{undated}"


def _nearest_of_each(others: list[Row], rest: int) -> list[Row]:
    """One claim of each force, where claims differ the one nearest to what the whole leaves for it: only one of them can be meant."""
    nearest: dict[str, Row] = {}
    for other in sorted(others, key=lambda row: (abs(row["value"] - rest), row["figure_id"])):
        nearest.setdefault(other["force_id"] or other["figure_id"], other)
    return sorted(nearest.values(), key=lambda row: (-row["value"], row["figure_id"]))


def _one_of_each(parts: list[Row]) -> list[Row]:
    """The greatest part of each force, so that two reports of one part count once."""
    greatest: dict[str, Row] = {}
    for part in parts:
        force = part["force_id"] or part["figure_id"]
        if force not in greatest or part["value"] > greatest[force]["value"]:
            greatest[force] = part
    return sorted(greatest.values(), key=lambda row: (-row["value"], row["figure_id"]))


def _joined(summed: list[Row]) -> str:
    return " + ".join(f"{row['value']:,}" for row in summed)


def _word(fits: bool) -> str:
    return "consistent" if fits else "inconsistent"
