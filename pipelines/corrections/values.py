"""What a correction may set a column to: what the table's model allows. Knows nothing of Dagster."""

import json
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pandera.errors
import pandera.polars as pa
import polars as pl

from checks.model import Column, Model, columns
from pipelines.errors import UserError
from pipelines.text.known import entities

FIXED = frozenset(
    {
        "mention_id", "article_id", "char_start", "char_end", "surface", "surface_sha256", "rule", "quote_id", "figure_id", "event_id",
        "speaker_start", "speaker_end", "retracted_by", "corrected_to", "harm",
    }
)  # fmt: skip
"""Columns that say where a mention stands, or that the pipeline works out: nobody sets them."""
NAMED = {"force_id": "force_name", "place_id": "place_name", "claimed_by_id": "claimed_by", "speaker_id": "speaker_name"}
"""A key and the name beside it, which change together."""
IN_ORDER = [
    ("low", "value", "high"), ("as_of_earliest", "as_of_latest"), ("said_earliest", "said_latest"), ("date_earliest", "date_latest"),
    ("killed_low", "killed_high"), ("wounded_low", "wounded_high"), ("detained_low", "detained_high"),
    ("displaced_low", "displaced_high"),
]  # fmt: skip
PYTHON: dict[Any, tuple[type, str]] = {
    pl.String(): (str, "words, in quotation marks if need be"),
    pl.Int64(): (int, "a whole number"),
    pl.Boolean(): (bool, "true or false"),
    pl.Date(): (date, "a day, as 2021-04-14"),
}


def settable(model: Model) -> dict[str, Column]:
    """The columns that a correction may name: those that hold no words of the article and do not say where the mention stands."""
    return {column.name: column for column in columns(model) if column.name not in FIXED and not column.build_only}


def check_values(model: Model, values: dict[str, Any], where: str) -> None:
    """Holds values against the model of their table.

    Raises:
        UserError: an unknown column, a wrong type, a value that the model does not allow. The message begins with `where`.
    """
    known = settable(model)
    for name, value in values.items():
        if name not in known:
            raise UserError(f"{where} names {name!r}, which is no column that can be corrected; these are {', '.join(sorted(known))}.")
        _check_type(known[name], value, where)
        _check_allowed(model, known[name], value, where)
    for key, label in NAMED.items():
        if key in values and label not in values:
            raise UserError(f"{where} has {key} without {label}; give both.")
        if key in ("force_id", "place_id") and values.get(key) is not None and values[key] not in entities():
            raise UserError(f"{where}: {values[key]!r} is no entity of seeds/reference; add it there first.")


def _check_type(column: Column, value: Any, where: str) -> None:
    if value is None:
        if not column.nullable:
            raise UserError(f"{where}: {column.name} is never null.")
        return
    if isinstance(column.dtype, pl.List):
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise UserError(f"{where}: {column.name} must be a list of words, as [USA, GBR].")
        return
    kind, said = PYTHON[column.dtype]
    wrong = isinstance(value, bool) if kind is int else isinstance(value, datetime)
    if not isinstance(value, kind) or wrong:
        raise UserError(f"{where}: {column.name} is {value!r}; it must be {said}.")


def _check_allowed(model: Model, column: Column, value: Any, where: str) -> None:
    schema = pa.DataFrameSchema({column.name: model.to_schema().columns[column.name]})
    try:
        schema.validate(pl.DataFrame({column.name: [value]}, schema={column.name: column.dtype}))
    except (pandera.errors.SchemaError, pandera.errors.SchemaErrors, OverflowError, TypeError) as error:
        raise UserError(f"{where}: {column.name} cannot be {value!r}. It is: {column.description}.") from error


def check_order(values: dict[str, Any], where: str) -> None:
    """Bounds and days run upwards.

    Raises:
        UserError: they do not.
    """
    for names in IN_ORDER:
        known = [(name, values[name]) for name in names if values.get(name) is not None]
        for (low, first), (high, second) in pairwise(known):
            if first > second:
                raise UserError(f"{where}: {low} would be {to_json(first)} and {high} {to_json(second)}.")


def to_json(value: Any) -> str:
    """A value as a cell of `corrections` has it; days as ISO text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=lambda day: day.isoformat())


def from_json(cell: str, model: Model) -> dict[str, Any]:
    """The fields of a cell that holds several, in the types of their table."""
    kinds = {column.name: column.dtype for column in columns(model)}
    return {
        name: date.fromisoformat(value) if value is not None and kinds[name] == pl.Date() else value
        for name, value in json.loads(cell).items()
    }
