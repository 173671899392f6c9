"""A release is whole, the same wherever it is made, and holds no article text."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from checks.tables import RELEASED
from pipelines import reference
from pipelines.dataset import HOME, dataset_names
from pipelines.release.cut import publish
from pipelines.release.verify import problems
from tests.conftest import ROOT, SAMPLE

RUN = 8  # words in a row that would be article text


@pytest.fixture
def release(sample_build: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(sample_build / "release", tmp_path / "release"))


def test_it_is_whole(release: Path) -> None:
    assert problems(release) == []
    assert {path.name for path in release.iterdir()} == {
        *(f"{name}.{kind}" for name in RELEASED for kind in ("parquet", "csv.gz")), "DATASHEET.md", "croissant.json", "datapackage.json",
        "dataset.jsonld", "muster.duckdb", "tables.sql",
        "manifest.json", "DICTIONARY.md", "DIFF.md", "views.sql", "LICENSE", "CITATION.cff",
        "chunks.json", "SHA256SUMS",
    }  # fmt: skip


def test_another_order_and_place_of_the_input_another_zone_and_locale_give_the_same_bytes(sample_build: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for path in sorted(SAMPLE.iterdir(), reverse=True):  # other inode order, other times, other folder
        (shutil.copytree if path.is_dir() else shutil.copy)(path, elsewhere / path.name)
    again = tmp_path / "again"
    call = [sys.executable, "-m", "pipelines.cli", "build", "--seeds", str(elsewhere), "--out", str(again)]
    other = {"TZ": "Asia/Kabul", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    subprocess.run(call, cwd=ROOT, env={**os.environ, **other}, check=True, capture_output=True)
    for path in sorted((sample_build / "release").iterdir()):
        assert path.read_bytes() == (again / "release" / path.name).read_bytes(), path.name
    for path in sorted(sample_build.glob("*.parquet")):
        assert path.read_bytes() == (again / path.name).read_bytes(), path.name


def test_a_changed_byte_is_found(release: Path) -> None:
    path = release / "quotes.parquet"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))
    assert problems(release)[0].startswith("quotes.parquet, bytes ")


def test_a_cut_file_a_missing_file_and_a_strange_file_are_found(release: Path) -> None:
    (release / "events.parquet").write_bytes(b"PAR1")
    (release / "LICENSE").unlink()
    (release / "notes.txt").write_text("mine")
    found = problems(release)
    assert [problem.split(":")[0].split(",")[0] for problem in found] == ["LICENSE", "events.parquet", "notes.txt"]


def test_a_release_without_a_manifest_is_none(release: Path) -> None:
    (release / "manifest.json").unlink()
    assert problems(release) == ["manifest.json: is missing."]
    (release / "SHA256SUMS").unlink()
    assert problems(release)[0].startswith("manifest.json: cannot be read")


def test_a_published_release_is_never_touched(release: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "releases"
    assert publish(release, shelf, "2026.11.0") == "published"
    assert publish(release, shelf, "2026.11.0") == "unchanged"
    before = (shelf / "2026.11.0" / "LICENSE").read_bytes()
    (release / "LICENSE").write_text("another")
    assert publish(release, shelf, "2026.11.0") == "differs"
    assert (shelf / "2026.11.0" / "LICENSE").read_bytes() == before
    assert publish(release, shelf, "2026.11.1") == "published"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(tokens: list[str], n: int = RUN) -> set[tuple[str, ...]]:
    return {tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1)}


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


def leaked(build_folder: Path, release: Path) -> list[str]:
    """Cells of a release that hold a run of words of an article, but for headlines, quotations and the short phrases of figures."""
    theirs = set().union(*(runs(words(text)) for text in pl.read_parquet(build_folder / "articles.parquet")["text"]))
    mentions = pl.read_parquet(build_folder / "quote_mentions.parquet").filter(pl.col("kind") != "indirect")
    figures = pl.read_parquet(build_folder / "figure_mentions.parquet")["surface"]
    assert max(len(words(phrase)) for phrase in figures) <= RUN + 4
    allowed = set().union(*(runs(words(text)) for text in [*mentions["surface"], *figures]))
    return [
        f"{name}: {text[:80]}"
        for name in RELEASED
        if (release / f"{name}.parquet").is_file()  # older releases have fewer tables
        for row in pl.read_parquet(release / f"{name}.parquet").drop("title", strict=False).iter_rows(named=True)
        for text in strings(list(row.values()))
        if (runs(words(text)) & theirs) - allowed
    ]


def test_no_article_text_but_quotations_and_phrases(sample_build: Path) -> None:
    assert leaked(sample_build, sample_build / "release") == []


def test_no_text_of_the_originals_but_quotations_and_phrases(seeds_build: Path) -> None:
    assert leaked(seeds_build, seeds_build / "release") == []
    for published in (HOME / "afghanistan-2021" / "releases").iterdir():
        assert leaked(seeds_build, published) == []


def test_the_words_of_indirect_speech_stay_with_the_reporter(sample_build: Path) -> None:
    mentions = pl.read_parquet(sample_build / "release" / "quote_mentions.parquet")
    indirect = mentions.filter(pl.col("kind") == "indirect")
    assert indirect.height > 0
    assert indirect["surface"].null_count() == indirect.height
    assert mentions.filter(pl.col("kind") != "indirect")["surface"].null_count() == 0


def test_the_manifest_says_what_is_in_the_files(release: Path) -> None:
    said = json.loads((release / "manifest.json").read_text())
    for file in said["files"]:
        if file["path"].endswith(".parquet"):
            count = duckdb.execute("SELECT count(*) FROM read_parquet(?)", [str(release / file["path"])]).fetchall()[0][0]
            assert count == file["n_rows"]
    statuses = [row["status"] for row in said["inputs"]]
    assert {"article", "duplicate", "rejected"} == set(statuses)


def test_the_views_run_in_plain_duckdb(release: Path) -> None:
    db = duckdb.connect()
    db.execute(f"SET file_search_path = '{release}'")
    db.execute((release / "views.sql").read_text())
    for view in ("quote_evidence", "figure_evidence", "event_evidence", "conflicts", "shared_passages", *RELEASED):
        assert db.execute(f'SELECT count(*) FROM "{view}"').fetchall()[0][0] > 0, view


@pytest.mark.parametrize("dataset", dataset_names())
def test_the_releases_in_the_repository_are_whole(dataset: str) -> None:
    folders = [path for path in (HOME / dataset / "releases").iterdir() if path.is_dir()]
    assert folders
    for folder in folders:
        assert problems(folder) == []


def test_the_dictionary_shows_the_codebook(sample_build: Path) -> None:
    page = (sample_build / "release" / "DICTIONARY.md").read_text(encoding="utf-8")
    table = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in page.split("## Event types")[1].splitlines()
        if line.startswith("| ")
    ]
    told = {(cells[0].strip(), cells[1]): cells[2:] for cells in table[2:]}
    assert set(told) == {(row["type"], row["mode"]) for row in reference.rows("event_types")}
    meaning, wordings, overrides = told["RETREAT", "withdraw"]
    assert meaning.startswith("Forces leave")
    assert {"withdraw", "pull out", "withdrawal"} <= set(wordings.replace(";", ",").split(", "))
    assert "hold … hostage" in told["ASSAULT", "abduct"][1]
    assert overrides.startswith("Persons who travel")
