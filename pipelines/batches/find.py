"""Which batches the documents of a dataset came in, and what each holds. Knows nothing of Dagster.

A batch is a file of many documents (a WARC, JSON lines), or a folder with what else lies in it and below. It has a name, the beginning of
the sources of its documents, and a content: a hash over the bytes of its files and of what stands beside them. Files that have not been
touched since they were hashed are not read again.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.articles.find import Found, find_documents
from pipelines.articles.opening import form_of
from pipelines.articles.sidecar import sidecar_path
from pipelines.ids import file_sha256, sha256

MANY = frozenset({"warc", "jsonl"})
"""Forms of files that hold many documents."""
LOOSE = "documents"
"""The batch of files that lie in no folder of their own."""
DIGITS = 16
NOT_A_KEY = re.compile(r"\.\.\.|[\x00-\x1f\x7f,\[\]]")
"""What Dagster's keys of partitions may not hold, and what its ranges and the command line would take for a mark of theirs."""

Stamp = tuple[int, int, int]
"""Size, time of the last change in nanoseconds, and number of a file: who finds them again finds the same bytes."""


@dataclass(frozen=True)
class Batch:
    """Documents that arrived together."""

    name: str
    files: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Hashed:
    """A file with what is read beside it, when it was hashed."""

    stamps: tuple[Stamp | None, ...]
    sha256: str


def find_batches(folders: Sequence[Path]) -> list[Batch]:
    """The batches of all documents in the folders, in the order of their names.

    Raises:
        FileNotFoundError: a folder is not there.
    """
    held: dict[str, list[Found]] = {}
    for found in find_documents(folders):
        held.setdefault(batch_name(found), []).append(found)
    return [Batch(name, tuple(files)) for name, files in sorted(held.items())]


def batch_name(found: Found) -> str:
    """The batch that a file belongs to."""
    folder, _, _ = found.source.rpartition("/")
    name = found.source if form_of(found.path)[1] in MANY else folder.split("/")[0] if folder else LOOSE
    return NOT_A_KEY.sub(lambda odd: "".join(f"%{ord(letter):02x}" for letter in odd.group()), name)


def hash_files(batch: Batch, known: Mapping[str, Hashed]) -> dict[str, Hashed]:
    """The files of a batch by source, each with a hash of all that is read of it and beside it.

    Args:
        batch: the batch.
        known: files that were hashed before; those whose stamps are the same are not read.
    """
    return {found.source: _hash(found, known.get(found.source)) for found in batch.files}


def content(files: Mapping[str, Hashed]) -> str:
    """First 16 digits of a hash over the names and bytes of a batch."""
    lines = (f"{source}\0{hashed.sha256}\n" for source, hashed in sorted(files.items()))
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def stamps_of(batch: Batch) -> dict[str, tuple[Stamp | None, ...]]:
    """The stamps of the files of a batch and of what stands beside them, by source: what a look at the folder tells, no file is read."""
    return {found.source: tuple(_stamp(path) for path in _paths(found)) for found in batch.files}


def _paths(found: Found) -> list[Path]:
    """All that is read for a file."""
    return [found.path, sidecar_path(found.path), *([found.described] if found.described else [])]


def _hash(found: Found, known: Hashed | None) -> Hashed:
    paths = _paths(found)
    stamps = tuple(_stamp(path) for path in paths)
    if known and known.stamps == stamps:
        return known
    if found.problem:
        return Hashed(stamps, sha256(found.problem.detail))
    return Hashed(stamps, sha256("\n".join(_digest(path) for path in paths)))


def _stamp(path: Path) -> Stamp | None:
    try:
        said = path.stat()
    except OSError:
        return None
    return said.st_size, said.st_mtime_ns, said.st_ino


def _digest(path: Path) -> str:
    """Hash of a file; of one that cannot be read, why."""
    try:
        return file_sha256(path)
    except OSError as error:
        return f"{error.strerror}"
