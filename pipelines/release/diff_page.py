"""DIFF.md: what changed since the release before, for people. Knows nothing of Dagster."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from checks.changes import CHANGES
from checks.tables import COMPARED
from pipelines.dataset import Dataset
from pipelines.release.documents import PAGES
from pipelines.release.reasons import TAKEN_BACK
from pipelines.release.schema_version import modelled, released, steps

SHOWN = 40
"""Rows of a table that the page lists."""
TOLD = ["quotes", "troop_figures", "events"]
"""Tables whose rows the page lists: those of the record. Of others it gives the numbers."""


def diff_page(dataset: Dataset, n_rows: dict[str, int], changes: pl.DataFrame, predecessor: Path | None) -> str:
    """The page.

    Args:
        dataset: what the release is of.
        n_rows: rows of each table.
        changes: rows of `changes`.
        predecessor: the release before, if there is one.
    """
    listed = changes.filter(pl.col("change") != "added") if predecessor else changes.clear()
    record = {table: listed.filter(pl.col("table") == table) for table in TOLD}
    taken = pl.col("change").is_in(["withdrawn", "merged"]) & pl.col("reason").str.starts_with(TAKEN_BACK)
    return PAGES.get_template("DIFF.md").render(
        dataset=dataset,
        predecessor=predecessor.name if predecessor else None,
        counts=counts(n_rows, changes),
        columns=_columns(predecessor),
        taken_back=listed.filter(taken).to_dicts(),
        changed={table: rows.head(SHOWN).to_dicts() for table, rows in record.items() if rows.height},
        more={table: max(0, rows.height - SHOWN) for table, rows in record.items()},
    )


def counts(n_rows: dict[str, int], changes: pl.DataFrame) -> Sequence[dict[str, Any]]:
    """For each table its rows and how many of each kind of change."""
    by_kind = {(table, change): n for table, change, n in changes.group_by("table", "change").len().iter_rows()}
    own = changes.filter(~pl.col("id").str.starts_with("rep_"))
    touched = dict(own.filter(pl.col("change").is_in(["added", "changed"])).group_by("table").len().iter_rows())
    return [
        {"table": table, "n": n_rows[table], "unchanged": n_rows[table] - touched.get(table, 0)}
        | {change: by_kind.get((table, change), 0) for change in CHANGES}
        for table in COMPARED
        if table in n_rows
    ]


def _columns(predecessor: Path | None) -> list[str]:
    """What the schema has that it had not, and the other way round."""
    if predecessor is None:
        return []
    before = json.loads((predecessor / "manifest.json").read_text(encoding="utf-8"))["schema_version"]
    found = [f"{step.said} ({step.level})" for step in steps(released(predecessor), modelled()) if step.level != "patch"]
    return [f"the schema was {before}", *found] if found else []
