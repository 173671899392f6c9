"""`muster compare` as a user calls it: any articles in, two tables out."""

import gzip
import io
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from checks.overlaps import Overlaps, pairs_in_order
from checks.reports import Reports, one_canonical_each
from pipelines.commands.compare import run_compare
from pipelines.commands.compare_rows import make_blocks, read_article
from pipelines.commands.compare_source import read_source
from pipelines.errors import UserError
from pipelines.ids import article_id
from pipelines.reports.compare import compare_articles
from tests.commands.test_cli import muster
from tests.reports.generate import generate

FULL = generate(150, seed=11, n_outlets=4)[0]
ORIGINAL = (
    "The last engineers of the northern brigade left the airfield at Dorvan before the snow came, the ministry said. "
    "They had mended the runway twice since the spring floods and trained the crew that will keep it open."
)
COPY = ORIGINAL.replace("the ministry said", "officials said") + " The crew has nine members."
OTHER = "Fishermen in Brelka counted fewer herring than in any spring since records began there, and nobody knows why."
ROWS = [
    {"id": "one", "text": ORIGINAL, "outlet": "Dorvan Post", "published": "2021-04-02"},
    {"id": "two", "text": COPY, "outlet": "Brelka Gazette", "published": "2021-04-01T22:00:00-05:00"},
    {"id": 3, "text": OTHER, "outlet": "Dorvan Post"},
]


def lines(path: Path, rows: Sequence[Any]) -> Path:
    text = "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def compared(source: Path, to: Path, index: Path | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables; the command must find nothing wrong."""
    assert run_compare(str(source), to, index, mark=False, as_json=True) == 0
    return pl.read_parquet(to / "overlaps.parquet"), pl.read_parquet(to / "reports.parquet")


def test_finds_copies_in_lines_and_says_so(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", ROWS)
    run = muster("compare", str(source), "--to", str(tmp_path / "out"), "--json")
    assert (run.returncode, run.stderr) == (0, "")
    said = json.loads(run.stdout)
    assert (said["articles"], said["reports"], said["copies"]["near_copy"], said["linked_pairs"]) == (3, 2, 1, 1)
    assert sum(said["overlaps"].values()) == 2 and said["articles_per_second"] > 0
    reports = {row["article_id"]: row for row in pl.read_parquet(tmp_path / "out" / "reports.parquet").iter_rows(named=True)}
    assert reports["two"]["canonical_id"] == "one" and reports["3"]["relation"] == "canonical"
    overlaps = pl.read_parquet(tmp_path / "out" / "overlaps.parquet")
    assert {ORIGINAL[row["a_start"] : row["a_end"]] for row in overlaps.iter_rows(named=True)} <= {
        COPY[row["b_start"] : row["b_end"]] for row in overlaps.iter_rows(named=True)
    }
    shown = muster("compare", str(source), "--to", str(tmp_path / "out"))
    assert "copies: near_copy\t1\t" in shown.stdout and "articles compared a second" in shown.stdout


def test_every_form_of_the_same_articles_gives_the_same_tables(tmp_path: Path) -> None:
    FULL.write_parquet(tmp_path / "whole.parquet")
    FULL.rename({"article_id": "id", "outlet": "domain"}).drop("published_at").with_columns(
        published=FULL["published_at"].dt.replace_time_zone(None).cast(pl.Datetime("ms"))
    ).write_parquet(tmp_path / "named.parquet")
    rows = [json.loads(json.dumps(row, default=str)) for row in FULL.iter_rows(named=True)]
    overlaps, reports = compared(tmp_path / "whole.parquet", tmp_path / "out")
    wanted = compare_articles(FULL)
    assert overlaps.sort("overlap_id").equals(wanted[0].sort("overlap_id").select(overlaps.columns)) and overlaps.height
    assert reports.equals(wanted[1].select(reports.columns))
    for source in (tmp_path / "named.parquet", lines(tmp_path / "a.jsonl", rows), lines(tmp_path / "b.jsonl.gz", rows)):
        found = compared(source, tmp_path / "out")
        assert found[0].equals(overlaps) and found[1].equals(reports), source
    Overlaps.validate(overlaps)
    Reports.validate(reports)
    assert not pairs_in_order(overlaps).height and not one_canonical_each(reports).height


def test_an_index_changes_nothing(tmp_path: Path) -> None:
    some, everything = tmp_path / "some.parquet", tmp_path / "all.parquet"
    FULL.head(140).write_parquet(some)
    FULL.write_parquet(everything)
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "mine.parquet").write_bytes(b"of somebody else")
    compared(some, tmp_path / "out", tmp_path / "index")
    found = compared(everything, tmp_path / "out", tmp_path / "index")
    wanted = compared(everything, tmp_path / "out")
    assert found[0].equals(wanted[0]) and found[1].equals(wanted[1])
    assert (tmp_path / "index" / "mine.parquet").exists()


def test_a_table_that_has_everything_is_read_where_it_lies(tmp_path: Path) -> None:
    FULL.write_parquet(tmp_path / "whole.parquet")
    assert read_source(str(tmp_path / "whole.parquet"), tmp_path, False).path == tmp_path / "whole.parquet"
    for name, table in {
        "null": FULL.with_columns(blocks=pl.when(pl.int_range(pl.len()) > 0).then("blocks")),
        "twice": pl.concat([FULL, FULL.head(2)]),
        "bare": FULL.drop("n_words"),
    }.items():
        table.write_parquet(tmp_path / f"{name}.parquet")
        given = read_source(str(tmp_path / f"{name}.parquet"), tmp_path, False)
        assert given.path == tmp_path / "articles.parquet", name
        assert pl.read_parquet(given.path)["article_id"].to_list() == FULL["article_id"].to_list()
        assert given.n_twice == (2 if name == "twice" else 0)


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({"text": "a b"}, {"article_id": article_id(b"a b"), "n_words": 2, "outlet": None, "published_at": None, "bylines": []}),
        ({"text": "a", "id": 7, "source": "x.org", "bylines": "Jo"}, {"article_id": "7", "outlet": "x.org", "bylines": ["Jo"]}),
        ({"text": "a", "id": "i", "article_id": "j", "n_words": 9}, {"article_id": "j", "n_words": 9}),
        (
            {"text": "a", "published": "2021-04-16"},
            {"published_at": datetime(2021, 4, 16, tzinfo=UTC), "published_latest": date(2021, 4, 16)},
        ),
        ({"text": "a", "published": "2021-04-16T01:00:00+03:00"}, {"published_latest": date(2021, 4, 15)}),
        ({"text": "a", "published_at": date(2021, 4, 16), "published_latest": "2021-05-01"}, {"published_latest": date(2021, 5, 1)}),
        ({"text": "\ud800 a", "published": ""}, {"text": "? a", "published_at": None}),
        ({"text": "a b c", "blocks": [{"start": 2, "end": 5, "kind": "body"}]}, {"n_words": 2}),
        ({"text": "", "id": "e"}, {"blocks": [], "n_words": 0}),
    ],
)
def test_a_row_is_read(row: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert wanted.items() <= {name: value for name, value in read_article(row, mark=False).items() if name in wanted}.items()


def test_one_text_in_two_places_is_two_articles() -> None:
    keys = {read_article({"text": OTHER, "outlet": outlet}, mark=False)["article_id"] for outlet in ("a", "b", None)}
    assert len(keys) == 3


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"id": "a"}, 'no "text"'),
        ({"text": None}, 'no "text"'),
        ({"text": "a", "id": ["b"]}, '"article_id" is no text'),
        ({"text": "a", "outlet": True}, '"outlet" is no text'),
        ({"text": "a", "published": "soon"}, "no ISO date: 'soon'"),
        ({"text": "a", "published": 2021}, "no ISO date"),
        ({"text": "a", "published": "0001-01-01T00:00:00+05:00"}, "no ISO date"),
        ({"text": "a", "n_words": -1}, "no count"),
        ({"text": "a", "bylines": [1]}, '"bylines"'),
        ({"text": "a", "blocks": [{"start": 0, "end": 9, "kind": "body"}]}, '"blocks"'),
        ({"text": "ab", "blocks": [{"start": 1, "end": 2, "kind": "body"}, {"start": 0, "end": 1, "kind": "body"}]}, '"blocks"'),
        ({"text": "a", "blocks": "body"}, '"blocks"'),
    ],
)
def test_a_bad_row_is_told(row: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_article(row, mark=False)


def test_blocks_of_bare_texts() -> None:
    text = "\nSnow at Dorvan\nThe airfield is closed.\nRead more: Herring counted"
    kinds = [(block.kind, text[block.start : block.end].strip()) for block in make_blocks(text, "Snow at Dorvan ", mark=False)]
    assert kinds == [("title", "Snow at Dorvan"), ("body", "The airfield is closed.\nRead more: Herring counted")]
    assert [block.kind for block in make_blocks(text, "Another title", mark=False)] == ["body"]
    assert "related" in {block.kind for block in make_blocks(text, None, mark=True)}


def test_bad_rows_are_named_and_passed_over(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", ["not json", *ROWS, {"id": 1}, "", "[]", "[" * 100_000])
    run = muster("compare", str(source), "--to", str(tmp_path / "out"), "--json")
    assert run.returncode == 1
    assert [line.split("line ")[1].split(":")[0] for line in run.stderr.splitlines()] == ["1", "5", "7", "8"]
    assert (json.loads(run.stdout)["articles"], json.loads(run.stdout)["bad"]) == (3, 4)


def test_one_key_for_two_texts_stops_it(tmp_path: Path) -> None:
    source = lines(tmp_path / "in.jsonl", [*ROWS, {"id": "one", "text": OTHER}])
    run = muster("compare", str(source), "--to", str(tmp_path / "out"))
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert "1 keys stand for different texts: one" in run.stderr
    assert not (tmp_path / "out").exists()


def test_standard_input_and_no_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"\xef\xbb\xbf" + json.dumps(ROWS[0]).encode())))
    assert read_source("-", tmp_path, False).n_bad == 0
    overlaps, reports = compared(lines(tmp_path / "none.jsonl", []), tmp_path / "out")
    assert (overlaps.height, reports.height) == (0, 0)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.parquet", None, "There is no file"),
        ("in.csv", b"id,text\n", "is neither a Parquet file"),
        ("in.parquet", b"PAR1 of no kind", "cannot be read"),
        ("in.jsonl.gz", b"\x1f\x8b of no kind", "cannot be read"),
        ("table.parquet", pl.DataFrame({"id": ["a"], "body": ["b"]}), "has no column 'text'; it has 'id', 'body'"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, content: bytes | pl.DataFrame | None, says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is not None:
        content.write_parquet(path)
    with pytest.raises(UserError, match=says):
        run_compare(str(path), tmp_path / "out", None, mark=False, as_json=True)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    source = str(lines(tmp_path / "in.jsonl", ROWS))
    with pytest.raises(UserError, match="is not a folder"):
        run_compare(source, tmp_path / "file", None, mark=False, as_json=True)
    with pytest.raises(UserError, match="could not be compared"):
        run_compare(source, tmp_path / "file" / "below", None, mark=False, as_json=True)
