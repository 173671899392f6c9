"""Archives: which records are pages, pages that had not changed, pages packed for their way, and archives that are damaged."""

import base64
import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from tests.articles.test_reading import PAGE, build

SITE = "https://valley.example"
DATE = "2021-04-14T10:00:00Z"
HTML = ("Content-Type", "text/html; charset=utf-8")
NOT_KEPT = "It is a visit to a page that had not changed, and the page itself is not in the archive."


class Record(NamedTuple):
    """A record to be written."""

    payload: bytes
    kind: str = "response"
    status: str = "200 OK"
    http: tuple[tuple[str, str], ...] = (HTML,)
    address: str = f"{SITE}/1"
    warc: tuple[tuple[str, str], ...] = ()


def page(number: int) -> bytes:
    return PAGE.replace("About 400 soldiers", f"About {number} soldiers").encode()


def archive(records: Sequence[Record], packed: bool = True) -> tuple[bytes, list[int]]:
    """The bytes of an archive, and where its records begin."""
    out = io.BytesIO()
    writer, starts = WARCWriter(out, gzip=packed), []
    for number, record in enumerate(records):
        starts.append(out.tell())
        headers = {"WARC-Record-ID": f"<urn:uuid:{number}>", "WARC-Date": DATE} | dict(record.warc)
        http = StatusAndHeaders(record.status, list(record.http), protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                record.address, record.kind, payload=io.BytesIO(record.payload), http_headers=http, warc_headers_dict=headers
            )
        )
    return out.getvalue(), starts


def read(folder: Path, data: bytes, name: str = "a.warc.gz") -> list[tuple[str, str, str | None]]:
    """For each document its record, what became of it, and why."""
    (folder / name).write_bytes(data)
    raw, _, rejects = build(folder)
    why = dict(rejects.select("source", "reason").iter_rows())
    rows = raw.select("source", "status", "duplicate_basis").iter_rows()
    return sorted((source.partition("#")[2].removeprefix("urn:uuid:"), status, why.get(source) or basis) for source, status, basis in rows)


def digest(data: bytes) -> str:
    """As crawlers state it."""
    return f"sha1:{base64.b32encode(hashlib.sha1(data).digest()).decode()}"


FIRST = Record(page(400), warc=(("WARC-Payload-Digest", digest(page(400))),))


@pytest.mark.parametrize(
    "refers",
    [
        (("WARC-Payload-Digest", digest(page(400))),),
        (("WARC-Refers-To", "<urn:uuid:0>"),),
        (("WARC-Refers-To-Target-URI", f"{SITE}/1"), ("WARC-Refers-To-Date", DATE)),
    ],
)
def test_a_page_that_had_not_changed_repeats_the_one_before(tmp_path: Path, refers: tuple[tuple[str, str], ...]) -> None:
    again = Record(b"", "revisit", "304 Not Modified", (), f"{SITE}/2", refers)
    data, _ = archive([FIRST, again])
    assert read(tmp_path, data) == [("0", "article", None), ("1", "duplicate", "revisit")]
    raw, articles, _ = build(tmp_path)
    assert raw["article_id"].to_list() == articles["article_id"].to_list() * 2
    assert raw["sha256"].n_unique() == 1


def test_a_page_that_is_not_kept_is_a_reject_that_says_so(tmp_path: Path) -> None:
    again = Record(b"", "revisit", "200 OK", (HTML,), f"{SITE}/2", (("WARC-Payload-Digest", "sha1:ELSEWHERE"),))
    data, _ = archive([FIRST, again])
    assert read(tmp_path, data) == [("0", "article", None), ("1", "rejected", "no_article")]
    assert build(tmp_path)[2]["detail"].to_list() == [NOT_KEPT]


def test_a_visit_to_what_is_no_page_or_no_article(tmp_path: Path) -> None:
    german = (
        "<html><body><p>"
        + "Der letzte Konvoi des Bataillons hat am Dienstag das Tal verlassen, sagte der Oberst. " * 4
        + "</p></body></html>"
    )
    data, _ = archive(
        [
            Record(b"\x89PNG", http=(("Content-Type", "image/png"),)),
            Record(b"", "revisit", "200 OK", (), warc=(("WARC-Refers-To", "<urn:uuid:0>"),)),
            Record(german.encode()),
            Record(b"", "revisit", "200 OK", (HTML,), warc=(("WARC-Refers-To", "<urn:uuid:2>"),)),
        ]
    )
    assert read(tmp_path, data) == [("2", "rejected", "not_english"), ("3", "rejected", "not_english")]


CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page(400)), page(400))


@pytest.mark.parametrize(
    ("http", "payload"),
    [
        (("Content-Encoding", "gzip"), gzip.compress(page(400))),
        (("Content-Encoding", "deflate"), zlib.compress(page(400))),
        (("Content-Encoding", "deflate"), zlib.compress(page(400))[2:-4]),
        (("Transfer-Encoding", "chunked"), CHUNKED),
        (("Content-Encoding", "gzip"), page(400)),
        (("Content-Encoding", "br"), page(400)),
        (("Transfer-Encoding", "chunked"), page(400)),
        (("Content-Encoding", "unheard-of"), page(400)),
        (("Transfer-Encoding", "chunked"), CHUNKED[:-9]),
    ],
)
def test_pages_are_read_however_they_were_packed_or_said_to_be(tmp_path: Path, http: tuple[str, str], payload: bytes) -> None:
    data, _ = archive([Record(payload, http=(HTML, http))])
    assert read(tmp_path, data) == [("0", "article", None)]


def test_a_bomb_in_a_record_costs_itself_only(tmp_path: Path) -> None:
    bomb = Record(gzip.compress(b"\x00" * 100_000_000, 9), http=(HTML, ("Content-Encoding", "gzip")))
    data, _ = archive([FIRST, bomb, Record(b"a" * 40_000_000), Record(page(401))])
    too_large = [("1", "rejected", "too_large"), ("2", "rejected", "too_large")]
    assert read(tmp_path, data) == [("0", "article", None), *too_large, ("3", "article", None)]


FIVE = [Record(page(number), address=f"{SITE}/{number}") for number in range(400, 405)]
DAMAGED = ("damaged", "rejected", "malformed")


def articles(*names: int) -> list[tuple[str, str, str | None]]:
    return [(str(name), "article", None) for name in names]


@pytest.mark.parametrize("packed", [True, False])
def test_reading_goes_on_after_a_damaged_record(tmp_path: Path, packed: bool) -> None:
    data, starts = archive(FIVE, packed)
    broken = bytearray(data)
    broken[starts[2] : starts[2] + 20] = b"\x00" * 20
    assert read(tmp_path, bytes(broken), "a.warc.gz" if packed else "a.warc") == [*articles(0, 1, 3, 4), DAMAGED]


def test_a_record_that_is_cut_short_in_the_middle(tmp_path: Path) -> None:
    data, starts = archive(FIVE)
    assert read(tmp_path, data[: starts[2] + 300] + data[starts[3] :]) == [*articles(0, 1, 3, 4), DAMAGED]


@pytest.mark.parametrize(("kept", "last"), [(400, ("4", "rejected", "malformed")), (30, DAMAGED), (4, DAMAGED)])
def test_an_archive_that_breaks_off(tmp_path: Path, kept: int, last: tuple[str, str, str]) -> None:
    data, starts = archive(FIVE)
    assert read(tmp_path, data[: starts[4] + kept]) == [*articles(0, 1, 2, 3), last]


@pytest.mark.parametrize("length", [b"99999999", b"12", b"-4", b"many"])
def test_a_wrong_length_costs_its_record_only(tmp_path: Path, length: bytes) -> None:
    data, starts = archive(FIVE, packed=False)
    wrong = data[: starts[2]] + re.sub(rb"Content-Length: \d+", b"Content-Length: " + length, data[starts[2] :], count=1)
    found = read(tmp_path, wrong, "a.warc")
    assert [row for row in found if row[1] == "article"] == articles(0, 1, 3, 4)
    assert {row[2] for row in found if row[1] == "rejected"} <= {"malformed", "too_short", "no_article"}


def test_an_archive_that_is_packed_as_a_whole_or_named_otherwise(tmp_path: Path) -> None:
    data, _ = archive(FIVE[:2], packed=False)
    assert read(tmp_path, gzip.compress(data)) == articles(0, 1)
    (tmp_path / "a.warc.gz").rename(tmp_path / "crawl")
    assert build(tmp_path)[0]["status"].to_list() == ["article", "article"]


def test_two_records_of_one_name(tmp_path: Path) -> None:
    data, _ = archive([Record(page(number), warc=(("WARC-Record-ID", "<urn:uuid:7>"),)) for number in (400, 401)])
    assert read(tmp_path, data) == [("7", "article", None), ("7~2", "article", None)]


def test_an_archive_gives_the_articles_that_its_pages_give(tmp_path: Path) -> None:
    for folder in ("pages", "archive"):
        (tmp_path / folder).mkdir()
    for number in range(400, 405):
        (tmp_path / "pages" / f"{number}.html").write_bytes(page(number))
    (tmp_path / "archive" / "a.warc.gz").write_bytes(archive(FIVE)[0])
    same = ["article_id", "title", "text", "published_at", "bylines", "n_words"]
    left, right = (build(tmp_path / folder)[1].select(same).sort("article_id") for folder in ("pages", "archive"))
    assert left.equals(right)
    assert left.select(pl.len()).item() == 5
