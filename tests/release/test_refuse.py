"""What is not published, and why; and that `latest` never names what is not there."""

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from checks.model import polars_schema
from checks.quality import Quality
from checks.tables import TABLES
from pipelines.dataset import Dataset
from pipelines.errors import UserError
from pipelines.release import refuse
from pipelines.release.documents import changelog
from pipelines.release.refuse import refusals, score_problems
from pipelines.release.versions import check_version, earlier, latest, point_latest, versions
from tests.release.small import write_release

SCORE = {
    "name": "g.x", "group": "g", "value": 0.5, "floor": 0.5, "n": 9, "gold_sha256": "0" * 16, "code_sha256": "1" * 16, "at_this_code": True,
}  # fmt: skip


def quality(**fields: object) -> pl.DataFrame:
    return pl.DataFrame([SCORE | fields], schema=polars_schema(Quality))


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    releases = tmp_path / "releases"
    write_release(releases / "2026.1.9", {})
    monkeypatch.setattr(refuse, "problems", lambda _: [])
    monkeypatch.setattr(refuse, "schema_problems", lambda _: [])
    return Dataset(
        "d",
        "D",
        "",
        "2026.1.10",
        (),
        tmp_path / "build",
        releases=releases,
        earlier=releases,
        changelog="# Changes\n\n## 2026.1.10 - now\n",
    )


def test_a_good_release_is_not_refused(dataset: Dataset) -> None:
    assert refusals(dataset, quality()) == []


@pytest.mark.parametrize(
    ("value", "floor", "said"),
    [(0.499, 0.5, ["The score g.x is 0.499, below its floor 0.5."]), (0.5, 0.5, []), (0.1, None, [])],
)
def test_a_score_below_its_floor(value: float, floor: float | None, said: list[str]) -> None:
    assert score_problems(quality(value=value, floor=floor)) == said


def test_no_score_at_all(dataset: Dataset) -> None:
    assert refusals(dataset, quality().clear()) == ["No score has been measured: run `make score ARGS=--raise`."]


def test_a_changelog_that_says_nothing(dataset: Dataset) -> None:
    assert refusals(replace(dataset, changelog="# Changes\n\n## 2026.1.9\n"), quality()) == [
        "datasets/d/CHANGELOG.md says nothing of 2026.1.10."
    ]


def test_a_column_without_a_description(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    told = refuse.released_columns(TABLES["quotes"].model)
    monkeypatch.setattr(refuse, "_columns", lambda: [("quotes", column._replace(description=" ")) for column in told[:1]])
    assert refusals(dataset, quality()) == ["The column quotes.quote_id has no description."]


def test_a_release_that_comes_before_others(dataset: Dataset) -> None:
    late = replace(dataset, version="2026.1.3", changelog="\n## 2026.1.3\n")
    assert refusals(late, quality()) == ["2026.1.9 is published already: a release comes after all others."]


def test_a_predecessor_that_is_broken(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refuse, "problems", lambda _: ["quotes.parquet is missing."])
    assert refusals(dataset, quality()) == [
        "Its predecessor 2026.1.9 is not whole, so that nothing can be compared with it: quotes.parquet is missing."
    ]


@pytest.mark.parametrize("version", ["2026.11", "2026.13.0", "2026.0.1", "2026.01.0", "v2026.1.0", "2026.1.0\n", "2026.1.00", "1.0.0"])
def test_what_is_no_version(version: str) -> None:
    with pytest.raises(UserError, match="is no version of a release"):
        check_version(version)


def test_releases_are_ordered_as_numbers_and_nothing_else_is_one(tmp_path: Path) -> None:
    for name in ("2026.1.9", "2026.1.10", "2026.11.0", "2025.12.7", ".2026.12.0.tmp", "notes"):
        (tmp_path / name).mkdir()
    (tmp_path / "2026.12.0").write_text("a file")
    assert [path.name for path in versions(tmp_path)] == ["2025.12.7", "2026.1.9", "2026.1.10", "2026.11.0"]
    assert [path.name for path in earlier(tmp_path, "2026.1.10")] == ["2025.12.7", "2026.1.9"]
    assert earlier(None, "2026.1.10") == []


def test_latest_moves_forward_only(tmp_path: Path) -> None:
    assert latest(tmp_path) is None
    for version in ("2026.1.9", "2026.1.10"):
        write_release(tmp_path / version, {})
    point_latest(tmp_path, "2026.1.10")
    point_latest(tmp_path, "2026.1.9")
    assert latest(tmp_path) == "2026.1.10"
    assert set(json.loads((tmp_path / "latest.json").read_text())) == {"version", "manifest_sha256"}
    assert not list(tmp_path.glob(".*"))
    with pytest.raises(FileNotFoundError):
        point_latest(tmp_path, "2026.2.0")
    assert latest(tmp_path) == "2026.1.10"


def test_a_changelog_is_cut_at_the_version(dataset: Dataset) -> None:
    """So that an old release can be made again."""
    told = "# Changes\n\n## 2026.1.11 - 2026-01-09\n\nLater.\n\n## 2026.1.10 - 2026-01-08\n\nNow.\n\n## 2026.1.1 - 2026-01-01\n\nFirst.\n"
    now = replace(dataset, changelog=told)
    assert changelog(now) == told.replace("## 2026.1.11 - 2026-01-09\n\nLater.\n\n", "")
    assert changelog(replace(now, version="2026.1.11")) == told
    assert changelog(replace(now, version="2026.1.1")).count("## ") == 1
    assert changelog(replace(now, version="2026.2.0")) == told


def test_the_changelog_has_to_tell_of_this_version_and_not_of_one_that_begins_like_it(dataset: Dataset) -> None:
    told = replace(dataset, version="2026.2.1", changelog="# Changes\n\n## 2026.2.10 - 2026-02-02\n\nNow.\n")
    assert "datasets/d/CHANGELOG.md says nothing of 2026.2.1." in refusals(told, quality())
