"""The pages of a WARC archive, one after the other and never more than one of them in memory.

Pages are responses with status 200 whose type is HTML, and revisits of such: a crawler's note that a page had not changed, which becomes a
document that repeats the earlier one. All other records are passed over. Where an archive is damaged, reading goes on with the next record
that is whole, and the part between is one reject.
"""

import io
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import IO, Any, NamedTuple, cast

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipelines.articles.find import Found
from pipelines.articles.opening import GZIP, broken
from pipelines.articles.raw import MAX_DOCUMENT, MEGABYTE, WARC, Problem, RawDocument, document, too_large

PAGES = ("text/html", "application/xhtml+xml")
MAX_DAMAGES = 1000
"""After as many damaged places the rest of an archive is given up."""
MARKS = {True: re.compile(rb"\x1f\x8b\x08"), False: re.compile(rb"(?<=\n)WARC/\d\.")}
"""What a record begins with, packed and not."""
LOOK_AHEAD = 1024
PIECE = 65_536
Reader = Callable[[io.BytesIO], Any]
UNPACKERS: dict[str, Reader] = {
    "chunked": ChunkedReader, "gzip": GzipReader, "x-gzip": GzipReader, "br": BrotliReader, "zstd": ZstdReader,
}  # fmt: skip
WITHIN = Problem("malformed", "The archive is damaged within this page.")
BETWEEN = Problem("malformed", "A part of the archive is damaged and cannot be read.")
NOT_KEPT = Problem("no_article", "It is a visit to a page that had not changed, and the page itself is not in the archive.")


class _Kept(NamedTuple):
    """What is kept of a page for those that come back to it."""

    sha256: bytes
    n_bytes: int


def read_warc(found: Found) -> Iterator[RawDocument]:
    """A document for each page in the archive, in its order, and one for each damaged part."""
    yield from _Archive(found).documents()


class _Archive:
    """Where reading an archive stands. What it keeps of each page is some 400 bytes."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.at = 0
        """Where in the file the record begins that was come to last."""
        self.damage: Problem | None = None
        """What the last stretch ended in, if it was not the end of the archive."""
        self.any_record = False
        self.records = 0
        """Whole records since the last damaged place."""
        self.labels: set[int] = set()
        self.kept: dict[int, _Kept | None] = {}
        """Pages by their digest, record and address; None for responses that are no pages."""

    def documents(self) -> Iterator[RawDocument]:
        with self.found.path.open("rb") as file:
            packed = file.read(2) == GZIP
            start: int | None = 0
            told = False
            for _ in range(MAX_DAMAGES):
                self.records = 0
                yield from self._stretch(file, start or 0, packed)
                if self.damage is None:
                    break
                told = told and not self.records
                start = _next_record(file, self.at + 1, packed)
                if self.damage is BETWEEN and (self.any_record or start is not None) and not told:
                    yield self._problem(self._label("damaged"), self.damage)
                told = True
                if start is None:
                    break
        if not self.labels:
            yield broken(self.found, WARC, "html", self._nothing())

    def _nothing(self) -> Problem:
        if self.any_record:
            return Problem("no_article", "No page with status 200 is in it.")
        if self.found.path.stat().st_size == 0:
            return Problem("empty", "There is nothing in it.")
        return Problem("malformed", "It is no WARC file.")

    def _stretch(self, file: IO[bytes], start: int, packed: bool) -> Iterator[RawDocument]:
        """The documents up to the end or to a damaged place."""
        file.seek(start)
        self.at, self.damage = start, None
        try:
            archive = ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False)
            for record in cast("Iterable[WarcRecord]", archive):
                self.at = record.stream_pos
                if record.headers.get("Content-Length") is None:
                    self.damage = BETWEEN
                    return
                if page := self._document(record):
                    yield page
                if self.damage:
                    return
            if packed and not _ends_whole(file, self.at if _is_record(file, self.at) else start):
                self.damage = BETWEEN
        except PermissionError:
            raise
        except Exception:  # the reader raises many kinds
            self.damage = self.damage or BETWEEN

    def _document(self, record: WarcRecord) -> RawDocument | None:
        """The document of a record, or None if it is none; sets `damage` where the archive breaks off within it."""
        self.any_record = True
        self.records += 1
        try:
            if record.record_type == WarcRecordType.response:
                return self._response(record)
            if record.record_type == WarcRecordType.revisit:
                return self._revisit(record)
        except Exception:  # the reader raises many kinds
            self.damage = WITHIN
            return self._problem(self._label(_name(record)), WITHIN)
        if record.consume() < record.content_length:
            self.damage = BETWEEN
        return None

    def _response(self, record: WarcRecord) -> RawDocument | None:
        length = record.content_length
        record.parse_http(auto_decode="none")
        head = length - record.content_length
        http = record.http_headers
        if http is None or http.status_code != 200 or (record.http_content_type or "").lower() not in PAGES:
            self._keep(record, None)
            if record.consume() < length - head:
                self.damage = BETWEEN
            return None
        label = self._label(_name(record))
        raw = record.reader.read(MAX_DOCUMENT + 1)
        if len(raw) + record.consume() < length - head:
            self.damage = WITHIN
            return self._problem(label, WITHIN)
        data = None if len(raw) > MAX_DOCUMENT else _unpacked(raw, _codings(http))
        if data is None:
            self._keep(record, None)
            return self._problem(label, too_large(MAX_DOCUMENT))
        page = document(label, WARC, "html", data)
        page.charset = record.http_charset or None
        page.url = _address(record)
        self._keep(record, _Kept(bytes.fromhex(page.sha256 or ""), len(data)))
        return page

    def _revisit(self, record: WarcRecord) -> RawDocument | None:
        """A page that had not changed since the visit that the record refers to."""
        if record.is_http:
            record.parse_http(auto_decode="none")
        kind = (record.http_content_type or "").lower()
        record.consume()
        headers = record.headers
        keys = (
            _key("digest", headers.get("WARC-Payload-Digest")),
            _key("record", headers.get("WARC-Refers-To")),
            _key("visit", headers.get("WARC-Refers-To-Target-URI"), headers.get("WARC-Refers-To-Date")),
        )
        known = [self.kept[key] for key in keys if key is not None and key in self.kept]
        page = next((one for one in known if one), None)
        if page is None and (known or (kind and kind not in PAGES)):
            return None
        label = self._label(_name(record))
        if page is None:
            return self._problem(label, NOT_KEPT)
        return RawDocument(label, WARC, "html", None, page.sha256.hex(), page.n_bytes, url=_address(record), revisit=True)

    def _keep(self, record: WarcRecord, page: _Kept | None) -> None:
        headers = record.headers
        for key in (
            _key("digest", headers.get("WARC-Payload-Digest")),
            _key("record", headers.get("WARC-Record-ID")),
            _key("visit", headers.get("WARC-Target-URI"), headers.get("WARC-Date")),
        ):
            if key is not None and self.kept.get(key) is None:
                self.kept[key] = page

    def _label(self, name: str) -> str:
        """The source of a record; a second one of the same name gets a number."""
        label, number = f"{self.found.source}#{name}", 1
        while (key := _hash(label)) in self.labels:
            number += 1
            label = f"{self.found.source}#{name}~{number}"
        self.labels.add(key)
        return label

    @staticmethod
    def _problem(label: str, problem: Problem) -> RawDocument:
        return RawDocument(label, WARC, "html", None, None, None, problem=problem)


def _name(record: WarcRecord) -> str:
    """Under which a record is known: its id, otherwise its place."""
    return (record.headers.get("WARC-Record-ID") or "").strip("<> ") or f"offset:{record.stream_pos}"


def _address(record: WarcRecord) -> str | None:
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None


def _key(kind: str, *parts: str | None) -> int | None:
    """A number for what a page is found by; None where a part is missing."""
    if not all(parts):
        return None
    return _hash("\n".join([kind, *(part.strip("<> ") for part in parts if part)]))


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _codings(http: Any) -> list[str]:
    """How a page was packed for its way, the last first."""
    named = [http.get("Content-Encoding") or "", http.get("Transfer-Encoding") or ""]
    return [coding for name in named for part in name.lower().split(",") if (coding := part.strip())][::-1]


def _unpacked(raw: bytes, codings: list[str]) -> bytes | None:
    """A page as it was before it was packed, None if it is too long. Many archives hold it unpacked though its header says otherwise."""
    for coding in codings[:4]:
        unpacked = _inflated(raw) if coding == "deflate" else _read_through(UNPACKERS[coding], raw) if coding in UNPACKERS else b""
        if len(unpacked) > MAX_DOCUMENT:
            return None
        raw = unpacked or raw
    return raw


def _read_through(reader: Reader, raw: bytes) -> bytes:
    """What a reader makes of these bytes, up to a place where it cannot go on."""
    parts, size = [], 0
    try:
        stream = reader(io.BytesIO(raw))
        while size <= MAX_DOCUMENT and (part := stream.read(PIECE)):
            parts.append(part)
            size += len(part)
    except (OSError, ValueError):
        pass
    return b"".join(parts)


def _inflated(raw: bytes) -> bytes:
    """What servers call deflate, with or without its header."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(raw, MAX_DOCUMENT + 1)
        except zlib.error:
            continue
    return b""


def _next_record(file: IO[bytes], start: int, packed: bool) -> int | None:
    """Where the first record after a damaged place begins."""
    file.seek(max(0, start - 1))
    begin, block = max(0, start - 1), b""
    while more := file.read(MEGABYTE):
        block += more
        for match in MARKS[packed].finditer(block):
            at = begin + match.start()
            if at >= start and (not packed or _is_record(file, at)):
                return at
        begin += max(0, len(block) - 8)
        block = block[-8:]
        file.seek(begin + len(block))
    return None


def _is_record(file: IO[bytes], at: int) -> bool:
    """Whether what is packed here begins as a record does."""
    file.seek(at)
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(LOOK_AHEAD), 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _ends_whole(file: IO[bytes], at: int) -> bool:
    """Whether the last parts of a packed archive are whole; a reader takes one that breaks off early for the end."""
    file.seek(at)
    inflate, data = zlib.decompressobj(zlib.MAX_WBITS | 16), b""
    while True:
        data = inflate.unused_data.lstrip(b"\x00\r\n") if inflate.eof else inflate.unconsumed_tail
        data = data or file.read(PIECE)
        if not data:
            return inflate.eof
        if inflate.eof:
            inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        inflate.decompress(data, MEGABYTE)
