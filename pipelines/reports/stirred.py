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
    furniture or is it no longer, or they have begun or ceased to be anchors of one (diagonals.py). And those that have other furniture.

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
    """Marks what has begun or ceased to be an anchor of a group of fingerprints; groups come in order of their hashes."""
    begin, gone, then, now = 0, 0, np.empty(2 * ANCHORS, dtype=np.int64), np.empty(2 * ANCHORS, dtype=np.int64)
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
            if min(n_now, n_then) <= FEW or n_gone:
                # all that were linked while they were few, or that may have been among the first
                stop = at if n_then <= FEW else min(at, begin + FEW + n_came + n_left)
                for row in range(begin, stop):
                    stirred[article[row]] = True
            else:
                _anchors(article[begin:at], n_body, came[begin:at], then)
                _anchors(article[begin:at], n_body, left[begin:at], now)
                _stir_others(then, now, stirred)
                _stir_others(now, then, stirred)
        begin = at


@compiled
def _anchors(article: Any, n_body: Any, without: Any, anchors: Any) -> None:
    """The articles that the others of a group are linked to: the first, and the fullest among the first."""
    n, first = 0, np.empty(FEW, dtype=np.int64)
    for row in range(len(article)):
        if not without[row] and n < FEW:
            first[n] = article[row]
            n += 1
    anchors[:] = -1
    anchors[:ANCHORS] = first[:ANCHORS]
    for place in range(ANCHORS, 2 * ANCHORS):
        best = -1
        for row in range(n):
            if first[row] >= 0 and (best < 0 or n_body[first[row]] > n_body[first[best]]):
                best = row
        anchors[place] = first[best]
        first[best] = -1


@compiled
def _stir_others(some: Any, others: Any, stirred: Any) -> None:
    for one in some:
        there = False
        for other in others:
            there |= one == other
        if not there:
            stirred[one] = True
