"""Articles as the comparison sees them: numbered in the order in which they claim to be first, their texts read in batches.

Articles come as a frame in memory or as a Parquet file; of a file only the narrow columns are held, texts pass by.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from threading import Lock

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from pipelines.reports.texts import Texts
from pipelines.reports.types import U64, Ints, Ints32

NARROW: dict[str, pl.DataType | type[pl.DataType]] = {
    "article_id": pl.String, "outlet": pl.String, "published_at": pl.Datetime("us", "UTC"), "published_latest": pl.Date,
    "n_words": pl.Int64,
}  # fmt: skip
READ = [*NARROW, "text", "blocks", "bylines"]
"""What the comparison reads of an article."""
ORDER = ["published_at", "published_latest", "n_words", "article_id"]
BATCH = 2_000_000
"""Bytes of the articles that are read at once."""
ROWS = 2_000
"""Rows of a file that are looked at at once."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles to be read: their numbers, and their rows in a table."""

    numbers: Ints
    table: pl.DataFrame
    rows: Ints

    def read(self) -> tuple[Texts, pl.Series]:
        """Canonical texts and blocks (a list of start, end, kind each)."""
        some = self.table[self.rows]
        return Texts.of(some["text"]), some["blocks"]


class Corpus:
    """Articles numbered 0.. in canonical order, whatever the order they came in: stated earliest, then fullest, then by least key."""

    def __init__(self, articles: pl.DataFrame | Path) -> None:
        """Columns: `article_id`, `text`, `blocks`, `outlet`, `published_at`, `published_latest`, `n_words`; of these all but the first
        three may be missing and count as null."""
        self._articles = articles
        self.narrow = canonical_order(articles if isinstance(articles, pl.DataFrame) else _read_narrow(articles))
        self._row: Ints = self.narrow["row"].cast(pl.Int64).to_numpy()
        self.ids: pl.Series = self.narrow["article_id"]
        outlets = self.narrow["outlet"].rank("dense").fill_null(0).cast(pl.Int64).to_numpy()
        self.outlet: Ints = np.where(outlets == 0, -1 - np.arange(len(self.ids)), outlets)
        """A number for each outlet; an article without one has a number of its own."""

        self._shuffle: U64 = np.zeros(len(self.ids), dtype=np.uint64)
        self._lock = Lock()
        self._lacks = np.ones(len(self.ids), dtype=np.bool_)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def rank(self) -> Ints32:
        """The place of each article's key among all keys in order."""
        return (self.ids.rank("ordinal") - 1).cast(pl.Int32).to_numpy()

    @cached_property
    def in_order(self) -> pl.Series:
        """The keys in order."""
        return self.ids.sort()

    @property
    def shuffle(self) -> U64:
        """A number for each article that has nothing to do with what it says or when it came."""
        with self._lock:  # asked for by several threads at once, it is worked out once
            if self._lacks.any():
                lacking = self.ids.filter(pl.Series(self._lacks))
                self.know(np.flatnonzero(self._lacks), np.array([_scatter(key) for key in lacking], dtype=np.uint64))
        return self._shuffle

    def know(self, numbers: Ints, shuffle: U64) -> None:
        """Has these articles' numbers of `shuffle` from before."""
        self._shuffle[numbers], self._lacks[numbers] = shuffle, False

    def parts(self) -> Iterator[pl.DataFrame]:
        """The articles as they came, some at a time."""
        if isinstance(self._articles, pl.DataFrame):
            yield self._articles
            return
        with pq.ParquetFile(self._articles) as file:
            columns = [name for name in READ if name in file.schema_arrow.names]
            for rows in file.iter_batches(ROWS, columns=columns):
                yield pl.DataFrame(pl.from_arrow(rows))

    def keys(self) -> U64:
        """For each article a hash of all that is compared; the same as long as polars hashes alike."""
        hashes = [_hash_rows(rows) for rows in self.parts()]
        return np.concatenate([np.zeros(0, dtype=np.uint64), *hashes])[self._row]

    def rows(self, numbers: Ints) -> Iterator[pl.DataFrame]:
        """All that is read of these articles, some at a time."""
        wanted = np.zeros(int(self._row.max(initial=-1)) + 1, dtype=np.bool_)
        wanted[self._row[numbers]] = True
        first = 0
        for part in self.parts():
            here = np.flatnonzero(wanted[first : first + part.height])
            first += part.height
            if len(here):
                part = part.select(name for name in READ if name in part.columns)
                yield part if len(here) == part.height else part[here]

    def batches(self, numbers: Ints) -> Iterator[Batch]:
        """These articles, about BATCH bytes at a time."""
        for held, table, rows in self._tables(numbers):
            sizes = table["text"].str.len_bytes().fill_null(0).cast(pl.Int64).to_numpy()[rows]
            for some in np.split(np.arange(len(held)), np.flatnonzero(np.diff((np.cumsum(sizes) - sizes) // BATCH)) + 1):
                yield Batch(held[some], table, rows[some])

    def _tables(self, numbers: Ints) -> Iterator[tuple[Ints, pl.DataFrame, Ints]]:
        """Numbers of articles with a table that has their texts and blocks, and their rows in it, all of `numbers`, some at a time."""
        if isinstance(self._articles, pl.DataFrame):
            yield numbers, self._articles.select("text", "blocks"), self._row[numbers]
            return
        number_of = np.full(len(self), -1, dtype=np.int64)
        number_of[self._row[numbers]] = numbers
        first = 0
        with pq.ParquetFile(self._articles) as file:
            for batch in file.iter_batches(ROWS, columns=["text", "blocks"]):
                here = number_of[first : first + batch.num_rows]
                first += batch.num_rows
                if (here >= 0).any():
                    yield here[here >= 0], pl.DataFrame(pl.from_arrow(batch)), np.flatnonzero(here >= 0)


def canonical_order(articles: pl.DataFrame) -> pl.DataFrame:
    """The narrow columns and the number of the `row` in canonical order."""
    narrow = articles.with_row_index("row").select(
        "row", *(pl.col(name) if name in articles.columns else pl.lit(None, dtype=kind).alias(name) for name, kind in NARROW.items())
    )
    in_order = narrow.sort(ORDER, descending=[False, False, True, False], nulls_last=True)
    return in_order.unique("article_id", keep="first", maintain_order=True)


def _hash_rows(articles: pl.DataFrame) -> U64:
    return articles.select(name for name in READ if name in articles.columns).hash_rows(seed=1).to_numpy()


def _scatter(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _read_narrow(path: Path) -> pl.DataFrame:
    """The narrow columns that a file has."""
    return pl.read_parquet(path, columns=[name for name in pq.read_schema(path).names if name in NARROW])
