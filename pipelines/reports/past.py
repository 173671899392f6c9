"""What an index knows of articles, held against those that there are now."""

import numpy as np
import polars as pl

from pipelines.reports.corpus import Corpus
from pipelines.reports.furniture import Before, Furniture
from pipelines.reports.samples import ALL, Articles
from pipelines.reports.types import U64, Flags, Ints, Ints32

NOWHERE = ALL // 2
"""From here on up are numbers of outlets that have no articles any more, and below those of articles that went and had none."""


class Past:
    """The articles of an index beside those of the corpus. Those that went have numbers behind those of the corpus.

    Attributes:
        articles: the index's row of each article of the corpus; added: which are new or changed, and have none.
        went: the index's rows of those that are not there any more.
        numbers, batch: number in the index of each article of the corpus (-1: none), batch that stirred it.
        now: number of each number of the index, of those that went too (-1: none, it went long ago); stirred: the batch that stirred it.
        place: of each article, its place in canonical order, those that went among the others.
    """

    def __init__(self, articles: pl.DataFrame, n_numbers: int, corpus: Corpus, keys: U64) -> None:
        current = pl.DataFrame({"article_id": corpus.ids, "key": keys})
        self.articles = current.join(articles, on=["article_id", "key"], how="left", maintain_order="left")
        self.numbers: Ints = self.articles["number"].fill_null(-1).cast(pl.Int64).to_numpy()
        self.batch: Ints = self.articles["stirred"].fill_null(0).cast(pl.Int64).to_numpy()
        self.added: Flags = self.numbers < 0
        self._n = len(corpus)
        numbers = articles["number"].to_numpy()
        self.now: Ints32 = np.full(n_numbers, -1, dtype=np.int32)
        self.now[self.numbers[~self.added]] = np.flatnonzero(~self.added)
        is_gone = self.now[numbers] < 0
        self.place = self._in_order(self.now[numbers], is_gone)
        self.went = articles.filter(pl.Series(is_gone))
        self.now[numbers[is_gone]] = self._n + np.arange(self.went.height)
        self.stirred: Ints = np.zeros(n_numbers, dtype=np.int64)
        self.stirred[numbers] = articles["stirred"].to_numpy()

    def _in_order(self, now: Ints32, is_gone: Flags) -> Ints32:
        """Places of all articles, from the numbers of those of the index, which lie in canonical order."""
        following = np.minimum.accumulate(np.where(is_gone, self._n, now)[::-1])[::-1][is_gone]
        before = np.concatenate([2 * np.arange(self._n) + 1, 2 * following])
        place = np.empty(len(before), dtype=np.int32)
        place[np.argsort(before, kind="stable")] = np.arange(len(before))
        return place

    def is_now(self) -> bool:
        """Whether nothing has changed."""
        return not self.added.any() and not self.went.height

    def is_here(self, articles: Ints32) -> Flags:
        """Which of these articles, by number, are there."""
        return (articles >= 0) & (articles < self._n)

    def before(self, corpus: Corpus, furniture: pl.DataFrame) -> Before:
        """What was known before.

        Args:
            furniture: hash, outlet (null: all).
        """
        numbers = pl.DataFrame({"outlet": corpus.narrow["outlet"], "number": corpus.outlet}).drop_nulls().unique()
        gone = pl.concat([furniture["outlet"], self.went["outlet"]]).drop_nulls().unique()
        gone = gone.filter(~gone.is_in(numbers["outlet"].implode()))
        numbers = pl.concat([numbers, pl.DataFrame({"outlet": gone, "number": NOWHERE + np.arange(len(gone))})])
        learned, went = (
            rows.select("outlet").join(numbers, on="outlet", how="left", maintain_order="left")["number"] for rows in (furniture, self.went)
        )
        own = pl.Series(NOWHERE - 1 - np.arange(self.went.height))
        articles = Articles(
            self._n, np.concatenate([self.added, np.zeros(self.went.height, dtype=np.bool_)]),
            np.concatenate([corpus.outlet, went.zip_with(went.is_not_null(), own).to_numpy()]),
            np.concatenate([corpus.shuffle, self.went["shuffle"].to_numpy()]),
        )  # fmt: skip
        return Before(Furniture(furniture["hash"].to_numpy(), learned.fill_null(ALL).to_numpy()), articles)
