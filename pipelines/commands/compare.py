"""`muster compare`: copies and shared passages of any articles, without Dagster."""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
from rich.console import Console

from checks.overlaps import Overlaps
from checks.reports import RELATIONS, Reports
from pipelines.commands.compare_source import read_source
from pipelines.commands.query import print_rows
from pipelines.errors import UserError
from pipelines.files import fit, to_arrow, write_parquet
from pipelines.reports.compare import compare_articles
from pipelines.scale.engine import check_engine, uses_daft

TORN = 5
"""Keys that are named of those that stand for different texts."""
KINDS = ("passage", "quotation")


def run_compare(source: str, to: Path, index: Path | None, *, mark: bool, as_json: bool) -> int:
    """Compares the articles of `source` and writes two tables. Returns the exit code: 1 if a row could not be read, or a key is torn."""
    for folder in (to, index):
        if folder and folder.exists() and not folder.is_dir():
            raise UserError(f"{str(folder)!r} is not a folder.")
    check_engine()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(dir=_shared(to)) as scratch, _progress(as_json) as say:
        given = read_source(source, Path(scratch), mark)
        if given.torn:
            named = ", ".join(given.torn[:TORN]) + (" ..." if len(given.torn) > TORN else "")
            print(f"muster: {source}: {len(given.torn):,} keys stand for different texts: {named}", file=sys.stderr)
            return 1
        read = time.monotonic()
        say("comparing")
        try:
            if uses_daft():
                from pipelines.scale.overlaps import compare_on_daft

                overlaps, reports = compare_on_daft(given.path, Path(scratch) / "daft", say)
            else:
                overlaps, reports = compare_articles(given.path, index)
            compared = time.monotonic()
            write_parquet(to_arrow(fit(overlaps, Overlaps), Overlaps), to / "overlaps.parquet")
            write_parquet(to_arrow(fit(reports, Reports), Reports), to / "reports.parquet")
        except (OSError, pa.ArrowException) as error:  # the disk is full, a folder cannot be written, a page of the file is damaged
            raise UserError(f"{source!r} could not be compared: {' '.join(str(error).split())[:200]}") from None
    found = count_found(overlaps, reports) | {"bad": given.n_bad, "twice": given.n_twice}
    seconds = {"read": read - begun, "compare": compared - read, "write": time.monotonic() - compared}
    rate = reports.height / max(compared - read, 1e-9)
    if as_json:
        print(json.dumps({"to": str(to), **found, "seconds": seconds, "articles_per_second": rate}, ensure_ascii=False, indent=1))
    else:
        _print(found, to)
        print(f"{sum(seconds.values()):.1f} s: " + ", ".join(f"{name} {taken:.1f} s" for name, taken in seconds.items()), end="")
        print(f"; {rate:,.0f} articles compared a second")
    return 1 if given.n_bad else 0


def _shared(to: Path) -> Path | None:
    """Where what passes by is kept: with Daft on the path that its nodes share, which the tables go to as well."""
    if not uses_daft():
        return None
    to.mkdir(parents=True, exist_ok=True)
    return to


@contextmanager
def _progress(silent: bool) -> Iterator[Callable[[str], None]]:
    """Says on a terminal what is being done."""
    console = Console(stderr=True)
    if silent or not console.is_terminal:
        yield lambda _: None
        return
    with console.status("reading") as status:
        yield status.update


def count_found(overlaps: pl.DataFrame, reports: pl.DataFrame) -> dict[str, Any]:
    """What the tables say, in numbers."""
    relations, kinds = (dict(column.value_counts().iter_rows()) for column in (reports["relation"], overlaps["kind"]))
    known = reports.unique("report_id")["origin"].drop_nulls()
    return {
        "articles": reports.height,
        "reports": relations.get("canonical", 0),
        "copies": {name: relations.get(name, 0) for name in RELATIONS if name != "canonical"},
        "reports_with_origin": len(known),
        "origins": known.n_unique(),
        "overlaps": {name: kinds.get(name, 0) for name in KINDS},
        "linked_pairs": overlaps.select("article_a", "article_b").n_unique(),
    }


def _print(found: dict[str, Any], to: Path) -> None:
    copies, overlaps = found["copies"], found["overlaps"]
    rows: list[tuple[object, ...]] = [
        ("articles", found["articles"], ""),
        ("reports", found["reports"], "each is one text, however many printed it"),
        *((f"copies: {name}", n, "") for name, n in copies.items()),
        ("reports with an origin", found["reports_with_origin"], f"{found['origins']:,} wires"),
        *((f"overlaps: {name}", n, "") for name, n in overlaps.items()),
        ("pairs of articles linked", found["linked_pairs"], ""),
        *((said, found[name], "") for name, said in (("bad", "rows passed over"), ("twice", "rows given twice")) if found[name]),
    ]
    print_rows(["what", "number", ""], rows)
    print(f"\nTables: {to / 'overlaps.parquet'}, {to / 'reports.parquet'}.")
