"""The comparison as a whole: what it makes of odd tables, and which of the shared passages it lists."""

import polars as pl
import pytest

from checks.overlaps import Overlaps
from checks.reports import Reports, one_canonical_each, one_origin_each
from pipelines.reports.compare import compare_articles
from tests.reports.generate import generate
from tests.reports.tables import article, articles
from tests.reports.test_copies import FULL, OTHER

THIRD = (
    "A ferry took the last herd of the season across the fjord before the pilots' guild closed the narrow channel.",
    "Its master said that he had never seen so many sheep aboard and that he hoped never to see them there again.",
    "The guild wants a lamp on the northern rock, and the harbour council has promised an answer by the new year.",
)


def pairs(*rows: dict) -> list[str]:
    """The first letters of the articles that overlap."""
    found = compare_articles(articles(*rows))[0].select("article_a", "article_b").unique().sort("article_a", "article_b")
    return [a[4] + b[4] for a, b in found.iter_rows()]


def valid(table: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both tables, which are what they should be."""
    overlaps, reports = compare_articles(table)
    Overlaps.validate(overlaps)
    Reports.validate(reports)
    assert not one_canonical_each(reports).height and not one_origin_each(reports).height
    assert reports["article_id"].to_list() == sorted(table["article_id"].unique())
    return overlaps, reports


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [article("a", *FULL)],
        [article("a")],
        [article("a", ""), article("b", "")],
        [article("a"), article("b", *FULL), article("c", ("title", OTHER[0]))],
        [article("a", ("caption", FULL[0])), article("b", ("caption", FULL[0]))],
    ],
)
def test_few_articles_or_empty_ones_are_reports_of_their_own(rows: list[dict]) -> None:
    overlaps, reports = valid(articles(*rows))
    assert not overlaps.height and reports["relation"].to_list() == ["canonical"] * len(rows)


@pytest.mark.parametrize("without", [["outlet"], ["published_at", "published_latest"], ["n_words"], ["bylines"], ["outlet", "n_words"]])
def test_what_is_not_known_is_null(without: list[str]) -> None:
    table = generate(60, seed=2, n_outlets=3)[0]
    found = valid(table.with_columns(pl.lit(None, dtype=table.schema[name]).alias(name) for name in without))
    assert found[1]["report_id"].n_unique() < 60
    if "bylines" not in without:
        missing = compare_articles(table.drop(without))
        assert missing[0].equals(found[0]) and missing[1].equals(found[1])


def test_articles_without_an_outlet_have_none_in_common() -> None:
    said = "“" + FULL[0][:-1] + ",” the clerk said."
    rows = [article(key, *lines) | {"outlet": None} for key, lines in (("a", (*FULL[3:], said)), ("b", (*OTHER, *THIRD, said)))]
    assert pairs(*rows) == ["ab"]


def test_rows_that_stand_there_twice_change_nothing() -> None:
    table = generate(60, seed=4, n_outlets=3)[0]
    once, twice = valid(table), valid(pl.concat([table, table, table[20:25]]))
    assert twice[0].equals(once[0]) and twice[1].equals(once[1])


def test_of_a_large_set_only_overlaps_with_the_canonical_article_are_listed() -> None:
    rows = [article(key, *FULL, day=day) for key, day in (("b", 14), ("a", 15), ("c", 16))]
    assert pairs(*rows) == ["ab", "ac", "bc"]
    assert pairs(*rows, article("d", *FULL[:2], *OTHER, *THIRD, day=17)) == ["ab", "ac", "ad", "bc", "bd", "cd"]
    more = [article(key, *FULL, day=17) for key in "defijk"]
    assert pairs(*rows, *more) == ["ab", "bc", "bd", "be", "bf", "bi", "bj", "bk"]


@pytest.mark.parametrize(
    ("n_shared", "outlets", "linked"),
    [(1, ("Post", "Gazette"), True), (1, ("Post", "Post"), False), (3, ("Post", "Post"), True), (3, ("Post", "Gazette"), True)],
)
def test_one_outlet_needs_a_good_part(n_shared: int, outlets: tuple[str, str], linked: bool) -> None:
    """Two stories of an outlet may end on the same notice; two outlets that print the same sentence have it from somewhere."""
    one = article("a", *OTHER, *OTHER[::-1], *FULL[:n_shared], outlet=outlets[0], day=14)
    other = article("b", *THIRD, *(line[::-1] for line in FULL), *FULL[:n_shared], outlet=outlets[1], day=15)
    assert pairs(one, other) == ["ab"] * linked


FOOTER = (
    "Readers keep the Harbour Gazette alive so please give what you can and write to our desk on Mill Lane.",
    "Copies of the paper edition lie at every pier from six in the morning and cost no more than a loaf of bread.",
)


def test_three_articles_teach_the_furniture_of_an_outlet() -> None:
    rows = [
        article(key, *lines, *FOOTER, outlet="Gazette", day=14) for key, lines in (("a", FULL), ("b", OTHER), ("c", (*THIRD, *THIRD[::-1])))
    ]
    assert pairs(*rows[:2]) == ["ab"]
    assert pairs(*rows) == []


SHORT = "Nine of them crossed the bridge of boats that night"
LONGER = "Every household gave a blanket and a lantern and nobody asked whether either would ever be returned"


@pytest.mark.parametrize(
    ("shared", "n"),
    [
        ([SHORT], 0),
        ([f"“{SHORT}.”"], 1),  # ten words of a quotation, in two outlets
        ([f"“{' '.join(SHORT.split()[:9])}.”"], 0),
        ([LONGER], 1),
        ([f"“{SHORT}.”", LONGER], 2),
        ([" ".join(LONGER.split()[:12])], 0),
    ],
)
def test_short_passages_are_listed_beside_longer_ones(shared: list[str], n: int) -> None:
    one = article("a", *FULL, *(f"{line} {words}" for line, words in zip(OTHER, shared, strict=False)), day=14)
    other = article("b", *(f"{line} {words}" for line, words in zip(THIRD, shared, strict=False)), *(line[::-1] for line in FULL), day=15)
    assert compare_articles(articles(one, other))[0].height == n
