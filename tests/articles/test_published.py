"""When it was published, how exactly, and what that rests on."""

from datetime import UTC, date, datetime

import pytest

from pipelines.articles.blocks import mark_blocks
from pipelines.articles.published import Publication, date_in_url, parse_markup_date, read_publication, status_time
from tests.articles.words import BODY, LEAD, SECOND, THIRD, TITLE


def published(text: str, markup: str | None = None, url: str | None = None) -> Publication:
    return read_publication(text, mark_blocks(text), markup=markup, url=url)


@pytest.mark.parametrize(
    ("line", "at", "precision"),
    [
        ("Published: 0140 GMT April 14, 2021", datetime(2021, 4, 14, 1, 40, tzinfo=UTC), "time"),
        ("Thursday April 15th, 2021", datetime(2021, 4, 15, tzinfo=UTC), "day"),
        ("Posted on 14 April 2021", datetime(2021, 4, 14, tzinfo=UTC), "day"),
        ("2021-04-14", datetime(2021, 4, 14, tzinfo=UTC), "day"),
        ("Published April 14, 2021 | Updated April 16, 2021", datetime(2021, 4, 14, tzinfo=UTC), "day"),
    ],
)
def test_a_line_under_the_title_states_it(line: str, at: datetime, precision: str) -> None:
    found = published(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert (found.at, found.precision, found.basis) == (at, precision, "stated")
    assert (found.earliest, found.latest) == (at.date(), at.date())


def test_published_counts_before_updated() -> None:
    found = published(f"{TITLE}\nUpdated: April 20, 2021\nPublished: April 14, 2021\n\n{BODY}")
    assert found.earliest == date(2021, 4, 14)


def test_a_dateline_states_it_if_it_names_the_year() -> None:
    assert published(f"KABUL, Afghanistan (Jan. 25, 2013)\n{LEAD}").earliest == date(2013, 1, 25)
    assert published(f"KABUL, Afghanistan (Jan. 25) – {LEAD}").basis == "none"


def test_the_year_of_a_dateline_may_stand_in_the_lines_above() -> None:
    assert published(f"2013-01-S-025\n\nKABUL, Afghanistan (Jan. 25) – {LEAD}").earliest == date(2013, 1, 25)
    assert published(f"Plan for 2014 is ready, ministers say\n\nKABUL, Afghanistan (Jan. 25) – {LEAD}").basis == "none"


def test_markup_comes_first_then_the_address() -> None:
    text = f"{TITLE}\n\nApril 14, 2021\n\n{BODY}"
    assert published(text, markup="2021-04-13T10:00:00+02:00") == Publication(
        datetime(2021, 4, 13, 8, tzinfo=UTC), "time", date(2021, 4, 13), date(2021, 4, 13), "markup"
    )
    assert published(BODY, url="https://valley.example/2021/04/12/battalion").basis == "url"


def test_a_month_in_the_address_is_a_window() -> None:
    found = published(BODY, url="https://valley.example/2021/02/battalion-leaves")
    assert found == Publication(None, None, date(2021, 2, 1), date(2021, 2, 28), "url")


STATUS = "https://twitter.com/someone/status/1361279621120090114"


def test_the_day_of_saving_gives_way_to_an_embedded_post() -> None:
    text = f"Thursday, April 18, 2024\nHomeNews{TITLE}\n\n{TITLE}\n\n{LEAD}\n\n{STATUS}\n\n{SECOND}\n\n{THIRD}\n"
    assert published(text) == Publication(None, None, date(2021, 2, 15), date(2021, 2, 18), "status_id")


def test_the_day_of_saving_is_a_bound_where_nothing_else_is_known() -> None:
    found = published(f"Thursday, April 18, 2024\n\n{TITLE}\n\n{BODY}")
    assert found == Publication(None, None, None, date(2024, 4, 18), "stated")


def test_a_date_above_the_title_is_believed_where_the_text_goes_with_it() -> None:
    found = published(f"Thursday, April 18, 2024\n\n{TITLE}\n\n{BODY}\nThe order was signed on April 11 by the minister.\n")
    assert found.at == datetime(2024, 4, 18, tzinfo=UTC)


def test_a_post_below_the_text_says_nothing() -> None:
    assert published(f"{TITLE}\n\n{BODY}\n{STATUS}\n").basis == "none"


def test_a_weekday_with_its_date_is_within_the_week() -> None:
    found = published(f"{TITLE}\n\nThe last convoy left the valley on Tuesday, April 13, 2021, said the colonel who led it.\n\n{SECOND}\n")
    assert found == Publication(None, None, date(2021, 4, 13), date(2021, 4, 19), "text")
    assert published(f"{TITLE}\n\nThe last convoy will leave the valley on Tuesday, April 13, 2021, said the colonel.\n").basis == "none"


def test_nothing_is_guessed() -> None:
    assert published(f"{TITLE}\n\n{BODY}") == Publication(None, None, None, None, "none")


def test_status_ids_hold_a_time() -> None:
    assert status_time(1361279621120090114) == datetime(2021, 2, 15, 11, 42, 7, 684000, tzinfo=UTC)
    assert status_time(10**19) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2021/04/14/x", date(2021, 4, 14)),
        ("https://a.example/world/2021/apr/14/x", date(2021, 4, 14)),
        ("https://a.example/2017-09/15/content_32041310.htm", date(2017, 9, 15)),
        ("https://a.example/x-20210414-y", date(2021, 4, 14)),
        ("https://a.example/2021/13/40/x", None),
        ("https://a.example/story-12345678", None),
        ("https://a.example/x", None),
    ],
)
def test_dates_in_addresses(url: str, day: date | None) -> None:
    assert date_in_url(url) == day


@pytest.mark.parametrize(
    ("value", "at", "precision"),
    [
        ("2021-04-14T00:00:00", datetime(2021, 4, 14, tzinfo=UTC), "day"),
        ("2021-04-14", datetime(2021, 4, 14, tzinfo=UTC), "day"),
        ("2021-04-14T00:00:00Z", datetime(2021, 4, 14, tzinfo=UTC), "time"),
        ("2021-04-14T10:00:00-04:00", datetime(2021, 4, 14, 14, tzinfo=UTC), "time"),
        ("2021-04-14 10:00:05", datetime(2021, 4, 14, 10, 0, 5, tzinfo=UTC), "time"),
        ("Wed, 14 Apr 2021 10:00:00 GMT", datetime(2021, 4, 14, 10, tzinfo=UTC), "time"),
        ("April 14, 2021", datetime(2021, 4, 14, tzinfo=UTC), "day"),
    ],
)
def test_dates_of_metadata(value: str, at: datetime, precision: str) -> None:
    assert parse_markup_date(value) == (at, precision)


@pytest.mark.parametrize("value", ["", "yesterday", "0001-01-01", "9999-12-31T23:59:59-14:00", "20"])
def test_what_is_no_date_is_none(value: str) -> None:
    assert parse_markup_date(value) is None
