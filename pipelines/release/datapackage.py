"""datapackage.json: the release as a Data Package (version 2), each table as Parquet and as CSV. Knows nothing of Dagster.

Three things are as they are because frictionless would reject right files otherwise: there is no `bytes`, which it counts in what it
decodes; "nan" counts as missing, which is what it makes of a null in Parquet; and a list in Parquet has the type `any`, because it knows
only those of JSON.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from checks.model import Column, Model, keys_of, released_columns
from checks.tables import RELEASED, TABLES
from pipelines.dataset import Dataset
from pipelines.release.documents import doc

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCES = {"CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/legalcode")}
MISSING = ["", "nan"]
INTO = re.compile(r"key into (\w+)")
KINDS: dict[Any, str] = {
    pl.String(): "string", pl.Int64(): "integer", pl.Float64(): "number", pl.Boolean(): "boolean", pl.Date(): "date",
}  # fmt: skip


def datapackage(dataset: Dataset, files: Sequence[Mapping[str, Any]]) -> str:
    """The descriptor.

    Args:
        dataset: what the release is of.
        files: path and sha256 of the files that are in it.
    """
    hashes = {str(file["path"]): f"sha256:{file['sha256']}" for file in files}
    said: dict[str, Any] = {
        "$schema": PROFILE,
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "version": dataset.version,
        "contributors": [{"title": creator, "roles": ["creator"]} for creator in dataset.creators],
        "keywords": list(dataset.keywords),
        "resources": [resource for name in RELEASED for resource in _resources(name, hashes)],
    }
    if dataset.licence in LICENCES:
        title, path = LICENCES[dataset.licence]
        said["licenses"] = [{"name": dataset.licence, "title": title, "path": path}]
    return json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False, indent=1) + "\n"


def _resources(table: str, hashes: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The table as Parquet, and its twin."""
    shared = {"title": table, "description": doc(TABLES[table].model), "type": "table"}
    parquet, twin = f"{table}.parquet", f"{table}.csv.gz"
    yield {"name": table, "path": parquet, "hash": hashes[parquet], "format": "parquet", "mediatype": "application/vnd.apache.parquet"} | (
        shared | {"schema": _schema(table, "")}
    )
    yield {"name": f"{table}_csv", "path": twin, "hash": hashes[twin], "format": "csv", "compression": "gz", "mediatype": "text/csv"} | (
        shared | {"encoding": "utf-8", "schema": _schema(table, "_csv")}
    )


def _schema(table: str, suffix: str) -> dict[str, Any]:
    model = TABLES[table].model
    told = released_columns(model)
    keys = [
        {"fields": [c.name], "reference": {"resource": f"{to}{suffix}", "fields": keys_of(TABLES[to].model)}}
        for c in told
        if (to := into(c)) and c.dtype == pl.String()
    ]
    said: dict[str, Any] = {
        "fields": [_field(c, model, suffix) for c in told],
        "primaryKey": keys_of(model),
        "missingValues": MISSING,
    }
    return said | ({"foreignKeys": keys} if keys else {})


def into(column: Column) -> str | None:
    """The table that a column is a key into, if it says so."""
    found = INTO.match(column.description)
    return found[1] if found and found[1] in RELEASED else None


def _field(column: Column, model: Model, suffix: str) -> dict[str, Any]:
    kind = kind_of(column.dtype)
    said: dict[str, Any] = {"name": column.name, "type": kind if suffix or kind != "array" else "any", "description": column.description}
    if column.unit:
        said["unit"] = column.unit
    return said | ({"constraints": constraints} if (constraints := _constraints(column, model)) else {})


def kind_of(dtype: pl.DataType) -> str:
    """The name that Frictionless has for a type."""
    if isinstance(dtype, pl.List):
        return "array"
    return "datetime" if isinstance(dtype, pl.Datetime) else KINDS[dtype]


def _constraints(column: Column, model: Model) -> dict[str, Any]:
    """What the model asks of a value."""
    found: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.unique:
        found["unique"] = True
    for check in model.to_schema().columns[column.name].checks:
        match check.name, check.statistics:
            case "isin", {"allowed_values": values}:
                found["enum"] = list(values)
            case "str_matches", {"pattern": pattern}:
                found["pattern"] = getattr(pattern, "pattern", pattern)
            case "greater_than_or_equal_to", {"min_value": value}:
                found["minimum"] = value
            case "less_than_or_equal_to", {"max_value": value}:
                found["maximum"] = value
    return found
