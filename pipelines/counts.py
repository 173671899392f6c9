"""Counts what stands behind a consolidated row. Knows nothing of Dagster or files."""

import polars as pl


def with_sources(mentions: pl.DataFrame, reports: pl.DataFrame, by: str) -> pl.DataFrame:
    """The mentions, each with `report`, that it stands in, and `origin`, that it goes back to.

    The origin is whom the mention's own sentence credits, `credited_to`. Where it credits nobody, and another mention of the same row in
    the same report does, it tells that again (a headline, the lead); else it is the report's origin, or the report itself.

    Args:
        mentions: rows with `by`, `article_id`, and `credited_to` where there is that column.
        reports: rows of `reports`. An article that is missing there counts as a report and origin of its own.
        by: name of the key of the row that the mentions went into.
    """
    if "credited_to" not in mentions.columns:
        mentions = mentions.with_columns(credited_to=pl.lit(None, dtype=pl.String))
    known = reports.select("article_id", report="report_id", wire="origin")
    joined = mentions.join(known, on="article_id", how="left", maintain_order="left")
    elsewhere = pl.col("credited_to").min().over(by, "report")
    return (
        joined.with_columns(report=pl.coalesce("report", "article_id"))
        .with_columns(origin=pl.coalesce("credited_to", elsewhere, "wire", "report"))
        .drop("wire")
    )


def count_sources(mentions: pl.DataFrame, reports: pl.DataFrame, by: str) -> pl.DataFrame:
    """`by`, the four n_* counts, and whether the row has a single source.

    Args:
        mentions: rows with `by`, `mention_id`, `article_id`, and `credited_to` where there is that column.
        reports: rows of `reports`.
        by: name of the key of the row that the mentions went into.
    """
    return (
        with_sources(mentions, reports, by)
        .group_by(by)
        .agg(
            n_mentions=pl.col("mention_id").n_unique().cast(pl.Int64),
            n_articles=pl.col("article_id").n_unique().cast(pl.Int64),
            n_reports=pl.col("report").n_unique().cast(pl.Int64),
            n_origins=pl.col("origin").n_unique().cast(pl.Int64),
        )
        .with_columns(single_source=pl.col("n_origins") == 1)
    )
