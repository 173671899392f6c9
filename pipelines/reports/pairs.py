"""What two articles have in common, pair by pair: passages that say something, and how much of the one is the other."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.reports.corpus import Corpus
from pipelines.reports.furniture import Furniture
from pipelines.reports.fingerprints import GRAM, WINDOW, Fingerprints
from pipelines.reports.passages import LEAST, Diagonals, align, untangle, widen
from pipelines.reports.store import Store
from pipelines.reports.stretch import IS_BODY, IS_QUOTED, IS_SHARED, Stretch
from pipelines.reports.subjects import CLOSE, RELATED, VERY_CLOSE, find_subjects
from pipelines.reports.words import Flags, Ints, U64, mix

MOSTLY = 0.75
"""Share of the words of a quotation that stand in marks: a few words of attribution beside it are often shared too."""
SHORT = 12
"""A passage of fewer words, outside quotation marks, is a stock phrase unless its articles are on one subject."""
ENOUGH = 16
"""A passage of so many words, or a quotation of SHORT, links articles of two outlets, whatever they are about."""
PART, LEAST_PART = 0.15, 30
"""Share of the shorter article, and words, that link any two articles, also of one outlet, whose stories may end on the same new furniture."""
LIKENESS = ["a", "b", "shared", "own_a", "own_b", "within_a", "within_b"]
COPY = 0.5
"""Share of the shorter article from which on a pair is linked whatever it is about."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of a part of the articles, by numbers.

    Attributes:
        passages: a, b, a_start, a_end, b_start, b_end (characters), quoted, n_words, passage (hash of the words).
        likeness: a, b, shared, own_a, own_b (words of the bodies that are no furniture), within_a, within_b (such words from the first to the
            last shared one).
    """

    passages: pl.DataFrame
    likeness: pl.DataFrame


def compare_pairs(corpus: Corpus, store: Store, furniture: Furniture, diagonals: pl.DataFrame) -> Pairs:
    """Compares the pairs that have diagonals: a, b, diagonal, first, last, in the order of a and b."""
    a, b = diagonals["a"].to_numpy().astype(np.int64), diagonals["b"].to_numpy().astype(np.int64)
    numbers = np.union1d(a, b)
    words = store.words(numbers)
    struck = _struck(words, numbers, furniture, corpus, store.prints(numbers))
    where = widen(
        words.first, np.searchsorted(numbers, a), np.searchsorted(numbers, b),
        *(diagonals[name].to_numpy().astype(np.int64) for name in ("diagonal", "first", "last")),
    )  # fmt: skip
    runs = align(words.hash, words.has(IS_SHARED) & ~struck, where)
    own = words.has(IS_BODY) & ~struck
    return Pairs(_tell(corpus, words, numbers, _counts(words, own), runs), _liken(words, numbers, own, runs))


def _struck(words: Stretch, numbers: Ints, furniture: Furniture, corpus: Corpus, prints: Fingerprints) -> Flags:
    """Which words are furniture: those of a struck fingerprint, and the few between two in a row."""
    prints = prints.take(furniture.strikes(prints, corpus.outlet[prints.article]))
    begin = words.first[np.searchsorted(numbers, prints.article)] + prints.place
    near = (np.diff(begin) <= WINDOW) & (np.diff(prints.article) == 0)
    end = begin + GRAM
    end[:-1] = np.where(near, np.maximum(begin[1:], end[:-1]), end[:-1])
    depth = np.bincount(begin, minlength=len(words.hash) + 1) - np.bincount(end, minlength=len(words.hash) + 1)
    return np.cumsum(depth)[:-1] > 0


def _counts(words: Stretch, which: Flags) -> Ints:
    """How many of these words each article has."""
    before = np.concatenate([[0], np.cumsum(which)])
    return before[words.first[1:]] - before[words.first[:-1]]


def _liken(words: Stretch, numbers: Ints, own: Flags, runs: Diagonals) -> pl.DataFrame:
    """How many of the own words of the bodies are shared, per pair."""
    order = np.lexsort((runs.b, runs.a))
    runs = runs.take(order)
    firsts = np.flatnonzero((np.diff(runs.a, prepend=-1) != 0) | (np.diff(runs.b, prepend=-1) != 0))
    if not len(firsts):
        return pl.DataFrame(schema=dict.fromkeys(LIKENESS, pl.Int64))
    before = np.concatenate([[0], np.cumsum(own)])
    n_own = before[words.first[1:]] - before[words.first[:-1]]
    a, b = runs.a[firsts], runs.b[firsts]
    sides = []
    for begin in (runs.begin_a, runs.begin_b):
        end = begin + runs.n_words
        within = before[np.maximum.reduceat(end, firsts)] - before[np.minimum.reduceat(begin, firsts)]
        sides.append((before[end] - before[begin], within))
    shared = np.add.reduceat(np.minimum(sides[0][0], sides[1][0]), firsts)
    shared = np.minimum(shared, np.minimum(sides[0][1], sides[1][1]))  # a text that repeats itself
    columns = (numbers[a], numbers[b], shared, n_own[a], n_own[b], sides[0][1], sides[1][1])
    return pl.DataFrame(dict(zip(LIKENESS, columns, strict=True))).filter(pl.col("shared") > 0)


def _tell(corpus: Corpus, words: Stretch, numbers: Ints, own: Ints, runs: Diagonals) -> pl.DataFrame:
    """The passages that link their articles."""
    runs = runs.take(runs.n_words >= LEAST)
    runs = untangle(runs, runs.a * len(numbers) + runs.b, LEAST)
    order = np.lexsort((runs.begin_b, runs.begin_a, runs.b, runs.a))
    runs = runs.take(order)
    quoted = _quoted(words, runs)
    telling = np.flatnonzero(_telling(corpus, words, numbers, own, runs, quoted))
    runs, quoted = runs.take(telling), quoted[telling]
    start, end = words.start, words.end
    last_a, last_b = runs.begin_a + runs.n_words - 1, runs.begin_b + runs.n_words - 1
    return pl.DataFrame(
        {
            "a": numbers[runs.a], "b": numbers[runs.b], "a_start": start[runs.begin_a], "a_end": end[last_a],
            "b_start": start[runs.begin_b], "b_end": end[last_b], "quoted": quoted, "n_words": runs.n_words,
            "passage": _hash(words, runs),
        }
    )  # fmt: skip


def _quoted(words: Stretch, runs: Diagonals) -> Flags:
    """Which passages both articles put in quotation marks."""
    before = np.concatenate([[0], np.cumsum(words.has(IS_QUOTED))])
    return np.minimum(*(before[begin + runs.n_words] - before[begin] for begin in (runs.begin_a, runs.begin_b))) >= MOSTLY * runs.n_words


def _hash(words: Stretch, runs: Diagonals) -> U64:
    """A hash of the words of each passage, whichever articles it stands in."""
    base = 0x9E3779B97F4A7C15
    powers = np.full(len(words.hash) + 1, base, dtype=np.uint64)
    powers[0] = 1
    inverses = np.full(len(words.hash) + 1, pow(base, -1, 2**64), dtype=np.uint64)
    inverses[0] = 1
    powers, inverses = np.cumprod(powers), np.cumprod(inverses)
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(mix(words.hash.astype(np.uint64)) * powers[:-1])])
    return mix((sums[runs.begin_a + runs.n_words] - sums[runs.begin_a]) * inverses[runs.begin_a] + runs.n_words.astype(np.uint64))


def _telling(corpus: Corpus, words: Stretch, numbers: Ints, own: Ints, runs: Diagonals, quoted: Flags) -> Flags:
    """Which passages link their articles: not what one outlet puts under two stories, nor a stock phrase."""
    key, first, pair = np.unique(runs.a * len(numbers) + runs.b, return_index=True, return_inverse=True)
    a, b = runs.a[first], runs.b[first]
    shared = np.bincount(pair, weights=runs.n_words, minlength=len(key))
    longest, longest_quoted = (np.zeros(len(key), dtype=np.int64) for _ in range(2))
    np.maximum.at(longest, pair, runs.n_words)
    np.maximum.at(longest_quoted, pair, runs.n_words * quoted)
    shorter = np.maximum(np.minimum(own[a], own[b]), LEAST)
    mostly = shared >= COPY * shorter
    closeness = np.ones(len(key))
    closeness[~mostly] = find_subjects(words).closeness(a[~mostly], b[~mostly])
    elsewhere = corpus.outlet[numbers[a]] != corpus.outlet[numbers[b]]
    part = (shared >= PART * shorter) & (shared >= LEAST_PART)
    linked = part | (elsewhere & ((longest >= ENOUGH) | (longest_quoted >= SHORT)))
    linked |= (closeness >= RELATED) & (longest >= SHORT)
    wholly = mostly | (closeness >= VERY_CLOSE)
    return wholly[pair] | ((closeness >= CLOSE)[pair] & quoted) | (linked[pair] & ((runs.n_words >= SHORT) | quoted))
