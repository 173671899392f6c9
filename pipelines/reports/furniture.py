"""What an outlet prints under everything, and what everybody writes: fingerprints that link nothing.

Learned, not listed, and each fingerprint from the articles that hold it alone, so that a new batch changes what it has to do with:

    stock phrase             stands in at least four articles of three outlets, outside quotation marks, and the words around it are others
                             each time ("did not immediately respond to a request for comment")
    furniture of an outlet   stands in at least three of its articles that are no copies of one another, whatever else they have in common
    common furniture         is furniture of two outlets or more (an agency's notice), and then of all

Large sets are judged by a sample that has nothing to do with what the articles say. Where only three to five articles of an outlet have a
fingerprint, they must also be about different things: a story that is followed up repeats its background, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import polars as pl

from pipelines.reports.compiled import compiled
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import mere_phrases
from pipelines.reports.fingerprints import Fingerprints, repeated, sieve
from pipelines.reports.sorting import sort_short
from pipelines.reports.store import IS_QUOTED, Store, on_all_cores, ranges
from pipelines.reports.subjects import CLOSE, find_subjects
from pipelines.reports.types import U64, Flags, Ints
from pipelines.reports.words import mix

SAMPLE = 6
"""Articles that are asked."""
MANY = 6
"""Articles from which on it does not matter whether they are about the same thing."""
STOCK, OUTLETS = 4, 3
"""Articles in which a stock phrase stands, and outlets among those asked."""
AROUND, ALIKE = 24, 18
"""Words on both sides of a fingerprint that are compared, and how many of them are the same where it is no mere phrase."""
FEW = 3
"""Articles of an outlet from which on its furniture is learned."""
PRINTS = 0.60
"""Share of the fewer fingerprints from which on two articles print one text."""
AT_ONCE = 20_000
"""Fingerprints that are judged at once."""
MOST = 0.8
"""Share of the pairs asked that have to agree."""
LAST = np.uint64((1 << 20) - 1)
ALL = -(1 << 62)
"""In place of an outlet: every outlet."""

SAMPLES = """
SELECT hash, outlet, count(*) AS n, arg_min(row, position, $sample) AS rows FROM suspects
GROUP BY hash, outlet HAVING count(*) >= $least AND min(position) >> 20 < max(position) >> 20 ORDER BY hash, outlet
"""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Fingerprints that link nothing: `hash` in articles of `outlet` (ALL: in any)."""

    hash: U64
    outlet: Ints

    @staticmethod
    def joined(parts: "Sequence[Furniture]") -> "Furniture":
        """Furniture of several ranges of hashes."""
        return Furniture(
            np.concatenate([np.zeros(0, dtype=np.uint64), *(part.hash for part in parts)]),
            np.concatenate([np.zeros(0, dtype=np.int64), *(part.outlet for part in parts)]),
        )

    def keys(self) -> U64:
        """One number for each."""
        return _key(self.hash, self.outlet)

    def of(self, hashes: U64) -> "Furniture":
        """The part that has one of these hashes."""
        here = np.isin(self.hash, hashes)
        return Furniture(self.hash[here], self.outlet[here])

    def without(self, hashes: U64) -> "Furniture":
        """The part that has none of these hashes."""
        here = ~np.isin(self.hash, hashes)
        return Furniture(self.hash[here], self.outlet[here])

    def strikes(self, prints: Fingerprints, outlet: Ints) -> Flags:
        """Which fingerprints are furniture; `outlet` is that of each one's article."""
        struck = np.zeros(len(prints), dtype=np.bool_)
        some = np.flatnonzero(sieve(self.hash, prints.hash))
        hashes, outlet = prints.hash[some], outlet[some]
        everywhere = self.outlet == ALL
        struck[some] = np.isin(hashes, self.hash[everywhere]) | np.isin(_key(hashes, outlet), _key(self.hash, self.outlet)[~everywhere])
        return struck


def learn_furniture(con: duckdb.DuckDBPyConnection, corpus: Corpus, store: Store, prints: Fingerprints) -> Furniture:
    """The furniture among fingerprints that hold every article that has one of their hashes."""
    everywhere = np.full(len(prints), ALL, dtype=np.int64)
    groups = _sample(con, corpus, prints, everywhere, STOCK)
    groups = groups.filter(pl.Series(_long_enough(store, prints, groups), dtype=pl.Boolean))
    parts = [groups[at : at + AT_ONCE] for at in range(0, groups.height, AT_ONCE)]
    found = on_all_cores(lambda part: part.filter(pl.Series(_stock_phrases(corpus, store, prints, part)))["hash"].to_numpy(), parts)
    stock = np.concatenate([np.zeros(0, dtype=np.uint64), *found])
    prints = prints.take(~Furniture(stock, np.full(len(stock), ALL)).strikes(prints, everywhere))
    groups = _sample(con, corpus, prints, corpus.outlet[prints.article], FEW)
    groups = groups.filter(pl.Series(_long_enough(store, prints, groups), dtype=pl.Boolean))
    own = groups.filter(pl.Series(_apart(store, prints, groups), dtype=pl.Boolean))
    hashes, times = np.unique(own["hash"].to_numpy(), return_counts=True)
    common = np.concatenate([stock, hashes[times > 1]])
    return Furniture(
        np.concatenate([common, own["hash"].to_numpy()]).astype(np.uint64),
        np.concatenate([np.full(len(common), ALL, dtype=np.int64), own["outlet"].to_numpy()]),
    )


def _sample(con: duckdb.DuckDBPyConnection, corpus: Corpus, prints: Fingerprints, outlet: Ints, least: int) -> pl.DataFrame:
    """Hashes that stand often enough in an outlet: `rows` of the fingerprints to ask."""
    chosen = np.flatnonzero(repeated(_key(prints.hash, outlet), least))
    suspects = pl.DataFrame({
        "row": chosen, "hash": prints.hash[chosen], "outlet": outlet[chosen],
        # the place in the last bits, so that of two fingerprints of one article always the same is asked first
        "position": corpus.shuffle[prints.article[chosen]] & ~LAST | np.minimum(prints.place[chosen].astype(np.uint64), LAST),
    })  # fmt: skip
    con.register("suspects", suspects)
    return con.sql(SAMPLES, params={"sample": SAMPLE, "least": least}).pl()


def _long_enough(store: Store, prints: Fingerprints, groups: pl.DataFrame) -> Flags:
    """Which fingerprints stand in more than a phrase that two articles of the sample have in common; a phrase links nothing anyway."""
    rows = groups.select(group=pl.int_range(pl.len(), dtype=pl.Int64), row=pl.col("rows")).explode("row", empty_as_null=False)
    group, row = rows["group"].to_numpy(), rows["row"].to_numpy()
    article, place = prints.article[row].astype(np.int64), prints.place[row].astype(np.int64)
    store.fill(store.distinct(article))
    pairs = np.flatnonzero((np.diff(group) == 0) & (np.diff(article) != 0))
    pairs = pairs[np.diff(group[pairs], prepend=-1) != 0]
    phrase = mere_phrases(store, article[pairs], article[pairs + 1], place[pairs], (place[pairs + 1] - place[pairs]))
    found = np.zeros(groups.height, dtype=np.bool_)
    found[group[pairs[~phrase]]] = True
    return found


def _stock_phrases(corpus: Corpus, store: Store, prints: Fingerprints, groups: pl.DataFrame) -> Flags:
    """Which fingerprints are stock phrases: their articles have little else in common near them."""
    rows = groups.select(group=pl.int_range(pl.len(), dtype=pl.Int64), row=pl.col("rows")).explode("row", empty_as_null=False)
    group, row = rows["group"].to_numpy(), rows["row"].to_numpy()
    article, place = prints.article[row].astype(np.int64), prints.place[row]
    store.fill(store.distinct(article))
    pairs = np.flatnonzero((np.diff(group) == 0) & (np.diff(article) != 0))
    n_pairs = np.bincount(group[pairs], minlength=groups.height)
    alone = np.zeros(groups.height, dtype=np.int64)
    # most suspects are sentences of copies: two or three pairs suffice to let them go
    rank = np.arange(len(pairs)) - np.searchsorted(group[pairs], group[pairs])
    for turn in range(SAMPLE):
        asked = pairs[(rank == turn) & (alone[group[pairs]] >= turn - (1 - MOST) * n_pairs[group[pairs]])]
        near = _alike(store, article[asked], place[asked], article[asked + 1], place[asked + 1]) >= ALIKE
        np.add.at(alone, group[asked[~near]], 1)
    rows = rows.with_columns(outlet=corpus.outlet[article])
    n_outlets = rows.group_by("group").agg(pl.col("outlet").n_unique()).sort("group")["outlet"].to_numpy()
    in_marks = (store.flags[store.first[article] + place] & IS_QUOTED) != 0
    quoted = 2 * np.bincount(group, weights=in_marks, minlength=groups.height) > np.bincount(group, minlength=groups.height)
    return (n_pairs > 0) & (alone >= MOST * n_pairs) & (n_outlets >= OUTLETS) & ~quoted


def _alike(store: Store, a: Ints, place_a: Ints, b: Ints, place_b: Ints) -> Ints:
    """How many of the words around two places are the same."""
    low = -np.minimum(AROUND, np.minimum(place_a, place_b)).astype(np.int64)
    high = np.minimum(AROUND, np.minimum(store.n_words[a] - place_a, store.n_words[b] - place_b)).astype(np.int64)
    x, pair = ranges(store.first[a] + place_a + low, high - low)
    same = store.hash[x] == store.hash[x + (store.first[b] + place_b - store.first[a] - place_a)[pair]]
    return np.bincount(pair[same], minlength=len(a))


def _apart(store: Store, prints: Fingerprints, groups: pl.DataFrame) -> Flags:
    """Which fingerprints are furniture of their outlet: its articles that have them are no copies of one another."""
    if not groups.height:
        return np.zeros(0, dtype=np.bool_)
    # the sentences of one set of copies are all asked about the same articles: what these are to one another is worked out once
    sample = np.full((groups.height, SAMPLE), -1, dtype=np.int64)
    lengths = groups["rows"].list.len().to_numpy().astype(np.int64)
    at, of = ranges(np.zeros(groups.height, dtype=np.int64), lengths)
    sample[of, at] = prints.article[groups["rows"].explode(empty_as_null=False).to_numpy()]
    sample.sort(axis=1)
    sample[:, 1:][sample[:, 1:] == sample[:, :-1]] = -1
    _, first, which = np.unique(_list_keys(sample), return_index=True, return_inverse=True)
    samples = sample[first]
    verdict, of_few = _verdicts(store, samples)
    many = groups["n"].to_numpy() >= MANY
    return verdict[which] & (many | of_few[which]) & ((samples >= 0).sum(axis=1) >= FEW)[which]


def _list_keys(lists: Ints) -> U64:
    """One number for each row of numbers."""
    keys = np.zeros(len(lists), dtype=np.uint64)
    for column in lists.T:
        keys = mix(keys + column.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15))
    return keys


def _verdicts(store: Store, samples: Ints) -> tuple[Flags, Flags]:
    """Whether most pairs of the articles of each sample are no copies of one another, and whether most are about different things."""
    left, right = np.triu_indices(samples.shape[1], 1)
    one, other = samples[:, left], samples[:, right]
    of, pair = np.nonzero((one >= 0) & (other >= 0))
    keys, which = np.unique(np.minimum(one, other)[of, pair] << 32 | np.maximum(one, other)[of, pair], return_inverse=True)
    a, b = keys >> 32, keys & 0xFFFFFFFF
    numbers = store.distinct(a, b)
    store.fill(numbers)
    n_shared = np.zeros(len(a), dtype=np.int64)
    prints = store.prints(numbers)
    place = np.zeros(len(store.n_prints), dtype=np.int64)
    place[numbers] = np.arange(len(numbers))
    _count_shared(prints.hash, np.concatenate([[0], np.cumsum(store.n_prints[numbers])]), place[a], place[b], n_shared)
    apart = n_shared < PRINTS * np.minimum(store.n_prints[a], store.n_prints[b])
    close = find_subjects(store, numbers).closeness(a, b) >= CLOSE
    return _agree(of, apart[which], len(samples)), _agree(of, ~close[which], len(samples))


@compiled
def _count_shared(hashes: Any, first: Any, a: Any, b: Any, n_shared: Any) -> None:
    """How many distinct hashes are in both of two groups; sorts each group."""
    for group in range(len(first) - 1):
        sort_short(hashes[first[group] : first[group + 1]])
    for pair in range(len(a)):
        i, j, end_i, end_j = first[a[pair]], first[b[pair]], first[a[pair] + 1], first[b[pair] + 1]
        while i < end_i and j < end_j:
            value, other = hashes[i], hashes[j]
            n_shared[pair] += value == other
            while i < end_i and hashes[i] == value and value <= other:
                i += 1
            while j < end_j and hashes[j] == other and other <= value:
                j += 1


def _agree(group: Ints, says: Flags, n_groups: int) -> Flags:
    """Groups of which most pairs say so."""
    n = np.bincount(group, minlength=n_groups)
    return (n > 0) & (np.bincount(group[says], minlength=n_groups) >= MOST * n)


def _key(hashes: U64, outlet: Ints) -> U64:
    """One number for a hash and an outlet."""
    return hashes ^ mix(outlet.astype(np.uint64))
