"""Five words in a row as one hash, and which of these hashes stand for a text. Knows nothing of tables."""

import numpy as np

from pipelines.reports.words import U32, U64, Flags, Ints, Words, mix

GRAM = 5
"""Words in a shingle."""
WINDOW = 4
"""Of any so many shingles in a row, `winnow` keeps at least one; a passage of GRAM + WINDOW - 1 = 8 words has one on both sides."""

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


def winnow(index: Ints, hashes: U64, window: int = WINDOW) -> Flags:
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


def without_common(index: Ints, hashes: U64, common: U64, window: int = WINDOW) -> tuple[Flags, Flags]:
    """Which shingles may be, and which surely are, no furniture.

    Only kept shingles are known to be common or not. One that is not kept lies between two kept ones: it may be no furniture where one of
    these is not common, and surely is none where neither is.

    Args:
        index, hashes: all shingles, from `shingle`.
        common: fingerprints that count as furniture, sorted.
        window: that of `winnow`.
    """
    if not len(index) or not len(common):
        return np.ones(len(index), dtype=np.bool_), np.ones(len(index), dtype=np.bool_)
    kept = np.flatnonzero(winnow(index, hashes, window))
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
    at_end = np.zeros(n_words + GRAM - 1, dtype=np.bool_)  # of the word one more than GRAM words before
    at_end[index + GRAM - 1] = True
    near = at_end.copy()
    for place in range(1, GRAM):
        near[:-place] |= at_end[place:]
    return near[:n_words]
