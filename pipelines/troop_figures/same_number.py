"""Which claims of several reports tell of one fact by their number, where force, measure, place and day allow it.

Reports of one story take a number from one source, but say of it what they like: that so many are there, are to leave, or have left.
Knows nothing of Dagster or files.
"""

import polars as pl

from pipelines import reference
from pipelines.text.known import acts_for, entities
from pipelines.troop_figures.voices import Voices, in_one_article, near_enough, one_gives_both, share, with_both, with_number

STORY_DAYS, THERE_DAYS, LOSS_DAYS, TOLL_DAYS = 150, 62, 7, 3
"""Days that may lie between two reports of one number in one story, in any, of one number lost, and of two tolls."""
FEW = 40
"""Up to so many claims of one number are compared each with each, beyond that each with the next."""
SHARED = 2
"""Numbers of one force that two reports have in common when they tell one story."""
FEWEST, SIZABLE_LOSS = 10, 20
KINDS = {row["unit"]: "group" if row["kind"] in ("group", "leader", "suspect") else "" for row in reference.rows("force_units")}
SEVERAL = "several"
"""Stands for the force of a claim that may be of several."""
COMPARED = ["value", "amount", "said", "class", "force", "country", "town", "kind", "start", "end"]
PAIR = {"one": pl.UInt32, "two": pl.UInt32}


def told_alike(figures: pl.DataFrame, voices: Voices) -> pl.DataFrame:
    """Pairs of claims that are one fact, as `one` and `two`: one number of one force, or two tolls of one loss.

    Args:
        figures: what `numbered` (voices.py) returns.
        voices: who tells them; claims that nobody tells are compared with none.
    """
    told = _told(figures).join(voices.articles, on="figure", how="semi", maintain_order="left")
    kin = _kin(told, voices)
    alike = _of_one_force(_of_one_number(told, figures, voices, kin), told)
    return pl.concat([alike.select("one", "two"), _tolls(told, voices, kin).select("one", "two")])


def _told(figures: pl.DataFrame) -> pl.DataFrame:
    """Claims with what they are compared by.

    `force` is whom a force fights for; `country` that of a place, null for regions of several; `town` a place that is no country; `kind`
    whether a unit is one of states or of armed groups; `start` and `end` the days, both null where none is told.
    """
    sides = {force: acts_for(force) for force in figures["force_id"].drop_nulls().unique()}
    countries = {place: entity.iso3 or None for place in figures["place_id"].drop_nulls().unique() if (entity := entities().get(place))}
    return figures.with_columns(
        force=_named("force_id", sides),
        country=_named("place_id", countries),
        kind=pl.col("unit").replace_strict(KINDS, default="", return_dtype=pl.String),
        start=pl.coalesce("as_of_earliest", "as_of_latest"),
        end=pl.coalesce("as_of_latest", "as_of_earliest"),
    ).with_columns(town=pl.when(pl.col("place_id").ne_missing(pl.col("country"))).then("place_id"))


def _named(column: str, names: dict[str, str] | dict[str, str | None]) -> pl.Expr:
    return pl.col(column).replace_strict(list(names), list(names.values()), default=None, return_dtype=pl.String)


def _of_one_number(told: pl.DataFrame, figures: pl.DataFrame, voices: Voices, kin: pl.DataFrame) -> pl.DataFrame:
    """Pairs with COMPARED of both that give one number of one force, or of nobody knows which."""
    have = told.filter(pl.col("amount").is_not_null())
    ordered = with_number(have, "group", ["amount", "class"]).sort(pl.col("force_id").fill_null(""), "as_of_earliest", "figure")
    # what comes on top of another is no second report of it: "another 3,000"
    pairs = _without_others_on_top(_compared(ordered), figures)
    known = pl.any_horizontal(pl.col("force", "force_two").is_not_null())
    open_force = pl.any_horizontal(pl.col("force", "force_two").is_null())
    both = with_both(pairs, told, *COMPARED).filter(_may_be_one("force"), _near(STORY_DAYS, undated=known))
    both = both.with_columns(close=_tell_one_story(both, voices, kin))
    sizable = pl.col("value").fill_null(0) >= FEWEST
    days = pl.when("close").then(STORY_DAYS).when(pl.col("class") == "there").then(THERE_DAYS).otherwise(LOSS_DAYS)
    both = both.filter(
        ~open_force | ((sizable | pl.col("close")) & (pl.col("kind") == pl.col("kind_two"))),
        _near(days, undated=known),
        _one_place() | pl.col("close"),
    )
    return both.filter(both.select(_one_place()).to_series() | ~in_one_article(both, voices))


def _without_others_on_top(pairs: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Pairs of which neither claim excludes the other."""
    numbers = figures.select("figure_id", two="figure")
    named = figures.filter(pl.col("excludes").list.len() > 0).select(one="figure", figure_id="excludes").explode("figure_id")
    beside = named.join(numbers, on="figure_id").select("one", "two")
    return pairs.join(beside, on=["one", "two"], how="anti").join(beside, left_on=["one", "two"], right_on=["two", "one"], how="anti")


def _of_one_force(pairs: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Puts claims without a force with the one of which most others are: through them several forces would become one."""
    ends = [
        pairs.select(mine=mine, force=f"force{suffix}", other=f"force{other}")
        for mine, suffix, other in (("one", "", "_two"), ("two", "_two", ""))
    ]
    counts = pl.concat(ends).filter(pl.col("force").is_null(), pl.col("other").is_not_null()).group_by("mine", "other").len()
    most = counts.filter(pl.col("len") == pl.col("len").max().over("mine"))
    chosen = most.group_by("mine").agg(chosen=pl.when(pl.len() > 1).then(pl.lit(SEVERAL)).otherwise(pl.col("other").first()))
    forces = told.select("figure", "force").join(chosen, left_on="figure", right_on="mine", how="left")
    sides = forces.select("figure", side=pl.coalesce("chosen", "force"))
    return with_both(pairs.select("one", "two"), sides, "side").filter(_may_be_one("side"))


def _may_be_one(column: str) -> pl.Expr:
    """Whether something is the same of both, so far as it is told."""
    return pl.col(column).eq(pl.col(f"{column}_two")).fill_null(value=True)


def _compared(ordered: pl.DataFrame) -> pl.DataFrame:
    """Pairs of claims with one `group`: of few each with each, of many each with the next, so that cost stays in proportion."""
    placed = ordered.select("figure", "group").with_row_index("place").with_columns(n=pl.len().over("group"))
    few = placed.filter(pl.col("n") <= FEW).drop("n")
    each = few.join(few, on="group", suffix="_two").filter(pl.col("place") < pl.col("place_two"))
    many = placed.filter(pl.col("n") > FEW).with_columns(figure_two=pl.col("figure").shift(-1).over("group")).drop_nulls("figure_two")
    return pl.concat([part.select(pl.col("figure", "figure_two").cast(pl.UInt32)) for part in (each, many)]).rename(
        {"figure": "one", "figure_two": "two"}
    )


def _one_place() -> pl.Expr:
    """Whether two claims can be of one place; small losses are of another where both name another town."""
    small = (pl.col("class") != "there") & (pl.col("value").fill_null(0) < SIZABLE_LOSS)
    return _may_be_one("country") & (~small | _may_be_one("town"))


def _near(days: int | pl.Expr, *, undated: bool | pl.Expr) -> pl.Expr:
    """Whether the days of two claims lie within so many; what is not dated may be of any that is not either, where `undated` says so."""
    gap = pl.max_horizontal(pl.col("start_two") - pl.col("end"), pl.col("start") - pl.col("end_two")).dt.total_days()
    neither = pl.col("start").is_null() & pl.col("start_two").is_null()
    one_of_them = pl.col("start").is_null() | pl.col("start_two").is_null()
    return pl.when(neither).then(undated).when(one_of_them).then(statement=False).otherwise(gap <= days)


def _kin(told: pl.DataFrame, voices: Voices) -> pl.DataFrame:
    """Pairs of articles, both ways round, that tell one story: they give several of the same numbers for the same forces."""
    sizable = told.filter(pl.col("force").is_not_null(), pl.col("value") >= FEWEST, pl.col("as_of_earliest").is_not_null())
    numbers = with_number(sizable.filter(pl.col("amount").is_not_null()), "number", ["force", "amount", "class"])
    given = numbers.select("figure", "number").join(voices.articles, on="figure").select("number", "article").unique()
    given = given.filter(pl.len().over("number") <= FEW).filter(pl.len().over("article") >= SHARED)
    both = given.join(given, on="number", suffix="_two").filter(pl.col("article") < pl.col("article_two"))
    kin = both.group_by("article", other="article_two").len().filter(pl.col("len") >= SHARED).select("article", "other")
    return pl.concat([kin, kin.select(article="other", other="article")])


def _tell_one_story(pairs: pl.DataFrame, voices: Voices, kin: pl.DataFrame) -> pl.Series:
    """For each pair, whether an article that tells the one is kin to one that tells the other."""
    near = voices.articles.join(kin, on="article").select("figure", "other").unique()
    return share(pairs.select("one", "two"), near, voices.articles)


def _tolls(told: pl.DataFrame, voices: Voices, kin: pl.DataFrame) -> pl.DataFrame:
    """Two tolls of losses of one force in one place within a few days. Where a report names no force, it must tell the same story."""
    known = pl.col("value", "as_of_earliest", "country").is_not_null()
    losses = told.filter(pl.col("class") != "there", pl.all_horizontal(known))
    ordered = with_number(losses, "group", ["country", "class", "kind"]).sort("as_of_earliest", "figure")
    both = with_both(_compared(ordered), told, *COMPARED)
    both = both.filter(_may_be_one("force"), _one_place(), _near(TOLL_DAYS, undated=False))
    of_known = both.select(pl.all_horizontal(pl.col("force", "force_two").is_not_null())).to_series()
    both = both.filter(of_known | _tell_one_story(both, voices, kin))
    both = both.filter(near_enough(both, voices))
    return both.filter(~one_gives_both(both, voices))
