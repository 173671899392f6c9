"""Releases of a few rows, made without a build, for tests that compare releases."""

import json
from pathlib import Path
from typing import Any

import polars as pl

from checks.model import Column, columns
from checks.tables import TABLES
from pipelines.files import to_arrow, write_parquet

Row = dict[str, Any]
PLAIN: dict[Any, Any] = {pl.String(): "x", pl.Int64(): 1, pl.Float64(): 0.5, pl.Boolean(): False}


def filled(column: Column) -> Any:
    """What a column holds where a test does not say it."""
    if column.nullable:
        return None
    return [] if isinstance(column.dtype, pl.List) else PLAIN[column.dtype]


def frame(table: str, rows: list[Row]) -> pl.DataFrame:
    """Rows of a table, of which only the fields that matter are given."""
    wanted = columns(TABLES[table].model)
    assert all(name in {c.name for c in wanted} for row in rows for name in row)
    return pl.DataFrame(
        [{c.name: row.get(c.name, filled(c)) for c in wanted} for row in rows], schema={c.name: c.dtype for c in wanted}, orient="row"
    )


def write_release(folder: Path, tables: dict[str, list[Row]], schema_version: str = "0.7.0") -> Path:
    """A folder with these tables in the form of a release, and as much of a manifest as comparing needs."""
    folder.mkdir(parents=True)
    for table, rows in tables.items():
        write_parquet(to_arrow(frame(table, rows), TABLES[table].model, release=True), folder / f"{table}.parquet")
    (folder / "manifest.json").write_text(json.dumps({"version": folder.name, "schema_version": schema_version, "files": []}))
    return folder
