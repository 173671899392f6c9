"""Opens files for the readers: what kind a file is by its name, unpacked if it is packed, never more of it than a limit.

What is read out of an open file stands in containers.py, json_files.py and warc.py.
"""

import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.articles.find import Found
from pipelines.articles.raw import HTML, JSON, JSONL, OTHER, TEXT, WARC, XML, Problem, RawDocument
from pipelines.ids import file_sha256

FORMS = {
    ".txt": (TEXT, "text"), ".text": (TEXT, "text"), ".md": (TEXT, "text"),
    ".html": (HTML, "html"), ".htm": (HTML, "html"), ".xhtml": (HTML, "html"),
    ".json": (JSON, "json"), ".jsonl": (JSONL, "jsonl"), ".ndjson": (JSONL, "jsonl"), ".warc": (WARC, "warc"),
    ".xml": (XML, "unknown"), ".rss": (XML, "unknown"), ".atom": (XML, "unknown"), ".rdf": (XML, "unknown"),
}  # fmt: skip
READ_ERRORS = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)
Stream = io.BufferedReader | gzip.GzipFile
GZIP = b"\x1f\x8b"
MAX_LAYERS = 3
"""How often a file may be packed."""


def form_of(path: Path) -> tuple[str, str]:
    """Media type and form of a file by its name; that it is packed does not matter."""
    while path.suffix.lower() == ".gz":
        path = path.with_suffix("")
    return FORMS.get(path.suffix.lower(), (OTHER, "unknown"))


@contextmanager
def opened(path: Path) -> Iterator[Stream]:
    """A file, unpacked where it is packed with gzip, whatever its name says."""
    with path.open("rb") as file:
        stream: Stream = file
        for _ in range(MAX_LAYERS):
            if stream.peek(2)[:2] != GZIP:
                break
            stream = gzip.GzipFile(fileobj=stream, mode="rb")
        yield stream


def bounded(stream: Stream, limit: int) -> bytes | None:
    """All of a stream, or None if it is longer than the limit."""
    data = stream.read(limit + 1)
    return None if len(data) > limit else data


def read_problem(error: Exception) -> Problem:
    """Why a file could not be read to its end."""
    if isinstance(error, PermissionError):
        return Problem("unreadable", f"The file cannot be read: {error.strerror}.")
    if isinstance(error, OSError) and error.strerror:
        return Problem("unreadable", f"The file cannot be read: {error.strerror}.")
    return Problem("malformed", f"The file is damaged: {type(error).__name__}.")


def broken(found: Found, media_type: str, form: str, problem: Problem, source: str | None = None) -> RawDocument:
    """A file that is a reject as a whole, or from some place on."""
    sha256, n_bytes = (None, None) if problem.reason == "unreadable" else hash_of(found.path)
    return RawDocument(source or found.source, media_type, form, None, sha256, n_bytes, problem=problem)


def hash_of(path: Path) -> tuple[str | None, int | None]:
    """Hash and size of a file; None where it cannot be read."""
    try:
        return file_sha256(path), path.stat().st_size
    except OSError:
        return None, None
