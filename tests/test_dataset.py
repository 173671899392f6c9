"""Datasets: what is described, and what is wrong with a description."""

from pathlib import Path

import pytest

from pipelines.dataset import any_folders, check_catalog, dataset_names, load_dataset
from pipelines.errors import UserError
from tests.conftest import ROOT


@pytest.mark.parametrize("name", dataset_names())
def test_every_dataset_has_a_card_and_a_changelog(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUSTER_SEEDS", str(tmp_path))
    described = load_dataset(name)
    assert described.name == name
    card = (ROOT / "datasets" / name / "README.md").read_text(encoding="utf-8")
    assert card.startswith("# ")
    assert described.version in (ROOT / "datasets" / name / "CHANGELOG.md").read_text(encoding="utf-8")


def test_a_build_elsewhere_publishes_nothing(tmp_path: Path) -> None:
    assert load_dataset("sample").releases == ROOT / "datasets" / "sample" / "releases"
    assert load_dataset("sample", tmp_path).releases is None
    assert any_folders([tmp_path], tmp_path / "out").releases is None


def test_the_catalogue_holds_for_the_sample() -> None:
    check_catalog("sample")


def test_a_missing_or_changed_original_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUSTER_SEEDS", str(tmp_path))
    with pytest.raises(UserError, match=r"000_\w+\.txt of dataset 'afghanistan-2021' is not in "):
        check_catalog("afghanistan-2021")
    (tmp_path / "000_bd4f993c6f237ca7.txt").write_text("another text")
    with pytest.raises(UserError, match=r"is not the file that seeds/catalog\.csv describes"):
        check_catalog("afghanistan-2021")


def test_a_variable_that_names_no_folder_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_SEEDS", "/nowhere/at/all")
    with pytest.raises(UserError, match="MUSTER_SEEDS is set to '/nowhere/at/all', which is not a folder"):
        load_dataset("afghanistan-2021")


def test_releases_are_ordered_as_numbers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pipelines.commands import folders

    for version in ("2026.2.0", "2026.11.0", "2026.9.10", "2026.9.9", ".2026.12.0.tmp"):
        (tmp_path / "sample" / "releases" / version).mkdir(parents=True)
    monkeypatch.setattr(folders, "HOME", tmp_path)
    assert [path.name for path in folders.releases("sample")] == ["2026.2.0", "2026.9.9", "2026.9.10", "2026.11.0"]
