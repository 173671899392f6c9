"""Writes seeds/sample/s25_niger-bend-post_2022-08.warc.gz from the pages in tests/sample/warc: `python tests/sample/make_warc.py`.

Dates and record ids are fixed, so that the same pages give the same records.
"""

import io
from pathlib import Path
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

HERE = Path(__file__).resolve().parent
PAGES = HERE / "warc"
TARGET = HERE.parents[1] / "seeds" / "sample" / "s25_niger-bend-post_2022-08.warc.gz"
SITE = "https://www.nigerbendpost.example"
INFO_ID = "urn:uuid:5a4e0000-0000-4000-8000-000000000000"


class Visit(NamedTuple):
    """One page as a crawler met it: `page` is a file in tests/sample/warc; ids are those of its request and response records."""

    address: str
    page: str
    status: str
    date: str
    request_id: str | None
    response_id: str


VISITS = (
    Visit(
        f"{SITE}/mali/2022/08/09/seventeen-soldiers-killed",
        "tessit-17.html",
        "200 OK",
        "2022-08-20T10:00:00Z",
        "urn:uuid:5a4e0000-0000-4000-8000-000000000001",
        "urn:uuid:5a4e0000-0000-4000-8000-000000000002",
    ),
    Visit(
        f"{SITE}/mali/2022/08/11/toll-raised-to-42",
        "tessit-42.html",
        "200 OK",
        "2022-08-20T10:00:05Z",
        None,
        "urn:uuid:5a4e0000-0000-4000-8000-000000000003",
    ),
    Visit(
        f"{SITE}/mali/2022/08/12/families-wait",
        "gone.html",
        "404 Not Found",
        "2022-08-20T10:00:10Z",
        None,
        "urn:uuid:5a4e0000-0000-4000-8000-000000000004",
    ),
)


def headers(record_id: str, date: str) -> dict[str, str]:
    """Headers of a record that warcio would otherwise fill from the clock and at random."""
    return {"WARC-Record-ID": f"<{record_id}>", "WARC-Date": date}


def add_visit(writer: WARCWriter, visit: Visit) -> None:
    """Writes the request, where one was kept, and the response."""
    path = visit.address.removeprefix(SITE)
    if visit.request_id:
        asked = StatusAndHeaders(f"GET {path} HTTP/1.1", [("Host", SITE.removeprefix("https://"))], is_http_request=True)
        head = headers(visit.request_id, visit.date)
        writer.write_record(writer.create_warc_record(visit.address, "request", http_headers=asked, warc_headers_dict=head))
    page = (PAGES / visit.page).read_bytes()
    fields = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))]
    answer = StatusAndHeaders(visit.status, fields, protocol="HTTP/1.1")
    head = headers(visit.response_id, visit.date)
    body = io.BytesIO(page)
    writer.write_record(writer.create_warc_record(visit.address, "response", payload=body, http_headers=answer, warc_headers_dict=head))


def make_warc() -> bytes:
    """The whole file, gzipped record by record."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    info = io.BytesIO(b"description: two reports and a dead link of an invented outlet\r\nformat: WARC File Format 1.0\r\n")
    record = writer.create_warc_record("", "warcinfo", payload=info, warc_headers_dict=headers(INFO_ID, "2022-08-20T09:59:59Z"))
    writer.write_record(record)
    for visit in VISITS:
        add_visit(writer, visit)
    return buffer.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(make_warc())
