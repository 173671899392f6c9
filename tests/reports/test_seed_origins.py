"""The five original articles are five reports, and what each goes back to. Skips where they are not at hand."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.articles.documents import build_documents
from pipelines.mentions import extract_all
from pipelines.reports.compare import compare_articles


@pytest.fixture(scope="module")
def articles(seeds_folder: Path) -> pl.DataFrame:
    table = build_documents([seeds_folder])[1]
    return table.with_columns(seed=pl.col("source").str.extract(r"(\d{3})_"))


def test_they_are_five_reports_and_one_is_a_wires(articles: pl.DataFrame) -> None:
    """002 takes single statements from three agencies, 003 is signed by a monitoring desk that names none, 001 and 004 credit nobody."""
    overlaps, reports = compare_articles(articles)
    traced = reports.join(articles, on="article_id").sort("seed")
    assert reports["report_id"].n_unique() == 5
    assert traced.select("seed", "origin", "origin_basis").rows() == [
        ("000", "Reuters", "dateline"), ("001", None, None), ("002", None, None), ("003", None, None), ("004", None, None),
    ]  # fmt: skip
    assert set(overlaps["kind"]) == {"quotation"}


def test_statements_go_back_to_whom_they_were_made(articles: pl.DataFrame) -> None:
    mentions = extract_all("quote_mentions", articles)
    credited = mentions.join(articles, on="article_id").drop_nulls("credited_to")
    assert {seed: set(names) for seed, names in credited.group_by("seed").agg("credited_to").iter_rows()} == {
        "002": {"AFP", "ARD", "Press TV", "Reuters"}
    }
