"""Transcripts in, turns with their speakers out. All sentences are our own."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.quotes.extract import quotations
from pipelines.text.document import Document
from pipelines.text.spans import Block
from tests.quotes.helpers import read

INTRODUCED = "Press secretary Carla Romero met reporters on Monday. Paul Brandt of the mission stood beside her.\n\n"

Row = tuple[str, str | None, str | None]


def turns(text: str) -> list[Row]:
    """Words, label and resolved name of each turn."""
    return [(m.surface, m.speaker_surface, m.speaker_name) for m in read(text) if m.rule == "quotes/transcript"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            INTRODUCED
            + "MS. ROMERO: Good morning. We leave in May.\n\nQUESTION: When do the trucks go?\n\nMS. ROMERO: You will see them go.",
            [
                ("Good morning. We leave in May.", "MS. ROMERO", "Carla Romero"),
                ("When do the trucks go?", "QUESTION", None),
                ("You will see them go.", "MS. ROMERO", "Carla Romero"),
            ],
        ),
        (
            INTRODUCED + "CARLA ROMERO: We leave in May.\n\nBRANDT: I have packed.\n\nROMERO: So have I.\n\nBRANDT: Good.",
            [
                ("We leave in May.", "CARLA ROMERO", "Carla Romero"),
                ("I have packed.", "BRANDT", "Paul Brandt"),
                ("So have I.", "ROMERO", "Carla Romero"),
                ("Good.", "BRANDT", "Paul Brandt"),
            ],
        ),
        (
            "Reporter: Do you leave?\n\nGeneral Brandt: We do.\n\nReporter: Are you sure?\n\nGeneral Brandt: I am.",
            [
                ("Do you leave?", "Reporter", None),
                ("We do.", "General Brandt", "Brandt"),
                ("Are you sure?", "Reporter", None),
                ("I am.", "General Brandt", "Brandt"),
            ],
        ),
        (
            "In an interview with the Daily Echo, Paul Brandt of the mission spoke of the road.\n\n"
            "Q: When do you leave?\n\nA: We leave in May.\n\nQ: And the trucks?\n\nA: They go first.",
            [
                ("When do you leave?", "Q", None),
                ("We leave in May.", "A", "Paul Brandt"),
                ("And the trucks?", "Q", None),
                ("They go first.", "A", "Paul Brandt"),
            ],
        ),
        (
            "Carla Romero sat down with Paul Brandt.\n\nQ. Do you leave?\n\nA. We do.\n\nQ. When?\n\nA. In May.",
            [("Do you leave?", "Q", None), ("We do.", "A", "Paul Brandt"), ("When?", "Q", None), ("In May.", "A", "Paul Brandt")],
        ),
    ],
)
def test_turns(text: str, expected: list[Row]) -> None:
    assert turns(text) == expected


def test_a_turn_of_two_paragraphs_is_continued_and_asides_are_left_out() -> None:
    text = INTRODUCED + "MS. ROMERO: We leave in May.\n\nWe will not come back.\n\n(Laughter.)\n\nQ: Really?\n\nMS. ROMERO: I am sure."
    found = [m for m in read(text) if m.rule == "quotes/transcript"]
    assert [(m.surface, m.speaker_name, m.speaker_basis) for m in found] == [
        ("We leave in May.", "Carla Romero", "surname"),
        ("We will not come back.", "Carla Romero", "continued"),
        ("Really?", None, "unresolved"),
        ("I am sure.", "Carla Romero", "surname"),
    ]
    assert {m.kind for m in found} == {"direct"}


def test_words_in_marks_within_a_turn_are_part_of_it() -> None:
    text = INTRODUCED + "MS. ROMERO: They said “go home” to us.\n\nQ: And you?\n\nMS. ROMERO: We went."
    assert [m.surface for m in read(text)] == ["They said “go home” to us.", "And you?", "We went."]


@pytest.mark.parametrize(
    "text",
    [
        "Carla Romero: 12 points\n\nPaul Brandt: 30 points\n\nCarla Romero: 14 points\n\nPaul Brandt: 2 points",
        "Where: the old station\n\nWhen: noon\n\nWho: everybody\n\nWhen: again at six",
        "NOTE: We have changed this page.\n\nUPDATE: We have changed it again.\n\nUPDATE: And again, for you.",
        "Fallin: We leave\n\nThe trucks left in May.",
        "MS. ROMERO: We leave in May.\n\nThe trucks left.",
    ],
)
def test_lists_and_headlines_are_no_transcripts(text: str) -> None:
    assert turns(text) == []


LINES = st.sampled_from(
    [
        "MS. HALL: We go.",
        "Q: When?",
        "A: I am off.",
        "Q. You?",
        "(Laughter.)",
        "“We go,” he said.",
        "Date: May",
        ": a",
        "Q:",
        "Hall:\nWe go",
    ]
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\n\n"]))
def test_offsets_resolve_and_nothing_overlaps(lines: list[str], between: str) -> None:
    text = between.join(lines)
    found = [m for m in quotations(Document(text, [Block(0, len(text), "body")] if text else [])) if m.kind != "indirect"]
    for mention in found:
        assert text[mention.char_start : mention.char_end] == mention.surface != ""
        if mention.speaker_start is not None:
            assert text[mention.speaker_start : mention.speaker_end] == mention.speaker_surface
    assert all(a.char_end <= b.char_start for a, b in pairwise(found))
