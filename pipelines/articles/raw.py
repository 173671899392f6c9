"""What the readers pass on: a document as it was found, or why it could not be read; and the limits of both. Standard library only."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipelines.articles.records import Fields

MEGABYTE = 1024 * 1024
MAX_DOCUMENT = 32 * MEGABYTE
"""Most bytes of one document (a page, a record of many) that are held in memory."""
MAX_TEXT = 10_000_000
"""Most characters of a decoded text."""
MAX_JSON_FILE = 256 * MEGABYTE
"""Most bytes of a JSON file that is no JSONL, since it must be held as a whole."""
MIN_WORDS = 20

TEXT, HTML, JSON, JSONL, XML, WARC, OTHER = (
    "text/plain",
    "text/html",
    "application/json",
    "application/x-ndjson",
    "application/xml",
    "application/warc",
    "application/octet-stream",
)


BROKE = "crashed"
"""The reason of documents that broke what reads or searches them."""


class Problem(NamedTuple):
    """Why a document is no article: a code of checks/rejects.py and a sentence."""

    reason: str
    detail: str


class Rejected(Exception):
    """Raised by the readers where a document turns out to be no article."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.problem = Problem(reason, detail)


@dataclass(slots=True)
class RawDocument:
    """A document as it was found. `data` is None where there is a problem already or it repeats another, `form` says how to read it."""

    source: str
    media_type: str
    form: str
    """text | html | json | unknown"""
    data: bytes | None
    sha256: str | None
    n_bytes: int | None
    charset: str | None = None
    """What a server states as its encoding."""
    url: str | None = None
    """Where it was fetched from, as its container states it."""
    stated: "Fields | None" = None
    """What a sidecar or a source says of it: title, authors, date, outlet, address."""
    encoding: str | None = None
    """The encoding of its file, where `data` was made into UTF-8 when its lines were told apart."""
    revisit: bool = False
    """Whether it is the visit to a page that had not changed; `sha256` is then that of the earlier one."""
    problem: Problem | None = None


def document(source: str, media_type: str, form: str, data: bytes) -> RawDocument:
    """A document of these raw bytes."""
    return RawDocument(source, media_type, form, data, hashlib.sha256(data).hexdigest(), len(data))


def too_large(limit: int) -> Problem:
    """More bytes than are held in memory at once."""
    return Problem("too_large", f"It is longer than {limit // MEGABYTE} MB.")
