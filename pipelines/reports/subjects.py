"""How much two articles are about the same thing, by the rarer words they open with.

This tells furniture and stock phrases, which stand under everything an outlet prints, from passages that follow a story through several
reports. How rare a word is stands in seeds/reference/word_rarity.csv and not in the articles compared: what two articles have in common
must not depend on which others lie beside them.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pipelines.reference import rows
from pipelines.reports.store import IS_SHARED, Store, ranges
from pipelines.reports.types import U32, Ints
from pipelines.reports.words import find_words

LEAD = 120
"""Words from the beginning that are looked at: furniture is rarely there, and a report names its people and places there."""
LETTERS = 4
"""Shorter words are left out."""
RAREST = 8.0
"""Bits of a word that the table does not have."""
HARDLY_RELATED, RELATED, CLOSE, VERY_CLOSE = 0.18, 0.22, 0.28, 0.38


@dataclass(frozen=True, slots=True)
class Subjects:
    """The distinct words that some articles open with, sorted by article and word; `article` is a place in `numbers`."""

    numbers: Ints
    article: Ints
    word: U32
    bits: np.ndarray
    totals: np.ndarray
    """Bits of all words of each article."""

    def closeness(self, a: Ints, b: Ints) -> np.ndarray:
        """Share, 0 to 1, of the bits of the lighter article's words that the other has, for each pair of numbers."""
        left, right = np.searchsorted(self.numbers, a), np.searchsorted(self.numbers, b)
        first = np.searchsorted(self.article, np.arange(len(self.totals) + 1))
        at, pair = ranges(first[left], np.diff(first)[left])
        mine = (self.article << 32) + self.word
        wanted = (right[pair] << 32) + self.word[at]
        found = np.minimum(np.searchsorted(mine, wanted), max(len(mine) - 1, 0))
        shared = np.bincount(pair, weights=self.bits[at] * (mine[found] == wanted), minlength=len(left)) if len(at) else np.zeros(len(left))
        return shared / np.maximum(np.minimum(self.totals[left], self.totals[right]), 1e-9)


def find_subjects(store: Store, numbers: Ints) -> Subjects:
    """The subjects of these articles, distinct and in order."""
    at, of = ranges(store.first[numbers], np.minimum(store.n_words[numbers], LEAD))
    chosen = ((store.flags[at] & IS_SHARED) != 0) & (store.length[at] >= LETTERS)
    keys = np.sort((of[chosen] << 32) + store.hash[at[chosen]])
    keys = keys[np.diff(keys, prepend=-1) != 0]
    article, word = keys >> 32, (keys & 0xFFFFFFFF).astype(np.uint32)
    bits = _bits_of(word)
    return Subjects(numbers, article, word, bits, np.bincount(article, weights=bits, minlength=len(numbers)))


def _bits_of(words: U32) -> np.ndarray:
    known, bits = _table()
    found = np.minimum(np.searchsorted(known, words), len(known) - 1)
    return np.where(known[found] == words, bits[found], RAREST)


@lru_cache(maxsize=1)
def _table() -> tuple[U32, np.ndarray]:
    """Hashes of the words that are not rare, sorted, and their bits."""
    table = rows("word_rarity")
    hashes = find_words([row["word"] for row in table]).hash.astype(np.uint32)
    order = np.argsort(hashes)
    return hashes[order], np.array([float(row["bits"]) for row in table])[order]
