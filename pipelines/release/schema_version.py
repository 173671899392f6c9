"""The version of the schema, worked out from the models: what checks/schema.json says, and whether it is right. Knows nothing of Dagster.

A column or table that is removed, retyped (its unit or key included) or may suddenly be null raises the first number; a new one, or one
that is never null any more, the second; other words in a description the third. `make schema` writes the file anew.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from checks.model import arrow_schema, keys_of, released_columns, type_name
from checks.tables import RELEASED, TABLES
from pipelines.dataset import HOME
from pipelines.files import write_text
from pipelines.reference import ROOT
from pipelines.release.versions import numbers, versions

FILE = ROOT / "checks" / "schema.json"
LEVELS = ["patch", "minor", "major"]
Tables = dict[str, dict[str, Any]]


class Step(NamedTuple):
    """One difference between two schemas."""

    level: str
    said: str


def stated() -> dict[str, Any]:
    """checks/schema.json: the version, and the tables it stands for."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def schema_version() -> str:
    """The version that checks/schema.json states."""
    return str(stated()["version"])


def modelled() -> Tables:
    """The tables of a release as the models have them."""
    return {name: _modelled(name) for name in RELEASED}


def _modelled(table: str) -> dict[str, Any]:
    model = TABLES[table].model
    types = {field.name: type_name(field.type) for field in arrow_schema(model, release=True)}
    return {
        "key": keys_of(model),
        "columns": [
            {"name": c.name, "type": types[c.name], "nullable": c.nullable, "unit": c.unit, "description": c.description}
            for c in released_columns(model)
        ],
    }


def released(folder: Path) -> Tables:
    """The tables of a release as its files have them. What older files do not say is left out: the key, whether a column can be null."""
    found: Tables = {}
    for path in sorted(folder.glob("*.parquet")):
        schema = pq.read_schema(path)
        meta = schema.metadata or {}
        told = json.loads(meta.get(b"columns", b"{}"))
        found[path.stem] = {"columns": [{"name": field.name, "type": type_name(field.type)} | told.get(field.name, {}) for field in schema]}
        if b"key" in meta:
            found[path.stem]["key"] = json.loads(meta[b"key"])
    return found


def steps(before: Tables, after: Tables) -> list[Step]:
    """Every difference between two schemas, as its level and in words."""
    found = [Step("major", f"table {name} is gone") for name in before if name not in after]
    for name, table in after.items():
        if name in before:
            found += _table_steps(name, before[name], table)
        else:
            found.append(Step("minor", f"table {name} is new"))
    return found


def _table_steps(table: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Step]:
    if before.get("key", after.get("key")) != after.get("key"):
        yield Step("major", f"{table} has another key")
    old, new = ({c["name"]: c for c in side["columns"]} for side in (before, after))
    for name in old:
        if name not in new:
            yield Step("major", f"{table}.{name} is gone")
    for name, column in new.items():
        if name not in old:
            yield Step("minor", f"{table}.{name} is new")
        else:
            yield from _column_steps(f"{table}.{name}", old[name], column)


def _column_steps(name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Step]:
    for field in ("type", "unit"):
        if old.get(field) != new.get(field):
            yield Step("major", f"{name} has the {field} {new.get(field)}, no longer {old.get(field)}")
    could = old.get("nullable", new.get("nullable"))
    if could != new.get("nullable"):
        yield Step("minor", f"{name} is never null any more") if could else Step("major", f"{name} may be null now")
    if old.get("description") != new.get("description"):
        yield Step("patch", f"{name} is described in other words")


def raised(version: str, found: list[Step]) -> str:
    """The version after these differences: the highest level counts, once."""
    if not found:
        return version
    parts, place = numbers(version), 2 - max(LEVELS.index(step.level) for step in found)
    return ".".join(str(part + (at == place) if at <= place else 0) for at, part in enumerate(parts))


def schema_problems(predecessor: Path | None) -> list[str]:
    """Why a release must not be cut with the version that is stated, in sentences; none if it is right."""
    said, now = stated(), modelled()
    if differing := steps(said["tables"], now):
        return [f"checks/schema.json does not describe the tables as they are ({_some(differing)}): run `make schema`."]
    if predecessor is None:
        return []
    before = _manifest(predecessor)["schema_version"]
    found = steps(released(predecessor), now)
    if numbers(said["version"]) < numbers(needed := raised(before, found)):
        return [f"The schema is stated to be {said['version']}, but must be {needed} after {before} ({_some(found)}): run `make schema`."]
    return []


def _some(found: list[Step]) -> str:
    """The weightiest differences in words."""
    first = sorted(found, key=lambda step: -LEVELS.index(step.level))
    return "; ".join(step.said for step in first[:3]) + (f"; and {len(first) - 3} more" if len(first) > 3 else "")


def _manifest(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def newest_release(home: Path = HOME) -> Path | None:
    """The release with the highest schema version, of any dataset; of equals the one of the latest version."""
    found = [path for folder in sorted(home.glob("*/releases")) for path in versions(folder)]
    return max(found, key=lambda path: (numbers(_manifest(path)["schema_version"]), numbers(path.name)), default=None)


def renewed(base: Path | None) -> dict[str, Any]:
    """What checks/schema.json has to say, after the release `base`."""
    now = modelled()
    version = raised(_manifest(base)["schema_version"], steps(released(base), now)) if base else "0.1.0"
    return {"version": version, "tables": now}


if __name__ == "__main__":
    write_text(FILE, json.dumps(renewed(newest_release()), ensure_ascii=False, indent=1) + "\n")
    print(f"checks/schema.json: schema version {schema_version()}")
