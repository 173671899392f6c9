"""Turns models and rules into Dagster's blocking asset checks. What is checked stands in the other files of this folder."""

import inspect
from collections.abc import Iterator
from typing import Any

import dagster as dg
import pandera.errors
import polars as pl

from checks.links import Rule
from checks.model import Model
from checks.tables import TABLES

SHOWN = 20  # offending rows that a result shows; all of them are counted


def schema_check(table: str, model: Model) -> dg.AssetChecksDefinition:
    """Columns, types, null and value rules and the key of a table, as its model has them."""

    @dg.asset_check(asset=table, name="schema", blocking=True, description=f"Columns, types, allowed values and key: {model.__doc__}")
    def check(tables: dg.ResourceParam[Any]) -> dg.AssetCheckResult:
        frame = tables.read(table)
        try:
            model.validate(frame, lazy=True)
        except pandera.errors.SchemaErrors as failure:
            cases = failure.failure_cases
            return _result(pl.DataFrame(cases) if not isinstance(cases, pl.DataFrame) else cases, frame.height)
        return _result(pl.DataFrame(), frame.height)

    return check


def rule_check(table: str, rule: Rule) -> dg.AssetChecksDefinition:
    """A rule that returns the offending rows, as a check of `table`, which has to be the last made of the tables it reads."""
    inputs = list(inspect.signature(rule).parameters)
    others = [name for name in inputs if name != table]

    @dg.asset_check(asset=table, name=rule.__name__, blocking=True, description=inspect.getdoc(rule), additional_deps=others)
    def check(tables: dg.ResourceParam[Any]) -> dg.AssetCheckResult:
        frames = {name: tables.read(name) for name in inputs}
        return _result(rule(**frames), frames[inputs[0]].height)

    return check


def _result(offending: pl.DataFrame, n_rows: int) -> dg.AssetCheckResult:
    """The result in a sentence, with the first offending rows."""
    if offending.is_empty():
        return dg.AssetCheckResult(passed=True, description=f"Holds for all {n_rows:,} rows.", metadata={"n_offending": 0})
    shown = markdown(offending.head(SHOWN))
    return dg.AssetCheckResult(
        passed=False,
        description=f"{offending.height:,} offending rows; the first is {offending.row(0, named=True)}",
        metadata={"n_offending": offending.height, "offending": dg.MetadataValue.md(shown)},
    )


def markdown(frame: pl.DataFrame, width: int = 60) -> str:
    """Rows as a Markdown table, long cells cut at `width` characters."""

    def cell(value: object) -> str:
        text = " ".join(str("" if value is None else value).replace("|", "\\|").split())
        return text if len(text) <= width else text[: width - 1] + "…"

    head = "| " + " | ".join(frame.columns) + " |\n|" + " --- |" * frame.width
    return "\n".join([head, *("| " + " | ".join(cell(value) for value in row) + " |" for row in frame.iter_rows())])


def all_checks() -> Iterator[dg.AssetChecksDefinition]:
    """A schema check for every table, and its rules."""
    for table, spec in TABLES.items():
        yield schema_check(table, spec.model)
        for rule in spec.rules:
            yield rule_check(table, rule)
