"""Holds a release against its own sums, manifest and models. Knows nothing of Dagster."""

from pathlib import Path
from typing import Any

from checks.tables import RELEASED, TABLES
from pipelines.ids import file_sha256
from pipelines.release.minisign import PublicKey
from pipelines.release.schema_version import schema_version
from pipelines.release.sums import HASHES, SUMS, as_json, is_name
from pipelines.release.verify_bytes import Problem, bytes_problems
from pipelines.release.verify_tables import table_problems
from pipelines.release.versions import numbers

SAYS = {"version": str, "schema_version": str, "files": list}
FILE_SAYS = {"path": str, "sha256": str, "n_bytes": int}


def problems(folder: Path) -> list[str]:
    """What is wrong with a release, in sentences; empty when it is whole."""
    return [str(problem) for problem in find_problems(folder)]


def find_problems(folder: Path, key: PublicKey | None = None) -> list[Problem]:
    """What is wrong with a release.

    Looks at every byte, at the signature if there is a `key` to hold it against, at files that are missing or too many, and, when all these
    are right, at columns, row counts, keys and links. Releases up to 2026.11.5 have no sums: their manifest alone is asked.
    """
    try:
        manifest = as_json((folder / "manifest.json").read_bytes())
        _check_form(manifest)
    except (OSError, ValueError) as error:
        manifest, said = None, Problem("manifest.json", f"cannot be read: {error}")
    sealed = (folder / SUMS).exists() or key is not None or (manifest is not None and "hashes" in manifest)
    found = bytes_problems(folder, key) if sealed else []
    if manifest is None:
        return found or [said]
    found += _manifest_problems(folder, manifest) if not found else []
    return found or table_problems(folder, manifest, schema_version())


def _check_form(manifest: Any) -> None:
    """Raises ValueError if a manifest lacks what is read of it."""
    if not isinstance(manifest, dict) or any(not isinstance(manifest.get(name), kind) for name, kind in SAYS.items()):
        raise ValueError("it does not have version, schema_version and files")
    for file in manifest["files"]:
        if (
            not isinstance(file, dict)
            or any(type(file.get(name)) is not kind for name, kind in FILE_SAYS.items())
            or not is_name(file["path"])
        ):
            raise ValueError("it names a file that is none")
        if file["path"].endswith(".parquet") and type(file.get("n_rows")) is not int:
            raise ValueError(f"it does not say how many rows {file['path']} has")
    if len({file["path"] for file in manifest["files"]}) < len(manifest["files"]):
        raise ValueError("it names a file twice")
    numbers(manifest["schema_version"])


def _manifest_problems(folder: Path, manifest: dict[str, Any]) -> list[Problem]:
    """Files that are not as the manifest has them, and tables that a release of its schema version should carry."""
    named = {file["path"]: file for file in manifest["files"]}
    beside = {"manifest.json", HASHES["chunks"], SUMS, f"{SUMS}.minisig"} if "hashes" in manifest else {"manifest.json"}
    found = [Problem(path.name, "is not in the manifest") for path in sorted(folder.iterdir()) if path.name not in {*named, *beside}]
    for name, said in sorted(named.items()):
        path = folder / name
        if not path.is_file():
            found.append(Problem(name, "is missing"))
        elif path.stat().st_size != said["n_bytes"]:
            found.append(Problem(name, f"has {path.stat().st_size:,} bytes, not {said['n_bytes']:,}"))
        elif file_sha256(path) != said["sha256"]:
            found.append(Problem(name, "has other bytes than its sha256 in the manifest"))
    wanted = [name for name in RELEASED if numbers(TABLES[name].since) <= numbers(manifest["schema_version"])]
    return found + [Problem(f"{name}.parquet", "is not in the manifest") for name in wanted if f"{name}.parquet" not in named]
