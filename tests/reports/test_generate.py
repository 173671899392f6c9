"""The generated reports are what their truth says, and the measures count what they say."""

from pathlib import Path

import polars as pl
import pytest

from pipelines.reports.words import fold
from tests.reports.generate import generate, write
from tests.reports.measure import copy_sets, links


@pytest.fixture(scope="module")
def made() -> tuple[pl.DataFrame, pl.DataFrame]:
    return generate(700, seed=3)


def _own(article: dict, furniture: list[dict]) -> set[tuple[str, ...]]:
    """5-grams of the lines under the title that are no furniture."""
    text = article["text"]
    for span in sorted((span for span in furniture if span["kind"] == "furniture"), key=lambda span: -span["start"]):
        text = text[: span["start"]] + text[span["end"] :]
    words = fold(text[len(article["title"]) :])
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def test_copies_are_copies_and_other_reports_are_not(made: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    articles, truth = made
    about = {row["article_id"]: row for row in truth.iter_rows(named=True)}
    own = {row["article_id"]: _own(row, about[row["article_id"]]["furniture"]) for row in articles.iter_rows(named=True)}
    firsts = {row["set"]: row["article_id"] for row in about.values() if row["share"] is not None}
    for key, row in about.items():
        contained = len(own[key] & own[firsts[row["set"]]]) / max(1, min(len(own[key]), len(own[firsts[row["set"]]])))
        assert contained >= (0.5 if row["relation"] == "near_copy" else 0.8)
        if row["relation"] == "rewrite" and row["source"] in firsts:
            assert 0.02 < len(own[key] & own[firsts[row["source"]]]) / len(own[key]) < 0.45
            assert 0.1 < row["share"] < 0.45


def test_spans_resolve(made: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    articles, truth = made
    for row, told in zip(articles.iter_rows(named=True), truth.iter_rows(named=True), strict=True):
        text = row["text"]
        blocks = [(block["kind"], text[block["start"] : block["end"]]) for block in row["blocks"]]
        assert blocks[0] == ("title", row["title"])
        assert " ".join(part for _, part in blocks).split() == text.split()
        assert all(text[span["start"] : span["end"]].strip() for span in told["furniture"])


def test_same_bytes_from_any_number_of_processes(tmp_path: Path) -> None:
    for processes in (1, 2):
        write(90, 5, tmp_path / str(processes), processes, chunk=25)
    for name in ("articles.parquet", "truth.parquet"):
        assert pl.read_parquet(tmp_path / "1" / name).height == 90
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_measures() -> None:
    truth = pl.DataFrame({
        "article_id": ["a", "b", "c", "d"], "set": [1, 1, 2, 3], "relation": ["canonical", "verbatim", "rewrite", "canonical"],
        "source": [None, None, 1, None], "share": [0.0, None, 0.3, 0.0], "quoted_from": [[], [], [], []],
        "furniture": [[{"start": 90, "end": 140, "kind": "furniture"}], [], [], []],
    }, schema_overrides={"quoted_from": pl.List(pl.Int64)})  # fmt: skip
    reports = pl.DataFrame({"article_id": ["a", "b", "c", "d"], "report_id": ["x", "x", "x", "y"]})
    sets = copy_sets(reports, truth)
    assert sets["copies, pairwise recall"] == 1 and sets["copies, pairwise precision"] == pytest.approx(1 / 3)
    rows = [("a", 0, 50, "c", 0, 50, 12), ("a", 100, 140, "d", 7, 47, 10), ("a", 0, 80, "b", 0, 80, 20)]
    overlaps = pl.DataFrame(rows, ["article_a", "a_start", "a_end", "article_b", "b_start", "b_end", "n_words"], orient="row")
    found = links(overlaps, truth)
    assert found["links, rewrite with its source"] == 1
    assert found["links across reports, precision"] == 0.5 and found["links across reports, false by furniture"] == 1


def test_the_truth_scores_full_marks(made: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    truth = made[1]
    perfect = copy_sets(truth.select("article_id", report_id=pl.col("set").cast(pl.String)), truth)
    assert perfect["copies, pairwise F1"] == perfect["copies, B-cubed F1"] == 1
