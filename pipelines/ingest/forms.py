"""Which documents are fetched, and under which ending they are kept."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pipelines.ingest.failure import Failure
from pipelines.ingest.fetch import Answer

ENDINGS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".txt",
    "application/json": ".json", "application/ld+json": ".json", "text/json": ".json", "application/feed+json": ".json",
    "application/x-ndjson": ".jsonl", "application/ndjson": ".jsonl", "application/jsonl": ".jsonl", "application/jsonlines": ".jsonl",
    "application/x-jsonlines": ".jsonl", "application/warc": ".warc", "application/warc-fields": ".warc",
    "application/xml": ".xml", "text/xml": ".xml", "application/rss+xml": ".xml", "application/atom+xml": ".xml",
    "application/rdf+xml": ".xml",
}  # fmt: skip
"""By the media type that the server states."""
UNTOLD = ("", "application/octet-stream", "binary/octet-stream", "application/gzip", "application/x-gzip", "text/plain")
"""Media types that say less than the name of the file."""
NAMES = (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".json", ".jsonl", ".ndjson", ".warc", ".xml", ".rss", ".atom")


def ending_of_name(name: str) -> str | None:
    """The ending of a file that can be read, with `.gz` if it is packed; None for others."""
    path = PurePosixPath(name.lower())
    packed = path.suffix == ".gz"
    suffix = (path.with_suffix("") if packed else path).suffix
    return suffix + (".gz" if packed else "") if suffix in NAMES else None


def ending_of(answer: Answer) -> str:
    """The ending under which an answer is kept.

    Raises:
        Failure: media_type, where it is no text.
    """
    named = ending_of_name(urlsplit(answer.place.url).path)
    if answer.media_type in UNTOLD and named:
        return named
    if ending := ENDINGS.get(answer.media_type):
        return ending
    raise Failure("media_type", f"Its media type is {answer.media_type[:80] or 'not stated'}, and only texts are fetched.")


def check_form(answer: Answer) -> None:
    """Raises Failure, media_type, before the body of what is no text is read."""
    ending_of(answer)
