"""What is said of a document beside it reaches the document."""

import hashlib
import json
from pathlib import Path

import pytest

from pipelines.articles.containers import read_file
from pipelines.articles.find import find_documents
from pipelines.articles.origin import with_origin
from pipelines.articles.raw import RawDocument
from pipelines.articles.sidecar import sidecar_path

PAGE = b"<html><body><p>The last convoy left Oldtown on Monday.</p></body></html>"
RECORDS = b'{"maintext": "One."}\n{"maintext": "Two."}\n'
HERALD = {"url": "https://herald.example/a", "charset": "windows-1252", "outlet": "The Herald", "rights": "CC0-1.0", "source": None}
SOURCE = 'outlet = "One"\nrights = "CC0-1.0"\ntime_zone = "Europe/Oslo"\n[fields]\ntext = "x.y"\n'


def read(folder: Path) -> list[RawDocument]:
    return [one for found in find_documents([folder]) for one in with_origin(found, read_file(found))]


def put(path: Path, data: bytes, **said: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if said:
        sidecar_path(path).write_text(json.dumps({"sha256": hashlib.sha256(data).hexdigest(), **said}), encoding="utf-8")


def test_a_sidecar_gives_address_encoding_and_outlet(tmp_path: Path) -> None:
    put(tmp_path / "a.html", PAGE, **HERALD)
    (one,) = read(tmp_path)
    assert (one.url, one.charset, one.data) == ("https://herald.example/a", "windows-1252", PAGE)
    assert one.stated is not None
    assert (one.stated.outlet, one.stated.url) == ("The Herald", "https://herald.example/a")


def test_records_do_not_get_the_address_of_their_file(tmp_path: Path) -> None:
    put(tmp_path / "a.jsonl", RECORDS, **HERALD)
    assert [(one.url, one.stated.outlet if one.stated else None) for one in read(tmp_path)] == [(None, "The Herald")] * 2


def test_other_bytes_get_nothing(tmp_path: Path) -> None:
    put(tmp_path / "a.html", PAGE, **HERALD)
    (tmp_path / "a.html").write_bytes(PAGE + b" ")
    (one,) = read(tmp_path)
    assert (one.url, one.charset, one.stated) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "said", "outlet"),
    [
        ("a.txt", {}, None),
        ("s01_harbour-courier_a.txt", {}, "Harbour Courier"),
        ("a.txt", {**HERALD, "source": "borderlines"}, "Borderlines"),
        ("a.txt", {**HERALD, "source": "no-more-there"}, "The Herald"),
        ("a.txt", {**HERALD, "url": "https://www.northern-herald.example/a"}, "Northern Herald"),
        ("described/a.txt", {**HERALD, "source": "borderlines"}, "One"),
        ("described/s01_harbour-courier_a.txt", {}, "One"),
    ],
)
def test_outlet(name: str, said: dict[str, object], outlet: str | None, tmp_path: Path) -> None:
    put(tmp_path / "described" / "source.toml", SOURCE.encode())
    put(tmp_path / name, b"Some words of a report.", **said)
    (one,) = read(tmp_path)
    assert (one.stated.outlet if one.stated else None) == outlet


def test_the_paths_and_the_zone_of_a_source(tmp_path: Path) -> None:
    put(tmp_path / "source.toml", SOURCE.encode())
    put(tmp_path / "a.json", b'{"x": {"y": "Words."}}')
    (one,) = read(tmp_path)
    assert one.stated is not None
    assert (one.stated.paths, one.stated.time_zone) == ((("text", "x.y"),), "Europe/Oslo")


def test_the_order_of_keys_or_the_time_of_retrieval_changes_nothing(tmp_path: Path) -> None:
    for folder, at in (("one", "2026-01-01T00:00:00+00:00"), ("two", "2027-01-01T00:00:00+00:00")):
        put(tmp_path / folder / "a.html", PAGE, **(HERALD if folder == "one" else dict(reversed(HERALD.items()))), retrieved_at=at)
    assert read(tmp_path / "one") == read(tmp_path / "two")
