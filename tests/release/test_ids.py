"""Keys live on: adding articles takes no key away but by a recorded merge, and every change is accounted for."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from pipelines.release.changes import difference
from pipelines.release.diff import open_sides
from pipelines.release.registry import next_registry, registry_of
from tests.conftest import SAMPLE, build

LATER = ("s05", "s09", "s13", "s16", "s21", "s24")
"""Reports of the sample that come in later."""
SETS = ["quotes", "troop_figures", "events"]


@pytest.fixture(scope="module")
def changes(sample_build: Path, tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """From a release without some of the articles to one with all."""
    fewer = tmp_path_factory.mktemp("fewer")
    for path in SAMPLE.iterdir():
        if not path.name.startswith(LATER):
            (shutil.copytree if path.is_dir() else shutil.copy)(path, fewer / path.name)
    before = build(fewer, tmp_path_factory.mktemp("before")) / "release"
    return difference(open_sides(before, sample_build / "release")).changes


def test_what_is_read_in_an_article_keeps_its_key(changes: pl.DataFrame) -> None:
    assert changes.filter(pl.col("table").str.ends_with("_mentions") & (pl.col("change") == "added")).height > 50
    gone = changes.filter(pl.col("table").is_in(["articles", "quote_mentions", "figure_mentions", "event_mentions"]))
    assert gone.filter(pl.col("change").is_in(["withdrawn", "merged"])).is_empty()


def test_no_key_of_the_record_goes_but_by_a_merge(changes: pl.DataFrame) -> None:
    mine = changes.filter(pl.col("table").is_in(SETS))
    assert mine.filter(pl.col("change") == "withdrawn").is_empty()
    assert set(SETS) == set(mine.filter(pl.col("change") == "changed")["table"])  # they gained mentions


def test_what_new_articles_bring_is_told_as_that(changes: pl.DataFrame) -> None:
    added = changes.filter((pl.col("change") == "added") & pl.col("table").str.ends_with("_mentions"))
    assert set(added["reason"]) == {"article added"}


def test_the_registry_follows_the_merges(changes: pl.DataFrame) -> None:
    first = changes.filter(pl.col("change") != "added").select("table", "id").with_columns(change=pl.lit("added"))
    blank = changes.clear().select(pl.exclude("table", "id", "change"))
    start = next_registry(registry_of([]), pl.concat([first, blank], how="diagonal"), "2026.1.0")
    registry = next_registry(start, changes, "2026.1.1")
    merged = changes.filter(pl.col("change") == "merged").select("table", "id", "superseded_by")
    found = registry.filter(pl.col("superseded_by").is_not_null()).select("table", "id", "superseded_by")
    assert found.sort("table", "id").equals(merged.sort("table", "id"))
