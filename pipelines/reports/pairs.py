"""What two articles have in common, pair by pair: passages that say something, and how much of the one is the other."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from pipelines.reports.compiled import compiled
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import SHORT
from pipelines.reports.flags import IS_BODY, IS_FURNITURE
from pipelines.reports.passages import LEAST, Runs, align, untangle
from pipelines.reports.reading import mixed
from pipelines.reports.store import Store, Words
from pipelines.reports.subjects import CLOSE, HARDLY_RELATED, RELATED, VERY_CLOSE, find_subjects
from pipelines.reports.types import U64, Flags, Ints

MOSTLY = 0.75
"""Share of the words of a quotation that stand in marks: a few words of attribution beside it are often shared too."""
ENOUGH, SAID = 16, 10
"""A passage of so many words, or a quotation of SAID, links articles of two outlets, whatever they are about."""
PART, LEAST_PART = 0.15, 30
"""Share of the shorter article, and words, that link any two articles, also of one outlet: two of its stories may end on the same new
furniture."""
COPY = 0.5
"""Share of the shorter article from which on a pair is linked whatever it is about."""
WORTH_A_LOOK = 0.3
"""Share of the shorter article from which on it is asked whether the shared words are in one piece."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)

NO_PASSAGES = pl.DataFrame(schema={
    "a": pl.Int32, "b": pl.Int32, "a_start": pl.Int32, "a_end": pl.Int32, "b_start": pl.Int32, "b_end": pl.Int32, "quoted": pl.Boolean,
    "n_words": pl.Int32, "passage": pl.UInt64,
})  # fmt: skip
NO_LIKENESS = pl.DataFrame(schema={**dict.fromkeys(["a", "b", "shared", "own_a", "own_b", "within"], pl.Int32), "elsewhere": pl.Boolean})


@dataclass(frozen=True, slots=True)
class Pairs:
    """What some pairs have in common; a, b are numbers.

    Attributes:
        passages: a, b, a_start, a_end, b_start, b_end (characters), quoted, n_words, passage (hash of the words).
        likeness: a, b, shared, own_a, own_b (words of the bodies that are no furniture), within (such words of the shorter one from the
            first to the last shared one), elsewhere (of two outlets).
    """

    passages: pl.DataFrame
    likeness: pl.DataFrame


def compare_pairs(corpus: Corpus, store: Store, diagonals: pl.DataFrame) -> Pairs:
    """Compares the pairs that have diagonals: a, b, diagonal, first, last, sorted by a and b."""
    a, b, diagonal, first, last = (
        diagonals[name].to_numpy().astype(np.int64, copy=False) for name in ("a", "b", "diagonal", "first", "last")
    )
    new = (np.diff(a, prepend=-1) != 0) | (np.diff(b, prepend=-1) != 0)
    pair = np.cumsum(new) - 1
    held = store.words()
    runs = align(held, pair, a, b, diagonal, first, last)
    sides = _Sides(a[new], b[new], held)
    return Pairs(_tell(corpus, store, held, sides, runs), _liken(corpus, held, sides, runs))


class _Sides:
    """The articles of the pairs, by number of the pair."""

    def __init__(self, a: Ints, b: Ints, held: Words) -> None:
        self.a, self.b = a, b
        self.own_a, self.own_b = held.n_own[a], held.n_own[b]
        self.shorter = np.maximum(np.minimum(self.own_a, self.own_b), 1)


def _liken(corpus: Corpus, held: Words, sides: _Sides, runs: Runs) -> pl.DataFrame:
    """How many of the own words of the bodies are shared."""
    shared = np.bincount(runs.pair, weights=runs.n_body, minlength=len(sides.a)).astype(np.int64)
    shared = np.minimum(shared, np.minimum(sides.own_a, sides.own_b))  # a text that repeats itself
    some = np.flatnonzero(shared)
    within = np.maximum(sides.own_a, sides.own_b)[some]
    look = np.flatnonzero(shared[some] >= WORTH_A_LOOK * sides.shorter[some])
    within[look] = _within(held, sides, runs, some[look])
    return pl.DataFrame({
        "a": sides.a[some], "b": sides.b[some], "shared": shared[some], "own_a": sides.own_a[some], "own_b": sides.own_b[some],
        "within": within, "elsewhere": corpus.outlet[sides.a[some]] != corpus.outlet[sides.b[some]],
    }, schema=NO_LIKENESS.schema)  # fmt: skip


def _within(held: Words, sides: _Sides, runs: Runs, pairs: Ints) -> Ints:
    """Own words of the shorter article of these pairs from the first shared word to the last."""
    begins = np.where((sides.own_a <= sides.own_b)[runs.pair], runs.begin_a, runs.begin_b)
    low, high = np.full(len(sides.a), np.iinfo(np.int64).max), np.zeros(len(sides.a), dtype=np.int64)
    np.minimum.at(low, runs.pair, begins)
    np.maximum.at(high, runs.pair, begins + runs.n_words)
    found = np.zeros(len(pairs), dtype=np.int64)
    _count_own(held.flags, low[pairs], high[pairs], found)
    return found


@compiled
def _count_own(flags: Any, low: Any, high: Any, found: Any) -> None:
    for at in range(len(low)):
        for word in range(low[at], high[at]):
            found[at] += (flags[word] & (IS_BODY | IS_FURNITURE)) == IS_BODY


def _tell(corpus: Corpus, store: Store, held: Words, sides: _Sides, runs: Runs) -> pl.DataFrame:
    """The passages that link their articles."""
    runs = untangle(runs.take(runs.n_words >= LEAST), LEAST)
    runs = runs.take(np.lexsort((runs.begin_b, runs.begin_a, runs.pair)))
    quoted = runs.n_quoted >= MOSTLY * runs.n_words
    telling = _telling(corpus, store, sides, runs, quoted)
    runs, quoted = runs.take(telling), quoted[telling]
    last_a, last_b = runs.begin_a + runs.n_words - 1, runs.begin_b + runs.n_words - 1
    return pl.DataFrame({
        "a": sides.a[runs.pair], "b": sides.b[runs.pair], "a_start": store.start(runs.begin_a), "a_end": store.end(last_a),
        "b_start": store.start(runs.begin_b), "b_end": store.end(last_b), "quoted": quoted, "n_words": runs.n_words,
        "passage": _hash(held, runs),
    }, schema=NO_PASSAGES.schema)  # fmt: skip


def _hash(held: Words, runs: Runs) -> U64:
    """A hash of the words of each passage, whichever articles it stands in."""
    found = np.zeros(len(runs.pair), dtype=np.uint64)
    _hash_runs(held.hash, runs.begin_a, runs.n_words, found)
    return found


@compiled
def _hash_runs(hashes: Any, begin: Any, n_words: Any, found: Any) -> None:
    for run in range(len(begin)):
        value = np.uint64(0)
        for word in range(begin[run], begin[run] + n_words[run]):
            value = value * _FACTOR + mixed(np.uint64(hashes[word]) + np.uint64(1))
        found[run] = mixed(value)


def _telling(corpus: Corpus, store: Store, sides: _Sides, runs: Runs, quoted: Flags) -> Flags:
    """Which passages link their articles: not what one outlet puts under two stories, nor a stock phrase."""
    n = len(sides.a)
    shared = np.bincount(runs.pair, weights=runs.n_words, minlength=n)
    longest, longest_quoted = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    np.maximum.at(longest, runs.pair, runs.n_words)
    np.maximum.at(longest_quoted, runs.pair, runs.n_words * quoted)
    mostly = shared >= COPY * np.maximum(sides.shorter, LEAST)
    part = (shared >= PART * sides.shorter) & (shared >= LEAST_PART)
    elsewhere = corpus.outlet[sides.a] != corpus.outlet[sides.b]
    linked = mostly | part | (elsewhere & ((longest >= ENOUGH) | (longest_quoted >= SAID)))
    closeness = np.where(mostly, 1.0, 0.0)
    unsure = np.flatnonzero(~mostly & (longest > 0))
    if len(unsure):
        a, b = sides.a[unsure], sides.b[unsure]
        closeness[unsure] = find_subjects(store, np.unique(np.concatenate([a, b]))).closeness(a, b)
    linked |= ((closeness >= RELATED) & (longest >= SHORT)) | ((closeness >= HARDLY_RELATED) & (longest >= LEAST_PART))
    all_of_it = closeness >= VERY_CLOSE
    pair = runs.pair
    same_said = closeness >= np.where(elsewhere, HARDLY_RELATED, CLOSE)
    return all_of_it[pair] | (same_said[pair] & quoted) | (linked[pair] & ((runs.n_words >= SHORT) | quoted))
