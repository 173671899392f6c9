"""Force figures: text in, rows out. The table is phrases.txt: a text, then a line for each figure that it holds.

`surface ; force unit ; value low high qualifier ; measure status ; place ; days basis deadline ; claimed_by ; relations, formations` with
- for null; `days` is one day, or the first and the last.
"""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.quotes.mention import QuoteMention
from pipelines.text.document import Document
from pipelines.text.spans import Block, Window
from pipelines.troop_figures.extract import figures
from pipelines.troop_figures.mention import FigureMention
from pipelines.troop_figures.units import PLURALS, SINGULARS, hints

DAY = date(2010, 6, 15)  # a Tuesday


def read(text: str, quotes: list[QuoteMention] | None = None, published: Window | None = None) -> list[FigureMention]:
    published = published or Window(DAY, DAY)
    return figures(Document(text, [Block(0, len(text), "body")], published), quotes or [])


def line(figure: FigureMention) -> str:
    def shown(value: object) -> str:
        return "-" if value is None else str(value)

    first, last = shown(figure.as_of_earliest), shown(figure.as_of_latest)
    rest = [f"part_of={place}" for place in figure.part_of] + [f"excludes={place}" for place in figure.excludes]
    rest += [f"formations={figure.formations}"] if figure.formations else []
    fields = [
        figure.surface,
        f"{shown(figure.force_id)} {shown(figure.unit).replace(' ', '_')}",
        f"{shown(figure.value)} {shown(figure.low)} {shown(figure.high)} {figure.qualifier}",
        f"{figure.measure} {figure.status}",
        shown(figure.place_id),
        f"{first if first == last else f'{first}..{last}'} {figure.as_of_basis} {shown(figure.deadline)}",
        shown(figure.claimed_by),
        *([" ".join(rest)] if rest else []),
    ]
    return " ; ".join(fields)


def phrases() -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for row in (Path(__file__).parent / "phrases.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("> "):
            found.append((row[2:], []))
        elif row.startswith("  "):
            found[-1][1].append(row.strip())
    return found


@pytest.mark.parametrize(("text", "expected"), phrases())
def test_reads_phrases(text: str, expected: list[str]) -> None:
    assert [" ".join(line(figure).split()) for figure in read(text)] == [" ".join(row.split()) for row in expected]


WHEN = [
    ("France withdrew 2,400 troops from Mali on Monday.", (date(2010, 6, 14), date(2010, 6, 14), "text", None)),
    ("South Korea sent 3,600 soldiers to Iraq in 2004.", (date(2004, 1, 1), date(2004, 12, 31), "text", None)),
    ("Romania will have 1,800 troops in Iraq by the end of the year.", (DAY, DAY, "published", date(2010, 12, 31))),
    ("The United States has 9,800 soldiers in Iraq.", (DAY, DAY, "published", None)),
    ("NATO said on Monday that 500 soldiers would leave Kosovo.", (DAY, DAY, "published", None)),
    ("NATO cut its force in Kosovo from 17,000 to 10,000.", (None, None, "none", None)),
    ("At its peak the NATO force in Bosnia had 60,000 soldiers.", (None, None, "none", None)),
]


@pytest.mark.parametrize(("text", "expected"), WHEN)
def test_reads_the_time(text: str, expected: tuple[date | None, date | None, str, date | None]) -> None:
    figure = read(text)[0]
    assert (figure.as_of_earliest, figure.as_of_latest, figure.as_of_basis, figure.deadline) == expected


CLAIMS = [
    ("Germany's defence ministry says it plans to withdraw 1,300 troops.", "Germany's defence ministry"),
    ("The war has left thousands of French soldiers dead, a historian wrote.", "a historian"),
    ("North Korea has sent 10,000 soldiers to Russia, according to Seoul.", "Seoul"),
    ("The government says 27 soldiers were killed.", "government"),
    ("The United States has 9,800 soldiers in Iraq.", None),
    ("Which it said were 500 soldiers.", None),
]


@pytest.mark.parametrize(("text", "speaker"), CLAIMS)
def test_tells_who_says_so(text: str, speaker: str | None) -> None:
    assert [figure.claimed_by for figure in read(text)[:1]] in ([speaker], [])


def test_a_figure_in_a_quotation_is_its_speakers() -> None:
    text = 'He paused. "We have 400 soldiers in Chad."'
    start = text.index("We")
    quote = QuoteMention(
        start, len(text) - 1, text[start:-1], "test", "direct", speaker_name="Idriss Test", speaker_id="person:idriss-test"
    )
    figure = read(text, [quote])[0]
    assert (figure.claimed_by, figure.claimed_by_id) == ("Idriss Test", "person:idriss-test")


def test_the_documents_place_is_carried_over() -> None:
    text = "Fighting went on in Mali. France lost a helicopter in Mali on Sunday. Some 4,000 French troops are taking part."
    assert [figure.place_id for figure in read(text)] == ["MLI"]


def test_an_earlier_strength_of_a_named_mission_is_the_whole() -> None:
    text = "NATO has 9,000 soldiers in Kosovo. It held talks. The NATO mission, which includes about 700 Italian soldiers, will stay."
    assert [(figure.value, figure.part_of) for figure in read(text)] == [(9000, []), (700, [0])]


def test_undated_texts_have_no_window() -> None:
    figure = read("Turkey has 30,000 troops in Cyprus.", published=Window(None, None))[0]
    assert (figure.as_of_earliest, figure.as_of_latest, figure.as_of_basis) == (None, None, "none")


def test_every_word_for_forces_passes_the_sieve() -> None:
    assert [form for form in (*PLURALS, *SINGULARS) if not hints().search(form)] == []


PIECES = st.sampled_from(
    [
        "300 soldiers",
        "the US",
        "were killed",
        " and ",
        ", ",
        "in Mali",
        "of the",
        "2,500",
        "some",
        "a",
        "Germany's",
        ". ",
        "said",
        "to withdraw",
        "“",
        "”",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_spans_resolve_and_relations_point_into_the_list(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = read(text)
    assert [figure.surface for figure in found] == [text[figure.char_start : figure.char_end] for figure in found]
    assert [figure.char_start for figure in found] == sorted(figure.char_start for figure in found)
    for place, figure in enumerate(found):
        assert all(0 <= other < len(found) and other != place for other in figure.part_of + figure.excludes)
        sizes = [size for size in (figure.low, figure.value, figure.high) if size is not None]
        assert sizes == sorted(sizes)


def test_one_long_line_takes_linear_time() -> None:
    text = "three soldiers were killed, " * 2_000
    assert len(read(text)) > 1_900
