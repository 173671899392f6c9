"""What a row of `overlaps` is. How it is made stands in pipelines/reports/reports.py."""

import polars as pl

from checks.columns import Table, column, count, key, link, offset, one_of


class Overlaps(Table):
    """One passage that two articles share."""

    overlap_id: str = key("overlap", "ovl")
    article_a: str = link("articles: the one whose key sorts first")
    a_start: int = offset("first character in article_a")
    a_end: int = offset("one past the last character in article_a")
    article_b: str = link("articles")
    b_start: int = offset("first character in article_b")
    b_end: int = offset("one past the last character in article_b")
    kind: str = one_of("running text, or words that both put in quotation marks", ["passage", "quotation"])
    n_words: int = count("words that are shared")
    passage_id: str = column("the shared words: the same wherever articles share them", str_matches=r"^psg_[0-9a-f]{16}$")


def pairs_in_order(overlaps: pl.LazyFrame) -> pl.LazyFrame:
    """article_a sorts before article_b, so that a pair stands once. Returns the rows where it does not."""
    return overlaps.filter(pl.col("article_a") >= pl.col("article_b")).select("overlap_id", "article_a", "article_b")
