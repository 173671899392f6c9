"""Correction notes: text in, the wrong and the right number out."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.articles.blocks import mark_blocks
from pipelines.quotes.extract import quotations
from pipelines.text.document import Document
from pipelines.text.spans import Block, Window
from pipelines.troop_figures.extract import figures
from pipelines.troop_figures.mention import FigureMention
from pipelines.troop_figures.retractions import find_notes, with_notes

NOTES = [
    ("Correction: an earlier version of this article said 3,500 troops would leave; the correct figure is 2,500.", ["3,500 -> 2,500"]),
    ("(Corrects number of soldiers in second paragraph to 250 from 350)", ["350 -> 250"]),
    ("(Corrects number of soldiers in paragraph 2 to 250, from 350)", ["350 -> 250"]),
    ("(Corrects number of soldiers in paragraph 2 from 350 to 250)", ["350 -> 250"]),
    ("(Corrects paragraph 3 to show 250 soldiers, not 350)", ["350 -> 250"]),
    ("(Corrects dead soldiers to 12 from 14 and wounded to 20 from 2)", ["14 -> 12", "2 -> 20"]),
    ("The column left at dawn. (Corrects size of column to 90 men from 900)", ["900 -> 90"]),
    ("CORRECTED-Blast kills 12 soldiers, not 13", ["13 -> 12"]),
    ("CORRECTION - The garrison has 1,050 men, not 1,500 as we reported.", ["1,500 -> 1,050"]),
    ("This story has been corrected to show that 400 soldiers are to be home by June, not 500.", ["500 -> 400"]),
    ("This story has been corrected to show that 400 rather than 500 soldiers are to be home by June.", ["500 -> 400"]),
    ("The web page was changed on 3 May 2021. An earlier version put the force at 3,500 men. It is 2,500.", ["3,500 -> 2,500"]),
    ("Clarification: This article was amended on 3 May 2021. An earlier version misstated the force as 3,500 men. It is 2,500.",
     ["3,500 -> 2,500"]),
    ("Because of an editing error, a story on Tuesday misstated the size of the force. It has 900 soldiers, not 9,000.", ["9,000 -> 900"]),
    ("An earlier report put the number at 3,000. The correct number is 2,000.", ["3,000 -> 2,000"]),
    ("Editor's note: A previous version gave the strength as 1,500 men; it should have been 1,050.", ["1,500 -> 1,050"]),
    ("In an earlier dispatch we reported that twelve soldiers were killed. In fact, ten were killed.", ["twelve -> ten"]),
    ("Correction: The number of soldiers in Monday's report was given as 3,500. The correct number is 2,500.", ["3,500 -> 2,500"]),
    ("Correction: Our report of Monday said that Oslo had about 3,500 men there; the correct number is about 2,500.",
     ["about 3,500 -> about 2,500"]),
    ("An earlier version of this story said that 3,500 soldiers had left the base.", ["3,500"]),
    ("An article on Tuesday misstated the number of peacekeepers as 800. The actual number is 80.", ["800 -> 80"]),
    # no notes, or none on a number of men
    ("Amends number of troops in first paragraph to 1,200.", []),
    ("This article was updated to reflect that 1,200 refugees, not 1,300, fled.", []),
    ("Correction: The village lies 40 miles from the border, not 14 miles.", []),
    ("The minister incorrectly stated that 500 troops had left; the correct figure is 300.", []),
    ("The army said it had corrected the toll to 12 soldiers from 14.", []),
    ("An earlier report put the number of dead soldiers at 12.", []),
    ("The general said there were 3,500 soldiers, not 2,500 as the ministry had put it.", []),
    ("He worked for 12 years in a house of correction: 300 guards watched it, not 200.", []),
    ("The earlier version of the plan had 3,500 troops and the later one 2,500.", []),
    ("Editor's note: Our reporter travelled with 120 soldiers for six weeks.", []),
]  # fmt: skip


def told(text: str, kind: str = "body") -> list[str]:
    found = find_notes(text, [Block(0, len(text), kind)])
    cut = [(text[n.wrong.start : n.wrong.end], text[n.right.start : n.right.end] if n.right else None) for n in found]
    return [f"{wrong} -> {right}" if right else wrong for wrong, right in cut]


@pytest.mark.parametrize(("text", "expected"), NOTES)
def test_reads_notes(text: str, expected: list[str]) -> None:
    assert told(text) == expected
    assert told(text, "footer") == expected
    assert told(f"The troops left on Monday.\n\n{text}\n\nThey had come with 40 lorries.") == expected


@pytest.mark.parametrize("kind", ["comment_form", "related", "advertisement", "embed"])
def test_what_others_print_is_no_note(kind: str) -> None:
    assert told(NOTES[0][0], kind) == []


def read(text: str) -> list[FigureMention]:
    document = Document(text, mark_blocks(text), Window(date(2021, 5, 5), date(2021, 5, 5)))
    return figures(document, quotations(document))


BODY = "Norway keeps 2,500 soldiers in Afghanistan, the defence ministry in Oslo said on Wednesday."


def test_a_wrong_number_is_a_figure_that_is_retracted() -> None:
    note = (
        "Correction: An earlier version of this article said that Norway kept 3,500 soldiers in Afghanistan; the correct figure is 2,500."
    )
    found = read(f"{BODY}\n\nThe camp lies at the foot of the mountains and has a bakery.\n\n{note}")
    told = {one.value: one for one in found}
    assert [one.value for one in found if one.corrected_to is not None] == [3500]
    assert (told[3500].retracted, told[2500].retracted) == (True, False)
    assert found[told[3500].corrected_to or 0].value == 2500
    assert (told[3500].force_id, told[3500].place_id) == ("NOR", "AFG")


def test_a_note_at_the_foot_of_the_page_takes_its_force_from_the_text() -> None:
    text = f"Oslo counts its soldiers\n\n{BODY}\n\nThis story has been corrected to say that Norway has 2,500 soldiers there, not 3,500."
    blocks = [Block(0, 24, "title"), Block(26, 26 + len(BODY), "body"), Block(28 + len(BODY), len(text), "footer")]
    document = Document(text, blocks, Window(date(2021, 5, 5), date(2021, 5, 5)))
    found = figures(document, [])
    wrong = next(one for one in found if one.retracted)
    assert (wrong.value, wrong.surface, wrong.force_id, wrong.measure, wrong.rule) == (3500, "3,500", "NOR", "present", "correction_note")
    assert text[wrong.char_start : wrong.char_end] == wrong.surface
    assert found[wrong.corrected_to or 0].surface.startswith("2,500")
    assert [one.char_start for one in found] == sorted(one.char_start for one in found)


def test_places_in_the_list_are_kept_when_it_is_put_in_order() -> None:
    def at(start: int, value: int, **more: list[int]) -> FigureMention:
        return FigureMention(start, start + 3, "x", "test", value=value, **more)  # type: ignore[arg-type]

    text = "Correction: an earlier version of this article said 350 men; it should be 250. They left 900 and 250 there."
    found = [at(text.index("900"), 900), at(text.index("250 there"), 250, part_of=[0])]
    kept = with_notes(Document(text, [Block(0, len(text), "body")]), found)
    assert [(one.value, one.retracted, one.corrected_to, one.part_of) for one in kept] == [
        (350, True, 2, []), (900, False, None, []), (250, False, None, [1]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["(" * 10**6, "\n" * 10**6, "(corrects " * 10**5, "an earlier version of this " * 40_000, "correction: 5 not 6 " * 50_000,
     "\n \n" * 300_000, "- " * 500_000, "\n" + " " * 10**6 + "correction:", "not the " * 120_000 + "correction: 5"],
    ids=lambda text: text[:12].strip() or "blank",
)  # fmt: skip
def test_hostile_texts_cost_little(text: str) -> None:
    started = time.process_time()
    list(find_notes(text, [Block(0, len(text), "body")]))
    assert time.process_time() - started < 3


PIECES = [
    "correction:", "an earlier version of this", "story", "said", "3,500", "2,500", "twelve", "soldiers", "not", "to", "from", "(", ")",
    ".", "\n\n", "it is",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_words_give_spans_that_resolve(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for note in find_notes(text, [Block(0, len(text), "body")]):
        assert note.wrong.value is not None and text[note.wrong.start : note.wrong.end].strip()
        assert note.right is None or note.right.start != note.wrong.start
