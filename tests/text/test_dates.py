"""Which days expressions of time mean in a report of a given day."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.dates import find_dates, parse_stated_date
from pipelines.text.spans import Window

WEDNESDAY = Window(date(2021, 4, 14), date(2021, 4, 14))

CASES = [
    # in full
    ("on April 15th, 2021,", "on April 15th, 2021", "2021-04-15", "2021-04-15", "day", "on"),
    ("14 April 2021", "14 April 2021", "2021-04-14", "2021-04-14", "day", "on"),
    ("Thursday April 15th, 2021", "Thursday April 15th, 2021", "2021-04-15", "2021-04-15", "day", "on"),
    ("updated 2021-04-15", "2021-04-15", "2021-04-15", "2021-04-15", "day", "on"),
    ("ON 3 JAN 90 THEY MET", "ON 3 JAN 90", "1990-01-03", "1990-01-03", "day", "on"),
    ("back in October 2001", "in October 2001", "2001-10-01", "2001-10-31", "month", "in"),
    ("a February 2020 deal", "February 2020", "2020-02-01", "2020-02-29", "month", "in"),
    ("invaded in 2001.", "in 2001", "2001-01-01", "2001-12-31", "year", "in"),
    ("the 2001 invasion", "2001", "2001-01-01", "2001-12-31", "year", "in"),
    ("in the 1990s", "in the 1990s", "1990-01-01", "1999-12-31", "range", "in"),
    ("in the early 1990s", "in the early 1990s", "1990-01-01", "1993-12-31", "about", "in"),
    ("since 1996 at least", "since 1996", "1996-01-01", "1996-12-31", "year", "since"),
    ("from 2001 to 2014", "from 2001 to 2014", "2001-01-01", "2014-12-31", "range", "in"),
    ("between 2001 and 2014", "between 2001 and 2014", "2001-01-01", "2014-12-31", "range", "in"),
    ("the end of 2014", "end of 2014", "2014-12-31", "2014-12-31", "about", "in"),
    ("from Dec. 24, 2020 to Jan. 4", "from Dec. 24, 2020 to Jan. 4", "2020-12-24", "2021-01-04", "range", "in"),
    ("April 24-28, 2021", "April 24-28, 2021", "2021-04-24", "2021-04-28", "range", "in"),
    # without a year
    ("a pullout by Sept. 11, he said", "by Sept. 11", "2021-09-11", "2021-09-11", "day", "by"),
    ("by May 1", "by May 1", "2021-05-01", "2021-05-01", "day", "by"),
    ("by March 1", "by March 1", "2022-03-01", "2022-03-01", "day", "by"),
    ("killed on March 1", "on March 1", "2021-03-01", "2021-03-01", "day", "on"),
    ("stick to a May 1 deadline", "May 1", "2021-05-01", "2021-05-01", "day", "by"),
    ("leave by first May,", "by first May", "2021-05-01", "2021-05-01", "day", "by"),
    ("on the 15th of April", "on the 15th of April", "2021-04-15", "2021-04-15", "day", "on"),
    ("ON 30 DECEMBER IN THE TOWN", "ON 30 DECEMBER", "2020-12-30", "2020-12-30", "day", "on"),
    ("due to be held from April 24 to May 4", "from April 24 to May 4", "2021-04-24", "2021-05-04", "range", "in"),
    ("leave by September, it said", "by September", "2021-09-01", "2021-09-30", "month", "by"),
    ("decided in mid-April to go", "in mid-April", "2021-04-11", "2021-04-20", "about", "in"),
    ("withdraw by early July", "by early July", "2021-07-01", "2021-07-10", "about", "by"),
    ("by the end of August", "by the end of August", "2021-08-31", "2021-08-31", "about", "by"),
    ("since May", "since May", "2020-05-01", "2020-05-31", "month", "since"),
    ("they will meet on Nov. 5", "on Nov. 5", "2021-11-05", "2021-11-05", "day", "on"),
    # as seen from the day of publication
    ("said today", "today", "2021-04-14", "2021-04-14", "day", "on"),
    ("killed yesterday", "yesterday", "2021-04-13", "2021-04-13", "day", "on"),
    ("said on Wednesday", "on Wednesday", "2021-04-14", "2021-04-14", "day", "on"),
    ("Tuesday's blast", "Tuesday's", "2021-04-13", "2021-04-13", "day", "on"),
    ("late on Thursday night", "Thursday night", "2021-04-08", "2021-04-08", "day", "on"),
    ("they will meet on Friday", "on Friday", "2021-04-16", "2021-04-16", "day", "on"),
    ("next Friday", "next Friday", "2021-04-16", "2021-04-16", "day", "on"),
    ("until Sunday", "until Sunday", "2021-04-18", "2021-04-18", "day", "by"),
    ("this month", "this month", "2021-04-01", "2021-04-30", "month", "in"),
    ("later this month", "later this month", "2021-04-14", "2021-04-30", "range", "in"),
    ("earlier this year", "earlier this year", "2021-01-01", "2021-04-14", "range", "in"),
    ("a deal last year", "last year", "2020-01-01", "2020-12-31", "year", "in"),
    ("last month", "last month", "2021-03-01", "2021-03-31", "month", "in"),
    ("last week", "last week", "2021-04-05", "2021-04-11", "range", "in"),
    ("last September", "last September", "2020-09-01", "2020-09-30", "month", "in"),
    ("two days ago", "two days ago", "2021-04-12", "2021-04-12", "day", "on"),
    ("20 years ago", "20 years ago", "2001-01-01", "2001-12-31", "about", "in"),
    ("by year's end", "by year's end", "2021-12-31", "2021-12-31", "about", "by"),
    # days that are called by what happened
    ("the 9/11 attacks", "9/11 attacks", "2001-09-11", "2001-09-11", "day", "on"),
    (
        "before the twentieth anniversary of the 9/11 attacks",
        "before the twentieth anniversary of the 9/11 attacks",
        "2021-09-11",
        "2021-09-11",
        "day",
        "by",
    ),
    (
        "by the 20th anniversary of the Sept. 11 terrorist attacks",
        "by the 20th anniversary of the Sept. 11 terrorist attacks",
        "2021-09-11",
        "2021-09-11",
        "day",
        "by",
    ),
]

NOTHING = [
    "in the past 20 years",
    "over the last year",
    "May said so, and they may march in step",
    "in 2000 soldiers of 1800",
    "some 2,001 men and 2001-strong units",
    "Theresa May said",
    "on Super Tuesday or Bloody Sunday",
    "told USA TODAY",
    "5.2014 or 19991",
]

STATED = [
    ("0140 GMT April 14, 2021", "2021-04-14T01:40", "time"),
    ("Thursday April 15th, 2021 0 Views", "2021-04-15T00:00", "day"),
    ("Apr 14, 2021, 9:03 AM EDT", "2021-04-14T13:03", "time"),
    ("April 14, 2021 at 9:03 p.m. ET", "2021-04-15T01:03", "time"),
    ("January 14, 2021 at 9:03 a.m. ET", "2021-01-14T14:03", "time"),
    ("2021-04-14T01:40:00+04:30", "2021-04-13T21:10", "time"),
    ("2021-04-14 01:40:00+0430", "2021-04-13T21:10", "time"),
    ("2021-04-14T01:40:00Z", "2021-04-14T01:40", "time"),
    ("2021-04-14T01:40:00", "2021-04-14T00:00", "day"),
    ("Wed, 14 Apr 2021 13:45:00 GMT", "2021-04-14T13:45", "time"),
    ("Wed Apr 14 13:45:00 +0000 2021", "2021-04-14T13:45", "time"),
    ("First published: 15 April 2021, 07:30 IST", "2021-04-15T02:00", "time"),
    ("Last updated: GMT 05:17 Thursday, 15 April 2021", "2021-04-15T05:17", "time"),
    ("1 May, 2021 02:10 AM (UTC+3)", "2021-04-30T23:10", "time"),
    ("Updated 9:03 PM, 14 April 2021", "2021-04-14T00:00", "day"),
    ("14.04.2021 13:45", "2021-04-14T00:00", "day"),
    ("14/04/2021", "2021-04-14T00:00", "day"),
    ("Posted: 14-Apr-2021", "2021-04-14T00:00", "day"),
    ("KABUL, Afghanistan (Jan. 25, 2013) –", "2013-01-25T00:00", "day"),
    ("SAN SALVADOR, 3 JAN 90 --", "1990-01-03T00:00", "day"),
]


@pytest.mark.parametrize(("text", "surface", "earliest", "latest", "precision", "relation"), CASES)
def test_dates(text: str, surface: str, earliest: str, latest: str, precision: str, relation: str) -> None:
    (found,) = find_dates(text, 0, len(text), WEDNESDAY)
    assert text[found.start : found.end] == surface
    assert (found.earliest, found.latest) == (date.fromisoformat(earliest), date.fromisoformat(latest))
    assert (found.precision, found.relation) == (precision, relation)


@pytest.mark.parametrize("text", NOTHING)
def test_no_dates(text: str) -> None:
    assert find_dates(text, 0, len(text), WEDNESDAY) == []


def test_without_a_day_of_publication_only_full_dates_resolve() -> None:
    text = "On Monday, by Sept. 11 or in 2001"
    days = [(found.earliest, found.precision) for found in find_dates(text, 0, len(text), Window(None, None))]
    assert days == [(None, "unknown"), (None, "unknown"), (date(2001, 1, 1), "year")]


def test_a_wide_window_widens_the_answer() -> None:
    (found,) = find_dates("on Monday", 0, 9, Window(date(2021, 4, 19), date(2021, 5, 3)))
    assert (found.earliest, found.latest, found.precision) == (date(2021, 4, 19), date(2021, 5, 3), "range")
    (found,) = find_dates("by May 1", 0, 8, Window(date(2021, 4, 19), date(2021, 5, 3)))
    assert (found.earliest, found.latest, found.precision) == (date(2021, 5, 1), date(2021, 5, 1), "day")


@pytest.mark.parametrize(("text", "moment", "precision"), STATED)
def test_stated_dates(text: str, moment: str, precision: str) -> None:
    assert parse_stated_date(text) == (datetime.fromisoformat(moment).replace(tzinfo=UTC), precision)


@pytest.mark.parametrize("text", ["", "03/04/2021", "31 June 2021", "on Monday", "April 2021", "page 2021-13-01", "9:03 AM EDT"])
def test_no_stated_date(text: str) -> None:
    assert parse_stated_date(text) is None


WORDS = ["on ", "by ", "May ", "1", "2021", "24", " to ", "-", ", ", "Monday ", "last ", "month ", "early ", "the ", "end of ", "9/11 "]
WORDS += ["Sept. ", "anniversary of ", "20th ", "ago ", "two ", "days "]


@given(st.lists(st.sampled_from(WORDS), max_size=20).map("".join), st.dates(date(1990, 1, 1), date(2026, 12, 31)), st.integers(0, 40))
def test_spans_are_in_order_and_windows_too(text: str, day: date, width: int) -> None:
    published = Window(day, date.fromordinal(day.toordinal() + width))
    found = find_dates(text, 0, len(text), published)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(span.earliest <= span.latest for span in found if span.earliest and span.latest)
    assert all((span.precision == "unknown") == (span.earliest is None) for span in found)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert find_dates(text, 0, len(text), WEDNESDAY) is not None
    stated = parse_stated_date(text)
    assert stated is None or stated[0].tzinfo is UTC
