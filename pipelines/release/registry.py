"""`registry`: every key that a dataset's releases ever had, carried from release to release. Knows nothing of Dagster."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from checks.model import polars_schema
from checks.registry import Registry
from pipelines.files import fit
from pipelines.release.changes import difference
from pipelines.release.diff import open_sides

KEY = ["table", "id"]


def next_registry(before: pl.DataFrame, changes: pl.DataFrame, version: str) -> pl.DataFrame:
    """The registry of a release, from that of its predecessor and the changes since.

    A key that comes back is there again, and was first seen when it was. What superseded a key is followed to the one that is there now.
    """
    kind, here = pl.col("change"), pl.lit(version)
    rows = before.join(changes.select(*KEY, "change", new_key="superseded_by", why="reason"), on=KEY, how="full", coalesce=True)
    back = kind.is_in(["added", "changed"])
    gone = kind.is_in(["withdrawn", "merged"])
    was_gone = pl.col("withdrawn_reason").is_not_null()
    rows = rows.with_columns(
        first_seen=pl.coalesce("first_seen", here),
        last_seen=pl.when(back | (kind.is_null() & ~was_gone)).then(here).otherwise("last_seen"),
        last_changed=pl.when(kind.is_not_null()).then(here).otherwise("last_changed"),
        superseded_by=pl.when(gone).then("new_key").when(~back | kind.is_null()).then("superseded_by"),
        withdrawn_reason=pl.when(gone).then("why").when(~back | kind.is_null()).then("withdrawn_reason"),
    )
    moved = changes.filter(kind == "merged").select("table", superseded_by="id", further="superseded_by")
    rows = rows.join(moved, on=["table", "superseded_by"], how="left")
    rows = rows.with_columns(superseded_by=pl.coalesce("further", "superseded_by"))
    return fit(rows, Registry)


def registry_of(releases: Sequence[Path]) -> pl.DataFrame:
    """The registry of the last of these releases, oldest first: its own, or where it has none yet, worked out from all before it."""
    if not releases:
        return pl.DataFrame(schema=polars_schema(Registry))
    own = releases[-1] / "registry.parquet"
    if own.is_file():
        return pl.read_parquet(own)
    before = releases[-2] if len(releases) > 1 else None
    return next_registry(registry_of(releases[:-1]), difference(open_sides(before, releases[-1])).changes, releases[-1].name)
