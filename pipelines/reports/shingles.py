"""Five words in a row as one hash, and which of these hashes stand for a text. Knows nothing of tables."""

import numpy as np

from pipelines.reports.words import U32, U64, Flags, Ints, Words, mix

GRAM = 5
"""Words in a shingle."""

_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)  # odd, without a pattern
_NONE = np.uint32(0xFFFFFFFF)


def shingle(words: Words, read: Flags) -> tuple[Ints, U64]:
    """Index of the first word and hash of every shingle; none holds a word that is not read or words of two texts."""
    size = len(words.hash) - GRAM + 1
    if size <= 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint64)
    ones, twos, fours = map(np.uint64, _FACTORS)
    pairs = words.hash[:-1] * ones
    pairs += words.hash[1:]
    hashes = pairs[:size] * twos
    hashes += pairs[2 : size + 2]
    hashes *= fours
    hashes += words.hash[4:]
    whole = words.text[:size] == words.text[GRAM - 1 :]
    for place in range(GRAM):
        whole &= read[place : place + size]
    return np.flatnonzero(whole), mix(hashes[whole])


def winnow(index: Ints, hashes: U64, window: int) -> Flags:
    """Which shingles to keep: the least of every `window` shingles in a row (S. Schleimer and others, Winnowing, 2003).

    What is kept depends on the words nearby alone, so two texts keep the same shingles of a passage they share, if it has GRAM + window - 1
    words. About two in window + 1 are kept, and the first and the last of every run.
    """
    if not len(index):
        return np.zeros(0, dtype=np.bool_)
    # the shingles with a gap before, between and after runs, so that no window spans two texts or two runs
    runs = np.concatenate([[0], np.flatnonzero(index[1:] - index[:-1] != 1) + 1, [len(index)]])
    gap = window - 1
    real = np.ones(len(index) + gap * len(runs), dtype=np.bool_)
    real[(runs + gap * np.arange(len(runs)))[:, None] + np.arange(gap)] = False
    line = np.full(len(real), _NONE)
    half = hashes.astype(np.uint32)  # enough to compare by; of two that are the same by chance both are kept
    line[real] = half
    least = _slide(np.minimum, line, window)
    line[gap : len(line) - gap] = _slide(np.maximum, least, window)
    return line[real] == half


def _slide(best: np.ufunc, values: U32, window: int) -> U32:
    """The best of every `window` values in a row, by doubling."""
    width = 1
    while 2 * width <= window:
        values = best(values[:-width], values[width:])
        width *= 2
    return best(values[: width - window], values[window - width :]) if width < window else values
