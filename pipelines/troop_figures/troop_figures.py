"""Makes `figure_mentions`, `troop_figures` and `troop_levels`: figures in each article, claims, and levels by month."""

from collections.abc import Iterator
from functools import partial

import dagster as dg
import polars as pl

from pipelines.batches.told import SEARCHED, found_again, versions_of
from pipelines.corrections.apply import apply_corrections
from pipelines.mentions import narrowly_dated
from pipelines.steps import step
from pipelines.storage import Tables
from pipelines.troop_figures.levels import troop_levels
from pipelines.troop_figures.same_figure import group_figures

ARTICLE = ["article_id", "source", "outlet", "url", "title", "published_at", "published_earliest", "published_latest", "text"]
"""Columns of an article that figures hang on."""


@step(
    "read_figures",
    {
        "figure_mentions": [SEARCHED, "articles", "quote_mentions", "corrections"],
        "troop_figures": ["figure_mentions", "articles", "reports", "corrections"],
        "troop_levels": ["troop_figures", "figure_mentions", "reports"],
    },
    rules=["pipelines.corrections.apply", "pipelines.troop_figures.same_figure", "pipelines.troop_figures.levels"],
    facts=partial(versions_of, parts=("figure_mentions", "quote_mentions")),
)
def troop_figures(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Takes the force figures of each article, groups those that are one claim, and lays claims side by side.

    What its outlet took back stays a claim, but is laid beside nothing."""
    articles, reports = narrowly_dated(tables.read("articles", ARTICLE)), tables.read("reports")
    found = found_again(tables, "figure_mentions", articles)
    fixed = apply_corrections("figure_mentions", found, tables.read("corrections"), tables.scan("articles"))
    mentions, claims = group_figures(fixed.mentions, articles, reports, fixed.before, tables.build / "groups")
    yield tables.write("figure_mentions", mentions)
    yield tables.write("troop_figures", claims)
    standing = mentions.filter(pl.col("retracted_by").is_null())
    yield tables.write("troop_levels", troop_levels(claims.filter(~pl.col("retracted")), standing, reports))
