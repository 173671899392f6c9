"""`muster build`: Dagster's own assets and checks, run in this process, with their progress in plain words."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines.articles.sources import load_sources
from pipelines.corrections.entries import FOLDER as FIXES
from pipelines.corrections.entries import read_entries
from pipelines.corrections.withdrawn import read_withdrawn
from pipelines.dataset import Dataset, any_folders, build_folder, check_catalog, load_dataset
from pipelines.errors import Refused, UserError
from pipelines.release.sums import SIGNATURE
from pipelines.scale.engine import check_engine

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
"""Dagster's own log lines go to its UI; on a terminal they would drown what matters."""


def run_build(
    seeds: list[Path],
    out: Path | None,
    dataset: str,
    as_json: bool,
    quiet: bool = False,
    corrections: Path | None = None,
    publish: bool = False,
    version: str = "",
) -> int:
    """Builds everything and prints what was made, unless `quiet`. With `publish`, the release goes beside the dataset's earlier ones.

    With `version`, the dataset is built as that version.

    Returns the exit code: 1, a check failed, or the release was refused or is there with other bytes; 2, an input is wrong.
    """
    if seeds:
        out = out or build_folder(seeds[0])
        described = any_folders(seeds, out)
    else:
        described = load_dataset(dataset, out)
        check_catalog(dataset)
    load_sources()  # a mistake in one is said now, not in the middle of a run
    read_entries(corrections or FIXES)
    read_withdrawn(corrections or FIXES)
    check_engine()
    import dagster as dg  # 2 s: only once the call is known to be right

    from pipelines.definitions import ASSETS, CHECKS
    from pipelines.storage import Tables

    tables = Tables(
        dataset=dataset,
        seeds=[str(folder) for folder in seeds],
        out=str(out or ""),
        corrections=str(corrections or ""),
        publish=publish,
        version=version,
    )
    started = time.monotonic()
    with _progress(quiet or as_json):
        result = dg.materialize([*ASSETS, *CHECKS], resources={"tables": tables}, raise_on_error=False, run_config=QUIET)
    if not result.success:
        return _print_failure(result)
    if not quiet:
        _print_made(described, result, as_json, time.monotonic() - started)
    return 1 if publish and _state(result) == "differs" else 0


@contextmanager
def _progress(silent: bool) -> Iterator[None]:
    """Says each table as it is written: in place on a terminal, a line each elsewhere."""
    from rich.console import Console

    from pipelines.storage import on_written

    if silent:
        yield
        return
    console = Console(stderr=True)
    if console.is_terminal:
        with console.status("reading documents") as status:
            token = on_written.set(lambda table, rows: status.update(f"{table}: {rows:,} rows"))
            try:
                yield
            finally:
                on_written.reset(token)
        return
    token = on_written.set(lambda table, rows: print(f"{table}: {rows:,} rows", file=sys.stderr, flush=True))
    try:
        yield
    finally:
        on_written.reset(token)


def _print_failure(result: Any) -> int:
    """Says what went wrong, a sentence each: failed checks with their first row, and steps that broke. Returns the exit code."""
    code = 1
    for check in result.get_asset_check_evaluations():
        if not check.passed:
            print(
                f"muster: {check.asset_key.to_user_string()}: the check {check.check_name!r} failed: {check.description}", file=sys.stderr
            )
    for event in result.get_step_failure_events():
        error = event.step_failure_data.error
        cause = error.cause or error if error else None
        if cause and cause.cls_name == UserError.__name__:
            code = 2
            print(f"muster: {cause.message.split(': ', 1)[-1].strip()}", file=sys.stderr)
        elif cause and cause.cls_name == Refused.__name__:
            reasons = cause.message.split(": ", 1)[-1].strip().splitlines()
            print("\n".join(f"muster: no release: {reason}" for reason in reasons), file=sys.stderr)
        elif cause and "asset check" not in cause.message.lower():
            print(f"muster: {event.step_key} broke: {cause.message.strip()}", file=sys.stderr)
            print("".join(cause.stack[-3:]), file=sys.stderr)
    return code


def _print_made(dataset: Dataset, result: Any, as_json: bool, seconds: float) -> None:
    """The tables with their rows and sizes, and what became of the release."""
    from checks.tables import TABLES

    made = {event.asset_key.to_user_string(): event.step_materialization_data.materialization for event in _materializations(result)}
    rows = {name: int(made[name].metadata["dagster/row_count"].value) for name in TABLES}
    state = _state(result)
    checks = len(result.get_asset_check_evaluations())
    if as_json:
        print(json.dumps({"dataset": dataset.name, "out": str(dataset.build), "rows": rows, "checks": checks, "release": state}, indent=1))
        return
    from pipelines.commands.query import print_rows

    print_rows(["table", "rows", "what a row is"], [(n, rows[n], (TABLES[n].model.__doc__ or "").strip()) for n in TABLES])
    told = f"{_say_release(dataset, state)}{_say_unsigned(dataset)}"
    print(f"\n{checks} checks hold. Tables: {_short(dataset.build)}. {told} ({seconds:.1f} s)")


def _state(result: Any) -> str:
    """What became of the release."""
    made = {event.asset_key.to_user_string(): event.step_materialization_data.materialization for event in _materializations(result)}
    return str(made["release"].metadata["state"].value)


def _materializations(result: Any) -> Iterator[Any]:
    for event in result.all_events:
        if event.event_type_value == "ASSET_MATERIALIZATION":
            yield event


def _say_release(dataset: Dataset, state: str) -> str:
    place = f"datasets/{dataset.name}/releases/{dataset.version}"
    return {
        "published": f"Release: {place}.",
        "unpublished": f"Release: {_short(dataset.build)}/release; to publish it as {dataset.version}: "
        f"muster release --dataset {dataset.name}.",
        "unchanged": f"Release: {place}, which has just these bytes.",
        "differs": f"Release: {place} has other bytes and is never overwritten; this one is in {_short(dataset.build)}/release. "
        f"To publish it, raise the version in datasets/{dataset.name}/dataset.toml.",
        "not published": f"Release: {_short(dataset.build)}/release.",
    }[state]


def _say_unsigned(dataset: Dataset) -> str:
    return "" if (dataset.build / "release" / SIGNATURE).is_file() else " It is not signed: there is no MUSTER_MINISIGN_KEY."


def _short(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
