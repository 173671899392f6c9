"""How much two articles are about the same thing, by the rarer words they open with.

This tells furniture and stock phrases, which stand under everything an outlet prints, from passages that follow a story through several
reports. How rare a word is stands in seeds/reference/word_rarity.csv and not in the articles compared: what two articles have in common
must not depend on which others lie beside them.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from pipelines.reference import rows
from pipelines.reports.compiled import compiled
from pipelines.reports.flags import IS_SHARED
from pipelines.reports.types import U8, U32, Ints
from pipelines.reports.words import find_words

if TYPE_CHECKING:
    from pipelines.reports.store import Store

LEAD = 120
"""Words from the beginning that are looked at: furniture is rarely there, and a report names its people and places there."""
LETTERS = 4
"""Shorter words are left out."""
RAREST = 8.0
"""Bits of a word that the table does not have."""
HARDLY_RELATED, RELATED, CLOSE, VERY_CLOSE = 0.18, 0.22, 0.28, 0.38


@dataclass(frozen=True, slots=True)
class Subjects:
    """The distinct words that some articles open with: those of numbers[n] are first[n]..first[n + 1], sorted."""

    numbers: Ints
    first: Ints
    word: U32
    bits: npt.NDArray[np.float64]

    def closeness(self, a: Ints, b: Ints) -> npt.NDArray[np.float64]:
        """Share, 0 to 1, of the bits of the lighter article's words that the other has, for each pair of numbers."""
        place = np.zeros(int(self.numbers.max(initial=-1)) + 1, dtype=np.int32)
        place[self.numbers] = np.arange(len(self.numbers))
        found = np.zeros(len(a), dtype=np.float64)
        _closeness(place, self.first, self.word, self.bits, a, b, found)
        return found


def find_subjects(store: "Store", numbers: Ints) -> Subjects:
    """The subjects of these articles, distinct and in order."""
    n = store.n_lead[numbers]
    first = np.concatenate([[0], np.cumsum(n)])
    word, bits = np.empty(first[-1], dtype=np.uint32), np.empty(first[-1], dtype=np.float64)
    _weigh(store.lead, store.first_lead[numbers], n, *_table(), word, bits)
    return Subjects(numbers, first, word, bits)


def find_leads(first: Ints, hashes: U32, flags: U8, length: npt.NDArray[np.uint16]) -> tuple[Ints, U32]:
    """How many distinct words each text opens with, and these in order.

    Args:
        first: where the words of each text begin, and one past the last of all.
        hashes, flags, length: of each word.
    """
    n, lead = np.zeros(len(first) - 1, dtype=np.int64), np.empty(len(hashes), dtype=np.uint32)
    return n, lead[: _collect(first, hashes, flags, length, n, lead)].copy()


@compiled
def _collect(first: Any, hashes: Any, flags: Any, length: Any, n: Any, lead: Any) -> int:
    """Fills the words that each text opens with; returns how many there are."""
    some, to = np.empty(LEAD, dtype=np.uint32), 0
    for text in range(len(n)):
        size = 0
        for at in range(first[text], min(first[text] + LEAD, first[text + 1])):
            if flags[at] & IS_SHARED and length[at] >= LETTERS:
                value, place = hashes[at], size
                while place and some[place - 1] > value:
                    some[place] = some[place - 1]
                    place -= 1
                some[place] = value
                size += 1
        for at in range(size):
            if at == 0 or some[at] != some[at - 1]:
                lead[to] = some[at]
                to += 1
                n[text] += 1
    return to


@compiled
def _weigh(lead: Any, begin: Any, n: Any, slots: Any, known: Any, word: Any, bits: Any) -> None:
    """Fills the words of some articles, and how rare each is."""
    mask, to = np.uint32(len(slots) - 1), 0
    for article in range(len(n)):
        for at in range(begin[article], begin[article] + n[article]):
            value = lead[at]
            slot = value & mask
            while known[slot] < RAREST and slots[slot] != value:
                slot = (slot + np.uint32(1)) & mask
            word[to], bits[to] = value, known[slot]
            to += 1


@compiled
def _closeness(place: Any, first: Any, word: Any, bits: Any, a: Any, b: Any, found: Any) -> None:
    for pair in range(len(a)):
        x, y = place[a[pair]], place[b[pair]]
        i, j, end_i, end_j = first[x], first[y], first[x + 1], first[y + 1]
        all_x, all_y, shared = 0.0, 0.0, 0.0
        for at in range(i, end_i):
            all_x += bits[at]
        for at in range(j, end_j):
            all_y += bits[at]
        while i < end_i and j < end_j:
            if word[i] == word[j]:
                shared += bits[i]
                i += 1
                j += 1
            elif word[i] < word[j]:
                i += 1
            else:
                j += 1
        found[pair] = shared / max(min(all_x, all_y), 1e-9)


@lru_cache(maxsize=1)
def _table() -> tuple[U32, npt.NDArray[np.float64]]:
    """The words that are not rare, each in the first free slot from the one that its hash names on, and their bits; RAREST: free."""
    table = rows("word_rarity")
    hashes = find_words([row["word"] for row in table]).hash.astype(np.uint32)
    size = 1 << (2 * len(hashes)).bit_length()
    slots, bits = np.zeros(size, dtype=np.uint32), np.full(size, RAREST)
    for value, row in zip(hashes.tolist(), table, strict=True):
        slot = value % size
        while bits[slot] < RAREST:
            slot = (slot + 1) % size
        slots[slot], bits[slot] = value, min(float(row["bits"]), RAREST - 1e-9)
    return slots, bits
