"""What an outlet prints under everything, and what everybody writes: fingerprints that link nothing.

Learned, not listed, and each fingerprint from the articles that hold it alone, so that a new batch changes what it has to do with:

    stock phrase             stands in at least four articles of three outlets, outside quotation marks, and the words around it are others
                             each time ("did not immediately respond to a request for comment")
    furniture of an outlet   stands in at least three of its articles that are no copies of one another, whatever else they have in common
    common furniture         is furniture of two outlets or more (an agency's notice), and then of all

Large sets are judged by a sample that has nothing to do with what the articles say. Where only three to five articles of an outlet have a
fingerprint, they must also be about different things: a story that is followed up repeats its background, too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pipelines.reports.compiled import compiled
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import mere_phrase, same_tag
from pipelines.reports.fingerprints import MIDDLE, Fingerprints, among
from pipelines.reports.reading import mix
from pipelines.reports.samples import ALL, Articles, Groups, sample
from pipelines.reports.sorting import sort_short
from pipelines.reports.store import Store, on_all_cores
from pipelines.reports.subjects import CLOSE, find_subjects
from pipelines.reports.types import U64, Flags, Ints

MANY = 6
"""Articles from which on it does not matter whether they are about the same thing."""
STOCK, OUTLETS = 4, 3
"""Articles in which a stock phrase stands, and outlets among those asked."""
AROUND, ALIKE = 24, 18
"""Words on both sides of a fingerprint that are compared, and how many of them are the same where it is no mere phrase."""
ALONE = 0.9
"""Share of the pairs asked that have little in common around a stock phrase."""
FEW = 3
"""Articles of an outlet from which on its furniture is learned."""
PRINTS = 0.60
"""Share of the fewer fingerprints from which on two articles print one text."""
_FREE = -(1 << 63)
AT_ONCE = 20_000
"""Fingerprints that are judged at once."""
MOST = 0.8
"""Share of the pairs asked that have to agree on furniture."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Fingerprints that link nothing, as learned: `hash` in articles of `outlet` (ALL: a stock phrase). What two outlets have is of all."""

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

    def take(self, which: Flags) -> "Furniture":
        """Some of it."""
        return Furniture(self.hash[which], self.outlet[which])

    def strikes(self, prints: Fingerprints, outlet: Ints) -> Flags:
        """Which fingerprints are furniture; `outlet` is that of each article, by its number."""
        size = 1 << max(4, (2 * len(self.hash)).bit_length())
        struck = np.zeros(len(prints), dtype=np.bool_)
        table = (np.zeros(size, dtype=np.uint64), np.full(size, _FREE, dtype=np.int64))
        _strikes(self.hash, self.outlet, *table, prints.hash, prints.article, outlet, struck)
        return struck

    def has(self, hashes: U64, outlet: Ints) -> Flags:
        """Which hashes were learned as furniture of an outlet, or of all."""
        return among(self.keys(), _key(hashes, outlet))


@compiled
def _strikes(hashes: Any, outlet: Any, keys: Any, of: Any, given: Any, article: Any, outlets: Any, struck: Any) -> None:
    """`keys`, `of`: each hash in the first free slot from the one that it names on, and its outlet; ALL where it has several."""
    mask, one = np.uint64(len(keys) - 1), np.uint64(1)
    for row in range(len(hashes)):
        slot = (hashes[row] >> MIDDLE) & mask
        while of[slot] != _FREE and keys[slot] != hashes[row]:
            slot = (slot + one) & mask
        of[slot] = outlet[row] if of[slot] == _FREE else ALL
        keys[slot] = hashes[row]
    for row in range(len(given)):
        slot = (given[row] >> MIDDLE) & mask
        while of[slot] != _FREE and keys[slot] != given[row]:
            slot = (slot + one) & mask
        struck[row] = of[slot] != _FREE and (of[slot] == ALL or of[slot] == outlets[article[row]])


@dataclass(frozen=True, slots=True)
class Before:
    """What was known before some articles came and others went: the furniture, and all articles, those that went as well."""

    furniture: Furniture
    articles: Articles


def learn_furniture(corpus: Corpus, store: Store, prints: Fingerprints, before: Before | None = None) -> Furniture:
    """The furniture among fingerprints in order (`in_order`) that hold every article that has one of their hashes; where it is told what
    was before, also every article that had."""
    articles = before.articles if before else Articles.of(corpus)
    groups = sample(articles, prints, STOCK, apart=False)
    stock = groups.hash[_judge(groups, before, lambda some: _stock_phrases(corpus, store, some))]
    store.let_some_go()
    prints = prints.take(~Furniture(stock, np.full(len(stock), ALL)).strikes(prints, articles.outlet))
    groups = sample(articles, prints, FEW, apart=True)
    if before:  # of a stock phrase it is not known what it would be in an outlet
        was_stock = before.furniture.hash[before.furniture.outlet == ALL]
        groups = replace(groups, same=groups.same & ~among(was_stock, groups.hash))
    own = groups.take(_judge(groups, before, lambda some: _of_outlet(store, some)))
    return Furniture(np.concatenate([stock, own.hash]), np.concatenate([np.full(len(stock), ALL, dtype=np.int64), own.outlet]))


def _judge(groups: Groups, before: Before | None, judge: Callable[[Groups], Flags]) -> Flags:
    """Which groups are furniture; those are judged of which it is not known."""
    if not before:
        return judge(groups)
    found = groups.same & before.furniture.has(groups.hash, groups.outlet)
    found[~groups.same] = judge(groups.take(~groups.same))
    return found


def _of_outlet(store: Store, groups: Groups) -> Flags:
    """Which fingerprints are furniture of their outlet."""
    found = _long_enough(store, groups)
    found[found] = _apart(store, groups.take(found))
    return found


def _long_enough(store: Store, groups: Groups) -> Flags:
    """Which fingerprints stand in more than a phrase that two articles of the sample have in common; a phrase links nothing anyway."""
    store.fill(store.distinct(groups.article[groups.article >= 0]))
    found = np.zeros(len(groups.n), dtype=np.bool_)
    _find_long((store.tags, store.first, store.n_words), groups.article, groups.place, found)
    return found


@compiled
def _find_long(words: Any, article: Any, place: Any, found: Any) -> None:
    tags, first, n_words = words
    for group in range(len(found)):
        for at in range(1, article.shape[1]):
            a, b, x, y = article[group, at - 1], article[group, at], place[group, at - 1], place[group, at]
            if b >= 0 and a != b:
                found[group] = not mere_phrase(tags, (first[a], first[b]), (n_words[a], n_words[b]), x, y - x)
                break


def _stock_phrases(corpus: Corpus, store: Store, groups: Groups) -> Flags:
    """Which fingerprints are stock phrases: their articles have little else in common near them."""
    long = np.flatnonzero(_long_enough(store, groups))
    found = np.zeros(len(groups.n), dtype=np.bool_)
    words = (store.tags, store.first, store.n_words)

    def look(part: Ints) -> Flags:
        alone = np.zeros(len(part), dtype=np.bool_)
        _find_stock(words, corpus.outlet, groups.article[part], groups.place[part], alone)
        return alone

    parts = [long[at : at + AT_ONCE] for at in range(0, len(long), AT_ONCE)]
    for part, alone in zip(parts, on_all_cores(look, parts), strict=True):
        found[part] = alone
    return found


@compiled
def _find_stock(words: Any, outlet: Any, article: Any, place: Any, found: Any) -> None:
    for group in range(len(found)):
        n, n_pairs, n_outlets, n_quoted = 0, 0, 0, 0
        while n < article.shape[1] and article[group, n] >= 0:
            of = outlet[article[group, n]]
            n_outlets += 1
            for before in range(n):
                if outlet[article[group, before]] == of:
                    n_outlets -= 1
                    break
            n_quoted += words[0][words[1][article[group, n]] + place[group, n]] & 1
            n_pairs += n > 0 and article[group, n - 1] != article[group, n]
            n += 1
        if n_outlets >= OUTLETS and 2 * n_quoted <= n:
            found[group] = _is_alone(words, article[group, :n], place[group, :n], n_pairs)


@compiled
def _is_alone(words: Any, article: Any, place: Any, n_pairs: int) -> bool:
    """Whether most pairs of neighbours have little in common around these places."""
    alone, left = 0, n_pairs
    for at in range(1, len(article)):
        if article[at - 1] != article[at]:
            if alone + left < ALONE * n_pairs:
                return False  # most suspects are sentences of copies: two or three pairs suffice to let them go
            alone += _count_alike(words, article[at - 1], article[at], place[at - 1], place[at]) < ALIKE
            left -= 1
    return n_pairs > 0 and alone >= ALONE * n_pairs


@compiled
def _count_alike(words: Any, a: int, b: int, x: int, y: int) -> int:
    """How many of the words around two places are the same."""
    tags, first, n_words = words
    alike = 0
    for step in range(-min(AROUND, x, y), min(AROUND, n_words[a] - x, n_words[b] - y)):
        alike += same_tag(tags, first[a] + x + step, first[b] + y + step)
    return alike


def _apart(store: Store, groups: Groups) -> Flags:
    """Which fingerprints are furniture of their outlet: its articles that have them are no copies of one another."""
    if not len(groups.n):
        return np.zeros(0, dtype=np.bool_)
    # the sentences of one set of copies are all asked about the same articles: what these are to one another is worked out once
    sample = np.sort(groups.article, axis=1)
    sample[:, 1:][sample[:, 1:] == sample[:, :-1]] = -1
    _, first, which = np.unique(_list_keys(sample), return_index=True, return_inverse=True)
    samples = sample[first]
    apart = (samples >= 0).sum(axis=1) >= FEW
    apart[apart] = _copies_of_none(store, samples[apart])
    store.let_some_go()
    # what they are about is asked only where it decides
    unsure = np.zeros(len(samples), dtype=np.bool_)
    unsure[which[groups.n < MANY]] = True
    unsure &= apart
    of_few = np.zeros(len(samples), dtype=np.bool_)
    of_few[unsure] = _about_others(store, samples[unsure])
    return apart[which] & ((groups.n >= MANY) | of_few[which])


def _list_keys(lists: Ints) -> U64:
    """One number for each row of numbers."""
    keys = np.zeros(len(lists), dtype=np.uint64)
    for column in lists.T:
        keys = mix(keys + column.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15))
    return keys


def _copies_of_none(store: Store, samples: Ints) -> Flags:
    """Of which samples most pairs of articles are no copies of one another."""
    of, a, b, which = _pairs(samples)
    numbers = store.distinct(a, b)
    store.fill(numbers)
    n_shared = np.zeros(len(a), dtype=np.int64)
    prints = store.prints(numbers)
    place = np.zeros(len(store.n_prints), dtype=np.int64)
    place[numbers] = np.arange(len(numbers))
    _count_shared(prints.hash, np.concatenate([[0], np.cumsum(store.n_prints[numbers])]), place[a], place[b], n_shared)
    apart = n_shared < PRINTS * np.minimum(store.n_prints[a], store.n_prints[b])
    return _agree(of, apart[which], len(samples))


def _about_others(store: Store, samples: Ints) -> Flags:
    """Of which samples most pairs of articles are about different things."""
    of, a, b, which = _pairs(samples)
    numbers = store.distinct(a, b)
    close = find_subjects(store, numbers).closeness(a, b) >= CLOSE
    return _agree(of, ~close[which], len(samples))


def _pairs(samples: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """The sample of each pair of articles in samples, the articles of each pair, each pair once, and which of these each is."""
    left, right = np.triu_indices(samples.shape[1], 1)
    one, other = samples[:, left], samples[:, right]
    of, pair = np.nonzero((one >= 0) & (other >= 0))
    keys, which = np.unique(np.minimum(one, other)[of, pair] << 32 | np.maximum(one, other)[of, pair], return_inverse=True)
    return of, keys >> 32, keys & 0xFFFFFFFF, which


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
