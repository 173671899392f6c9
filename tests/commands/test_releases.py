"""verify, get and publish as a user or a program calls them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.release.sums import seal
from tests.conftest import ROOT
from tests.publish import zenodo
from tests.publish.servers import Files, running
from tests.publish.zenodo import Zenodo
from tests.release.keys import LOCKED_PUBLIC, PUBLIC, SECRET

VERSION = "2026.11.6"


def muster(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "pipelines.cli", *args]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **environment})


@pytest.fixture(scope="module")
def release(sample_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A signed release with a version; tests must not change it."""
    from pipelines.release.minisign import secret_key

    folder = Path(shutil.copytree(sample_build / "release", tmp_path_factory.mktemp("release") / VERSION))
    page = (folder / "manifest.json").read_text(encoding="utf-8")
    (folder / "manifest.json").write_text(page.replace('"version": "0.0.0"', f'"version": "{VERSION}"', 1), encoding="utf-8")
    seal(folder, f"test {VERSION}", secret_key(SECRET))
    return folder


def test_verify_says_what_it_looked_at(release: Path) -> None:
    run = muster("verify", str(release))
    assert (run.returncode, run.stderr) == (0, "")
    assert f"build {VERSION} is whole: " in run.stdout
    assert "with the key 0222902997552786; that was not checked: give --key." in run.stdout
    assert f"It is signed with the key 0222902997552786: test {VERSION}." in muster("verify", str(release), "--key", PUBLIC).stdout
    other = muster("verify", str(release), MUSTER_MINISIGN_PUBLIC=LOCKED_PUBLIC)
    assert (other.returncode, other.stdout) == (1, "")
    assert "made with the key 0222902997552786, not with 9D7A4FEE325CEBEF" in other.stderr


def test_verify_names_the_bytes_that_are_wrong_here_and_elsewhere(release: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(release, tmp_path / "release"))
    raw = bytearray((folder / "quotes.parquet").read_bytes())
    raw[5_000] ^= 1
    (folder / "quotes.parquet").write_bytes(raw)
    (folder / "LICENSE").unlink()
    wanted = ["muster: LICENSE: is missing.", "muster: quotes.parquet, bytes 4,096 to 5,119: not the bytes of the release."]
    run = muster("verify", str(folder))
    assert (run.returncode, run.stderr.splitlines()) == (1, wanted)
    with running(Files(tmp_path)) as server:
        run = muster("verify", f"{server.url}/release")
        assert (run.returncode, run.stderr.splitlines()) == (1, wanted)
        told = json.loads(muster("verify", f"{server.url}/release", "--json").stdout)
    assert told["whole"] is False
    assert told["problems"][1] == {"file": "quotes.parquet", "problem": "not the bytes of the release", "ranges": [[4096, 5120]]}


def test_verify_of_an_address_reads_a_whole_release(release: Path) -> None:
    with running(Files(release)) as server:
        run = muster("verify", server.url, "--key", PUBLIC)
        assert (run.returncode, run.stderr) == (0, "")
        small = muster("verify", server.url, "--max-size", "0.0001")
        assert (small.returncode, "too large to be looked at" in small.stderr) == (2, True)


def test_what_is_published_can_be_fetched_and_verified(release: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    plan = muster("publish", "--release", str(release), "--to", str(shelf), "--dry-run")
    assert plan.returncode == 0 and "would move; latest.json will say 2026.11.6." in plan.stdout and not shelf.exists()
    assert len(plan.stdout.splitlines()) == len(list(release.iterdir())) + 2
    done = muster("publish", "--release", str(release), "--to", str(shelf))
    assert done.returncode == 0 and "It is signed." in done.stdout
    with running(Files(shelf)) as server:
        got = muster(
            "get", "latest", "--to", str(tmp_path / "got"), "--key", PUBLIC, "--tables", "quotes, events", MUSTER_RELEASES=server.url
        )
        assert got.returncode == 0 and got.stdout.endswith("Its signature holds.\n")
    assert (tmp_path / "got" / VERSION / "quotes.parquet").read_bytes() == (release / "quotes.parquet").read_bytes()
    asked = muster("query", "SELECT count(*) AS n FROM quotes", "--release", str(tmp_path / "got" / VERSION), "--json")
    assert json.loads(asked.stdout)[0]["n"] > 0


def test_an_unsigned_release_is_said_to_be_so(sample_build: Path) -> None:
    assert "It is not signed." in muster("verify", str(sample_build / "release")).stdout


def test_zenodo_is_asked_with_the_token_of_the_environment(release: Path) -> None:
    with running(Zenodo()) as server:
        call = ("publish", "--release", str(release), "--to", "zenodo", "--api", server.url, "--json")
        told = json.loads(muster(*call, ZENODO_SANDBOX_TOKEN=zenodo.TOKEN).stdout)
        assert {move["what"] for move in told["moves"]} == {"put"}
        assert [deposit["submitted"] for deposit in server.deposits.values()] == [True]
        assert muster(*call, ZENODO_SANDBOX_TOKEN="").returncode == 2


@pytest.mark.parametrize(
    ("call", "code", "says"),
    [
        (["verify", "/nowhere"], 2, "There is no folder '/nowhere'"),
        (["verify", "datasets"], 1, "manifest.json: cannot be read"),
        (["get", "latest"], 2, "Say with --from"),
        (["get", "../etc", "--from", "datasets"], 2, "is no version of a release"),
        (["get", "2026.11.0", "--from", "datasets/sample/releases"], 2, "older than 2026.11.6"),
        (["get", "latest", "--from", "datasets", "--key", "no"], 2, "no public key of minisign"),
        (["publish", "--to", "/nowhere", "--release", "datasets"], 2, "holds no SHA256SUMS"),
        (["publish", "--to", "ftp://x", "--release", "RELEASE"], 2, "not to 'ftp://x'"),
        (["publish", "--to", "github", "--release", "RELEASE"], 2, "--repo owner/name"),
        (["publish", "--to", "github", "--release", "RELEASE", "--repo", "a/b"], 2, "Set GITHUB_TOKEN"),
        (["publish", "--to", "zenodo", "--release", "RELEASE"], 2, "Set ZENODO_SANDBOX_TOKEN"),
        (["publish", "--to", "zenodo", "--live", "--release", "RELEASE"], 2, "Set ZENODO_TOKEN"),
    ],
)
def test_a_wrong_call_ends_with_one_sentence(call: list[str], code: int, says: str, release: Path) -> None:
    none = dict.fromkeys(("GITHUB_TOKEN", "ZENODO_TOKEN", "ZENODO_SANDBOX_TOKEN", "MUSTER_RELEASES", "MUSTER_MINISIGN_PUBLIC"), "")
    run = muster(*(str(release) if part == "RELEASE" else part for part in call), **none)
    assert (run.returncode, says in run.stderr, "Traceback" in run.stderr) == (code, True, False), run.stderr


def test_a_key_of_the_environment_signs_what_is_built(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    report = "OLDTOWN (Kestrel Wire) - Norway will withdraw its 120 soldiers by the end of May, the ministry said on Friday.\n\n"
    (tmp_path / "in" / "report.txt").write_text(report * 3, encoding="utf-8")
    built = muster("build", "--seeds", str(tmp_path / "in"), "--out", str(tmp_path / "out"), MUSTER_MINISIGN_KEY=SECRET)
    assert built.returncode == 0, built.stderr
    assert "It is signed with the key 0222902997552786" in muster("verify", str(tmp_path / "out" / "release"), "--key", PUBLIC).stdout
