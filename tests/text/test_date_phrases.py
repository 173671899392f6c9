"""Phrases that tell a time, and the days they mean in a report of a given day: tests/text/date_phrases.csv, and laws about them."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.date_feasts import choose_feast, feast_days
from pipelines.text.date_forms import FEASTS
from pipelines.text.dates import DateSpan, find_dates
from pipelines.text.spans import Window

ROWS = list(csv.DictReader(Path(__file__).with_name("date_phrases.csv").open(encoding="utf-8", newline="")))
DAYS = st.dates(date(1985, 1, 1), date(2030, 12, 31))
SUNDAY = 6


def spans(text: str, day: date) -> list[DateSpan]:
    return find_dates(text, 0, len(text), Window(day, day))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['published']} {row['text']}")
def test_phrases(row: dict[str, str]) -> None:
    text = row["text"]
    found = spans(text, date.fromisoformat(row["published"]))
    for column, values in {
        "surfaces": [text[span.start : span.end] for span in found],
        "earliest": [str(span.earliest) for span in found],
        "latest": [str(span.latest) for span in found],
        "precision": [span.precision for span in found],
        "relation": [span.relation for span in found],
    }.items():
        assert row[column].split("|") == (values or [""]), column


@given(
    DAYS,
    st.sampled_from(["two days ago", "yesterday", "tomorrow", "in the past 24 hours", "over the coming days", "overnight"]),
    st.integers(-400, 400),
)
def test_what_is_told_from_today_moves_with_today(day: date, phrase: str, by: int) -> None:
    (here,), (there,) = spans(phrase, day), spans(phrase, day + timedelta(days=by))
    assert here.earliest and there.earliest and here.latest and there.latest
    assert (there.earliest - here.earliest).days == (there.latest - here.latest).days == by


@given(
    DAYS,
    st.sampled_from(["early", "late", "in early", "in late", "in mid-", "at the end of", "earlier", "later"]),
    st.sampled_from(
        ["last night", "last weekend", "the weekend", "last week", "last month", "June", "2009", "Friday", "tonight", "the 1980s"]
    ),
)
def test_a_part_of_a_time_ends_no_sooner_than_it_begins(day: date, part: str, whole: str) -> None:
    for span in spans(f"It fell {part} {whole}", day):
        assert not span.earliest or not span.latest or span.earliest <= span.latest


@given(DAYS, st.sampled_from(["March 3", "June", "Friday", "Oct. 31"]))
def test_deadlines_lie_ahead_and_deeds_behind(day: date, name: str) -> None:
    (by,) = spans(f"must leave by {name}", day)
    assert by.relation == "by"
    assert by.latest and by.latest >= day
    (done,) = spans(f"were killed on {name}", day)
    assert done.earliest and done.earliest <= day + timedelta(days=2)


@given(DAYS, st.sampled_from(["the next day", "a day earlier", "two weeks later", "the same night"]))
def test_what_is_told_from_a_day_moves_with_that_day(day: date, phrase: str) -> None:
    first, second = spans(f"On {day:%d %B %Y} it fell, and {phrase}", date(2031, 1, 1))
    assert first.earliest == day
    assert second.earliest and second.latest
    middle = second.earliest + (second.latest - second.earliest) / 2
    assert (middle - day).days == {"the next day": 1, "a day earlier": -1, "two weeks later": 14, "the same night": 0}[phrase]


@given(st.integers(1985, 2060))
def test_feasts_keep_their_rules(year: int) -> None:
    (easter,), (orthodox,) = feast_days("easter+0", year), feast_days("orthodox+0", year)
    assert date(year, 3, 22) <= easter.first <= date(year, 4, 25)
    assert date(year, 4, 4) <= orthodox.first <= date(year, 5, 8)
    assert easter.first.weekday() == orthodox.first.weekday() == SUNDAY
    assert (orthodox.first - easter.first).days in (0, 7, 28, 35)
    for month in feast_days("islamic 9", year):
        (eid,) = [
            days
            for days in (*feast_days("islamic 10-1", year), *feast_days("islamic 10-1", year + 1))
            if 0 <= (days.first - month.first).days < 40
        ]
        assert eid.first <= month.last <= eid.last


@pytest.mark.parametrize(
    ("rule", "year", "days"),
    [
        ("easter+0", 2024, ["2024-03-31"]),
        ("orthodox+0", 2024, ["2024-05-05"]),
        ("nth 11 3 4", 2021, ["2021-11-25"]),
        ("nth 5 0 -1", 2020, ["2020-05-25"]),
        ("12-25", 1990, ["1990-12-25"]),
        ("islamic 10-1", 2010, ["2010-09-09..2010-09-11"]),
        ("islamic 9", 1997, ["1997-01-09..1997-02-09", "1997-12-30..1998-01-30"]),
    ],
)
def test_feasts_of_known_years(rule: str, year: int, days: list[str]) -> None:
    found = [str(one.first) if one.first == one.last else f"{one.first}..{one.last}" for one in feast_days(rule, year)]
    assert found == days


@given(DAYS, st.sampled_from(sorted(set(FEASTS.values()))))
def test_every_feast_comes_and_has_been(day: date, rule: str) -> None:
    ahead, behind = choose_feast(rule, day, "next"), choose_feast(rule, day, "last")
    assert ahead and behind
    assert ahead.last >= day >= behind.first
