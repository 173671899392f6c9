"""`muster diff`: what differs between any two releases, in numbers and row by row."""

import json
from pathlib import Path

import polars as pl

from pipelines.commands.query import print_rows
from pipelines.dataset import HOME
from pipelines.errors import UserError
from pipelines.release.changes import Difference, difference
from pipelines.release.diff import open_sides

SHOWN = 1_000
"""Rows of a list for people."""


def run_diff(before: str, after: str, dataset: str, rows: bool, to: Path | None, as_json: bool) -> int:
    """Compares and prints. Returns the exit code."""
    sides = [_folder(named, dataset) for named in (before, after)]
    found = difference(open_sides(*sides))
    if to:
        found.changes.write_parquet(to)
    if as_json:
        print(json.dumps(_numbers(found) | ({"changes": found.changes.to_dicts()} if rows else {}), ensure_ascii=False, indent=1))
    elif rows:
        _print_changes(found.changes)
    else:
        _print_numbers(found)
    return 0


def _folder(named: str, dataset: str) -> Path:
    """The folder of a release, named by its path or by its version.

    Raises:
        UserError: there is none.
    """
    for folder in (Path(named), HOME / dataset / "releases" / named):
        if any(folder.glob("*.parquet")):
            return folder
    raise UserError(f"There is no release {named!r}: name the folder of one, or a version of the dataset {dataset!r}.")


def _numbers(found: Difference) -> dict[str, object]:
    """How many rows of each table became what, and which columns came and went."""
    merged = dict(found.changes.filter(pl.col("change") == "merged").group_by("table").len().iter_rows())
    own = found.changes.filter(~pl.col("id").str.starts_with("rep_"))
    gone = dict(own.filter(pl.col("change").is_in(["merged"])).group_by("table").len().iter_rows())
    return {
        "tables": {
            diff.table: {
                "before": diff.n_before,
                "after": diff.n_after,
                "added": diff.count("added"),
                "changed": diff.count("changed"),
                "withdrawn": diff.count("withdrawn") - gone.get(diff.table, 0),
                "merged": merged.get(diff.table, 0),
                "unchanged": diff.unchanged,
                "columns_added": diff.columns_added,
                "columns_removed": diff.columns_removed,
                "columns_retyped": diff.columns_retyped,
            }
            for diff in found.tables
        }
    }


def _print_numbers(found: Difference) -> None:
    tables: dict[str, dict[str, object]] = _numbers(found)["tables"]  # type: ignore[assignment]
    names = ["table", "before", "after", "added", "changed", "withdrawn", "merged", "unchanged"]
    print_rows(names, [(table, *(told[name] for name in names[1:])) for table, told in tables.items()])
    for table, told in tables.items():
        for said in ("added", "removed", "retyped"):
            if columns := told[f"columns_{said}"]:
                print(f"{table}: columns {said}: {', '.join(columns)}")  # type: ignore[arg-type]


def _print_changes(changes: pl.DataFrame) -> None:
    names = ["table", "id", "change", "columns", "superseded_by", "reason"]
    print_rows(names, changes.select(names).head(SHOWN).rows())
    if changes.height > SHOWN:
        print(f"(the first {SHOWN:,} of {changes.height:,}; --json prints all, --to writes them to a Parquet file)")
