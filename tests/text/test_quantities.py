"""Quantities of any kind: text in, (words, value or ends, qualifier, kind, unit) out."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.quantities import Quantity, find_quantities

READ = [
    # money
    ("a bid of $2.4 billion", "$2.4 billion", 2.4e9, "exact", "money", "dollar"),
    ("worth $5bn", "$5bn", 5e9, "exact", "money", "dollar"),
    ("worth $5 m", "$5 m", 5e6, "exact", "money", "dollar"),
    ("a $400-million plan", "$400-million", 4e8, "exact", "money", "dollar"),
    ("cost $64.8million", "$64.8million", 64.8e6, "exact", "money", "dollar"),
    ("nearly €310m", "nearly €310m", 3.1e8, "about", "money", "euro"),
    ("paid A$45", "A$45", 45, "exact", "money", "australian dollar"),
    ("paid $US45", "$US45", 45, "exact", "money", "dollar"),
    ("some HK$8 million", "some HK$8 million", 8e6, "about", "money", "hong kong dollar"),
    ("of Rs450 crore", "Rs450 crore", 4.5e9, "exact", "money", "rupee"),
    ("Rs 1,00,000 each", "Rs 1,00,000", 1e5, "exact", "money", "rupee"),
    ("SFr1.3bn", "SFr1.3bn", 1.3e9, "exact", "money", "swiss franc"),
    ("EUR 12 million", "EUR 12 million", 1.2e7, "exact", "money", "euro"),
    ("N14.3 billion", "N14.3 billion", 14.3e9, "exact", "money", "naira"),
    ("70 billion baht", "70 billion baht", 7e10, "exact", "money", "baht"),
    ("two million Swiss francs", "two million Swiss francs", 2e6, "exact", "money", "swiss franc"),
    ("90 million pounds", "90 million pounds", 9e7, "exact", "money", "pound sterling"),
    ("500,000 won", "500,000 won", 5e5, "exact", "money", "won"),
    ("50 cents", "50 cents", 50, "exact", "money", "cent"),
    ("50p more", "50p", 50, "exact", "money", "penny"),
    ("at $9 an hour", "$9 an hour", 9, "exact", "money", "dollar per hour"),
    ("$71.04 a barrel", "$71.04 a barrel", 71.04, "exact", "money", "dollar per barrel"),
    ("88 cents per share", "88 cents per share", 88, "exact", "money", "cent per share"),
    ("$2.50/gallon", "$2.50/gallon", 2.5, "exact", "money", "dollar per gallon"),
    ("$5 million a year ago", "$5 million", 5e6, "exact", "money", "dollar"),
    ("$100-plus", "$100-plus", 100, "at_least", "money", "dollar"),
    # shares and points
    ("3.5%", "3.5%", 3.5, "exact", "share", "percent"),
    ("-3%", "-3%", -3, "exact", "share", "percent"),
    ("plus or minus 3 percent", "3 percent", 3, "exact", "share", "percent"),
    ("some 40 per cent", "some 40 per cent", 40, "about", "share", "percent"),
    ("6 1/2 percent", "6 1/2 percent", 6.5, "exact", "share", "percent"),
    ("2½ per cent", "2½ per cent", 2.5, "exact", "share", "percent"),
    ("half a percent", "half a percent", 0.5, "exact", "share", "percent"),
    ("half of 1 percent", "half of 1 percent", 0.5, "exact", "share", "percent"),
    ("25 basis points", "25 basis points", 25, "exact", "share", "basis point"),
    ("1.3 percentage points", "1.3 percentage points", 1.3, "exact", "share", "percentage point"),
    ("32.4 points", "32.4 points", 32.4, "exact", "points", "point"),
    ("a quarter-point", "a quarter-point", 0.25, "exact", "points", "point"),
    ("two-thirds of the crop", "two-thirds", 2 / 3, "exact", "share", None),
    ("three quarters of it", "three quarters", 0.75, "exact", "share", None),
    ("about a third of them", "about a third", 1 / 3, "about", "share", None),
    ("fell by a third", "a third", 1 / 3, "exact", "share", None),
    ("half of the crew", "half", 0.5, "exact", "share", None),
    ("one in five adults", "one in five", 0.2, "exact", "share", None),
    ("nine out of ten", "nine out of ten", 0.9, "exact", "share", None),
    ("½ of it", "½", 0.5, "exact", "share", None),
    # counts
    ("three companies", "three", 3, "exact", "count", None),
    ("a dozen villages", "a dozen", 12, "exact", "count", None),
    ("half a million people", "half a million", 5e5, "exact", "count", None),
    ("a quarter of a million men", "a quarter of a million", 2.5e5, "exact", "count", None),
    ("1.2m people", "1.2m", 1.2e6, "exact", "count", None),
    ("10k customers", "10k", 10_000, "exact", "count", None),
    ("two and a half million", "two and a half million", 2.5e6, "exact", "count", None),
    ("one and three quarters million", "one and three quarters million", 1.75e6, "exact", "count", None),
    ("12,50,000 bales", "12,50,000", 1.25e6, "exact", "count", None),
    ("1.300 soldiers", "1.300", 1300, "exact", "count", None),
    ("an index of 1.375", "1.375", 1.375, "exact", "count", None),
    ("closed at 6,231.9", "6,231.9", 6231.9, "exact", "count", None),
    ("zero cases", "zero", 0, "exact", "count", None),
    ("a 180-seat jet", "180", 180, "exact", "count", None),
    ("a 9,600-strong force", "9,600", 9600, "exact", "count", None),
    ("no fewer than 30 shops", "no fewer than 30", 30, "at_least", "count", None),
    ("30, if not more", "30", 30, "exact", "count", None),
    ("30 if not more", "30 if not more", 30, "at_least", "count", None),
    ("north of 30 million", "north of 30 million", 3e7, "more_than", "count", None),
    ("just shy of 500", "just shy of 500", 500, "less_than", "count", None),
    ("at the very least 90", "at the very least 90", 90, "at_least", "count", None),
    ("20, give or take", "20", 20, "exact", "count", None),
    ("20 give or take", "20 give or take", 20, "about", "count", None),
    ("last week 40 people came", "40", 40, "exact", "count", None),
    ("in California 12 people died", "12", 12, "exact", "count", None),
    ("Iran’s 17", "17", 17, "exact", "count", None),
    ("3M users", "3M", 3e6, "exact", "count", None),
    ("one company", "one", 1, "exact", "count", None),
    # time, age
    ("two years ago", "two years", 2, "exact", "duration", "year"),
    ("a 10-year bond", "10-year", 10, "exact", "duration", "year"),
    ("nine straight months", "nine straight months", 9, "exact", "duration", "month"),
    ("three and a half hours", "three and a half hours", 3.5, "exact", "duration", "hour"),
    ("half an hour", "half an hour", 0.5, "exact", "duration", "hour"),
    ("more than half a century", "more than half a century", 0.5, "more_than", "duration", "century"),
    ("nearly a decade", "nearly a decade", 1, "about", "duration", "decade"),
    ("less than a mile", "less than a mile", 1, "less_than", "length", "mile"),
    ("over five years", "five years", 5, "exact", "duration", "year"),
    ("for over five years", "over five years", 5, "more_than", "duration", "year"),
    ("9.84 seconds", "9.84 seconds", 9.84, "exact", "duration", "second"),
    ("the 45-year-old", "45-year-old", 45, "exact", "age", "year"),
    ("four years old", "four years old", 4, "exact", "age", "year"),
    ("aged 12", "12", 12, "exact", "age", "year"),
    ("Ana Ruiz, 62, said", "62", 62, "exact", "age", "year"),
    ("Ana Ruiz (62)", "62", 62, "exact", "age", "year"),
    # measures
    ("57 km long", "57 km", 57, "exact", "length", "kilometre"),
    ("a 25-metre pool", "25-metre", 25, "exact", "length", "metre"),
    ("16m deep", "16m", 16, "exact", "length", "metre"),
    ("a depth of 16m", "16m", 16, "exact", "length", "metre"),
    ("40ft tall", "40ft", 40, "exact", "length", "foot"),
    ("6-foot-3", "6-foot-3", 6.25, "exact", "length", "foot"),
    ("5'11\"", "5'11\"", 5 + 11 / 12, "exact", "length", "foot"),
    ("5 feet 11 inches", "5 feet 11 inches", 5 + 11 / 12, "exact", "length", "foot"),
    ("a quarter of a mile", "a quarter of a mile", 0.25, "exact", "length", "mile"),
    ("3,200 hectares", "3,200 hectares", 3200, "exact", "area", "hectare"),
    ("a 4,000-square-foot house", "4,000-square-foot", 4000, "exact", "area", "square foot"),
    ("55 billion cubic metres", "55 billion cubic metres", 5.5e10, "exact", "volume", "cubic metre"),
    ("0.7 litres", "0.7 litres", 0.7, "exact", "volume", "litre"),
    ("2.7 million barrels a day", "2.7 million barrels a day", 2.7e6, "exact", "rate", "barrel per day"),
    ("10,000 tonnes", "10,000 tonnes", 1e4, "exact", "weight", "tonne"),
    ("170 pounds", "170 pounds", 170, "exact", "weight", "pound"),
    ("a load of 200,000 pounds", "200,000 pounds", 2e5, "exact", "weight", "pound"),
    ("minus 70 degrees", "minus 70 degrees", -70, "exact", "temperature", "degree"),
    ("-14 degrees Celsius", "-14 degrees Celsius", -14, "exact", "temperature", "celsius"),
    ("24°C", "24°C", 24, "exact", "temperature", "celsius"),
    ("60 mph", "60 mph", 60, "exact", "speed", "mile per hour"),
    ("60 miles an hour", "60 miles an hour", 60, "exact", "speed", "mile per hour"),
    ("3.6 megawatts", "3.6 megawatts", 3.6, "exact", "power", "megawatt"),
    ("75 kWh", "75 kWh", 75, "exact", "energy", "kilowatt hour"),
    ("128 GB", "128 GB", 128, "exact", "data", "gigabyte"),
    # multiples
    ("twice as many", "twice", 2, "exact", "multiple", None),
    ("rose threefold", "threefold", 3, "exact", "multiple", None),
    ("a 10-fold rise", "10-fold", 10, "exact", "multiple", None),
    ("almost double the number", "almost double", 2, "about", "multiple", None),
    ("five times its value", "five times", 5, "exact", "multiple", None),
]
RANGES = [
    ("5-10 percent", "5-10 percent", 5, 10, "share", "percent"),
    ("5% to 10%", "5% to 10%", 5, 10, "share", "percent"),
    ("3- to 4-percent growth", "3- to 4-percent", 3, 4, "share", "percent"),
    ("between $5 and $10", "between $5 and $10", 5, 10, "money", "dollar"),
    ("$5-10 million", "$5-10 million", 5e6, 1e7, "money", "dollar"),
    ("£30m-£40m", "£30m-£40m", 3e7, 4e7, "money", "pound sterling"),
    ("18 to 24 months", "18 to 24 months", 18, 24, "duration", "month"),
    ("one or two years", "one or two years", 1, 2, "duration", "year"),
    ("two to three thousand men", "two to three thousand", 2000, 3000, "count", None),
    ("1.5 to 2 million users", "1.5 to 2 million", 1.5e6, 2e6, "count", None),
    ("15 to 30 times as likely", "15 to 30 times", 15, 30, "multiple", None),
    ("between the ages of 17 and 20", "between the ages of 17 and 20", 17, 20, "age", "year"),
    ("between a third and a half of it", "between a third and a half", 1 / 3, 0.5, "share", None),
]
LEFT_ALONE = [
    "May 14, 2001", "on 30 December 1989", "on May 5 and 6", "on Feb. 2-3", "5-6 March", "in the 1990s", "the 2003 invasion", "in '08",
    "2019-20",
    "Q3 2020", "at 6:45 a.m.", "at 5.30 p.m.", "from 9 to 5 p.m.", "5 o'clock", "at 0140 GMT", "the 14th floor", "the fifth time",
    "the third quarter", "the first half", "Boeing 747", "a 737", "the S&P 500", "G7", "COVID-19", "iPhone 12", "Highway 61", "Article 5",
    "Apollo 11", "F-16", "the Big Four", "the Group of Seven", "World War Two", "7-Eleven", "N95", "3M", "4K", "401(k)", "won 3-1",
    "voted 217-205", "by 3 to 1", "a 2-for-1 deal", "0800 555 0147", "555-1234", "version 14.2", "1.2.3", "10 Downing Street",
    "131 West 23rd Street", "9/11", "24/7", "one another", "no one", "one of them", "one day he will", "at one point", "two-way",
    "double-digit",
    "two,500 men", "1,30 percent", "Some 1, 600 men", "€1,5 million", "12,0000 men", "half-brother", "to double the number",
    "several banks",
    "zero tolerance", "Long March 4C", "at 07:18 hours", "t.co/Rs4767x", "on Tuesday 15", "a six-figure sum", "a year ago", "in a week",
    "$", "page three", "1. It began", "ground-zero", "flights 93 and 175", "#12", "twenty-first",
]  # fmt: skip
CHANGES = [
    ("sales rose 3%", "up"),
    ("sales are up about 3%", "up"),
    ("an increase of 4 percent", "up"),
    ("raised its rate by 25 basis points", "up"),
    ("a 7% increase", "up"),
    ("57 percent higher", "up"),
    ("sales fell sharply, by 3%", None),
    ("sales fell by a further 3%", "down"),
    ("cut up to 450 jobs", "down"),
    ("closed 84 cents lower", "down"),
    ("a 5% drop", "down"),
    ("rose to 5%", None),
    ("raised $8 million", None),
    ("sold 300 cars", None),
]


def words(text: str, one: Quantity) -> str:
    return text[one.start : one.end]


@pytest.mark.parametrize(("text", "surface", "value", "qualifier", "kind", "unit"), READ)
def test_reads(text: str, surface: str, value: float, qualifier: str, kind: str, unit: str | None) -> None:
    found = find_quantities(text)
    assert [(words(text, one), one.qualifier, one.kind, one.unit) for one in found] == [(surface, qualifier, kind, unit)]
    assert found[0].value == pytest.approx(value)


@pytest.mark.parametrize(("text", "surface", "low", "high", "kind", "unit"), RANGES)
def test_reads_ranges(text: str, surface: str, low: float, high: float, kind: str, unit: str | None) -> None:
    found = find_quantities(text)
    assert [(words(text, one), one.value, one.qualifier, one.kind, one.unit) for one in found] == [(surface, None, "range", kind, unit)]
    assert (found[0].low, found[0].high) == pytest.approx((low, high))


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_leaves_alone(text: str) -> None:
    assert [words(text, one) for one in find_quantities(text)] == []


@pytest.mark.parametrize(("text", "change"), CHANGES)
def test_tells_which_way_it_goes(text: str, change: str | None) -> None:
    assert [one.change for one in find_quantities(text)] == [change]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("slid 5 cents to 84 cents", [5, 84]),
        ("rose from 10 percent to 15 percent", [10, 15]),
        ("six of the 27 members", [6, 27]),
        ("12 years and six months", [12, 6]),
        ("to $28 from $33", [28, 33]),
        ("the force was cut from 450 to 250", [450, 250]),
        ("the index rose 12 to 450", [12, 450]),
        ("lost 3-3/4 to 42-1/8", [3.75, 42.125]),
        ("wheat fell 4 cents to $3.42 3/4 a bushel", [4, 3.4275]),
        ("in 12 of 15 states", [12, 15]),
        ("to 12.3m from 11.8m", [12.3e6, 11.8e6]),
    ],
)
def test_two_stay_two(text: str, values: list[float]) -> None:
    assert [one.value for one in find_quantities(text)] == pytest.approx(values)


@pytest.mark.parametrize(("text", "least"), [("tens of thousands of fans", 10_000), ("several hundred men", 300), ("dozens of cars", 12)])
def test_vague_words_have_a_least_size_only(text: str, least: float) -> None:
    assert [(one.value, one.low, one.high, one.qualifier) for one in find_quantities(text)] == [(None, least, None, "vague")]


@pytest.mark.parametrize(
    ("text", "noun"),
    [("600 cattle trucks", "cattle trucks"), ("two Norwegian soldiers", "norwegian soldiers"), ("it fell to 40", None), ("$40", None)],
)
def test_tells_what_is_counted(text: str, noun: str | None) -> None:
    assert [one.noun for one in find_quantities(text)] == [noun]


def test_offsets_count_in_the_whole_text() -> None:
    text = "İzmir: 12 km. Later 30 km, or 5%."
    assert [words(text, one) for one in find_quantities(text, 13, 27)] == ["30 km"]


@given(
    st.integers(min_value=1, max_value=10**9),
    st.sampled_from(["$", "€", "£"]),
    st.sampled_from([("", 1), (" million", 10**6), ("bn", 10**9)]),
)
def test_any_amount_of_money_is_read(value: int, sign: str, scale: tuple[str, int]) -> None:
    text = f"it paid {sign}{value:,}{scale[0]} for it"
    assert [(one.value, one.kind) for one in find_quantities(text)] == [(float(value * scale[1]), "money")]


@given(st.decimals(min_value=0, max_value=10_000, places=2))
def test_any_percentage_is_read(value: object) -> None:
    assert [one.value for one in find_quantities(f"it was {value}% of it")] == [float(str(value))]


@given(st.text(alphabet="0123456789,.-– aotndhusefrk$%'½/\n", max_size=80))
def test_spans_are_in_order_and_bounds_too(text: str) -> None:
    found = find_quantities(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    for one in found:
        sizes = [size for size in (one.low, one.value, one.high) if size is not None]
        assert sizes and sizes == sorted(sizes)


@pytest.mark.parametrize("piece", ["1 ", "1-", "1,", "half ", "5'", "one and ", "hundred ", "between ", "$", "1 to ", "A ", "minus ", ".5"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        begun = time.process_time()
        find_quantities(piece * times)
        return time.process_time() - begun

    seconds(100)
    assert seconds(8_000) < 12 * (seconds(2_000) + 0.05)
