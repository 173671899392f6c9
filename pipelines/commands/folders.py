"""Finds the folder that a query or a trace is about, and opens it in DuckDB."""

import re
from pathlib import Path

import duckdb

from pipelines.dataset import HOME, dataset_names
from pipelines.errors import UserError
from pipelines.release.versions import versions

READ = re.compile(r"read_parquet\('([^']+)'\)")


def tables_folder(dataset: str, release: Path | None, build: Path | None) -> Path:
    """The folder named, or the latest release of the dataset.

    Raises:
        UserError: it does not exist or holds no tables.
    """
    if folder := release or build:
        if not (folder / "quotes.parquet").is_file():
            raise UserError(f"There are no tables in {str(folder)!r}; run `muster build` or name another folder.")
        return folder
    if dataset not in dataset_names():
        raise UserError(f"There is no dataset {dataset!r}; there are {', '.join(dataset_names())}.")
    if not (found := releases(dataset)):
        raise UserError(f"Dataset {dataset!r} has no release yet; run `muster build --dataset {dataset}`.")
    return found[-1]


def releases(dataset: str) -> list[Path]:
    """The releases of a dataset, oldest first: versions are YYYY.M.N, so they are compared as numbers."""
    return versions(HOME / dataset / "releases")


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory with a view for each table in the folder, and the views of views.sql for a release that has all its tables."""
    db = duckdb.connect(config={"threads": 2})
    db.execute(f"SET file_search_path = '{_quoted(folder.resolve())}'")
    script = (folder / "views.sql").read_text(encoding="utf-8") if (folder / "views.sql").is_file() else ""
    if script and all((folder / name).is_file() for name in READ.findall(script)):
        db.execute(script)
    else:
        for path in sorted(folder.glob("*.parquet")):
            db.execute(f"CREATE VIEW \"{path.stem}\" AS SELECT * FROM read_parquet('{_quoted(path.resolve())}')")
    return db


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
