"""The words and fingerprints of articles as numbers: read once, kept aside in files, had back as arrays that the machine pages in."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.freed import mapped_bytes, release
from pipelines.reports.arrays import Array
from pipelines.reports.compiled import compiled
from pipelines.reports.corpus import Batch, Corpus
from pipelines.reports.fingerprints import Fingerprints, find_fingerprints
from pipelines.reports.flags import IS_BODY, IS_FURNITURE, IS_QUOTED, IS_SHARED, in_blocks
from pipelines.reports.marks import quoted_words
from pipelines.reports.reading import read_texts
from pipelines.reports.subjects import find_leads
from pipelines.reports.types import U32, U64, Ints

BUCKETS = 64
"""Ranges of hashes, a power of two: fingerprints are put away by range."""
AT_ONCE = 1_500_000
"""Fingerprints that are looked at at once, in one range or several; few enough for the processor's caches to be of help."""
OFTEN = 100
"""Batches after which freed memory is given back."""
RANGE = np.uint64(64 - (BUCKETS.bit_length() - 1))
"""Bits of a hash after those that say its range."""
LONGEST = (1 << 16) - 1
"""Characters of a word that are counted."""
MAPPED = 1 << 30
"""Bytes of files that may be in memory while all of them are looked at."""
WORDS: dict[str, type] = {"hash": np.uint32, "tags": np.uint16, "start": np.uint32, "length": np.uint16}
PRINTS: dict[str, type] = {"print": np.uint64, "place": np.int32}
LEADS: dict[str, type] = {"lead": np.uint32}
"""Files that hold words, and what of each, but for their flags, which change; files that hold fingerprints, article by article; the file of
the words that articles open with (subjects.py)."""
PLACES = ("first", "n_words", "n_body", "n_own", "first_print", "n_prints", "first_lead", "n_lead")
"""What the store has of each article."""

Part = TypeVar("Part")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of articles, those of an article in a row.

    Attributes:
        first: where the words of each article of the corpus begin; n_words, n_own: of each article, how many, and how many of the body
            that are no furniture.
        hash, flags: of each word.
    """

    first: Ints
    n_words: Ints
    n_own: Ints
    hash: U32
    flags: npt.NDArray[np.uint8]


class Store:
    """Words and fingerprints of the articles of a corpus, each article read once.

    A word is 32 bits of its hash: five words in a row are hashed to 64 bits from that, and a word is compared with another only where the
    words around it agree, so that two different words pass as one less than once in four billion such places. What is looked at all over
    the corpus are `tags`, shorter yet: a mistake there costs a look at the words.
    """

    def __init__(self, corpus: Corpus, kept: Path | None = None, size: tuple[int, int, int] = (0, 0, 0), flags: Path | None = None) -> None:
        """Args:
        kept: beginning of the names of the files that words and fingerprints are kept in; size: words, fingerprints and
            words of subjects that they hold already (`resume`).
        flags: the file that the words' flags are kept in, which holds as many.
        """
        self._corpus = corpus
        n = len(corpus)
        self.first: Ints = np.full(n, -1, dtype=np.int64)
        """Where the words of each article begin; -1: it has not been read."""
        self.n_words: Ints = np.zeros(n, dtype=np.int64)
        self.n_body: Ints = np.zeros(n, dtype=np.int64)
        """Words of the body."""
        self.n_own: Ints = np.zeros(n, dtype=np.int64)
        """Words of the body that are no furniture."""
        self.first_print: Ints = np.zeros(n, dtype=np.int64)
        """Place of each article's first fingerprint among all that were put away, article by article."""
        self.n_prints: Ints = np.zeros(n, dtype=np.int64)
        self.first_lead: Ints = np.zeros(n, dtype=np.int64)
        """Place of the first of each article's words in `lead`."""
        self.n_lead: Ints = np.zeros(n, dtype=np.int64)
        kinds = [(name, kind, n) for names, n in zip((WORDS, PRINTS, LEADS), size, strict=True) for name, kind in names.items()]
        self._kept = [Array(kind, kept.with_suffix(f".{name}") if kept else None, n) for name, kind, n in kinds]
        self._hash, self._tags, self._start, self._length, *self._by_article, self._lead = self._kept
        self._flags = Array(np.uint8, flags, size[0])
        self._by_hash = (Array(np.uint64), Array(np.int32), Array(np.int32))
        """Fingerprints: hash, article, place; by article: hash, place."""
        self._arrays = (*self._kept, self._flags, *self._by_hash)
        self._begins: list[Ints] = []
        """Where each range of hashes begins in each batch that was read: fingerprints are put away twice, each batch's in order of their
        hashes, and article by article."""

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        for array in self._arrays:
            array.close()

    def fill(self, numbers: Ints) -> None:
        """Reads those of these articles that have not been read, on all cores."""
        numbers = numbers[self.first[numbers] < 0]
        if not len(numbers):
            return
        workers = os.cpu_count() or 1
        with ThreadPoolExecutor(workers) as pool:
            batches = self._corpus.batches(numbers)
            waiting = [pool.submit(_read, batch) for batch in islice(batches, 2 * workers)]
            while waiting:
                self._keep(*waiting.pop(0).result())
                waiting += [pool.submit(_read, batch) for batch in islice(batches, 1)]
                if len(self._begins) % OFTEN == 0:
                    self.let_go()
        self.let_go()

    def _keep(self, numbers: Ints, n_words: Ints, n_body: Ints, n_prints: Ints, n_lead: Ints, columns: Sequence[npt.NDArray[Any]]) -> None:
        """Puts away what was read of some articles, in their order."""
        self.first[numbers] = self._hash.size + np.cumsum(n_words) - n_words
        self.n_words[numbers] = n_words
        self.n_body[numbers] = self.n_own[numbers] = n_body
        self.first_print[numbers] = self._by_article[0].size + np.cumsum(n_prints) - n_prints
        self.n_prints[numbers] = n_prints
        self.first_lead[numbers] = self._lead.size + np.cumsum(n_lead) - n_lead
        self.n_lead[numbers] = n_lead
        words, prints, (by_article, lead) = columns[:4], columns[4:7], columns[7:]
        self._lead.add(lead)
        self._begins.append(self._by_hash[0].size + np.searchsorted(prints[0] >> RANGE, np.arange(BUCKETS + 1)))
        for array, values in zip((self._hash, self._flags, self._start, self._length), words, strict=True):
            array.add(values)
        self._tags.add(_tags(words[0], words[1]))
        for by_hash, values in zip(self._by_hash, prints, strict=True):
            by_hash.add(values)
        for own, values in zip(self._by_article, (prints[0], prints[2]), strict=True):
            own.add(values[by_article])

    def resume(self, numbers: Ints, articles: pl.DataFrame) -> None:
        """Has these articles already: PLACES, as the files hold them."""
        for name in PLACES:
            getattr(self, name)[numbers] = articles[name].to_numpy()

    def put_by(self) -> None:
        """Brings what is kept to the disk."""
        for array in (*self._kept, self._flags):
            array.put_by()

    @property
    def size(self) -> tuple[int, int, int]:
        """Words, fingerprints and words of subjects that have been put away."""
        return self._hash.size, self._by_article[0].size, self._lead.size

    @property
    def lead(self) -> U32:
        """Hashes of the words that articles open with, distinct and in order; an article's begin at `first_lead`."""
        return self._lead.view

    @property
    def hash(self) -> U32:
        """Hashes of all words; an article's begin at `first`."""
        return self._hash.view

    @property
    def tags(self) -> npt.NDArray[np.uint16]:
        """Of all words the last 15 bits of the hash, and whether they stand in quotation marks."""
        return self._tags.view

    @property
    def flags(self) -> npt.NDArray[np.uint8]:
        """Flags of all words."""
        return self._flags.view

    def start(self, words: Ints) -> Ints:
        """First character of these words, in the canonical text of their article."""
        return self._start.at(words).astype(np.int64)

    def end(self, words: Ints) -> Ints:
        """One past the last character of these words."""
        return self.start(words) + self.length(words)

    def length(self, words: Ints) -> npt.NDArray[np.uint16]:
        """Characters of these words."""
        return self._length.at(words)

    def words(self) -> Words:
        """The words of all articles that have been read, as they lie in the files."""
        return Words(self.first, self.n_words, self.n_own, self.hash, self.flags)

    def distinct(self, *numbers: Ints) -> Ints:
        """The articles among these numbers, each once, in order."""
        there = np.zeros(len(self.first), dtype=np.bool_)
        for some in numbers:
            there[some] = True
        return np.flatnonzero(there)

    def prints(self, numbers: Ints) -> Fingerprints:
        """The fingerprints of these articles, in the order given."""
        n = self.n_prints[numbers]
        hashes, place = self._by_article
        article = np.repeat(numbers.astype(np.int32), n)
        return Fingerprints(hashes.some(self.first_print[numbers], n), article, place.some(self.first_print[numbers], n))

    def hashes(self, first: Ints, n: Ints) -> U64:
        """The hashes of fingerprints that were put away, some in a row from each of these places."""
        return self._by_article[0].some(first, n)

    def in_ranges(self) -> Iterator[Fingerprints]:
        """All fingerprints, some ranges of hashes at a time."""
        begins = np.array(self._begins, dtype=np.int64).reshape(-1, BUCKETS + 1)
        workers, most = os.cpu_count() or 1, max(1, BUCKETS * AT_ONCE // max(self._by_hash[0].size, 1))
        rounds = -(-BUCKETS // (most * workers))
        step = -(-BUCKETS // min(rounds * workers, BUCKETS))  # everybody has something to do to the end
        for low in range(0, BUCKETS, step):
            first = begins[:, low]
            n = begins[:, min(low + step, BUCKETS)] - first
            yield Fingerprints(*(array.some(first, n) for array in self._by_hash))

    def strike(self, article: Ints, begin: Ints, n_words: Ints) -> None:
        """Marks stretches of words, each counted from its article's first, as furniture; they do not overlap."""
        _strike(self.flags, self.first, self.n_own, article, begin, n_words)
        self._flags.let_go()

    def clear(self, articles: Ints) -> None:
        """Takes all marks of furniture from these articles."""
        _clear(self.flags, self.first, self.n_words, articles)
        self.n_own[articles] = self.n_body[articles]

    def let_go(self) -> None:
        """Lets the machine have the memory back that the arrays were paged into, and what was freed elsewhere."""
        for array in self._arrays:
            array.let_go()
        release()

    @property
    def fits(self) -> bool:
        """Whether all words may be in memory."""
        return self._hash.size * sum(np.dtype(kind).itemsize for kind in WORDS.values()) < MAPPED

    def let_some_go(self) -> None:
        """Does so where many bytes of files are in memory, but for the tags, which are looked at all over."""
        if mapped_bytes() > MAPPED:
            for array in self._arrays:
                if array is not self._tags:
                    array.let_go()
            release()


@compiled
def _tags(hashes: Any, flags: Any) -> Any:
    tags = np.empty(len(hashes), dtype=np.uint16)
    for word in range(len(hashes)):
        tags[word] = np.uint16(hashes[word] << np.uint32(1)) | np.uint16((flags[word] & IS_QUOTED) != 0)
    return tags


@compiled
def _clear(flags: Any, first: Any, n_words: Any, articles: Any) -> None:
    for article in articles:
        for word in range(first[article], first[article] + n_words[article]):
            flags[word] &= ~np.uint8(IS_FURNITURE)


@compiled
def _strike(flags: Any, first: Any, n_own: Any, article: Any, begin: Any, n_words: Any) -> None:
    for row in range(len(article)):
        at = first[article[row]] + begin[row]
        for word in range(at, at + n_words[row]):
            n_own[article[row]] -= (flags[word] & (IS_BODY | IS_FURNITURE)) == IS_BODY
            flags[word] |= np.uint8(IS_FURNITURE)


def on_all_cores(run: Callable[[Part], Result], parts: Iterable[Part]) -> list[Result]:
    """What `run` gives for each part, in their order; compiled loops, numpy, polars and DuckDB let other threads work."""
    return list(as_done(run, parts))


def as_done(run: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
    """What `run` gives for each part, in their order, one after the other. A part is had only when there is somebody to work on it."""
    parts, workers = iter(parts), os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        waiting = [pool.submit(run, part) for part in islice(parts, workers)]
        while waiting:
            done = waiting.pop(0).result()
            waiting += [pool.submit(run, part) for part in islice(parts, 1)]
            yield done


def _read(batch: Batch) -> tuple[Ints, Ints, Ints, Ints, Ints, list[npt.NDArray[Any]]]:
    """Numbers of some articles, how many words, words of the body, fingerprints and words of its subject each has, and the columns of the
    store."""
    texts, blocks = batch.read()
    words, marks = read_texts(texts)
    flags, n_body = in_blocks(words, blocks)
    flags |= quoted_words(words, marks) * np.uint8(IS_QUOTED)
    prints = find_fingerprints(words, (flags & IS_SHARED) != 0, (flags & IS_QUOTED) != 0)
    length = np.minimum(words.end - words.start, LONGEST).astype(np.uint16)
    columns = [words.hash.astype(np.uint32), flags, words.start.astype(np.uint32), length]
    order = np.argsort(prints.hash)
    by_article = np.empty(len(order), dtype=np.uint32)
    by_article[order] = np.arange(len(order))
    columns += [prints.hash[order], batch.numbers[prints.article[order]].astype(np.int32), prints.place[order], by_article]
    n_lead, lead = find_leads(words.first, columns[0], flags, length)
    return batch.numbers, np.diff(words.first), n_body, np.bincount(prints.article, minlength=len(n_body)), n_lead, [*columns, lead]
