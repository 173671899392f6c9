"""Sorting within compiled loops, for the short lists that one article or one pair has (D. Shell, 1959; gaps by M. Ciura, 2001)."""

from typing import Any

from pipelines.reports.compiled import compiled

_GAPS = (1750, 701, 301, 132, 57, 23, 10, 4, 1)
_FEW = 128
"""Values that are sorted at once sooner than in steps."""


@compiled
def sort_short(values: Any) -> None:
    """Sorts numbers in place."""
    for gap in _GAPS:
        if gap > 1 and len(values) <= _FEW:
            continue
        for at in range(gap, len(values)):
            value, to = values[at], at
            while to >= gap and values[to - gap] > value:
                values[to] = values[to - gap]
                to -= gap
            values[to] = value


@compiled
def order_short(keys: Any, order: Any) -> None:
    """Sorts places of `keys` in place by their keys, equal ones by place."""
    for gap in _GAPS:
        if gap > 1 and len(order) <= _FEW:
            continue
        for at in range(gap, len(order)):
            place, to = order[at], at
            while to >= gap and (keys[order[to - gap]] > keys[place] or (keys[order[to - gap]] == keys[place] and order[to - gap] > place)):
                order[to] = order[to - gap]
                to -= gap
            order[to] = place
