"""`changes`: what each row that is not as it was in the release before has become, and why. Knows nothing of Dagster."""

from typing import NamedTuple

import duckdb
import polars as pl

from checks.changes import Changes
from pipelines.files import fit
from pipelines.release.diff import TableDiff, columns_of, diff_tables
from pipelines.release.reasons import SETS, TAKEN_BACK, causes, default_reason

PART_TABLES = frozenset({"quote_mentions", "figure_mentions", "event_mentions", "articles", "overlaps", *SETS})
"""Tables whose rows hang on articles, so that what was taken back can be told from what was not."""


class Difference(NamedTuple):
    """All that differs between two releases."""

    changes: pl.DataFrame
    """Rows of `changes`, sorted by table and id."""
    tables: list[TableDiff]


def difference(db: duckdb.DuckDBPyConnection) -> Difference:
    """What differs between the views before_<table> and after_<table>.

    What a withdrawn article said is not repeated: `old` is null for rows that hung on it, and for all rows that cannot tell.
    """
    tables = list(diff_tables(db))
    parts = [diff.rows.select(pl.lit(diff.table).alias("table"), pl.all()) for diff in tables]
    parts.append(_sets_of_copies(db))
    rows = pl.concat(parts, how="diagonal_relaxed")
    why = causes(db)
    rows = rows.join(why, on=["table", "id"], how="left").join(merges(db), on=["table", "id"], how="left")
    gone = pl.col("change") == "withdrawn"
    merged = gone & pl.col("superseded_by").is_not_null()
    told = pl.coalesce(
        "reason", pl.coalesce(*[pl.when(pl.col("table") == t).then(default_reason(t, pl.col("id"))) for t in _names(tables)])
    )
    rows = rows.with_columns(
        reason=pl.when(merged).then("moved").when(gone).then(told).otherwise("reason"),
        change=pl.when(merged).then(pl.lit("merged")).otherwise("change"),
        superseded_by=pl.when(merged).then("superseded_by"),
        old=pl.when(~_hidden(why)).then("old"),
    )
    return Difference(fit(rows, Changes), tables)


def _names(tables: list[TableDiff]) -> list[str]:
    return [diff.table for diff in tables] or ["reports"]


def _hidden(why: pl.DataFrame) -> pl.Expr:
    """Whether a row's old words must not be repeated."""
    if why.filter(pl.col("reason").str.starts_with(TAKEN_BACK)).is_empty():
        return pl.lit(False)
    return pl.col("reason").str.starts_with(TAKEN_BACK).fill_null(False) | ~pl.col("table").is_in(PART_TABLES)


def _sets_of_copies(db: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The sets of copies that come and go: `reports` has a row for each article, so they have no row of their own."""
    there = [side for side in ("before", "after") if columns_of(db, f"{side}_reports")]
    ids = {
        side: set(_column(db, f"SELECT DISTINCT report_id FROM {side}_reports")) if side in there else set() for side in ("before", "after")
    }
    found = [(key, "added") for key in ids["after"] - ids["before"]] + [(key, "withdrawn") for key in ids["before"] - ids["after"]]
    return pl.DataFrame(sorted(found), schema={"id": pl.String, "change": pl.String}, orient="row").with_columns(
        pl.lit("reports").alias("table"), columns=pl.lit([], pl.List(pl.String))
    )


def _column(db: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [row[0] for row in db.execute(query).fetchall()]


def merges(db: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """table, id, superseded_by, moved: the sets that are gone and whose members stand in another set now.

    Where they went to several, most of them decide, and then the least key.
    """
    found = [pl.DataFrame(schema={"table": pl.String, "id": pl.String, "superseded_by": pl.String, "moved": pl.String})]
    for table, (members, key, of) in SETS.items():
        if not (columns_of(db, f"before_{members}") and columns_of(db, f"after_{members}")):
            continue
        parts = "articles" if table == "reports" else "mentions"
        found.append(
            db.sql(f"""
            WITH gone AS (
                SELECT {of} AS id, count(*) AS n FROM before_{members} WHERE {of} NOT IN (SELECT {of} FROM after_{members}) GROUP BY ALL
            ), moved AS (
                SELECT g.id, any_value(g.n) AS n, b.{of} AS other, count(*) AS m
                FROM gone g JOIN before_{members} a ON a.{of} = g.id JOIN after_{members} b USING ({key}) GROUP BY g.id, b.{of}
            )
            SELECT '{table}' AS "table", id, other AS superseded_by, m || ' of its ' || n || ' {parts} stand there now' AS moved
            FROM moved QUALIFY row_number() OVER (PARTITION BY id ORDER BY m DESC, other) = 1
            """).pl()
        )
    return pl.concat(found, how="vertical_relaxed").sort("table", "id")
