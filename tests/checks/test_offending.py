"""What a failed check says: which rows, and in which document they can be looked up."""

import pandera.errors
import polars as pl
import pytest

from checks.columns import Mention, Table, column, count, key
from checks.offending import broken_cells, markdown, sentence, with_source

HELD = {
    "articles": pl.DataFrame({"article_id": ["a1", "a2"], "source": ["one.txt", "two.txt"]}),
    "quote_mentions": pl.DataFrame({"mention_id": ["m1", "m2"], "quote_id": ["q1", "q1"], "article_id": ["a2", "a1"]}),
    "figure_mentions": pl.DataFrame({"mention_id": ["m3"], "figure_id": ["f1"], "article_id": ["a2"]}),
}


def read(table: str, columns: list[str]) -> pl.DataFrame | None:
    return HELD[table].select(columns) if table in HELD else None


class Row(Table):
    """A row."""

    row_id: str = key("row")
    words: str = column("its words")
    n: int = count("things")


def failures(frame: pl.DataFrame) -> pl.DataFrame:
    with pytest.raises(pandera.errors.SchemaErrors) as caught:
        Row.validate(frame, lazy=True)
    return broken_cells(caught.value.failure_cases, frame, Row)


@pytest.mark.parametrize(
    ("rows", "sources"),
    [
        pytest.param({"article_id": ["a2", "gone"]}, ["two.txt", None], id="by article, and one that is no article"),
        pytest.param({"overlap_id": ["o1"], "article_a": ["a1"], "article_b": ["a2"]}, ["one.txt"], id="by the first of two articles"),
        pytest.param({"mention_id": ["m3", "m1"]}, ["two.txt", "two.txt"], id="by mention, of whatever kind"),
        pytest.param({"quote_id": ["q1"]}, ["one.txt"], id="by quotation: the first of its articles"),
        pytest.param({"event_id": ["e1"]}, None, id="the table of its mentions is not there"),
        pytest.param({"level_id": ["l1"]}, None, id="stands in no article"),
        pytest.param({"source": ["three.txt"], "problem": ["odd"]}, ["three.txt"], id="says it itself"),
    ],
)
def test_an_offending_row_says_where_it_stands(rows: dict[str, list[str]], sources: list[str | None] | None) -> None:
    told = with_source(pl.DataFrame(rows), read)
    assert told.select(list(rows)).to_dict(as_series=False) == rows
    assert (told["source"].to_list() if "source" in told.columns else None) == sources


def test_without_articles_the_rows_are_told_as_they_are() -> None:
    rows = pl.DataFrame({"article_id": ["a1"]})
    assert with_source(rows, lambda *_: None).equals(rows)


def test_a_broken_cell_is_told_with_the_key_of_its_row() -> None:
    rows = pl.DataFrame({"row_id": ["r1", "r2"], "words": ["some", None], "n": [1, 0]})
    told = failures(rows).sort("column")
    assert told["row_id"].to_list() == ["r2", "r2"]
    assert told.select("column", "value").rows() == [("n", "0"), ("words", None)]


def test_a_broken_column_is_told_without_a_row() -> None:
    told = failures(pl.DataFrame({"row_id": ["r1"], "words": ["some"]}))
    assert told.rows() == [(None, "Row", "n", "column_in_dataframe")]


def test_a_mention_that_breaks_a_rule_leads_to_its_document() -> None:
    rows = pl.DataFrame(
        {"mention_id": ["men_000000000000"], "article_id": ["a2"], "char_start": [-1], "char_end": [3], "surface": ["war"], "rule": ["r"]},
        schema_overrides={"credited_to": pl.String},
    ).with_columns(credited_to=pl.lit(None, pl.String))
    with pytest.raises(pandera.errors.SchemaErrors) as caught:
        Mention.validate(rows, lazy=True)
    told = with_source(broken_cells(caught.value.failure_cases, rows, Mention), read)
    assert sentence(told, 1, 7) == (
        "1 row breaks it: mention_id men_000000000000, article_id a2, column char_start, value -1, "
        "rule greater_than_or_equal_to(0); it stands in two.txt."
    )


@pytest.mark.parametrize(
    ("shown", "offending", "rows", "said"),
    [
        ([], 0, 1200, "Holds for all 1,200 rows."),
        ([], 0, 0, "There are no rows."),
        ([{"quote_id": "q1", "n": 2}], 1, 5, "1 row breaks it: quote_id q1, n 2."),
        ([{"quote_id": "q1", "at": None}], 3000, 5000, "3,000 rows break it; the first: quote_id q1."),
        ([{"ids": ["a", "b"], "source": "x.txt"}], 2, 5, "2 rows break it; the first: ids a, b; it stands in x.txt."),
    ],
)
def test_what_came_of_it_is_a_sentence(shown: list[dict[str, object]], offending: int, rows: int, said: str) -> None:
    assert sentence(pl.DataFrame(shown), offending, rows) == said


def test_a_long_or_odd_cell_does_not_break_the_table() -> None:
    table = markdown(pl.DataFrame({"words": ["a|b\nc", "x" * 100]}))
    assert table.splitlines() == ["| words |", "| --- |", "| a\\|b c |", f"| {'x' * 59}… |"]
