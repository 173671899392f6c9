"""Text in, quoted stretches out."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.quotes.turns import find_turns
from pipelines.quotes.unmarked import find_unmarked
from pipelines.text.document import Document
from pipelines.text.quotemarks import find_quoted
from pipelines.text.spans import Block

FRAGMENTS = [
    "“",
    "”",
    '"',
    "''",
    "``",
    "'",
    "He said",
    ", ",
    ". ",
    "she said",
    "We leave",
    " ",
    "\n",
    "\n\n",
    "&quot;",
    "\ufffd",
    "?",
    "12",
    "said: ",
]


def stretches(text: str) -> list[str]:
    document = Document(text, [Block(0, len(text), "body")])
    return [text[q.start : q.end] for q in find_quoted(text, document.paragraphs)]


SOUND = [
    ("“We leave in May,” she said. “All of us.”", ["We leave in May,", "All of us."]),
    ('"We leave in May," she said. "All of us."', ["We leave in May,", "All of us."]),
    ("``We leave in May,'' she said.", ["We leave in May,"]),
    ("''We leave in May,'' she said.", ["We leave in May,"]),
    ("‘We leave in May,’ she said. ‘I don’t know when.’", ["We leave in May,", "I don’t know when."]),
    ("'We leave in May, all of us,' she said.", ["We leave in May, all of us,"]),
    ("«We leave in May», she said.", ["We leave in May"]),
    ("« We leave in May », she said. « All of us. »", ["We leave in May", "All of us."]),
    ("»We leave in May«, she said. »All of us.«", ["We leave in May", "All of us."]),
    ("„We leave in May“, she said. „All of us.“", ["We leave in May", "All of us."]),
    ("„We leave in May”, she said.", ["We leave in May"]),
    ("The trucks are “ready to roll” and “all but loaded”.", ["ready to roll", "all but loaded"]),
    ("“We leave”—she paused—“in May.”", ["We leave", "in May."]),
    # nested, bracketed
    ("“He told me ‘go home’ and I went,” she said.", ["He told me ‘go home’ and I went,"]),
    ("‘He told me “go home” and I went,’ she said.", ["He told me “go home” and I went,"]),
    ("“He told me “go home” and I went,” she said.", ["He told me “go home” and I went,"]),
    ('"He told me "go home" and I went," she said.', ['He told me "go home" and I went,']),
    ("''He told me 'go home,''' she said.", ["He told me 'go home,'"]),
    ("'''Go home,' he told me,'' she said.", ["'Go home,' he told me,"]),
    ("“We [the allies] leave,” she said.", ["We [the allies] leave,"]),
    ('"[The allies] leave," she said.', ["[The allies] leave,"]),
]
FORMS = [
    ("``We leave in May,\" she said. \"All of us.''", ["We leave in May,", "All of us."]),
    ("`We leave in May, all of us,' she said.", ["We leave in May, all of us,"]),
    ("`We don't leave in May,' she said.", ["We don't leave in May,"]),
    ("´We leave in May,´ she said. ´All of us.´", ["We leave in May,", "All of us."]),
    ("`We leave in May,` she said.", ["We leave in May,"]),
    (",,We leave in May,'' she said.", ["We leave in May,"]),
    (",,We leave in May“, she said.", ["We leave in May"]),
    ("<<We leave in May>>, she said. << All of us. >>", ["We leave in May", "All of us."]),
    ("‹We leave in May›, she said.", ["We leave in May"]),
    ("「We leave in May,」 she said.", ["We leave in May,"]),
    ("＂We leave in May,＂ she said.", ["We leave in May,"]),
    ("″We leave in May,″ she said.", ["We leave in May,"]),
    ("&quot;We leave in May,&quot; she said.", ["We leave in May,"]),
    ("&ldquo;We don&rsquo;t leave,&rdquo; she said.", ["We don&rsquo;t leave,"]),
    ("&amp;ldquo;We leave in May,&amp;rdquo; she said.", ["We leave in May,"]),
    ("&#8220;We leave in May,&#8221; she said. &#34;All of us.&#34;", ["We leave in May,", "All of us."]),
    ("&#147;We leave in May,&#148; she said.", ["We leave in May,"]),
    ('\\"We leave in May,\\" she said.', ["We leave in May,"]),
    ("\\u201cWe leave in May,\\u201d she said.", ["We leave in May,"]),
    ("\x93We don\x92t leave,\x94 she said.", ["We don\x92t leave,"]),
    ("\x91We leave in May,\x92 she said.", ["We leave in May,"]),
    ("â€œWe leave in May â€“ all of us,â€\x9d she said.", ["We leave in May â€“ all of us,"]),
    ("â€œWe leave in May,â€ she said. â€œAll of us.â€", ["We leave in May,", "All of us."]),
    ("â\x80\x9cWe leave in May,â\x80\x9d she said.", ["We leave in May,"]),
    ("ÒWe leave in May,Ó she said.", ["We leave in May,"]),
    ("\ufffdWe don\ufffdt leave,\ufffd she said. \ufffdAll of us.\ufffd", ["We don\ufffdt leave,", "All of us."]),
    ("?We leave in May,? she said. ?Will you come??", ["We leave in May,", "Will you come?"]),
    ("She called the plan ?a long road? and left.", ["a long road"]),
    ('" We leave in May , " she said . " All of us . "', ["We leave in May ,", "All of us ."]),
    ("`` We leave in May , '' she said . `` All of us . ''", ["We leave in May ,", "All of us ."]),
    ("“ We leave in May , ” she said .", ["We leave in May ,"]),
    ('She said the trucks were " ready to roll " in May .', ["ready to roll"]),
    ('"\nWe leave in May.\n"\nThe talks go on.', ["We leave in May."]),
    ('"We leave in May and all of our trucks will leave with us, and then\nwe will not come back," she said.',
     ["We leave in May and all of our trucks will leave with us, and then\nwe will not come back,"]),
]  # fmt: skip
DAMAGED = [
    # the wrong way round
    ("He said: ” we leave in May. All of us go.", ["we leave in May. All of us go."]),
    ("“We leave in May,“ she said. “All of us.“", ["We leave in May,", "All of us."]),
    ("”We leave in May,” she said. ”All of us.”", ["We leave in May,", "All of us."]),
    ("”We leave in May,“ she said. ”All of us.“", ["We leave in May,", "All of us."]),
    # closing marks gone
    ("He said: “We leave in May. All of us go.", ["We leave in May. All of us go."]),
    ("“We leave in May, she said. “All of us go,” she added.", ["We leave in May,", "All of us go,"]),
    ('"We leave in May, she said. "All of us go," she added. "In trucks."', ["We leave in May,", "All of us go,", "In trucks."]),
    ('"We leave in May," she said. "All of us go, the general added. "In trucks."', ["We leave in May,", "All of us go,", "In trucks."]),
    ("“We leave in May, Carla Romero told reporters on Monday.", ["We leave in May,"]),
    ("“We leave in May. Romero added: “All of us go.”", ["We leave in May.", "All of us go."]),
    ("“We leave in May. “All of us go,” she said.", ["We leave in May.", "All of us go,"]),
    # opening marks gone
    ("The spokesman said that they very much hope” for talks.", ["they very much hope"]),
    ('We leave in May," she said. "All of us go," she added.', ["We leave in May,", "All of us go,"]),
    ('"We leave in May," she said. All of us go," she added. "In trucks."', ["We leave in May,", "All of us go,", "In trucks."]),
    ('We leave in May. All of us go," she said.', ["We leave in May. All of us go,"]),
    ("The general spoke on Monday. I was tired and we left,” she said.", ["I was tired and we left,"]),
    ("She said in the capital: We leave in May and we go by road,” and left.", ["We leave in May and we go by road,"]),
    # over paragraphs
    ("He said: “We leave in May and\n\nwe will not come back.\n\nThe talks go on.", ["We leave in May and\n\nwe will not come back."]),
    ("“We leave in May.\n\n“We will not come back,” she said.", ["We leave in May.", "We will not come back,"]),
    ('"We leave in May.\n\n"All of us go.\n\n"We are off," she said.', ["We leave in May.", "All of us go.", "We are off,"]),
    ('"Some say “go home” to us.\n\n"We will not come back," she said.', ["Some say “go home” to us.", "We will not come back,"]),
]  # fmt: skip
NO_QUOTATIONS = [
    "The allies' plan isn't the ministers' plan, they'd say.",
    'The wall is 6\'2" high and the pipe 12" wide.',
    "The wall is 6′2″ high.",
    "The board is 12&quot; wide.",
    '<a href="https://example.org/">Read on</a>',
    "Rock 'n' roll of the '90s, 'twas fun.",
    "Who leaves? When? Nobody knows.",
    "See https://example.org/?id=4 or write, if 3 >> 2.",
    "Óscar and Òscar met; the cost was 5 \ufffd 6 crowns.",
    "I am fine,,thanks.",
]


@pytest.mark.parametrize(("text", "expected"), [*SOUND, *FORMS, *DAMAGED, *((text, []) for text in NO_QUOTATIONS)])
def test_stretches(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


@pytest.mark.parametrize("gone", range(8))
def test_one_missing_mark_costs_one_quotation(gone: int) -> None:
    parts = [
        "",
        "We leave in May,",
        " she said. ",
        "All of us go,",
        " she added. ",
        "The road is long,",
        " she said. ",
        "We have trucks.",
        "",
    ]
    quotations = {parts[1], parts[3], parts[5], parts[7]}
    text = ""
    for place, part in enumerate(parts[1:8]):
        text += ('"' if place != gone else "") + part
    text += '"' if gone != 7 else ""
    assert len(quotations & set(stretches(text))) >= 3


def test_a_paragraph_left_open_is_taken_up_by_the_next() -> None:
    text = "“We leave in May.\n\n“We will not come back,” she said."
    first, second = find_quoted(text, Document(text, [Block(0, len(text), "body")]).paragraphs)
    assert first.damage == "unclosed" and second.continues


ALPHABET = "ab .,:?“”\"'‘’«»„`´\n\\&\ufffdâ€œ\x93<>12"


@given(st.text(alphabet=ALPHABET, max_size=120) | st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_stretches_lie_in_order_within_the_text(text: str) -> None:
    document = Document(text, [Block(0, len(text), "body")] if text else [])
    found = find_quoted(text, document.paragraphs)
    assert all(0 <= q.outer_start <= q.start <= q.end <= q.outer_end <= len(text) for q in found)
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(found))


@given(st.lists(st.sampled_from(["We leave in May", "the road is long", "she said", "(all of us)"]), min_size=1, max_size=6))
def test_other_forms_of_the_same_marks_give_the_same_stretches(parts: list[str]) -> None:
    text = " ".join(f"“{part},” she said." for part in parts)
    expected = stretches(text)
    for opening, closing in (
        ("&ldquo;", "&rdquo;"),
        ("\x93", "\x94"),
        ("``", "''"),
        ('\\"', '\\"'),
        ("\ufffd", "\ufffd"),
        ("â€œ", "â€\x9d"),
    ):
        assert stretches(text.replace("“", opening).replace("”", closing)) == expected


HOSTILE = [
    '"', "'", "‘", "’", "“a ", "” ", "'a ", "a' ", '" a', "``", "<", "&quot;", " ?a", "?a? ", "\ufffd", "â€œ", ",,a", "´a", "“a.\n\n",
    '"a, he said. ', "a,” he said. ", "“A b, C d e f g h i j k ", "A: b\n\n", "Q. a\n\n", "x said:\n\nI a b c d.\n\n", "a: B c d I. ",
    "“a\nb",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_length_only(unit: str) -> None:
    """A text takes at most three times what its ten pieces take, and is not judged where it takes less than a second.

    A slow run is run again: another process, or the garbage of the tests before, costs one run its time and not three.
    """
    long = unit * (300_000 // len(unit))

    def seconds(texts: list[str]) -> float:
        begin = time.process_time()
        for text in texts:
            document = Document(text, [Block(0, len(text), "body")])
            find_quoted(text, document.paragraphs)
            find_unmarked(text, document.paragraphs, frozenset(turn.paragraph for turn in find_turns(text, document.paragraphs)))
        return time.process_time() - begin

    def is_slow() -> bool:
        whole = seconds([long])
        return whole > 1 and whole > 3 * seconds([long[at : at + 30_000] for at in range(0, len(long), 30_000)])

    assert not all(is_slow() for _ in range(3))
