"""Five words in a row as one hash, and which of these hashes stand for a text. Knows nothing of tables."""

import numpy as np

from pipelines.reports.words import U64, Flags, Ints, Words, mix

GRAM = 5
"""Words in a shingle."""
WINDOW = 4
"""Of any so many shingles in a row, `winnow` keeps at least one; a passage of GRAM + WINDOW - 1 = 8 words has one on both sides."""

_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F)  # odd, without a pattern
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)


def shingle(words: Words, read: Flags) -> tuple[Ints, U64]:
    """Index of the first word and hash of every shingle; none holds a word that is not read or words of two texts."""
    size = max(len(words.hash) - GRAM + 1, 0)
    whole = words.text[:size] == words.text[GRAM - 1 :]
    hashes = np.zeros(size, dtype=np.uint64)
    for place, factor in enumerate(_FACTORS):
        hashes += words.hash[place : place + size] * np.uint64(factor)
        whole &= read[place : place + size]
    index = np.flatnonzero(whole)
    return index, mix(hashes[index])


def winnow(index: Ints, hashes: U64, window: int = WINDOW) -> Flags:
    """Which shingles to keep: the least of every window of WINDOW shingles in a row (S. Schleimer and others, Winnowing, 2003).

    What is kept depends on the words nearby alone, so two texts keep the same shingles of a passage they share. About two in five are kept.
    """
    if not len(index):
        return np.zeros(0, dtype=np.bool_)
    # shingles at their places, with a gap of WINDOW between runs, so that no window spans two texts or two runs
    breaks = np.cumsum(np.diff(index, prepend=index[0]) != 1)
    place = np.arange(len(index)) + window * (breaks + 1)
    line = np.full(int(place[-1]) + 2 * window, _NONE)
    line[place] = hashes
    least = line.copy()
    for step in range(1, window):
        np.minimum(least[:-step], line[step:], out=least[:-step])
    greatest_least = least.copy()
    for step in range(1, window):
        np.maximum(greatest_least[step:], least[:-step], out=greatest_least[step:])
    return greatest_least[place] == hashes


def without_common(index: Ints, hashes: U64, common: U64) -> tuple[Flags, Flags]:
    """Which shingles may be, and which surely are, no furniture.

    Only kept shingles are known to be common or not. One that is not kept lies between two kept ones: it may be no furniture where one of
    these is not common, and surely is none where neither is.

    Args:
        index, hashes: all shingles, from `shingle`.
        common: fingerprints that count as furniture, sorted.
    """
    if not len(index) or not len(common):
        return np.ones(len(index), dtype=np.bool_), np.ones(len(index), dtype=np.bool_)
    kept = np.flatnonzero(winnow(index, hashes))
    found = np.minimum(np.searchsorted(common, hashes[kept]), len(common) - 1)
    is_common = common[found] == hashes[kept]
    run = np.cumsum(np.diff(index, prepend=index[0]) != 1)
    count = np.zeros(len(index) + 1, dtype=np.int64)
    count[kept + 1] = 1
    np.cumsum(count, out=count)
    before, after = np.maximum(count[1:] - 1, 0), np.minimum(count[:-1], len(kept) - 1)
    may_be, surely = np.zeros(len(index), dtype=np.bool_), np.ones(len(index), dtype=np.bool_)
    for near in (before, after):
        same = run[kept[near]] == run
        may_be |= same & ~is_common[near]
        surely &= ~same | ~is_common[near]
    return may_be, surely


def covered(index: Ints, n_words: int) -> Flags:
    """Which words stand in at least one of these shingles."""
    depth = np.zeros(n_words + GRAM, dtype=np.int64)
    np.add.at(depth, index, 1)
    np.add.at(depth, index + GRAM, -1)
    return np.cumsum(depth)[:n_words] > 0
