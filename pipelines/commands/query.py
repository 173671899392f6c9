"""`muster query`: SQL over a release, as a table for people or as JSON for programs."""

import json
import sys
from pathlib import Path

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

from pipelines.commands.folders import connect, tables_folder

MOST_ROWS = 1_000  # of a table for people; JSON prints all


def run_query(sql: str, dataset: str, release: Path | None, build: Path | None, as_json: bool) -> int:
    """Runs the query and prints its rows. Returns the exit code."""
    db = connect(tables_folder(dataset, release, build))
    try:
        result = db.execute(sql)
        names = [column[0] for column in result.description or []]
        rows = result.fetchall() if as_json else result.fetchmany(MOST_ROWS + 1)
    except duckdb.Error as error:
        print(f"muster: {str(error).strip()}", file=sys.stderr)
        return 2
    if as_json:
        print(json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, default=str, indent=1))
        return 0
    print_rows(names, rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        print(f"(the first {MOST_ROWS:,} rows; --json prints all)")
    return 0


def print_rows(names: list[str], rows: list[tuple[object, ...]]) -> None:
    """A table: drawn on a terminal, separated by tabs elsewhere."""
    console = Console(soft_wrap=False)
    if not console.is_terminal:
        for row in [names, *rows]:
            print("\t".join(plain(value).replace("\t", " ").replace("\n", " ") for value in row))
        return
    table = Table(*names, box=box.SIMPLE_HEAD, header_style="bold")
    for row in rows:
        table.add_row(*(plain(value) for value in row))
    console.print(table)


def plain(value: object) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(plain(part) for part in value)
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10_000 else str(value)
