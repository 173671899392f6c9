"""Text in; cue, addressee, outlet, medium and days out. All sentences are our own (tests/quotes/circumstances.csv)."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.quotes.attribute import Attribution, attribute
from pipelines.quotes.circumstances import addressee_of, given_to, medium_of, said_window
from pipelines.quotes.media import outlet_named
from pipelines.quotes.stretches import find_stretches
from pipelines.text.document import Document
from pipelines.text.spans import Block, Window
from tests.quotes.helpers import DAY

with (Path(__file__).parent / "circumstances.csv").open(encoding="utf-8", newline="") as file:
    TABLE = list(csv.DictReader(file))


def first_attribution(text: str, published: Window) -> tuple[Document, Attribution]:
    """The document, and who says its first quotation."""
    document = Document(text, [Block(0, len(text), "body")], published)
    lines = find_stretches(document).lines
    found = attribute(lines)
    return document, found[min(found)]


def told(text: str, published: Window = Window(DAY, DAY)) -> dict[str, str]:  # noqa: B008  (a tuple)
    """The circumstances as the columns of the table, "" for what is not told."""
    document, attribution = first_attribution(text, published)
    saying, line = attribution.saying, attribution.cue_line
    first, last = said_window(document, attribution)
    return {
        "cue": line.surface(saying.at, saying.end) if saying is not None and line is not None else "",
        "addressee": addressee_of(attribution) or "",
        "outlet": given_to(attribution) or "",
        "medium": medium_of(attribution) or "",
        "earliest": str(first or ""),
        "latest": str(last or ""),
    }


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["text"])
def test_circumstances(row: dict[str, str]) -> None:
    assert told(row["text"]) == {name: row[name] for name in row if name != "text"}


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("“We leave in May,” Kovac said on Monday.", Window(None, None), ("", "")),
        ("“We leave in May,” Kovac said on 2 April 2020.", Window(None, None), ("2020-04-02", "2020-04-02")),
        ("“We leave in May,” Kovac said on Friday.", Window(date(2001, 10, 7), date(2001, 10, 7)), ("2001-10-05", "2001-10-05")),
        ("“We leave in May,” Kovac said in December.", Window(date(2001, 10, 7), date(2001, 10, 7)), ("2000-12-01", "2000-12-31")),
        ("“We leave in May,” Kovac said last month.", Window(date(2002, 1, 7), date(2002, 1, 7)), ("2001-12-01", "2001-12-31")),
    ],
)
def test_days_are_counted_from_publication(text: str, published: Window, days: tuple[str, str]) -> None:
    found = told(text, published)
    assert (found["earliest"], found["latest"]) == days


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("AFP", "AFP"),
        ("the French news agency AFP", "AFP"),
        ("Reuters", "Reuters"),
        ("the BBC", "BBC"),
        ("CNN’s Rachel Kern", "CNN"),
        ("ARD public television", "ARD"),
        ("the Harbour Times newspaper", "Harbour Times"),
        ("the newspaper Lindau Herald", "Lindau Herald"),
        ("Radio Lindau", "Radio Lindau"),
        ("state television", None),
        ("the newspaper", None),
        ("reporters", None),
        ("Paul Brandt", None),
        ("the council of Lindau", None),
        ("", None),
    ],
)
def test_outlet(phrase: str, name: str | None) -> None:
    assert outlet_named(phrase) == name


PIECES = st.sampled_from(
    [
        *[
            "“We leave in May,” ",
            "he said ",
            "Kovac told ",
            "on Monday",
            " in an interview with ",
            "the Harbour Times ",
            "published by ",
            "to ",
        ],
        *[
            ", ",
            ". ",
            "Speaking to ",
            "asked by ",
            "in a letter ",
            "last week ",
            "that ",
            "who ",
            "two days ago ",
            "late ",
            "“",
            "”",
            "\n\n",
        ],
    ]
)


@given(st.lists(PIECES, max_size=25).map(lambda pieces: "“We leave,” " + "".join(pieces)))
def test_what_is_told_stands_in_the_text_and_nothing_is_said_after_it_is_printed(text: str) -> None:
    document = Document(text, [Block(0, len(text), "body")], Window(DAY, DAY))
    for attribution in attribute(find_stretches(document).lines).values():
        addressee = addressee_of(attribution)
        assert addressee is None or (addressee and addressee in text)
        first, last = said_window(document, attribution)
        assert last is None or last <= DAY
        assert first is None or (last is not None and first <= last)
