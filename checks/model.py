"""Reads a model of `checks/` for whoever needs its columns: the writer, the dictionary, the views. Knows nothing of Dagster."""

from typing import Any, NamedTuple

import polars as pl
import pyarrow as pa

from checks.columns import BUILD_ONLY, Table

Model = type[Table]


class Column(NamedTuple):
    """A column as people and writers should know it."""

    name: str
    dtype: pl.DataType
    nullable: bool
    description: str
    unit: str | None
    unique: bool
    build_only: bool


def columns(model: Model) -> list[Column]:
    """The columns of a table: its key first, the counts last, the rest as the model lists them."""
    found = []
    for name, col in model.to_schema().columns.items():
        meta: dict[str, Any] = col.metadata or {}
        found.append(
            Column(
                name, _dtype(col.dtype.type), col.nullable, col.description or "", meta.get("unit"), col.unique, bool(meta.get(BUILD_ONLY))
            )
        )
    return sorted(found, key=lambda c: 0 if c.unique else 2 if c.name.startswith("n_") else 1)


def _dtype(dtype: Any) -> pl.DataType:
    return dtype() if isinstance(dtype, type) else dtype


def key_of(model: Model) -> str:
    """Name of the primary key."""
    return next(c.name for c in columns(model) if c.unique)


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
