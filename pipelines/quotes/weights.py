"""Linear models over named features; the weights are data (seeds/reference/quote_weights.csv). Standard library only.

Weights are added up as whole hundredths: sums of binary fractions differ from one version of Python to the next, and with them the
winner of a tie.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pipelines.reference import rows

PARTS = 100  # the table has two decimals


@cache
def weights(model: str) -> Mapping[str, int]:
    """Weight by feature of one model, in hundredths: speaker or speech."""
    return {row["feature"]: round(float(row["weight"]) * PARTS) for row in rows("quote_weights") if row["model"] == model}


def total(features: Iterable[str], table: Mapping[str, int]) -> int:
    """Sum of the weights of the features that have one, in hundredths."""
    get = table.get
    return sum(get(feature, 0) for feature in features)


def best(options: Sequence[Sequence[str]], table: Mapping[str, int]) -> int | None:
    """Place of the option with the greatest weight, the first of equals; None where there is none."""
    if not options:
        return None
    scores = [total(features, table) for features in options]
    return scores.index(max(scores))


def chance(features: Iterable[str], table: Mapping[str, int]) -> float:
    """Probability that a logistic model gives."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total(features, table) / PARTS))))
