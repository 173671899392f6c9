"""A correction and its trace through a whole build: of an outlet, and of a human."""

import re
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest

from checks.tables import RELEASED, TABLES
from pipelines.code import code_version
from pipelines.commands.build import run_build
from pipelines.corrections.corrections import content
from pipelines.steps import shown_version
from tests.conftest import ROOT
from tests.corrections.papers import write_reports

EXAMPLE = re.compile(r"<!-- example: .*? -->\n```yaml\n(.*?)```", re.DOTALL)
WHO = "  reason: misread\n  by: Jane Doe\n  date: 2026-11-23\n  status: upheld\n"


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(tmp_path_factory.mktemp("reports"))


def build(reports: Path, out: Path, **files: str) -> int:
    """Builds the reports with these files of corrections; the exit code."""
    folder = out / "corrections"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return run_build([reports], out, "", as_json=True, quiet=True, corrections=folder)


def table(out: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(out / f"{name}.parquet")


def claims(out: Path) -> dict[tuple[str, int], dict[str, Any]]:
    return {(row["force_id"], row["value"]): row for row in table(out, "troop_figures").to_dicts()}


def happened(out: Path, row: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """What, in which document, with which note."""
    sources = dict(table(out, "articles").select("article_id", "source").iter_rows())
    return [(entry["what"], sources.get(entry["article_id"]), entry["note"]) for entry in row["history"]]


@pytest.fixture(scope="module")
def plain(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build without a human's fix."""
    out = tmp_path_factory.mktemp("plain") / "out"
    assert build(reports, out) == 0
    return out


def test_what_an_outlet_corrects_is_in_the_history(plain: Path) -> None:
    found = claims(plain)
    wrong, right = found["NOR", 3500], found["NOR", 2500]
    assert happened(plain, wrong) == [
        ("first_told", "valley-ledger.json", None),
        ("told_again", "harbour-post.json", None),
        ("corrected", "valley-ledger-noted.json", "to 2,500"),
    ]
    assert happened(plain, right) == [("first_told", "valley-ledger-noted.json", "in place of 3,500")]
    assert wrong["history"][2]["figure_id"] == right["figure_id"]
    assert not wrong["retracted"]  # the other paper stands by it
    assert wrong["conflict_id"] == right["conflict_id"] is not None


def test_a_later_print_of_an_article_corrects_a_plan_and_raises_a_toll(plain: Path) -> None:
    found = claims(plain)
    assert found["DNK", 430]["retracted"]
    assert happened(plain, found["DNK", 430])[1] == ("corrected", "harbour-post-plan-2.json", "to 340")
    assert not found["AFG", 12]["retracted"]
    assert happened(plain, found["AFG", 12])[1] == ("superseded", "valley-ledger-toll-2.json", "rose from 12 to 15")


def test_the_example_of_the_readme_does_what_it_says(reports: Path, plain: Path, tmp_path: Path) -> None:
    example = EXAMPLE.search((ROOT / "seeds" / "corrections" / "README.md").read_text(encoding="utf-8"))
    assert example
    assert build(reports, tmp_path / "out", figure_mentions=example[1]) == 0
    found, before = claims(tmp_path / "out"), claims(plain)
    assert ("NOR", 2500) in before and before["NOR", 3500]["n_articles"] == 3
    moved = table(tmp_path / "out", "troop_figures").filter(force_id="NOR", measure="to_withdraw").row(0, named=True)
    assert moved["value"] == 2500
    fixed = [entry for entry in happened(tmp_path / "out", moved) if entry[0] == "fixed_by_hand"]
    assert fixed and fixed[0][1] == "valley-ledger.json"
    assert fixed[0][2] and fixed[0][2].startswith('measure "present" -> "to_withdraw", value 3500 -> 2500: The ministry')
    assert ("fixed_by_hand", "valley-ledger.json", fixed[0][2]) in happened(tmp_path / "out", found["NOR", 3500])
    rows = table(tmp_path / "out" / "release", "corrections").sort("field").to_dicts()
    assert [(row["field"], row["old"], row["new"], row["applied"]) for row in rows] == [
        ("measure", '"present"', '"to_withdraw"', True), ("value", "3500", "2500", True),
    ]  # fmt: skip


def test_a_fix_of_each_kind_in_each_table(reports: Path, plain: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    event = table(plain, "event_mentions").filter(type="ASSAULT").sort("article_id", "char_start").row(0, named=True)
    quote = table(plain, "quote_mentions").filter(pl.col("speaker_name").is_not_null()).sort("article_id", "char_start").row(0, named=True)
    files = {
        "figure_mentions": "- match: {article: harbour-post.json, surface: '3,500 soldiers'}\n  action: drop\n  expect: {value: 3500}\n"
        + WHO,
        "event_mentions": f"- match: {{article: {event['article_id']}, mention: {event['mention_id']}}}\n  action: set\n"
        f"  expect: {{status: {event['status']}, actor_ids: {event['actor_ids']}}}\n"
        f"  set: {{status: denied, actor_ids: [TALIBAN]}}\n{WHO}",
        "quote_mentions": f"- match: {{article: {quote['article_id']}, mention: {quote['mention_id']}}}\n  action: drop\n"
        f"  expect: {{kind: {quote['kind']}}}\n{WHO}"
        "- match: {article: valley-ledger.json, surface: when to expect it, kind: partial}\n"
        f"  action: add\n  set: {{speaker_name: a neighbour, cue: said}}\n{WHO}",
    }
    assert build(reports, out, **files) == 0
    assert claims(out)["NOR", 3500]["retracted"]  # the only paper that stood by it is not read any more
    assert ("fixed_by_hand", "harbour-post.json", "dropped: misread") in happened(out, claims(out)["NOR", 3500])
    fixed = table(out, "event_mentions").filter(mention_id=event["mention_id"]).row(0, named=True)
    assert (fixed["status"], fixed["actor_ids"], fixed["actor_names"]) == ("denied", ["TALIBAN"], ["Taliban"])
    assert "TALIBAN" in table(out, "entities")["entity_id"].to_list()
    quotes = table(out, "quote_mentions")
    assert quotes.filter(mention_id=quote["mention_id"]).is_empty()
    assert quotes.filter(rule="by_hand")["speaker_name"].to_list() == ["a neighbour"]
    assert table(out, "corrections")["applied"].all()
    assert table(out, "corrections").height == 1 + 2 + 1 + 3


STALE = (
    "- match: {article: harbour-post.json, surface: '3,500 soldiers'}\n  action: set\n  expect: {value: 3400}\n  set: {value: 340}\n" + WHO
)


def test_a_stale_fix_fails_the_build_and_is_named(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(reports, tmp_path / "out", figure_mentions=STALE) == 2
    assert "figure_mentions.yml#1 is stale: it expects value to be 3400, and the rules read 3500." in capsys.readouterr().err
    assert not (tmp_path / "out" / "troop_figures.parquet").exists()


def test_every_mention_table_is_made_from_the_corrections() -> None:
    from pipelines.definitions import defs

    graph = defs.resolve_asset_graph()
    for name in ("quote_mentions", "figure_mentions", "event_mentions"):
        assert dg.AssetKey("corrections") in graph.get(dg.AssetKey(name)).parent_keys
    code = code_version("pipelines.corrections.rows")
    assert graph.get(dg.AssetKey("corrections")).code_version == shown_version(code, content()) != shown_version(code, "other fixes")
    assert list(TABLES).index("corrections") < list(TABLES).index("quote_mentions")
    assert "corrections" in RELEASED


def test_a_changed_fix_is_a_changed_input(tmp_path: Path) -> None:
    (tmp_path / "figure_mentions.yml").write_text(STALE, encoding="utf-8")
    first = content(tmp_path)
    (tmp_path / "figure_mentions.yml").write_text(STALE.replace("340}", "341}"), encoding="utf-8")
    assert content(tmp_path) != first
