"""The documents of seeds/sample as plain strings, read without the pipeline: a second pair of eyes beside it."""

import csv
import html
import io
import json
import re
from functools import cache
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SAMPLE = ROOT / "seeds" / "sample"
NOT_DOCUMENTS = {"LICENSE"}
TAG = re.compile(r"<[^>]*>")


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected(table: str) -> list[dict[str, str]]:
    """Rows of tests/sample/<table>.csv."""
    return rows(HERE / f"{table}.csv")


def files() -> dict[str, bytes]:
    """Bytes of every document file of the sample, by its path in the folder."""
    found = [path for path in SAMPLE.rglob("*") if path.is_file() and path.name not in NOT_DOCUMENTS]
    return {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in sorted(found)}


def records(path: str, data: bytes) -> dict[str, bytes]:
    """Bytes of the documents inside a file, by source; lines of a JSONL count from 1, WARC records have their id without angle brackets."""
    if path.endswith(".jsonl"):
        return {f"{path}#{number}": line for number, line in enumerate(data.splitlines(), 1)}
    if path.endswith(".warc.gz"):
        archive = ArchiveIterator(io.BytesIO(data))
        responses = [(record, record.content_stream().read()) for record in archive if record.rec_type == "response"]
        return {f"{path}#{record.rec_headers.get_header('WARC-Record-ID').strip('<>')}": body for record, body in responses}
    return {path: data}


def readable(source: str, data: bytes) -> str:
    """The words of a document, tags taken out. Only good for finding a phrase again."""
    path, _, inner = source.partition("#")
    if path.endswith((".json", ".jsonl")):
        record = json.loads(data)
        return f"{record['title']}\n{record.get('maintext', '')}"
    if path.endswith(".html") or inner.startswith("urn:"):
        return html.unescape(TAG.sub("", data.decode("utf-8")))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


@cache
def documents() -> dict[str, bytes]:
    """Bytes of every document of the sample, by source."""
    return {source: inner for path, data in files().items() for source, inner in records(path, data).items()}


@cache
def texts() -> dict[str, str]:
    """Words of every document of the sample, by source."""
    return {source: readable(source, data) for source, data in documents().items()}
