"""How much two articles are about the same thing, by the rarer words they open with.

This tells furniture and stock phrases, which stand under everything an outlet prints, from passages that follow a story through several
reports. How rare a word is stands in seeds/reference/word_rarity.csv and not in the articles compared: what two articles have in common
must not depend on which others lie beside them.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pipelines.reference import rows
from pipelines.reports.stretch import IS_SHARED, Stretch
from pipelines.reports.words import U32, Ints, find_words

LEAD = 120
"""Words from the beginning that are looked at: furniture is rarely there, and a report names its people and places there."""
LETTERS = 4
"""Shorter words are left out."""
RAREST = 8.0
"""Bits of a word that the table does not have."""
RELATED, CLOSE, VERY_CLOSE = 0.22, 0.28, 0.38


@dataclass(frozen=True, slots=True)
class Subjects:
    """The distinct words that some articles open with, sorted by article and word; `article` is a place among those articles."""

    article: Ints
    word: U32
    bits: np.ndarray
    totals: np.ndarray
    """Bits of all words of each article."""

    def closeness(self, left: Ints, right: Ints) -> np.ndarray:
        """Share, 0 to 1, of the bits of the lighter article's words that the other has, for each pair."""
        first = np.searchsorted(self.article, np.arange(len(self.totals) + 1))
        n = np.diff(first)[left]
        pair = np.repeat(np.arange(len(left)), n)
        at = np.arange(int(n.sum())) - np.repeat(np.cumsum(n) - n, n) + np.repeat(first[left], n)
        mine = (self.article << 32) + self.word
        wanted = (right[pair] << 32) + self.word[at]
        found = np.minimum(np.searchsorted(mine, wanted), max(len(mine) - 1, 0))
        shared = np.bincount(pair, weights=self.bits[at] * (mine[found] == wanted), minlength=len(left)) if len(at) else np.zeros(len(left))
        return shared / np.maximum(np.minimum(self.totals[left], self.totals[right]), 1e-9)


def find_subjects(stretch: Stretch) -> Subjects:
    """The subjects of the articles of a stretch."""
    read = stretch.has(IS_SHARED)
    before = np.concatenate([[0], np.cumsum(read)])
    article = stretch.article
    rank = before[:-1] - before[stretch.first[:-1]][article]
    chosen = np.flatnonzero(read & (rank < LEAD) & (stretch.length >= LETTERS))
    keys = np.sort((article[chosen] << 32) + stretch.hash[chosen])
    keys = keys[np.diff(keys, prepend=-1) != 0]
    article, word = keys >> 32, (keys & 0xFFFFFFFF).astype(np.uint32)
    bits = _bits_of(word)
    return Subjects(article, word, bits, np.bincount(article, weights=bits, minlength=len(stretch.first) - 1))


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
