"""A release that is about to leave this machine: which files, in which order, and what is said of it elsewhere."""

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pipelines.errors import UserError
from pipelines.publish.listed import VERSION
from pipelines.release.sums import CHUNKS, SIGNATURE, SUMS, as_json
from pipelines.release.verify import find_problems
from pipelines.release.versions import numbers

LAST = ("manifest.json", CHUNKS, SIGNATURE, SUMS)
"""What goes after the data. Without SHA256SUMS, which goes last of all, nobody takes a folder for a release."""


class Package(NamedTuple):
    """A whole release."""

    folder: Path
    dataset: str
    version: str
    names: list[str]
    """Its files in the order in which they are moved."""
    about: dict[str, Any]
    """What CITATION.cff says: title, abstract, authors, keywords, license."""

    @property
    def signed(self) -> bool:
        """Whether it bears a signature."""
        return SIGNATURE in self.names

    def size(self, name: str) -> int:
        """Bytes of a file."""
        return (self.folder / name).stat().st_size


class Move(NamedTuple):
    """A file and what becomes of it: `put`, or `there` if it was moved before."""

    name: str
    n_bytes: int
    what: str


class Report(NamedTuple):
    """What was moved, or would be."""

    where: str
    moves: list[Move]
    latest: str
    """What becomes of the pointer to the latest release, in words."""


def pack(folder: Path) -> Package:
    """The release in a folder.

    Raises:
        UserError: it has no sums, is not whole, or has no version.
    """
    if not (folder / SUMS).is_file():
        raise UserError(f"{str(folder)!r} holds no {SUMS}; releases from 2026.11.6 on can be published.")
    if problems := find_problems(folder):
        raise UserError(f"{str(folder)!r} is not whole, so it is not published. {problems[0]}")
    manifest = as_json((folder / "manifest.json").read_bytes())
    if not VERSION.fullmatch(manifest["version"]) or manifest["version"] == "0.0.0":
        raise UserError(f"{str(folder)!r} is a build without a version of its own; build a dataset.")
    names = sorted((path.name for path in folder.iterdir()), key=lambda name: (LAST.index(name) + 1 if name in LAST else 0, name))
    about = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    return Package(folder, manifest["dataset"], manifest["version"], names, about)


def is_newer(version: str, than: str | None) -> bool:
    """Whether `latest` moves forward."""
    return than is None or numbers(version) > numbers(than)


def md5(path: Path) -> str:
    """The hash that Zenodo tells of files."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
