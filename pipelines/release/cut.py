"""Cuts a release: a folder of tables, pages and a manifest, made from the tables of a build. Knows nothing of Dagster."""

import json
import shutil
import zlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from checks.tables import RELEASED
from pipelines.dataset import Dataset
from pipelines.files import replace_folder, write_parquet, write_text
from pipelines.ids import file_sha256, sha256
from pipelines.reference import FOLDER as REFERENCE
from pipelines.release.croissant import croissant
from pipelines.release.datapackage import datapackage
from pipelines.release.diff_page import diff_page
from pipelines.release.documents import changelog, citation, covered, datasheet, dictionary, licence
from pipelines.release.jsonld import jsonld
from pipelines.release.schema_version import schema_version
from pipelines.release.sql import tables, views, write_database
from pipelines.release.sums import HASHES, SIGNATURE, key_of_environment, seal
from pipelines.release.twins import write_twin
from pipelines.release.versions import earlier, point_latest
from pipelines.release.withhold import release_form
from pipelines.row_hash import rows_sha256

WRITERS = ["pyarrow", "polars", "duckdb"]


def cut_release(dataset: Dataset, read: Callable[[str], pl.DataFrame], folder: Path) -> list[dict[str, Any]]:
    """Makes the release in `folder`, which is replaced as a whole, and returns a row of `release` for each file.

    The same tables, reference data, earlier releases and versions of the writers give the same bytes.
    """
    aside = folder.with_name(f".{folder.name}.tmp")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    files = [file for name in RELEASED for file in _write_table(name, read(name), aside)]
    before = earlier(dataset.earlier, dataset.version)
    predecessor = before[-1] if before else None
    pages = _pages(dataset, files, read, predecessor)
    for name, text in sorted(pages.items()):
        write_text(aside / name, text)
    for path in [*(aside / name for name in sorted(pages)), write_database(aside)]:
        files.append(_describe(path))
    write_text(aside / "manifest.json", manifest(dataset, files, read("raw_documents"), predecessor))
    files.append(_describe(aside / "manifest.json"))
    files += [_describe(path) for path in seal(aside, f"{dataset.name} {dataset.version}", key_of_environment())]
    replace_folder(aside, folder)
    return sorted(files, key=lambda file: str(file["path"]))


def _pages(dataset: Dataset, files: list[dict[str, Any]], read: Callable[[str], pl.DataFrame], predecessor: Path | None) -> dict[str, str]:
    """All that is text, by the name of its file."""
    n_rows = {str(file["path"]).split(".")[0]: file["n_rows"] for file in files}
    cover = covered(read("articles"))
    pages = {
        "CHANGELOG.md": changelog(dataset),
        "CITATION.cff": citation(dataset),
        "DATASHEET.md": datasheet(dataset, n_rows, read("raw_documents"), read("reports"), cover),
        "DICTIONARY.md": dictionary(dataset, schema_version()),
        "DIFF.md": diff_page(dataset, n_rows, read("changes"), predecessor),
        "LICENSE": licence(dataset),
        "croissant.json": croissant(dataset, files),
        "datapackage.json": datapackage(dataset, files),
        "dataset.jsonld": jsonld(dataset, files, cover),
        "tables.sql": tables(),
        "views.sql": views(),
    }
    return {name: text for name, text in pages.items() if text}


def _write_table(name: str, frame: pl.DataFrame, folder: Path) -> list[dict[str, Any]]:
    """The table as Parquet, and its twin."""
    table = release_form(name, frame)
    path, twin = folder / f"{name}.parquet", folder / f"{name}.csv.gz"
    write_parquet(table, path)
    write_twin(table, twin)
    rows = {"n_rows": table.num_rows, "rows_sha256": rows_sha256(table)}
    return [_describe(path) | rows, _describe(twin) | rows]


def _describe(path: Path) -> dict[str, Any]:
    return {"path": path.name, "sha256": file_sha256(path), "n_bytes": path.stat().st_size, "n_rows": None, "rows_sha256": None}


def manifest(dataset: Dataset, files: list[dict[str, Any]], raw_documents: pl.DataFrame, predecessor: Path | None) -> str:
    """manifest.json: what the release holds and what it was made from. No clock, no path, no machine."""
    inputs = raw_documents.sort("source").select("source", "sha256", "n_bytes", "status").to_dicts()
    said = {
        "dataset": dataset.name,
        "title": dataset.title,
        "version": dataset.version,
        "schema_version": schema_version(),
        "licence": dataset.licence,
        "hashes": HASHES,
        "predecessor": {"version": predecessor.name, "manifest_sha256": file_sha256(predecessor / "manifest.json")}
        if predecessor
        else None,
        "files": sorted(({k: v for k, v in file.items() if v is not None} for file in files), key=lambda file: str(file["path"])),
        "writers": {name: version(name) for name in WRITERS} | {"zlib": zlib.ZLIB_RUNTIME_VERSION},
        "muster": version("muster"),
        "reference_sha256": {path.name: sha256(path.read_bytes()) for path in sorted(REFERENCE.glob("*.csv"))},
        "inputs": inputs,
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def state_of(candidate: Path, releases: Path, release: str) -> str:
    """What a cut release is beside the published ones: `unpublished`, or `unchanged` or `differs` where that version exists."""
    place = releases / release
    if not place.exists():
        return "unpublished"
    return "unchanged" if _contents(place) == _contents(candidate) else "differs"


def publish(candidate: Path, releases: Path, release: str) -> str:
    """Puts a cut release beside the earlier ones, and then moves latest.json to it. Never overwrites a release.

    Returns `published`, or `unchanged` or `differs` when that version exists."""
    state = state_of(candidate, releases, release)
    if state == "unpublished":
        releases.mkdir(parents=True, exist_ok=True)
        aside = releases / f".{release}.tmp"
        shutil.rmtree(aside, ignore_errors=True)
        shutil.copytree(candidate, aside)
        replace_folder(aside, releases / release)
        state = "published"
    if state != "differs":
        point_latest(releases, release)
    return state


def _contents(folder: Path) -> dict[str, str]:
    """Hashes of all files but the signature, which says who vouches for them."""
    return {path.name: sha256(path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file() and path.name != SIGNATURE}
