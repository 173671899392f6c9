"""What a row of `changes` is. How it is made stands in pipelines/release/changes.py."""

import polars as pl

from checks.columns import Strings, Table, column, one_of

CHANGES = ["added", "changed", "withdrawn", "merged"]


class Changes(Table):
    """One row that is not what it was in the release before; in a first release, every row."""

    table: str = column("the table that it stands in, or stood; the sets of copies (rep_...) stand under `reports`")
    id: str = column("its key")
    change: str = one_of("what became of it; merged: its mentions went to another key, `superseded_by`", CHANGES)
    columns: Strings = column("columns that differ, of those that both releases have, in the order of the table; none unless changed")
    old: str = column("what they were, as a JSON object; null unless changed, and for printed words in a release that takes articles back",
                      nullable=True)  # fmt: skip
    new: str = column("what they are, as a JSON object; null unless changed", nullable=True)
    superseded_by: str = column("key in the same table that took its mentions over; null unless merged", nullable=True)
    reason: str = column("why, where that is known; always for what is gone", nullable=True)

    class Config:
        unique = ["table", "id"]  # noqa: RUF012  (pandera's way to say it)


def changes_say_what(changes: pl.LazyFrame) -> pl.LazyFrame:
    """What changed names its columns, what is gone a reason, what was merged another key. Returns the rows that do not."""
    kind = pl.col("change")
    columns = (kind == "changed") != (pl.col("columns").list.len() > 0)
    reason = kind.is_in(["withdrawn", "merged"]) & pl.col("reason").is_null()
    merged = (kind == "merged") != (pl.col("superseded_by") != pl.col("id")).fill_null(False)
    return changes.filter(columns | reason | merged).select("table", "id", "change")
