"""When two mentions are the same event."""

import random
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.events import CLAIM, EVIDENCE, Events
from pipelines.events.likeness import POINTS
from pipelines.events.same_event import group_events
from pipelines.events.tolls import HARMS
from pipelines.ids import mention_id, sha256

DAYS = {"a": date(2021, 4, 14), "b": date(2021, 4, 15), "c": date(2021, 4, 29), "d": None, "e": date(2021, 9, 2)}
ARTICLES = pl.DataFrame(
    {"article_id": list(DAYS), "published_latest": list(DAYS.values())}, schema={"article_id": pl.String, "published_latest": pl.Date}
)
REPORTS = pl.DataFrame({"article_id": list(DAYS), "report_id": ["r1", "r1", "r2", "r3", "r4"], "origin": ["w", "w", None, None, None]})
NO_QUOTES = pl.DataFrame(schema={"article_id": pl.String, "char_start": pl.Int64, "char_end": pl.Int64, "quote_id": pl.String})
NO_FIGURES = NO_QUOTES.rename({"quote_id": "figure_id"})
TYPES = {
    **dict.fromkeys(("date_earliest", "date_latest"), pl.Date),
    **dict.fromkeys(("mode", "outcome", "place_id", "place_name", "place_path", "reported_by"), pl.String),
    **dict.fromkeys(("actor_ids", "actor_names", "recipient_ids", "recipient_names"), pl.List(pl.String)),
    **{f"{harm}_{side}": pl.Int64 for harm in HARMS for side in ("low", "high")},
    "harm": pl.List(pl.Struct(CLAIM)),
}  # fmt: skip


def mention(article: str, start: int, **fields: Any) -> dict[str, Any]:
    """A mention of the US withdrawal, changed by `fields`."""
    row: dict[str, Any] = {
        "mention_id": mention_id(article, "events", start, start + 20), "article_id": article, "char_start": start, "char_end": start + 20,
        "surface": "x" * 20, "rule": "verb", "surface_sha256": sha256("x"), "type": "RETREAT", "mode": "withdraw", "trigger": "withdraw",
        "actor_ids": ["USA"], "actor_names": ["the US"], "recipient_ids": ["AFG"], "recipient_names": ["Afghanistan"], "place_id": "AFG",
        "place_name": "Afghanistan", "place_path": "Afghanistan", "date_earliest": None, "date_latest": None, "date_precision": "unknown",
        "date_basis": "none", "status": "planned", "outcome": None, "background": False, "reported_by": None,
        **{f"{harm}_{side}": None for harm in HARMS for side in ("low", "high")}, "harm": [],
    }  # fmt: skip
    if "day" in fields:
        day = fields.pop("day")
        row |= {"date_earliest": day, "date_latest": day, "date_precision": "day", "date_basis": "text"}
    return row | fields


def group(
    rows: list[dict[str, Any]], quotes: pl.DataFrame = NO_QUOTES, figures: pl.DataFrame = NO_FIGURES
) -> tuple[pl.DataFrame, pl.DataFrame]:
    table = (
        pl.DataFrame(rows, schema_overrides=TYPES, orient="row")
        if rows
        else pl.DataFrame([mention("a", 0)], schema_overrides=TYPES).clear()
    )
    return group_events(table, ARTICLES, REPORTS, quotes, figures)


BOMB = {"type": "ASSAULT", "mode": "bombing", "trigger": "bombing", "actor_ids": [], "actor_names": [], "status": "completed"}
KABUL = {"place_id": "place:AFG/kabul", "place_name": "Kabul", "place_path": "Kabul, Afghanistan"}
IRAQ = {"recipient_ids": ["IRQ"], "recipient_names": ["Iraq"], "place_id": "IRQ", "place_path": "Iraq", "place_name": "Iraq"}
NOWHERE = {"recipient_ids": [], "place_id": None, "place_path": None, "place_name": None}
COPIED = {"surface": "the last of the soldiers left the base at dawn", "surface_sha256": "c" * 64}
TALIBAN_BOMB = BOMB | KABUL | {"actor_ids": ["TALIBAN"], "actor_names": ["the Taliban"]}
BACK = BOMB | NOWHERE | {"recipient_names": [], "surface": "the bombing"}
DEMAND = {"type": "REQUEST", "mode": None, "trigger": "ask", "status": "completed", **NOWHERE, "recipient_names": []}
TOLL = {
    **BOMB,
    **NOWHERE,
    "recipient_names": [],
    "place_id": "AFG",
    "place_name": "Afghanistan",
    "place_path": "Afghanistan",
    "killed_low": 7,
}
RAID = {**NOWHERE, "type": "ASSAULT", "mode": "abduct", "trigger": "abduct", "status": "completed", "actor_ids": ["RAIDERS"],
        "actor_names": ["the Raiders"], "recipient_names": ["fishermen"], "background": True}  # fmt: skip
NOBODY = {"actor_ids": [], "actor_names": []}
HARBOUR = {"place_id": "place:AAA/harbour", "place_name": "Harbour", "place_path": "Harbour, Aland"}
LONG_AGO = {"date_earliest": date(2014, 1, 1), "date_latest": date(2014, 12, 31), "date_precision": "year", "date_basis": "text"}
THAT_MAY = {"date_earliest": date(2014, 5, 1), "date_latest": date(2014, 5, 31), "date_precision": "month", "date_basis": "text"}
THEIRS = {"rule": "noun", "surface": "their abduction shook the country", "trigger": "abduction", "recipient_names": [], **NOBODY}
LAUNCH = {**NOWHERE, "type": "MOBILIZE", "mode": None, "trigger": "launch", "status": "completed", "recipient_names": [],
          "surface": "fired a heavy rocket into orbit"}  # fmt: skip
ROCKET_SENT = {"trigger": "send", "surface": "sent a rocket past the moon"}
BOTH = {"recipient_ids": ["IRN", "IRQ"], "recipient_names": ["Iran", "Iraq"], "surface": "called on both to stop"}
ONE = {"recipient_ids": ["IRN"], "recipient_names": ["Iran"], "surface": "told it to act"}
APPEAL = {"type": "SUPPORT", "mode": None, "trigger": "welcome", "status": "completed", **NOWHERE, "recipient_ids": ["IRQ"],
          "recipient_names": ["Iraq"]}  # fmt: skip
WARNING = {"type": "THREATEN", "mode": None, "trigger": "warn", "status": "completed"}
HER_DEMAND = {"rule": "noun", "surface": "Washington's demand", "trigger": "demand"}
FREED = {**NOWHERE, "type": "CONCEDE", "mode": "release", "trigger": "free", "status": "completed", "recipient_names": ["23 fishermen"]}
MEETING = {"type": "CONSULT", "mode": "meet", "trigger": "hold", "status": "completed"}
DEAL = {"type": "AGREE", "mode": "deal", "trigger": "strike", "status": "completed"}
SWAPPED = {"actor_ids": ["AFG"], "actor_names": ["Afghanistan"], "recipient_ids": ["USA"], "recipient_names": ["the US"]}
CASES = [
    ("stages of one event", mention("a", 0, status="announced"), mention("c", 0, status="ongoing"), True),
    ("other actor", mention("a", 0), mention("b", 0, actor_ids=["DEU"], actor_names=["Germany"]), False),
    ("one of two actors", mention("a", 0), mention("b", 0, actor_ids=["NATO", "USA"]), True),
    ("denied never joins completed", mention("a", 0, status="denied"), mention("b", 0, status="completed"), False),
    ("denials join", mention("a", 0, status="denied"), mention("b", 0, status="denied"), True),
    ("other country", mention("a", 0), mention("b", 0, **IRAQ), False),
    ("place within place", mention("a", 0), mention("b", 0, **KABUL), True),
    ("a decision is no withdrawal", mention("a", 0, type="AGREE"), mention("b", 0), False),
    ("background joins news", mention("a", 0, background=True), mention("b", 0), True),
    ("months later", mention("a", 0), mention("e", 0), False),
    ("a launch and a nuclear test", mention("a", 0, **LAUNCH), mention("b", 0, **LAUNCH | {"surface": "held a nuclear test"}), False),
    ("two wordings of one launch", mention("a", 0, **LAUNCH), mention("b", 0, **LAUNCH | ROCKET_SENT), True),
    ("an appeal to the same two", mention("a", 0, **DEMAND | BOTH), mention("b", 0, **DEMAND | BOTH | {"trigger": "urge"}), True),
    ("an appeal to one of them", mention("a", 0, **DEMAND | BOTH), mention("b", 0, **DEMAND | ONE | {"trigger": "urge"}), False),
    ("a plan, then its deed", mention("a", 0), mention("c", 0, status="completed"), True),
    ("a plan and a deed of one day", mention("a", 0), mention("a", 50, status="completed"), False),
    ("a deed before the plan's time", mention("a", 0, day=date(2021, 5, 1)), mention("c", 0, status="completed"), False),
    ("a plan after the deed", mention("a", 0, status="completed"), mention("c", 0), False),
    ("plan and deed of no known day", mention("d", 0), mention("d", 50, status="completed"), False),
    ("same bomb", mention("a", 0, day=date(2021, 4, 13), **BOMB, **KABUL), mention("b", 0, day=date(2021, 4, 13), **BOMB, **KABUL), True),
    ("next bomb", mention("a", 0, day=date(2021, 4, 8), **BOMB, **KABUL), mention("b", 0, day=date(2021, 4, 13), **BOMB, **KABUL), False),
    ("undated killings of others", mention("a", 0, **BOMB | NOWHERE | {"recipient_names": ["two judges"]}),
     mention("b", 0, **BOMB | NOWHERE | {"recipient_names": ["a farmer"]}), False),
    ("other mode", mention("a", 0, mode="bombing", type="ASSAULT"), mention("b", 0, mode="airstrike", type="ASSAULT"), False),
    ("other partner", mention("a", 0, type="CONSULT", mode="meet", recipient_ids=["RUS"], recipient_names=["Russia"]),
     mention("b", 0, type="CONSULT", mode="meet", recipient_ids=["CHN"], recipient_names=["China"]), False),
    ("a copied clause, whoever acts", mention("a", 0, **COPIED), mention("b", 0, **COPIED, actor_ids=["NATO"]), True),
    ("a copied clause of other years", mention("a", 0, **COPIED), mention("e", 0, **COPIED), False),
    ("a statement told on", mention("a", 0, **DEMAND), mention("a", 200, **DEMAND | {"trigger": "urge"}), True),
    ("a statement far away in the text", mention("a", 0, **DEMAND), mention("a", 2000, **DEMAND | {"trigger": "urge"}), False),
    ("a further statement", mention("a", 0, **DEMAND), mention("a", 200, **DEMAND | {"surface": "the US also asked for more time"}), False),
    ("a second blast", mention("a", 0, day=date(2021, 4, 13), **BOMB, **KABUL),
     mention("a", 90, day=date(2021, 4, 13), **BOMB | {"surface": "a second bomb went off"}, **KABUL), False),
    ("the same toll in the same country", mention("a", 0, day=date(2021, 4, 13), **TOLL),
     mention("b", 0, day=date(2021, 4, 12), **TOLL), True),
    ("another toll in the same country", mention("a", 0, day=date(2021, 4, 13), **TOLL),
     mention("b", 0, day=date(2021, 4, 12), **TOLL | {"killed_low": 9}), False),
    ("both sides meet", mention("a", 0, **MEETING), mention("b", 0, **MEETING | SWAPPED), True),
    ("struck and signed", mention("a", 0, **DEAL), mention("b", 0, **DEAL | SWAPPED | {"type": "SUPPORT", "mode": "sign"}), True),
    ("a noun that points back", mention("a", 0, **TALIBAN_BOMB), mention("a", 90, **BACK), True),
    ("a noun that points back in another article", mention("a", 0, **TALIBAN_BOMB), mention("b", 90, **BACK), False),
    ("a noun that points back, in a sentence of another day", mention("a", 0, day=date(2021, 4, 10), **TALIBAN_BOMB),
     mention("a", 90, day=date(2021, 4, 14), **BACK), True),
    ("one report does not say who", mention("a", 0, day=date(2021, 4, 13), **TALIBAN_BOMB),
     mention("b", 0, day=date(2021, 4, 13), **BOMB, **KABUL), True),
    ("one report does not say who, and names other victims",
     mention("a", 0, day=date(2021, 4, 13), **TALIBAN_BOMB | {"recipient_names": ["judges"],
     "recipient_ids": []}), mention("b", 0, day=date(2021, 4, 13), **BOMB | KABUL
     | {"recipient_names": ["farmers"], "recipient_ids": []}), False),
    ("gunfire and the dead of it", mention("a", 0, day=date(2021, 4, 13), **BOMB | KABUL | NOBODY | {"mode": "shooting"}),
     mention("a", 90, day=date(2021, 4, 13), **BOMB | KABUL | NOBODY | {"mode": "kill", "trigger": "kill"}), True),
    ("two shootings in a town, with their dead",
     mention("a", 0, day=date(2021, 4, 13), **TALIBAN_BOMB | {"mode": "shooting", "killed_low": 3}),
     mention("a", 90, day=date(2021, 4, 13), **BOMB | KABUL | NOBODY | {"mode": "kill", "trigger": "kill", "killed_low": 8}), False),
    ("a year and a month of it", mention("a", 0, **RAID | HARBOUR | LONG_AGO | NOBODY), mention("c", 0, **RAID | HARBOUR | THAT_MAY), True),
    ("a year and a month of it, elsewhere", mention("a", 0, **RAID | HARBOUR | LONG_AGO | NOBODY),
     mention("c", 0, **RAID | KABUL | THAT_MAY), False),
    ("a year and the news of today", mention("a", 0, **RAID | HARBOUR | LONG_AGO),
     mention("a", 90, **RAID | HARBOUR | {"background": False}), False),
    ("what is known by now", mention("a", 0, **RAID | HARBOUR | LONG_AGO), mention("a", 90, **RAID | HARBOUR | THEIRS), True),
    ("those who were taken years ago", mention("a", 0, **RAID | HARBOUR | LONG_AGO),
     mention("c", 0, **RAID | HARBOUR | {"surface": "the fishermen who were abducted at Harbour"}), True),
    ("others who were taken there", mention("a", 0, **RAID | HARBOUR | LONG_AGO),
     mention("c", 0, **RAID | HARBOUR | LONG_AGO | {"recipient_names": ["many other fishermen"]}), False),
    ("a rocket and the same rocket", mention("a", 0, **LAUNCH), mention("b", 0, **LAUNCH), True),
    ("the next rocket", mention("a", 0, **LAUNCH), mention("c", 0, **LAUNCH), False),
    ("a rocket and all rockets so far", mention("a", 0, **LAUNCH),
     mention("b", 0, **LAUNCH | {"surface": "fired dozens of rockets in a year"}), False),
    ("welcome words for two things that one side does", mention("a", 0, **APPEAL | {"trigger": "thank"}), mention("c", 0, **APPEAL), False),
    ("announced and held days later", mention("a", 0, **MEETING | NOWHERE | {"recipient_names": [], "status": "planned"}),
     mention("b", 0, **MEETING | NOWHERE | {"recipient_names": [], "trigger": "meet"}), True),
    ("talks of two and of one of them", mention("a", 0, **MEETING),
     mention("b", 0, **MEETING | {"actor_ids": [], "actor_names": ["the envoy"]}), True),
    ("talks that point back", mention("a", 0, **MEETING), mention("a", 90, **MEETING | NOWHERE | NOBODY
     | {"recipient_names": [], "rule": "noun", "surface": "the talks", "trigger": "talks"}), True),
    ("talks of two and of a third", mention("a", 0, **MEETING),
     mention("b", 0, **MEETING | NOWHERE | {"actor_ids": ["IRN"], "actor_names": ["Iran"], "recipient_names": []}), False),
    ("a warning and its words", mention("a", 0, **WARNING), mention("a", 90, **WARNING | NOBODY | {"trigger": "strike"}), True),
    ("a warning and words far from it", mention("a", 0, **WARNING), mention("a", 900, **WARNING | NOBODY | {"trigger": "strike"}), False),
    ("a demand that others reject", mention("a", 0, **DEMAND | IRAQ), mention("a", 900, **DEMAND | HER_DEMAND), True),
    ("a demand of somebody else", mention("a", 0, **DEMAND | IRAQ),
     mention("a", 900, **DEMAND | HER_DEMAND | {"actor_ids": ["IRN"], "actor_names": ["Iran"]}), False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "one", "other", "same"), CASES, ids=[case[0] for case in CASES])
def test_pairs(name: str, one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    linked, events = group([one, other])
    assert (len(events) == 1) is same, name
    assert linked["event_id"].n_unique() == len(events)


def test_a_merge_has_its_reasons() -> None:
    linked, _ = group([mention("a", 0), mention("b", 0, **KABUL), mention("c", 0, actor_ids=["DEU"], actor_names=["Germany"])])
    joined = {row["article_id"]: row["joined_on"] for row in linked.to_dicts()}
    assert joined["a"] == [] and joined["c"] == []
    assert joined["b"] == ["type", "recipient", "trigger", "actor_words"]


def test_reasons_are_those_of_the_dictionary() -> None:
    assert {*POINTS, "type"} == set(EVIDENCE)


SAME_STORY = pl.DataFrame(
    {
        "article_id": ["a", "b"], "char_start": [500, 500], "char_end": [540, 540], "quote_id": ["quo_1", "quo_1"],
        "kind": ["direct", "direct"], "surface": ["we thank all who helped to bring them home"] * 2,
    }
)  # fmt: skip


def test_another_frees_them_where_only_the_clause_counts_them() -> None:
    """ "Handed the 23 fishermen to the coast guard" has the coast guard for its other side."""
    handed = {"recipient_names": ["coast guard", "fishermen"], "surface": "handed the 23 fishermen to the coast guard"}
    rows = [mention("a", 0, **FREED), mention("b", 0, **FREED | {"actor_ids": ["NATO"], "actor_names": ["NATO"]} | handed)]
    assert group(rows, SAME_STORY)[1].height == 1
    assert group([rows[0], rows[1] | {"surface": handed["surface"].replace("23", "41")}], SAME_STORY)[1].height == 2


def test_reports_of_one_story_count_victims_of_a_month_otherwise() -> None:
    told = {**NOBODY, **THAT_MAY, "type": "ASSAULT", "mode": "kill", "trigger": "kill", "status": "completed", **NOWHERE}
    rows = [
        mention("a", 0, **told | {"recipient_names": ["some"], "surface": "some died when jets bombed the quarry"}),
        mention("b", 0, **told | {"recipient_names": ["workers"], "surface": "workers were killed as jets bombed a quarry"}),
    ]
    assert group(rows, SAME_STORY)[1].height == 1
    assert group(rows)[1].height == 2


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        (NOBODY, True),
        ({"recipient_names": ["the fishermen"], **NOBODY}, True),
        ({"recipient_names": ["31 fishermen"]}, False),
        ({"recipient_names": ["31 fishermen"], **NOBODY}, False),
        ({"recipient_names": ["the nurses"], **NOBODY}, False),
        ({"mode": "resign", **NOBODY}, False),
    ],
    ids=[
        "by another, the same count",
        "the same count",
        "the same people",
        "another count",
        "another count by nobody",
        "other people",
        "another deed",
    ],
)
def test_reports_of_one_story_name_different_sides(other: dict[str, Any], same: bool) -> None:
    """Reports that print one quotation tell one release, whoever they say brought it about."""
    rows = [mention("a", 0, **FREED), mention("b", 0, **FREED | {"actor_ids": ["NATO"], "actor_names": ["NATO"]} | other)]
    assert (group(rows, SAME_STORY)[1].height == 1) is same
    assert group(rows, SAME_STORY.with_columns(surface=pl.lit("we will")))[1].height == 2


def test_what_is_told_later_brings_two_together() -> None:
    """Neither of the first two knows of the other; the third has something of both."""
    rows = [
        mention("a", 0, **RAID | LONG_AGO | NOBODY | {"recipient_names": ["fishermen"]}),
        mention("b", 0, **RAID | HARBOUR | LONG_AGO | {"recipient_names": []}),
        mention("c", 0, **RAID | HARBOUR | LONG_AGO),
    ]
    assert group(rows[:2])[1].height == 2
    linked, events = group(rows)
    assert events.height == 1
    assert linked.filter(pl.col("joined_on").list.len() == 0).height == 1


def test_an_article_without_a_day_is_as_old_as_its_quotations() -> None:
    quotes = pl.DataFrame(
        {
            "article_id": ["a", "d"], "char_start": [500, 500], "char_end": [540, 540], "quote_id": ["quo_1", "quo_1"],
            "kind": ["direct", "direct"], "surface": ["we will leave the country together this year"] * 2,
        }
    )  # fmt: skip
    plan, undated = mention("a", 0), mention("d", 0)
    assert group([plan, undated])[1].height == 2
    assert group([plan, undated], quotes)[1].height == 1
    assert group([plan, undated], quotes.with_columns(surface=pl.lit("we will")))[1].height == 2


def relations(rows: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    """Type, relation and type of the other for every related pair."""
    _, events = group(rows)
    types = dict(events.select("event_id", "type").iter_rows())
    return {(row["type"], pair["relation"], types[pair["event_id"]]) for row in events.to_dicts() for pair in row["related"]}


def test_a_word_and_its_deed_are_related() -> None:
    word = mention("a", 0, type="AGREE", status="completed", trigger="agree")
    assert relations([word, mention("b", 0)]) == {("AGREE", "plan_of", "RETREAT"), ("RETREAT", "execution_of", "AGREE")}
    assert relations([word, mention("b", 0, **IRAQ)]) == set()
    assert relations([word, mention("e", 0)]) == set()


def test_what_is_told_inside_talks_and_statements_is_related() -> None:
    talks = mention("a", 0, char_end=90, **MEETING)
    blame = mention("a", 200, char_end=290, type="ACCUSE", mode=None, status="completed")
    inner = mention("a", 220, **BOMB, **KABUL)
    assert relations([talks, mention("a", 40), blame, inner]) == {
        ("RETREAT", "agenda_of", "CONSULT"), ("CONSULT", "discusses", "RETREAT"), ("ASSAULT", "subject_of", "ACCUSE"),
        ("ACCUSE", "about", "ASSAULT"),
    }  # fmt: skip


def test_row_of_an_event() -> None:
    quotes = pl.DataFrame({"article_id": ["a", "a"], "char_start": [10, 500], "char_end": [40, 540], "quote_id": ["quo_1", "quo_2"]})
    rows = [
        mention("a", 0, status="announced", date_latest=date(2021, 9, 11), date_precision="before", date_basis="text"),
        mention("b", 0, status="planned"),
        mention("c", 0, status="ongoing", **KABUL),
    ]
    linked, events = group(rows, quotes)
    (row,) = events.to_dicts()
    assert (row["status"], row["n_mentions"], row["n_articles"], row["n_reports"], row["n_origins"]) == ("ongoing", 3, 3, 2, 2)
    assert [stage["status"] for stage in row["status_history"]] == ["announced", "planned", "ongoing"]
    assert (row["place_name"], row["date_latest"], row["date_precision"]) == ("Kabul", date(2021, 9, 11), "before")
    assert (row["quote_ids"], row["figure_ids"]) == (["quo_1"], [])
    assert linked.height == 3 and set(Events.to_schema().columns) == set(events.columns)
    Events.validate(events.select(list(Events.to_schema().columns)))


def test_a_deadline_dates_no_deed() -> None:
    plan = mention("a", 0, date_latest=date(2021, 9, 11), date_precision="before", date_basis="text")
    _, events = group([plan, mention("c", 0, status="completed", date_earliest=DAYS["c"], date_latest=DAYS["c"], date_precision="about")])
    assert events.select("status", "date_latest", "date_precision").rows() == [("completed", DAYS["c"], "about")]


def claim(low: int, kind: str = "unsaid", **fields: Any) -> dict[str, Any]:
    """A claim of people killed."""
    who = {"force": "military"}.get(kind, kind)
    row = {
        "char_start": 0, "char_end": 9, "how": "killed", "kind": kind, "who": who, "force_id": None, "low": low, "high": low,
        "qualifier": "exact", "role": "own", "stage": "current", "claimed_by": None,
    }  # fmt: skip
    return row | fields


def bombing(article: str, low: int, kind: str = "unsaid", **fields: Any) -> dict[str, Any]:
    """A report of the bombing of 13 April."""
    told = {"killed_low": low, "killed_high": low, "harm": [claim(low, kind)]}
    return mention(article, 0, **(BOMB | KABUL | told | {"day": date(2021, 4, 13)} | fields))


@pytest.mark.parametrize(
    ("tolls", "killed", "stages"),
    [
        ([bombing("a", 4), bombing("b", 6)], (6, 6), ["superseded", "current"]),
        ([bombing("a", 6), bombing("b", 6)], (6, 6), ["current", "current"]),
        ([bombing("a", 4), bombing("a", 6, char_start=50, char_end=70, mention_id="m")], (4, 6), ["current", "current"]),
        ([bombing("a", 6), bombing("b", 4)], (4, 4), ["superseded", "current"]),
        ([bombing("a", 6), bombing("b", 2, "force")], (6, 6), ["current", "current"]),
    ],
    ids=["a toll rises", "a toll told again", "two voices on one day", "a toll put right", "a later report of some of them"],
)
def test_the_latest_toll_counts_and_every_claim_is_kept(tolls: list[dict[str, Any]], killed: tuple[int, int], stages: list[str]) -> None:
    _, events = group(tolls)
    assert events.select("killed_low", "killed_high").rows() == [killed]
    assert [kept["stage"] for kept in events["harm"][0]] == stages
    assert sorted(kept["low"] for kept in events["harm"][0]) == sorted(toll["harm"][0]["low"] for toll in tolls)


def test_nothing_in_nothing_out() -> None:
    linked, events = group([])
    assert linked.is_empty() and events.is_empty()
    Events.validate(events.select(list(Events.to_schema().columns)))


POOL = [row for _, one, other, _ in CASES for row in (one, {**other, "char_start": 90, "char_end": 110})]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(range(len(POOL))), max_size=14), st.randoms(use_true_random=False))
def test_order_of_input_does_not_matter(picked: list[int], shuffle: random.Random) -> None:
    rows = []
    for place, which in enumerate(picked):
        start = 100 * place + POOL[which]["char_start"]
        rows.append(
            {
                **POOL[which],
                "char_start": start,
                "char_end": start + 20,
                "mention_id": mention_id(POOL[which]["article_id"], "events", start, start + 20),
            }
        )
    mixed = list(rows)
    shuffle.shuffle(mixed)
    (one_mentions, one), (other_mentions, other) = group(rows), group(mixed)
    assert one.sort("event_id").equals(other.sort("event_id"))
    assert one_mentions.sort("mention_id").equals(other_mentions.sort("mention_id"))


def test_many_mentions_are_grouped_fast() -> None:
    rows = [
        mention("a", 30 * place, actor_ids=[f"X{place % 50}"], recipient_ids=[f"Y{place % 7}"], recipient_names=[f"Y{place % 7}"])
        for place in range(3000)
    ]
    _, events = group(rows)
    assert events.height == 350
