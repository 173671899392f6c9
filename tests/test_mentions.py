"""Between extractors and tables: what the extractors are told of the day of an article, and whom a mention is credited to."""

from datetime import date

import polars as pl
import pytest

from pipelines.articles.blocks import mark_blocks
from pipelines.mentions import extract_all, narrowly_dated

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


TEXT = (
    "Germany keeps 900 soldiers in Mali, the minister told reporters in Bamako on Tuesday.\n\n"
    "France has sent 2,400 troops to Niger, AFP reported on Tuesday, and a rocket killed four policemen in Gao.\n\n"
    "“All of them, 300 soldiers, will leave in May,” General Ann Lee told the Harbour Herald newspaper.\n\n"
    "“Nobody will leave in May,” General Ann Lee said in Bamako on Tuesday.\n"
)


def test_a_mention_is_credited_to_whom_its_sentence_credits() -> None:
    blocks = [block._asdict() for block in mark_blocks(TEXT)]
    row = {"article_id": "a", "text": TEXT, "blocks": blocks, "published_earliest": MAY, "published_latest": MAY, "dateline_place": None}
    articles = pl.DataFrame([row])
    quotes = extract_all("quote_mentions", articles)
    direct = quotes.filter(pl.col("kind") == "direct")
    assert direct.select("surface", "credited_to").rows() == [
        ("All of them, 300 soldiers, will leave in May,", "Harbour Herald"),
        ("Nobody will leave in May,", None),
    ]
    told = extract_all("figure_mentions", articles, quotes)
    assert told.select("value", "credited_to").rows() == [(900, None), (2400, "AFP"), (4, "AFP"), (300, "Harbour Herald")]
    happened = extract_all("event_mentions", articles, quotes)
    assert set(happened.filter(pl.col("surface").str.contains("rocket"))["credited_to"]) == {"AFP"}
