"""Strengths of one force in one place and month, and plans to withdraw from them, beside one another. Knows nothing of Dagster or files.

Claims that come on top of others count with these: as an interval of persons and of days, see `_claims`.
"""

from math import inf

import polars as pl

from pipelines.troop_figures.claims import ABOUT, GENERAL, MOST_MONTHS, Row, is_part_of_own, with_others
from pipelines.troop_figures.voices import Voices, near_enough, one_gives_both, with_both

SAME_DAYS = 3
"""Strengths told within so many days are of one time: the day a report gives for them is mostly its own."""
LEAVING_DAYS = 31
"""Days that may lie between a strength and a plan to withdraw from it."""
EPOCH_DAYS = 366
"""A plan without a date is held against the strengths of its force and place where these all lie within so many days."""
FEW = 40
"""Up to so many claims of one month are compared each with each, beyond that with the least and the greatest only."""
KEY = ["force_id", "place_id", "month"]
CLAIM = ["least", "most", "first", "last", "part", "rest", "value", "amount", "said"]


def strengths_and_plans(figures: pl.DataFrame, rows: dict[str, Row], voices: Voices) -> pl.DataFrame:
    """Pairs of claims, `one` and `two`, with `one_fact`, whether they tell of one, and `conflict`, whether they cannot both be true.

    Args:
        figures: what `numbered` (voices.py) returns.
        rows: those of them that name others, or are named, by id.
        voices: who tells them.
    """
    claims = _claims(figures, rows)
    monthly = _by_month(claims)
    present, leaving = (monthly.filter(leaves) for leaves in (~pl.col("leaves"), pl.col("leaves")))
    two = _two_strengths(_compared(present), claims, voices)
    return pl.concat([two, _leaving_and_there(_left(present, leaving), claims, voices)])


def _claims(figures: pl.DataFrame, rows: dict[str, Row]) -> pl.DataFrame:
    """Strengths and plans as intervals of persons, `least` to `most`, and of days, `first` to `last`.

    `part` is null for whole forces, the unit for what is mostly a part of one; `rest` says whether others are left out and were added up
    with it; `leaves` whether it is a plan.
    """
    leaves = pl.col("measure") == "to_withdraw"
    strength = pl.col("measure").is_in(["present", "deployed"]) & (pl.col("status") == "reported")
    known = pl.all_horizontal(pl.col("force_id", "place_id", "value").is_not_null()) & ~pl.col("retracted")
    compared = figures.filter(known, strength | (leaves & pl.col("status").is_in(["reported", "announced", "planned"])))
    size, qualifier = pl.col("value").cast(pl.Float64), pl.col("qualifier")
    about, open_below = qualifier == "about", qualifier.is_in(["less_than", "up_to"])
    open_above = qualifier.is_in(["more_than", "at_least", "vague"])
    dated = compared.with_columns(
        least=pl.when(about).then(size * (1 - ABOUT)).when(open_below).then(0.0).otherwise(size),
        most=pl.when(about).then(size * (1 + ABOUT)).when(open_above).then(inf).otherwise(size),
        part=pl.when(~pl.col("unit").is_in(GENERAL)).then("unit"),
        rest=pl.col("excludes").list.len() > 0,
        leaves=leaves,
    ).join(_epochs(compared.filter(~leaves)), on=["force_id", "place_id"], how="left", maintain_order="left")
    undated = pl.any_horizontal(pl.col("as_of_earliest", "as_of_latest").is_null())
    dated = dated.with_columns(
        first=pl.when(undated).then(pl.when(leaves).then("epoch_first")).otherwise("as_of_earliest"),
        last=pl.when(undated).then(pl.when(leaves).then("epoch_last")).otherwise("as_of_latest"),
    )
    own = [figure for figure, row in rows.items() if is_part_of_own(row, rows)]
    summed = {figure: with_others(row, rows) for figure, row in rows.items() if row["excludes"]}
    sums = pl.DataFrame(
        [(figure, float(low), float(high)) for figure, (low, high) in summed.items()],
        schema={"figure_id": pl.String, "least": pl.Float64, "most": pl.Float64},
        orient="row",
    )
    whole = dated.filter(~pl.col("figure_id").is_in(own), pl.col("first").is_not_null())
    return whole.update(sums, on="figure_id").sort("figure")


def _epochs(strengths: pl.DataFrame) -> pl.DataFrame:
    """The days that the strengths of a force in a place lie in, where that is one time and not several."""
    dated = strengths.filter(pl.all_horizontal(pl.col("as_of_earliest", "as_of_latest").is_not_null()))
    spans = dated.group_by("force_id", "place_id").agg(epoch_first=pl.col("as_of_earliest").min(), epoch_last=pl.col("as_of_latest").max())
    return spans.filter((pl.col("epoch_last") - pl.col("epoch_first")).dt.total_days() <= EPOCH_DAYS)


def _by_month(claims: pl.DataFrame) -> pl.DataFrame:
    """KEY and the claims of each month; a claim stands in each that it can be of, three years of them at most."""
    gap = pl.duration(days=pl.when("leaves").then(LEAVING_DAYS).otherwise(SAME_DAYS))
    start, end = (day.dt.year() * 12 + day.dt.month().cast(pl.Int32) - 1 for day in (pl.col("first") - gap, pl.col("last") + gap))
    months = pl.int_ranges(start, pl.min_horizontal(end, start + MOST_MONTHS) + 1)
    told = claims.select("figure", "leaves", "least", "most", *KEY[:2], month=months)
    return with_key(told.explode("month").drop_nulls("month"))


def with_key(monthly: pl.DataFrame) -> pl.DataFrame:
    """KEY as one number, `key`."""
    groups = monthly.select(KEY).unique().with_row_index("key")
    return monthly.join(groups, on=KEY).drop(KEY)


def _compared(present: pl.DataFrame) -> pl.DataFrame:
    """All pairs of few claims; of many, each with the one of least and the one of greatest size, so that cost stays in proportion."""
    sized = present.with_columns(n=pl.len().over("key"))
    few, many = sized.filter(pl.col("n") <= FEW).select("key", "figure"), sized.filter(pl.col("n") > FEW)
    each = few.join(few, on="key", suffix="_two")
    least, greatest = many.sort("most", "figure"), many.sort("least", "figure", descending=[True, False])
    extremes = pl.concat(
        [ordered.unique("key", keep="first", maintain_order=True).select("key", "figure") for ordered in (least, greatest)]
    )
    with_extremes = many.select("key", "figure").join(extremes, on="key", suffix="_two").filter(pl.col("figure") != pl.col("figure_two"))
    pairs = pl.concat([each.filter(pl.col("figure") < pl.col("figure_two")), with_extremes])
    return _ordered(pairs.select("figure", "figure_two"))


def _ordered(pairs: pl.DataFrame) -> pl.DataFrame:
    """Each pair once, as `one` and `two`."""
    one, two = pairs.columns
    return pairs.select(one=pl.min_horizontal(one, two), two=pl.max_horizontal(one, two)).unique()


def _two_strengths(pairs: pl.DataFrame, claims: pl.DataFrame, voices: Voices) -> pl.DataFrame:
    """One fact, where both count the same members: 500 marines among 3,000 soldiers are another fact, 5,000 cannot be true."""
    both = with_both(pairs, claims, *CLAIM).filter(_meet(SAME_DAYS))
    both = both.with_columns(disjoint=(pl.col("least") > pl.col("most_two")) | (pl.col("least_two") > pl.col("most")))
    both = both.filter(~pl.col("disjoint") | ~one_gives_both(both, voices))
    alike = pl.col("part").eq_missing(pl.col("part_two"))
    same = both.filter(alike)
    near = near_enough(same, voices)
    one_fact = (pl.col("rest") == pl.col("rest_two")) & (~pl.col("disjoint") | near)
    # more of a part than there are of the whole
    above = (pl.col("part").is_not_null() & pl.col("part_two").is_null() & (pl.col("least") > pl.col("most_two"))) | (
        pl.col("part").is_null() & pl.col("part_two").is_not_null() & (pl.col("least_two") > pl.col("most"))
    )
    parts = both.filter(~alike & above)
    return pl.concat(
        [
            same.select("one", "two", one_fact=one_fact, conflict="disjoint"),
            parts.select("one", "two", one_fact=pl.lit(value=True), conflict=pl.lit(value=True)),
        ]
    )


def _left(present: pl.DataFrame, leaving: pl.DataFrame) -> pl.DataFrame:
    """Pairs of plans and strengths; of many strengths the least only."""
    sizes = present.group_by("key").len("there").join(leaving.group_by("key").len("plans"), on="key")
    many = sizes.filter(pl.col("there") * pl.col("plans") > FEW * FEW).select("key")
    least = present.join(many, on="key", how="semi").sort("most", "figure").unique("key", keep="first", maintain_order=True)
    there = pl.concat([present.join(many, on="key", how="anti"), least])
    return leaving.select("key", one="figure").join(there.select("key", two="figure"), on="key").select("one", "two").unique()


def _leaving_and_there(pairs: pl.DataFrame, claims: pl.DataFrame, voices: Voices) -> pl.DataFrame:
    """A plan to withdraw a whole force tells how many are there; more to withdraw than are there is a conflict. `one` is the plan."""
    both = with_both(pairs, claims, *CLAIM).filter(
        _meet(LEAVING_DAYS),
        ~pl.col("rest_two"),
        pl.col("part").eq_missing(pl.col("part_two")),
        pl.col("most") >= pl.col("least_two") * (1 - ABOUT),
    )
    both = both.filter(~one_gives_both(both, voices))
    return both.select("one", "two", one_fact=near_enough(both, voices), conflict=pl.col("least") > pl.col("most_two"))


def _meet(days: int) -> pl.Expr:
    """Whether the days of two claims meet, or nearly."""
    gap = pl.duration(days=days)
    return (pl.col("first") <= pl.col("last_two") + gap) & (pl.col("first_two") <= pl.col("last") + gap)
