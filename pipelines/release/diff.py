"""What differs between two releases, row by row: hashes of rows first, and columns only of rows that differ. Knows nothing of Dagster.

Each side is a table name for DuckDB: a Parquet file of a release, or a table that is being made. Only columns that both sides have in the
same type are compared, so that a new column does not change every row.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import polars as pl

from checks.model import keys_of
from checks.tables import COMPARED, TABLES

ROWS: dict[str, Any] = {"id": pl.String, "change": pl.String, "columns": pl.List(pl.String), "old": pl.String, "new": pl.String}


class TableDiff(NamedTuple):
    """One table of two releases."""

    table: str
    rows: pl.DataFrame
    """id, change (added, changed, withdrawn), columns, old, new; sorted by id."""
    n_before: int
    n_after: int
    columns_added: list[str]
    columns_removed: list[str]
    columns_retyped: list[str]

    def count(self, change: str) -> int:
        """Rows of which this became."""
        return self.rows.filter(pl.col("change") == change).height

    @property
    def unchanged(self) -> int:
        """Rows that are the same on both sides."""
        return self.n_after - self.count("added") - self.count("changed")


def open_sides(before: Path | None, after: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A database with views before_<table> and after_<table> on the Parquet files of two releases."""
    db = duckdb.connect(config={"threads": 2})
    for side, folder in (("before", before), ("after", after)):
        for path in sorted(folder.glob("*.parquet")) if folder else []:
            quoted = str(path.resolve()).replace("'", "''")
            db.execute(f"CREATE VIEW \"{side}_{path.stem}\" AS SELECT * FROM read_parquet('{quoted}')")
    return db


def diff_tables(db: duckdb.DuckDBPyConnection) -> Iterator[TableDiff]:
    """The differences of all tables that either side has, in the order in which they are made."""
    for table in COMPARED:
        if columns_of(db, f"before_{table}") or columns_of(db, f"after_{table}"):
            yield diff_table(db, table)


def columns_of(db: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    """Columns and their types; none where there is no such table."""
    query = "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
    return dict(db.execute(query, [relation]).fetchall())


def diff_table(db: duckdb.DuckDBPyConnection, table: str) -> TableDiff:
    """The differences of one table. A side that does not have it has no rows."""
    before, after = columns_of(db, f"before_{table}"), columns_of(db, f"after_{table}")
    [key] = keys_of(TABLES[table].model)
    shared = [name for name in after if name != key and before.get(name) == after[name]]
    sides = f"({_hashes('before', table, key, shared, before)}) a FULL JOIN ({_hashes('after', table, key, shared, after)}) b USING (id)"
    change = "CASE WHEN a.h IS NULL THEN 'added' WHEN b.h IS NULL THEN 'withdrawn' ELSE 'changed' END"
    db.execute(f"CREATE OR REPLACE TEMP TABLE differing AS SELECT id, {change} AS change FROM {sides} WHERE a.h IS DISTINCT FROM b.h")
    return TableDiff(
        table,
        _rows(db, table, key, [(name, after[name]) for name in shared]),
        _count(db, f"before_{table}", before),
        _count(db, f"after_{table}", after),
        [name for name in after if name not in before],
        [name for name in before if name not in after],
        [name for name in after if name in before and before[name] != after[name]],
    )


def _hashes(side: str, table: str, key: str, shared: list[str], there: dict[str, str]) -> str:
    if not there:
        return "SELECT NULL::VARCHAR AS id, NULL::UBIGINT AS h WHERE false"
    hashed = ", ".join(f'"{name}"' for name in shared) or "0"
    return f'SELECT "{key}" AS id, hash({hashed}) AS h FROM "{side}_{table}"'


def _rows(db: duckdb.DuckDBPyConnection, table: str, key: str, shared: list[tuple[str, str]]) -> pl.DataFrame:
    """All rows that differ; of changed ones the columns, as they were and as they are."""
    plain = "SELECT id, change, []::VARCHAR[] AS columns, NULL::VARCHAR AS old, NULL::VARCHAR AS new FROM differing"
    query = f"{plain} WHERE change <> 'changed'"
    if shared and columns_of(db, f"before_{table}"):
        names = _where_differs(shared, "'{name}'", ",")
        old, new = (_where_differs(shared, f"""'"{{name}}": ' || {{{side}}}""", ", ") for side in "ab")
        query += f"""
            UNION ALL
            SELECT id, change, string_split({names}, ','), '{{' || {old} || '}}', '{{' || {new} || '}}'
            FROM differing d JOIN "before_{table}" a ON a."{key}" = d.id JOIN "after_{table}" b ON b."{key}" = d.id
            WHERE d.change = 'changed'"""
    return db.sql(query).pl().cast(ROWS).sort("id")


def _where_differs(shared: list[tuple[str, str]], said: str, between: str) -> str:
    """SQL that says something of each column that differs, and nothing of the others."""
    parts = [
        f'CASE WHEN a."{name}" IS DISTINCT FROM b."{name}" THEN '
        + said.format(name=name, a=_json(f'a."{name}"', kind), b=_json(f'b."{name}"', kind))
        + " END"
        for name, kind in shared
    ]
    return f"concat_ws('{between}', {', '.join(parts)})"


def _json(column: str, kind: str) -> str:
    """SQL for a value as JSON; a time in UTC, whatever zone the session has."""
    if kind == "TIMESTAMP WITH TIME ZONE":
        column = f"strftime(make_timestamp(epoch_us({column})), '%Y-%m-%dT%H:%M:%SZ')"
    return f"coalesce(to_json({column})::VARCHAR, 'null')"


def _count(db: duckdb.DuckDBPyConnection, relation: str, there: dict[str, str]) -> int:
    return int(db.execute(f'SELECT count(*) FROM "{relation}"').fetchall()[0][0]) if there else 0
