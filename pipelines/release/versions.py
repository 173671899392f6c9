"""Which releases lie in a folder, which comes before which, and which is the latest. Knows nothing of Dagster."""

import json
import re
from pathlib import Path

from pipelines.errors import UserError
from pipelines.files import write_text
from pipelines.ids import file_sha256

VERSION = re.compile(r"\d+\.\d+\.\d+")
LATEST = "latest.json"


def numbers(version: str) -> list[int]:
    """A version as it is compared: 2026.11.10 comes after 2026.11.9."""
    return [int(part) for part in version.split(".")]


def versions(folder: Path) -> list[Path]:
    """The releases in a folder, oldest first."""
    found = [path for path in folder.glob("*") if VERSION.fullmatch(path.name) and path.is_dir()]
    return sorted(found, key=lambda path: numbers(path.name))


def earlier(folder: Path | None, version: str) -> list[Path]:
    """The releases before a version, oldest first; the last is its predecessor."""
    return [path for path in versions(folder) if numbers(path.name) < numbers(version)] if folder else []


def check_version(version: str) -> None:
    """A dataset's version is YYYY.M.N.

    Raises:
        UserError: it is not.
    """
    if not re.fullmatch(r"2\d{3}\.([1-9]|1[0-2])\.(0|[1-9]\d*)", version):
        raise UserError(f"{version!r} is no version of a release: it must be year, month and number, as 2026.11.0.")


def point_latest(folder: Path, version: str) -> None:
    """Writes latest.json, whole or not at all, after everything else: it never names a release that is not there, nor an older one."""
    named = latest(folder)
    if named and numbers(named) > numbers(version):
        return
    said = {"version": version, "manifest_sha256": file_sha256(folder / version / "manifest.json")}
    write_text(folder / LATEST, json.dumps(said, indent=1) + "\n")


def latest(folder: Path) -> str | None:
    """The version that latest.json names; None without one."""
    path = folder / LATEST
    return json.loads(path.read_text(encoding="utf-8"))["version"] if path.is_file() else None
