"""A dataset: what it is called, whose it is, which folders it is built from, where its releases lie."""

import csv
import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.errors import UserError
from pipelines.ids import sha256
from pipelines.reference import ROOT

HOME = ROOT / "datasets"
CATALOG = ROOT / "seeds" / "catalog.csv"


@dataclass(frozen=True)
class Dataset:
    """Title, licence and sources of a dataset, and where its tables are made."""

    name: str
    title: str
    description: str
    version: str
    sources: tuple[Path, ...]
    build: Path
    releases: Path | None = None
    """Where finished releases are kept; None for a build that publishes nothing."""
    earlier: Path | None = None
    """Where the releases before this one lie, which it is compared with; None for a build that has none."""
    changelog: str = ""
    """Text of the dataset's CHANGELOG.md."""
    article_rights: str = "whoever wrote or published them"
    """Whose the articles are, to stand after "The articles belong to"."""
    licence: str | None = None
    """SPDX identifier; None for a build of any folder, which licenses nothing."""
    creators: tuple[str, ...] = ()
    keywords: tuple[str, ...] = field(default=())


def dataset_names() -> list[str]:
    """Names of the datasets in datasets/."""
    return sorted(path.parent.name for path in HOME.glob("*/dataset.toml"))


def load_dataset(name: str, out: Path | None = None) -> Dataset:
    """The dataset described in datasets/<name>/dataset.toml. With `out`, it is built there and publishes nothing.

    Raises:
        UserError: there is none of that name, or it names an environment variable that is not set.
    """
    path = HOME / name / "dataset.toml"
    if not path.is_file():
        raise UserError(f"There is no dataset {name!r}; there are {', '.join(dataset_names())}.")
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    changelog = path.with_name("CHANGELOG.md")
    return Dataset(
        name=name,
        title=said["title"],
        description=said["description"],
        version=said["version"],
        sources=tuple(_folder(source, name) for source in said["sources"]),
        build=out or ROOT / ".build" / name,
        releases=None if out else HOME / name / "releases",
        earlier=HOME / name / "releases",
        changelog=changelog.read_text(encoding="utf-8") if changelog.is_file() else "",
        article_rights=said["article_rights"],
        licence=said["licence"],
        creators=tuple(said["creators"]),
        keywords=tuple(said.get("keywords", ())),
    )


def any_folders(seeds: Sequence[Path], out: Path) -> Dataset:
    """A dataset without a name of its own: whatever lies in the folders."""
    for folder in seeds:
        if not folder.exists():
            raise UserError(f"There is no folder {str(folder)!r}; name one that holds your documents.")
        if not folder.is_dir():
            raise UserError(f"{str(folder)!r} is not a folder; put the documents into one and name that.")
    return Dataset(
        name="build",
        title="A build of your own documents",
        description="Made with `muster build --seeds`; not a published dataset.",
        version="0.0.0",
        sources=tuple(seeds),
        build=out,
    )


def build_folder(documents: Path) -> Path:
    """Where the tables go that are made of a folder of documents, if nothing else is said."""
    return ROOT / ".build" / documents.resolve().name


def _folder(source: str, name: str) -> Path:
    if not source.startswith("$"):
        return ROOT / source
    given = os.environ.get(source[1:])
    if not given:
        raise UserError(
            f"The articles of {name!r} are other people's and do not come with Muster: "
            f"set {source[1:]} to the folder that holds them (seeds/catalog.csv lists their hashes)."
        )
    if not Path(given).is_dir():
        raise UserError(f"{source[1:]} is set to {given!r}, which is not a folder.")
    return Path(given)


def check_catalog(name: str) -> None:
    """Compares the files of a dataset with the hashes that seeds/catalog.csv has for them.

    Raises:
        UserError: a catalogued file is missing or is not the same.
    """
    folders = load_dataset(name).sources
    with CATALOG.open(encoding="utf-8", newline="") as file:
        listed = [row for row in csv.DictReader(file) if row["dataset"] == name and "#" not in row["path"]]
    for row in listed:
        found = next((folder / row["path"] for folder in folders if (folder / row["path"]).is_file()), None)
        if found is None:
            raise UserError(f"{row['path']} of dataset {name!r} is not in {', '.join(str(folder) for folder in folders)}.")
        if sha256(found.read_bytes()) != row["sha256"]:
            raise UserError(f"{row['path']} is not the file that seeds/catalog.csv describes: its sha256 differs.")
