"""Block quotations and posts without marks: text in; words, speaker and rule out. All sentences are our own."""

import pytest

from tests.quotes.helpers import read

Row = tuple[str, str | None, str]


def found(text: str) -> list[Row]:
    """What is quoted, by whom, by which rule."""
    return [(m.surface, m.speaker_name, m.rule) for m in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Carla Romero said in a statement:\n\nWe leave in May. I thank all who came.\n\nThe mission began in 2001.",
            [("We leave in May. I thank all who came.", "Carla Romero", "quotes/block")],
        ),
        (
            "Carla Romero said in a statement:\n\nWe leave in May.\n\nOur trucks go first.\n\nThe mission began in 2001.",
            [("We leave in May.", "Carla Romero", "quotes/block"), ("Our trucks go first.", "Carla Romero", "quotes/block")],
        ),
        (
            "Carla Romero wrote to the crews:\n\n    The trucks go in May. Nobody stays.\n\nThe mission began in 2001.",
            [("The trucks go in May. Nobody stays.", "Carla Romero", "quotes/block")],
        ),
        (
            "Carla Romero wrote to the crews:\n\n> The trucks go in May. Nobody stays.\n\nThe mission began in 2001.",
            [("The trucks go in May. Nobody stays.", "Carla Romero", "quotes/block")],
        ),
        (
            "Carla Romero tweeted: We leave in May. I will be on the first truck! She said more would follow.",
            [("We leave in May. I will be on the first truck!", "Carla Romero", "quotes/post")],
        ),
        ("Paul Brandt wrote on Twitter: The trucks leave in May.", [("The trucks leave in May.", "Paul Brandt", "quotes/post")]),
        (
            "Paul Brandt said: We will go in May and I will go with them. The road is open.",
            [("We will go in May and I will go with them.", "Paul Brandt", "quotes/colon")],
        ),
    ],
)
def test_unmarked(text: str, expected: list[Row]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Carla Romero said the plan has three points:\n\nThe trucks leave in May.\n\nThe camp is closed.",  # nobody says I or we
        "The ministers agreed on the following:\n\nWe leave in May.",
        "Carla Romero met the press:\n\nWe, the crews, she said, leave in May.",
        "The trucks are of three kinds: Big ones, small ones and ours.",
        "That headline about a tweet by Paul Brandt is wrong: The trucks left in May.",
        "Carla Romero said in a statement:\n\nThe trucks left, and we saw them go, she said on Monday.",
    ],
)
def test_what_is_not_certain_is_left(text: str) -> None:
    assert found(text) == []


def test_a_post_says_what_it_was() -> None:
    (mention,) = read("Paul Brandt tweeted: We leave in May, all of us.")
    assert (mention.kind, mention.medium, mention.cue) == ("direct", "post", "tweeted")


def test_posts_and_blocks_with_marks_keep_to_their_marks() -> None:
    assert found("Paul Brandt tweeted: “We leave in May.” All went home.") == [("We leave in May.", "Paul Brandt", "quotes/left")]
    assert [surface for surface, _, _ in found("Carla Romero said in a statement:\n\n“We leave in May.”")] == ["We leave in May."]


def test_a_quotation_over_broken_lines_has_the_speaker_after_it() -> None:
    (mention,) = read('"We leave in May, and all of the trucks that are ours\nwill leave with us," Carla Romero said.')
    assert mention.surface == "We leave in May, and all of the trucks that are ours\nwill leave with us,"
    assert (mention.speaker_name, mention.kind) == ("Carla Romero", "direct")
