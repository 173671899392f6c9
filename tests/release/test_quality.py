"""Scores come from where they were measured, and say on what and with which rules."""

import json
from pathlib import Path

import pytest

from checks.quality import Quality
from pipelines.reference import ROOT
from pipelines.release.quality import FILE, RULES, code_sha256, keep, quality_rows, read_measured
from tests.gold.score import count, read_floors

ROW = {"name": "g.x", "group": "g", "value": 0.5, "floor": 0.4, "n": 9, "gold_sha256": "0" * 16, "code_sha256": "a" * 16}


def test_what_is_kept_is_read_again_with_whether_it_is_of_these_rules(tmp_path: Path) -> None:
    keep([ROW, ROW | {"name": "g.y", "floor": None}], tmp_path / "quality.csv")
    rows = quality_rows(tmp_path / "quality.csv", code="a" * 16)
    Quality.validate(rows)
    assert rows.drop("at_this_code").to_dicts() == [ROW, ROW | {"name": "g.y", "floor": None}]
    assert rows["at_this_code"].all()
    assert not quality_rows(tmp_path / "quality.csv", code="b" * 16)["at_this_code"].any()


def test_a_group_that_is_measured_again_replaces_itself_alone(tmp_path: Path) -> None:
    keep([ROW, ROW | {"name": "g.gone"}, ROW | {"name": "h.x", "group": "h"}], tmp_path / "quality.csv")
    keep([ROW | {"value": 0.9}], tmp_path / "quality.csv")
    assert [(row["name"], row["value"]) for row in read_measured(tmp_path / "quality.csv")] == [("g.x", "0.9"), ("h.x", "0.5")]


def test_nothing_measured_is_no_row(tmp_path: Path) -> None:
    rows = quality_rows(tmp_path / "none.csv")
    Quality.validate(rows)
    assert rows.is_empty()


def test_the_hash_of_the_rules_follows_each_of_them(tmp_path: Path) -> None:
    for pattern in RULES:
        assert list(ROOT.glob(pattern)), f"{pattern} finds nothing"
        path = tmp_path / pattern.replace("*", "one")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a")
    seen = {code_sha256(tmp_path)}
    for pattern in RULES:
        (tmp_path / pattern.replace("*", "one")).write_text("b")
        code_sha256.cache_clear()
        seen.add(code_sha256(tmp_path))
    assert len(seen) == len(RULES) + 1
    (tmp_path / "pipelines" / "release").mkdir()
    (tmp_path / "pipelines" / "release" / "cut.py").write_text("how a release is cut reads no text")
    code_sha256.cache_clear()
    assert code_sha256(tmp_path) in seen


def test_what_is_kept_in_the_repository_has_the_floors_and_golds_that_are_pinned() -> None:
    pinned = read_floors()
    rows = read_measured(FILE)
    assert rows
    for row in rows:
        group = pinned[row["group"]]
        assert row["gold_sha256"] == group["gold"]
        assert float(row["floor"] or -1) == group["floors"].get(row["name"], -1)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "text", "n"),
    [
        ("a.jsonl", '{"a": 1}\n\n{"a": 2}\n', 2),
        ("a.csv", "# said\nname,value\nx,1\ny,2\n", 2),
        ("a.json", json.dumps([1, 2, 3]), 3),
        ("a.txt", "He {{said|v=1}} it {{twice|v=2}}.", 2),
    ],
)
def test_gold_is_counted_by_what_is_annotated(name: str, text: str, n: int, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    assert count(tmp_path / name) == n
