"""Every row of the record can be read in an article: spans resolve, speakers stand where they are said to stand."""

import polars as pl


def _texts(mentions: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    return mentions.join(articles.select("article_id", "text"), on="article_id", how="left")


def _cut(start: str, end: str) -> pl.Expr:
    """The words at a span; none for one that ends before it begins."""
    forwards = pl.when(pl.col(end) > pl.col(start)).then(pl.col(end) - pl.col(start)).otherwise(0)
    return pl.col("text").str.slice(pl.col(start), forwards)


def _unresolved(mentions: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    wrong = _texts(mentions, articles).filter(~_cut("char_start", "char_end").eq_missing(pl.col("surface")))
    return wrong.select("mention_id", "article_id", "char_start", "char_end", "surface")


def quote_spans_resolve(quote_mentions: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """text[char_start:char_end] is the quotation. Returns the mentions for which it is not."""
    return _unresolved(quote_mentions, articles)


def figure_spans_resolve(figure_mentions: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """text[char_start:char_end] is the phrase of the figure. Returns the mentions for which it is not."""
    return _unresolved(figure_mentions, articles)


def event_spans_resolve(event_mentions: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """text[char_start:char_end] is the clause of the event. Returns the mentions for which it is not."""
    return _unresolved(event_mentions, articles)


def speaker_spans_resolve(quote_mentions: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """text[speaker_start:speaker_end] is the speaker as printed. Returns the mentions for which it is not."""
    placed = _texts(quote_mentions, articles).filter(pl.col("speaker_start").is_not_null())
    wrong = placed.filter(~_cut("speaker_start", "speaker_end").eq_missing(pl.col("speaker_surface")))
    return wrong.select("mention_id", "article_id", "speaker_start", "speaker_end", "speaker_surface")


def overlap_spans_lie_within(overlaps: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Shared passages lie within both texts. Returns the overlaps that do not."""
    size = articles.select("article_id", "n_chars")
    both = overlaps.join(size.rename({"article_id": "article_a", "n_chars": "a_size"}), on="article_a", how="left")
    both = both.join(size.rename({"article_id": "article_b", "n_chars": "b_size"}), on="article_b", how="left")
    inside = (pl.col("a_start") < pl.col("a_end")) & (pl.col("a_end") <= pl.col("a_size"))
    inside &= (pl.col("b_start") < pl.col("b_end")) & (pl.col("b_end") <= pl.col("b_size"))
    return both.filter(~inside.fill_null(False)).select("overlap_id", "article_a", "article_b")
