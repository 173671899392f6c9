"""Which articles may have something else in common with others than before, when some came and others went."""

from typing import Any

import numpy as np

from pipelines.reports.compiled import compiled
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import ANCHORS, FEW
from pipelines.reports.fingerprints import Fingerprints, among, repeated
from pipelines.reports.furniture import Before, Furniture
from pipelines.reports.store import Store
from pipelines.reports.types import U64, Flags


def find_stirred(corpus: Corpus, store: Store, prints: Fingerprints, before: Before, furniture: Furniture) -> tuple[Flags, Flags]:
    """Articles that may have something else in common with others than before: they have come, a fingerprint of theirs has become
    furniture or is it no longer, or they have begun or ceased to be among the first that have one, or its anchors (diagonals.py). And
    those that have other furniture.

    Args:
        prints: all fingerprints that have a hash that an article that came or went has.
        before: what was known of them; furniture: what is.
    """
    outlet, is_new = corpus.outlet[prints.article], before.came[prints.article]
    now = furniture.strikes(prints, outlet)
    was = now & ~is_new
    changed = np.flatnonzero(among(_changed(before.furniture, furniture), prints.hash) & ~is_new)
    was[changed] = before.furniture.strikes(prints.take(changed), outlet[changed])
    struck = before.came.copy()
    struck[prints.article[(was != now) & ~is_new]] = True
    stirred = struck.copy()
    # of the fingerprints that are or were no furniture: those that came into their group, those that left it
    order = np.flatnonzero((~now | ~was & ~is_new) & (repeated(prints.hash, FEW) | among(before.lost, prints.hash)))
    order = order[np.lexsort((prints.place[order], prints.article[order], prints.hash[order]))]
    came, left = (is_new | was)[order], now[order]
    _stir_anchors(prints.hash[order], prints.article[order], store.n_body, came, left, np.sort(before.lost), stirred)
    return stirred, struck


def _changed(before: Furniture, furniture: Furniture) -> U64:
    """Hashes of which something else is furniture than before; among them all that are not judged now."""
    keys, others = before.keys(), furniture.keys()
    return np.concatenate([before.hash[~np.isin(keys, others)], furniture.hash[~np.isin(others, keys)]])


@compiled
def _stir_anchors(hashes: Any, article: Any, n_body: Any, came: Any, left: Any, lost: Any, stirred: Any) -> None:
    """Marks what has begun or ceased to be among the first of a group of fingerprints, or an anchor; groups come in order of hashes."""
    begin, gone, then, now = 0, 0, np.empty(FEW + 2 * ANCHORS, dtype=np.int64), np.empty(FEW + 2 * ANCHORS, dtype=np.int64)
    for at in range(1, len(hashes) + 1):
        if at < len(hashes) and hashes[at] == hashes[begin]:
            continue
        while gone < len(lost) and lost[gone] < hashes[begin]:
            gone += 1
        n_gone = gone
        while gone < len(lost) and lost[gone] == hashes[begin]:
            gone += 1
        n_gone = gone - n_gone
        n_came, n_left = 0, 0
        for row in range(begin, at):
            n_came += came[row]
            n_left += left[row]
        n_now = at - begin - n_left
        n_then = at - begin - n_came + n_gone
        if n_came + n_left + n_gone and max(n_now, n_then) > FEW:
            if n_gone and n_then > FEW:  # of those that are gone it is not known whether they were among the first
                for row in range(begin, min(at, begin + FEW + n_came + n_left)):
                    stirred[article[row]] = True
            else:
                then[:], now[:] = -1, -1
                _first(begin, at, came, then[:FEW])
                _first(begin, at, left, now[:FEW])
                if min(n_now, n_then) > FEW:
                    _anchors(article, n_body, then)
                    _anchors(article, n_body, now)
                _stir_others(then, now, article, stirred)
                _stir_others(now, then, article, stirred)
        begin = at


@compiled
def _first(begin: int, stop: int, without: Any, first: Any) -> None:
    """The first rows of a group."""
    n = 0
    for row in range(begin, stop):
        if not without[row] and n < len(first):
            first[n] = row
            n += 1


@compiled
def _anchors(article: Any, n_body: Any, rows: Any) -> None:
    """Puts the rows that later ones are linked to behind the first, each less one from -2 on, so that no row is taken for the other."""
    for place in range(ANCHORS):
        rows[FEW + place] = -2 - rows[place]
    left = rows[:FEW].copy()
    for place in range(ANCHORS):
        best = -1
        for at in range(FEW):
            if left[at] >= 0 and (best < 0 or n_body[article[left[at]]] > n_body[article[left[best]]]):
                best = at
        rows[FEW + ANCHORS + place] = -2 - left[best]
        left[best] = -1


@compiled
def _stir_others(some: Any, others: Any, article: Any, stirred: Any) -> None:
    """Marks the articles of the rows that are in one list only."""
    for one in some:
        there = one == -1
        for other in others:
            there |= one == other
        if not there:
            stirred[article[one if one >= 0 else -2 - one]] = True
