"""What a row of `reports` is. How it is made stands in pipelines/reports/reports.py."""

import polars as pl

from checks.columns import Table, column, key, link, one_of

RELATIONS = ["canonical", "verbatim", "near_copy", "excerpt", "rewrite"]

BASES = ["dateline", "byline", "credit", "outlet", "copy", "passages"]


class Reports(Table):
    """Which report an article is a printing of, and which wire it traces to."""

    article_id: str = key("article: one row each", "art")
    report_id: str = column("the set of copies it belongs to", str_matches=r"^rep_[0-9a-f]{12,16}$")
    relation: str = one_of("what it is to the canonical article of its report", RELATIONS)
    canonical_id: str = link("articles: the canonical one, stated earliest, then fullest, then least key")
    similarity: float = column("share of its words that stand in the canonical article", unit="share", ge=0, le=1)
    origin: str = column("the wire that the report traces to, by name; null where nothing tells one, or tells two", nullable=True)
    origin_basis: str = one_of(
        "what tells it: its own dateline, byline or credit line, its outlet, which is the wire; another printing of the report; "
        "or passages that it shares with reports of that wire alone",
        BASES,
        nullable=True,
    )


def one_canonical_each(reports: pl.LazyFrame) -> pl.LazyFrame:
    """Each report has one canonical article, and all its articles name it. Returns the reports where it is not so."""
    sets = reports.group_by("report_id").agg(
        n_canonical=(pl.col("relation") == "canonical").sum(),
        n_named=pl.col("canonical_id").n_unique(),
        canonical_id=pl.col("canonical_id").first(),
        inside=pl.col("canonical_id").first().is_in(pl.col("article_id").implode()).first(),
    )
    return sets.filter((pl.col("n_canonical") != 1) | (pl.col("n_named") != 1) | ~pl.col("inside"))


def one_origin_each(reports: pl.LazyFrame) -> pl.LazyFrame:
    """All printings of a report have one origin, and an origin has a basis. Returns the reports where it is not so."""
    sets = reports.group_by("report_id").agg(
        n_origins=pl.col("origin").n_unique(), unfounded=(pl.col("origin").is_null() != pl.col("origin_basis").is_null()).any()
    )
    return sets.filter((pl.col("n_origins") != 1) | pl.col("unfounded"))
