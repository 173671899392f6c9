"""Shingles, and which of them are kept."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reports.reading import Words
from pipelines.reports.shingles import GRAM, shingle, winnow
from pipelines.reports.words import find_words

NUMBERS = st.lists(st.integers(0, 30), max_size=20)


def _all(words: Words) -> np.ndarray:
    return np.ones(len(words.hash), dtype=np.bool_)


def test_shingles_stay_within_a_text_and_what_is_read() -> None:
    words = find_words(["a b c d e f", "a b c d e", "a b"])
    index, hashes = shingle(words, _all(words))
    assert index.tolist() == [0, 1, 6]
    assert hashes[0] == hashes[2] != hashes[1]
    read = _all(words)
    read[5] = False
    assert shingle(words, read)[0].tolist() == [0, 6]


@pytest.mark.parametrize("text", ["", "one", "one two three four"])
def test_a_short_text_has_no_shingle(text: str) -> None:
    words = find_words([text, text])
    index, hashes = shingle(words, _all(words))
    assert len(index) == len(hashes) == len(winnow(index, hashes, 8)) == 0


@given(st.permutations(range(GRAM)))
def test_the_order_of_words_counts(order: list[int]) -> None:
    words = find_words(["w0 w1 w2 w3 w4", " ".join(f"w{place}" for place in order)])
    _, hashes = shingle(words, _all(words))
    assert (hashes[0] == hashes[1]) == (order == sorted(order))


@given(st.lists(st.integers(0, 30), min_size=GRAM + 20, max_size=40), NUMBERS, NUMBERS, st.integers(1, 20), st.data())
def test_winnow_keeps_the_same_of_a_shared_passage(
    numbers: list[int], before: list[int], after: list[int], window: int, data: st.DataObject
) -> None:
    begin = data.draw(st.integers(0, len(numbers) - GRAM - window + 1))
    passage = numbers[begin : begin + GRAM + window - 1]
    words = find_words([" ".join(f"w{number}" for number in some) for some in (numbers, before + passage + after)])
    index, hashes = shingle(words, _all(words))
    kept = winnow(index, hashes, window)
    first = words.text[index] == 0
    assert set(hashes[kept & first]) & set(hashes[kept & ~first])


@pytest.mark.parametrize("window", [1, 2, 3, 4, 5, 8, 12])
@given(st.lists(st.lists(st.integers(0, 9), max_size=30), max_size=4))
def test_winnow_keeps_what_the_definition_says(window: int, runs: list[list[int]]) -> None:
    values: dict[int, int] = {}
    for run in runs:
        begin = max(values, default=-2) + 2
        values |= {begin + place: value for place, value in enumerate(run)}
    index = np.array(sorted(values), dtype=np.int64)
    kept = set()
    for run in np.split(index, np.flatnonzero(np.diff(index) != 1) + 1):
        for begin in range(1 - window, len(run)):
            some = run[max(begin, 0) : begin + window].tolist()
            kept |= {place for place in some if values[place] == min(values[place] for place in some)}
    found = winnow(index, np.array([values[place] for place in index.tolist()], dtype=np.uint64), window)
    assert set(index[found].tolist()) == kept


def test_two_in_nine_are_kept_of_a_long_text() -> None:
    words = find_words([" ".join(f"w{number}" for number in range(20_000))])
    assert 0.21 < winnow(*shingle(words, _all(words)), window=8).mean() < 0.235
    assert 0.38 < winnow(*shingle(words, _all(words)), window=4).mean() < 0.42
