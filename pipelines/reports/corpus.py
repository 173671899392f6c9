"""Articles as the comparison reads them: numbered in the order in which they claim to be first, their own words on demand."""

from collections.abc import Collection, Iterator

import numpy as np
import polars as pl
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from pipelines.reports.words import Flags, Ints, Words, find_words
from pipelines.text.spans import READ

SHARED = READ | {"embed"}
"""Kinds of blocks that two reports can have in common: a post that both embed is one, though its words are neither's own."""
BATCH = 8_000_000
"""Code points of the articles that are read at once."""
PART = 16_000_000
"""Code points of the articles that are compared at once."""


class Corpus:
    """Articles numbered 0.. in canonical order, whatever the order they came in."""

    def __init__(self, articles: pl.DataFrame) -> None:
        self.articles = canonical_order(articles).with_columns(pl.col("text").fill_null(""))
        self.ids: list[str] = self.articles["article_id"].to_list()
        outlets = self.articles["outlet"].rank("dense").fill_null(0).cast(pl.Int64).to_numpy()
        self.outlet: Ints = np.where(outlets == 0, -1 - np.arange(len(self.ids)), outlets)
        """A number for each outlet; an article without one has a number of its own."""
        self.n_chars: Ints = self.articles["text"].str.len_chars().cast(pl.Int64).to_numpy()

    def __len__(self) -> int:
        return len(self.ids)

    def batches(self) -> Iterator[Ints]:
        """Numbers of articles, BATCH code points at a time."""
        part = (np.cumsum(self.n_chars) - self.n_chars) // BATCH
        yield from (numbers for numbers in np.split(np.arange(len(self)), np.flatnonzero(np.diff(part)) + 1) if len(numbers))

    def parts(self, pairs: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Pairs `a`, `b` in parts of about PART code points; articles that hang together, through however many others, are in one part."""
        if not pairs.height:
            return
        a, b = pairs["a"].to_numpy(), pairs["b"].to_numpy()
        graph = sp.coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(len(self), len(self)))
        n_components, component = connected_components(graph, directed=False)
        involved = np.union1d(a, b)
        size = np.bincount(component[involved], weights=self.n_chars[involved], minlength=n_components)
        part = ((np.cumsum(size) - size) // PART).astype(np.int64)
        yield from pairs.with_columns(part=pl.Series(part[component[a]])).partition_by("part", include_key=False, maintain_order=True)

    def words(self, numbers: Ints, with_letters: bool = False, kinds: Collection[str] = SHARED) -> tuple[Words, Flags]:
        """Words of these articles, in the order given, and which of them stand wholly in a block of one of these kinds."""
        some = self.articles.select("text", "blocks")[numbers]
        words = find_words(some["text"].to_list(), with_letters)
        blocks = (
            some.select(number=pl.int_range(pl.len(), dtype=pl.Int64), block="blocks")
            .explode("block", empty_as_null=False)
            .drop_nulls("block")
            .unnest("block")
            .filter(pl.col("kind").is_in(list(kinds)))
            .sort("number", "start")
        )
        if not blocks.height:
            return words, np.zeros(len(words.hash), dtype=np.bool_)
        begin = (blocks["number"].to_numpy() << 40) + blocks["start"].to_numpy()
        stop = (blocks["number"].to_numpy() << 40) + blocks["end"].to_numpy()
        base = words.text.astype(np.int64) << 40
        block = np.searchsorted(begin, base + words.start, side="right") - 1
        return words, (block >= 0) & (base + words.end <= stop[block])

    def texts(self, numbers: Ints) -> list[str]:
        """Canonical texts of these articles."""
        return self.articles["text"][numbers].to_list()


def canonical_order(articles: pl.DataFrame) -> pl.DataFrame:
    """The articles as they claim to be the first print: stated earliest, then fullest, then by least key. Columns that are missing count
    as null."""
    for name, kind in (
        ("published_at", pl.Datetime("us", "UTC")),
        ("published_latest", pl.Date),
        ("n_words", pl.Int64),
        ("outlet", pl.String),
    ):
        if name not in articles.columns:
            articles = articles.with_columns(pl.lit(None, dtype=kind).alias(name))
    by = ["published_at", "published_latest", "n_words", "article_id"]
    return articles.sort(by, descending=[False, False, True, False], nulls_last=True)
