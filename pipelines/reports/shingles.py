"""Five words in a row as one hash, and which of these hashes stand for a text. Knows nothing of tables."""

from typing import Any

import numpy as np

from pipelines.reports.compiled import compiled
from pipelines.reports.reading import Words, mixed
from pipelines.reports.types import U64, Flags, Ints

GRAM = 5
"""Words in a shingle."""
_FACTORS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))  # odd, without a pattern
_HALF, _NONE = np.uint64(0xFFFFFFFF), np.uint32(0xFFFFFFFF)


def shingle(words: Words, read: Flags) -> tuple[Ints, U64]:
    """Index of the first word and hash of every shingle; none holds a word that is not read or words of two texts."""
    index, hashes = np.empty(len(words.hash), dtype=np.int64), np.empty(len(words.hash), dtype=np.uint64)
    n = _shingle(words.first, words.hash, read, index, hashes)
    return index[:n], hashes[:n]


def winnow(index: Ints, hashes: U64, window: int) -> Flags:
    """Which shingles to keep: the least of every `window` shingles in a row (S. Schleimer and others, Winnowing, 2003).

    What is kept depends on the words nearby alone, so two texts keep the same shingles of a passage they share, if it has GRAM + window - 1
    words. About two in window + 1 are kept, and the first and the last of every run.
    """
    kept = np.zeros(len(index), dtype=np.bool_)
    _winnow(index, hashes, window, kept)
    return kept


@compiled
def five(hashes: Any, at: int) -> Any:
    """The hash of five words in a row."""
    pairs = (hashes[at] & _HALF) * _FACTORS[0] + (hashes[at + 1] & _HALF)
    others = (hashes[at + 2] & _HALF) * _FACTORS[0] + (hashes[at + 3] & _HALF)
    return mixed((pairs * _FACTORS[1] + others) * _FACTORS[2] + (hashes[at + 4] & _HALF))


@compiled
def _shingle(first: Any, words: Any, read: Any, index: Any, hashes: Any) -> int:
    n = 0
    for text in range(len(first) - 1):
        run = 0
        for word in range(first[text], first[text + 1]):
            run = run + 1 if read[word] else 0
            if run >= GRAM:
                index[n] = word - GRAM + 1
                hashes[n] = five(words, word - GRAM + 1)
                n += 1
    return n


@compiled
def _winnow(index: Any, hashes: Any, window: int, kept: Any) -> None:
    begin = 0
    for at in range(1, len(index) + 1):
        if at == len(index) or index[at] - index[at - 1] != 1:
            winnow_run(hashes[begin:at], window, kept[begin:at])
            begin = at


@compiled
def winnow_run(hashes: Any, window: int, kept: Any) -> None:
    """Shingles in a row. Beyond both ends there is room for any window, so that none spans two runs."""
    # half of a hash is enough to compare by; of two that are the same by chance both are kept
    line = np.full(len(hashes) + 2 * window - 2, _NONE)
    for at in range(len(hashes)):
        line[at + window - 1] = np.uint32(hashes[at])
    least = line.copy()
    width = 1
    while width < window:  # the least of twice as many in a row is the lesser of two
        step = min(width, window - width)
        for at in range(len(line) - width - step + 1):
            least[at] = min(least[at], least[at + step])
        width += step
    width = 1
    while width < window:  # and the largest of all windows that a shingle is in
        step = min(width, window - width)
        for at in range(len(hashes) + window - width - step):
            least[at] = max(least[at], least[at + step])
        width += step
    for at in range(len(hashes)):
        kept[at] = least[at] == line[at + window - 1]
