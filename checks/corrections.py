"""What a row of `corrections` is. How it is made stands in pipelines/corrections/corrections.py."""

import polars as pl

from checks.columns import Table, column, day, key, link, offset, one_of

ACTIONS = ["set", "drop", "add"]
STATUSES = ["open", "upheld", "rejected"]


class Corrections(Table):
    """One field of one mention that a human has put right, or a mention dropped or added by hand, and why."""

    correction_id: str = key("correction", "cor")
    entry: str = column("where the fix is written: file of seeds/corrections and number of the entry, counted from 1")
    mention_table: str = column("the table whose mention it is")
    mention_id: str = column("key into that table; of a mention that is dropped, the key it had", str_matches=r"^men_[0-9a-f]{12,16}$")
    article_id: str = link("articles")
    char_start: int = offset("first character of the mention, where the fix names its place", nullable=True)
    char_end: int = offset("one past the last character", nullable=True)
    action: str = one_of("what is done with the mention", ACTIONS)
    field: str = column("column that is set; null where the whole mention is dropped", nullable=True)
    old: str = column("what the rules had read, as JSON; of a dropped mention what the fix knew of it; null for added ones", nullable=True)
    new: str = column("what it is set to, as JSON; null for a dropped mention", nullable=True)
    expect: str = column("what the rules have to read for the fix to hold, as JSON: when they read otherwise, the build fails")
    reason: str = column("why, by whoever made the fix", str_length={"min_value": 1})
    made_by: str = column("who made the fix", str_length={"min_value": 1})
    made_on: pl.Date = day("when it was made")
    status: str = one_of("open: not yet decided; upheld: holds; rejected: looked at and refused", STATUSES)
    applied: bool = column("whether the tables have it: only what is upheld is applied")


def corrections_link_articles(corrections: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    """Each correction is of an article that is there. Returns those that are not."""
    return corrections.join(articles, on="article_id", how="anti").select("correction_id", "entry", "article_id")


def corrections_hold(
    corrections: pl.LazyFrame, quote_mentions: pl.LazyFrame, figure_mentions: pl.LazyFrame, event_mentions: pl.LazyFrame
) -> pl.LazyFrame:
    """A mention that was dropped is gone, one that was set or added is there and its `rule` says so. Returns the corrections that fail."""
    tables = {"quote_mentions": quote_mentions, "figure_mentions": figure_mentions, "event_mentions": event_mentions}
    applied = corrections.filter("applied")
    there = pl.concat(
        frame.select("mention_id", "rule", mention_table=pl.lit(name)).join(applied, on="mention_id", how="semi")
        for name, frame in tables.items()
    )
    found = applied.join(there, on=["mention_table", "mention_id"], how="left")
    gone = pl.col("rule").is_null()
    by_hand = pl.col("rule").str.ends_with("by_hand").fill_null(value=False)
    holds = pl.when(pl.col("action") == "drop").then(gone).otherwise(by_hand)
    return found.filter(~holds).select("correction_id", "entry", "mention_table", "mention_id", "action")
