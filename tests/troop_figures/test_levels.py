"""Claims in, levels by month out, with the sums that were done."""

from datetime import date
from typing import Any

import polars as pl

from checks.troop_levels import TroopLevels, best_within_bounds
from pipelines.troop_figures.levels import troop_levels
from pipelines.troop_figures.same_figure import group_figures
from tests.troop_figures.rows import articles, mention, mentions, reports

ARTICLES = articles(a=date(2021, 4, 14), b=date(2021, 4, 20), c=date(2021, 5, 3))
REPORTS = reports(a="rep_a", b="rep_b", c="rep_a")


def levels(*rows: dict[str, Any]) -> pl.DataFrame:
    named, figures = group_figures(mentions(*rows), ARTICLES, REPORTS)
    found = troop_levels(figures, named, REPORTS)
    TroopLevels.validate(found)
    assert best_within_bounds(found).is_empty()
    assert found.equals(troop_levels(figures.reverse(), named.reverse(), REPORTS))
    return found


def only(found: pl.DataFrame, force: str) -> dict[str, Any]:
    return found.filter(force_id=force).row(0, named=True)


def test_parts_and_rest_make_the_whole() -> None:
    found = levels(
        mention("whole", "a", 9600, force_id="NATO"),
        mention("part", "b", 2500),
        mention("rest", "b", 7000, force_id="NATO", qualifier="about", excludes=["men_part"]),
    )
    row = only(found, "NATO")
    assert (row["low"], row["best"], row["high"], row["period"]) == (9600, 9600, 9600, "2021-04")
    assert row["arithmetic"] == "consistent"
    assert row["arithmetic_note"] == "7,000 + 2,500 = 9,500 against 9,600: consistent within the qualifiers"


def test_more_leave_than_are_there() -> None:
    row = only(levels(mention("1", "a", 1000, qualifier="about"), mention("2", "b", 1300, measure="to_withdraw", status="planned")), "USA")
    assert (row["arithmetic"], row["arithmetic_note"]) == ("inconsistent", "1,300 to withdraw of 1,000: inconsistent")


def test_parts_within_the_whole() -> None:
    row = only(levels(mention("1", "a", 9600, force_id="NATO"), mention("2", "a", 2500, part_of=["men_1"])), "NATO")
    assert row["arithmetic_note"] == "2,500 within 9,600: consistent"


def test_the_best_has_most_origins() -> None:
    row = only(levels(mention("1", "a", 2500), mention("2", "b", 2500), mention("3", "c", 3500)), "USA")
    assert (row["low"], row["best"], row["high"]) == (2500, 2500, 3500)
    assert (row["n_claims"], row["n_reports"], row["n_origins"], row["arithmetic"]) == (2, 2, 2, "untested")
    assert (row["n_reports_low"], row["n_reports_best"], row["n_reports_high"]) == (2, 2, 1)


def test_each_month_has_its_level() -> None:
    found = levels(mention("1", "a", 2500), mention("2", "b", 2500, date(2021, 5, 2)))
    assert found["period"].sort().to_list() == ["2021-04", "2021-05"]


def test_plans_losses_and_vague_words_are_no_levels() -> None:
    found = levels(
        mention("1", "a", 2500, status="planned"),
        mention("2", "a", 12, measure="killed"),
        mention("3", "a", None, low=1000, qualifier="vague"),
        mention("4", "a", 900, force_id=None),
        mention("5", "a", 800, None),
    )
    assert found.is_empty()


def test_a_figure_without_a_date_enters_the_sum_with_what_it_comes_on_top_of() -> None:
    rows = levels(
        mention("whole", "a", 9600, force_id="NATO"),
        mention("own", "a", 2500, char_start=30, char_end=40),
        mention("rest", "b", 7000, None, force_id="NATO", qualifier="about", excludes=["men_own"]),
    )
    nato = only(rows, "NATO")
    assert (nato["low"], nato["best"], nato["high"], nato["n_claims"]) == (9600, 9600, 9600, 1)
    assert nato["arithmetic_note"] == "7,000 + 2,500 = 9,500 against 9,600: consistent within the qualifiers (7,000 has no date)"
