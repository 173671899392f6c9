"""Events that belong together without being one: a word given and its deed, talks and what they are about. Knows nothing of files."""

import polars as pl

from pipelines.events.times import NEWS_LIFE

WORDS = ["AGREE", "THREATEN"]
"""Types that give one's word for a deed of one's own."""
STATEMENTS = ["ACCUSE", "REQUEST", "REJECT", "SUPPORT", "AGREE", "THREATEN"]
INVERSE = {"plan_of": "execution_of", "agenda_of": "discusses", "subject_of": "about"}
MOST_DEEDS = 20
"""Deeds of one actor and mode that one word is compared with, the first told first."""


def relate(mentions: pl.DataFrame) -> pl.DataFrame:
    """`event` and `related`: for each event that has any the others that it is related to, in order, with the relation.

    Args:
        mentions: rows of `event_mentions` in the order in which they were told, with `order`, `event` (the order of its founder), `day` (on
            which it was told) and `family`.

    Returns:
        `related` is a list of structs of `other`, an event, and `relation`.
    """
    found = pl.concat([_told_inside(mentions), _words_and_deeds(mentions)]).unique()
    inverse = found.select(one="other", relation=pl.col("relation").replace_strict(INVERSE, return_dtype=pl.String), other="one")
    both = pl.concat([found, inverse]).unique().sort("one", "other", "relation")
    return both.group_by("one", maintain_order=True).agg(related=pl.struct("other", "relation")).rename({"one": "event"})


def _told_inside(mentions: pl.DataFrame) -> pl.DataFrame:
    """Events whose clause stands inside the clause of another: what is discussed, promised or complained of."""
    spans = mentions.select("article_id", "char_start", "char_end", "event", "order", "family", "type").sort(
        "article_id", "char_start", "char_end", "event", "order", descending=[False, False, True, False, False]
    )
    inner = spans.select(pl.col("article_id", "char_end", "event").shift(-1).name.suffix("_in"))
    pairs = pl.concat([spans, inner], how="horizontal").filter(
        (pl.col("article_id") == pl.col("article_id_in"))
        & (pl.col("event") != pl.col("event_in"))
        & (pl.col("char_end_in") <= pl.col("char_end"))
    )
    relation = (
        pl.when(pl.col("family") == "talks").then(pl.lit("agenda_of")).when(pl.col("type").is_in(STATEMENTS)).then(pl.lit("subject_of"))
    )
    return pairs.select(one="event_in", relation=relation, other="event").drop_nulls("relation")


def _words_and_deeds(mentions: pl.DataFrame) -> pl.DataFrame:
    """A consent or threat, and deeds of the same mode by the same actor in the same weeks."""
    founders = mentions.filter((pl.col("order") == pl.col("event")) & pl.col("mode").is_not_null()).sort("event")
    acts = founders.select("event", "type", "mode", actor=pl.col("actor_ids")).explode("actor").drop_nulls("actor")
    deeds = acts.filter(~pl.col("type").is_in(STATEMENTS)).filter(pl.int_range(pl.len()).over("mode", "actor") < MOST_DEEDS)
    given = acts.filter(pl.col("type").is_in(WORDS))
    pairs = given.join(deeds, on=["mode", "actor"], suffix="_deed").select("event", deed="event_deed").unique()
    ends = pl.concat([pairs["event"], pairs["deed"]]).unique().to_frame("event")
    facts = (
        mentions.join(ends, on="event", how="semi")
        .group_by("event")
        .agg(
            first=pl.col("day").min(),
            last=pl.col("day").max(),
            articles=pl.col("article_id").unique(),
            recipients=pl.col("recipient_ids").list.explode(keep_nulls=False, empty_as_null=False).unique(),
        )
    )
    both = pairs.join(facts, on="event").join(facts, left_on="deed", right_on="event", suffix="_deed")
    days = [(pl.col(a) - pl.col(b)).abs() for a in ("first", "last") for b in ("first_deed", "last_deed")]
    together = pl.col("articles").list.set_intersection("articles_deed").list.len() > 0
    dated = pl.col("first").is_not_null() & pl.col("first_deed").is_not_null()
    near = pl.when(dated).then(pl.min_horizontal(days) <= NEWS_LIFE).otherwise(together)
    sides = (pl.col("recipients").list.len() > 0) & (pl.col("recipients_deed").list.len() > 0)
    other_side = sides & (pl.col("recipients").list.set_intersection("recipients_deed").list.len() == 0)
    return both.filter(near & ~other_side).select(one="event", relation=pl.lit("plan_of"), other="deed")
