"""Text in, quoted stretches out."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.document import Document
from pipelines.text.quotemarks import find_quoted
from pipelines.text.spans import Block


def stretches(text: str) -> list[str]:
    document = Document(text, [Block(0, len(text), "body")])
    return [text[q.start : q.end] for q in find_quoted(text, document.paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We leave in May,” she said. “All of us.”", ["We leave in May,", "All of us."]),
        ('"We leave in May," she said. "All of us."', ["We leave in May,", "All of us."]),
        ("``We leave in May,'' she said.", ["We leave in May,"]),
        ("''We leave in May,'' she said.", ["We leave in May,"]),
        ("‘We leave in May,’ she said. ‘I don’t know when.’", ["We leave in May,", "I don’t know when."]),
        ("'We leave in May, all of us,' she said.", ["We leave in May, all of us,"]),
        ("«We leave in May», she said.", ["We leave in May"]),
        ("„We leave in May“, she said.", ["We leave in May"]),
        # damaged marks
        ("He said: ” we leave in May. All of us go.", ["we leave in May. All of us go."]),
        ("He said: “We leave in May. All of us go.", ["We leave in May. All of us go."]),
        ("“We leave in May,“ she said. “All of us.“", ["We leave in May,", "All of us."]),
        ("”We leave in May,” she said.", ["We leave in May,"]),
        ("The spokesman said that they very much hope” for talks.", ["they very much hope"]),
        ("He said: “We leave in May and\n\nwe will not come back.\n\nThe talks go on.", ["We leave in May and\n\nwe will not come back."]),
        ("“We leave in May.\n\n“We will not come back,” she said.", ["We leave in May.", "We will not come back,"]),
        # nested, bracketed
        ("“He told me ‘go home’ and I went,” she said.", ["He told me ‘go home’ and I went,"]),
        ("“We [the allies] leave,” she said.", ["We [the allies] leave,"]),
        # no quotations
        ("The allies' plan isn't the ministers' plan, they'd say.", []),
        ('The wall is 6\'2" high and the pipe 12" wide.', []),
        ('<a href="https://example.org/">Read on</a>', []),
        ("Rock 'n' roll of the '90s, 'twas fun.", []),
    ],
)
def test_stretches(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


def test_a_paragraph_left_open_is_taken_up_by_the_next() -> None:
    text = "“We leave in May.\n\n“We will not come back,” she said."
    first, second = find_quoted(text, Document(text, [Block(0, len(text), "body")]).paragraphs)
    assert first.damage == "unclosed" and second.continues


@given(st.text(alphabet="ab .,“”\"'‘’«»„`\n", max_size=120))
def test_stretches_lie_in_order_within_the_text(text: str) -> None:
    document = Document(text, [Block(0, len(text), "body")] if text else [])
    found = find_quoted(text, document.paragraphs)
    assert all(0 <= q.outer_start <= q.start <= q.end <= q.outer_end <= len(text) for q in found)
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(found))


@pytest.mark.parametrize("unit", ['"', "'", "‘", "’", "“a ", "” ", "'a ", "a' ", '" a', "``", "<"])
def test_a_long_line_does_not_hang(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    begin = time.process_time()
    stretches(text)
    assert time.process_time() - begin < 5
