"""Where sentences end, and where a stop is only part of a word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.sentences import find_sentences

CASES = [
    ("one", ["one"]),
    ("They left. Others stayed.", ["They left.", "Others stayed."]),
    ("They leave by Sept. 11 at the latest. Nobody objects.", ["They leave by Sept. 11 at the latest.", "Nobody objects."]),
    ("The U.S. Army left. So did U.S. diplomats.", ["The U.S. Army left.", "So did U.S. diplomats."]),
    ("He flew to the U.S. The rest stayed.", ["He flew to the U.S.", "The rest stayed."]),
    (
        "Gen. Mark A. Milley and Lt. Col. J. K. Doe spoke. Dr. Roe listened.",
        ["Gen. Mark A. Milley and Lt. Col. J. K. Doe spoke.", "Dr. Roe listened."],
    ),
    (
        "It ended at 5 p.m. Monday. It began at 3 a.m. The guards slept.",
        ["It ended at 5 p.m. Monday.", "It began at 3 a.m.", "The guards slept."],
    ),
    ("Some 3.5 million fled, No. 5 said. More will.", ["Some 3.5 million fled, No. 5 said.", "More will."]),
    ('He said: "Go now." Then he left.', ['He said: "Go now."', "Then he left."]),
    ("“Are you sure?” she asked. “No!” He was not.", ["“Are you sure?” she asked.", "“No!”", "He was not."]),
    ("We waited... and waited. Then: nothing", ["We waited... and waited.", "Then: nothing"]),
    ("It was well planned. ” The rest is silence.", ["It was well planned. ”", "The rest is silence."]),
    ("Troops will withdraw.The rest follows.", ["Troops will withdraw.", "The rest follows."]),
    ("They asked Booking.com for rooms at example.org today.", ["They asked Booking.com for rooms at example.org today."]),
    ("A headline\n\nA first line\nwrapped once.", ["A headline", "A first line\nwrapped once."]),
    ("REBELS MET GEN. DOE ON 3 JAN. 90 FLED. THE REST STAYED.", ["REBELS MET GEN. DOE ON 3 JAN. 90 FLED.", "THE REST STAYED."]),
    ("(They left.) Others did not.", ["(They left.)", "Others did not."]),
    ("  \n \n ", []),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in find_sentences(text)] == sentences


def test_only_the_range_is_read() -> None:
    text = "One here. Two there. Three."
    assert [text[start:end] for start, end in find_sentences(text, 4, 15)] == ["here.", "Two t"]


@given(st.text(alphabet=".!? \nAbU\"”“'(S1", max_size=60))
def test_every_character_is_in_just_one_sentence(text: str) -> None:
    spans = find_sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert "".join(text[start:end] for start, end in spans).replace(" ", "").replace("\n", "") == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() and "\n\n" not in text[start:end] for start, end in spans)


@pytest.mark.parametrize("part", [".", "a.", ". ", "\n", '."', ")", "A. "])
def test_long_lines_of_one_kind_are_read_at_once(part: str) -> None:
    assert find_sentences(part * 20_000) is not None
