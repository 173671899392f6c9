"""Which stretches in quotation marks are pieces of one sentence by one speaker: what is printed between them ends no sentence."""

import re

import polars as pl

from pipelines.quotes.words import CUES

WORD = re.compile(r"[a-z]+")
ALIKE = ["speaker_name", "speaker_id", "kind", "said_latest"]
"""What two stretches have in common."""
NOUN_AFTER = frozenset(("s", "the", "a", "his", "her", "its", "their", "of", "to", "for"))
"""Words after which a word is no verb: "to Rome's hopes"."""
FARTHEST = 100
"""Characters between two stretches of one sentence."""
ENDS = re.compile(r"[.!?…]\W*$")
BREAK = re.compile(r"[.!?…][\"'”’)\]]*\s+[\W]*[A-Z]|[;\n]|[.!?…][\"'”’)\]]*\s*[\"“‘]")


def stretches(mentions: pl.DataFrame, articles: pl.LazyFrame) -> pl.DataFrame:
    """Pairs of `mention_id`, `one` and `other`: neighbours in an article that are pieces of one sentence.

    Args:
        mentions: rows of `quote_mentions`.
        articles: `article_id` and `text`, of which only what is needed is read.
    """
    direct = mentions.filter(pl.col("kind") != "indirect").sort("article_id", "char_start", "char_end", "mention_id")
    one = direct.select("article_id", "mention_id", *ALIKE, "surface", "char_end")
    next_one = direct.select(pl.col("article_id", "mention_id", *ALIKE, "char_start").shift(-1).name.suffix("_next"))
    pairs = pl.concat([one, next_one], how="horizontal").filter(
        (pl.col("article_id") == pl.col("article_id_next"))
        & pl.col("speaker_name").fill_null("").ne("")
        & (pl.col("kind") == "partial")
        & pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_next")) for name in ALIKE)
        & (pl.col("char_start_next") - pl.col("char_end")).is_between(1, FARTHEST)
    )
    texts = dict(articles.select("article_id", "text").join(pairs.lazy(), on="article_id", how="semi").collect().iter_rows())
    found = [
        (row["mention_id"], row["mention_id_next"])
        for row in pairs.iter_rows(named=True)
        if row["article_id"] in texts and _goes_on(row["surface"], texts[row["article_id"]][row["char_end"] : row["char_start_next"]])
    ]
    return pl.DataFrame(found, schema={"one": pl.String, "other": pl.String}, orient="row")


def _goes_on(surface: str, between: str) -> bool:
    if not between or ENDS.search(surface) or BREAK.search(between):
        return False
    words = WORD.findall(between.lower())
    said = (word for before, word in zip(["", *words], words, strict=False) if word in CUES and before not in NOUN_AFTER)
    return not any(said)  # a second verb of saying tells of a second utterance
