"""Sorting of short lists."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reports.sorting import order_short, sort_short

NUMBERS = st.lists(st.integers(0, 40), max_size=200)


@given(NUMBERS)
def test_it_sorts(numbers: list[int]) -> None:
    values = np.array(numbers, dtype=np.uint64)
    sort_short(values)
    assert values.tolist() == sorted(numbers)


@given(NUMBERS)
def test_equal_ones_are_ordered_by_place(numbers: list[int]) -> None:
    order = np.arange(len(numbers))[::-1].copy()
    order_short(np.array(numbers, dtype=np.int64), order)
    assert order.tolist() == sorted(range(len(numbers)), key=lambda place: (numbers[place], place))
