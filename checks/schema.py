"""Turns models and rules into Dagster's blocking asset checks. What is checked stands in the other files of this folder."""

import inspect
from collections.abc import Iterator
from typing import Any

import dagster as dg
import pandera.errors
import polars as pl

from checks.model import Model
from checks.offending import SHOWN, broken_cells, markdown, sentence, with_source
from checks.rules import Rule, inputs, offending
from checks.tables import TABLES


def schema_check(table: str, model: Model) -> dg.AssetChecksDefinition:
    """Columns, types, null and value rules and the key of a table, as its model has them."""

    @dg.asset_check(asset=table, name="schema", blocking=True, description=f"Columns, types, allowed values and key: {model.__doc__}")
    def check(tables: dg.ResourceParam[Any]) -> dg.AssetCheckResult:
        frame = tables.read(table)
        try:
            model.validate(frame, lazy=True)
        except pandera.errors.SchemaErrors as failure:
            cases = failure.failure_cases
            cases = cases if isinstance(cases, pl.DataFrame) else pl.DataFrame(cases)
            return _result(broken_cells(cases, frame, model), frame.height, tables)
        return _result(pl.DataFrame(), frame.height, tables)

    return check


def rule_check(table: str, rule: Rule) -> dg.AssetChecksDefinition:
    """A rule as a check of `table`, which has to be the last made of the tables it reads."""
    names = inputs(rule)
    others = [name for name in names if name != table]

    @dg.asset_check(asset=table, name=rule.__name__, blocking=True, description=inspect.getdoc(rule), additional_deps=others)
    def check(tables: dg.ResourceParam[Any]) -> dg.AssetCheckResult:
        scanned = {name: tables.scan(name) for name in names}
        n_rows = scanned[names[0]].select(pl.len()).collect().item()
        return _result(offending(rule, scanned), n_rows, tables)

    return check


def _result(wrong: pl.DataFrame, n_rows: int, tables: Any) -> dg.AssetCheckResult:
    """The result in a sentence, with the first offending rows and where to look them up."""
    if wrong.is_empty():
        return dg.AssetCheckResult(passed=True, description=sentence(wrong, 0, n_rows), metadata={"offending rows": 0})
    shown = with_source(wrong.head(SHOWN), lambda name, columns: tables.read(name, columns) if tables.path(name).is_file() else None)
    return dg.AssetCheckResult(
        passed=False,
        severity=dg.AssetCheckSeverity.ERROR,
        description=sentence(shown, wrong.height, n_rows),
        metadata={"offending rows": wrong.height, f"first {shown.height}": dg.MetadataValue.md(markdown(shown))},
    )


def all_checks() -> Iterator[dg.AssetChecksDefinition]:
    """A schema check for every table, and its rules."""
    for table, spec in TABLES.items():
        yield schema_check(table, spec.model)
        for rule in spec.rules:
            yield rule_check(table, rule)
