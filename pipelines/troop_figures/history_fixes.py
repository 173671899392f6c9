"""To which claims a human's fix of a mention belongs. Knows nothing of Dagster or files."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from pipelines.troop_figures.history import Entry

KEY = ["force", "family", "amount"]
Row = dict[str, Any]


def fix_entries(fixed: pl.DataFrame, grouped: pl.DataFrame) -> Iterator[tuple[str, Entry]]:
    """An entry for the claim that a fixed mention is in now, and for the one that it was of before, where other mentions have left that.

    Args:
        fixed: mentions as the rules read them (or as they were added), with force, family, amount and near, and of the fix `made_on`
            and `note`.
        grouped: the mentions of today with `figure_id`, force, family, amount, where, start and end.
    """
    now = dict(grouped.join(fixed, on="mention_id", how="semi").select("mention_id", "figure_id").iter_rows())
    alike = grouped.join(fixed, on=KEY, how="semi")
    claims: dict[tuple[str, ...], dict[str, Row]] = defaultdict(dict)
    for row in alike.select(*KEY, "figure_id", "where", "start", "end").iter_rows(named=True):
        known = claims[tuple(row[name] for name in KEY)].setdefault(row["figure_id"], row)
        known["start"] = min(filter(None, (known["start"], row["start"])), default=None)
        known["end"] = max(filter(None, (known["end"], row["end"])), default=None)
    for row in fixed.iter_rows(named=True):
        left = _left(row, claims.get(tuple(row[name] for name in KEY), {}))
        for figure in sorted({now.get(row["mention_id"]), left} - {None}, key=str):
            yield str(figure), Entry(row["made_on"], "fixed_by_hand", row["article_id"], None, row["value"], row["note"])


def _left(row: Row, claims: dict[str, Row]) -> str | None:
    """The claim that a mention would be of, had nobody changed it: the nearest in time of those that have its number."""
    near = [
        (gap, figure)
        for figure, claim in claims.items()
        if (not row["place_id"] or row["place_id"] == claim["where"]) and (gap := _days_between(row, claim)) <= row["near"]
    ]
    return min(near)[1] if near else None


def _days_between(row: Row, claim: Row) -> int:
    start: date | None = row["as_of_earliest"] or row["as_of_latest"]
    end: date | None = row["as_of_latest"] or row["as_of_earliest"]
    if start is None or end is None or claim["start"] is None or claim["end"] is None:
        return 0
    return max(0, (start - claim["end"]).days, (claim["start"] - end).days)
