"""Shares of another figure: text in, (words, size, high, qualifier, whether the whole follows) out."""

from fractions import Fraction

import pytest

from pipelines.text.number_shares import find_shares

READ = [
    ("half of the 9,600", "half of", "1/2", "1/2", "exact", True),
    ("nearly half of its 9,000 soldiers", "nearly half of", "1/2", "1/2", "about", True),
    ("half the garrison left", "half", "1/2", "1/2", "exact", True),
    ("half are to leave", "half", "1/2", "1/2", "exact", False),
    ("a third of the force", "a third of", "1/3", "1/3", "exact", True),
    ("more than two-thirds of the men", "more than two-thirds of", "2/3", "2/3", "more_than", True),
    ("three quarters of them", "three quarters of", "3/4", "3/4", "exact", True),
    ("some 40 percent of the troops", "some 40 percent of", "2/5", "2/5", "about", True),
    ("12.5 per cent of all recruits", "12.5 per cent of", "1/8", "1/8", "exact", True),
    ("20 to 30 percent of the brigade", "20 to 30 percent of", "1/5", "3/10", "range", True),
    ("two in three soldiers", "two in three", "2/3", "2/3", "exact", False),
    ("one out of every five recruits", "one out of every five", "1/5", "1/5", "exact", False),
    ("half of 1 percent of them", "half of 1 percent of", "1/200", "1/200", "exact", True),
]
NONE = [
    "prices rose 5 percent", "half a dozen men", "the second half of 2001", "a quarter of a million men", "the third of May",
    "120 percent of it",
    "killed in 2004", "half-strength", "the first quarter of the year", "a third man", "two in the morning", "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "surface", "size", "high", "qualifier", "of"), READ)
def test_reads(text: str, surface: str, size: str, high: str, qualifier: str, of: bool) -> None:
    found = [(text[one.start : one.end], *one[2:]) for one in find_shares(text)]
    assert found == [(surface, Fraction(size), Fraction(high), qualifier, of)]


@pytest.mark.parametrize("text", NONE)
def test_reads_none(text: str) -> None:
    assert find_shares(text) == []


def test_offsets_count_in_the_whole_text() -> None:
    text = "Half of them came. A third of them left."
    assert [text[one.start : one.end] for one in find_shares(text, 19)] == ["A third of"]
