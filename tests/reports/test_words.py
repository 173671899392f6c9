"""Words and their hashes: the fast way gives what the slow way says."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reports.reading import Words, mix
from pipelines.reports.words import find_words, fold

SIGNS = "aB9éÉİıßΣςʼ'’“”\" .,\n_-\u00ad\u0301\u0100\u0130\u2126\u212a\u023a一漢\uffff\ud800\udc00жЁعربيः𝐀𐐀😀"
"""Letters of several alphabets, some whose lower case is longer, or ASCII, some whose lowest byte is 0; and what is no letter."""
TRICKY = st.text(st.sampled_from(SIGNS), max_size=40)
LONG = st.text(st.sampled_from("ab一Ж𐐀'"), max_size=150)
PLAIN = st.text(st.sampled_from("abc '’é.\n"), max_size=200)
TEXTS = st.lists(TRICKY | LONG | PLAIN | st.text(max_size=20), max_size=6)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Troops left.", ["troops", "left"]),
        ("“Don’t go,” he said", ["don't", "go", "he", "said"]),
        ("the soldiers' tents", ["the", "soldiers", "tents"]),
        ("'quoted' words", ["quoted", "words"]),
        ("2,500 men at 09:30", ["2", "500", "men", "at", "09", "30"]),
        ("Zürich—KABUL", ["zürich", "kabul"]),
        ("İSTANBUL ıssız STRASSE Straße", ["İstanbul", "ıssız", "strasse", "straße"]),
        ("قوات ٢٠٢٢", ["قوات", "٢٠٢٢"]),
        ("e\u0301t", ["e", "t"]),
        ("a''b ''c'd'' 'e", ["a", "b", "c'd", "e"]),
        ("", []),
        (" \n", []),
    ],
)
def test_what_a_word_is(text: str, words: list[str]) -> None:
    assert fold(text) == words
    assert _strings([text], find_words([text])) == words


@given(TEXTS)
def test_the_loop_agrees_with_the_definition(texts: list[str]) -> None:
    found = find_words(texts)
    assert _strings(texts, found) == [word for text in texts for word in fold(text)]
    assert [len(fold(text)) for text in texts] == np.diff(found.first).tolist()


@given(TEXTS)
def test_equal_words_have_equal_hashes_and_no_others(texts: list[str]) -> None:
    found = find_words(texts)
    pairs = set(zip(_strings(texts, found), found.hash.tolist(), strict=True))
    assert len(pairs) == len({word for word, _ in pairs}) == len({value for _, value in pairs})


@given(LONG.filter(bool), st.data())
def test_every_character_of_a_long_word_and_its_place_count(word: str, data: st.DataObject) -> None:
    words = {word, word + "a", word[::-1], word[8:] + word[:8], word[:8] * 2, word[:8] * 3}
    place = data.draw(st.integers(0, len(word) - 1))
    words |= {word[:place] + other + word[place + 1 :] for other in "aAb一ж𐐀"} | {word[:place] + word[place + 1 :]}
    folded = {tuple(fold(each)) for each in words}
    assert len({tuple(find_words([each]).hash.tolist()) for each in words}) == len(folded)


def test_no_two_of_many_words_share_a_hash() -> None:
    words = {f"{number:x}" for number in range(50_000)} | {"a" * number for number in range(1, 3000)} | set(map(chr, range(0x4E00, 0x9FA0)))
    assert len(set(find_words([" ".join(sorted(words))]).hash.tolist())) == len(words)


def test_hashes_are_well_mixed() -> None:
    hashes = find_words([" ".join(f"{number:x}" for number in range(4096))]).hash
    ones = (hashes[:, None] >> np.arange(64, dtype=np.uint64) & np.uint64(1)).mean(axis=0)
    assert (abs(ones - 0.5) < 0.05).all()
    assert mix(np.zeros(1, dtype=np.uint64))[0] == 0


@given(TEXTS, TEXTS)
def test_batches_do_not_matter(texts: list[str], others: list[str]) -> None:
    one, two, both = (find_words(batch) for batch in (texts, others, texts + others))
    joined = Words(
        first=np.concatenate([one.first, two.first[1:] + one.first[-1]]),
        text=np.concatenate([one.text, two.text + np.int32(len(texts))]),
        start=np.concatenate([one.start, two.start]),
        end=np.concatenate([one.end, two.end]),
        hash=np.concatenate([one.hash, two.hash]),
    )
    _assert_same(both, joined)


@given(TRICKY)
def test_a_few_foreign_letters_among_many_others(text: str) -> None:
    found = find_words(["plain words " * 100, text, "plain words " * 100])
    some = slice(found.first[1], found.first[2])
    alone = find_words([text])
    assert found.hash[some].tolist() == alone.hash.tolist()
    assert found.start[some].tolist() == alone.start.tolist() and found.end[some].tolist() == alone.end.tolist()


def test_kinds_of_arrays() -> None:
    found = find_words(["one two"])
    kinds = [array.dtype.name for array in (found.first, found.text, found.start, found.end, found.hash)]
    assert kinds == ["int64", "int32", "int32", "int32", "uint64"]


def test_threads_find_the_same() -> None:
    batches = [[f"Batch {number} of “words” " * 2000] for number in range(8)]
    with ThreadPoolExecutor(2) as threads:
        for found, batch in zip(threads.map(find_words, batches), batches, strict=True):
            _assert_same(found, find_words(batch))


def test_hashes_are_the_same_on_every_machine() -> None:
    code = "from pipelines.reports.words import find_words; print(*find_words(['Kabul 2021 – don’t 𐐀']).hash)"
    for seed in ("0", "1"):
        printed = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        assert printed.split() == HASHES


HASHES = ["10110087017854166300", "12218702413415560658", "2701049759524776970", "11547502317649689804"]


def _strings(texts: list[str], words: Words) -> list[str]:
    """What stands where a word is said to be; each is one word."""
    found = [fold(texts[text][start:end]) for text, start, end in zip(words.text, words.start, words.end, strict=True)]
    return [word for (word,) in found]


def _assert_same(one: Words, other: Words) -> None:
    for name in Words.__slots__:
        a, b = getattr(one, name), getattr(other, name)
        assert a.dtype == b.dtype and a.tolist() == b.tolist(), name
