"""The markup of the news items, and that their scorer can fail."""

import pytest

from pipelines.text.known import entities
from tests.marked_items import HALVES, Item, check_markup, read_item
from tests.news.news import compare, items, right, scores

KNOWN = {"q", "v", "low", "high", "formations", "force", "m", "s", "place", "by", "n", "part_of", "excludes"}


@pytest.mark.parametrize("item", items(), ids=lambda item: f"{item.number:03d}")
def test_item(item: Item) -> None:
    check_markup(item, KNOWN)
    for gold in item.gold:
        if gold.wanted:
            assert {"v", "low", "formations"} & set(gold.fields)
            named = {answer for field in ("force", "place") for answer in gold.answers(field) if answer and not answer.startswith("~")}
            assert named <= set(entities())


def test_both_halves_have_items_without_figures() -> None:
    for half in HALVES:
        assert any(not any(gold.wanted for gold in item.gold) for item in items() if item.half == half)


def test_markup_is_stripped() -> None:
    item = read_item(1, None, "Some {{300 men|q=exact v=300 force=GBR/- m=killed}} and {{?a guard|}}.")
    assert item.text == "Some 300 men and a guard."
    assert [(gold.start, gold.end, gold.wanted) for gold in item.gold] == [(5, 12, True), (17, 24, False)]
    assert item.gold[0].answers("force") == ["GBR", None] and item.gold[0].answers("place") == []


FIGURE = (
    "{{300 British soldiers|q=exact v=300 force=GBR m=killed s=reported place=MLI by=-}} were killed in Mali. The town has 4,000 houses."
)


def test_a_right_figure_counts() -> None:
    found = compare(read_item(1, None, FIGURE))
    assert scores(found)["F1"] == 1.0 and scores(found)["traps"] == 0.0
    (row,) = found
    assert row.gold and row.mention and right(row.gold, row.mention, "force") and right(row.gold, row.mention, "m")


@pytest.mark.parametrize(("old", "new", "score"), [("GBR", "FRA", "force"), ("m=killed", "m=present", "measure"), ("MLI", "TCD", "place")])
def test_a_wrong_field_is_wrong(old: str, new: str, score: str) -> None:
    assert scores(compare(read_item(1, None, FIGURE.replace(old, new))))[score] == 0.0


def test_what_is_not_found_and_what_is_no_figure_count() -> None:
    found = compare(read_item(1, None, "300 British soldiers were killed. {{Seven houses|q=exact v=7 force=- m=present}} burned."))
    assert scores(found)["F1"] == 0.0 and scores(found)["traps"] == -1.0
