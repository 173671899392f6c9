"""Makes `figure_mentions`, `troop_figures` and `troop_levels`: figures in each article, claims, and levels by month."""

from collections.abc import Iterator

import dagster as dg
import polars as pl

from checks.troop_figures import FigureMentions
from pipelines.corrections.apply import apply_corrections
from pipelines.mentions import extract_all, narrowly_dated
from pipelines.storage import Tables, asset_spec
from pipelines.troop_figures.extract import figures
from pipelines.troop_figures.levels import troop_levels
from pipelines.troop_figures.same_figure import group_figures


@dg.multi_asset(
    specs=[
        asset_spec("figure_mentions", ["articles", "quote_mentions", "corrections"]),
        asset_spec("troop_figures", ["figure_mentions", "articles", "reports", "corrections"]),
        asset_spec("troop_levels", ["troop_figures", "figure_mentions", "reports"]),
    ],
    name="read_figures",
)
def troop_figures(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Finds the force figures of each article, groups those that are one claim, and lays claims side by side.

    What its outlet took back stays a claim, but is laid beside nothing."""
    articles, reports = narrowly_dated(tables.read("articles")), tables.read("reports")
    found = extract_all(articles, tables.read("quote_mentions"), figures, FigureMentions, "figure_id")
    fixed = apply_corrections("figure_mentions", found, tables.read("corrections"), articles)
    mentions, claims = group_figures(fixed.mentions, articles, reports, fixed.before)
    yield tables.write("figure_mentions", mentions)
    yield tables.write("troop_figures", claims)
    standing = mentions.filter(pl.col("retracted_by").is_null())
    yield tables.write("troop_levels", troop_levels(claims.filter(~pl.col("retracted")), standing, reports))
