"""A release that is published is there as it is, all of it, and `latest` points to no other."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from obstore.store import S3Store

from pipelines.errors import UserError
from pipelines.publish.api import Api
from pipelines.publish.get import get_release
from pipelines.publish.github import publish_to_github
from pipelines.publish.listed import find_version
from pipelines.publish.package import Package, Report, pack
from pipelines.publish.shelf import publish_to_folder, publish_to_store
from pipelines.publish.source import open_source
from pipelines.publish.zenodo import publish_to_zenodo
from pipelines.release.minisign import secret_key
from pipelines.release.sums import SIGNATURE, SUMS, seal
from tests.publish import github, zenodo
from tests.publish.conftest import VERSION
from tests.publish.github import GitHub
from tests.publish.s3 import BUCKET, environment, storage
from tests.publish.servers import Files, running
from tests.publish.test_get import contents
from tests.publish.zenodo import Zenodo
from tests.release.keys import SECRET


def quiet(_: str) -> None:
    """Nothing is said."""


@pytest.fixture
def package(signed: Path) -> Package:
    return pack(signed)


def renamed(signed: Path, folder: Path, version: str, page: str = "") -> Package:
    """Another release: with its own version, and with more in one of its pages."""
    shutil.copytree(signed, folder)
    said = json.loads((folder / "manifest.json").read_text(encoding="utf-8")) | {"version": version}
    if page:
        said["title"] = page
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    seal(folder, f"sample {version}", secret_key(SECRET))
    return pack(folder)


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with storage() as url:
        yield url


@pytest.fixture
def store(s3: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """An address in a bucket, of this test alone; where it is stands in the environment, as for a user."""
    for name, value in environment(s3).items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/{request.node.name[:60].replace('[', '-').replace(']', '')}"


def stored(address: str) -> dict[str, bytes]:
    place = obstore.store.from_url(address)
    return {found["path"]: bytes(obstore.get(place, found["path"]).bytes()) for found in obstore.list(place).collect()}


def to_shelf(kind: str, package: Package, tmp_path: Path, store: str, *, dry_run: bool = False) -> tuple[Report, dict[str, bytes]]:
    """Publishes, and shows what is there then."""
    if kind == "folder":
        shelf = tmp_path / "shelf"
        report = publish_to_folder(package, shelf, dry_run=dry_run, say=quiet)
        there = {str(path.relative_to(shelf)): path.read_bytes() for path in shelf.rglob("*") if path.is_file()} if shelf.exists() else {}
        return report, there
    report = publish_to_store(package, store, dry_run=dry_run, say=quiet)
    return report, stored(store)


SHELVES = pytest.mark.parametrize("kind", ["folder", "s3"])


@SHELVES
def test_all_of_it_is_there_and_latest_points_to_it(kind: str, package: Package, signed: Path, tmp_path: Path, store: str) -> None:
    planned, there = to_shelf(kind, package, tmp_path, store, dry_run=True)
    assert there == {}
    report, there = to_shelf(kind, package, tmp_path, store)
    assert report == planned
    assert json.loads(there.pop("latest.json"))["version"] == VERSION
    assert there == {f"{VERSION}/{name}": raw for name, raw in contents(signed).items()}
    again, _ = to_shelf(kind, package, tmp_path, store)
    assert {move.what for move in again.moves} == {"there"}
    assert again.latest == f"latest.json stays at {VERSION}"


@SHELVES
def test_a_published_release_is_never_changed(kind: str, package: Package, signed: Path, tmp_path: Path, store: str) -> None:
    _, before = to_shelf(kind, package, tmp_path, store)
    other = renamed(signed, tmp_path / "other", VERSION, "another title")
    with pytest.raises(UserError, match="never changed"):
        to_shelf(kind, other, tmp_path, store)
    unsigned = tmp_path / "unsigned"
    shutil.copytree(signed, unsigned)
    (unsigned / SIGNATURE).unlink()
    with pytest.raises(UserError, match="never changed"):
        to_shelf(kind, pack(unsigned), tmp_path, store)
    assert to_shelf(kind, package, tmp_path, store)[1] == before


@SHELVES
def test_latest_moves_forward_only(kind: str, package: Package, signed: Path, tmp_path: Path, store: str) -> None:
    newer, older = (renamed(signed, tmp_path / version, version) for version in ("2026.12.0", "2026.9.10"))
    for release, wanted in ((package, VERSION), (newer, "2026.12.0"), (older, "2026.12.0")):
        _, there = to_shelf(kind, release, tmp_path, store)
        assert json.loads(there["latest.json"])["version"] == wanted
    assert {name.split("/")[0] for name in there} == {VERSION, "2026.12.0", "2026.9.10", "latest.json"}


@SHELVES
def test_a_pointer_that_is_not_ours_is_left(kind: str, package: Package, tmp_path: Path, store: str) -> None:
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "latest.json").write_text("[1]")
    obstore.put(obstore.store.from_url(store), "latest.json", b"[1]")
    with pytest.raises(UserError, match="none of ours"):
        to_shelf(kind, package, tmp_path, store)


def test_half_a_release_in_storage_is_completed(package: Package, signed: Path, store: str) -> None:
    place = obstore.store.from_url(store)
    for name in package.names[:7]:
        obstore.put(place, f"{VERSION}/{name}", (signed / name).read_bytes())
    report = publish_to_store(package, store, dry_run=False, say=quiet)
    assert [move.what for move in report.moves] == ["there"] * 7 + ["put"] * (len(package.names) - 7)
    assert report.moves[-1].name == SUMS
    assert len(stored(store)) == len(package.names) + 1


def test_whoever_moves_latest_meanwhile_is_not_overwritten(package: Package, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put, place = obstore.put, obstore.store.from_url(store)

    def first_somebody_else(where: S3Store, name: str, *args: object, **kwargs: object) -> object:
        monkeypatch.setattr(obstore, "put", put)
        put(place, name, b'{"version": "2027.1.0"}')
        return put(where, name, *args, **kwargs)

    publish_to_store(package, store, dry_run=False, say=quiet)
    obstore.delete(place, ["latest.json"])
    monkeypatch.setattr(obstore, "put", first_somebody_else)
    publish_to_store(package, store, dry_run=False, say=quiet)
    assert json.loads(stored(store)["latest.json"]) == {"version": "2027.1.0"}


def test_what_was_published_can_be_fetched(package: Package, signed: Path, tmp_path: Path) -> None:
    publish_to_folder(package, tmp_path / "shelf", dry_run=False, say=quiet)
    with running(Files(tmp_path / "shelf")) as server:
        source = open_source(server.url)
        version = find_version(source, "latest")
        get_release(source.below(version), version, tmp_path / "got", most_bytes=10**8)
    assert contents(tmp_path / "got" / VERSION) == contents(signed)


def test_a_release_that_is_not_whole_is_not_published(signed: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(signed, tmp_path / "release"))
    (folder / "LICENSE").write_text("none")
    with pytest.raises(UserError, match="not whole"):
        pack(folder)
    (folder / SUMS).unlink()
    with pytest.raises(UserError, match="no SHA256SUMS"):
        pack(folder)


def deposit(server: Zenodo, package: Package, *, dry_run: bool = False) -> Report:
    return publish_to_zenodo(package, Api(server.url, zenodo.TOKEN), dry_run=dry_run, say=quiet)


def test_zenodo_gets_a_record_and_then_a_version_of_it(package: Package, signed: Path, tmp_path: Path) -> None:
    with running(Zenodo()) as server:
        server.new({"title": "of somebody else", "keywords": ["other"]})
        assert len(deposit(server, package, dry_run=True).moves) == len(package.names)
        assert server.writes == 0
        deposit(server, package)
        first = server.deposits[101]
        assert server.buckets[first["bucket"]] == contents(signed)
        assert (first["submitted"], first["metadata"]["version"], first["metadata"]["license"]) == (True, VERSION, "cc-by-4.0")
        writes = server.writes
        assert {move.what for move in deposit(server, package).moves} == {"there"}
        assert server.writes == writes
        newer = renamed(signed, tmp_path / "newer", "2026.12.0")
        report = deposit(server, newer)
        second = server.deposits[102]
        assert (second["conceptrecid"], second["metadata"]["version"]) == (first["conceptrecid"], "2026.12.0")
        assert server.buckets[second["bucket"]] == contents(newer.folder)
        assert sorted(move.name for move in report.moves if move.what == "put") == sorted(["manifest.json", "chunks.json", SUMS, SIGNATURE])
        assert server.buckets[first["bucket"]] == contents(signed)
        with pytest.raises(UserError, match="never changed"):
            deposit(server, renamed(signed, tmp_path / "other", VERSION, "another title"))
        with pytest.raises(UserError, match="newer"):
            deposit(server, renamed(signed, tmp_path / "older", "2026.10.0"))


def test_a_deposit_that_was_broken_off_is_completed(package: Package, signed: Path) -> None:
    for writes in (0, 1, 2, 5, len(package.names) + 1, len(package.names) + 2):
        with running(Zenodo()) as server:
            server.fail_after = writes
            with pytest.raises(UserError, match="500"):
                deposit(server, package)
            assert not any(d["submitted"] for d in server.deposits.values())
            server.fail_after = None
            deposit(server, package)
            assert [d["submitted"] for d in server.deposits.values()] == [True]
            assert list(server.buckets.values()) == [contents(signed)]


def upload(server: GitHub, package: Package, *, dry_run: bool = False) -> Report:
    return publish_to_github(package, Api(server.url, github.TOKEN), github.REPO, dry_run=dry_run, say=quiet)


def assets(server: GitHub, release: int) -> dict[str, bytes]:
    return {asset["name"]: asset["raw"] for asset in server.of(release)}


def test_github_gets_a_release_with_assets(package: Package, signed: Path, tmp_path: Path) -> None:
    with running(GitHub()) as server:
        assert len(upload(server, package, dry_run=True).moves) == len(package.names)
        assert server.writes == 0
        upload(server, package)
        assert assets(server, 1) == contents(signed)
        assert (server.releases[1]["draft"], server.releases[1]["tag_name"], server.latest) == (False, f"sample-{VERSION}", 1)
        writes = server.writes
        assert {move.what for move in upload(server, package).moves} == {"there"}
        assert server.writes == writes
        upload(server, renamed(signed, tmp_path / "older", "2026.9.0"))
        assert (len(server.releases), server.latest) == (2, 1)
        with pytest.raises(UserError, match="never changed"):
            upload(server, renamed(signed, tmp_path / "other", VERSION, "another title"))


def test_an_upload_that_was_broken_off_is_completed(package: Package, signed: Path) -> None:
    for writes in (0, 1, 5, len(package.names) + 1):
        with running(GitHub()) as server:
            server.fail_after, server.breaks = writes, {"quotes.parquet"}
            with pytest.raises(UserError, match="502"):
                upload(server, package)
            assert all(release["draft"] for release in server.releases.values()) and server.latest is None
            server.fail_after = None
            if "quotes.parquet" in server.breaks:
                with pytest.raises(UserError, match="502"):
                    upload(server, package)
            upload(server, package)
            assert (len(server.releases), server.latest) == (1, 1)
            assert assets(server, 1) == contents(signed)


def test_the_token_goes_to_no_other_server(package: Package) -> None:
    with running(GitHub()) as server, running(GitHub()) as other:
        api = Api(server.url, github.TOKEN)
        for url in (f"{other.url}/x", f"https://127.0.0.1:{server.server_address[1]}/x"):
            with pytest.raises(UserError, match="not its own"):
                api.call("GET", url)
        assert other.asked == []
        with pytest.raises(UserError, match="404"):
            publish_to_github(package, Api(server.url, "wrong"), github.REPO, dry_run=False, say=quiet)


@pytest.mark.usefixtures("store")
def test_storage_that_refuses_is_said_in_a_sentence(package: Package) -> None:
    with pytest.raises(UserError, match="could not be written"):
        publish_to_store(package, "s3://no-such-bucket-here/x", dry_run=False, say=quiet)
