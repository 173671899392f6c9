"""Counts what stands behind a consolidated row. Knows nothing of Dagster or files."""

import polars as pl


def count_sources(mentions: pl.DataFrame, reports: pl.DataFrame, by: str) -> pl.DataFrame:
    """`by` and the four n_* counts.

    Args:
        mentions: rows with `by`, `mention_id` and `article_id`.
        reports: rows of `reports`. An article that is missing there counts as a report and origin of its own.
        by: name of the key of the row that the mentions went into.
    """
    joined = mentions.select(by, "mention_id", "article_id").join(
        reports.select("article_id", "report_id", "origin"), on="article_id", how="left"
    )
    report = pl.coalesce("report_id", "article_id")
    return joined.group_by(by).agg(
        n_mentions=pl.col("mention_id").n_unique().cast(pl.Int64),
        n_articles=pl.col("article_id").n_unique().cast(pl.Int64),
        n_reports=report.n_unique().cast(pl.Int64),
        n_origins=pl.coalesce("origin", report).n_unique().cast(pl.Int64),
    )
