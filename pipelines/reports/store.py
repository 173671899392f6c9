"""The words of articles as numbers: read once, kept aside in files, had back for any articles in one stretch."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.reports.corpus import Batch, Corpus
from pipelines.reports.fingerprints import Fingerprints, find_fingerprints
from pipelines.reports.marks import quoted_words
from pipelines.reports.stretch import IS_BODY, IS_QUOTED, IS_SHARED, LENGTH, LONGEST, START, Stretch
from pipelines.reports.words import U64, Flags, Ints, Words, find_words
from pipelines.text.spans import READ

SHARED = READ | {"embed"}
"""Kinds of blocks that two reports can have in common: a post that both embed is one, though its words are neither's own."""
BODY = READ - {"title"}
"""What makes a copy: a new headline makes no new report."""


class Store:
    """Words and fingerprints of the articles of a corpus, each article read once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._words = _Shelf(len(corpus), {"hash": np.uint32, "where": np.uint64})
        self._prints = _Shelf(len(corpus), {"hash": np.uint64, "place": np.int32})

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self._words.close()
        self._prints.close()

    def read(self, numbers: Ints) -> Iterator[Fingerprints]:
        """Reads those of these articles that have not been read, on all cores, and gives their fingerprints batch by batch."""
        workers = os.cpu_count() or 1
        with ThreadPoolExecutor(workers) as pool:
            batches = self._corpus.batches(numbers[~self._words.has(numbers)])
            waiting = [pool.submit(_read, batch) for batch in islice(batches, 2 * workers)]
            while waiting:
                held, stretch, prints = waiting.pop(0).result()
                waiting += [pool.submit(_read, batch) for batch in islice(batches, 1)]
                self._words.put(held, stretch.first, hash=stretch.hash, where=stretch.where)
                firsts = np.concatenate([[0], np.cumsum(np.bincount(prints.article, minlength=len(held)))])
                self._prints.put(held, firsts, hash=prints.hash, place=prints.place)
                yield Fingerprints(prints.hash, held[prints.article].astype(np.int32), prints.place)

    def n_prints(self, numbers: Ints) -> Ints:
        """Fingerprints of each of these articles."""
        self._fill(numbers)
        return self._prints.n(numbers)

    def n_words(self, numbers: Ints) -> Ints:
        """Words of each of these articles."""
        self._fill(numbers)
        return self._words.n(numbers)

    def words(self, numbers: Ints) -> Stretch:
        """The words of these articles, in the order given."""
        self._fill(numbers)
        first, (hashes, where) = self._words.get(numbers)
        return Stretch(first, hashes, where)

    def prints(self, numbers: Ints) -> Fingerprints:
        """The fingerprints of these articles, in the order given."""
        self._fill(numbers)
        first, (hashes, place) = self._prints.get(numbers)
        return Fingerprints(hashes, np.repeat(numbers, np.diff(first)).astype(np.int32), place)

    def _fill(self, numbers: Ints) -> None:
        for _ in self.read(numbers):
            pass


class _Shelf:
    """Arrays of many articles in files without a name, one file a kind of array."""

    def __init__(self, n: int, kinds: dict[str, type]) -> None:
        self._at = np.full(n, -1, dtype=np.int64)
        self._n = np.zeros(n, dtype=np.int64)
        self._size = 0
        self._kinds = kinds
        self._files = {name: tempfile.TemporaryFile() for name in kinds}

    def close(self) -> None:
        """Lets go of the files."""
        for file in self._files.values():
            file.close()

    def has(self, numbers: Ints) -> Flags:
        """Which articles are here."""
        return self._at[numbers] >= 0

    def n(self, numbers: Ints) -> Ints:
        """Elements of each of these articles."""
        return self._n[numbers]

    def put(self, numbers: Ints, first: Ints, **arrays: npt.NDArray[Any]) -> None:
        """Adds articles; `first` says where each begins in the arrays."""
        self._at[numbers] = self._size + first[:-1]
        self._n[numbers] = np.diff(first)
        self._size += int(first[-1])
        for name, array in arrays.items():
            self._files[name].write(array.astype(self._kinds[name], copy=False))

    def get(self, numbers: Ints) -> tuple[Ints, list[npt.NDArray[Any]]]:
        """Where each of these articles begins, and the arrays of all, in the order given."""
        at, n = self._at[numbers], self._n[numbers]
        # articles that lie one behind the other are had in one go
        begins = np.flatnonzero(at != np.concatenate([[-1], (at + n)[:-1]])) if len(at) else at
        sizes = np.add.reduceat(n, begins) if len(at) else n
        spans = list(zip(at[begins].tolist(), sizes.tolist(), strict=True))
        return np.concatenate([[0], np.cumsum(n)]), [self._had(name, spans) for name in self._files]

    def _had(self, name: str, spans: Sequence[tuple[int, int]]) -> npt.NDArray[Any]:
        file, size = self._files[name], np.dtype(self._kinds[name]).itemsize
        file.flush()
        return np.frombuffer(b"".join([os.pread(file.fileno(), size * n, size * at) for at, n in spans]), dtype=self._kinds[name])


def _read(batch: Batch) -> tuple[Ints, Stretch, Fingerprints]:
    """Numbers of some articles, their words, and their fingerprints, whose articles are places in the batch."""
    words = find_words(batch.texts)
    flags = _in_blocks(words, batch.blocks) | (quoted_words(batch.texts, words) * np.uint64(IS_QUOTED))
    length = np.minimum(words.end - words.start, LONGEST).astype(np.uint64)
    where = words.start.astype(np.uint64) << np.uint64(START) | length << np.uint64(LENGTH) | flags
    stretch = Stretch(words.first, words.hash.astype(np.uint32), where)
    return batch.numbers, stretch, find_fingerprints(stretch)


def _in_blocks(words: Words, blocks: pl.Series) -> U64:
    """The flags that say in what kind of block each word stands wholly."""
    rows = (
        pl.DataFrame({"number": np.arange(len(blocks)), "block": blocks})
        .explode("block", empty_as_null=False)
        .drop_nulls("block")
        .unnest("block")
        .filter(pl.col("kind").is_in(list(SHARED)))
        .sort("number", "start")
    )
    if not rows.height:
        return np.zeros(len(words.hash), dtype=np.uint64)
    begin = (rows["number"].to_numpy() << 40) + rows["start"].to_numpy()
    stop = (rows["number"].to_numpy() << 40) + rows["end"].to_numpy()
    bits = IS_SHARED + IS_BODY * rows["kind"].is_in(list(BODY)).to_numpy()
    base = words.text.astype(np.int64) << 40
    block = np.searchsorted(begin, base + words.start, side="right") - 1
    return np.where((block >= 0) & (base + words.end <= stop[block]), bits[block], 0).astype(np.uint64)
