"""Which armed group a common noun means in a country and a war: the Maoists of Nepal. Standard library only."""

from collections.abc import Container
from datetime import date

from pipelines.reference import rows


def group_called(words: str, country: str, named: Container[str], published: date | None) -> str | None:
    """The group that one of the words means in a country, or in a text that names a place, in the years of a war."""
    for row in rows("group_words"):
        there = row["country"] == country or (":" in row["country"] and row["country"] in named)
        if there and row["word"] in words and _in_years(row, published):
            return row["group"]
    return None


def _in_years(row: dict[str, str], published: date | None) -> bool:
    """Whether a report is of the years of a war; one without a date may be."""
    if not row["from"]:
        return True
    return published is None or int(row["from"]) <= published.year <= int(row["to"])
