"""What the scorer of stages counts. The templates and events are our own."""

from typing import Any

import pytest

from pipelines.events.mention import EventMention
from tests.gold.muc_stage import Found, Wanted, by_document, by_template, choose, read_gold, stage_of

MAYOR = Wanted(("ATTEMPTED",), "ATTACK", frozenset({"MAYOR"}), frozenset({"LIMA"}), None)
BANK = Wanted(("ACCOMPLISHED",), "BOMBING", frozenset(), frozenset({"LIMA"}), None)
TRIED = Found("ATTEMPTED", frozenset({"MAYOR", "LIMA"}), frozenset(), "TRIED TO KILL THE MAYOR", None)
BLAST = Found("ACCOMPLISHED", frozenset({"BOMB", "LIMA"}), frozenset(), "A BOMB EXPLODED IN LIMA", None)


@pytest.mark.parametrize(
    ("fields", "stage"),
    [
        ({"status": "completed"}, "ACCOMPLISHED"),
        ({"status": "ongoing"}, "ACCOMPLISHED"),
        ({"status": "planned", "outcome": "attempted"}, "ATTEMPTED"),
        ({"status": "denied", "outcome": "attempted"}, "ATTEMPTED"),
        ({"status": "denied"}, None),
        ({"status": "planned"}, None),
        ({"status": "conditional", "type": "THREATEN"}, "THREATENED"),
        ({"status": "planned", "type": "THREATEN", "mode": "strike"}, None),
    ],
)
def test_stage_of_an_event(fields: dict[str, Any], stage: str | None) -> None:
    given = {"type": "ASSAULT", "mode": None} | fields
    assert stage_of(EventMention(0, 1, "x", "verb", trigger="attack", **given)) == stage


def test_each_template_takes_the_event_that_fits_it_best() -> None:
    assert choose([BANK, MAYOR], [TRIED, BLAST], once=True) == ["ACCOMPLISHED", "ATTEMPTED"]
    assert choose([MAYOR, MAYOR], [TRIED], once=True) == ["ATTEMPTED", None]
    assert choose([MAYOR, MAYOR], [TRIED], once=False) == ["ATTEMPTED", "ATTEMPTED"]


def test_a_missing_event_counts_as_missed() -> None:
    scores = by_template([([MAYOR, BANK], [BLAST])])
    assert (scores["accomplished"], scores["attempted"]) == (1.0, 0.0)


def test_documents_are_held_against_all_stages_of_their_events() -> None:
    assert by_document([([BANK], [BLAST, TRIED])])["attempted"] == 0.0
    assert by_document([([BANK, MAYOR], [BLAST, TRIED])])["attempted"] == 1.0


def test_either_of_two_stages_is_right() -> None:
    template = {
        "stage": "ACCOMPLISHED / ATTEMPTED",
        "type": "ATTACK",
        "hum_tgt": ['"MAYOR"'],
        "perp_org": [],
        "location": "PERU: LIMA",
        "date": "31 FEB 89",
    }
    wanted = read_gold(template | {"date": "31 FEB 89"})
    assert wanted.stages == ("ACCOMPLISHED", "ATTEMPTED") and wanted.day is None
    assert by_template([([wanted], [TRIED])])["attempted"] == 1.0
