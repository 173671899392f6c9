"""Links fingerprints as the query of diagonals.py does, in one pass over fingerprints that lie in order."""

from typing import Any

import numpy as np
import polars as pl

from pipelines.reports.compiled import compiled
from pipelines.reports.diagonals import ANCHORS, AT_ONCE, FEW, as_table, empty_slots, put
from pipelines.reports.fingerprints import Fingerprints
from pipelines.reports.store import Store
from pipelines.reports.types import Flags


def link_in_order(store: Store, prints: Fingerprints, stirred: Flags) -> pl.DataFrame:
    """What `find_diagonals` returns, of fingerprints by hash, article and place."""
    slots, found, begin, room = empty_slots(), [], 0, AT_ONCE
    words, columns = (store.tags, store.first, store.n_words), (prints.hash, prints.article, prints.place)
    while begin < len(prints):
        out = np.empty((5, room), dtype=np.int32)
        before = begin
        begin, n = _link(words, columns, store.n_body, stirred, begin, slots, out)
        room = room if begin > before else 2 * room
        found.append(out[:, :n].copy())
    found.append(slots[slots[:, 0] >= 0].T)
    return as_table(np.concatenate(found, axis=1))


@compiled
def _link(words: Any, columns: Any, n_body: Any, stirred: Any, begin: int, slots: Any, out: Any) -> tuple[int, int]:
    """Links group by group from `begin` on, as long as there is room; returns where it ended, and how many diagonals were written down."""
    hashes, article, place = columns
    n, anchors = 0, np.empty(2 * ANCHORS, dtype=np.int64)
    while begin < len(hashes):
        stop = begin + 1
        while stop < len(hashes) and hashes[stop] == hashes[begin]:
            stop += 1
        first = min(begin + FEW, stop)
        if n + FEW * FEW + len(anchors) * (stop - begin) > out.shape[1]:
            return begin, n
        for row in range(begin, first):
            for other in range(row + 1, first):
                if (stirred[article[row]] or stirred[article[other]]) and article[row] != article[other]:
                    n = put(words, slots, out, n, article[row], place[row], article[other], place[other])
        n_anchors = _find_anchors(article, n_body, begin, first, anchors) if stop > first else 0
        is_any = False
        for at in range(n_anchors):
            is_any |= stirred[article[anchors[at]]]
        for other in range(first, stop):
            is_stirred = stirred[article[other]]
            if not (is_any or is_stirred):
                continue
            for at in range(n_anchors):
                row = anchors[at]
                if (is_stirred or stirred[article[row]]) and article[row] != article[other]:
                    n = put(words, slots, out, n, article[row], place[row], article[other], place[other])
        begin = stop
    return begin, n


@compiled
def _find_anchors(article: Any, n_body: Any, begin: int, stop: int, anchors: Any) -> int:
    """The rows that later ones are linked to: the first ANCHORS, and the fullest of all that are not among these; returns how many."""
    for n in range(ANCHORS):
        anchors[n] = begin + n
    n = ANCHORS
    for _ in range(ANCHORS):
        best = -1
        for row in range(begin, stop):
            taken = False
            for at in range(ANCHORS, n):
                taken |= anchors[at] == row
            if not taken and (best < 0 or n_body[article[row]] > n_body[article[best]]):
                best = row
        anchors[n] = best
        n += 1
    # those that are the first as well stand there once
    kept = ANCHORS
    for at in range(ANCHORS, n):
        if anchors[at] >= begin + ANCHORS:
            anchors[kept] = anchors[at]
            kept += 1
    return kept
