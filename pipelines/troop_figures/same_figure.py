"""When two figures are the same claim. Knows nothing of Dagster.

One claim: the same force, family of measure, number and place, told for times that meet. Where the force is not known, only copies
of one report can tell the same; where place or time is not told, a mention joins the only claim that it can be.
"""

from pathlib import Path

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from pipelines.code import code_version
from pipelines.counts import count_sources
from pipelines.ids import row_id
from pipelines.memory import Memory
from pipelines.troop_figures.conflicts import facts_and_conflicts
from pipelines.troop_figures.history import STRUCT, histories
from pipelines.troop_figures.history_fixes import fix_entries
from pipelines.troop_figures.retractions_across import take_back
from pipelines.troop_figures.voices import with_number

QUALIFIERS = ["exact", "at_least", "up_to", "more_than", "less_than", "about", "range", "vague"]
"""From the most exact to the least."""
CASUALTIES = ["killed", "wounded", "captured", "surrendered", "missing", "released"]
STRENGTHS = ["present", "deployed", "authorised"]
LASTING_DAYS, PASSING_DAYS, SUDDEN_DAYS = 62, 31, 3
"""Days that may lie between two reports of one strength, of one movement or plan, and of one loss."""
ORDER = ["published_latest", "article_id", "char_start", "mention_id"]
KEY = ["force", "family", "amount"]
PolarsType = DataType | DataTypeClass
SCHEMA: dict[str, PolarsType] = {
    "figure_id": pl.String,
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
    "deadline": pl.Date,
    "claimed_by": pl.List(pl.String),
    "phrases": pl.List(pl.String),
    "part_of": pl.List(pl.String),
    "excludes": pl.List(pl.String),
    "fact_id": pl.String,
    "conflict_id": pl.String,
    "retracted": pl.Boolean,
    "history": pl.List(STRUCT),
    "n_mentions": pl.Int64,
    "n_articles": pl.Int64,
    "n_reports": pl.Int64,
    "n_origins": pl.Int64,
    "single_source": pl.Boolean,
}


def group_figures(
    mentions: pl.DataFrame, articles: pl.DataFrame, reports: pl.DataFrame, fixed: pl.DataFrame | None = None, memory: Path | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of `figure_mentions` with `figure_id`, and rows of `troop_figures`; the order of the input does not matter.

    A claim whose mentions have all been taken back stays, as `retracted`, and conflicts with nothing.

    Args:
        mentions: rows of `figure_mentions` but for `figure_id`; `part_of` and `excludes` hold mention ids.
        articles: rows of `articles`: article_id and published_latest are read, and what tells a later print of an article.
        reports: rows of `reports`: which articles are copies of one another.
        fixed: mentions as they were before a human changed or dropped them (pipelines/corrections/apply.py).
        memory: a folder that keeps what was worked out for the next time; it changes no row.
    """
    given = mentions.drop("figure_id", strict=False)
    if given.is_empty():
        return given.with_columns(figure_id=pl.lit(None, pl.String)), pl.DataFrame(schema=SCHEMA)
    kept = Memory(memory, code_version("pipelines.troop_figures.later_prints") if memory else "")
    given, stages = take_back(given, articles, reports, kept)
    marked = _mark(given, articles, reports)
    grouped = _name(_chain(_place(marked)))
    ids = grouped.select("mention_id", "figure_id")
    claims = _claims(grouped).join(count_sources(grouped, reports, "figure_id"), on="figure_id")
    for relation in ("part_of", "excludes"):
        claims = claims.join(_lift(given, ids, relation), on="figure_id", how="left").with_columns(
            pl.col(relation).fill_null(pl.lit([], pl.List(pl.String)))
        )
    standing = grouped.filter(pl.col("retracted_by").is_null())
    claims = claims.join(facts_and_conflicts(claims, standing), on="figure_id", how="left")
    by_hand = [] if fixed is None or fixed.is_empty() else fix_entries(_mark(fixed, articles, reports), grouped)
    claims = claims.join(histories(grouped, claims, articles, stages, by_hand), on="figure_id")
    figures = claims.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()).sort("figure_id")
    return given.join(ids, on="mention_id"), figures


def _mark(mentions: pl.DataFrame, articles: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Adds what decides on sameness: force, family of the measure, amount; and when the article was published."""
    joined = mentions.join(articles.select("article_id", "published_latest"), on="article_id", how="left").join(
        reports.select("article_id", "report_id"), on="article_id", how="left"
    )
    report = pl.coalesce("report_id", "article_id")
    amount = pl.concat_str(pl.col("value", "low", "high").cast(pl.String).fill_null(""), separator="/")
    formations = pl.concat_str(pl.col("formations").cast(pl.String), pl.lit(" "), "unit")
    unnumbered = pl.all_horizontal(pl.col("value", "low", "high", "formations").is_null())
    unit = pl.col("unit").fill_null("")
    # what is to be there, or is denied, is another claim than what is there
    to_come = pl.col("measure").is_in(STRENGTHS) & pl.col("status").is_in(["planned", "announced", "hypothetical"])
    kind = pl.when(pl.col("status") == "denied").then(pl.lit(" denied")).when(to_come).then(pl.lit(" planned")).otherwise(pl.lit(""))
    return joined.with_columns(
        force=pl.when(pl.col("force_id").is_null()).then(pl.concat_str(pl.lit("?"), report, unit)).otherwise("force_id"),
        family=pl.when(pl.col("measure") == "deployed").then(pl.lit("present")).otherwise("measure") + kind,
        amount=pl.when(unnumbered)
        .then(pl.concat_str(pl.lit("?"), report, unit))
        .when(pl.col("formations").is_not_null())
        .then(formations)
        .when(pl.col("value").is_not_null())
        .then(pl.col("value").cast(pl.String))
        .otherwise(amount),
        near=pl.when(pl.col("measure").is_in(CASUALTIES))
        .then(SUDDEN_DAYS)
        .when(pl.col("measure").is_in(STRENGTHS))
        .then(LASTING_DAYS)
        .otherwise(PASSING_DAYS),
    )


def _place(marked: pl.DataFrame) -> pl.DataFrame:
    """Adds `where`: a mention without a place is put with the only place that others of its force, measure and amount have."""
    only = marked.filter(pl.col("place_id").is_not_null()).group_by(KEY).agg(n=pl.col("place_id").n_unique(), only=pl.col("place_id").min())
    only = only.filter(pl.col("n") == 1).select(*KEY, "only")
    return marked.join(only, on=KEY, how="left").with_columns(where=pl.coalesce("place_id", "only").fill_null(""))


def _chain(placed: pl.DataFrame) -> pl.DataFrame:
    """Adds `start`, `end`, `key`, a number for KEY and `where`, and `link`, which counts up where a gap in time cuts mentions of one key.

    Undated ones join where there is but one link.
    """
    start, end = pl.coalesce("as_of_earliest", "as_of_latest"), pl.coalesce("as_of_latest", "as_of_earliest")
    spans = with_number(placed.with_columns(start=start, end=end), "key", [*KEY, "where"])
    dated = spans.filter(pl.col("start").is_not_null()).select("mention_id", "key", "start", "end", "near").sort("key", "start", "end")
    reached = pl.col("end").cum_max().shift(1).over("key")
    cut = (pl.col("start") - reached).dt.total_days() > pl.col("near")
    links = dated.select("mention_id", "key", link=cut.fill_null(value=False).cast(pl.Int64).cum_sum().over("key"))
    single = links.group_by("key").agg(first=pl.col("link").max()).filter(pl.col("first") == 0)
    linked = spans.join(links.drop("key"), on="mention_id", how="left").join(single, on="key", how="left")
    return linked.with_columns(link=pl.coalesce("link", "first", pl.lit(-1))).drop("first")


def _name(chained: pl.DataFrame) -> pl.DataFrame:
    """Adds `figure_id`, from the mention of each claim that was published first."""
    ordered = chained.sort(ORDER, nulls_last=True)
    founders = ordered.group_by("key", "link", maintain_order=True).agg(founder=pl.col("mention_id").first())
    named = founders.with_columns(figure_id=pl.Series([row_id("fig", founder) for founder in founders["founder"]], dtype=pl.String))
    return ordered.join(named.drop("founder"), on=["key", "link"], maintain_order="left")


def _claims(grouped: pl.DataFrame) -> pl.DataFrame:
    """One row a claim, but for counts and relations. `grouped` is in the order of publication.

    A note that takes a figure back names it and says nothing of it: such mentions count only where a claim has no other.
    """
    named = pl.col("retracted_by").eq_missing(pl.col("article_id"))
    grouped = grouped.filter(~named | named.all().over("figure_id"))

    def bound(name: str, least: pl.Expr) -> pl.Expr:
        return pl.when(pl.col(name).is_null().any()).then(None).otherwise(least)

    def commonest(name: str) -> pl.Expr:
        return pl.col(name).drop_nulls().mode().sort().first()

    rank = pl.col("qualifier").replace_strict(QUALIFIERS, list(range(len(QUALIFIERS))), return_dtype=pl.Int64).max()
    return grouped.group_by("figure_id", maintain_order=True).agg(
        pl.col("force_id").first(),
        pl.col("force_name").drop_nulls().first(),
        commonest("unit").alias("unit"),
        pl.col("value").first(),
        bound("low", pl.col("low").min()).alias("low"),
        bound("high", pl.col("high").max()).alias("high"),
        pl.col("formations").first(),
        rank.replace_strict(list(range(len(QUALIFIERS))), QUALIFIERS, return_dtype=pl.String).alias("qualifier"),
        commonest("measure").alias("measure"),
        pl.col("status").last(),
        pl.col("place_id").drop_nulls().first(),
        pl.col("place_name").drop_nulls().first(),
        as_of_earliest=pl.col("start").min(),
        as_of_latest=pl.col("end").max(),
        deadline=pl.col("deadline").drop_nulls().last(),
        claimed_by=pl.col("claimed_by").drop_nulls().unique().sort(),
        phrases=pl.col("surface").unique().sort(),
        retracted=pl.col("retracted_by").is_not_null().all(),
    )


def _lift(mentions: pl.DataFrame, ids: pl.DataFrame, relation: str) -> pl.DataFrame:
    """`figure_id` and the figures that its mentions are in that relation to, sorted."""
    pairs = mentions.select("mention_id", other=pl.col(relation)).explode("other").drop_nulls("other").join(ids, on="mention_id")
    others = ids.select(other="mention_id", other_figure="figure_id")
    lifted = pairs.join(others, on="other").filter(pl.col("figure_id") != pl.col("other_figure"))
    return lifted.group_by("figure_id").agg(pl.col("other_figure").unique().sort().alias(relation))
