"""`muster diff`: numbers and rows for people and programs; speed stands in tests/bench.py."""

import json
from pathlib import Path

import polars as pl
import pytest

from pipelines.commands.diff import run_diff
from pipelines.errors import UserError
from tests.release.big import write_pair

N = 20_000


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    before, after = write_pair(tmp_path_factory.mktemp("pair"), N)
    return str(before), str(after)


def test_the_numbers_are_those_that_the_generator_put_in(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run_diff(*pair, "sample", rows=False, to=None, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)["tables"]
    articles, mentions, quotes = (told[name] for name in ("articles", "quote_mentions", "quotes"))
    assert (articles["added"], articles["withdrawn"], articles["changed"]) == (40, 40, 0)
    assert (mentions["added"], mentions["withdrawn"], mentions["merged"]) == (100, 100, 0)
    assert quotes["merged"] == 30  # one in two hundred of 6,000
    assert quotes["before"] == 6_000 and quotes["after"] == 6_000 - 30
    for table in (articles, mentions, quotes):
        assert table["before"] - table["withdrawn"] - table["merged"] == table["unchanged"] + table["changed"]
        assert table["after"] - table["added"] == table["unchanged"] + table["changed"]


def test_the_rows_go_into_a_file(pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_diff(*pair, "sample", rows=True, to=tmp_path / "changes.parquet", as_json=False) == 0
    found = pl.read_parquet(tmp_path / "changes.parquet")
    before = set(pl.read_parquet(Path(pair[0]) / "quotes.parquet")["quote_id"])
    after = set(pl.read_parquet(Path(pair[1]) / "quotes.parquet")["quote_id"])
    mine = found.filter(pl.col("table") == "quotes")
    assert set(mine.filter(pl.col("change") == "added")["id"]) == after - before
    assert set(mine.filter(pl.col("change").is_in(["withdrawn", "merged"]))["id"]) == before - after
    assert f"(the first 1,000 of {found.height:,};" in capsys.readouterr().out or found.height <= 1_000


def test_both_ways_give_the_same_rows(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for sides in (pair, pair[::-1]):
        run_diff(*sides, "sample", rows=False, to=None, as_json=True)
        told.append(json.loads(capsys.readouterr().out)["tables"])
    there, back = told
    for table in there:
        assert there[table]["changed"] == back[table]["changed"]
        assert there[table]["added"] == back[table]["withdrawn"] + back[table]["merged"]


def test_versions_name_the_releases_of_a_dataset(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_diff("2026.11.4", "2026.11.5", "sample", rows=False, to=None, as_json=False) == 0
    said = capsys.readouterr().out
    assert "troop_figures\t114\t114\t0\t14\t0\t0\t100" in said
    assert "overlaps: columns removed: text_sha256" in said
    with pytest.raises(UserError, match="There is no release"):
        run_diff("2026.99.0", "2026.11.5", "sample", rows=False, to=None, as_json=False)
