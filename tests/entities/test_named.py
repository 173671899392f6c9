"""Every id that a table links to is an entity, and so is all it is part of."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from checks.entities import KINDS, Entities
from pipelines.entities.named import record_entities
from pipelines.text.names import entities

QUOTES = pl.DataFrame(
    {
        "speaker_id": ["person:jens-stoltenberg", "person:ada-example", "person:ada-example", None],
        "speaker_name": ["Jens Stoltenberg", "Ada Example", "Dr Ada Example", "officials"],
    }
)
EVENTS = pl.DataFrame(
    {
        "actor_ids": [["USA", "TALIBAN"], []],
        "actor_names": [["Americans", "the militant group"], []],
        "recipient_ids": [["RESOLUTE_SUPPORT"], ["place:AFG/nowhere"]],
        "recipient_names": [["RS Mission", "too many"], ["Nowhere"]],
        "place_id": ["place:AFG/marjah", None],
        "place_name": ["Marja", None],
    }
)


def rows(*tables: pl.DataFrame) -> dict[str, dict[str, object]]:
    found = record_entities({str(number): table for number, table in enumerate(tables)})
    Entities.validate(found)
    return {row["entity_id"]: row for row in found.to_dicts()}


def test_known_person_brings_whom_they_speak_for() -> None:
    found = rows(QUOTES)
    assert set(found) == {"person:jens-stoltenberg", "NATO", "person:ada-example"}
    assert found["person:jens-stoltenberg"]["parent_id"] == "NATO"
    assert found["NATO"]["basis"] == "reference"


def test_person_known_only_from_text() -> None:
    ada = rows(QUOTES)["person:ada-example"]
    assert (ada["name"], ada["kind"], ada["basis"], ada["aliases"]) == ("Ada Example", "person", "text", ["Dr Ada Example"])
    assert ada["parent_id"] is None and ada["wikidata"] is None


def test_lists_and_closure() -> None:
    found = rows(EVENTS)
    assert set(found) == {"USA", "TALIBAN", "RESOLUTE_SUPPORT", "NATO", "place:AFG/marjah", "place:AFG/helmand", "AFG", "place:AFG/nowhere"}
    assert found["USA"]["aliases"] == ["Americans"]
    assert found["TALIBAN"]["aliases"] == []
    assert found["place:AFG/marjah"]["aliases"] == ["Marja"]
    assert (found["place:AFG/nowhere"]["name"], found["place:AFG/nowhere"]["parent_id"]) == ("Nowhere", "AFG")


def test_nothing_named() -> None:
    assert record_entities({}).height == 0
    assert rows(pl.DataFrame({"article_id": ["art_1"]})) == {}


@given(st.lists(st.sampled_from(sorted(entities())), max_size=8))
def test_order_does_not_matter_and_parents_resolve(ids: list[str]) -> None:
    table = pl.DataFrame({"force_id": ids}, schema={"force_id": pl.String})
    shuffled = table.sample(fraction=1.0, shuffle=True, seed=len(ids))
    found = record_entities({"a": table})
    assert found.equals(record_entities({"a": shuffled}))
    known = set(found["entity_id"])
    assert set(ids) <= known
    assert set(found["parent_id"].drop_nulls()) <= known
    assert set(found["kind"]) <= set(KINDS)
