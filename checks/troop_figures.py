"""What a row of `figure_mentions` and of `troop_figures` is. How they are made stands in pipelines/troop_figures/troop_figures.py."""

from typing import Annotated

import polars as pl

from checks.columns import Consolidated, Mention, Strings, Table, column, day, key, link, one_of

QUALIFIERS = ["exact", "about", "more_than", "less_than", "at_least", "up_to", "range", "vague"]
MEASURES = [
    "present", "deployed", "to_deploy", "to_withdraw", "withdrawn", "authorised", "trained", "killed", "wounded", "captured",
    "surrendered", "missing", "released", "other",
]  # fmt: skip
STATUSES = ["reported", "announced", "planned", "denied", "hypothetical"]

HAPPENINGS = ["first_told", "told_again", "corrected", "retracted", "superseded", "fixed_by_hand"]
ENTRY = (
    "`date` is the day of the report or of the fix, for superseded the day by which both were told; `article_id` the report;"
    " `figure_id` the other claim: what it was corrected to, or what superseded it; `value` the number told, the other claim's for"
    " corrected and superseded, for a fix the one that the rules had read; `note` says it in a line"
)
Entry = pl.Struct(
    {"date": pl.Date, "what": pl.String, "article_id": pl.String, "figure_id": pl.String, "value": pl.Int64, "note": pl.String}
)
History = Annotated[pl.List, Entry]


class Figure(Table):
    """What a mention and a claim share: how many of whom, where and when, and how sure."""

    force_id: str = link("entities: whose men and women are counted", nullable=True)
    force_name: str = column("the force by name", nullable=True)
    unit: str = column("what is counted: troops, soldiers, personnel, fighters, police", nullable=True)
    value: int = column("the number as printed; null for vague ones such as 'thousands'", unit="persons", nullable=True, ge=0)
    low: int = column("least number the words allow; null where they set no lower bound", unit="persons", nullable=True, ge=0)
    high: int = column("greatest number the words allow; null where they set no upper bound", unit="persons", nullable=True, ge=0)
    formations: int = column(
        "battalions, brigades and the like, where these are counted; nothing is said then of persons",
        unit="formations",
        nullable=True,
        ge=1,
    )
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
    retracted_by: str = column(
        "key into articles: the one by which the same outlet took the figure back; null for those that stand", nullable=True
    )
    corrected_to: str = column("key into figure_mentions: the figure that it put in its place", nullable=True)


class TroopFigures(Figure, Consolidated):
    """One claim about the size of a force, however many reports make it."""

    figure_id: str = key("claim", "fig")
    claimed_by: Strings = column("who says so, sorted; a report in its own voice adds nobody")
    phrases: Strings = column("the short phrases it was read from, sorted")
    part_of: Strings = column("figures whose whole includes this one")
    excludes: Strings = column("figures that this one comes on top of")
    fact_id: str = column(
        "shared by claims on one fact, whatever their numbers: how many of one force are in a place at one time, come, leave, or were lost",
        str_matches=r"^fac_[0-9a-f]{12,16}$",
    )
    conflict_id: str = column("shared by claims on one force, place and time that cannot all be true", nullable=True)
    retracted: bool = column(
        "whether every outlet that printed it took it back; the claim stays, but takes no part in conflicts and levels"
    )
    history: History = column(f"what became of it, in the order of time: {' | '.join(HAPPENINGS)}. {ENTRY}")


def bounds_in_order(troop_figures: pl.LazyFrame) -> pl.LazyFrame:
    """low <= value <= high, where they are known. Returns the figures where it is not so."""
    low, value, high = pl.col("low"), pl.col("value"), pl.col("high")
    return troop_figures.filter((low > value) | (value > high) | (low > high)).select("figure_id", "low", "value", "high")


def conflicts_have_two_sides(troop_figures: pl.LazyFrame) -> pl.LazyFrame:
    """Nothing conflicts with itself alone. Returns the figures that do."""
    return troop_figures.filter(pl.col("conflict_id").is_not_null() & (pl.len().over("conflict_id") < 2)).select("figure_id", "conflict_id")


def history_in_order(troop_figures: pl.LazyFrame) -> pl.LazyFrame:
    """A history runs forward in time and names claims that are there; one that was taken back says so. Returns the figures that fail."""
    entries = troop_figures.select("figure_id", "history").explode("history", empty_as_null=False)
    entries = entries.select(pl.col("figure_id").alias("of"), pl.col("history").struct.unnest())
    before = pl.col("date").shift(1).over("of", order_by=pl.int_range(pl.len()))
    backwards = entries.filter((before > pl.col("date")) | ~pl.col("what").is_in(HAPPENINGS)).select(figure_id="of")
    nowhere = entries.drop_nulls("figure_id").join(troop_figures, on="figure_id", how="anti").select(figure_id="of")
    taken = entries.filter(pl.col("what").is_in(["corrected", "retracted"])).select(figure_id="of")
    silent = troop_figures.filter("retracted").join(taken, on="figure_id", how="anti").select("figure_id")
    return pl.concat([backwards, nowhere, silent])


def retractions_link(figure_mentions: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    """A figure is taken back by an article, and corrected to another figure. Returns the mentions for which this is not so."""
    by = figure_mentions.drop_nulls("retracted_by").join(articles, left_on="retracted_by", right_on="article_id", how="anti")
    targets = figure_mentions.select(corrected_to="mention_id")
    to = figure_mentions.drop_nulls("corrected_to").join(targets, on="corrected_to", how="anti")
    alone = figure_mentions.filter(pl.col("corrected_to").is_not_null() & pl.col("retracted_by").is_null())
    return pl.concat([part.select("mention_id", "retracted_by", "corrected_to") for part in (by, to, alone)])
