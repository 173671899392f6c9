"""The inbox: documents with a sidecar each, and what could not be fetched.

A document is put in its place first, then its sidecar. A run that is killed between the two leaves a document that is read like any file
that was dropped into the folder, only without its address; an older sidecar has another hash and is not believed. The other way round, a
sidecar would speak of a document that is not there. Either way the next run fetches again and puts it right.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from pipelines.articles.sidecar import SUFFIX, load_sidecar, sidecar_path
from pipelines.files import remove_left, sync_folder, write_text
from pipelines.ids import file_sha256, sha256

LIST = ".list"
"""Before the suffix of the sidecar of a feed or a map of a site, which are not kept themselves."""
FAILED = f"failed{SUFFIX}"
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
HEAD = 20_000


@dataclass
class Part:
    """A file while it is written: its hash, its length, its beginning."""

    path: Path
    file: IO[bytes]
    digest: Any = field(default_factory=hashlib.sha256)
    n_bytes: int = 0
    head: bytes = b""

    def write(self, data: bytes) -> None:
        """Adds a piece."""
        self.file.write(data)
        self.digest.update(data)
        self.n_bytes += len(data)
        if len(self.head) < HEAD:
            self.head += data[: HEAD - len(self.head)]

    @property
    def sha256(self) -> str:
        """The hash of what was written."""
        return str(self.digest.hexdigest())


@contextmanager
def part(folder: Path) -> Iterator[Part]:
    """A file to write into, gone afterwards unless it was put in its place. No reader takes its name for a document."""
    folder.mkdir(parents=True, exist_ok=True)
    remove_left(folder, "part")
    path = folder / f".part.{os.getpid()}.tmp"
    try:
        with path.open("wb") as file:
            yield Part(path, file)
    finally:
        path.unlink(missing_ok=True)


def place_name(url: str) -> str:
    """The name of a document without its ending: the end of the path, and 8 digits of the hash of the address."""
    parts = urlsplit(url)
    return f"{slug(unquote(parts.path))}-{sha256(url)[:8]}"


def slug(text: str) -> str:
    """At most 80 letters and digits, with hyphens between; the end tells more than the beginning."""
    stem = re.sub(r"\.[a-z0-9]{1,5}\Z", "", text.lower())
    return NOT_IN_NAMES.sub("-", stem).strip("-")[-80:].strip("-") or "index"


def folder_name(host: str) -> str:
    """The name of the folder of a host."""
    return re.sub(r"[^a-z0-9.-]+", "-", host.lower()).strip("-.") or "host"


def find_known(folder: Path, name: str) -> tuple[Path | None, dict[str, Any]]:
    """The document of that name, whatever its ending, and its sidecar: only if the document is there and is the one that it speaks of."""
    for path in sorted(folder.glob(f"{name}.*{SUFFIX}")):
        document = path.with_name(path.name.removesuffix(SUFFIX))
        said = load_sidecar(path)
        if document.name == f"{name}{LIST}":
            return document, said
        if document.is_file() and said.get("sha256") == file_sha256(document):
            return document, said
    return None, {}


def keep(made: Part, document: Path, said: dict[str, Any]) -> None:
    """Puts a finished file in the place of a document, and then its sidecar beside it."""
    made.file.flush()
    os.fsync(made.file.fileno())
    document.parent.mkdir(parents=True, exist_ok=True)
    made.path.replace(document)
    sync_folder(document.parent)
    describe(document, said)


def describe(document: Path, said: dict[str, Any]) -> None:
    """Writes the sidecar of a document, whole or not at all."""
    write_text(sidecar_path(document), json.dumps(said, ensure_ascii=False, indent=1) + "\n")


def forget(document: Path) -> None:
    """Takes a document away that has been fetched anew under another ending."""
    document.unlink(missing_ok=True)
    sidecar_path(document).unlink(missing_ok=True)


def note_failures(inbox: Path, failed: dict[str, dict[str, Any]], done: set[str]) -> None:
    """Keeps failed.meta.json: all that could not be fetched and has not been since, by address."""
    path = inbox / FAILED
    before = {url: said for url, said in load_sidecar(path).items() if url not in done}
    after = {**before, **failed}
    if after:
        write_text(path, json.dumps(dict(sorted(after.items())), ensure_ascii=False, indent=1) + "\n")
    else:
        path.unlink(missing_ok=True)
