"""`muster ingest` from a server on this machine into a folder, and the build's reader over what it left there."""

import gzip
import json
import os
import re
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from pipelines.articles.find import find_documents
from pipelines.articles.sidecar import load_sidecar, read_sidecar, sidecar_path
from pipelines.articles.sources import Source
from pipelines.commands.ingest import run_ingest
from pipelines.errors import UserError
from pipelines.ingest import inbox, ingest
from pipelines.ingest.failure import REASONS
from pipelines.ingest.ingest import Ingest, Result
from tests.ingest.server import PAGE, Clock, Reply, Server, visitor


def run(folder: Path, *whats: str, **options: Any) -> list[Result]:
    return list(Ingest(visitor(Clock(), max_bytes=options.pop("max_bytes", 1_000_000)), folder, **options).run(whats))


def outcomes(results: list[Result]) -> list[str]:
    return [one.outcome for one in results]


def documents(folder: Path) -> list[str]:
    return [one.source for one in find_documents([folder])]


def failed(folder: Path) -> dict[str, str]:
    return {url: said["reason"] for url, said in load_sidecar(folder / inbox.FAILED).items()}


def test_a_page_and_its_sidecar(server: Server, tmp_path: Path) -> None:
    headers = {"Content-Type": "text/html; charset=windows-1252", "ETag": '"1"', "Last-Modified": "Mon, 05 Jan 2026 10:00:00 GMT"}
    server.script = {"/2026/The-Convoy.html": Reply(b"", 301, {"Location": "/convoy"}), "/convoy": Reply(headers=headers)}
    url = server.url + "/2026/The-Convoy.html"
    (result,) = run(tmp_path, url, rights="CC-BY-4.0")
    assert result.outcome == "saved"
    assert result.path is not None
    assert result.path.read_bytes() == PAGE
    assert result.path.parent == tmp_path / "127.0.0.1"
    assert result.path.name == f"{inbox.place_name(url)}.html"
    assert result.path.name.startswith("2026-the-convoy-")
    said = json.loads(sidecar_path(result.path).read_text(encoding="utf-8"))
    assert said == {
        "url": url, "final_url": server.url + "/convoy", "retrieved_at": "2026-01-05T12:00:00+00:00", "status": 200,
        "sha256": inbox.file_sha256(result.path), "n_bytes": len(PAGE), "media_type": "text/html", "charset": "windows-1252", "etag": '"1"',
        "last_modified": "Mon, 05 Jan 2026 10:00:00 GMT", "rights": "CC-BY-4.0", "source": None, "outlet": None,
    }  # fmt: skip
    believed = read_sidecar(result.path)
    assert believed is not None
    assert (believed.url, believed.charset) == (server.url + "/convoy", "windows-1252")
    assert documents(tmp_path) == [f"127.0.0.1/{result.path.name}"]


def conditional(handler: BaseHTTPRequestHandler) -> Reply:
    unchanged = handler.headers.get("If-None-Match") == '"1"'
    return Reply(b"" if unchanged else PAGE, 304 if unchanged else 200, {"ETag": '"1"'})


def test_what_has_not_changed_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    server.script = {"/old": Reply(b"", 302, {"Location": "/a"}), "/a": conditional}
    (first,) = run(tmp_path, server.url + "/old")
    assert first.path is not None
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    (second,) = run(tmp_path, server.url + "/old")
    assert (first.outcome, second.outcome, second.path) == ("saved", "unchanged", first.path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert "if-none-match" not in server.asked[-2][1]
    assert server.asked[-1][1]["if-none-match"] == '"1"'


@pytest.mark.parametrize("damage", ["document changed", "document gone", "sidecar gone", "sidecar damaged"])
def test_a_document_that_is_not_what_the_sidecar_says_is_fetched_anew(damage: str, server: Server, tmp_path: Path) -> None:
    server.script = {"/a": conditional}
    (first,) = run(tmp_path, server.url + "/a")
    assert first.path is not None
    if damage.startswith("document"):
        first.path.write_bytes(b"other words") if "changed" in damage else first.path.unlink()
    else:
        sidecar_path(first.path).write_text("{", encoding="utf-8") if "damaged" in damage else sidecar_path(first.path).unlink()
    run(tmp_path, server.url + "/a")
    assert first.path.read_bytes() == PAGE
    assert read_sidecar(first.path) is not None
    assert "if-none-match" not in server.asked[-1][1]


def test_a_page_that_has_changed_replaces_the_old_one(server: Server, tmp_path: Path) -> None:
    newer = b'{"title": "x", "text": "y"}'
    server.script = {"/a": [Reply(), Reply(), Reply(PAGE + b"!"), Reply(newer, headers={"Content-Type": "application/json"})]}
    results = [run(tmp_path, server.url + "/a")[0] for _ in range(4)]
    assert outcomes(results) == ["saved", "unchanged", "changed", "changed"]
    assert documents(tmp_path) == [f"127.0.0.1/{inbox.place_name(server.url + '/a')}.json"]
    assert results[3].path is not None
    assert results[3].path.read_bytes() == newer
    assert len(list(tmp_path.rglob("*.meta.json"))) == 1


def rss(server: Server, *paths: str) -> Reply:
    items = "".join(f"<item><link>{server.url}{path}</link></item>" for path in paths)
    return Reply(
        f"<rss><channel><title>Herald</title>{items}</channel></rss>".encode(), headers={"Content-Type": "text/xml", "ETag": '"f"'}
    )


def test_the_pages_of_a_feed(server: Server, tmp_path: Path) -> None:
    server.script = {
        "/feed": rss(server, "/b", "/a", "/b", "/gone", "/feed2"),
        "/feed2": rss(server, "/c"),
        "/a": Reply(),
        "/b": Reply(PAGE + b"b"),
    }
    results = run(tmp_path, server.url + "/feed")
    assert [(one.what.removeprefix(server.url), one.outcome) for one in results] == [
        ("/feed", "listed"), ("/b", "saved"), ("/a", "saved"), ("/gone", "failed"), ("/feed2", "failed"),
    ]  # fmt: skip
    assert len(documents(tmp_path)) == 2
    assert failed(tmp_path) == {server.url + "/gone": "status", server.url + "/feed2": "feed"}
    server.script["/gone"] = Reply(PAGE + b"back")
    run(tmp_path, server.url + "/gone")
    assert failed(tmp_path) == {server.url + "/feed2": "feed"}


def test_a_feed_that_has_not_changed_still_leads_to_its_pages(server: Server, tmp_path: Path) -> None:
    feed = rss(server, "/a", "/b")
    server.script = {"/feed": [feed, Reply(b"", 304)], "/a": Reply(), "/b": [Reply(b"", 500), Reply(PAGE + b"b")]}
    assert outcomes(run(tmp_path, server.url + "/feed")) == ["listed", "saved", "failed"]
    assert outcomes(run(tmp_path, server.url + "/feed")) == ["unchanged", "unchanged", "saved"]
    assert failed(tmp_path) == {}
    assert not (tmp_path / inbox.FAILED).exists()


@pytest.mark.parametrize("limit", [1, 2, None])
def test_limit(limit: int | None, server: Server, tmp_path: Path) -> None:
    server.script = {"/feed": rss(server, "/a", "/b", "/c"), **{path: Reply(PAGE + path.encode()) for path in ("/a", "/b", "/c")}}
    assert len(run(tmp_path, server.url + "/feed", limit=limit)) == 1 + (limit or 3)


def sitemap(kind: str, child: str, *urls: str) -> bytes:
    places = "".join(f"<{child}><loc> {url} </loc><image:image><image:loc>{url}.jpg</image:loc></image:image></{child}>" for url in urls)
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    return f'<?xml version="1.0"?><{kind} {names}>{places}</{kind}>'.encode()


def test_a_map_of_maps(server: Server, tmp_path: Path) -> None:
    at = server.url
    xml = {"Content-Type": "application/xml"}
    index = sitemap("sitemapindex", "sitemap", f"{at}/one.xml", f"{at}/two.xml.gz", f"{at}/index.xml", f"{at}/one.xml")
    packed = gzip.compress(sitemap("urlset", "url", f"{at}/b", f"{at}/a"))
    server.script = {
        "/index.xml": Reply(index, headers=xml),
        "/one.xml": Reply(sitemap("urlset", "url", f"{at}/a"), headers=xml),
        "/two.xml.gz": Reply(packed, headers={"Content-Type": "application/x-gzip"}),
        "/a": Reply(),
        "/b": Reply(PAGE + b"b"),
    }
    results = run(tmp_path, f"{at}/index.xml")
    assert outcomes(results) == ["listed", "listed", "saved", "listed", "saved"]
    assert server.paths.count("/index.xml") == server.paths.count("/a") == 1
    assert len(documents(tmp_path)) == 2


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b"%PDF-1.4", headers={"Content-Type": "application/pdf"}), "media_type"),
        (Reply(b"x", headers={"Content-Type": "image/png"}), "media_type"),
        (Reply(b"x", headers={"Content-Type": ""}), "media_type"),
        (Reply(b"<a/>", headers={"Content-Type": "text/xml"}), "media_type"),
        (Reply(b"x" * 2_000_000), "too_large"),
        (Reply(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"}), "too_large"),
        (Reply(b'<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>', headers={"Content-Type": "text/xml"}), "media_type"),
        (Reply(b'<rss><!DOCTYPE r [<!ENTITY a "b">]>&a;</rss>', headers={"Content-Type": "text/xml"}), "feed"),
        (Reply(status=404), "status"),
    ],
)
def test_failures_leave_a_reason_and_no_document(reply: Reply, reason: str, server: Server, tmp_path: Path) -> None:
    server.script = {"/a": reply}
    (result,) = run(tmp_path, server.url + "/a")
    assert (result.outcome, result.reason) == ("failed", reason)
    assert failed(tmp_path) == {server.url + "/a": reason}
    assert documents(tmp_path) == []
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [inbox.FAILED]


@pytest.mark.parametrize(
    ("path", "media_type", "ending"),
    [
        ("/a", "application/xhtml+xml", ".html"),
        ("/a.php", "text/html", ".html"),
        ("/a.jsonl", "text/plain", ".jsonl"),
        ("/a", "text/plain", ".txt"),
        ("/a.json", "application/json", ".json"),
        ("/crawl.warc.gz", "application/octet-stream", ".warc.gz"),
        ("/crawl.warc.gz", "application/gzip", ".warc.gz"),
        ("/crawl", "application/warc", ".warc"),
    ],
)
def test_endings(path: str, media_type: str, ending: str, server: Server, tmp_path: Path) -> None:
    server.script = {path: Reply(b"words", headers={"Content-Type": media_type})}
    (result,) = run(tmp_path, server.url + path)
    assert result.path is not None
    assert result.path.name == inbox.place_name(server.url + path) + ending


def test_a_crash_leaves_a_state_that_is_read_and_put_right(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between the new document and its sidecar: the document is there, and the old sidecar is not believed."""
    server.script = {"/a": [Reply(headers={"ETag": '"1"'}), Reply(PAGE + b"!", headers={"ETag": '"2"'})]}
    (first,) = run(tmp_path, server.url + "/a")
    assert first.path is not None
    write, steps = inbox.describe, []

    def killed(document: Path, said: dict[str, Any]) -> None:
        steps.append((document.read_bytes(), said["sha256"] == inbox.file_sha256(document)))
        raise KeyboardInterrupt

    monkeypatch.setattr(inbox, "describe", killed)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, server.url + "/a")
    assert steps == [(PAGE + b"!", True)]
    assert read_sidecar(first.path) is None
    assert documents(tmp_path) == [f"127.0.0.1/{first.path.name}"]
    monkeypatch.setattr(inbox, "describe", write)
    run(tmp_path, server.url + "/a")
    assert "if-none-match" not in server.asked[-1][1]
    assert read_sidecar(first.path) is not None


def test_what_a_killed_run_leaves_half_written_is_no_document(tmp_path: Path) -> None:
    with inbox.part(tmp_path) as made:
        made.write(b"half")
        made.file.flush()
        assert made.path.read_bytes() == b"half"
        assert documents(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_files_are_copied_in(tmp_path: Path) -> None:
    (tmp_path / "s01_harbour-courier_x.TXT").write_bytes(b"words")
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE))
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "long.txt").write_bytes(b"x" * 1_000_001)
    names = ["s01_harbour-courier_x.TXT", "page.html.gz", "a.pdf", "long.txt"]
    results = run(tmp_path / "in", *(str(tmp_path / name) for name in names))
    assert [one.reason for one in results] == [None, None, "media_type", "too_large"]
    paths = [one.path for one in results if one.path]
    assert [path.relative_to(tmp_path / "in").as_posix() for path in paths] == [
        f"{stem}-{inbox.file_sha256(path)[:8]}{ending}"
        for stem, ending, path in zip(["harbour-courier/s01-harbour-courier-x", "local/page"], [".txt", ".html.gz"], paths, strict=True)
    ]
    believed = read_sidecar(paths[0])
    assert believed is not None
    assert (believed.outlet, believed.url) == ("Harbour Courier", None)
    assert outcomes(run(tmp_path / "in", str(tmp_path / "page.html.gz"))) == ["unchanged"]


def test_a_source_is_fetched_by_its_name(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Source("herald", "The Herald", "CC-BY-4.0", feeds=(server.url + "/feed",), urls=(server.url + "/b",), delay_seconds=5)
    monkeypatch.setattr(ingest, "find_source", lambda name: made if name == "herald" else None)
    server.script = {"/feed": rss(server, "/a"), "/a": Reply(), "/b": Reply(PAGE + b"b")}
    guest = visitor(clock := Clock())
    results = list(Ingest(guest, tmp_path).run(["herald"]))
    assert outcomes(results) == ["listed", "saved", "saved"]
    assert clock.slept == [5, 5, 5]
    assert {Path(name).parent.name for name in documents(tmp_path)} == {"herald"}
    assert results[1].path is not None
    believed = read_sidecar(results[1].path)
    assert believed is not None
    assert (believed.outlet, believed.source) == ("The Herald", "herald")
    assert load_sidecar(sidecar_path(results[1].path))["rights"] == "CC-BY-4.0"


@pytest.mark.parametrize(
    "what", ["file:///etc/passwd", "ftp://herald.example/x", "https://a:b@herald.example/", "no-such-thing", "kestrel-wire", ""]
)
def test_a_wrong_word_is_named_before_anything_is_fetched(what: str, server: Server, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        run(tmp_path, server.url + "/a", what)
    assert server.paths == []


def command(folder: Path, *whats: str, **options: Any) -> int:
    given: dict[str, Any] = {
        "delay": 0, "max_size": 1.0, "allow_private": True, "rights": None, "limit": None, "as_json": False, "urls": None, **options,
    }  # fmt: skip
    return run_ingest(list(whats), into=folder, **given)


def test_the_command_prints_what_became_of_each(server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server.script = {"/a": Reply(), "/b": Reply(PAGE + b"b")}
    listed = tmp_path / "list.txt"
    listed.write_text(f"# pages\n{server.url}/a\n\n{server.url}/none\n", encoding="utf-8")
    assert command(tmp_path / "in", server.url + "/b", urls=listed) == 1
    shown = capsys.readouterr()
    assert shown.out.splitlines()[-1] == "2 saved, 1 failed"
    assert "status 404" in shown.err
    assert command(tmp_path / "in", server.url + "/b", as_json=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["unchanged"], said["failed"], said["results"][0]["what"]) == (1, 0, server.url + "/b")


def test_nothing_private_unless_asked(server: Server, tmp_path: Path) -> None:
    server.script = {"/a": Reply()}
    assert command(tmp_path, server.url + "/a", allow_private=False) == 1
    assert server.paths == []
    assert failed(tmp_path) == {server.url + "/a": "address"}


def test_the_command_wants_something_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Say what to fetch"):
        command(tmp_path)
    with pytest.raises(UserError, match="cannot be read"):
        command(tmp_path, urls=tmp_path / "none.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(server: Server, tmp_path: Path) -> None:
    server.script = {"/a": Reply()}
    (tmp_path / "127.0.0.1").mkdir(mode=0o500)
    assert outcomes(run(tmp_path, server.url + "/a")) == ["failed"]


def test_every_reason_is_explained() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(ingest.__file__).parent.glob("*.py"))
    assert set(re.findall(r'Failure\(\s*"(\w+)"', code)) | set(re.findall(r'reason="(\w+)"', code)) == set(REASONS)
