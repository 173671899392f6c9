"""Words of several articles as numbers.

A word is 32 bits of its hash: five words in a row are hashed to 64 bits from that, and a word is compared with another only where the words
around it agree, so that two different words pass as one less than once in four billion such places.
"""

from dataclasses import dataclass

import numpy as np

from pipelines.reports.words import U32, U64, Flags, Ints

IS_SHARED, IS_BODY, IS_QUOTED = 1, 2, 4
"""Bits of a word's flags: it stands wholly in a block of these kinds; in quotation marks."""

START, LENGTH = 24, 8  # bits to the right of a word's first character and of its length in `where`
LONGEST = (1 << 16) - 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of some articles one after the other; `first` has one element an article and one past the last, the others one a word."""

    first: Ints
    hash: U32
    where: U64

    @property
    def article(self) -> Ints:
        """Place of the article of each word, among those of the stretch."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    @property
    def start(self) -> Ints:
        """First character of each word, in the canonical text."""
        return (self.where >> np.uint64(START)).astype(np.int64)

    @property
    def end(self) -> Ints:
        """One past the last character of each word."""
        return self.start + self.length

    @property
    def length(self) -> Ints:
        """Characters of each word, 65,535 at most."""
        return ((self.where >> np.uint64(LENGTH)) & np.uint64(LONGEST)).astype(np.int64)

    def has(self, bit: int) -> Flags:
        """Which words have this flag."""
        return (self.where & np.uint64(bit)) != 0
