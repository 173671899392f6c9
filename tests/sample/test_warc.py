"""The committed WARC holds what tests/sample/make_warc.py would write. Independent of the pipeline."""

import io

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from tests.sample.make_warc import PAGES, TARGET, VISITS, make_warc


def records(data: bytes) -> list[tuple[str, str, str, str, bytes]]:
    """Type, id, date, address and payload of every record. How hard zlib squeezed them does not matter."""
    found = []
    for record in ArchiveIterator(io.BytesIO(data)):
        head = record.rec_headers
        names = ("WARC-Record-ID", "WARC-Date", "WARC-Target-URI")
        record_id, date, address = (head.get_header(name) or "" for name in names)
        found.append((record.rec_type, record_id, date, address, record.content_stream().read()))
    return found


def test_committed_file_holds_what_the_script_writes() -> None:
    assert records(TARGET.read_bytes()) == records(make_warc())


def test_same_pages_give_the_same_bytes() -> None:
    assert make_warc() == make_warc()


def test_kinds_of_records() -> None:
    kinds = [kind for kind, *_ in records(TARGET.read_bytes())]
    assert kinds == ["warcinfo", "request", "response", "response", "response"]


def test_responses_carry_the_pages_and_their_status() -> None:
    responses = [record for record in ArchiveIterator(io.BytesIO(TARGET.read_bytes())) if record.rec_type == "response"]
    statuses = [record.http_headers.get_statuscode() for record in responses]
    assert statuses == [visit.status.split()[0] for visit in VISITS] == ["200", "200", "404"]
    bodies = [body for kind, *_, body in records(TARGET.read_bytes()) if kind == "response"]
    assert bodies == [(PAGES / visit.page).read_bytes() for visit in VISITS]
