"""Sets of copies: what counts once, what is a report of its own, and where it came from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.reports import Reports, one_canonical_each
from pipelines.reports.compare import compare_articles
from tests.reports.generate import generate
from tests.reports.measure import copy_sets
from tests.reports.tables import article, articles

FULL = (
    "Parliament in Velgrad voted on Tuesday to bring the last two companies of pioneers home from the Sarn valley.",
    "The vote ends a deployment that began with forty men and a borrowed field kitchen eleven winters ago.",
    "Defence minister Ilse Marn told deputies that the valley's own militia could now keep the mountain road open.",
    "Two members of the opposition walked out and called the timetable a gift to the smugglers of the upper villages.",
    "Shepherds who trade along the road said they had heard nothing of the plan and expected a hard autumn.",
    "The pioneers built three bridges there, one of which was washed away in the floods of last spring.",
    "Neighbouring Ostrava said it would keep its medics in the valley until a civilian clinic had opened its doors.",
    "A farewell parade is planned for the first Sunday after the harvest, provided that the passes are free of snow.",
)
OTHER = (
    "Villagers of the Sarn valley have begun to store grain in the barracks that soldiers from Velgrad are about to leave.",
    "An elder counted nine empty rooms and said each would feed a family through the dark months.",
    "Nobody could say who will hold the keys once the flag has been taken down from the gate.",
    "In the market the price of lamp oil doubled within a week as traders guessed at the date.",
    "A teacher who came with the first convoy means to stay behind and finish the school year.",
)


def _relations(*rows: dict) -> dict[str, tuple[str, str]]:
    """First letter of each article -> its relation and the first letter of its canonical article."""
    table = articles(*rows)
    reports = compare_articles(table)[1]
    Reports.validate(reports)
    assert not one_canonical_each(reports).height
    return {row["article_id"][4]: (row["relation"], row["canonical_id"][4]) for row in reports.iter_rows(named=True)}


@pytest.mark.parametrize(
    ("copy", "relation"),
    [
        (FULL, "verbatim"),
        ((("title", "Pioneers to leave the valley before winter, says Velgrad"), *FULL), "verbatim"),
        ((*FULL[:2], *FULL[3:]), "near_copy"),
        (FULL[:2], "excerpt"),
        (FULL[3:5], "excerpt"),
        ((*FULL, *OTHER, *(line[::-1] for line in FULL)), "rewrite"),
    ],
)
def test_copies_count_once(copy: tuple[str, ...], relation: str) -> None:
    assert _relations(article("a", *FULL, day=14), article("b", *copy, day=15)) == {"a": ("canonical", "a"), "b": (relation, "a")}


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_a_rewrite_is_a_report_of_its_own(taken: int) -> None:
    found = _relations(article("a", *FULL, day=14), article("b", *FULL[:taken], *OTHER, day=15))
    assert found == {"a": ("canonical", "a"), "b": ("canonical", "b")}


def test_canonical_is_the_earliest_then_the_fullest_then_the_least_key() -> None:
    assert _relations(article("a", *FULL, day=15), article("b", *FULL, day=14))["a"] == ("verbatim", "b")
    assert _relations(article("a", *FULL[:3], day=14), article("b", *FULL, day=14))["a"] == ("excerpt", "b")
    assert _relations(article("a", *FULL), article("b", *FULL, day=14))["a"] == ("verbatim", "b")
    assert _relations(article("a", *FULL), article("b", *FULL))["b"] == ("verbatim", "a")


@pytest.mark.xfail(strict=True, reason="the longer report and the digest resemble one another, and the shorter one stands in the digest")
def test_a_digest_of_two_reports_does_not_make_them_one() -> None:
    found = _relations(article("a", *FULL, day=14), article("b", *OTHER, day=14), article("c", *FULL, *OTHER, day=16))
    assert found["a"] == ("canonical", "a") and found["b"] == ("canonical", "b") and found["c"][1] == "a"


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_order_does_not_matter(seed: int, shuffle: object) -> None:
    table, _ = generate(15, seed, n_outlets=4)
    _, reports = compare_articles(table)
    Reports.validate(reports)
    assert not one_canonical_each(reports).height
    assert sorted(reports["article_id"]) == sorted(table["article_id"])
    order = list(range(table.height))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    assert compare_articles(table[order])[1].equals(reports)


def test_generated_copies_are_found() -> None:
    table, truth = generate(1500, seed=11)
    found = copy_sets(compare_articles(table)[1], truth)
    assert found["copies, pairwise precision"] >= 0.99 and found["copies, B-cubed F1"] >= 0.95
