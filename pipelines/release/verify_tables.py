"""Holds the tables of a release against its manifest and against what `checks/` says of them."""

from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from checks import links, raw_documents
from checks.columns import BUILD_ONLY
from checks.model import Model, arrow_schema, columns, keys_of
from checks.rules import inputs, offending
from checks.tables import RELEASED, TABLES
from pipelines.release.verify_bytes import Problem
from pipelines.row_hash import METHOD, rows_sha256, rows_sha256_as_json


def table_problems(folder: Path, manifest: dict[str, Any], schema_version: str) -> list[Problem]:
    """Tables whose rows, columns, keys or links are not as they should be.

    Args:
        folder: a release whose bytes are right.
        manifest: what it says of itself.
        schema_version: that of the models. A release of another is not held against them: only rows, descriptions and keys are looked at.
    """
    now = manifest["schema_version"] == schema_version
    hashed = {None: rows_sha256_as_json, METHOD: rows_sha256}.get((manifest.get("hashes") or {}).get("rows"))
    found: list[Problem] = []
    tables: dict[str, pa.Table] = {}
    for said in manifest["files"]:
        if said["path"].endswith(".parquet"):
            try:
                table = pq.ParquetFile(folder / said["path"]).read()
            except (OSError, pa.ArrowException) as error:
                found.append(Problem(said["path"], f"cannot be read: {' '.join(str(error).split())[:200]}"))
                continue
            tables[said["path"].removesuffix(".parquet")] = table
            found += _rows(said, table, hashed) + _described(said["path"], table.schema)
    for name in tables.keys() & TABLES.keys():
        found += _columns(name, tables[name].schema, TABLES[name].model) if now else []
        found += _keys(name, tables[name], TABLES[name].model)
    return found + (_links(tables) if now and not found else [])


def _rows(said: dict[str, Any], table: pa.Table, hashed: Any) -> list[Problem]:
    if table.num_rows != said["n_rows"]:
        return [Problem(said["path"], f"has {table.num_rows:,} rows, not {said['n_rows']:,}")]
    if hashed and hashed(table) != said.get("rows_sha256"):
        return [Problem(said["path"], "has other rows than their hash in manifest.json")]
    return []


def _described(path: str, schema: pa.Schema) -> list[Problem]:
    return [Problem(path, f"column {field.name} has no description") for field in schema if not (field.metadata or {}).get(b"description")]


def _columns(name: str, schema: pa.Schema, model: Model) -> list[Problem]:
    """Columns that are missing, too many, of another type, or that must not leave a build."""
    path, wanted = f"{name}.parquet", arrow_schema(model, release=True)
    text = {c.name for c in columns(model) if c.build_only}
    found = [Problem(path, f"column {column} is missing") for column in wanted.names if column not in schema.names]
    for field in schema:
        if field.name in text:
            found.append(Problem(path, f"column {field.name} holds article text ({BUILD_ONLY})"))
        elif field.name not in wanted.names:
            found.append(Problem(path, f"column {field.name} is not known"))
        elif _plain(field.type) != _plain(wanted.field(field.name).type):
            found.append(Problem(path, f"column {field.name} is {field.type}, not {wanted.field(field.name).type}"))
    return found


def _plain(kind: pa.DataType) -> str:
    """A type without the names that writers give to what a list holds."""
    if pa.types.is_list(kind):
        return f"list<{_plain(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'{kind.field(i).name}: {_plain(kind.field(i).type)}' for i in range(kind.num_fields))}>"
    return str(kind)


def _keys(name: str, table: pa.Table, model: Model) -> list[Problem]:
    key = keys_of(model)
    if not set(key) <= set(table.column_names):
        return []
    rows = pl.DataFrame(pl.from_arrow(table.select(key)))
    found = [f"{n:,} rows have no {' and '.join(key)}" for n in [rows.height - rows.drop_nulls().height] if n]
    found += [f"{n:,} rows share their {' and '.join(key)} with another" for n in [int(rows.is_duplicated().sum())] if n]
    return [Problem(f"{name}.parquet", said) for said in found]


def _links(tables: dict[str, pa.Table]) -> list[Problem]:
    """Rows that point to nothing, or count what is not there, by the rules that builds are held to."""
    rules = {rule: name for name in RELEASED for rule in TABLES[name].rules if rule.__module__ == links.__name__}
    rules[raw_documents.documents_add_up] = "raw_documents"
    frames = {name: pl.DataFrame(pl.from_arrow(table)) for name, table in tables.items()}
    found = []
    for rule, name in rules.items():
        if frames.keys() >= set(inputs(rule)) and not (wrong := offending(rule, frames)).is_empty():
            said = f"{wrong.height:,} rows break the rule {rule.__name__}; the first is {wrong.row(0, named=True)}"
            found.append(Problem(f"{name}.parquet", said))
    return found
