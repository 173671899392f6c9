"""What a row of `articles` is. How it is made stands in pipelines/articles/articles.py."""

from typing import Annotated

import polars as pl

from checks.columns import Strings, Table, Utc, column, day, key, one_of

Blocks = Annotated[pl.List, pl.Struct({"start": pl.Int64, "end": pl.Int64, "kind": pl.String})]
BLOCK_KINDS = [
    "title", "byline", "timestamp", "dateline", "body", "subheading", "caption", "related", "embed", "widget", "advertisement",
    "comment_form", "footer",
]  # fmt: skip
BASES = ["stated", "markup", "url", "status_id", "text", "none"]


class Articles(Table):
    """One news report as one outlet printed it."""

    article_id: str = key("article, from the hash of its raw bytes", "art")
    source: str = column("the document it was read from", unique=True)
    media_type: str = column("kind of the document")
    outlet: str = column("who printed it, where that is known", nullable=True)
    url: str = column("address it was printed at, where that is known", nullable=True)
    title: str = column("headline as printed", nullable=True)
    bylines: Strings = column("authors as printed, without 'By'")
    dateline_place: str = column("place of the dateline, as a name: Brussels", nullable=True)
    agencies: Strings = column("news agencies and outlets the text credits, by name, sorted")
    language: str = column("ISO 639-1 code of the language")
    published_at: Utc = column(
        "when it was published; midnight where only the day is known; UTC where neither the time nor its source names a zone; "
        "null where only a window is known",
        nullable=True,
    )
    published_precision: str = one_of("how exact `published_at` is", ["time", "day"], nullable=True)
    published_earliest: pl.Date = day("first day on which it can have been published")
    published_latest: pl.Date = day("last day on which it can have been published")
    published_basis: str = one_of("what the date of publication rests on", BASES)
    text_sha256: str = column("hash of the canonical text in UTF-8", str_matches=r"^[0-9a-f]{64}$")
    n_chars: int = column("length of the canonical text", unit="Unicode code points", ge=1)
    n_words: int = column("words of title and body", unit="words", ge=0)
    text: str = column("the canonical text that every offset counts in", build_only=True)
    blocks: Blocks = column(f"what is what in the text: {' '.join(BLOCK_KINDS)}", build_only=True)


def blocks_resolve(articles: pl.LazyFrame) -> pl.LazyFrame:
    """Blocks lie within the text, in order, do not overlap and are of a known kind. Returns the articles where one does not."""
    blocks = articles.select("article_id", "n_chars", "blocks").explode("blocks", empty_as_null=False).unnest("blocks")
    previous_end = pl.col("end").shift(1, fill_value=0).over("article_id")
    right = (
        (pl.col("start") >= previous_end)
        & (pl.col("end") > pl.col("start"))
        & (pl.col("end") <= pl.col("n_chars"))
        & pl.col("kind").is_in(BLOCK_KINDS)
    )
    return blocks.filter(~right)


def window_holds_date(articles: pl.LazyFrame) -> pl.LazyFrame:
    """A date of publication lies in its own window, and a window does not end before it begins. Returns the articles where it does not."""
    at = pl.col("published_at").dt.date()
    outside = (at < pl.col("published_earliest")) | (at > pl.col("published_latest"))
    return articles.filter(outside | (pl.col("published_earliest") > pl.col("published_latest"))).select(
        "article_id", "source", "published_at"
    )
