"""Which five words in a row stand for an article, and which of these it has in common with others.

A fingerprint is a kept shingle (shingles.winnow) and the place of its first word. Of WINDOW shingles in a row at least one is kept, so two
articles that share GRAM + WINDOW - 1 = 16 words in a row have a fingerprint in common, always, and so have two that share 8 words of a
quotation; shorter passages are found where they happen to have one, and near others (passages.py).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.reports.compiled import compiled
from pipelines.reports.reading import Words
from pipelines.reports.shingles import GRAM, shingle, winnow_run
from pipelines.reports.sorting import order_short
from pipelines.reports.types import U64, Flags, Ints

WINDOW, IN_QUOTES = 12, 4
"""Shingles in a row of which one is kept; in quotation marks, where few words say much."""
REACH = GRAM + WINDOW
"""A passage ends at most so many words beyond its outermost fingerprints."""
_BITS = 26  # of the table in `sieve`, at most


MIDDLE = np.uint64(30)
"""The first bits of a hash are the same in a range of hashes, the last ones are small: it was the least of several."""


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """One element a fingerprint: its hash, its article's number, the place of its first word in the article."""

    hash: U64
    article: npt.NDArray[np.int32]
    place: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.hash)

    def take(self, which: Flags | Ints) -> "Fingerprints":
        """Some of them."""
        return Fingerprints(self.hash[which], self.article[which], self.place[which])

    def in_order(self) -> "Fingerprints":
        """The same by hash, article and place."""
        order = np.argsort(self.hash)
        _order_groups(self.hash, self.article.astype(np.int64) << 32 | self.place, order)
        return self.take(order)

    def frame(self, **more: Any) -> pl.DataFrame:
        """As a table, with further columns."""
        return pl.DataFrame({"hash": self.hash, "article": self.article, "place": self.place, **more})


def find_fingerprints(words: Words, read: Flags, quoted: Flags) -> Fingerprints:
    """Fingerprints of several texts, in order; articles are places among the texts, `read` says which words count, `quoted` which stand in
    quotation marks."""
    index, hashes = shingle(words, read)  # of 32 bits of a word's hash, as everywhere after this
    n = len(index)
    prints = Fingerprints(np.empty(n, dtype=np.uint64), np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32))
    n = _keep(index, hashes, quoted, words.text, words.first, (prints.hash, prints.article, prints.place))
    return Fingerprints(prints.hash[:n].copy(), prints.article[:n].copy(), prints.place[:n].copy())


@compiled
def _keep(index: Any, hashes: Any, quoted: Any, text: Any, first: Any, prints: Any) -> int:
    """Fills the columns of fingerprints; returns how many there are."""
    kept, begin, n = np.zeros(len(index), dtype=np.bool_), 0, 0
    for stop in range(1, len(index) + 1):
        if stop < len(index) and index[stop] - index[stop - 1] == 1:
            continue
        winnow_run(hashes[begin:stop], WINDOW, kept[begin:stop])
        _keep_quoted(index, hashes, quoted, begin, stop, kept)
        for at in range(begin, stop):
            of = text[index[at]]
            # a text that goes round in circles is fingerprinted once a round, one that repeats a word just once
            if kept[at] and (n == 0 or prints[0][n - 1] != hashes[at] or prints[1][n - 1] != of):
                prints[0][n], prints[1][n], prints[2][n] = hashes[at], of, index[at] - first[of]
                n += 1
        begin = stop
    return n


@compiled
def _keep_quoted(index: Any, hashes: Any, quoted: Any, begin: int, stop: int, kept: Any) -> None:
    """Keeps more of those shingles in a row, begin..stop, that stand in quotation marks."""
    at = begin
    while at < stop:
        if not quoted[index[at]]:
            at += 1
            continue
        end = at
        while end < stop and quoted[index[end]]:
            end += 1
        # what is kept depends on the shingles of all windows that it is in
        low, high = max(begin, at - IN_QUOTES + 1), min(stop, end + IN_QUOTES - 1)
        more = np.zeros(high - low, dtype=np.bool_)
        winnow_run(hashes[low:high], IN_QUOTES, more)
        for place in range(at, end):
            kept[place] |= more[place - low]
        at = end


def joined(parts: list[Fingerprints]) -> Fingerprints:
    """Several sets of fingerprints as one."""
    if not parts:
        return Fingerprints(np.zeros(0, np.uint64), np.zeros(0, np.int32), np.zeros(0, np.int32))
    return Fingerprints(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("hash", "article", "place")))


def repeated(keys: U64, times: int) -> Flags:
    """Which keys stand there at least so many times, and a few more."""
    table = np.zeros(1 << _bits(len(keys)), dtype=np.uint8)
    found = np.zeros(len(keys), dtype=np.bool_)
    _repeated(keys, times, table, found)
    return found


def among(wanted: U64, keys: U64) -> Flags:
    """Which keys are among those wanted."""
    table = np.zeros(1 << max(4, (2 * len(wanted)).bit_length()), dtype=np.uint64)
    found = np.zeros(len(keys), dtype=np.bool_)
    _among(wanted, keys, table, found)
    return found


@compiled
def _order_groups(hashes: Any, position: Any, order: Any) -> None:
    """Puts those with one hash, which lie together, in the order of their positions."""
    begin = 0
    for at in range(1, len(order) + 1):
        if at == len(order) or hashes[order[at]] != hashes[order[begin]]:
            order_short(position, order[begin:at])
            begin = at


@compiled
def _among(wanted: Any, keys: Any, table: Any, found: Any) -> None:
    """`table`: each key in the first free slot from the one that it names on; 0: free."""
    mask, nothing, one = np.uint64(len(table) - 1), np.uint64(0), np.uint64(1)
    zero = False
    for key in wanted:
        zero |= key == nothing
        slot = (key >> MIDDLE) & mask
        while table[slot] != nothing and table[slot] != key:
            slot = (slot + one) & mask
        table[slot] = key
    for at in range(len(keys)):
        key = keys[at]
        slot = (key >> MIDDLE) & mask
        while table[slot] != nothing and table[slot] != key:
            slot = (slot + one) & mask
        found[at] = table[slot] == key and (key != nothing or zero)


def _bits(n: int) -> int:
    """Of a table in which so many keys seldom meet."""
    return min(_BITS, max(10, n.bit_length() + 4))


@compiled
def _repeated(keys: Any, times: int, table: Any, found: Any) -> None:
    mask = np.uint64(len(table) - 1)
    for key in keys:
        slot = (key >> MIDDLE) & mask
        table[slot] += table[slot] < times
    for at in range(len(keys)):
        found[at] = table[(keys[at] >> MIDDLE) & mask] >= times
