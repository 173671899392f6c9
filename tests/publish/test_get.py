"""A release arrives whole or not at all, and nothing is written anywhere else."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.errors import UserError
from pipelines.ids import sha256
from pipelines.publish.get import Got, alone, get_release
from pipelines.publish.listed import find_version
from pipelines.publish.source import Failed, Web, may_send_on, open_source
from pipelines.release.minisign import public_key
from pipelines.release.sums import CHUNKS, SIGNATURE, SUMS, chunk_bytes, sums_text
from pipelines.release.verify import find_problems
from tests.publish.conftest import VERSION
from tests.publish.servers import Files, Manners, running
from tests.release.keys import LOCKED_PUBLIC, PUBLIC


def get(url: str, to: Path, tables: list[str] | None = None, *, key: str | None = PUBLIC, most: int = 10**8) -> Got:
    source = open_source(url)
    version = find_version(source, "latest")
    return get_release(source.below(version), version, to, tables or [], key=public_key(key) if key else None, most_bytes=most)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_release_arrives_as_it_is(server: Files, signed: Path, tmp_path: Path) -> None:
    got = get(server.url, tmp_path / "to")
    assert contents(tmp_path / "to" / VERSION) == contents(signed)
    assert everything(tmp_path / "to") == {VERSION, *(f"{VERSION}/{path.name}" for path in signed.iterdir())}
    assert (got.signed, got.n_bytes) == (True, sum(p.stat().st_size for p in signed.iterdir() if p.name not in (SUMS, SIGNATURE, CHUNKS)))
    assert get(server.url, tmp_path / "to").n_bytes == 0


def test_a_folder_will_do(shelf: Path, signed: Path, tmp_path: Path) -> None:
    get(str(shelf), tmp_path / "to")
    assert contents(tmp_path / "to" / VERSION) == contents(signed)


def test_an_address_may_say_where_version_and_file_go(server: Files, signed: Path, tmp_path: Path) -> None:
    source = open_source(server.url + "/{version}/{file}?download=1").below(VERSION)
    get_release(source, VERSION, tmp_path, [], most_bytes=10**8)
    assert contents(tmp_path / VERSION) == contents(signed)


def test_some_tables_and_later_the_others(server: Files, signed: Path, tmp_path: Path) -> None:
    get(server.url, tmp_path, ["quotes", "articles"])
    names = {path.name for path in (tmp_path / VERSION).iterdir()}
    assert {name for name in names if name.endswith(".parquet")} == {"quotes.parquet", "articles.parquet"}
    assert {"LICENSE", "DICTIONARY.md", "manifest.json", SUMS, SIGNATURE} <= names
    before = dict(server.sent)
    get(server.url, tmp_path)
    assert contents(tmp_path / VERSION) == contents(signed)
    assert server.sent[f"/{VERSION}/quotes.parquet"] == before[f"/{VERSION}/quotes.parquet"]
    with pytest.raises(UserError, match="There is no table 'quote'; there are articles, "):
        get(server.url, tmp_path / "other", ["quote"])


@pytest.mark.parametrize("ranges", [True, False])
def test_a_connection_that_breaks_is_taken_up_where_it_broke(shelf: Path, signed: Path, tmp_path: Path, ranges: bool) -> None:
    with running(Files(shelf, Manners(breaks_after=30_000, once=not ranges, ranges=ranges, fails=2))) as server:
        get(server.url, tmp_path)
        assert contents(tmp_path / VERSION) == contents(signed)
        if ranges:
            assert sum(server.sent.values()) < 1.02 * sum(path.stat().st_size for path in signed.iterdir())


def test_what_was_broken_off_goes_on_where_it_stopped(server: Files, signed: Path, tmp_path: Path) -> None:
    server.manners = Manners(changes=lambda path, raw: raw[:40_000] if path.endswith("quotes.parquet") else raw)
    with pytest.raises(Failed, match=r"quotes\.parquet arrived with wrong bytes 39,936 to "):
        get(server.url, tmp_path)
    assert not (tmp_path / VERSION).exists()
    part = tmp_path / f".{VERSION}.part" / "quotes.parquet"
    spoilt = bytearray(part.read_bytes())
    spoilt[30_000] ^= 1  # by whatever happened meanwhile
    part.write_bytes(spoilt)
    server.manners, server.sent = Manners(), {}
    get(server.url, tmp_path)
    assert contents(tmp_path / VERSION) == contents(signed)
    assert server.sent[f"/{VERSION}/quotes.parquet"] == (signed / "quotes.parquet").stat().st_size - 29_696
    assert f"/{VERSION}/articles.parquet" not in server.sent


@pytest.mark.parametrize("name", ["quotes.parquet", "manifest.json", SUMS, CHUNKS, SIGNATURE])
def test_a_changed_byte_never_arrives(server: Files, tmp_path: Path, name: str) -> None:
    server.manners = Manners(changes=lambda path, raw: raw[:70] + bytes([raw[70] ^ 1]) + raw[71:] if path.endswith("/" + name) else raw)
    with pytest.raises(Failed):
        get(server.url, tmp_path)
    assert not (tmp_path / VERSION).exists()


def test_signatures_are_asked_for(server: Files, shelf: Path, tmp_path: Path) -> None:
    with pytest.raises(Failed, match="made with the key 0222902997552786, not with 9D7A4FEE325CEBEF"):
        get(server.url, tmp_path, key=LOCKED_PUBLIC)
    (shelf / VERSION / SIGNATURE).unlink()
    with pytest.raises(Failed, match="not signed"):
        get(server.url, tmp_path)
    assert get(server.url, tmp_path, key=None).signed is False


def test_an_older_release_in_the_place_of_a_newer_is_refused(server: Files, shelf: Path, tmp_path: Path) -> None:
    (shelf / VERSION).rename(shelf / "2026.12.0")
    (shelf / "latest.json").write_text('{"version": "2026.12.0"}')
    with pytest.raises(Failed, match=r"What is there as 2026\.12\.0 is another release: its manifest says '2026\.11\.6'"):
        get(server.url, tmp_path)
    assert not (tmp_path / "2026.12.0").exists()


def test_what_is_there_is_not_overwritten(server: Files, tmp_path: Path) -> None:
    get(server.url, tmp_path)
    page = tmp_path / VERSION / "LICENSE"
    page.write_text("mine")
    with pytest.raises(UserError, match="not overwritten"):
        get(server.url, tmp_path)
    assert page.read_text() == "mine"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / VERSION).write_text("a file")
    with pytest.raises(UserError, match="not overwritten"):
        get(server.url, tmp_path / "other")


NAMES = [
    "../escaped", "..", "/tmp/escaped", "a/b", "a\\b", "C:escaped", "..\\escaped", "CON", "nul.parquet", "COM1.txt", ".hidden", "a\0b",
    "a ", "a.", "%2e%2e%2fescaped", "~root", "a\nb", "ａ.parquet", "x" * 300, "", "-rf", "file:escaped", "a:b", "a\u202eb",
]  # fmt: skip


def forge(shelf: Path, change: Callable[[dict[str, str], dict[str, object]], None]) -> None:
    """Makes sums and chunks of the release anew, changed: all that an evil server has to get right."""
    place = shelf / VERSION
    sums = dict(reversed(line.split("  ", 1)) for line in (place / SUMS).read_text().splitlines())
    chunks = json.loads((place / CHUNKS).read_text())
    change(sums, chunks["files"])
    (place / CHUNKS).write_text(json.dumps(chunks))
    sums[CHUNKS] = sha256((place / CHUNKS).read_bytes())
    (place / SUMS).write_text(sums_text(sums))


def everything(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_elsewhere_is_refused(server: Files, shelf: Path, tmp_path: Path, name: str) -> None:
    raw = b"escaped"

    def change(sums: dict[str, str], files: dict[str, object]) -> None:
        sums[name] = sha256(raw)
        files[name] = {"n_bytes": len(raw), "chunk_bytes": 1024, "chunks": sha256(raw)[:16]}

    forge(shelf, change)
    before = everything(tmp_path)
    with pytest.raises(Failed):
        get(server.url, tmp_path / "to", key=None)
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    "version", ["../2026.11.6", "2026.11.6/..", "/etc", "..", "", "2026.11", "２０２６.11.6", "2026.11.6\n", 7, None, ["2026.11.6"]]
)
def test_a_version_that_leads_elsewhere_is_refused(server: Files, shelf: Path, tmp_path: Path, version: object) -> None:
    (shelf / "latest.json").write_text(json.dumps({"version": version}))
    before = everything(tmp_path)
    with pytest.raises((Failed, UserError)):
        get(server.url, tmp_path / "to", key=None)
    assert everything(tmp_path) == before


def resized(name: str, n_bytes: object) -> Callable[[dict[str, str], dict[str, object]], None]:
    def change(_: dict[str, str], files: dict[str, object]) -> None:
        size = chunk_bytes(n_bytes) if isinstance(n_bytes, int) else 1024
        chunks = "0" * 16 * -(-n_bytes // size) if isinstance(n_bytes, int) else ""
        files[name] = {"n_bytes": n_bytes, "chunk_bytes": size, "chunks": chunks}

    return change


@pytest.mark.parametrize("n_bytes", [10 * 10**9, 10**15, -5, "12", 1e3, None, True])
def test_a_size_that_is_too_large_or_none_is_refused(server: Files, shelf: Path, tmp_path: Path, n_bytes: object) -> None:
    forge(shelf, resized("quotes.parquet", n_bytes))
    with pytest.raises((Failed, UserError)):
        get(server.url, tmp_path / "to", key=None, most=8 * 10**9)
    assert not (tmp_path / "to" / VERSION).exists()
    assert sum(path.stat().st_size for path in (tmp_path / "to").rglob("*") if path.is_file()) == 0


def test_a_body_without_end_is_cut(server: Files, shelf: Path, tmp_path: Path) -> None:
    size = (shelf / VERSION / "quotes.parquet").stat().st_size
    server.manners = Manners(changes=lambda path, raw: raw + b"x" * 50_000_000 if path.endswith("quotes.parquet") else raw)
    get(server.url, tmp_path / "to")
    assert (tmp_path / "to" / VERSION / "quotes.parquet").stat().st_size == size
    server.manners = Manners(changes=lambda path, raw: b"0" * 2_000_000 if path.endswith(SUMS) else raw)
    with pytest.raises(Failed, match="longer than"):
        get(server.url, tmp_path / "other")


def test_a_name_that_stands_twice_is_refused(server: Files, shelf: Path, tmp_path: Path) -> None:
    def twice(sums: dict[str, str], files: dict[str, object]) -> None:
        sums["License"], files["License"] = sums["LICENSE"], files["LICENSE"]

    forge(shelf, twice)
    with pytest.raises(Failed, match="twice"):
        get(server.url, tmp_path / "to", key=None)


@pytest.mark.parametrize("kind", ["part", "file in part", "place"])
def test_links_lead_nowhere(server: Files, tmp_path: Path, kind: str) -> None:
    to, away = tmp_path / "to", tmp_path / "away"
    to.mkdir()
    away.mkdir()
    (away / "kept").write_text("kept")
    if kind == "part":
        (to / f".{VERSION}.part").symlink_to(away)
    elif kind == "place":
        (to / VERSION).symlink_to(away)
    else:
        (to / f".{VERSION}.part").mkdir()
        (to / f".{VERSION}.part" / "quotes.parquet").symlink_to(away / "kept")
    with pytest.raises(UserError, match="link"):
        get(server.url, to)
    assert contents(away) == {"kept": b"kept"}


def test_no_other_server_is_asked(server: Files, shelf: Path, tmp_path: Path) -> None:
    with running(Files(shelf)) as other:
        for to in (
            f"{other.url}/{VERSION}/LICENSE",
            "file:///etc/passwd",
            "//127.0.0.1:1/",
            f"https://127.0.0.1:{server.server_address[1]}/",
        ):
            server.manners = Manners(redirects={f"/{VERSION}/LICENSE": to})
            with pytest.raises(Failed, match="another server"):
                get(server.url, tmp_path / "to")
        assert other.asked == []
    server.manners = Manners(redirects={f"/{VERSION}/LICENSE": "LICENSE"})
    with pytest.raises(Failed, match="on and on"):
        get(server.url, tmp_path / "to")
    server.manners = Manners(redirects={f"/{VERSION}/LICENSE": "/elsewhere"})
    (shelf / "elsewhere").write_bytes((shelf / VERSION / "LICENSE").read_bytes())
    get(server.url, tmp_path / "to")


def test_github_may_send_on_to_its_own_hosts_only() -> None:
    here = "https://github.com/o/r/releases/download/1/quotes.parquet"
    assert may_send_on(here, "https://release-assets.githubusercontent.com/x?y")
    for to in (
        "http://release-assets.githubusercontent.com/",
        "https://githubusercontent.com.example.org/",
        "https://evilgithubusercontent.com/",
    ):
        assert not may_send_on(here, to)
    assert not may_send_on("https://example.org/", "https://release-assets.githubusercontent.com/")


def test_two_at_a_time_do_not_mix(server: Files, tmp_path: Path) -> None:
    with alone(tmp_path / f".{VERSION}.part"), pytest.raises(UserError, match="by somebody else"):
        get(server.url, tmp_path)


def test_a_server_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="could not be read"):
        find_version(Web("http://127.0.0.1:9"), "latest")
    with pytest.raises(UserError, match="not from 'ftp"):
        open_source("ftp://127.0.0.1/")
    with pytest.raises(UserError, match="There is no folder"):
        open_source(str(tmp_path / "none"))


def test_what_arrived_is_whole(server: Files, tmp_path: Path) -> None:
    get(server.url, tmp_path)
    assert find_problems(tmp_path / VERSION, public_key(PUBLIC)) == []
