"""Numbers of several reports that tell of one fact, and those that do not."""

from typing import Any

import pytest

from tests.troop_figures.rows import mention
from tests.troop_figures.test_facts import ONE, TWO, facts
from tests.troop_figures.test_same_figure import APRIL

KILLED = {"value": 13, "measure": "killed", "place_id": "MLI", "force_id": "FRA"}
LATER = APRIL.replace(day=APRIL.day + 2)
CASES = [
    ("sent, and to be sent", {"measure": "deployed"}, {"measure": "to_deploy", "status": "planned"}, ONE),
    ("there, and have left", {}, {"measure": "withdrawn"}, ONE),
    ("no force is named", {}, {"force_id": None}, ONE),
    ("few, and no force is named", {"value": 5}, {"value": 5, "force_id": None}, TWO),
    ("rebels are no soldiers", {"unit": "soldiers"}, {"unit": "rebels", "force_id": None}, TWO),
    ("of another force", {}, {"force_id": "DEU"}, TWO),
    ("elsewhere", {}, {"place_id": "IRQ"}, TWO),
    ("half a year later", {}, {"day": APRIL.replace(month=10)}, TWO),
    ("one loss, days later", KILLED, KILLED | {"day": LATER}, ONE),
    ("killed and wounded", KILLED, KILLED | {"measure": "wounded"}, TWO),
    ("tolls that disagree", KILLED, KILLED | {"value": 17}, ONE),
    ("tolls too far apart", KILLED, KILLED | {"value": 70}, TWO),
    ("tolls of other days", KILLED, KILLED | {"value": 17, "day": APRIL.replace(day=28)}, TWO),
    ("tolls of other towns", KILLED | {"place_id": "place:MLI/gao"}, KILLED | {"value": 17, "place_id": "place:MLI/kidal"}, TWO),
    ("captured, and set free", {"value": 10, "measure": "captured"}, {"value": 10, "measure": "released"}, ONE),
    ("strengths too far apart", {"value": 3000}, {"value": 30000}, TWO),
]


@pytest.mark.parametrize(("first", "second", "together"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_two_reports(first: dict[str, Any], second: dict[str, Any], together: list[list[str]]) -> None:
    rows = mention("1", "a", **{"value": 2500, **first}), mention("2", "b", **{"value": 2500, **second})
    assert facts(*rows) == together


def test_two_numbers_of_one_voice_stay_apart_when_another_report_tells_only_one() -> None:
    rows = mention("all", "a", 1500), mention("some", "a", 1000, char_start=50, char_end=60), mention("again", "b", 1000)
    assert facts(*rows) == [["again", "some"], ["all"]]


def test_two_common_numbers_make_one_story_wherever_it_is_said_to_be() -> None:
    pairs = [("a", "AFG"), ("b", "IRQ")]
    told = [mention(f"x{doc}", doc, 2500, place_id=place) for doc, place in pairs]
    more = [mention(f"y{doc}", doc, 640, char_start=50, char_end=60, place_id="AFG") for doc, _ in pairs]
    assert facts(*told, *more) == [["xa", "xb"], ["ya", "yb"]]


def test_a_claim_without_a_force_does_not_make_two_forces_one() -> None:
    rows = mention("us", "a", 2500), mention("germans", "b", 2500, force_id="DEU"), mention("whose", "c", 2500, force_id=None)
    assert facts(*rows) == [["germans"], ["us"], ["whose"]]
    assert facts(*rows, mention("again", "d", 2500, measure="withdrawn")) == [["again", "us", "whose"], ["germans"]]


def test_others_on_top_are_another_fact() -> None:
    first = mention("first", "a", 3000, measure="to_deploy", status="planned")
    second = mention("second", "a", 3000, measure="deployed", char_start=50, char_end=60, excludes=["men_first"])
    assert facts(first, second) == [["first"], ["second"]]
