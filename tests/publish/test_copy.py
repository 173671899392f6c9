"""What is only looked at is copied as it is, but nowhere else and not without bound."""

import json
from pathlib import Path

import pytest

from pipelines.errors import UserError
from pipelines.publish.copy import copy_as_is
from pipelines.publish.source import Web
from pipelines.release.sums import CHUNKS, SUMS
from pipelines.release.verify import problems
from tests.publish.conftest import VERSION
from tests.publish.servers import Files, Manners, running
from tests.publish.test_get import NAMES, contents, everything, forge, resized


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


def copy(server: Files, scratch: Path, most: int = 10**8) -> None:
    copy_as_is(Web(f"{server.url}/{VERSION}"), scratch, most)


def test_a_damaged_release_is_copied_with_its_damage(server: Files, shelf: Path, scratch: Path) -> None:
    (shelf / VERSION / "LICENSE").unlink()
    server.manners = Manners(changes=lambda path, raw: raw + b"more" if path.endswith(("quotes.parquet", SUMS)) else raw)
    copy(server, scratch)
    assert {problem.split(":")[0].split(",")[0] for problem in problems(scratch)} == {"LICENSE", "quotes.parquet", SUMS}


@pytest.mark.parametrize("gone", [SUMS, CHUNKS])
def test_one_of_sums_and_chunks_is_enough_to_find_the_files(server: Files, shelf: Path, scratch: Path, gone: str) -> None:
    (shelf / VERSION / gone).unlink()
    copy(server, scratch)
    assert contents(scratch) == contents(shelf / VERSION)
    assert problems(scratch) == [f"{gone}: is missing."]


def test_names_that_lead_elsewhere_are_not_followed(server: Files, shelf: Path, scratch: Path, tmp_path: Path) -> None:
    lines = "".join(f"{'0' * 64}  {name}\n" for name in NAMES)
    (shelf / VERSION / SUMS).write_text(lines, encoding="utf-8")
    (shelf / VERSION / CHUNKS).write_text(json.dumps({"files": {name: {} for name in NAMES}}))
    before = everything(tmp_path)
    copy(server, scratch)
    assert everything(tmp_path) - before == {f"scratch/{name}" for name in (SUMS, CHUNKS, "SHA256SUMS.minisig")}


def test_what_is_too_large_is_refused(server: Files, shelf: Path, scratch: Path) -> None:
    forge(shelf, resized("quotes.parquet", 10**10))
    with pytest.raises(UserError, match="too large"):
        copy(server, scratch)
    server.manners = Manners(changes=lambda path, raw: raw + b"x" * 10**7 if path.endswith("events.parquet") else raw)
    with pytest.raises(UserError, match="too large"):
        copy(server, scratch)
    assert (scratch / "events.parquet").stat().st_size == (shelf / VERSION / "events.parquet").stat().st_size + 1


def test_where_there_is_nothing_there_is_no_release(scratch: Path, tmp_path: Path) -> None:
    with running(Files(tmp_path)) as server, pytest.raises(UserError, match="no release there"):
        copy(server, scratch)
