"""Text in; quotation, speaker as printed, name and basis out. All sentences are our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quotes.helpers import read

STOLTENBERG = "NATO Secretary-General Jens Stoltenberg met the ministers in Brussels. "


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("“We leave in May,” Jens Stoltenberg said.", "Jens Stoltenberg", "Jens Stoltenberg"),
        ("“We leave in May,” said Jens Stoltenberg.", "Jens Stoltenberg", "Jens Stoltenberg"),
        ("“We leave in May,” said Carla Romero, a spokeswoman for the mission.", "Carla Romero", "Carla Romero"),
        ("“We leave in May,” Carla Romero, a spokeswoman for the mission, told reporters.", "Carla Romero", "Carla Romero"),
        ("Carla Romero said on Monday: “We leave in May.”", "Carla Romero", "Carla Romero"),
        ("Carla Romero told a news agency that the trucks were “ready to roll” in May.", "Carla Romero", "Carla Romero"),
        ("Carla Romero praised the crews, calling them “the best we have” in the field.", "Carla Romero", "Carla Romero"),
        ("According to Carla Romero, the trucks are “ready to roll” by May.", "Carla Romero", "Carla Romero"),
        ("“We leave in May.” -- Carla Romero", "Carla Romero", "Carla Romero"),
        ("“We leave in May,” tweeted Carla Romero, spokeswoman for the mission.", "Carla Romero", "Carla Romero"),
        ("“We leave in May,” a senior NATO diplomat said.", "a senior NATO diplomat", "senior NATO diplomat"),
        ("Carla Romero met the press. “We leave in May,” Romero said.", "Romero", "Carla Romero"),
        ("Carla Romero met the press on Monday. “We leave in May,” she said.", "she", "Carla Romero"),
        (STOLTENBERG + "“We leave in May,” he said.", "he", "Jens Stoltenberg"),
    ],
)
def test_speaker(text: str, surface: str, name: str) -> None:
    (mention,) = read(text)
    assert (mention.speaker_surface, mention.speaker_name) == (surface, name)


def test_both_halves_of_a_split_quotation_have_the_speaker() -> None:
    first, second = read("“We leave in May,” Carla Romero said. “All of us will go.”")
    assert (first.speaker_name, second.speaker_name, second.speaker_basis) == ("Carla Romero", "Carla Romero", "continued")


def test_a_pronoun_without_a_fitting_person_stays_unresolved() -> None:
    before = "General Paul Brandt said that the road was open.\n\nThe alliance said in a statement that it would go on.\n\n"
    text = before + "“We leave in May,” he said."
    (mention,) = read(text)
    assert (mention.speaker_surface, mention.speaker_name, mention.speaker_id, mention.speaker_basis) == ("he", None, None, "unresolved")


def test_she_is_not_a_man() -> None:
    text = "Carla Romero met Paul Brandt on Monday. “We leave in May,” she said. “So do we,” he said."
    assert next(mention.speaker_name for mention in read(text)) == "Carla Romero"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We leave in May and will not be back,” Carla Romero said.", "direct"),
        ("Carla Romero said the trucks were “ready to roll” in May.", "partial"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert [mention.kind for mention in read(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "medium", "addressee"),
    [
        ("“We leave in May,” Carla Romero told ARD public television.", None, "ARD public television"),
        ("“We leave in May,” Carla Romero said in a statement.", "statement", None),
        ("“We leave in May,” Carla Romero said in an interview with Radio Free Town.", "interview", "Radio Free Town"),
        ("“We leave in May,” tweeted Carla Romero.", "post", None),
        ("Carla Romero told reporters at a news conference: “We leave in May.”", "press conference", "reporters"),
    ],
)
def test_circumstances(text: str, medium: str | None, addressee: str | None) -> None:
    (mention,) = read(text)
    assert (mention.medium, mention.addressee) == (medium, addressee)


def test_office_and_person_are_kept_apart() -> None:
    (mention,) = read("“We leave in May,” said German Defense Minister Anna Lindqvist.")
    assert (mention.speaker_name, mention.speaker_id) == ("Anna Lindqvist", "person:anna-lindqvist")
    assert mention.speaker_role is not None and "Minister" in mention.speaker_role


@pytest.mark.parametrize(
    "text",
    [
        "William “Bill” Carter walked to the gate of the camp.",
        "The author of “The Long Road Home” walked to the gate of the camp.",
    ],
)
def test_nicknames_and_titles_of_works_are_no_speech(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Carla Romero said that the trucks would leave in May.", "the trucks would leave in May", "Carla Romero"),
        ("The trucks would leave in May, Carla Romero said.", "The trucks would leave in May", "Carla Romero"),
        ("Carla Romero told reporters on Monday that the trucks would leave in May.", "the trucks would leave in May", "Carla Romero"),
        ("According to Carla Romero, the trucks would leave in May.", "the trucks would leave in May", "Carla Romero"),
    ],
)
def test_indirect(text: str, content: str, speaker: str) -> None:
    (mention,) = read(text, indirect=True)
    assert (mention.surface, mention.speaker_name) == (content, speaker)


@pytest.mark.parametrize(
    "text",
    [
        "Carla Romero did not say that the trucks would leave.",
        "Carla Romero was told that the trucks would leave.",
        "The trucks left in May.",
    ],
)
def test_no_indirect(text: str) -> None:
    assert read(text, indirect=True) == []


PIECES = st.sampled_from(
    [
        "“We leave in May,” ",
        "he said. ",
        "Carla Romero ",
        "said ",
        "that ",
        "the trucks ",
        "would leave",
        ", ",
        ". ",
        "“so far”",
        " -- ",
        "\n\n",
        "told Reuters",
        "'",
        '"',
        "”",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_offsets_resolve(text: str) -> None:
    for mention in [*read(text), *read(text, indirect=True)]:
        assert text[mention.char_start : mention.char_end] == mention.surface != ""
        if mention.speaker_surface is not None:
            assert text[mention.speaker_start : mention.speaker_end] == mention.speaker_surface
