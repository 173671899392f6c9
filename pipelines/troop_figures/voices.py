"""Who gives which numbers, and which two numbers may be told of one thing. Knows nothing of Dagster or files.

Claims are numbered in the order of their ids. Pairs of claims are tables of `one` and `two`, and are judged all at once: what Python would
look at one after the other, Polars joins.
"""

from typing import NamedTuple

import polars as pl

HELD = frozenset({"captured", "surrendered", "missing", "released"})
LOSSES = frozenset({"killed", "wounded"})
DIFFER, DIFFER_WITHIN = 3, 2
"""By how much numbers that are told of one thing may differ in several reports, and in one."""


class Voices(NamedTuple):
    """Who tells the claims: sets as tables of whose it is and what is in it, each row once."""

    articles: pl.DataFrame
    """`figure`, `article`: the articles that tell each claim, as `article_id`."""
    sources: pl.DataFrame
    """`figure`, `source`: the articles with who says so in them, as a number for both."""
    sayers: pl.DataFrame
    """`said`, `source`: who gives each number of each force."""


def numbered(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims in the order of their ids, with `figure`, which counts from 0, `amount`, `class` and `said`.

    `amount` is what is said to be the number, null where there is none; `class` is what may be told of one number in different words: who
    is there may come, leave or have left; `said` is a number for force, class and amount.
    """
    measure = pl.col("measure")
    is_told = pl.any_horizontal(pl.col("low", "high").is_not_null())
    found = claims.sort("figure_id").with_row_index("figure")
    found = found.with_columns(
        amount=pl.when(pl.col("formations").is_not_null())
        .then(_joined("formations", "unit"))
        .when(pl.col("value").is_not_null())
        .then(pl.col("value").cast(pl.String))
        .when(is_told)
        .then(_joined("low", "high")),
        **{"class": pl.when(measure.is_in(LOSSES)).then(measure).when(measure.is_in(HELD)).then(pl.lit("held")).otherwise(pl.lit("there"))},
    )
    return with_number(found, "said", ["force_id", "class", "amount"])


def _joined(*names: str) -> pl.Expr:
    return pl.concat_str(pl.col(names).cast(pl.String).fill_null(""), separator="/")


def with_number(table: pl.DataFrame, name: str, by: list[str]) -> pl.DataFrame:
    """The table with a column of numbers, equal where the columns `by` are."""
    groups = table.select(by).unique().with_row_index(name)
    return table.join(groups, on=by, how="left", nulls_equal=True, maintain_order="left")


def voices_of(figures: pl.DataFrame, mentions: pl.DataFrame) -> Voices:
    """Who tells the claims.

    Args:
        figures: what `numbered` returns.
        mentions: figure_id, article_id and claimed_by.
    """
    told = mentions.select("figure_id", article="article_id", claimant=pl.col("claimed_by").fill_null(""))
    told = with_number(told, "source", ["article", "claimant"]).join(figures.select("figure_id", "figure", "said"), on="figure_id")
    return Voices(
        told.select("figure", "article").unique(), told.select("figure", "source").unique(), told.select("said", "source").unique()
    )


def share(pairs: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame) -> pl.Series:
    """For each pair, whether the set of its first column in `left` and that of its second in `right` have something in common.

    Only what is in the smaller set is looked for in the other, so that a claim of a thousand articles costs no more than what it is set
    beside.

    Args:
        pairs: two columns.
        left, right: sets, as tables of whose each is and what is in it.
    """
    both = pairs.rename(dict(zip(pairs.columns, ("one", "two"), strict=True))).with_row_index("pair")
    mine, yours = (table.rename(dict(zip(table.columns, (end, "item"), strict=True))) for table, end in ((left, "one"), (right, "two")))
    sized = both.join(mine.group_by("one").len("mine"), on="one").join(yours.group_by("two").len("yours"), on="two")
    is_smaller = pl.col("mine") <= pl.col("yours")
    found = (
        sized.filter(is_smaller).select("pair", "one", "two").join(mine, on="one").join(yours, on=["two", "item"], how="semi"),
        sized.filter(~is_smaller).select("pair", "one", "two").join(yours, on="two").join(mine, on=["one", "item"], how="semi"),
    )
    return both["pair"].is_in(pl.concat([part["pair"] for part in found]).unique().implode())


def in_one_article(pairs: pl.DataFrame, voices: Voices) -> pl.Series:
    """For each pair, whether one article tells both claims."""
    return share(pairs.select("one", "two"), voices.articles, voices.articles)


def one_gives_both(pairs: pl.DataFrame, voices: Voices) -> pl.Series:
    """For each pair, whether one voice gives both numbers in one article.

    Then they are of two things, even if another report tells but one of them.

    `pairs`: `one`, `two`, and `amount` and `said` of both, those of the second as `amount_two` and `said_two`.
    """
    heard = share(pairs.select("one", "said_two"), voices.sources, voices.sayers) | share(
        pairs.select("two", "said"), voices.sources, voices.sayers
    )
    return heard & pairs["amount"].ne_missing(pairs["amount_two"])


def near_enough(pairs: pl.DataFrame, voices: Voices) -> pl.Series:
    """For each pair, whether its numbers, `value` and `value_two`, are near enough to be told of one thing."""
    small, large = pl.min_horizontal("value", "value_two"), pl.max_horizontal("value", "value_two")
    least = pl.when(in_one_article(pairs, voices)).then(DIFFER_WITHIN).otherwise(DIFFER)
    return pairs.select(large <= small * least).to_series()


def with_both(pairs: pl.DataFrame, figures: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Pairs with columns of both claims, those of the second as `*_two`."""
    wanted = figures.select("figure", *columns)
    return pairs.join(wanted, left_on="one", right_on="figure", maintain_order="left").join(
        wanted, left_on="two", right_on="figure", suffix="_two", maintain_order="left"
    )
