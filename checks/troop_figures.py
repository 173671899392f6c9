"""What a row of `figure_mentions` and of `troop_figures` is. How they are made stands in pipelines/troop_figures/troop_figures.py."""

import polars as pl

from checks.columns import Consolidated, Mention, Strings, Table, column, day, key, link, one_of

QUALIFIERS = ["exact", "about", "more_than", "less_than", "at_least", "up_to", "range", "vague"]
MEASURES = [
    "present", "deployed", "to_deploy", "to_withdraw", "withdrawn", "authorised", "trained", "killed", "wounded", "captured",
    "surrendered", "missing", "released", "other",
]  # fmt: skip
STATUSES = ["reported", "announced", "planned", "denied", "hypothetical"]


class Figure(Table):
    """What a mention and a claim share: how many of whom, where and when, and how sure."""

    force_id: str = link("entities: whose men and women are counted", nullable=True)
    force_name: str = column("the force by name", nullable=True)
    unit: str = column("what is counted: troops, soldiers, personnel, fighters, police", nullable=True)
    value: int = column("the number as printed; null for vague ones such as 'thousands'", unit="persons", nullable=True, ge=0)
    low: int = column("least number the words allow; null where they set no lower bound", unit="persons", nullable=True, ge=0)
    high: int = column("greatest number the words allow; null where they set no upper bound", unit="persons", nullable=True, ge=0)
    qualifier: str = one_of("how exact the words are; of a claim, those of its least exact report", QUALIFIERS)
    measure: str = one_of("what is said of them", MEASURES)
    status: str = one_of("how real it is", STATUSES)
    place_id: str = link("entities: where they are, or are to go or leave", nullable=True)
    place_name: str = column("that place by name", nullable=True)
    as_of_earliest: pl.Date = day("first day that the figure can be of; of a claim, that any report gives it for")
    as_of_latest: pl.Date = day("last such day")
    deadline: pl.Date = day("day by which it is to be done")


class FigureMentions(Figure, Mention):
    """One force figure where one article prints it."""

    figure_id: str = link("troop_figures")
    as_of_basis: str = one_of("what the window of days rests on", ["text", "published", "none"])
    claimed_by: str = column("who says so; null for the reporter's own voice", nullable=True)
    claimed_by_id: str = link("entities", nullable=True)
    part_of: Strings = column("mentions in this article whose whole includes this figure")
    excludes: Strings = column("mentions in this article that this figure comes on top of")


class TroopFigures(Figure, Consolidated):
    """One claim about the size of a force, however many reports make it."""

    figure_id: str = key("claim", "fig")
    claimed_by: Strings = column("who says so, sorted; a report in its own voice adds nobody")
    phrases: Strings = column("the short phrases it was read from, sorted")
    part_of: Strings = column("figures whose whole includes this one")
    excludes: Strings = column("figures that this one comes on top of")
    conflict_id: str = column("shared by claims on one force, place and time that cannot all be true", nullable=True)


def bounds_in_order(troop_figures: pl.DataFrame) -> pl.DataFrame:
    """low <= value <= high, where they are known. Returns the figures where it is not so."""
    low, value, high = pl.col("low"), pl.col("value"), pl.col("high")
    return troop_figures.filter((low > value) | (value > high) | (low > high)).select("figure_id", "low", "value", "high")


def conflicts_have_two_sides(troop_figures: pl.DataFrame) -> pl.DataFrame:
    """Nothing conflicts with itself alone. Returns the figures that do."""
    return troop_figures.filter(pl.col("conflict_id").is_not_null() & (pl.len().over("conflict_id") < 2)).select("figure_id", "conflict_id")
