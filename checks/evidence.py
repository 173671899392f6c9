"""Every row of the record can be read in an article: spans resolve, speakers stand where they are said to stand."""

from collections.abc import Iterator

import polars as pl

from checks.rules import some_articles

PLACE = ("char_start", "char_end", "surface")


def _cut(start: str, end: str) -> pl.Expr:
    """The words at a span; none for one that ends before it begins."""
    forwards = pl.when(pl.col(end) > pl.col(start)).then(pl.col(end) - pl.col(start)).otherwise(0)
    return pl.col("text").str.slice(pl.col(start), forwards)


def _unresolved(mentions: pl.LazyFrame, articles: pl.LazyFrame, start: str, end: str, surface: str) -> Iterator[pl.LazyFrame]:
    """Mentions whose words do not stand at their place, or whose article is not there; some thousand articles at a time."""
    places = mentions.select("mention_id", "article_id", start, end, surface)
    for some in some_articles(articles):
        texts = articles.filter(some).select("article_id", "text")
        wrong = places.filter(some).join(texts, on="article_id", how="left").filter(~_cut(start, end).eq_missing(pl.col(surface)))
        yield wrong.drop("text")


def quote_spans_resolve(quote_mentions: pl.LazyFrame, articles: pl.LazyFrame) -> Iterator[pl.LazyFrame]:
    """text[char_start:char_end] is the quotation. Returns the mentions for which it is not."""
    return _unresolved(quote_mentions, articles, *PLACE)


def figure_spans_resolve(figure_mentions: pl.LazyFrame, articles: pl.LazyFrame) -> Iterator[pl.LazyFrame]:
    """text[char_start:char_end] is the phrase of the figure. Returns the mentions for which it is not."""
    return _unresolved(figure_mentions, articles, *PLACE)


def event_spans_resolve(event_mentions: pl.LazyFrame, articles: pl.LazyFrame) -> Iterator[pl.LazyFrame]:
    """text[char_start:char_end] is the clause of the event. Returns the mentions for which it is not."""
    return _unresolved(event_mentions, articles, *PLACE)


def speaker_spans_resolve(quote_mentions: pl.LazyFrame, articles: pl.LazyFrame) -> Iterator[pl.LazyFrame]:
    """text[speaker_start:speaker_end] is the speaker as printed. Returns the mentions for which it is not."""
    placed = quote_mentions.filter(pl.col("speaker_start").is_not_null())
    return _unresolved(placed, articles, "speaker_start", "speaker_end", "speaker_surface")


def overlap_spans_lie_within(overlaps: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    """Shared passages lie within both texts. Returns the overlaps that do not."""
    size = articles.select("article_id", "n_chars")
    both = overlaps.join(size.rename({"article_id": "article_a", "n_chars": "a_size"}), on="article_a", how="left")
    both = both.join(size.rename({"article_id": "article_b", "n_chars": "b_size"}), on="article_b", how="left")
    inside = (pl.col("a_start") < pl.col("a_end")) & (pl.col("a_end") <= pl.col("a_size"))
    inside &= (pl.col("b_start") < pl.col("b_end")) & (pl.col("b_end") <= pl.col("b_size"))
    return both.filter(~inside.fill_null(False)).select("overlap_id", "article_a", "article_b")
