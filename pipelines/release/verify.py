"""Holds a release against its own manifest. Knows nothing of Dagster."""

import json
from pathlib import Path

import pyarrow.parquet as pq

from checks.columns import BUILD_ONLY
from checks.model import columns
from checks.tables import RELEASED, TABLES
from pipelines.ids import sha256


def problems(folder: Path) -> list[str]:
    """What is wrong with a release, in sentences; empty when it is whole.

    Looks at the hash and size of every file, at files that the manifest does not name, at row counts, at descriptions, and at columns that
    hold article text and must not be there.
    """
    try:
        said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return [f"manifest.json cannot be read: {error}."]
    named = {file["path"]: file for file in said["files"]}
    found = [f"{path.name} is not in the manifest." for path in sorted(folder.iterdir()) if path.name not in {*named, "manifest.json"}]
    for name, file in sorted(named.items()):
        found += _file_problems(folder / name, file)
    wanted = [name for name in RELEASED if _numbers(TABLES[name].since) <= _numbers(said["schema_version"])]
    found += [f"{name}.parquet is not in the manifest." for name in wanted if f"{name}.parquet" not in named]
    return found


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _file_problems(path: Path, said: dict[str, object]) -> list[str]:
    if not path.is_file():
        return [f"{path.name} is missing."]
    raw = path.read_bytes()
    if len(raw) != said["n_bytes"]:
        return [f"{path.name} has {len(raw):,} bytes, not {said['n_bytes']:,}."]
    if sha256(raw) != said["sha256"]:
        return [f"{path.name} has other bytes than its sha256 in the manifest."]
    return _table_problems(path, said) if path.suffix == ".parquet" else []


def _table_problems(path: Path, said: dict[str, object]) -> list[str]:
    table = pq.ParquetFile(path)
    found = []
    if table.metadata.num_rows != said["n_rows"]:
        found.append(f"{path.name} has {table.metadata.num_rows:,} rows, not {said['n_rows']:,}.")
    schema = table.schema_arrow
    found += [f"{path.name}: column {field.name} has no description." for field in schema if not (field.metadata or {}).get(b"description")]
    text = {c.name for c in columns(TABLES[path.stem].model) if c.build_only} if path.stem in TABLES else set()
    found += [f"{path.name}: column {name} holds article text ({BUILD_ONLY})." for name in schema.names if name in text]
    return found
