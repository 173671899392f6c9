"""Reads a model of `checks/` for whoever needs its columns: the writer, the dictionary, the views. Knows nothing of Dagster."""

import inspect
from typing import Any, NamedTuple

import polars as pl
import pyarrow as pa

from checks.columns import BUILD_ONLY, WITHHELD, Consolidated, Mention, Table

Model = type[Table]
COUNTS = ("n_", "single_source")
"""How the names of the columns begin that stand last: what is behind a row."""


class Column(NamedTuple):
    """A column as people and writers should know it."""

    name: str
    dtype: pl.DataType
    nullable: bool
    description: str
    unit: str | None
    unique: bool
    build_only: bool
    withheld: bool


def columns(model: Model) -> list[Column]:
    """The columns of a table: key, the words and their place, what it shares with its like, what it adds, counts."""
    found = []
    for name, col in model.to_schema().columns.items():
        meta: dict[str, Any] = col.metadata or {}
        described = col.description or ""
        found.append(
            Column(
                name,
                _dtype(col.dtype.type),
                col.nullable,
                described,
                meta.get("unit"),
                col.unique,
                bool(meta.get(BUILD_ONLY)),
                bool(meta.get(WITHHELD)),
            )
        )
    keys = keys_of(model)
    return sorted(found, key=lambda c: 0 if c.name in keys else 99 if c.name.startswith(COUNTS) else _rank(model, c.name))


def _rank(model: Model, name: str) -> int:
    """1 for words and their place, then by the class that declares a column: shared ones from near to far, and last the table's own."""
    if (issubclass(model, Mention) and name in Mention.__annotations__) or (issubclass(model, Consolidated) and name == "text"):
        return 1
    place = next(place for place, cls in enumerate(model.__mro__) if name in inspect.get_annotations(cls))
    return 1 + (place or len(model.__mro__))


def _dtype(dtype: Any) -> pl.DataType:
    return dtype() if isinstance(dtype, type) else dtype


def released_columns(model: Model) -> list[Column]:
    """The columns that leave a build, with whether they can be null there."""
    return [c._replace(nullable=c.nullable or c.withheld) for c in columns(model) if not c.build_only]


def type_name(dtype: pa.DataType) -> str:
    """An Arrow type in words that do not depend on who wrote the file."""
    return str(dtype).replace("item: ", "").replace("element: ", "")


def keys_of(model: Model) -> list[str]:
    """The columns that together are the primary key: nearly always one."""
    schema = model.to_schema()
    if together := schema.unique:
        return list(together)
    return next([name] for name, col in schema.columns.items() if col.unique)


def polars_schema(model: Model, without: frozenset[str] = frozenset()) -> dict[str, pl.DataType]:
    """Names and types, in order."""
    return {c.name: c.dtype for c in columns(model) if c.name not in without}


def arrow_schema(model: Model, *, release: bool = False) -> pa.Schema:
    """Arrow schema with a description, and a unit where there is one, in the metadata of each field.

    Strings and lists have 32-bit offsets, which every Parquet reader knows. In a release, columns that hold article text are left out.
    """
    fields = []
    for col in columns(model):
        if release and col.build_only:
            continue
        meta = {"description": col.description} | ({"unit": col.unit} if col.unit else {})
        fields.append(pa.field(col.name, _arrow_type(col.dtype), nullable=col.nullable or release, metadata=meta))
    return pa.schema(fields)


def _arrow_type(dtype: pl.DataType) -> pa.DataType:
    if isinstance(dtype, pl.List):
        return pa.list_(_arrow_type(_dtype(dtype.inner)))
    if isinstance(dtype, pl.Struct):
        return pa.struct([pa.field(f.name, _arrow_type(_dtype(f.dtype))) for f in dtype.fields])
    if isinstance(dtype, pl.Datetime):
        return pa.timestamp(dtype.time_unit, dtype.time_zone)
    plain = {pl.String(): pa.string(), pl.Int64(): pa.int64(), pl.Float64(): pa.float64(), pl.Boolean(): pa.bool_(), pl.Date(): pa.date32()}
    return plain[dtype]
