"""Cuts a release: a folder of tables, pages and a manifest, made from the tables of a build. Knows nothing of Dagster."""

import json
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from checks.tables import RELEASED, TABLES
from pipelines.dataset import Dataset
from pipelines.files import fit, replace_folder, to_arrow, write_parquet, write_text
from pipelines.ids import sha256
from pipelines.reference import FOLDER as REFERENCE
from pipelines.release.documents import citation, dictionary, licence, views
from pipelines.release.sums import HASHES, SIGNATURE, key_of_environment, seal
from pipelines.release.withhold import withhold
from pipelines.row_hash import rows_sha256

SCHEMA_VERSION = "0.6.0"
WRITERS = ["pyarrow", "polars", "duckdb"]


def cut_release(dataset: Dataset, read: Callable[[str], pl.DataFrame], folder: Path) -> list[dict[str, Any]]:
    """Makes the release in `folder`, which is replaced as a whole, and returns a row of `release` for each file.

    The same tables, reference data and versions of the writers give the same bytes.
    """
    aside = folder.with_name(f".{folder.name}.tmp")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    files = [_write_table(name, read(name), aside) for name in RELEASED]
    pages = {
        "DICTIONARY.md": dictionary(dataset, SCHEMA_VERSION),
        "CITATION.cff": citation(dataset),
        "LICENSE": licence(dataset),
        "views.sql": views(),
    }
    for name, text in sorted(pages.items()):
        write_text(aside / name, text)
        files.append(_describe(aside / name))
    write_text(aside / "manifest.json", manifest(dataset, files, read("raw_documents")))
    files.append(_describe(aside / "manifest.json"))
    files += [_describe(path) for path in seal(aside, f"{dataset.name} {dataset.version}", key_of_environment())]
    replace_folder(aside, folder)
    return sorted(files, key=lambda file: str(file["path"]))


def _write_table(name: str, frame: pl.DataFrame, folder: Path) -> dict[str, Any]:
    table = to_arrow(withhold(name, fit(frame, TABLES[name].model)), TABLES[name].model, release=True)
    path = folder / f"{name}.parquet"
    write_parquet(table, path)
    return _describe(path) | {"n_rows": table.num_rows, "rows_sha256": rows_sha256(table)}


def _describe(path: Path) -> dict[str, Any]:
    raw = path.read_bytes()
    return {"path": path.name, "sha256": sha256(raw), "n_bytes": len(raw), "n_rows": None, "rows_sha256": None}


def manifest(dataset: Dataset, files: list[dict[str, Any]], raw_documents: pl.DataFrame) -> str:
    """manifest.json: what the release holds and what it was made from. No clock, no path, no machine."""
    inputs = raw_documents.sort("source").select("source", "sha256", "n_bytes", "status").to_dicts()
    said = {
        "dataset": dataset.name,
        "title": dataset.title,
        "version": dataset.version,
        "schema_version": SCHEMA_VERSION,
        "licence": dataset.licence,
        "hashes": HASHES,
        "files": sorted(({k: v for k, v in file.items() if v is not None} for file in files), key=lambda file: str(file["path"])),
        "writers": {name: version(name) for name in WRITERS},
        "muster": version("muster"),
        "reference_sha256": {path.name: sha256(path.read_bytes()) for path in sorted(REFERENCE.glob("*.csv"))},
        "inputs": inputs,
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def publish(candidate: Path, releases: Path, release: str) -> str:
    """Puts a cut release beside the earlier ones. Never overwrites one.

    Returns `published`, or `unchanged` or `differs` when that version exists."""
    place = releases / release
    if place.exists():
        return "unchanged" if _contents(place) == _contents(candidate) else "differs"
    releases.mkdir(parents=True, exist_ok=True)
    aside = releases / f".{release}.tmp"
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(candidate, aside)
    replace_folder(aside, place)
    return "published"


def _contents(folder: Path) -> dict[str, str]:
    """Hashes of all files but the signature, which says who vouches for them."""
    return {path.name: sha256(path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file() and path.name != SIGNATURE}
