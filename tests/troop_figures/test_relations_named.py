"""Figures that leave others out: these stand elsewhere in the text, and nothing conflicts."""

from datetime import date

import pytest

from pipelines.articles.blocks import mark_blocks
from pipelines.text.document import Document
from pipelines.text.spans import Window
from pipelines.troop_figures.extract import figures
from pipelines.troop_figures.mention import FigureMention

DAY = date(2007, 5, 4)


def read(text: str) -> list[FigureMention]:
    return figures(Document(text, mark_blocks(text), Window(DAY, DAY)), [])


@pytest.mark.parametrize(
    "text",
    [
        "The United States has 16,000 troops in Kosovo.\n\nNATO said that about 11,000 troops from other members are there, on top of the "
        "American contingent.",
        "Britain has 7,100 soldiers in Iraq.\n\nNATO has 9,000 soldiers in Iraq, not counting the British troops in Basra.",
        "America keeps 26,000 soldiers in Afghanistan.\n\nNATO has 34,000 troops from other nations in Afghanistan.",
    ],
)
def test_what_comes_on_top_of_a_named_contingent_excludes_its_number(text: str) -> None:
    found = read(text)
    assert found[1].force_id == "NATO"
    assert [figure.excludes for figure in found[:2]] == [[], [0]]


def test_other_members_are_not_the_one_spoken_of() -> None:
    text = "The United States has 160,000 troops in Iraq.\n\nAbout 11,000 troops from other coalition members are there as well."
    assert [figure.force_id for figure in read(text)] == ["USA", None]


def test_nothing_is_left_out_where_the_text_has_no_number_for_it() -> None:
    assert [figure.excludes for figure in read("NATO has 34,000 troops in Afghanistan, on top of the Georgian contingent.")] == [[]]


def test_those_who_were_there_once_have_no_date() -> None:
    then, now = read("Most of the 9,000 Polish soldiers who were in Iraq have gone home. Poland has 900 soldiers in Iraq.")[:2]
    assert (then.as_of_earliest, now.as_of_earliest) == (None, DAY)


def test_a_clause_after_said_is_no_speaker() -> None:
    text = "Spain, which has around 1,300 soldiers in Iraq, said it would leave in step with its neighbours."
    assert [figure.claimed_by for figure in read(text)] == [None]
