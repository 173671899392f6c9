"""When it was published, how exactly, and what that rests on."""

from datetime import UTC, date, datetime

import pytest

from pipelines.articles.blocks import mark_blocks
from pipelines.articles.moments import date_in_url, parse_markup_date, status_time
from pipelines.articles.published import Publication, read_publication
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


def test_the_year_of_a_plan_says_nothing_for_the_day_of_saving() -> None:
    found = published(f"Thursday, April 18, 2024\n\n{TITLE}\n\n{BODY}\nAll bridges are to be rebuilt by 2024, the minister said.\n")
    assert (found.at, found.latest) == (None, date(2024, 4, 18))


@pytest.mark.parametrize("top", ["Thursday, April 18, 2024", "April 18, 2024"])
def test_the_day_of_saving_does_not_stand_against_the_words(top: str) -> None:
    last = "President Joe Biden said that all soldiers would be home before the 20th anniversary of the 9/11 attacks."
    found = published(f"{top}\n\n{TITLE}\n\n{last}\n\n{THIRD}")
    assert found == Publication(None, None, date(2021, 1, 20), date(2021, 9, 11), "text")


def test_a_date_without_a_label_above_the_title_is_believed_if_nothing_speaks_against_it() -> None:
    assert published(f"April 18, 2024\n\n{TITLE}\n\n{BODY}").at == datetime(2024, 4, 18, tzinfo=UTC)


def test_a_date_and_a_weekday_that_do_not_go_together_are_not_believed() -> None:
    found = published(f"{TITLE}\n\nMonday, April 15, 2021\n\n{BODY}")
    assert found == Publication(None, None, date(2021, 4, 9), date(2021, 4, 21), "stated")
    assert published(f"{TITLE}\n\nThursday, April 15, 2021\n\n{BODY}").precision == "day"


def test_figures_in_doubt_are_two_days() -> None:
    found = published(f"{TITLE}\n\n03/04/2021\n\n{BODY}")
    assert found == Publication(None, None, date(2021, 3, 4), date(2021, 4, 3), "stated")


def test_other_figures_of_the_page_tell_their_order() -> None:
    found = published(f"{TITLE}\n\n03/04/2021\n\n{BODY}\nRELATED ARTICLES\nBridge opens in the north 28/03/2021\n")
    assert found.at == datetime(2021, 4, 3, tzinfo=UTC)


def test_the_words_tell_which_of_two_days_is_meant() -> None:
    found = published(f"{TITLE}\n\n03/04/2021\n\n{BODY}\nThe order was signed on March 28 by the minister.\n")
    assert found.at == datetime(2021, 4, 3, tzinfo=UTC)


def test_a_dateline_says_more_than_a_date_below_it() -> None:
    text = f"{TITLE}\n\nKABUL, April 14, 2021 (Harbour Wire) - {LEAD}\n\nApril 20, 2021\n\n{SECOND}\n\n{THIRD}\n"
    assert published(text).earliest == date(2021, 4, 14)


def test_a_dateline_without_a_year_gets_it_from_the_words() -> None:
    text = f"KABUL, April 14 (Harbour Wire) - {LEAD}\n\nThe Secretary of State, who spoke for President Joe Biden, praised {{}}\n"
    plan = "them and said that all would be home before the 20th anniversary of the 9/11 attacks."
    assert published(text.format(plan)) == Publication(
        datetime(2021, 4, 14, tzinfo=UTC), "day", date(2021, 4, 14), date(2021, 4, 14), "text"
    )
    assert published(text.format("them.")).basis == "none"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("2011-07-S-003\nFor Immediate Release\n\nKABUL, Afghanistan (July 2)\n", date(2011, 7, 2)),
        ("July 2: Convoy leaves valley after two years\n2011-07-CA-003\n\n", date(2011, 7, 2)),
        ("Operational update, July 2\n2011-07-CA-003 For Immediate Release\n\n", date(2011, 7, 2)),
    ],
)
def test_the_number_of_a_release_gives_the_year_of_its_day(head: str, day: date) -> None:
    assert published(f"{head}{BODY}").earliest == published(f"{head}{BODY}").latest == day


def test_the_number_of_a_release_is_a_month() -> None:
    found = published(f"Valley Joint Command\n2011-07-S-003\nFor Immediate Release\n\n{THIRD}")
    assert found == Publication(None, None, date(2011, 7, 1), date(2011, 8, 1), "text")


@pytest.mark.parametrize(
    "title", ["The bridge disaster, 14 April 1990", "What to know about April 14", "April 14, 1990: a day to remember"]
)
def test_a_day_that_a_title_tells_of_is_not_the_day_of_the_report(title: str) -> None:
    found = published(f"{title}\n\nPresident Joe Biden and Secretary of State Antony Blinken praised them.\n\n{BODY}")
    assert found.at is None


def test_a_bulletin_ends_its_title_in_its_day() -> None:
    assert published(f"Valley Command Evening Update April 14, 2011\n\n{BODY}").earliest == date(2011, 4, 14)


def test_an_old_post_in_a_younger_report_is_the_earliest_day_only() -> None:
    told = "The last convoy left on Tuesday, April 13, 2021, said the colonel who led it."
    found = published(f"{TITLE}\n\n{LEAD}\n\n{STATUS}\n\n{told}\n\n{THIRD}\n")
    assert found == Publication(None, None, date(2021, 4, 12), date(2021, 4, 26), "text")


def test_the_foot_of_a_post_bounds_the_window() -> None:
    foot = "— Ministry of Defence (@defence) April 13, 2021"
    found = published(f"{TITLE}\n\nThe order came from US President Joe Biden, said the colonel.\n\n{foot}\n\n{THIRD}\n")
    assert found == Publication(None, None, date(2021, 4, 12), date(2021, 8, 11), "text")


def test_the_days_of_a_chronology_are_not_the_day_of_the_report() -> None:
    text = f"{TITLE}\n\n{LEAD}\n\nMarch 3, 2019\n\n{SECOND}\n\nJune 5, 2020\n\n{THIRD}\n"
    assert published(text).at is None
    assert published(text.replace("June 5, 2020", "")).at == datetime(2019, 3, 3, tzinfo=UTC)


def test_a_post_below_the_text_says_nothing() -> None:
    assert published(f"{TITLE}\n\n{BODY}\n{STATUS}\n").basis == "none"


def test_a_weekday_with_its_date_is_within_two_weeks() -> None:
    found = published(f"{TITLE}\n\nThe last convoy left the valley on Tuesday, April 13, 2021, said the colonel who led it.\n\n{SECOND}\n")
    assert found == Publication(None, None, date(2021, 4, 12), date(2021, 4, 26), "text")
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


def test_the_clocks_of_a_source_count_where_a_time_names_none() -> None:
    assert parse_markup_date("2021-04-14 10:00:05", "Europe/Brussels") == (datetime(2021, 4, 14, 8, 0, 5, tzinfo=UTC), "time")
    assert parse_markup_date("2021-01-14T10:00", "Europe/Brussels") == (datetime(2021, 1, 14, 9, tzinfo=UTC), "time")
    assert parse_markup_date("2021-04-14T10:00:05Z", "Europe/Brussels") == (datetime(2021, 4, 14, 10, 0, 5, tzinfo=UTC), "time")
    assert parse_markup_date("2021-04-14", "Europe/Brussels") == (datetime(2021, 4, 14, tzinfo=UTC), "day")


@pytest.mark.parametrize("value", ["", "yesterday", "0001-01-01", "9999-12-31T23:59:59-14:00", "20"])
def test_what_is_no_date_is_none(value: str) -> None:
    assert parse_markup_date(value) is None
