"""Numbers as news prints them: text in, (words, value, low, high, qualifier) out."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.numbers import find_numbers, lower_like

READ = [
    ("the army has 2,500 troops", [("2,500", 2500, 2500, 2500, "exact")]),
    ("1 200 soldiers", [("1 200", 1200, 1200, 1200, "exact")]),
    ("10\u00a0000 soldiers", [("10\u00a0000", 10000, 10000, 10000, "exact")]),
    ("1.300 soldiers", [("1.300", 1300, 1300, 1300, "exact")]),
    ("12'000 recruits", [("12'000", 12000, 12000, 12000, "exact")]),
    ("1,250,000 men", [("1,250,000", 1250000, 1250000, 1250000, "exact")]),
    ("a 9,600-strong mission", [("9,600", 9600, 9600, 9600, "exact")]),
    ("seventeen marines", [("seventeen", 17, 17, 17, "exact")]),
    ("Twenty-five hundred men", [("Twenty-five hundred", 2500, 2500, 2500, "exact")]),
    ("two hundred and fifty-three sailors", [("two hundred and fifty-three", 253, 253, 253, "exact")]),
    ("a hundred guards", [("a hundred", 100, 100, 100, "exact")]),
    ("two dozen police", [("two dozen", 24, 24, 24, "exact")]),
    ("half a dozen men", [("half a dozen", 6, 6, 6, "exact")]),
    ("3.5 thousand fighters", [("3.5 thousand", 3500, 3500, 3500, "exact")]),
    ("a 10k force", [("10k", 10000, 10000, 10000, "exact")]),
    ("1.5 million conscripts", [("1.5 million", 1500000, 1500000, 1500000, "exact")]),
    ("tens of thousands of refugees", [("tens of thousands", None, 10000, None, "vague")]),
    ("Hundreds of men", [("Hundreds", None, 100, None, "vague")]),
    ("several gunmen", [("several", None, 3, None, "vague")]),
    ("several hundred gunmen", [("several hundred", None, 300, None, "vague")]),
    ("a few thousand reservists", [("a few thousand", None, 3000, None, "vague")]),
    ("dozens of guards", [("dozens", None, 12, None, "vague")]),
    ("some 2,500 troops", [("some 2,500", 2500, None, None, "about")]),
    ("nearly forty", [("nearly forty", 40, None, None, "about")]),
    ("an estimated 600 men", [("an estimated 600", 600, None, None, "about")]),
    ("more than a dozen", [("more than a dozen", 12, 12, None, "more_than")]),
    ("well over 300", [("well over 300", 300, 300, None, "more_than")]),
    ("in excess of 4,000", [("in excess of 4,000", 4000, 4000, None, "more_than")]),
    ("fewer than 90", [("fewer than 90", 90, None, 90, "less_than")]),
    ("no fewer than 300", [("no fewer than 300", 300, 300, None, "at_least")]),
    ("at least six", [("at least six", 6, 6, None, "at_least")]),
    ("up to 500", [("up to 500", 500, None, 500, "up_to")]),
    ("as many as 70", [("as many as 70", 70, None, 70, "up_to")]),
    ("no more than ten", [("no more than ten", 10, None, 10, "up_to")]),
    ("at most 80", [("at most 80", 80, None, 80, "up_to")]),
    ("only 450", [("only 450", 450, 450, 450, "exact")]),
    ("only about 450", [("only about 450", 450, None, None, "about")]),
    ("100 or more", [("100 or more", 100, 100, None, "at_least")]),
    ("1,000+ men", [("1,000+", 1000, 1000, None, "at_least")]),
    ("50-odd men", [("50-odd", 50, None, None, "about")]),
    ("2,500–3,500 men", [("2,500–3,500", None, 2500, 3500, "range")]),
    ("between 2,000 and 3,000 men", [("between 2,000 and 3,000", None, 2000, 3000, "range")]),
    ("two to three thousand men", [("two to three thousand", None, 2000, 3000, "range")]),
    ("three or four men", [("three or four", None, 3, 4, "range")]),
    ("cut from 4,500 to 2,500", [("4,500", 4500, 4500, 4500, "exact"), ("2,500", 2500, 2500, 2500, "exact")]),
    ("raised from 500 to 900", [("500", 500, 500, 500, "exact"), ("900", 900, 900, 900, "exact")]),
    ("about 2000 troops", [("about 2000", 2000, None, None, "about")]),
    ("In 2014, 100 soldiers came", [("100", 100, 100, 100, "exact")]),
    ("ONE HUNDRED AND TWENTY MEN", [("ONE HUNDRED AND TWENTY", 120, 120, 120, "exact")]),
]
LEFT_ALONE = [
    "the twentieth anniversary",
    "the 20th day",
    "in the 1990s",
    "In 2001 they came",
    "the 2003 invasion",
    "by Sept. 11.",
    "May 1",
    "on 30 December 1989",
    "since March 2004",
    "April 15th, 2021",
    "at 0140 GMT",
    "10:30",
    "at 2200 on Monday",
    "5 pm",
    "$3 billion",
    "€300 million",
    "trillions of dollars",
    "40 rupees",
    "three percent",
    "12.5 per cent",
    "7%",
    "2.4 points",
    "Article 5",
    "Resolution 1244",
    "M-16 and AK-47",
    "no one",
    "one another",
    "one of the men",
    "two-thirds of them",
    "two,500 men",
    "12,0000 men",
    "1,30 men",
    "0/6740 sec",
    "News no. 4711",
    "room 12",
    "#12",
    "2001-2003",
    "Some 1, 600 men",
    "two three men",
    "555-120",
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_reads(text: str, expected: list[tuple[str, int | None, int | None, int | None, str]]) -> None:
    found = [(text[number.start : number.end], *number[2:]) for number in find_numbers(text)]
    assert found == expected


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_leaves_alone(text: str) -> None:
    assert find_numbers(text) == []


def test_offsets_count_in_the_whole_text() -> None:
    text = "İstanbul: 12 men. Later 30 men."
    assert [text[number.start : number.end] for number in find_numbers(text, 17)] == ["30"]


@given(st.integers(min_value=1, max_value=10**9))
def test_any_grouped_count_is_read(value: int) -> None:
    text = f"there were {value:,} soldiers there"
    assert [number.value for number in find_numbers(text)] == [value]


@given(st.text(alphabet="0123456789,.-– aotndhuse$%'\n", max_size=80))
def test_spans_are_in_order_and_bounds_too(text: str) -> None:
    numbers = find_numbers(text)
    assert all(one.end <= two.start for one, two in pairwise(numbers))
    for number in numbers:
        sizes = [size for size in (number.low, number.value, number.high) if size is not None]
        assert sizes == sorted(sizes)


def test_lower_keeps_places() -> None:
    assert len(lower_like("İİ ABC")) == len("İİ ABC")
    assert lower_like("ABC") == "abc"


def test_long_lines_take_linear_time() -> None:
    assert len(find_numbers("12 men, " * 20_000)) == 20_000
    assert find_numbers("1," * 100_000) == []
