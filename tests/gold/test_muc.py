"""What the scorer of people harmed counts. The templates are our own."""

from collections import Counter
from typing import Any

import pytest

from tests.gold.muc import Wanted, compare, read_gold

SIX = {"raw": '6: "NUNS" / "SISTERS"', "value": 6, "high": None, "phrase": "NUNS"}
SOME = {"raw": 'PLURAL: "GUARDS"', "value": None, "high": None, "phrase": "GUARDS"}
RANGE = {"raw": '60 / ~100: "MARCHERS"', "value": 60, "high": None, "phrase": "MARCHERS"}


@pytest.mark.parametrize(
    ("effect", "pairs", "unnumbered"),
    [
        ('DEATH: "SISTERS"', [("killed", frozenset({6}))], {}),
        ('INJURY: "MARCHERS"', [("wounded", frozenset({60, 100}))], {}),
        ('DEATH: "GUARDS"', [], {"killed": 1}),
        ('DEATH: "SOMEBODY ELSE"', [], {"killed": 1}),
        ('? DEATH: "NUNS"', [], {"killed": 1}),
        ('NO INJURY OR DEATH: "NUNS"', [], {}),
        ('NO INJURY: "NUNS"', [], {}),
        ('REGAINED FREEDOM: "NUNS"', [], {}),
    ],
)
def test_joins_effects_and_numbers_by_a_phrase(effect: str, pairs: list[Any], unnumbered: dict[str, int]) -> None:
    gold = read_gold([{"effect": [effect], "numbers": [SIX, SOME, RANGE]}])
    assert (gold.pairs, gold.open) == (pairs, Counter(unnumbered))


KILLED_SIX = ("killed", frozenset({6}))


@pytest.mark.parametrize(
    ("pairs", "unnumbered", "ours", "bag", "least", "expected"),
    [
        ([KILLED_SIX], {}, [("killed", 6), ("killed", 6)], False, 1, (1, 1, 1)),
        ([KILLED_SIX], {}, [("killed", 6), ("killed", 6)], True, 1, (1, 2, 1)),
        ([KILLED_SIX], {}, [("wounded", 6)], False, 1, (0, 1, 1)),
        ([], {"killed": 1}, [("killed", 3), ("killed", 4), ("killed", 1)], False, 1, (0, 2, 0)),
        ([KILLED_SIX, ("killed", frozenset({1}))], {}, [("killed", 1)], False, 2, (0, 0, 1)),
        ([("killed", frozenset({60, 100}))], {}, [("killed", 100)], False, 1, (1, 1, 1)),
    ],
)
def test_matches_one_to_one(
    pairs: list[Any], unnumbered: dict[str, int], ours: list[tuple[str, int]], bag: bool, least: int, expected: tuple[int, int, int]
) -> None:
    assert compare(Wanted(pairs, Counter(unnumbered)), ours, bag=bag, least=least) == expected
