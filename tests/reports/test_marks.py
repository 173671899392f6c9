"""Words in quotation marks: the quick way against tables, and against the exact one on texts that are printed well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reports.marks import quoted_words
from pipelines.reports.reading import read_texts
from pipelines.reports.texts import Texts
from pipelines.text.quotemarks import find_quoted
from pipelines.text.spans import Span


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("", ""),
        ("He left.", ""),
        ("“We leave,” he said.", "We leave"),
        ('"We leave," he said. "Now."', "We leave Now"),
        ("„Wir gehen“, sagte er.", "Wir gehen"),
        ("«Nous partons», dit-il, « demain ».", "Nous partons demain"),
        ("»Wir gehen«, sagte er.", "Wir gehen"),
        ("”We leave,“ he said.", "We leave"),
        ("‘We leave,’ he said, and the boys’ house fell.", "We leave"),
        ("'We leave the boys' house now,' he said.", "We leave the boys house now"),
        ("He doesn't say 'yes', and won't.", ""),
        ("The soldiers' tents and the officers' mess.", ""),
        ("“He said ‘no’ to us,” she said.", "He said no to us"),
        ('"He told “Time” that," she said.', "He told Time that"),
        ("“We leave now.\nHe left.", "We leave now"),
        ("“We leave now.\n\n“We left before,” he said.", "We leave now We left before"),
        ("“We leave now because\nthey came,” he said.", "We leave now because they came"),
        ("He said: ''We leave,'' and left.", "We leave"),
        ("He said: ``We leave,'' and left.", "We leave"),
        ('He said ""We leave"" and left.', "We leave"),
        ("We leave,” he said. “Now,” he said.", "Now"),
        ('“We leave," he said. "Now,” he said.', "We leave Now"),
        ('"\nThe end', ""),
    ],
)
def test_what_is_quoted(text: str, quoted: str) -> None:
    assert _quoted([text]) == [quoted.split()]


PIECES = st.lists(st.sampled_from(["“", "”", '"', "'", "‘", "’", "«", "„", "a", "Bc", "s", " ", " ", ", ", ".", "\n", "𐐀"]), max_size=40)
TEXTS = st.lists(PIECES.map("".join), max_size=5)


@given(TEXTS)
def test_texts_nearby_do_not_matter(texts: list[str]) -> None:
    assert _quoted(texts) == [_quoted([text])[0] for text in texts]


WORDS = st.lists(st.sampled_from(["they", "We", "don’t", "leave", "Kabul", "12"]), min_size=1, max_size=6).map(" ".join)
PAIRS = st.sampled_from(["““”", '"""', "«»", "„“", "‘’"]).map(lambda signs: (signs[0], signs[-1]))


@given(st.lists(st.lists(st.tuples(WORDS, PAIRS, WORDS), max_size=4), max_size=4))
def test_well_printed_texts_are_read_as_the_exact_way_reads_them(paragraphs: list[list[tuple[str, tuple[str, str], str]]]) -> None:
    printed = ["".join(f"He said {told}: {signs[0]}{said},{signs[1]} now. " for told, signs, said in some) for some in paragraphs]
    text = "\n\n".join(printed)
    words, marks = read_texts(Texts.of([text]))
    spans = [(quote.start, quote.end) for quote in find_quoted(text, _lines(text))]
    inside = [any(a <= start and end <= b for a, b in spans) for start, end in zip(words.start.tolist(), words.end.tolist(), strict=True)]
    assert quoted_words(words, marks).tolist() == inside


def _quoted(texts: list[str]) -> list[list[str]]:
    """The words in marks of each text."""
    words, marks = read_texts(Texts.of(texts))
    found = quoted_words(words, marks)
    assert len(found) == len(words.hash)
    return [
        [texts[text][words.start[place] : words.end[place]] for place in range(words.first[text], words.first[text + 1]) if found[place]]
        for text in range(len(texts))
    ]


def _lines(text: str) -> list[Span]:
    """Lines that are not blank, without the blanks around them."""
    found = []
    start = 0
    for line in text.splitlines(keepends=True):
        if bare := line.strip():
            lead = len(line) - len(line.lstrip())
            found.append(Span(start + lead, start + lead + len(bare)))
        start += len(line)
    return found
