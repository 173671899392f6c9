"""What becomes of a claim: told again, corrected by its outlet, superseded, fixed by hand."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from checks.troop_figures import TroopFigures, history_in_order, retractions_link
from pipelines.troop_figures.history import WHAT
from pipelines.troop_figures.levels import troop_levels
from pipelines.troop_figures.same_figure import group_figures
from tests.troop_figures.rows import mention, mentions, prints, reports

MAY = date(2021, 5, 3)
DAY = timedelta(1)
REPORTS = reports(a="rep_a", b="rep_b", c="rep_c")


def paper(key: str, day: date | None, outlet: str | None = "Ledger", **more: Any) -> dict[str, Any]:
    return {"article_id": key, "published_latest": day, "outlet": outlet} | more


PAPERS = prints(paper("a", MAY), paper("b", MAY + 2 * DAY), paper("c", MAY + DAY, "Post"))


def claims(
    *rows: dict[str, Any], papers: pl.DataFrame = PAPERS, fixed: pl.DataFrame | None = None, same: pl.DataFrame = REPORTS
) -> dict[int | None, dict[str, Any]]:
    """The claims by their values; all rules hold, and another order of the input changes nothing."""
    named, figures = group_figures(mentions(*rows), papers, same, fixed)
    TroopFigures.validate(figures)
    assert history_in_order(figures).is_empty()
    assert retractions_link(named, papers).is_empty()
    again = group_figures(mentions(*reversed(rows)), papers.reverse(), same.reverse(), None if fixed is None else fixed.reverse())
    assert figures.equals(again[1])
    return {row["value"]: row for row in figures.to_dicts()}


def told(row: dict[str, Any]) -> list[str]:
    """A history as `what article value note`."""
    return [" ".join(str(entry[name]) for name in ("what", "article_id", "value", "note")) for entry in row["history"]]


def note(wrong: int, right: int | None, article: str = "b", **fields: Any) -> list[dict[str, Any]]:
    """What an article with a correction note is read as."""
    found = [mention("right", article, right, MAY + 2 * DAY, **fields)] if right else []
    to = "men_right" if right else None
    return [*found, mention("wrong", article, wrong, MAY + 2 * DAY, retracted_by=article, corrected_to=to, **fields)]


def test_an_outlet_corrects_its_claim() -> None:
    found = claims(mention("1", "a", 3500, MAY), *note(3500, 2500))
    assert told(found[3500]) == ["first_told a 3500 None", "corrected b 2500 to 2,500"]
    assert told(found[2500]) == ["first_told b 2500 in place of 3,500"]
    assert [entry["figure_id"] for entry in found[3500]["history"]] == [None, found[2500]["figure_id"]]
    assert (found[3500]["retracted"], found[2500]["retracted"]) == (True, False)
    assert (found[3500]["conflict_id"], found[2500]["conflict_id"]) == (None, None)
    assert found[3500]["as_of_latest"] == MAY  # the note does not tell it of its own day


def test_what_another_outlet_prints_stands_and_conflicts() -> None:
    found = claims(mention("1", "a", 3500, MAY), mention("2", "c", 3500, MAY + DAY), *note(3500, 2500))
    assert not found[3500]["retracted"]
    assert found[3500]["conflict_id"] is not None
    assert told(found[3500]) == ["first_told a 3500 None", "told_again c 3500 None", "corrected b 2500 to 2,500"]


def test_a_number_can_be_taken_back_without_another() -> None:
    found = claims(mention("1", "a", 3500, MAY), *note(3500, None))
    assert told(found[3500]) == ["first_told a 3500 None", "retracted b None None"]
    assert found[3500]["history"][1]["date"] == MAY + 2 * DAY


REACH = [
    ("same force and place", {}, {}, True),
    ("the note names no force", {}, {"force_id": None}, True),
    ("the note names neither force nor place", {}, {"force_id": None, "place_id": None}, True),
    ("a plan, where the note tells only a number", {"measure": "to_withdraw"}, {}, True),
    ("another force", {"force_id": "GBR"}, {}, False),
    ("another place", {"place_id": "IRQ"}, {}, False),
    ("a loss", {"measure": "killed"}, {}, False),
]


@pytest.mark.parametrize(("earlier", "noted", "expected"), [row[1:] for row in REACH], ids=[row[0] for row in REACH])
def test_what_a_note_can_mean(earlier: dict[str, Any], noted: dict[str, Any], expected: bool) -> None:
    named, _ = group_figures(mentions(mention("1", "a", 3500, MAY, **earlier), *note(3500, 2500, **noted)), PAPERS, REPORTS)
    by = named.filter(mention_id="men_1").row(0, named=True)
    assert (by["retracted_by"], by["corrected_to"]) == (("b", "men_right") if expected else (None, None))


WHEN = [
    ("a month later", paper("a", MAY), paper("b", MAY + 31 * DAY), True),
    ("later than that", paper("a", MAY), paper("b", MAY + 32 * DAY), False),
    ("before it was told", paper("a", MAY), paper("b", MAY - DAY), False),
    ("the same day", paper("a", MAY), paper("b", MAY), True),
    ("another outlet", paper("a", MAY, "Post"), paper("b", MAY + DAY), False),
    ("no outlet known, other reports", paper("a", MAY, None), paper("b", MAY + DAY, None), False),
    ("no outlet known, one address", paper("a", MAY, None, url="u"), paper("b", MAY + DAY, None, url="u"), True),
    ("no day known", paper("a", None), paper("b", MAY), False),
]


@pytest.mark.parametrize(("old", "new", "expected"), [row[1:] for row in WHEN], ids=[row[0] for row in WHEN])
def test_when_and_by_whom_a_claim_is_taken_back(old: dict[str, Any], new: dict[str, Any], expected: bool) -> None:
    named, _ = group_figures(mentions(mention("1", "a", 3500, MAY), *note(3500, 2500)), prints(old, new), REPORTS)
    assert named.filter(mention_id="men_1")["retracted_by"][0] == ("b" if expected else None)


SENTENCE = "Denmark will withdraw {} soldiers from the base by the end of August, the ministry said."
TOLL = "{} soldiers were killed and {} wounded when a mine went off under a lorry, the ministry said."


def versions(old: str, new: str, **more: Any) -> pl.DataFrame:
    papers = paper("a", MAY, url="u", title="In Brief", text=old), paper("b", MAY + DAY, url="u", title="More", text=new)
    return prints(papers[0], papers[1] | more)


def at(name: str, article: str, text: str, value: int, **fields: Any) -> dict[str, Any]:
    start = text.index(str(value))
    return mention(name, article, value, MAY, char_start=start, char_end=start + len(str(value)), **fields)


VERSIONS = [
    ("a plan", SENTENCE.format(430), SENTENCE.format(340), {}, "b"),
    ("some words edited", SENTENCE.format(430), SENTENCE.format(340).replace("end of August", "end of the month of August"), {}, "b"),
    ("the same number", SENTENCE.format(430), SENTENCE.format(430), {}, None),
    ("another sentence", SENTENCE.format(430), "There are 340 soldiers on the base in the hills, and they have a band.", {}, None),
    ("another outlet", SENTENCE.format(430), SENTENCE.format(340), {"outlet": "Post"}, None),
    ("another article", SENTENCE.format(430), SENTENCE.format(340), {"url": "v"}, None),
    ("one headline, days later", SENTENCE.format(430), SENTENCE.format(340), {"url": "v", "title": "In brief"}, "b"),
    (
        "one headline, a week later",
        SENTENCE.format(430),
        SENTENCE.format(340),
        {"url": "v", "title": "In brief", "published_latest": MAY + 7 * DAY},
        None,
    ),
    ("two months later", SENTENCE.format(430), SENTENCE.format(340), {"published_latest": MAY + 60 * DAY}, None),
]


@pytest.mark.parametrize(("old", "new", "more", "expected"), [row[1:] for row in VERSIONS], ids=[row[0] for row in VERSIONS])
def test_a_later_print_of_one_article(old: str, new: str, more: dict[str, Any], expected: str | None) -> None:
    value = 430 if "430" in new else 340
    rows = [at("1", "a", old, 430, measure="to_withdraw"), at("2", "b", new, value, measure="to_withdraw")]
    named, _ = group_figures(mentions(*rows), versions(old, new, **more), REPORTS)
    assert named.filter(mention_id="men_1")["retracted_by"][0] == expected


def test_a_toll_that_rises_is_a_later_stage() -> None:
    old, new = TOLL.format(12, 30), TOLL.format(15, 30)
    rows = [
        at("1", "a", old, 12, measure="killed"), at("2", "a", old, 30, measure="wounded"),
        at("3", "b", new, 15, measure="killed"), at("4", "b", new, 30, measure="wounded"),
    ]  # fmt: skip
    found = claims(*rows, papers=versions(old, new))
    assert told(found[12]) == ["first_told a 12 None", "superseded b 15 rose from 12 to 15"]
    assert found[12]["history"][1]["figure_id"] == found[15]["figure_id"]
    assert told(found[30]) == ["first_told a 30 None", "told_again b 30 None"]
    assert not any(row["retracted"] for row in found.values())


def test_strengths_through_time() -> None:
    rows = [
        mention("1", "a", 3500, MAY), mention("2", "b", 2500, MAY + 40 * DAY), mention("3", "c", 2500, MAY + 200 * DAY),
        mention("4", "c", 600, MAY + 300 * DAY),
    ]  # fmt: skip
    papers = prints(*(paper(key, MAY + n * DAY, key) for key, n in (("a", 0), ("b", 40), ("c", 300))))
    _, figures = group_figures(mentions(*rows), papers, REPORTS)
    after = [
        (row["value"], [told for told in row["history"] if told["what"] == "superseded"])
        for row in figures.sort("as_of_earliest").to_dicts()
    ]
    assert [(value, [entry["value"] for entry in later]) for value, later in after] == [
        (3500, [2500]),
        (2500, [600]),
        (2500, [600]),
        (600, []),
    ]
    assert after[0][1][0]["note"] == "2,500 from 2021-06-12 on"
    assert after[0][1][0]["date"] == MAY + 40 * DAY
    assert figures["conflict_id"].null_count() == figures.height


@pytest.mark.parametrize(
    "other",
    [{"status": "planned"}, {"measure": "killed"}, {"place_id": "IRQ"}, {"force_id": "GBR"}, {"part_of": ["men_1"]}, {"value": 3500}],
    ids=lambda other: str(other),
)
def test_what_supersedes_nothing(other: dict[str, Any]) -> None:
    rows = [mention("1", "a", 3500, MAY), mention("2", "b", **{"value": 900, "day": MAY + 40 * DAY, **other})]
    assert "superseded" not in {entry["what"] for row in claims(*rows).values() for entry in row["history"]}


def fix(row: dict[str, Any], note: str) -> pl.DataFrame:
    """A mention as it was before a human changed it."""
    return mentions(row).with_columns(made_on=pl.lit(date(2026, 11, 23)), note=pl.lit(note))


def test_a_mention_that_a_human_moved_is_told_of_on_both_sides() -> None:
    before = mention("1", "a", 3500, MAY)
    found = claims(mention("1", "a", 2500, MAY), mention("2", "c", 3500, MAY + DAY), fixed=fix(before, "value 3500 -> 2500: misread"))
    expected = "fixed_by_hand a 3500 value 3500 -> 2500: misread"
    assert told(found[2500]) == ["first_told a 2500 None", expected]
    assert told(found[3500]) == ["first_told c 3500 None", expected]


def test_a_dropped_mention_is_told_of_where_a_claim_is_left() -> None:
    dropped = fix(mention("1", "a", 3500, MAY), "dropped: a slogan")
    assert told(claims(mention("2", "c", 3500, MAY + DAY), fixed=dropped)[3500])[1:] == ["fixed_by_hand a 3500 dropped: a slogan"]
    assert told(claims(mention("2", "c", 3500, MAY + 200 * DAY), fixed=dropped)[3500])[1:] == []


def test_what_was_taken_back_is_no_level() -> None:
    named, figures = group_figures(mentions(mention("1", "a", 3500, MAY), *note(3500, 2500)), PAPERS, REPORTS)
    standing = named.filter(pl.col("retracted_by").is_null())
    assert troop_levels(figures.filter(~pl.col("retracted")), standing, REPORTS)["best"].to_list() == [2500]


def test_the_names_of_what_happens_are_those_of_the_check() -> None:
    from checks.troop_figures import HAPPENINGS

    assert HAPPENINGS == WHAT
