"""What is refused and what is not: pages and dumps of our own in not_articles/ and short_articles/, each with its line in an index."""

import csv
from pathlib import Path

import pytest

from pipelines.articles.blocks import mark_blocks
from pipelines.articles.raw import Rejected
from pipelines.articles.records import Fields
from pipelines.articles.refuse import refuse
from tests.articles.test_reading import build
from tests.articles.words import BODY, LEAD, SECOND, TITLE

HERE = Path(__file__).parent


def index(folder: str) -> list[dict[str, str]]:
    with (HERE / folder / "index.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", index("not_articles"), ids=lambda row: row["file"])
def test_pages_that_are_no_articles_are_refused(row: dict[str, str]) -> None:
    _, articles, rejects = build(HERE / "not_articles" / row["file"])
    assert articles.is_empty()
    assert rejects["reason"].to_list() == [row["reason"]]


@pytest.mark.parametrize("row", index("short_articles"), ids=lambda row: row["file"])
def test_short_articles_stay(row: dict[str, str]) -> None:
    _, articles, rejects = build(HERE / "short_articles" / row["file"])
    assert rejects.is_empty()
    assert articles["n_words"].item() >= 30


def test_every_file_stands_in_its_index() -> None:
    for folder in ("not_articles", "short_articles"):
        there = {path.name for path in (HERE / folder).iterdir()} - {"index.csv"}
        assert there == {row["file"] for row in index(folder)}


def why(text: str, *types: str, stated: bool = False) -> str | None:
    """The reason for which a text is refused, if it is."""
    try:
        refuse(text, mark_blocks(text), Fields(page_types=types), stated=stated)
    except Rejected as rejected:
        return rejected.problem.detail
    return None


@pytest.mark.parametrize(
    ("types", "detail"),
    [
        ((), None),
        (("website",), None),
        (("newsarticle", "videoobject"), None),
        (("collectionpage", "article"), None),
        (("collectionpage", "website"), "It is an index of other pages with a line or two of each."),
        (("videoobject",), "It is a page around a video."),
        (("aboutpage",), "It is a page about the site itself."),
    ],
)
def test_what_a_page_says_that_it_is(types: tuple[str, ...], detail: str | None) -> None:
    assert why(f"{TITLE}\n\n{BODY}", *types) == detail


@pytest.mark.parametrize(
    "notice", ["Subscribe to continue reading", "This article is for subscribers only.", "You have read your last free article"]
)
def test_a_notice_ends_the_beginning_of_a_report_not_a_whole_one(notice: str) -> None:
    assert why(f"{TITLE}\n\n{LEAD}\n\n{notice}") == "It is the notice of a paywall."
    assert why(f"{TITLE}\n\n{LEAD}\n\n{notice}", stated=True) == "It is the notice of a paywall."
    whole = "\n\n".join(f"{LEAD} {SECOND.replace('400', str(number))}" for number in range(400, 404))
    assert why(f"{TITLE}\n\n{whole}\n\n{notice}") is None
    assert why(f"{notice}\n\n{TITLE}\n\n{whole}") is None
    assert why(f"{TITLE}\n\n{LEAD} The page said “{notice}”, and nobody could read on.\n\n{SECOND}") is None
