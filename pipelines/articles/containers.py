"""Opens a file and yields the documents in it: one, or a record each of a JSON, JSONL or WARC file. Everything is read within bounds.

Other records of a WARC than HTML responses with status 200 are no documents and are passed over, as are blank lines of a JSONL.
"""

import gzip
import hashlib
import json
import lzma
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipelines.articles.decode import decode
from pipelines.articles.find import Found
from pipelines.articles.raw import (
    HTML,
    JSON,
    JSONL,
    MAX_DOCUMENT,
    MAX_JSON_FILE,
    MEGABYTE,
    OTHER,
    TEXT,
    WARC,
    Problem,
    RawDocument,
    Rejected,
)

FORMS = {
    ".txt": (TEXT, "text"), ".text": (TEXT, "text"), ".md": (TEXT, "text"),
    ".html": (HTML, "html"), ".htm": (HTML, "html"), ".xhtml": (HTML, "html"),
    ".json": (JSON, "json"), ".jsonl": (JSONL, "jsonl"), ".ndjson": (JSONL, "jsonl"), ".warc": (WARC, "warc"),
}  # fmt: skip
LISTS = ("articles", "items", "documents", "docs", "data", "results")
PAGES = ("text/html", "application/xhtml+xml")
READ_ERRORS = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)


def read_file(found: Found) -> Iterator[RawDocument]:
    """The documents of a file; whatever goes wrong becomes a document with a problem."""
    media_type, form, packed = form_of(found.path)
    if found.problem:
        yield RawDocument(found.source, media_type, form, None, None, None, problem=found.problem)
        return
    try:
        if form == "warc":
            yield from _warc(found)
        elif form == "jsonl":
            yield from _jsonl(found, packed)
        elif form == "json":
            yield from _json(found, packed)
        else:
            yield _single(found, media_type, form, packed)
    except PermissionError as error:
        yield _broken(found, media_type, form, Problem("unreadable", f"The file cannot be read: {error.strerror}."), hashed=False)
    except READ_ERRORS as error:
        yield _broken(found, media_type, form, _read_problem(error, packed))


def form_of(path: Path) -> tuple[str, str, bool]:
    """Media type, form and whether it is packed with gzip, by the name of a file."""
    packed = path.suffix.lower() == ".gz"
    suffix = (path.with_suffix("") if packed else path).suffix.lower()
    media_type, form = FORMS.get(suffix, (OTHER, "unknown"))
    return media_type, form, packed


def _read_problem(error: Exception, packed: bool) -> Problem:
    if packed or isinstance(error, ValueError | zlib.error | EOFError):
        return Problem("malformed", f"The file is damaged: {_reason(error)}.")
    return Problem("unreadable", f"The file cannot be read: {_reason(error)}.")


def _reason(error: Exception) -> str:
    """What went wrong, without the path that an error may name."""
    return (getattr(error, "strerror", None) or type(error).__name__).strip().rstrip(".")


def _broken(found: Found, media_type: str, form: str, problem: Problem, *, hashed: bool = True, source: str | None = None) -> RawDocument:
    """A file that is a reject as a whole."""
    sha256, n_bytes = _hash(found.path) if hashed else (None, None)
    return RawDocument(source or found.source, media_type, form, None, sha256, n_bytes, problem=problem)


def _hash(path: Path) -> tuple[str | None, int | None]:
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(MEGABYTE):
                digest.update(chunk)
                size += len(chunk)
    except OSError:
        return None, None
    return digest.hexdigest(), size


@contextmanager
def _opened(path: Path, packed: bool) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        if packed:
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield cast("IO[bytes]", unpacked)
        else:
            yield file


def _bounded(stream: IO[bytes], limit: int) -> bytes | None:
    """All of a stream, or None if it is longer than the limit."""
    data = stream.read(limit + 1)
    return None if len(data) > limit else data


def document(source: str, media_type: str, form: str, data: bytes) -> RawDocument:
    """A document of these raw bytes."""
    return RawDocument(source, media_type, form, data, hashlib.sha256(data).hexdigest(), len(data))


def too_large(limit: int) -> Problem:
    """More bytes than are held in memory at once."""
    return Problem("too_large", f"It is longer than {limit // MEGABYTE} MB.")


def _single(found: Found, media_type: str, form: str, packed: bool) -> RawDocument:
    """A file that is one document. Packed or not, its raw bytes are the unpacked ones, so that both are one article."""
    with _opened(found.path, packed) as stream:
        data = _bounded(stream, MAX_DOCUMENT)
    if data is None:
        return _broken(found, media_type, form, too_large(MAX_DOCUMENT))
    return document(found.source, media_type, form, data)


def _jsonl(found: Found, packed: bool) -> Iterator[RawDocument]:
    """A document a line, numbered from 1; lines with nothing in them are passed over. A file with no lines at all is one empty document."""
    any_line, number = False, 0
    try:
        with _opened(found.path, packed) as stream:
            for number, line in enumerate(_lines(stream), 1):
                if line is None:
                    yield RawDocument(f"{found.source}#{number}", JSONL, "json", None, None, None, problem=too_large(MAX_DOCUMENT))
                elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                    yield document(f"{found.source}#{number}", JSONL, "json", line.strip(b"\xef\xbb\xbf \t\r\n"))
                else:
                    continue
                any_line = True
    except PermissionError:
        raise
    except READ_ERRORS as error:
        yield _broken(found, JSONL, "json", _read_problem(error, packed), source=f"{found.source}#{number + 1}")
        return
    if not any_line:
        yield document(found.source, JSONL, "json", b"")


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Lines of a file; None for one that is too long to be held."""
    while line := stream.readline(MAX_DOCUMENT + 1):
        if len(line) <= MAX_DOCUMENT:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MEGABYTE)
        yield None


def _json(found: Found, packed: bool) -> Iterator[RawDocument]:
    """The record of a file, or each of those in its list, numbered from 1; the raw bytes of one in a list are its JSON with sorted keys."""
    with _opened(found.path, packed) as stream:
        data = _bounded(stream, MAX_JSON_FILE)
    if data is None:
        yield _broken(found, JSON, "json", too_large(MAX_JSON_FILE))
        return
    records = _records(data)
    if records is None:
        yield _single(found, JSON, "json", packed)
        return
    if not records:
        yield RawDocument(
            found.source, JSON, "json", None, hashlib.sha256(data).hexdigest(), len(data), problem=Problem("empty", "Its list is empty.")
        )
    for number, record in enumerate(records, 1):
        raw = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
        yield document(f"{found.source}#{number}", JSON, "json", raw)


def _records(data: bytes) -> list[Any] | None:
    """The records of a JSON text that is a list or holds one, None if it is a single record or no JSON."""
    try:
        value = json.loads(decode(data)[0])
    except (ValueError, RecursionError, Rejected):
        return None
    if isinstance(value, dict):
        value = next((value[name] for name in LISTS if _is_list_of_records(value.get(name))), None)
    return value if isinstance(value, list) else None


def _is_list_of_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _warc(found: Found) -> Iterator[RawDocument]:
    """A document for each page in the archive, in its order; the rest of a damaged archive is one reject."""
    seen: Counter[str] = Counter()
    try:
        with found.path.open("rb") as file:
            archive = ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True, auto_decode="all")
            for record in cast("Iterable[WarcRecord]", archive):
                if page := _page(found.source, record, seen):
                    yield page
    except PermissionError:
        raise
    except Exception as error:  # the reader raises many kinds
        problem = Problem("malformed", f"The archive is damaged: {type(error).__name__}.")
        yield _broken(found, WARC, "html", problem, source=f"{found.source}#damaged" if seen else None)
        return
    if not seen:
        yield _broken(found, WARC, "html", _nothing_in(found.path))


def _nothing_in(path: Path) -> Problem:
    if path.stat().st_size == 0:
        return Problem("empty", "There is nothing in it.")
    with path.open("rb") as file:
        records = ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False)
        some = next(iter(records), None) is not None
    return Problem("no_article", "No page with status 200 is in it.") if some else Problem("malformed", "It is no WARC file.")


def _page(source: str, record: WarcRecord, seen: Counter[str]) -> RawDocument | None:
    """The page of a response, or None if it is something else."""
    http = record.http_headers
    if http is None or http.status_code != 200 or (record.http_content_type or "").lower() not in PAGES:
        return None
    name = (record.record_id or "").strip("<>") or f"offset:{record.stream_pos}"
    seen[name] += 1
    label = f"{source}#{name}" if seen[name] == 1 else f"{source}#{name}~{seen[name]}"
    length = record.content_length
    data = record.reader.read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        return RawDocument(label, WARC, "html", None, None, None, problem=too_large(MAX_DOCUMENT))
    page = document(label, WARC, "html", data)
    if len(data) < length and not http.get("Content-Encoding") and not http.get("Transfer-Encoding"):
        page.problem = Problem("malformed", "The archive ends within this page.")
    page.charset = record.http_charset or None
    page.url = record.headers.get("WARC-Target-URI") or None
    return page
