"""Text in; what is reported, who is said to say it and the verb out. All sentences are our own."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.quotes.clause_signs import TEMPLATES, read_signs
from pipelines.quotes.labels import BEGINS, CONTENT, LABELS, key_of, label_sentences, model, text_of
from pipelines.quotes.tokens import Token
from tests.quotes.helpers import read

WORDS = [
    "Blinken",
    "said",
    "that",
    "the",
    "allies",
    ",",
    "would",
    "leave",
    "by",
    "May",
    "according",
    "to",
    "him",
    ":",
    "“",
    "\n\n",
    ".",
    "told",
]


def reported(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(mention.surface, mention.speaker_surface, mention.cue) for mention in read(text, indirect=True)]


@pytest.mark.parametrize(
    ("text", "content", "source", "cue"),
    [
        ("Carla Romero said the trucks would leave in May.", "the trucks would leave in May", "Carla Romero", "said"),
        ("Carla Romero said on Monday that the trucks would leave in May.", "the trucks would leave in May", "Carla Romero", "said"),
        ("The trucks will leave in May, Carla Romero said.", "The trucks will leave in May", "Carla Romero", "said"),
        ("The trucks will leave, said Carla Romero, the spokeswoman.", "The trucks will leave", "Carla Romero", "said"),
        ("According to the ministry, the road is closed.", "the road is closed", "the ministry", "According to"),
        ("The road is closed, according to the ministry.", "The road is closed", "the ministry", "according to"),
        ("Romero told reporters that the convoy had been attacked twice.", "the convoy had been attacked twice", "Romero", "told"),
        ("He said that he expected the allies to withdraw together.", "he expected the allies to withdraw together", "He", "said"),
        ("Officials say the army has lost control of the city.", "the army has lost control of the city", "Officials", "say"),
        ("The general added that supplies were running low.", "supplies were running low", "The general", "added"),
        ("The minister warned that the talks could collapse.", "the talks could collapse", "The minister", "warned"),
        ("Biden promised the allies that he would consult them.", "he would consult them", "Biden", "promised"),
        ("The report said the guards had fired first.", "the guards had fired first", "The report", "said"),
        ("Diplomats believe the ceasefire will not hold.", "the ceasefire will not hold", "Diplomats", "believe"),
        ("The rebels claimed they had shot down two helicopters.", "they had shot down two helicopters", "The rebels", "claimed"),
        ("The government denied that it had bombed the village.", "it had bombed the village", "The government", "denied"),
        ("Two soldiers were hurt in the blast, the army said in a statement.", "Two soldiers were hurt in the blast", "the army", "said"),
        ("Leftist rebels overran a mountaintop army post in the south before dawn Saturday, killing 30 soldiers, the army said.",
         "Leftist rebels overran a mountaintop army post in the south before dawn Saturday, killing 30 soldiers", "the army", "said"),
    ],
)  # fmt: skip
def test_reported_clause(text: str, content: str, source: str, cue: str) -> None:
    assert (content, source, cue) in [(surface, by, (verb or "").split(" in ")[0]) for surface, by, verb in reported(text)]


@pytest.mark.parametrize(
    ("text", "attitude"),
    [
        ("The general added that supplies were running low.", "says"),
        ("According to the ministry, the road to the north is closed.", "says"),
        ("Diplomats believe the ceasefire will not hold.", "thinks"),
        ("The rebels had hoped that the talks would begin in May.", "thinks"),
        ("The ministers agreed to withdraw their troops by September.", "wants"),
        ("Investigators learned that the guards had fired first.", "knows"),
    ],
)
def test_attitude(text: str, attitude: str) -> None:
    assert [mention.attitude for mention in read(text, indirect=True)] == [attitude]


@pytest.mark.parametrize(
    "text",
    [
        "The convoy left the base at dawn and reached the border by noon.",
        "Three soldiers were killed when a bomb exploded beside the road.",
        "“We leave in May,” Carla Romero said.",
        "Snow fell on the mountains for the third day.",
        "The ministry did not say that the road was open.",
        "The general hasn't said how many men he lost.",
        "The minister was told that the bridge had been blown up.",
        "Taliban fighters attacked a police post south of the city.",
        "Pakistan has responded by moving some 300,000 soldiers to its eastern frontier.",
        "A rescue official cited by the newspaper left on Monday.",
        "Speaking at the port, the minister said: “We leave in May.”",
        "The bridge was built in 1962 and repaired after the flood.",
    ],
)
def test_nothing_is_reported(text: str) -> None:
    assert reported(text) == []


def test_the_name_beside_an_office_is_the_speaker() -> None:
    (mention,) = read("The chief of the alliance, Jens Stoltenberg reportedly stated that it was not yet time to withdraw.", indirect=True)
    assert mention.speaker_name == "Jens Stoltenberg"


def test_a_scrap_in_marks_may_stand_in_a_reported_clause_but_no_whole_quotation() -> None:
    scrap = "Carla Romero said the trucks were “ready” and would leave the camp in May."
    whole = "Carla Romero said the trucks were “ready to roll and loaded to the top” in May."
    assert [content for content, _, _ in reported(scrap)] == ["the trucks were “ready” and would leave the camp in May"]
    assert reported(whole) == []


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_reported_clauses_are_stretches_of_the_text_that_do_not_overlap(words: list[str]) -> None:
    text = " ".join(words)
    mentions = read(text, indirect=True)
    assert all(text[m.char_start : m.char_end] == m.surface for m in mentions)
    assert all(a.char_end <= b.char_start for a, b in pairwise(mentions))


@given(
    st.lists(st.lists(st.sampled_from(["he", "said", ",", "that", "dogs", "bark", "."]), min_size=1, max_size=9), min_size=1, max_size=6)
)
def test_the_labels_of_a_sentence_do_not_depend_on_its_neighbours(sentences: list[list[str]]) -> None:
    described = [([Token(0, 1, word, "word" if word.isalpha() else "punct") for word in words], False) for words in sentences]
    together = label_sentences(described)
    assert together == [label_sentences([one])[0] for one in described]
    assert all(
        chain[0] != CONTENT and (before in (BEGINS, CONTENT)) for chain in together for before, here in pairwise(chain) if here == CONTENT
    )


def test_weights_are_those_of_known_signs_and_labels() -> None:
    tables, steps = model()
    assert set(tables) <= set(TEMPLATES) and steps.shape == (len(LABELS), len(LABELS))
    for template, key in (("pair-1", "adverb past-strong-cue"), ("cue and word", "say that"), ("word+0", "that")):
        assert text_of(template, key_of(template, key)) == key


def test_signs_are_read_at_every_token() -> None:
    tokens = [Token(0, 1, "he", "word"), Token(2, 6, "said", "word"), Token(7, 8, ".", "punct")]
    signs = read_signs([(tokens, False), (tokens[:1], True)])
    assert set(signs.keys) == set(TEMPLATES)
    assert (signs.last - signs.first + 1).tolist() == [3, 1] and len({len(keys) for keys in signs.keys.values()}) == 1


@pytest.mark.parametrize("unit", ["he said that ", "said ", "according to ", ", said X ", "a "])
def test_a_long_line_does_not_hang(unit: str) -> None:
    begin = time.process_time()
    read(unit * (200_000 // len(unit)))
    assert time.process_time() - begin < 30
