"""What is what in a text dump: lines in, kinds out."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.articles import BLOCK_KINDS
from pipelines.articles.blocks import mark_blocks
from tests.articles.words import BODY, LEAD, SECOND, THIRD, TITLE


def kinds_of(text: str, title: str | None = None) -> list[tuple[str, str]]:
    """Kind and first words of each block."""
    return [(block.kind, text[block.start : block.end]) for block in mark_blocks(text, title)]


def kind_of(line: str) -> str:
    """The kind of a line that stands between paragraphs, where furniture stands that interrupts a text."""
    text = f"{TITLE}\n\n{LEAD}\n\n{line}\n\n{SECOND}\n\n{THIRD}\n"
    return next(kind for kind, words in kinds_of(text) if words == line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Read more: Parliament to vote on a new mission", "related"),
        ("READ ALSO: What the treaty says about withdrawal", "related"),
        ("Also read | Why the valley matters", "related"),
        ("See also: Ten years of the mission in pictures", "related"),
        ("ADVERTISEMENT", "advertisement"),
        ("- Advertisment -", "advertisement"),
        ("Story continues below advertisement", "advertisement"),
        ("https://twitter.com/someone/status/1361279621120090114", "embed"),
        ("pic.twitter.com/AbCdEf123", "embed"),
        ("— Ministry of Defence (@defence) April 14, 2021", "embed"),
        ("12 Views", "widget"),
        ("Share", "widget"),
        ("Facebook Twitter WhatsApp Email Print", "widget"),
        ("Tags: valley, bridge, battalion", "widget"),
        ("Home > World > Norbridge", "widget"),
        ("Sign up for our morning newsletter", "widget"),
        ("We use cookies to give you the best experience on our site.", "widget"),
        ("Please consider supporting us, every donation counts.", "widget"),
        ("* * *", "widget"),
        ("Published: 0140 GMT April 14, 2021", "timestamp"),
        ("Updated: 2021-04-14 17:52", "timestamp"),
        ("Last updated 3 hours ago", "timestamp"),
        ("A soldier waves from a lorry at the gate of the camp – PC: AFP", "caption"),
        ("Soldiers board a plane at dawn (Photo: Ministry of Defence)", "caption"),
        ("The camp seen from the bridge. Jane Doe/Reuters", "caption"),
        ("FILE - In this March 3, 2020 file photo, soldiers stand at the gate of the camp in the valley.", "caption"),
        ("Photo: The bridge at dawn", "caption"),
        ("What comes after the withdrawal", "subheading"),
        ("A BRIDGE TO STAY", "subheading"),
        ("“We are going home,” she said.", "body"),
        ("and that is where the road ends", "body"),
        ("He told the Associated Press that 400 had left. He gave no day.", "body"),
        ("More than 2,500 soldiers remain in the country, he said.", "body"),
        ("Comments by the minister were not to be had on Tuesday evening.", "body"),
        ("Share prices of arms makers fell by two percent on the news.", "body"),
        ("Published reports said that the camp had been sold to a local trader.", "body"),
    ],
)
def test_a_line_between_paragraphs(line: str, kind: str) -> None:
    assert kind_of(line) == kind


@pytest.mark.parametrize("line", ["Leave a Reply", "Comments (3)", "Post a Comment", "12 Comments"])
def test_all_after_the_heading_of_comments_is_comment(line: str) -> None:
    text = f"{TITLE}\n\n{BODY}\n{line}\nName:\nEmail:\nTom says they should all have left years ago, if you ask him.\n"
    assert [kind for kind, _ in kinds_of(text)[-4:]] == ["comment_form"] * 4


def test_a_dump_with_everything_around_the_text() -> None:
    text = (
        f"Thursday, April 18, 2024\nHomeNews{TITLE}\n\n{TITLE}\n\nValley Jane DoeJane Doe Thursday April 15th, 2021 0 Views\n\n"
        f"BRUSSELS (Reuters) – {LEAD}\n\nWhat comes next\n\n{SECOND}\n\n{THIRD}\n\nShare\nRELATED ARTICLES\nBridge opens in the north\n"
        "- Advertisement -\nLatest\nCopyright 2021 The Valley Times. All rights reserved.\n"
    )
    assert kinds_of(text) == [
        ("timestamp", "Thursday, April 18, 2024"),
        ("widget", f"HomeNews{TITLE}"),
        ("title", TITLE),
        ("widget", "Valley"),
        ("byline", "Jane DoeJane Doe"),
        ("timestamp", "Thursday April 15th, 2021"),
        ("widget", "0 Views"),
        ("dateline", "BRUSSELS (Reuters) –"),
        ("body", LEAD),
        ("subheading", "What comes next"),
        ("body", SECOND),
        ("body", THIRD),
        ("widget", "Share"),
        ("related", "RELATED ARTICLES"),
        ("related", "Bridge opens in the north"),
        ("advertisement", "- Advertisement -"),
        ("related", "Latest"),
        ("footer", "Copyright 2021 The Valley Times. All rights reserved."),
    ]


def test_a_title_that_stands_twice_is_a_title_twice() -> None:
    assert [kind for kind, _ in kinds_of(f"News ID: 4711\n\n{TITLE}\n\n{TITLE}\n\n{BODY}")[:3]] == ["widget", "title", "title"]


def test_a_menu_above_the_title_is_no_title() -> None:
    found = kinds_of(f"Home\nWorld\nOpinion & Analysis\nSports\n{TITLE}\nBy Jane Doe\n\n{BODY}")
    assert [kind for kind, _ in found[:6]] == ["widget", "widget", "widget", "widget", "title", "byline"]


@pytest.mark.parametrize(
    "menu",
    [
        "MENU  Front page  Region  World  Sport",
        "News World Business Ships Opinion Weather",
        "North   World   Fisheries   Culture",
        "Politics | Security | Economy | Sport | Video",
        "Valley Times - In brief",
    ],
)
def test_a_menu_on_one_line_is_no_title(menu: str) -> None:
    found = kinds_of(f"{menu}\n{TITLE}\nBy Jane Doe   April 15, 2021 6:12 a.m.\n\n{BODY}")
    assert [kind for kind, _ in found[:4]] == ["widget", "title", "byline", "timestamp"]


def test_a_page_of_headlines_has_no_body() -> None:
    assert "body" not in {kind for kind, _ in kinds_of("\n".join(f"Bridge {number} opens in the north" for number in range(12)))}


def test_a_desk_under_the_title_is_a_byline() -> None:
    assert kinds_of(f"{TITLE}\n\nNews Desk\n\n{BODY}")[1] == ("byline", "News Desk")


def test_headlines_under_a_heading_of_links_are_links() -> None:
    text = f"{TITLE}\n\n{LEAD}\n\nRelated:\nParliament votes on mission\nBridge opens in the north\n\n{SECOND}\n\n{THIRD}\n"
    assert [kind for kind, _ in kinds_of(text)] == ["title", "body", "related", "related", "related", "body", "body"]


def test_a_title_stated_elsewhere_is_found_in_the_text_or_not_at_all() -> None:
    assert kinds_of(f"{TITLE}\n{BODY}", TITLE)[0] == ("title", TITLE)
    assert "title" not in [kind for kind, _ in kinds_of(f"Some other line of words\n{BODY}", TITLE)]


@pytest.mark.parametrize("text", [BODY, LEAD, "Norbridge accused its neighbour of arming the rebels.", "A short line of words"])
def test_plain_text_is_body(text: str) -> None:
    assert {kind for kind, _ in kinds_of(text)} == {"body"}


def test_paragraphs_broken_at_a_fixed_width_stay_whole() -> None:
    lines = [
        "   THE BATTALION COMMAND REPORTED TODAY THAT ABOUT FORTY MEN OF THE VALLEY",
        "WERE TAKEN FROM THEIR HOMES DURING THE NIGHT AND THAT NOTHING IS KNOWN OF",
        "WHERE THEY ARE NOW.",
        "",
        "   A SOURCE ADDED THAT THE ROAD TO THE NORTH HAD BEEN CLOSED AFTER AN ATTACK",
        "ON A CONVOY IN WHICH THREE SOLDIERS WERE WOUNDED AND ONE LORRY WAS BURNT TO",
        "THE GROUND.",
    ]
    found = kinds_of("\n".join(lines))
    assert [kind for kind, _ in found] == ["body", "body"]
    assert found[0][1].endswith("WHERE THEY ARE NOW.")


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=400)
    | st.lists(st.sampled_from([*BODY.split("\n"), TITLE, "Share", "\t", "Read more:"])).map("\n".join)
)
@settings(max_examples=200, deadline=None)
def test_blocks_lie_in_order_and_hold_every_word(text: str) -> None:
    end = 0
    for block in mark_blocks(text):
        assert end <= block.start < block.end <= len(text)
        assert block.kind in BLOCK_KINDS
        assert not any(character.isalnum() for character in text[end : block.start])
        end = block.end
    assert not any(character.isalnum() for character in text[end:])


@pytest.mark.parametrize(
    "piece", ["word ", "Word Word", "(", "Read more: ", "A. ", "- ", "12 Views\n", "Some Headline Here Again\n", "Photo\n\n"]
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    started = time.process_time()
    mark_blocks(piece * (400_000 // len(piece)))
    assert time.process_time() - started < 3
