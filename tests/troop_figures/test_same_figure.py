"""Mentions in, claims out: what is one claim, what holds what, what cannot all be true."""

import time
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.troop_figures import TroopFigures, bounds_in_order, conflicts_have_two_sides
from pipelines.ids import row_id
from pipelines.troop_figures.same_figure import group_figures
from tests.troop_figures.rows import articles, mention, mentions, reports

APRIL = date(2021, 4, 14)
ARTICLES = articles(a=date(2021, 4, 14), b=date(2021, 4, 20), c=date(2021, 5, 3), d=date(2021, 2, 16))
REPORTS = reports(a="rep_a", b="rep_b", c="rep_c", d="rep_d")


def group(*rows: dict[str, Any]) -> tuple[pl.DataFrame, pl.DataFrame]:
    named, figures = group_figures(mentions(*rows), ARTICLES, REPORTS)
    TroopFigures.validate(figures)
    assert bounds_in_order(figures).is_empty()
    assert conflicts_have_two_sides(figures).is_empty()
    return named, figures


def sets(*rows: dict[str, Any]) -> list[list[str]]:
    """The mentions of each claim."""
    named, _ = group(*rows)
    joined = named.group_by("figure_id").agg(pl.col("mention_id").sort())
    return sorted([mention.removeprefix("men_") for mention in row] for row in joined["mention_id"].to_list())


ONE = [["1", "2"]]
TWO = [["1"], ["2"]]
SAME = [
    ("same day", {}, {}, ONE),
    ("within two months", {}, {"day": APRIL + timedelta(55)}, ONE),
    ("plans of two months", {"measure": "to_deploy"}, {"measure": "to_deploy", "day": APRIL + timedelta(55)}, TWO),
    ("months later", {}, {"day": APRIL + timedelta(90)}, TWO),
    ("another value", {}, {"value": 3500}, TWO),
    ("another force", {}, {"force_id": "GBR"}, TWO),
    ("another place", {}, {"place_id": "IRQ"}, TWO),
    ("another measure", {}, {"measure": "to_withdraw"}, TWO),
    ("present and deployed", {}, {"measure": "deployed"}, ONE),
    ("present and planned", {}, {"status": "planned"}, TWO),
    ("told and denied", {}, {"status": "denied"}, TWO),
    ("less exact", {}, {"qualifier": "about"}, ONE),
    ("no place told", {}, {"place_id": None}, ONE),
    ("no time told", {}, {"day": None}, ONE),
    ("force not known, other reports", {"force_id": None}, {"force_id": None}, TWO),
    ("losses of one day", {"measure": "killed"}, {"measure": "killed", "day": APRIL + timedelta(1)}, ONE),
    ("losses of two weeks", {"measure": "killed"}, {"measure": "killed", "day": APRIL + timedelta(14)}, TWO),
    ("no number, other reports", {"value": None, "qualifier": "vague"}, {"value": None, "qualifier": "vague"}, TWO),
]


@pytest.mark.parametrize(("first", "second", "expected"), [row[1:] for row in SAME], ids=[row[0] for row in SAME])
def test_what_is_one_claim(first: dict[str, Any], second: dict[str, Any], expected: list[list[str]]) -> None:
    assert sets(mention("1", "a", **{"value": 2500, **first}), mention("2", "b", **{"value": 2500, **second})) == expected


def test_a_place_is_not_chosen_between_two() -> None:
    rows = [mention("1", "a", 2500), mention("2", "b", 2500, place_id="IRQ"), mention("3", "c", 2500, place_id=None)]
    assert sets(*rows) == [["1"], ["2"], ["3"]]


def test_a_claim_keeps_all_that_was_said() -> None:
    _, figures = group(
        mention("1", "b", 2500, claimed_by="Pentagon", surface="2,500 soldiers"),
        mention("2", "a", 2500, qualifier="about", surface="about 2,500 troops"),
        mention("3", "c", 2500, date(2021, 5, 1), claimed_by="Joe Biden"),
    )
    row = figures.row(0, named=True)
    assert row["figure_id"] == row_id("fig", "men_2")  # published first
    assert (row["qualifier"], row["value"], row["low"], row["high"]) == ("about", 2500, None, None)
    assert (row["as_of_earliest"], row["as_of_latest"]) == (APRIL, date(2021, 5, 1))
    assert row["claimed_by"] == ["Joe Biden", "Pentagon"]
    assert row["phrases"] == ["2,500 soldiers", "2,500 troops", "about 2,500 troops"]
    assert (row["n_mentions"], row["n_articles"], row["n_reports"], row["n_origins"]) == (3, 3, 3, 3)


def test_relations_are_lifted_to_claims() -> None:
    named, figures = group(
        mention("whole", "a", 9600, force_id="NATO"),
        mention("part", "a", 2500, part_of=["men_whole"]),
        mention("again", "b", 2500),
        mention("rest", "b", 7000, force_id="NATO", qualifier="about", excludes=["men_again"]),
    )
    ids = dict(named.select("mention_id", "figure_id").iter_rows())
    rows = {row["figure_id"]: row for row in figures.iter_rows(named=True)}
    assert ids["men_part"] == ids["men_again"]
    assert rows[ids["men_part"]]["part_of"] == [ids["men_whole"]]
    assert rows[ids["men_rest"]]["excludes"] == [ids["men_part"]]
    assert {row["conflict_id"] for row in rows.values()} == {None}


def conflicts(*rows: dict[str, Any]) -> list[list[int]]:
    """The values of the claims of each conflict."""
    _, figures = group(*rows)
    found = figures.drop_nulls("conflict_id").group_by("conflict_id").agg(pl.col("value").sort())
    return sorted(found["value"].to_list())


CONFLICTS = [
    ("two strengths", [mention("1", "a", 2500), mention("2", "b", 3500)], [[2500, 3500]]),
    ("within the qualifiers", [mention("1", "a", 2500), mention("2", "b", 2600, qualifier="about")], []),
    ("a later strength", [mention("1", "a", 2500), mention("2", "b", 3500, APRIL + timedelta(9))], []),
    ("elsewhere", [mention("1", "a", 2500), mention("2", "b", 3500, place_id="IRQ")], []),
    ("at least", [mention("1", "a", 2500, qualifier="at_least", high=None), mention("2", "b", 3500)], []),
    (
        "more to withdraw than there are",
        [
            mention("1", "a", 1000, force_id="DEU", qualifier="about"),
            mention("2", "b", 1300, date(2021, 4, 26), force_id="DEU", measure="to_withdraw", status="planned"),
        ],
        [[1000, 1300]],
    ),
    (
        "more to withdraw, without a date",
        [mention("1", "a", 1000), mention("2", "b", 1300, None, measure="to_withdraw", status="planned")],
        [[1000, 1300]],
    ),
    (
        "a plan without a date, strengths of several years",
        [
            mention("1", "a", 1000, date(2012, 1, 1)),
            mention("2", "a", 5000),
            mention("3", "b", 1300, None, measure="to_withdraw", status="planned"),
        ],
        [],
    ),
    ("fewer to withdraw than there are", [mention("1", "a", 2500), mention("2", "b", 500, measure="to_withdraw", status="planned")], []),
    ("a plan for a lower level", [mention("1", "a", 4500), mention("2", "b", 2500, status="planned")], []),
    (
        "parts above the whole",
        [
            mention("1", "a", 1000, force_id="NATO"),
            mention("2", "a", 800, part_of=["men_1"]),
            mention("3", "a", 700, force_id="GBR", part_of=["men_1"]),
        ],
        [[700, 800, 1000]],
    ),
    ("a part of the same force", [mention("1", "a", 2500), mention("2", "a", 500, part_of=["men_1"])], []),
    ("of three two agree", [mention("1", "a", 2500), mention("2", "b", 2500), mention("3", "c", 5000)], [[2500, 5000]]),
]


@pytest.mark.parametrize(("rows", "expected"), [row[1:] for row in CONFLICTS], ids=[row[0] for row in CONFLICTS])
def test_what_cannot_all_be_true(rows: list[dict[str, Any]], expected: list[list[int]]) -> None:
    assert conflicts(*rows) == expected


def test_nothing_in_nothing_out() -> None:
    named, figures = group_figures(mentions(), ARTICLES, REPORTS)
    assert named.is_empty()
    TroopFigures.validate(figures)


ROW = st.fixed_dictionaries(
    {
        "article": st.sampled_from("abcd"),
        "value": st.sampled_from([None, 500, 2500, 3500]),
        "day": st.sampled_from([None, APRIL, APRIL + timedelta(3), APRIL + timedelta(40)]),
        "force_id": st.sampled_from([None, "USA", "NATO"]),
        "place_id": st.sampled_from([None, "AFG", "IRQ"]),
        "measure": st.sampled_from(["present", "deployed", "to_withdraw", "killed"]),
        "qualifier": st.sampled_from(["exact", "about"]),
        "char_start": st.integers(min_value=0, max_value=3),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_order_of_input_does_not_matter(drawn: list[dict[str, Any]], random: Any) -> None:
    rows = [mention(str(place), **fields) for place, fields in enumerate(drawn)]
    for place, row in enumerate(rows[1:]):
        row["part_of" if place % 2 else "excludes"] = [rows[0]["mention_id"]]
    shuffled = random.sample(rows, len(rows))
    first, second = group(*rows), group(*shuffled)
    assert first[1].equals(second[1])
    assert first[0].sort("mention_id").equals(second[0].sort("mention_id"))


def test_cost_stays_in_proportion() -> None:
    rows = [mention(f"{place:05d}", f"x{place}", 1000 + place, APRIL + timedelta(place % 28)) for place in range(6000)]
    started = time.process_time()
    _, figures = group_figures(mentions(*rows), ARTICLES, REPORTS)
    assert len(figures) == len(rows)
    assert time.process_time() - started < 5
