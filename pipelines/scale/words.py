"""The words of articles on the shared path: read once by whoever is free, then had by every task that compares some of them."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from pipelines.reports.arrays import ranges
from pipelines.reports.corpus import Corpus
from pipelines.reports.store import Store
from pipelines.reports.subjects import find_leads
from pipelines.reports.types import U64, Ints
from pipelines.scale.engine import cores
from pipelines.scale.frames import Tasks, over_chunks

COLUMNS: dict[str, type[np.unsignedinteger[Any]]] = {"word": np.uint32, "flags": np.uint8, "start": np.uint32, "length": np.uint16}
"""What there is of each word. An article's are kept as bytes: a list would be taken apart and put together value by value."""
WORDS = pa.schema({
    "number": pa.int32(), "n_body": pa.int32(), "n_prints": pa.int32(), **dict.fromkeys(COLUMNS, pa.large_binary()),
    "hash": pa.large_list(pa.uint64()), "place": pa.large_list(pa.int32()),
})  # fmt: skip
"""An article's words and fingerprints, as the store has them."""
TO_LINK, TO_COMPARE = ("word", "flags", "length", "hash"), ("word", "flags", "start", "length")
"""Columns that finding links takes, and comparing pairs."""
CHUNK = pa.schema({"chunk": pa.int32(), "group": pa.int32(), "first": pa.int64(), "numbers": pa.large_list(pa.int32())})
"""Some articles of a file: the row group, the first row in it, and their numbers."""
AT_ONCE, FEWEST = 5_000, 250
"""Articles that are read by one task, at most and, so that every core has some, at least; rows that are held while a store is filled."""
PIECES = 4
"""Tasks for each core, if there are articles enough."""


def read_words(articles: Path, corpus: Corpus, folder: Path) -> Tasks:
    """Has the words of all articles of a Parquet file read, some thousand at a time."""
    numbers = np.full(pq.read_metadata(articles).num_rows, -1, dtype=np.int64)
    numbers[corpus.narrow["row"].to_numpy()] = np.arange(len(corpus))
    n = min(AT_ONCE, max(FEWEST, len(corpus) // (PIECES * cores())))
    chunks = pa.Table.from_pylist(list(_chunks(articles, numbers, n)), schema=CHUNK)
    return over_chunks(chunks, "chunk", partial(_read, articles), {"words": WORDS}, folder, flat="words")


def _chunks(articles: Path, numbers: Ints, at_once: int) -> Iterator[dict[str, Any]]:
    """Row groups of a file, or parts of them, with the numbers of their articles; -1: one that is not compared."""
    about, begin, chunk = pq.read_metadata(articles), 0, 0
    for group in range(about.num_row_groups):
        n = about.row_group(group).num_rows
        for first in range(0, n, at_once):
            here = numbers[begin + first : begin + min(first + at_once, n)]
            yield {"chunk": chunk, "group": group, "first": first, "numbers": here.astype(np.int32)}
            chunk += 1
        begin += n


def _read(articles: Path, chunk: pa.Table) -> dict[str, pa.Table]:
    """The words of one chunk."""
    (row,) = chunk.to_pylist()
    numbers = np.array(row["numbers"], dtype=np.int64)
    with pq.ParquetFile(articles) as file:
        rows = file.read_row_group(row["group"], columns=["text", "blocks"]).slice(row["first"], len(numbers))
    frame = pl.DataFrame(pl.from_arrow(rows)).filter(pl.Series(numbers >= 0))
    return {"words": _words(frame, numbers[numbers >= 0])}


def _words(frame: pl.DataFrame, numbers: Ints) -> pa.Table:
    """A row for each article of a frame, which has texts and blocks."""
    here = np.arange(frame.height)
    keys = pl.Series([f"{place:09}" for place in here], dtype=pl.String)  # so that they keep their order
    with Store(Corpus(frame.with_columns(article_id=keys))) as store:
        store.fill(here)
        words, _ = ranges(store.first, store.n_words)
        prints = store.prints(here)
        by_word: dict[str, npt.NDArray[Any]] = {
            "word": store.hash[words],
            "flags": store.flags[words],
            "start": store.start(words),
            "length": store.length(words),
        }
        lists = {name: _packed(by_word[name].astype(kind), store.n_words) for name, kind in COLUMNS.items()}
        lists |= {name: _lists(values, store.n_prints) for name, values in (("hash", prints.hash), ("place", prints.place))}
        return pa.table({"number": numbers, "n_body": store.n_body, "n_prints": store.n_prints, **lists}).select(WORDS.names).cast(WORDS)


def _lists(values: npt.NDArray[Any], n: Ints) -> pa.Array:
    return pa.LargeListArray.from_arrays(pa.array(np.concatenate([[0], np.cumsum(n)]), pa.int64()), pa.array(values))


def _packed(values: npt.NDArray[Any], n: Ints) -> pa.Array:
    """The bytes of the values of each article."""
    ends = np.concatenate([[0], np.cumsum(n)]) * values.itemsize
    return pa.Array.from_buffers(pa.large_binary(), len(n), [None, pa.py_buffer(ends.astype(np.int64)), pa.py_buffer(values)])


class SharedCorpus(Corpus):
    """The numbers of articles that lie on the shared path: what a task has to know of all of them."""

    def __init__(self, path: Path) -> None:
        table = pl.read_parquet(path)
        self.outlet: Ints = table["outlet"].to_numpy()
        self._shuffle: U64 = table["shuffle"].to_numpy()
        self._lock = Lock()
        self._lacks = np.zeros(len(self), dtype=np.bool_)

    def __len__(self) -> int:
        return len(self.outlet)

    @staticmethod
    def write(corpus: Corpus, path: Path) -> None:
        """Puts the numbers of a corpus on the shared path."""
        pl.DataFrame({"outlet": corpus.outlet, "shuffle": corpus.shuffle}).write_parquet(path, compression="lz4")


class SharedStore(Store):
    """A store that has words from the shared path instead of reading texts."""

    def __init__(self, corpus: Corpus, files: Sequence[str], columns: Sequence[str]) -> None:
        super().__init__(corpus)
        self._rows = ds.dataset(list(files), format="parquet")
        self._columns = columns
        every = self._rows.to_table(["number", "n_body"])
        self.n_body[every["number"].to_numpy()] = every["n_body"].to_numpy()

    def fill(self, numbers: Ints) -> None:
        """Has the words of these articles that have not been had."""
        missing = numbers[self.first[numbers] < 0]
        if not len(missing):
            return
        wanted = pc.field("number").isin(pa.array(missing, pa.int32()))
        for rows in self._rows.to_batches(["number", "n_body", "n_prints", *self._columns], filter=wanted, batch_size=AT_ONCE):
            if rows.num_rows:
                self._put(rows)
        self.let_go()

    def _put(self, rows: pa.RecordBatch) -> None:
        n_words = pc.binary_length(rows["flags"]).to_numpy().astype(np.int64)
        words = [_unpacked(rows, name, int(n_words.sum()), kind) for name, kind in COLUMNS.items()]
        hashes, n_prints = np.zeros(0, np.uint64), np.zeros(len(n_words), np.int64)
        if "hash" in self._columns:
            hashes, n_prints = rows["hash"].flatten().to_numpy(), rows["n_prints"].to_numpy().astype(np.int64)
        prints: list[npt.NDArray[Any]] = [
            hashes,
            np.zeros(len(hashes), np.int32),
            np.zeros(len(hashes), np.int32),
            np.arange(len(hashes), dtype=np.uint32),
        ]
        word, flags, _, length = words
        n_lead, lead = find_leads(np.concatenate([[0], np.cumsum(n_words)]), word, flags, length)
        self._keep(
            rows["number"].to_numpy().astype(np.int64), n_words, rows["n_body"].to_numpy(), n_prints, n_lead, [*words, *prints, lead]
        )


def _unpacked(rows: pa.RecordBatch, name: str, n: int, kind: type[np.generic]) -> npt.NDArray[Any]:
    """The values of all articles of a column; nothing but zeros where it was not asked for."""
    if name not in rows.schema.names or not n:
        return np.zeros(n, dtype=kind)
    column = rows[name].cast(pa.large_binary())
    _, ends, data = column.buffers()
    ends = np.frombuffer(ends, dtype=np.int64)[column.offset : column.offset + len(column) + 1]
    return np.frombuffer(data, dtype=np.uint8)[ends[0] : ends[-1]].view(kind)
