"""Columns that several tables share: their types, descriptions and units, said once.

What a single table adds stands in `checks/<table>.py`. How columns are filled stands in `pipelines/`.
"""

from typing import Annotated, Any

import pandera.polars as pa
import polars as pl

Strings = Annotated[pl.List, pl.String()]
Utc = Annotated[pl.Datetime, "us", "UTC"]
BUILD_ONLY = "build_only"  # metadata of a column that never leaves a build, because it holds words of an article
WITHHELD = "withheld"  # metadata of a column that is null in some rows of a release for the same reason

ORIGINS = (
    "origins (a wire and all that was taken from it count once). A mention goes back to whom its sentence credits (credited_to), else to "
    "whom its report credits for the same elsewhere, else to the origin of its report, else to the report itself: reports that all print "
    "what AFP was told have one origin, and a report that credits Reuters and AFP for the same has two"
)


class Table(pa.DataFrameModel):
    """Every table: just the columns that are named, with a description each."""

    class Config:
        strict = True


def column(
    description: str, *, unit: str | None = None, nullable: bool = False, build_only: bool = False, withheld: bool = False, **checks: Any
) -> Any:
    """A described column; `unit` as it should be read by people.

    `build_only` columns hold article text, `withheld` ones do in some rows.
    """
    metadata = {"unit": unit, BUILD_ONLY: build_only, WITHHELD: withheld}
    return pa.Field(description=description, nullable=nullable, metadata=metadata, **checks)


def key(of: str, prefix: str | None = None) -> Any:
    """The primary key of a table."""
    form = rf"^{prefix}_[0-9a-f]{{12,16}}$" if prefix else None
    return column(f"key of the {of}, the same on every machine and in every order of input", unique=True, str_matches=form)


def link(to: str, *, nullable: bool = False) -> Any:
    """A foreign key to the table or thing named."""
    return column(f"key into {to}", nullable=nullable)


def count(of: str, at_least: int = 1) -> Any:
    """A number of things."""
    return column(f"number of {of}", unit=of.split(" ")[0], ge=at_least)


def offset(description: str, *, nullable: bool = False) -> Any:
    """A position in an article's canonical text."""
    return column(description, unit="Unicode code points", nullable=nullable, ge=0)


def one_of(description: str, values: list[str], *, nullable: bool = False) -> Any:
    """A code from a closed list; the list is part of the description."""
    return column(f"{description}: {' | '.join(values)}", nullable=nullable, isin=values)


def day(description: str) -> Any:
    """A calendar day, null where the text does not tell."""
    return column(description, unit="date", nullable=True)


class Mention(Table):
    """What the three mention tables share: where it stands and which rule read it."""

    mention_id: str = key("mention", "men")
    article_id: str = link("articles")
    char_start: int = offset("first character in the canonical text of the article")
    char_end: int = offset("one past the last character")
    surface: str = column("the words themselves: text[char_start:char_end]", str_length={"min_value": 1})
    rule: str = column("name of the rule that read the mention")
    credited_to: str = column("agency or outlet that its sentence credits for it, by name: told AFP, Press TV wrote", nullable=True)


class Consolidated(Table):
    """What the rows of the record share: how many mentions stand behind them, and how independent these are."""

    n_mentions: int = count("mentions")
    n_articles: int = count("articles")
    n_reports: int = count("reports that are no copies of one another")
    n_origins: int = count(ORIGINS)
    single_source: bool = column("whether all of it goes back to one origin, however many print it: n_origins is 1")
