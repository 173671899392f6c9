"""Publishing, taking back, publishing again: what was taken back is gone, leaves a tombstone, and stays out."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest
import yaml

from pipelines import dataset
from pipelines.articles.documents import build_documents
from pipelines.articles.withdrawn import Withdrawn
from pipelines.commands import folders, withdraw
from pipelines.commands.build import run_build
from pipelines.commands.withdraw import run_withdraw
from pipelines.corrections.withdrawn import append, read_withdrawn
from pipelines.errors import UserError
from pipelines.release.versions import latest
from tests.corrections.papers import write_reports
from tests.release.test_release import problems

TOML = """name = "papers"
title = "Papers"
description = "Small reports."
version = "2026.1.0"
licence = "CC-BY-4.0"
article_rights = "nobody"
creators = ["Jane Doe"]
sources = ["{}"]
"""
WHY = "asked for by the author"
OURS = "faces of a withdrawal"  # in the headline of the report that is taken back


class Desk:
    """A dataset of its own, and what one does with it."""

    def __init__(self, home: Path) -> None:
        self.reports, self.fixes, self.home = write_reports(home / "reports"), home / "fixes", home / "datasets" / "papers"
        self.fixes.mkdir()
        self.home.mkdir(parents=True)
        (self.home / "dataset.toml").write_text(TOML.format(self.reports))
        (self.home / "CHANGELOG.md").write_text("# Changes\n\n## 2026.1.0 - 2026-01-02\n\nFirst.\n")

    def release(self, fixes: bool = True) -> int:
        return run_build([], None, "papers", as_json=True, quiet=True, corrections=self.fixes if fixes else None, publish=True)

    def take_back(self, key: str, release: bool = True) -> int:
        return run_withdraw(key, WHY, "papers", "Jane Doe", self.fixes, release=release)

    def table(self, version: str, name: str) -> pl.DataFrame:
        return pl.read_parquet(self.home / "releases" / version / f"{name}.parquet")

    def words(self, version: str) -> str:
        """All that can be read in a release."""
        files = sorted((self.home / "releases" / version).iterdir())
        plain = [path.read_text(encoding="utf-8") for path in files if path.suffix in (".md", ".json", ".sql", ".cff", ".jsonld")]
        return "\n".join([*plain, *(gzip.decompress(path.read_bytes()).decode() for path in files if path.suffix == ".gz")]).lower()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for module in (dataset, folders, withdraw):
        monkeypatch.setattr(module, "HOME", tmp_path / "datasets")
    monkeypatch.setattr(dataset, "ROOT", tmp_path)
    return Desk(tmp_path)


def test_an_article_is_taken_back(desk: Desk) -> None:
    assert desk.release() == 0
    assert latest(desk.home / "releases") == "2026.1.0"
    before = desk.table("2026.1.0", "articles").filter(pl.col("source") == "valley-ledger-noted.json").row(0, named=True)
    assert OURS in desk.words("2026.1.0")
    mentions = desk.table("2026.1.0", "figure_mentions").filter(pl.col("article_id") == before["article_id"])["mention_id"].to_list()
    assert mentions

    assert desk.take_back("valley-ledger-noted.json") == 0
    assert latest(desk.home / "releases") == "2026.1.1"
    assert problems(desk.home / "releases" / "2026.1.1") == []
    assert OURS not in desk.words("2026.1.1")
    [reject] = desk.table("2026.1.1", "rejects").to_dicts()
    assert (reject["source"], reject["reason"], reject["detail"]) == ("valley-ledger-noted.json", "withdrawn", WHY)
    registry = {row["id"]: row for row in desk.table("2026.1.1", "registry").to_dicts()}
    for key in [before["article_id"], *mentions]:
        assert registry[key]["withdrawn_reason"] == f"withdrawn: {WHY}"
        assert (registry[key]["first_seen"], registry[key]["last_seen"], registry[key]["last_changed"]) == (
            "2026.1.0",
            "2026.1.0",
            "2026.1.1",
        )
    assert f"`{before['article_id']}`: withdrawn: {WHY}" in (desk.home / "releases" / "2026.1.1" / "DIFF.md").read_text()
    assert "Taken back: `valley-ledger-noted.json`" in (desk.home / "CHANGELOG.md").read_text()

    # it is fetched again, with another menu and from the same address
    said = json.loads((desk.reports / "valley-ledger-noted.json").read_text())
    (desk.reports / "again.json").write_text(json.dumps(said | {"title": "Once more", "extra": 1}))
    assert build_documents([desk.reports], withdrawn=read_withdrawn(desk.fixes))[2]["reason"].to_list() == ["withdrawn", "withdrawn"]
    with pytest.raises(UserError, match="is nothing to be taken back"):
        desk.take_back("valley-ledger-noted.json")


def test_a_row_of_the_record_is_taken_back_mention_by_mention(desk: Desk) -> None:
    assert desk.release() == 0
    figure = desk.table("2026.1.0", "troop_figures").filter((pl.col("force_id") == "NOR") & (pl.col("value") == 3500)).row(0, named=True)
    assert desk.take_back(figure["figure_id"], release=False) == 0
    entries = yaml.safe_load((desk.fixes / "figure_mentions.yml").read_text())
    assert [entry["action"] for entry in entries] == ["drop"] * figure["n_mentions"]
    assert desk.release() == 0
    row = desk.table("2026.1.1", "registry").filter(pl.col("id") == figure["figure_id"]).row(0, named=True)
    assert (row["last_seen"], row["withdrawn_reason"]) == ("2026.1.0", f"withdrawn: {WHY}")
    assert desk.table("2026.1.1", "troop_figures").filter(pl.col("figure_id") == figure["figure_id"]).is_empty()


def test_a_second_request_before_the_release_shares_its_version(desk: Desk) -> None:
    assert desk.release() == 0
    keys = desk.table("2026.1.0", "figure_mentions")["mention_id"].to_list()[:2]
    for key in keys:
        desk.take_back(key, release=False)
    assert 'version = "2026.1.1"' in (desk.home / "dataset.toml").read_text()
    page = (desk.home / "CHANGELOG.md").read_text()
    assert page.count("## 2026.1.1") == 1 and all(f"Taken back: `{key}`" in page for key in keys)


def test_a_release_that_is_refused_is_not_there(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    (desk.home / "CHANGELOG.md").write_text("# Changes\n")
    assert desk.release() == 1
    assert "muster: no release: datasets/papers/CHANGELOG.md says nothing of 2026.1.0." in capsys.readouterr().err
    assert not (desk.home / "releases").exists()


def test_a_release_is_never_touched_and_a_build_publishes_nothing(desk: Desk) -> None:
    assert run_build([], None, "papers", as_json=True, quiet=True, corrections=desk.fixes) == 0
    assert not (desk.home / "releases").exists()
    assert desk.release() == 0
    place = desk.home / "releases" / "2026.1.0"
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    assert desk.release() == 0
    (desk.reports / "harbour-post.json").unlink()
    assert desk.release() == 1  # says that it differs
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before


def test_a_check_that_fails_keeps_the_release_back(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from pipelines import definitions

    @dg.asset_check(asset="quotes", blocking=True)
    def never_holds() -> dg.AssetCheckResult:
        return dg.AssetCheckResult(passed=False, description="Not today.")

    monkeypatch.setattr(definitions, "CHECKS", [*definitions.CHECKS, never_holds])
    assert desk.release() == 1
    assert "quotes: the check 'never_holds' failed: Not today." in capsys.readouterr().err
    assert not (desk.home / "releases").exists()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"article": "art_0", "reason": "r", "by": "b"}, "date must be a day"),
        ({"article": "art_0", "reason": "r", "by": "b", "date": "DAY"}, "article is 'art_0', which is none"),
        ({"url": "https://a.example", "reason": "r", "by": "b", "date": "DAY"}, "names no article"),
        ({"article": "art_" + "0" * 16, "reason": " ", "by": "b", "date": "DAY"}, "reason must be words"),
        ({"article": "art_" + "0" * 16, "reason": "r", "by": "b", "date": "DAY", "who": "x"}, "unknown keys who"),
    ],
)
def test_an_entry_that_is_wrong_is_named(entry: dict[str, Any], said: str, tmp_path: Path) -> None:
    text = "- " + "\n  ".join(f"{key}: {'2026-11-23' if value == 'DAY' else json.dumps(value)}" for key, value in entry.items())
    (tmp_path / "withdrawn.yml").write_text(text)
    with pytest.raises(UserError, match=f"withdrawn.yml#1.*{said}"):
        read_withdrawn(tmp_path)


def test_what_is_appended_is_read_again(tmp_path: Path) -> None:
    from datetime import date

    path = tmp_path / "withdrawn.yml"
    path.write_text("# A comment that stays.\n")
    for digit in "01":
        append([{"article": f"art_{digit * 16}", "reason": 'he said: "no" # really', "by": "Ann", "date": date(2026, 1, 2)}], path)
    assert read_withdrawn(tmp_path) == Withdrawn({f"art_{digit * 16}": 'he said: "no" # really' for digit in "01"})
    assert path.read_text().startswith("# A comment that stays.\n")
    shutil.copy(path, tmp_path / "twice.yml")
    path.write_text(path.read_text() * 2)
    with pytest.raises(UserError, match="another entry does too"):
        read_withdrawn(tmp_path)
