"""What a clause takes for known, and what tells its deed from others. All sentences are our own."""

from typing import Any

import pytest

from pipelines.events import known


def row(surface: str, trigger: str, **fields: Any) -> tuple[dict[str, Any], list[str]]:
    """A mention of these words, and its words in lower case."""
    made: dict[str, Any] = {
        "surface": surface, "trigger": trigger, "rule": "verb", "type": "ASSAULT", "status": "completed", "date_basis": "published",
        "actor_ids": [], "actor_names": [], "recipient_ids": [], "recipient_names": [],
    }  # fmt: skip
    return made | fields, known.WORD.findall(surface.lower())


NOUN = {"rule": "noun"}


@pytest.mark.parametrize(
    ("surface", "trigger", "fields", "points"),
    [
        ("the massacre", "massacre", NOUN, True),
        ("their abduction shook the whole island", "abduction", NOUN, True),
        ("the raid on the mill killed three", "raid", NOUN, False),
        ("the abduction of the fishermen", "abduction", NOUN | {"recipient_names": ["the fishermen"]}, False),
        ("their release", "release", NOUN | {"actor_ids": ["NATO"], "actor_names": ["the alliance"]}, True),
        ("a massacre", "massacre", NOUN, False),
        ("these raids", "raid", {}, True),
        ("those raiders attacked", "attack", {"actor_ids": ["RAIDERS"]}, False),
        ("", "attack", {}, False),
        ("the missile flew over the island", "fly over", {"type": "MOBILIZE"}, True),
        ("fell into the sea", "fall into", {"type": "MOBILIZE"}, True),
        ("a missile flew over the island", "fly over", {"type": "MOBILIZE"}, False),
        ("the island fired a missile", "fire", {"type": "MOBILIZE", "actor_ids": ["ISLE"]}, False),
    ],
)
def test_a_noun_points_back(surface: str, trigger: str, fields: dict[str, Any], points: bool) -> None:
    assert known.points_back(*row(surface, trigger, **fields)) is points


@pytest.mark.parametrize(
    ("surface", "fields", "recalled"),
    [
        ("the fishermen who were seized by raiders", {}, True),
        ("the fishermen whom raiders seized", {}, False),
        ("the fishermen seized off the cape", {"recipient_names": ["the fishermen"]}, True),
        ("the fishermen were seized off the cape", {"recipient_names": ["the fishermen"]}, False),
        ("raiders seized the fishermen", {"recipient_names": ["the fishermen"]}, False),
        ("the fishermen who were seized in 2014", {"date_basis": "text"}, False),
        ("the fishermen who are to be seized", {"status": "planned"}, False),
        ("their seizure", {"rule": "noun"}, True),
        ("a seizure", {"rule": "noun"}, False),
    ],
)
def test_a_deed_is_taken_for_known(surface: str, fields: dict[str, Any], recalled: bool) -> None:
    assert known.is_recalled(*row(surface, "seize", **fields)) is recalled


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("23 fishermen", {23}),
        ("twenty-three fishermen", {23}),
        ("23 of the more than 200 fishermen", {23}),
        ("seven fishermen", set()),
        ("the class of 2014", set()),
        ("a 17-year-old girl", set()),
    ],
)
def test_counts_that_tell_people_apart(name: str, found: set[int]) -> None:
    assert known.counts([name]) == found


@pytest.mark.parametrize(
    ("names", "unnamed"),
    [([], True), (["gunmen"], True), (["The gunmen"], True), (["the Coast Guard"], False), (["Maria Lund"], False)],
)
def test_nobody_is_named(names: list[str], unnamed: bool) -> None:
    assert known.is_unnamed(row("", "attack", actor_names=names)[0]) is unnamed


@pytest.mark.parametrize(
    ("surface", "kind", "many"),
    [
        ("fired a rocket into the bay", "MOBILIZE", False),
        ("fired dozens of rockets", "MOBILIZE", True),
        ("fired dozens of rockets", "ASSAULT", False),
    ],
)
def test_several_at_once(surface: str, kind: str, many: bool) -> None:
    assert known.tells_of_many(*row(surface, "fire", type=kind)) is many


@pytest.mark.parametrize(
    ("name", "others"), [("many other villagers", True), ("the others", True), ("many more villagers", True), ("her mother", False)]
)
def test_others_than_those_told_of(name: str, others: bool) -> None:
    assert known.tells_of_others(row("", "attack", recipient_names=[name])[0]) is others


@pytest.mark.parametrize(
    ("surface", "thing"),
    [("fired a missile", "missile"), ("its third nuclear test", "nuclear"), ("the drill ended", "drill"), ("the launch", None)],
)
def test_what_is_tried(surface: str, thing: str | None) -> None:
    assert known.thing_of(*row(surface, "test", type="MOBILIZE")) == thing
    assert known.thing_of(*row(surface, "test", type="ASSAULT")) is None
