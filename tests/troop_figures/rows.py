"""Small tables for the tests of consolidation: mentions, articles and reports, all made up."""

from datetime import date
from typing import Any

import polars as pl
from polars.datatypes import DataType, DataTypeClass

MENTION: dict[str, DataType | DataTypeClass] = {
    "mention_id": pl.String,
    "article_id": pl.String,
    "char_start": pl.Int64,
    "char_end": pl.Int64,
    "surface": pl.String,
    "rule": pl.String,
    "force_id": pl.String,
    "force_name": pl.String,
    "unit": pl.String,
    "value": pl.Int64,
    "low": pl.Int64,
    "high": pl.Int64,
    "formations": pl.Int64,
    "qualifier": pl.String,
    "measure": pl.String,
    "status": pl.String,
    "place_id": pl.String,
    "place_name": pl.String,
    "as_of_earliest": pl.Date,
    "as_of_latest": pl.Date,
    "as_of_basis": pl.String,
    "deadline": pl.Date,
    "claimed_by": pl.String,
    "claimed_by_id": pl.String,
    "part_of": pl.List(pl.String),
    "excludes": pl.List(pl.String),
    "retracted_by": pl.String,
    "corrected_to": pl.String,
}


def mention(name: str, article: str, value: int | None, day: date | None = date(2021, 4, 14), **fields: Any) -> dict[str, Any]:
    """A mention of `value` soldiers of USA in AFG on one day, with what differs."""
    about = fields.get("qualifier") == "about"
    bound = None if about else value
    row = {
        "mention_id": f"men_{name}",
        "article_id": article,
        "char_start": 10,
        "char_end": 20,
        "surface": f"{value:,} troops" if value else "troops",
        "rule": "test",
        "force_id": "USA",
        "unit": "troops",
        "value": value,
        "low": bound,
        "high": bound,
        "formations": None,
        "qualifier": "exact",
        "measure": "present",
        "status": "reported",
        "place_id": "AFG",
        "as_of_earliest": day,
        "as_of_latest": day,
        "as_of_basis": "published",
        "part_of": [],
        "excludes": [],
        **fields,
    }
    row["force_name"] = row["force_id"]
    row["place_name"] = row["place_id"]
    return row


def mentions(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=MENTION)


def articles(**published: date | None) -> pl.DataFrame:
    return pl.DataFrame(
        {"article_id": list(published), "published_latest": list(published.values())},
        schema={"article_id": pl.String, "published_latest": pl.Date},
    )


def reports(**report: str) -> pl.DataFrame:
    schema = {"article_id": pl.String, "report_id": pl.String, "origin": pl.String}
    return pl.DataFrame([(article, name, None) for article, name in report.items()], schema=schema, orient="row")


def prints(*rows: dict[str, Any]) -> pl.DataFrame:
    """Articles with their outlets: `article_id`, `published_latest`, and of outlet, url, title, text what is given."""
    schema: dict[str, DataType | DataTypeClass] = {
        "article_id": pl.String, "published_latest": pl.Date, "published_at": pl.Datetime("us", "UTC"), "outlet": pl.String,
        "url": pl.String, "title": pl.String, "text": pl.String,
    }  # fmt: skip
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)
