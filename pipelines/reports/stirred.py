"""Which articles may have something else in common with others than before, when some came and others went."""

from typing import Any

import numpy as np

from pipelines.reports.compiled import compiled
from pipelines.reports.diagonals import ANCHORS, FEW
from pipelines.reports.fingerprints import Fingerprints
from pipelines.reports.furniture import Before, Furniture
from pipelines.reports.types import Flags, Ints

_ROOM = FEW + 2 * ANCHORS


def find_stirred(n_body: Ints, prints: Fingerprints, before: Before, furniture: Furniture) -> tuple[Flags, Flags]:
    """Articles that may have something else in common with others than before: they have come, a fingerprint of theirs has become
    furniture or is it no longer, or they have begun or ceased to be among the first that have one, or its anchors (diagonals.py). And
    those that have other furniture.

    Args:
        n_body: words of the body of each article, those that went as well.
        prints: all fingerprints that have a hash that an article that came or went has, in order.
        before: what was known of them; furniture: what is.
    """
    articles = before.articles
    here, came = prints.article < articles.n, articles.came[prints.article]
    now = furniture.strikes(prints, articles.outlet)
    was = before.furniture.strikes(prints, articles.outlet)
    struck = articles.came[: articles.n].copy()
    struck[prints.article[here & ~came & (was != now)]] = True
    stirred = np.zeros(len(articles.came), dtype=np.bool_)
    stirred[: articles.n] = struck
    _stir(prints.hash, prints.article, n_body, ~came & ~was, here & ~now, stirred)
    return stirred[: articles.n], struck


@compiled
def _stir(hashes: Any, article: Any, n_body: Any, linked: Any, links: Any, stirred: Any) -> None:
    """Marks what has begun or ceased to be among the first of a group of fingerprints, or an anchor.

    Args:
        linked, links: rows that had part in linking articles before, and that have now.
    """
    begin, then, now = 0, np.empty(_ROOM, dtype=np.int64), np.empty(_ROOM, dtype=np.int64)
    for at in range(1, len(hashes) + 1):
        if at < len(hashes) and hashes[at] == hashes[begin]:
            continue
        n_then, n_now, is_other = 0, 0, False
        for row in range(begin, at):
            n_then += linked[row]
            n_now += links[row]
            is_other |= linked[row] != links[row]
        if is_other and max(n_then, n_now) > FEW:
            then[:], now[:] = -1, -1
            _first(begin, at, linked, then[:FEW])
            _first(begin, at, links, now[:FEW])
            if min(n_now, n_then) > FEW:
                _anchors(article, n_body, then)
                _anchors(article, n_body, now)
            _stir_others(then, now, article, stirred)
            _stir_others(now, then, article, stirred)
        begin = at


@compiled
def _first(begin: int, stop: int, which: Any, first: Any) -> None:
    """The first of these rows of a group."""
    n = 0
    for row in range(begin, stop):
        if which[row] and n < len(first):
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
