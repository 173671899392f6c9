"""How much two articles are about the same thing, by the rarer words they open with.

This tells furniture and stock phrases, which stand under everything an outlet prints, from passages that follow a story through several
reports.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from pipelines.reports.words import U64, Flags, Ints, Words

LEAD = 120
"""Words from the beginning that are looked at: furniture is rarely there, and a report names its people and places there."""
LETTERS = 4
"""Shorter words are left out."""
MARGIN = 0.10
"""What two articles on one subject share beyond what any two articles do. Of the pairs of `stories` that share eight words in a row, 92 %
of the 143 within an event lie above, 95 % of the 101 others below."""
CEILING = 0.25
"""So that a corpus on one single subject does not take its own subject for chance."""
FEW = 100
"""So many articles, and fewer, can be on one subject by how they were picked; what they share by chance is then discounted."""
CHUNK = 200_000


@dataclass(frozen=True, slots=True)
class Subjects:
    """Rows are articles, columns words; the square of an element is the weight of the word, log((articles + 1) / articles that have it)."""

    weights: sp.csr_array
    totals: np.ndarray
    chance: float
    """Closeness of two articles picked at random, as far as that can be told."""

    def closeness(self, left: Ints, right: Ints) -> np.ndarray:
        """Share, 0 to 1, of the weight of the lighter article's words that the other has, for each pair."""
        shared = [
            self.weights[left[at : at + CHUNK]].multiply(self.weights[right[at : at + CHUNK]]).sum(axis=1)
            for at in range(0, len(left), CHUNK)
        ]
        together = np.concatenate(shared) if shared else np.zeros(0)
        return together / np.maximum(np.minimum(self.totals[left], self.totals[right]), 1e-9)

    def apart(self, left: Ints, right: Ints) -> Flags:
        """Which pairs are hardly closer than any two articles are."""
        return self.closeness(left, right) < min(self.chance + MARGIN, CEILING)


def opening_words(words: Words, read: Flags) -> tuple[Ints, U64]:
    """Article (its place among the texts of `words`) and hash of the words that `weigh_subjects` takes."""
    before = np.concatenate([[0], np.cumsum(read)])
    rank = before[:-1] - before[words.first[:-1]][words.text]
    chosen = np.flatnonzero(read & (rank < LEAD) & (words.end - words.start >= LETTERS))
    return words.text[chosen].astype(np.int64), words.hash[chosen]


def weigh_subjects(article: Ints, word: U64, order: Ints) -> Subjects:
    """Subjects from pairs of article and word. `order` is any order of the articles that has nothing to do with what they are about."""
    n_articles = len(order)
    vocabulary, column = np.unique(word, return_inverse=True)
    present = sp.csr_array((np.ones(len(article)), (article, column)), shape=(n_articles, max(len(vocabulary), 1)))
    present.sum_duplicates()
    present.data[:] = 1
    frequency = np.maximum(present.sum(axis=0), 1)
    weight = np.log((n_articles + 1) / frequency)
    weights = (present * np.sqrt(weight)[None, :]).tocsr()
    totals = weights.multiply(weights).sum(axis=1)
    subjects = Subjects(weights, np.asarray(totals), 0.0)
    chance = float(np.median(subjects.closeness(order[:-1], order[1:]))) if n_articles > 1 else 0.0
    return Subjects(subjects.weights, subjects.totals, chance * n_articles / (n_articles + FEW))
