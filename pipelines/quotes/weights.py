"""Linear models over named features; the weights are data (seeds/reference/quote_weights.csv). Standard library only."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pipelines.reference import rows


@cache
def weights(model: str) -> Mapping[str, float]:
    """Weight by feature of one model: speaker or speech."""
    return {row["feature"]: float(row["weight"]) for row in rows("quote_weights") if row["model"] == model}


def total(features: Iterable[str], table: Mapping[str, float]) -> float:
    """Sum of the weights of the features that have one."""
    get = table.get
    return sum(get(feature, 0.0) for feature in features)


def best(options: Sequence[Sequence[str]], table: Mapping[str, float]) -> int | None:
    """Place of the option with the greatest weight, the first of equals; None where there is none."""
    if not options:
        return None
    scores = [total(features, table) for features in options]
    return scores.index(max(scores))


def chance(features: Iterable[str], table: Mapping[str, float]) -> float:
    """Probability that a logistic model gives."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total(features, table)))))
