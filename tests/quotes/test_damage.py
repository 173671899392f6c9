"""The damage harness itself: edits lead back to where they were made, and scores count what they say."""

import random

import pytest

from pipelines.text.document import Document
from pipelines.text.quotemarks import find_quoted
from pipelines.text.spans import Block
from tests.quotes.damage import DAMAGES, Score, apply, compare

TEXT = "“We leave in May,” she said. “All of us go, by the long road.”\n\nThe general said: “So do we, and we’ll take the trucks.”"


@pytest.mark.parametrize("name", sorted(DAMAGES))
def test_words_of_the_damaged_text_lead_back_to_the_same_words(name: str) -> None:
    quotes = find_quoted(TEXT, Document(TEXT, [Block(0, len(TEXT), "body")]).paragraphs)
    changed, back = apply(TEXT, DAMAGES[name](TEXT, quotes, random.Random(7))[0])
    for word in ("leave", "general", "long", "trucks", "she"):
        assert back(changed.index(word)) == TEXT.index(word)


@pytest.mark.parametrize(
    ("found", "damaged", "others"),
    [
        ([{1, 2, 3, 4}, {8, 9}], Score(1, 1, 1), Score(1, 1, 1)),
        ([{1, 2, 3, 4}, {8, 9, 10, 11}], Score(1, 1, 1), Score(1, 1, 0)),
        ([{8, 9}], Score(1, 0, 0), Score(1, 1, 1)),
        ([{6}], Score(1, 0, 0), Score(1, 1, 0)),
    ],
)
def test_scores_of_damaged_quotations_and_of_others(found: list[set[int]], damaged: Score, others: Score) -> None:
    assert compare([frozenset({1, 2, 3, 4}), frozenset({8, 9})], [frozenset(words) for words in found], {0}) == (damaged, others)
