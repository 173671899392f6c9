"""Forms in which the world's outlets print their dates: the line in, the moment in UTC or the day out."""

from datetime import UTC, date

import pytest

from pipelines.articles.blocks import mark_blocks
from pipelines.articles.moments import parse_markup_date
from pipelines.articles.published import read_publication
from pipelines.text.dates import parse_stated_date
from pipelines.text.stated_dates import order_of_figures, read_figures
from tests.articles.words import BODY, TITLE

# A day, where there is no time or no zone with it; a moment in UTC; or None, where the line states no full date.
FORMS: list[tuple[str, str | None]] = [
    ("14 April 2021, 18:12 BST", "2021-04-14T17:12"),
    ("Published 14 April 2021", "2021-04-14"),
    ("14 Apr 2021 18.12 BST", "2021-04-14T17:12"),
    ("Wed 14 Apr 2021 19.12 BST", "2021-04-14T18:12"),
    ("Wed 14 Apr 2021 19.12 EDT", "2021-04-14T23:12"),
    ("First published on Wed 14 Apr 2021 09.00 BST", "2021-04-14T08:00"),
    ("Last modified on Thu 15 Apr 2021 04.36 BST", "2021-04-15T03:36"),
    ("Published 3:12 PM EDT, April 14, 2021", "2021-04-14T19:12"),
    ("Updated 3:12 PM EST, January 14, 2021", "2021-01-14T20:12"),
    ("Published On 14 Apr 2021", "2021-04-14"),
    ("14 Apr 2021|Updated: 05:32 PM (GMT)", "2021-04-14"),
    ("April 14, 20216:01 PM UTC", "2021-04-14T18:01"),
    ("April 14, 2021 6:01 PM UTC · Updated 2 years ago", "2021-04-14T18:01"),
    ("APRIL 14, 2021 / 6:01 PM / UPDATED 2 YEARS AGO", "2021-04-14"),
    ("Wed Apr 14, 2021 / 6:01 AM EDT", "2021-04-14T10:01"),
    ("Updated 2142 GMT (0542 HKT) April 14, 2021", "2021-04-14T21:42"),
    ("Updated 9:42 PM ET, Wed April 14, 2021", "2021-04-15T01:42"),
    ("Published 5:00 AM EDT, Wed April 14, 2021", "2021-04-14T09:00"),
    ("Published April 14, 2021 07:12pm", "2021-04-14"),
    ("Published April 14, 2021 07:12pm PKT", "2021-04-14T14:12"),
    ("Wednesday, April 14, 2021 - 15:31", "2021-04-14"),
    ("2021-04-14 22:11:05", "2021-04-14"),
    ("Source: Xinhua| 2021-04-14 22:11:05|Editor: huaxia", "2021-04-14"),
    ("April 14, 2021, 6:01 a.m. ET", "2021-04-14T10:01"),
    ("Jan. 14, 2021, 6:01 a.m. ET", "2021-01-14T11:01"),
    ("Published April 14, 2021 Updated Aug. 30, 2021", "2021-04-14"),
    ("14.04.2021", "2021-04-14"),
    ("04/14/2021", "2021-04-14"),
    ("14/04/2021", "2021-04-14"),
    ("04/05/2021", None),
    ("05/05/2021", "2021-05-05"),
    ("14-04-2021 18:10", "2021-04-14"),
    ("14 Apr 2021, 08:12 AM IST", "2021-04-14T02:42"),
    ("Updated: April 14, 2021 8:12:33 am", "2021-04-14"),
    ("Updated - April 14, 2021 08:12 am IST", "2021-04-14T02:42"),
    ("Last Updated: 14th April, 2021 08:12 IST", "2021-04-14T02:42"),
    ("April 14, 2021 08:12 IST", "2021-04-14T02:42"),
    ("2021-04-14T08:12:00+05:30", "2021-04-14T02:42"),
    ("2021-04-14T08:12:00+0530", "2021-04-14T02:42"),
    ("2021-04-14T08:12:00Z", "2021-04-14T08:12"),
    ("2021-04-14T08:12:00.000Z", "2021-04-14T08:12"),
    ("2021-04-14T08:12+02", "2021-04-14T06:12"),
    ("2021-04-14 08:12:00 +0000 UTC", "2021-04-14T08:12"),
    ("Wed, 14 Apr 2021 08:12:00 GMT", "2021-04-14T08:12"),
    ("Wed, 14 Apr 2021 08:12:00 +0200", "2021-04-14T06:12"),
    ("Wed, 14 Apr 2021 08:12:00 -0400", "2021-04-14T12:12"),
    ("Wed Apr 14 08:12:00 UTC 2021", "2021-04-14T08:12"),
    ("Wed Apr 14 08:12:00 +0000 2021", "2021-04-14T08:12"),
    ("Sept. 3, 2021", "2021-09-03"),
    ("Sept 3rd, 2021", "2021-09-03"),
    ("3 Sept. 2021", "2021-09-03"),
    ("3rd September 2021", "2021-09-03"),
    ("the 3rd of September, 2021", "2021-09-03"),
    ("September 3 2021", "2021-09-03"),
    ("Thursday April 15th, 2021", "2021-04-15"),
    ("THURSDAY, APRIL 15, 2021", "2021-04-15"),
    ("Thu, Apr 15, 2021", "2021-04-15"),
    ("Thurs., Apr. 15, 2021 | 9:30 p.m.", "2021-04-15"),
    ("Posted 4 hours ago", None),
    ("Updated 2 days ago", None),
    ("Yesterday at 18:12", None),
    ("18:12 GMT", None),
    ("April 2021", None),
    ("April 14", None),
    ("25 Hamal 1400", None),
    ("Wednesday, 25 Farvardin 1400 - 14 April 2021", "2021-04-14"),
    ("2 Ramadan 1442 / 14 April 2021", "2021-04-14"),
    ("Published: 0140 GMT April 14, 2021", "2021-04-14T01:40"),
    ("Publish Date: 14 April 2021 - 11:20", "2021-04-14"),
    ("April 14, 2021 - 11:20 AM (Asia/Kabul)", "2021-04-14T06:50"),
    ("14 April 2021 18:12 MSK", "2021-04-14T15:12"),
    ("14 April 2021, 18:12 (Moscow time)", "2021-04-14T15:12"),
    ("14 Apr, 18:12", None),
    ("April 14, 2021 at 6:12 p.m. EDT", "2021-04-14T22:12"),
    ("April 14, 2021 at 6:12 PM PDT", "2021-04-15T01:12"),
    ("April 14, 20216:12 PM ET", "2021-04-14T22:12"),
    ("Apr. 14, 2021 6:12 pm ET", "2021-04-14T22:12"),
    ("Updated on: April 14, 2021 / 6:12 PM / CBS News", "2021-04-14"),
    ("Apr 14, 2021, 06:12pm EDT", "2021-04-14T22:12"),
    ("April 14, 2021 18:12 CEST", "2021-04-14T16:12"),
    ("14/04/2021 - 18:12", "2021-04-14"),
    ("Issued on: 14/04/2021 - 18:12", "2021-04-14"),
    ("Date created : 14/04/2021 - 18:12", "2021-04-14"),
    ("14 April 2021 - 06:12PM AEST", "2021-04-14T08:12"),
    ("Posted Wed 14 Apr 2021 at 6:12pm", "2021-04-14"),
    ("2021/04/14 18:12 JST", "2021-04-14T09:12"),
    ("2021.04.14 18:12 KST", "2021-04-14T09:12"),
    ("18:12, April 14, 2021", "2021-04-14"),
    ("18:12 UTC+3, 14 April 2021", "2021-04-14T15:12"),
    ("GMT 18:12, 14 April 2021", "2021-04-14T18:12"),
    ("14 April 2021 | 18:12 GMT+4:30", "2021-04-14T13:42"),
    ("Wednesday 14 April 2021 18:12 GMT", "2021-04-14T18:12"),
    ("14APR2021", "2021-04-14"),
    ("14-Apr-2021", "2021-04-14"),
    ("14-Apr-21", "2021-04-14"),
    ("Apr-14-2021", "2021-04-14"),
    ("April 14th 2021, 6:12:45 pm", "2021-04-14"),
    ("31 April 2021", None),
    ("February 29, 2021", None),
    ("April 14, 2021 12:05 a.m. EDT", "2021-04-14T04:05"),
    ("April 14, 2021 12:05 p.m. EDT", "2021-04-14T16:05"),
    ("April 14, 2021 noon", "2021-04-14"),
    ("Dec. 31, 2020 11:30 p.m. ET", "2021-01-01T04:30"),
    ("Published: 14:22 EDT, 14 April 2021 | Updated: 15:01 EDT, 14 April 2021", "2021-04-14T18:22"),
    ("By Jane Doe   April 14, 2021 6:12 a.m.", "2021-04-14"),
    ("Kabul: 14 Apr 2021", "2021-04-14"),
    ("14 April 2021 AD", "2021-04-14"),
    ("April 14th, 2021 18:12 +04:30", "2021-04-14T13:42"),
    ("14 April 2021 18:12 NZST", "2021-04-14T06:12"),
    ("14 April 2021 18:12 WIB", "2021-04-14T11:12"),
    ("14 April 2021 18:12 SAST", "2021-04-14T16:12"),
    ("14 April 2021 18:12 EEST", "2021-04-14T15:12"),
    ("July 14, 2021, 6:01 p.m. CT", "2021-07-14T23:01"),
]


def printed(moment: object, precision: str) -> str:
    """As the table writes it."""
    return moment.strftime("%Y-%m-%d" if precision == "day" else "%Y-%m-%dT%H:%M")  # type: ignore[attr-defined]


@pytest.mark.parametrize(("line", "stated"), FORMS)
def test_the_date_of_a_line(line: str, stated: str | None) -> None:
    found = parse_stated_date(line)
    assert (printed(found[0].astimezone(UTC), found[1]) if found else None) == stated


@pytest.mark.parametrize(("line", "stated"), FORMS)
def test_the_same_line_under_a_title(line: str, stated: str | None) -> None:
    text = f"{TITLE}\n\n{line}\n\n{BODY}"
    found = read_publication(text, mark_blocks(text))
    assert (printed(found.at, found.precision or "") if found.at else None) == stated
    assert found.basis == ("stated" if stated or found.earliest else "none")


@pytest.mark.parametrize(
    ("value", "stated"),
    [
        ("1618387920", "2021-04-14T08:12"),
        ("1618387920000", "2021-04-14T08:12"),
        ("1618387920.5", "2021-04-14T08:12"),
        ("20210414", "2021-04-14"),
        ("20210414T081200Z", "2021-04-14T08:12"),
        ("2021-04-14T08:12:00+0430", "2021-04-14T03:42"),
        ("2021-04-14T08:12:00+04:30", "2021-04-14T03:42"),
        ("Wed, 14 Apr 2021 08:12:00 +0430", "2021-04-14T03:42"),
        ("4/14/2021 8:12:00 AM", "2021-04-14"),
        ("161838792", None),
        ("99999999999999999999", None),
    ],
)
def test_values_of_metadata(value: str, stated: str | None) -> None:
    found = parse_markup_date(value)
    assert (printed(found[0], found[1]) if found else None) == stated


def test_summer_time_is_that_of_its_year() -> None:
    """The United States changed their clocks in April until 2006, in March since."""
    assert parse_stated_date("March 20, 2006, 6:00 p.m. ET") == parse_stated_date("March 20, 2006, 6:00 p.m. EST")
    assert parse_stated_date("March 20, 2008, 6:00 p.m. ET") == parse_stated_date("March 20, 2008, 6:00 p.m. EDT")


def test_a_zone_that_nobody_knows_leaves_the_day() -> None:
    found = parse_stated_date("April 14, 2021 18:12 (Nowhere/Atlantis)")
    assert found is not None and found[1] == "day"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("14/04/2021", "day"),
        ("04/14/2021", "month"),
        ("03/04/2021", None),
        ("14/04/2021 and 04/14/2021", None),
        ("31/31/2021", None),
        ("", None),
    ],
)
def test_the_order_of_figures(text: str, order: str | None) -> None:
    assert order_of_figures(text) == order


def test_figures_that_can_be_read_in_two_ways() -> None:
    figures = read_figures("Posted 03/04/2021")
    assert figures is not None and (figures.day_first, figures.month_first) == (date(2021, 4, 3), date(2021, 3, 4))
    assert read_figures("14/04/2021") is None and read_figures("04/04/2021") is None
