"""What each table of a build was made from: made.json, by which a step knows that it would make the same. Knows nothing of Dagster."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.files import write_text
from pipelines.ids import file_sha256, sha256

FILE = "made.json"


class Made:
    """The memory of a build folder."""

    def __init__(self, build: Path) -> None:
        self._build = build
        self._said = _load(build / FILE)

    def version(self, table: str) -> str | None:
        """Hash of the file of a table as it is now; None where there is none."""
        path = self._path(table)
        try:
            said = path.stat()
        except OSError:
            return None
        stamp = [said.st_size, said.st_mtime_ns, said.st_ino]
        known = self._tables().get(table, {})
        if known.get("stamp") != stamp:
            known = {"stamp": stamp, "sha256": file_sha256(path)}
            self._tables()[table] = known
        return str(known["sha256"])

    def made_from(self, tables: Sequence[str], *more: str) -> str:
        """Hash over all that a step makes its tables from: other tables, its code, and what else it is told."""
        return sha256("\n".join([*(f"{table}={self.version(table)}" for table in sorted(tables)), *more]))

    def is_fresh(self, step: str, made_from: str, tables: Sequence[str]) -> bool:
        """Whether a step has made its tables from just this, and they are still what it made."""
        known = self._steps().get(step)
        return known is not None and known["made_from"] == made_from and known["tables"] == {name: self.version(name) for name in tables}

    def remember(self, step: str, made_from: str, tables: Sequence[str]) -> None:
        """Notes what a step has made, once all its tables are in their places."""
        self._steps()[step] = {"made_from": made_from, "tables": {name: self.version(name) for name in tables}}
        write_text(self._build / FILE, json.dumps(self._said, indent=1, sort_keys=True) + "\n")

    def _path(self, table: str) -> Path:
        return self._build / f"{table}.parquet"

    def _tables(self) -> dict[str, Any]:
        return self._said.setdefault("tables", {})

    def _steps(self) -> dict[str, Any]:
        return self._said.setdefault("steps", {})


def _load(path: Path) -> dict[str, Any]:
    try:
        said: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: dict(said.get(name, {})) for name in ("tables", "steps")} if isinstance(said, dict) else {}
