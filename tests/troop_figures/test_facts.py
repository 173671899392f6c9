"""Which claims tell of one fact, and which of these cannot all be true."""

from typing import Any

import polars as pl
import pytest

from pipelines.troop_figures.same_figure import group_figures
from tests.troop_figures.rows import mention, mentions
from tests.troop_figures.test_same_figure import APRIL, ARTICLES, REPORTS, group


def facts(*rows: dict[str, Any]) -> list[list[str]]:
    """The mentions of each fact."""
    named, figures = group_figures(mentions(*rows), ARTICLES, REPORTS)
    joined = named.join(figures.select("figure_id", "fact_id"), on="figure_id").group_by("fact_id").agg(pl.col("mention_id").sort())
    return sorted([name.removeprefix("men_") for name in row] for row in joined["mention_id"].to_list())


def conflicting(*rows: dict[str, Any]) -> set[int]:
    """The values of the claims that conflict."""
    _, figures = group(*rows)
    return set(figures.drop_nulls("conflict_id")["value"])


ONE, TWO = [["1", "2"]], [["1"], ["2"]]
CASES = [
    ("other numbers of one time", {}, {"value": 3500}, ONE, {2500, 3500}),
    ("within the qualifiers", {}, {"value": 2600, "qualifier": "about"}, ONE, set()),
    ("all are to leave", {}, {"measure": "to_withdraw", "status": "planned"}, ONE, set()),
    ("some are to leave", {}, {"value": 500, "measure": "to_withdraw", "status": "planned"}, TWO, set()),
    ("more are to leave than are there", {}, {"value": 3500, "measure": "to_withdraw", "status": "planned"}, ONE, {2500, 3500}),
    ("months later", {}, {"value": 3500, "day": APRIL.replace(month=9)}, TWO, set()),
    ("elsewhere", {}, {"value": 3500, "place_id": "IRQ"}, TWO, set()),
    ("marines among soldiers", {"unit": "soldiers"}, {"value": 500, "unit": "marines"}, TWO, set()),
    ("more marines than soldiers", {"unit": "soldiers"}, {"value": 5000, "unit": "marines"}, ONE, {2500, 5000}),
    ("a plan for later", {}, {"value": 3500, "status": "planned"}, TWO, set()),
    ("what is denied", {}, {"value": 3500, "status": "denied"}, TWO, set()),
    ("losses", {"measure": "killed"}, {"value": 35, "measure": "killed"}, TWO, set()),
]


@pytest.mark.parametrize(("first", "second", "together", "conflict"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_two_claims(first: dict[str, Any], second: dict[str, Any], together: list[list[str]], conflict: set[int]) -> None:
    rows = mention("1", "a", **{"value": 2500, **first}), mention("2", "b", **{"value": 2500, **second})
    assert facts(*rows) == together
    assert conflicting(*rows) == conflict


def test_what_leaves_others_out_is_another_fact() -> None:
    rows = (
        mention("all", "a", 9600, force_id="NATO"),
        mention("own", "a", 2500),
        mention("rest", "b", 7000, force_id="NATO", qualifier="about", excludes=["men_own"]),
    )
    assert facts(*rows) == [["all"], ["own"], ["rest"]]
    assert conflicting(*rows) == set()


VOICES = [
    ("one reporter in one article", None, None, set()),
    ("a reporter and an official", None, "an official", {2500, 3500}),
    ("two officials", "a general", "a minister", {2500, 3500}),
    ("one official twice", "a general", "a general", set()),
]


@pytest.mark.parametrize(("first", "second", "conflict"), [case[1:] for case in VOICES], ids=[case[0] for case in VOICES])
def test_one_voice_in_one_article_speaks_of_two_things(first: str | None, second: str | None, conflict: set[int]) -> None:
    rows = mention("1", "a", 2500, claimed_by=first), mention("2", "a", 3500, claimed_by=second, char_start=99, char_end=110)
    assert conflicting(*rows) == conflict


def test_the_first_claim_names_the_fact() -> None:
    _, alone = group(mention("1", "a", 2500))
    _, both = group(mention("1", "a", 2500), mention("2", "b", 3500, APRIL.replace(day=16)))
    assert set(both["fact_id"]) == set(alone["fact_id"])
