"""What a row of `registry` is. How it is made stands in pipelines/release/registry.py."""

import polars as pl

from checks.columns import Table, column

VERSION = r"^\d+\.\d+\.\d+$"
LONGEST = 9  # digits of a part of a version


class Registry(Table):
    """One key that any release of the dataset ever had, and what became of it."""

    table: str = column("the table whose key it is; the sets of copies (rep_...) stand under `reports`")
    id: str = column("the key")
    first_seen: str = column("version of the first release that had it", str_matches=VERSION)
    last_seen: str = column("version of the last release that had it: this one's, for all that are still there", str_matches=VERSION)
    last_changed: str = column("version in which its row was last added or changed, or went", str_matches=VERSION)
    superseded_by: str = column("key in the same table that took its mentions over, where its set was merged into another", nullable=True)
    withdrawn_reason: str = column("why it is no longer there; null for all that are", nullable=True)

    class Config:
        unique = ["table", "id"]  # noqa: RUF012  (pandera's way to say it)


def gone_have_a_reason(registry: pl.LazyFrame) -> pl.LazyFrame:
    """A key that the newest release does not have says why, and what superseded it is another; of one that is there nothing is said."""
    in_order = pl.col("last_seen").str.split(".").list.eval(pl.element().str.zfill(LONGEST)).list.join(".")
    gone, to = in_order != in_order.max(), pl.col("superseded_by")
    strange = to.is_not_null() & (~gone | (to == pl.col("id")).fill_null(False))
    return registry.filter((gone != pl.col("withdrawn_reason").is_not_null()) | strange).select("table", "id", "last_seen", "superseded_by")
