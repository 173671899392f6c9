"""What differs between two releases, why, and what becomes of keys."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.changes import Changes, changes_say_what
from checks.model import polars_schema
from checks.registry import Registry, gone_have_a_reason
from checks.rules import offending
from pipelines.dataset import HOME, dataset_names
from pipelines.release.changes import difference
from pipelines.release.diff import open_sides
from pipelines.release.registry import next_registry, registry_of
from pipelines.release.versions import versions
from tests.release.small import Row, write_release

A, B, C = "art_00000000000000aa", "art_00000000000000bb", "art_00000000000000cc"


def mention(key: str, article: str, quote: str, **more: Any) -> Row:
    return {"mention_id": key, "article_id": article, "quote_id": quote, "surface": f"words of {key}"} | more


def quote(key: str, **more: Any) -> Row:
    return {"quote_id": key, "text": f"text of {key}"} | more


BEFORE = {
    "articles": [{"article_id": A}, {"article_id": B}],
    "quote_mentions": [mention("m1", A, "q1"), mention("m2", B, "q2"), mention("m3", B, "q2"), mention("m4", A, "q4")],
    "quotes": [quote("q1"), quote("q2"), quote("q4", n_mentions=1)],
    "reports": [{"article_id": A, "report_id": "rep_a"}, {"article_id": B, "report_id": "rep_b"}],
    "rejects": [],
    "corrections": [],
}


def changes(tmp_path: Path, after: dict[str, list[Row]], before: dict[str, list[Row]] | None = None) -> dict[tuple[str, str], Row]:
    old = write_release(tmp_path / "2026.1.0", BEFORE if before is None else before)
    found = difference(open_sides(old, write_release(tmp_path / "2026.1.1", after))).changes
    Changes.validate(found)
    assert offending(changes_say_what, {"changes": found}).is_empty()
    return {(row["table"], row["id"]): row for row in found.to_dicts()}


def test_nothing_differs_from_itself(tmp_path: Path) -> None:
    assert changes(tmp_path, BEFORE) == {}


def test_of_a_first_release_all_is_new(tmp_path: Path) -> None:
    found = difference(open_sides(None, write_release(tmp_path / "2026.1.0", BEFORE))).changes
    assert set(found["change"]) == {"added"}
    assert found.filter(pl.col("table") == "quotes")["id"].to_list() == ["q1", "q2", "q4"]


def test_a_changed_row_says_which_columns_and_what_they_were(tmp_path: Path) -> None:
    after = BEFORE | {"quotes": [quote("q1", speaker_name="Ann Ó 'Dea\"", n_mentions=3), quote("q2"), quote("q4", n_mentions=1)]}
    [row] = changes(tmp_path, after).values()
    assert (row["id"], row["change"], row["columns"]) == ("q1", "changed", ["speaker_name", "n_mentions"])
    assert json.loads(row["old"]) == {"speaker_name": None, "n_mentions": 1}
    assert json.loads(row["new"]) == {"speaker_name": "Ann Ó 'Dea\"", "n_mentions": 3}
    assert row["reason"] is None


def test_a_column_that_is_new_changes_no_row(tmp_path: Path) -> None:
    old = write_release(tmp_path / "2026.1.0", BEFORE)
    path = old / "quotes.parquet"
    pl.read_parquet(path).drop("single_source").write_parquet(path)
    new = write_release(tmp_path / "2026.1.1", BEFORE)
    found = difference(open_sides(old, new))
    assert found.changes.is_empty()
    assert next(diff for diff in found.tables if diff.table == "quotes").columns_added == ["single_source"]


def test_a_set_whose_mentions_went_to_another_is_merged_into_it(tmp_path: Path) -> None:
    moved = [mention("m1", A, "q1"), mention("m2", B, "q1"), mention("m3", B, "q1"), mention("m4", A, "q4")]
    found = changes(tmp_path, BEFORE | {"quote_mentions": moved, "quotes": [quote("q1", n_mentions=3), quote("q4", n_mentions=1)]})
    gone = found["quotes", "q2"]
    assert (gone["change"], gone["superseded_by"], gone["reason"]) == ("merged", "q1", "2 of its 2 mentions stand there now")
    assert found["quotes", "q1"]["change"] == "changed"
    assert found["quote_mentions", "m2"]["columns"] == ["quote_id"]


def test_of_a_set_that_falls_apart_most_decide_and_then_the_least_key(tmp_path: Path) -> None:
    moved = [mention("m1", A, "q1"), mention("m2", B, "q9"), mention("m3", B, "q1"), mention("m4", A, "q4")]
    found = changes(tmp_path, BEFORE | {"quote_mentions": moved, "quotes": [quote("q1"), quote("q4", n_mentions=1), quote("q9")]})
    assert found["quotes", "q2"]["superseded_by"] == "q1"
    assert found["quotes", "q9"]["change"] == "added"


def test_sets_of_copies_merge_too(tmp_path: Path) -> None:
    found = changes(
        tmp_path,
        BEFORE | {"reports": [{"article_id": A, "report_id": "rep_a"}, {"article_id": B, "report_id": "rep_a", "canonical_id": A}]},
    )
    assert found["reports", "rep_b"]["superseded_by"] == "rep_a"
    assert found["reports", B]["columns"] == ["report_id", "canonical_id"]


def test_what_is_gone_without_a_trace_is_withdrawn_with_a_reason(tmp_path: Path) -> None:
    kept = [row for row in BEFORE["quote_mentions"] if row["quote_id"] != "q4"]
    found = changes(tmp_path, BEFORE | {"quote_mentions": kept, "quotes": [quote("q1"), quote("q2")]})
    assert {key: row["change"] for key, row in found.items()} == {("quotes", "q4"): "withdrawn", ("quote_mentions", "m4"): "withdrawn"}
    assert all(row["reason"] == "the rules no longer read it where they did" for row in found.values())


def test_what_a_new_article_brings_says_so(tmp_path: Path) -> None:
    found = changes(
        tmp_path,
        BEFORE
        | {
            "articles": [{"article_id": A}, {"article_id": B}, {"article_id": C}],
            "quote_mentions": [*BEFORE["quote_mentions"], mention("m5", C, "q1"), mention("m6", A, "q6")],
            "quotes": [quote("q1", n_mentions=2), quote("q2"), quote("q4", n_mentions=1), quote("q6")],
        },
    )
    assert found["quotes", "q1"]["reason"] == found["quote_mentions", "m5"]["reason"] == "article added"
    assert found["quotes", "q6"]["reason"] is None  # read anew where it stood before


def test_what_a_human_put_right_says_why(tmp_path: Path) -> None:
    fix = {
        "correction_id": "c1", "mention_table": "quote_mentions", "mention_id": "m1", "article_id": A, "action": "set", "applied": True,
        "reason": "misheard",
    }  # fmt: skip
    after = BEFORE | {"corrections": [fix], "quotes": [quote("q1", medium="letter"), quote("q2"), quote("q4", n_mentions=1)]}
    assert changes(tmp_path, after)["quotes", "q1"]["reason"] == "corrected: misheard"


def test_the_words_of_a_withdrawn_article_are_not_repeated(tmp_path: Path) -> None:
    digest = "00000000000000bb" + "0" * 48
    after = {
        "articles": [{"article_id": A}],
        "rejects": [{"source": "b.txt", "sha256": digest, "reason": "withdrawn", "detail": "asked for by the author"}],
        "quote_mentions": [mention("m1", A, "q1"), mention("m4", A, "q4")],
        "quotes": [quote("q1"), quote("q4", n_mentions=2)],
        "entities": [{"entity_id": "e", "aliases": []}],
        "reports": BEFORE["reports"][:1],
        "corrections": [],
    }
    before = BEFORE | {
        "quote_mentions": [*BEFORE["quote_mentions"], mention("m5", B, "q4", surface="secret")],
        "quotes": [quote("q1"), quote("q2"), quote("q4", text="secret")],
        "entities": [{"entity_id": "e", "aliases": ["Secret"]}],
    }
    found = changes(tmp_path, after, before)
    said = "withdrawn: asked for by the author"
    assert {found[key]["reason"] for key in [("articles", B), ("quotes", "q2"), ("quotes", "q4"), ("quote_mentions", "m5")]} == {said}
    assert found["quotes", "q4"]["change"] == found["entities", "e"]["change"] == "changed"
    assert "secret" not in json.dumps(list(found.values())).lower()


def test_a_key_is_followed_from_release_to_release() -> None:
    def step(before: pl.DataFrame, version: str, *rows: tuple[str, str, str | None]) -> pl.DataFrame:
        made = [
            {
                "table": "quotes",
                "id": key,
                "change": change,
                "superseded_by": to,
                "reason": "why" if change in ("merged", "withdrawn") else None,
            }
            for key, change, to in rows
        ]
        found = next_registry(before, pl.DataFrame(made, schema=polars_schema(Changes)), version)
        Registry.validate(found)
        assert offending(gone_have_a_reason, {"registry": found}).is_empty()
        return found

    none = pl.DataFrame(schema=polars_schema(Registry))
    first = step(none, "2026.1.0", ("a", "added", None), ("b", "added", None), ("c", "added", None), ("d", "added", None))
    second = step(first, "2026.1.1", ("a", "merged", "b"), ("c", "withdrawn", None), ("b", "changed", None))
    third = step(second, "2026.1.10", ("b", "merged", "d"), ("c", "added", None))
    told = {row["id"]: (row["first_seen"], row["last_seen"], row["last_changed"], row["superseded_by"]) for row in third.to_dicts()}
    assert told == {
        "a": ("2026.1.0", "2026.1.0", "2026.1.1", "d"),  # it went to b, and b to d
        "b": ("2026.1.0", "2026.1.1", "2026.1.10", "d"),
        "c": ("2026.1.0", "2026.1.10", "2026.1.10", None),  # it came back
        "d": ("2026.1.0", "2026.1.10", "2026.1.0", None),
    }
    assert [row["withdrawn_reason"] for row in third.to_dicts()] == ["why", "why", None, None]


KEYS = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 3), min_size=1)


@settings(max_examples=15, deadline=None)
@given(st.lists(KEYS, min_size=1, max_size=3))
def test_the_registry_knows_all_that_ever_was_and_what_is(tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, int]]) -> None:
    home = tmp_path_factory.mktemp("home")
    for number, state in enumerate(states):
        write_release(home / f"2026.1.{number}", {"entities": [{"entity_id": key, "name": str(n)} for key, n in state.items()]})
    found = registry_of(versions(home))
    assert set(found["id"]) == {key for state in states for key in state}
    assert set(found.filter(pl.col("withdrawn_reason").is_null())["id"]) == set(states[-1])
    for row in found.to_dicts():
        seen = [number for number, state in enumerate(states) if row["id"] in state]
        assert (row["first_seen"], row["last_seen"]) == (f"2026.1.{seen[0]}", f"2026.1.{seen[-1]}")


@pytest.mark.parametrize("dataset", dataset_names())
def test_the_registry_of_releases_that_had_none_holds_all_their_keys(dataset: str) -> None:
    releases = versions(HOME / dataset / "releases")
    found = registry_of(releases)
    for table, key in (("quotes", "quote_id"), ("events", "event_id"), ("articles", "article_id")):
        mine = found.filter(pl.col("table") == table)
        ever = {value for folder in releases for value in pl.read_parquet(folder / f"{table}.parquet")[key]}
        assert set(mine["id"]) == ever
        now = set(pl.read_parquet(releases[-1] / f"{table}.parquet")[key])
        assert set(mine.filter(pl.col("last_seen") == releases[-1].name)["id"]) == now
        assert set(mine["superseded_by"].drop_nulls()) <= ever
