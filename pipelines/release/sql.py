"""views.sql, tables.sql and muster.duckdb: the release in DuckDB, with all its tables, views, columns and macros explained.

muster.duckdb holds the views, not the rows: DuckDB writes what its memory happened to hold into the unused parts of blocks, so that a file
with rows differs each time it is written, and a release could not be rebuilt byte for byte. It reads the Parquet files beside it. Whoever
wants one file that stands alone makes it from tables.sql. Knows nothing of Dagster.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb

from checks.model import arrow_schema, keys_of, released_columns
from checks.tables import RELEASED, TABLES
from pipelines.files import write_aside
from pipelines.release.documents import PAGES, doc

EXPLAINED = re.compile(r"^-- (?P<said>[^\n]+)\nCREATE OR REPLACE (?P<kind>VIEW|MACRO) (?P<name>\w+)", re.MULTILINE)
HEAD = {
    "VIEW": "-- Views over the Parquet files of this release. In its folder: duckdb -init views.sql\n"
    "-- From elsewhere: SET file_search_path = '<folder>'; then read this file.\n",
    "TABLE": "-- The release as one file that stands alone. In its folder: duckdb mine.duckdb < tables.sql\n",
}
OTHER_COLUMNS = {
    "as_printed": "the words as this article prints them; null for indirect speech and for events",
    "claim": "the number that is claimed, as in troop_figures.value",
    "id": "key of the row",
    "other_actor_ids": "who did the other event: keys into entities",
    "other_event_id": "key of the other event",
    "other_figure_id": "the other claim: what it was corrected to, or what superseded it",
    "other_mode": "mode of the other event",
    "other_status": "how real the other event is",
    "other_type": "PLOVER type of the other event",
    "printed_by": "outlets that print it, or documents where the outlet is not known",
    "published_latest": "last day on which the report can have been published",
    "relation": "what the event is to the other one",
    "status_here": "how real this report has it",
    "table": "the table that the key is of",
    "date": "day of the report or of the fix",
    "what": "what became of the claim",
    "note": "the same in a line",
    "reported_by": "who says so; null for the reporter's own voice",
}
"""Columns of views that are no column of a table, or mean something else there."""


def views() -> str:
    """views.sql."""
    return _script("VIEW")


def tables() -> str:
    """tables.sql."""
    return _script("TABLE")


def _script(kind: str) -> str:
    record = PAGES.get_template("record.sql").render()
    made = "".join(_relation(kind, name) for name in RELEASED)
    explained = "".join(_explained(record))
    return f"{HEAD[kind]}{made}\n{record}\n-- What they are.\n{explained}{''.join(_column_comments(record))}"


def _relation(kind: str, table: str) -> str:
    return f"CREATE OR REPLACE {kind} \"{table}\" AS SELECT * FROM read_parquet('{table}.parquet');\n" + _comment(
        f'{kind} "{table}"', doc(TABLES[table].model)
    )


def _comment(on: str, said: str) -> str:
    return f"COMMENT ON {on} IS '{said.replace(chr(39), chr(39) * 2)}';\n"


def _explained(record: str) -> Iterator[str]:
    """The line above each view and macro as its comment."""
    for found in EXPLAINED.finditer(record):
        yield _comment(f"{'MACRO TABLE' if found['kind'] == 'MACRO' else 'VIEW'} {found['name']}", found["said"])


def _column_comments(record: str) -> Iterator[str]:
    """What each column of each table and view is. Those of a view are told as where they come from."""
    told = {table: {c.name: c.description for c in released_columns(TABLES[table].model)} for table in RELEASED}
    for table in RELEASED:
        for name, said in told[table].items():
            yield _comment(f'COLUMN "{table}"."{name}"', said)
    for view, columns in view_columns(record).items():
        source = record.split(f"VIEW {view} AS", 1)[1].split(";", 1)[0]
        near = [table for table in RELEASED if re.search(rf"\b{table}\b", source)]
        for name in columns:
            yield _comment(f'COLUMN {view}."{name}"', OTHER_COLUMNS.get(name) or _told(name, near, told))


def _told(name: str, near: list[str], told: dict[str, dict[str, str]]) -> str:
    """The description of a column: of the table whose key it is, else of one that the view reads, else of any that has it."""
    own = [table for table in RELEASED if keys_of(TABLES[table].model) == [name]]
    return next(told[table][name] for table in [*own, *near, *RELEASED] if name in told[table])


def view_columns(record: str) -> dict[str, list[str]]:
    """The columns of each view: asked of DuckDB, over tables without rows."""
    db = duckdb.connect()
    for table in RELEASED:
        db.register("no_rows", arrow_schema(TABLES[table].model, release=True).empty_table())
        db.execute(f'CREATE TABLE "{table}" AS SELECT * FROM no_rows')
    db.execute(record)
    names = [found["name"] for found in EXPLAINED.finditer(record) if found["kind"] == "VIEW"]
    return {name: [column for column, *_ in db.execute(f"DESCRIBE {name}").fetchall()] for name in names}


def write_database(folder: Path) -> Path:
    """Makes muster.duckdb in the folder of a release, in the storage format of DuckDB 1.0 with small blocks, which 1.1 and later read."""
    path = folder / "muster.duckdb"

    def write(aside: Path) -> None:
        db = duckdb.connect(config={"threads": 1})
        quoted = {key: str(value.resolve()).replace("'", "''") for key, value in (("folder", folder), ("file", aside))}
        db.execute(f"SET file_search_path = '{quoted['folder']}'")
        db.execute(f"ATTACH '{quoted['file']}' AS release (STORAGE_VERSION 'v1.0.0', BLOCK_SIZE 16384)")
        db.execute("USE release")
        db.execute(views())
        db.execute("CHECKPOINT release")
        db.execute("USE memory")
        db.execute("DETACH release")
        db.close()

    write_aside(path, write)
    return path
