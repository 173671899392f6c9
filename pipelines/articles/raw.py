"""What the readers pass on: a document as it was found, or why it could not be read; and the limits of both."""

from dataclasses import dataclass
from typing import NamedTuple

MEGABYTE = 1024 * 1024
MAX_DOCUMENT = 32 * MEGABYTE
"""Most bytes of one document (a page, a record of many) that are held in memory."""
MAX_TEXT = 10_000_000
"""Most characters of a decoded text."""
MAX_JSON_FILE = 256 * MEGABYTE
"""Most bytes of a JSON file that is no JSONL, since it must be held as a whole."""
MIN_WORDS = 20

TEXT, HTML, JSON, JSONL, WARC, OTHER = (
    "text/plain",
    "text/html",
    "application/json",
    "application/x-ndjson",
    "application/warc",
    "application/octet-stream",
)


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
    """A document as it was found. `data` is None where there is a problem already, `form` says how to read it."""

    source: str
    media_type: str
    form: str
    """text | html | json | unknown"""
    data: bytes | None
    sha256: str | None
    n_bytes: int | None
    charset: str | None = None
    url: str | None = None
    problem: Problem | None = None
