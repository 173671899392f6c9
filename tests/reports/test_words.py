"""Words and their hashes: the fast way gives what the slow way says."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reports import words as kernel
from pipelines.reports.shingles import GRAM, WINDOW, covered, shingle, winnow, without_common
from pipelines.reports.words import Words, find_words, fold

TRICKY = st.text(st.sampled_from("aB éÉİßΣς'’“”\" .,\n\u00ad\u0301𝐀𐐀漢9_-"), max_size=40)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Troops left.", ["troops", "left"]),
        ("“Don’t go,” he said", ["don't", "go", "he", "said"]),
        ("the soldiers' tents", ["the", "soldiers", "tents"]),
        ("'quoted' words", ["quoted", "words"]),
        ("2,500 men at 09:30", ["2", "500", "men", "at", "09", "30"]),
        ("Zürich—KABUL", ["zürich", "kabul"]),
        ("", []),
        (" \n", []),
    ],
)
def test_what_a_word_is(text: str, words: list[str]) -> None:
    assert fold(text) == words
    assert _strings(find_words([text], with_letters=True)) == words


@given(st.lists(TRICKY, max_size=6))
def test_kernel_agrees_with_definition(texts: list[str]) -> None:
    found = find_words(texts, with_letters=True)
    assert _strings(found) == [word for text in texts for word in fold(text)]
    for place in range(len(found.hash)):
        assert fold(texts[found.text[place]][found.start[place] : found.end[place]]) == [found.string(place, place + 1)]
    assert [len(fold(text)) for text in texts] == np.diff(found.first).tolist()


@given(st.lists(TRICKY, min_size=1, max_size=6))
def test_equal_words_have_equal_hashes(texts: list[str]) -> None:
    found = find_words(texts, with_letters=True)
    assert (
        len({(word, int(value)) for word, value in zip(_strings(found), found.hash, strict=True)})
        == len(set(_strings(found)))
        == len(set(found.hash.tolist()))
    )


def test_texts_longer_than_a_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = find_words(["one two three four five six"] * 3, with_letters=True)
    monkeypatch.setattr(kernel, "PIECE", 9)
    cut = find_words(["one two three four five six"] * 3, with_letters=True)
    assert (cut.hash == whole.hash).all()
    assert (cut.start == whole.start).all() and (cut.end == whole.end).all()
    assert cut.string(0, 6) == "one two three four five six"


def test_hashes_are_the_same_on_every_machine() -> None:
    code = "from pipelines.reports.words import find_words; print(*find_words(['Kabul 2021 – don’t 𐐀']).hash)"
    for seed in ("0", "1"):
        printed = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        assert printed.split() == HASHES


HASHES = ["5283474791247156929", "5784435034072533672", "13967410637330353715", "10408868629946256264"]


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


@given(
    st.lists(st.integers(0, 30), min_size=GRAM + WINDOW - 1, max_size=40),
    st.lists(st.integers(0, 30), max_size=20),
    st.lists(st.integers(0, 30), max_size=20),
)
def test_winnow_keeps_the_same_of_a_shared_passage(passage: list[int], before: list[int], after: list[int]) -> None:
    texts = [" ".join(f"w{number}" for number in numbers) for numbers in (passage, before + passage + after)]
    words = find_words(texts)
    index, hashes = shingle(words, _all(words))
    kept = winnow(index, hashes)
    first = words.text[index] == 0
    assert set(hashes[kept & first]) & set(hashes[kept & ~first])


def test_furniture_between_common_fingerprints_is_no_part_of_the_text() -> None:
    words = find_words([" ".join(f"w{number}" for number in range(60))])
    index, hashes = shingle(words, _all(words))
    kept = winnow(index, hashes)
    common = np.sort(hashes[kept & (index >= 30)])
    may_be, surely = without_common(index, hashes, common)
    assert may_be[:27].all() and not may_be[34:].any() and not surely[30:].any() and surely[:24].all()
    assert covered(index[may_be], 60)[:28].all() and not covered(index[may_be], 60)[40:].any()


def _strings(words: Words) -> list[str]:
    return [words.string(place, place + 1) for place in range(len(words.hash))]
