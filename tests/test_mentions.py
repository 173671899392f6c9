"""What the extractors are told of the day of an article."""

from datetime import date

import polars as pl
import pytest

from pipelines.mentions import narrowly_dated

MAY = date(2021, 5, 1)


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        (MAY, MAY, True),
        (MAY, date(2021, 6, 1), True),
        (MAY, date(2021, 6, 2), False),
        (date(2021, 1, 26), date(2021, 9, 11), False),
        (None, MAY, True),
        (None, None, True),
    ],
)
def test_a_window_of_more_than_a_month_dates_nothing(first: date | None, last: date | None, kept: bool) -> None:
    days = {"published_earliest": pl.Date, "published_latest": pl.Date}
    found = narrowly_dated(pl.DataFrame([{"published_earliest": first, "published_latest": last}], schema=days))
    assert found.rows() == [(first, last) if kept else (None, None)]
