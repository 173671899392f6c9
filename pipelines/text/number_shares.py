"""Shares of another figure: "half of the 9,600", "a third of the force", "40 percent of", "two in three". Standard library only."""

import re
from fractions import Fraction
from typing import NamedTuple

from pipelines.text.number_forms import PART, VULGARS, WORD
from pipelines.text.numbers import lower_like
from pipelines.text.quantities import Quantity, find_quantities

HINT = re.compile(rf"(?:{PART})|%|per\s?cent|pct|[{VULGARS}]|\d/\d|\b(?:in|of)\s+(?:every\s+)?(?:\d|an?\b|(?:{WORD})\b)")
OF = re.compile(r"\s+of\b(?!\s+(?:an?|one)\s+(?:percent|per\s+cent|percentage|million|billion|thousand|hundred|dozen)\b)")
HALF_OF = re.compile(r"(?=\s+(?:the|its|their|his|her|our|all|those|these|that)\b)")
LARGEST_PART = 1000


class Share(NamedTuple):
    """A share of something: its span with the qualifier and the word "of", its size, and how exact that is.

    `size` is a fraction of one (2/5 for "40 percent of"), or the lower end where the qualifier is "range", with `high` the upper one.
    `of` is whether the whole follows at once, at `end`.
    """

    start: int
    end: int
    size: Fraction
    high: Fraction
    qualifier: str
    of: bool


def find_shares(text: str, start: int = 0, end: int | None = None) -> list[Share]:
    """The shares of a whole in text[start:end], in order; offsets count in `text`. Percentages count only with "of" after them."""
    part = text[start:end]
    low = lower_like(part)
    if HINT.search(low) is None:
        return []
    found = [_share(low, quantity) for quantity in find_quantities(part) if quantity.kind == "share"]
    return [share._replace(start=share.start + start, end=share.end + start) for share in found if share]


def _share(low: str, quantity: Quantity) -> Share | None:
    per = {"percent": 100, None: 1}.get(quantity.unit)
    first, last = (quantity.low, quantity.high) if quantity.qualifier == "range" else (quantity.value, quantity.value)
    if per is None or first is None or last is None or not 0 < first <= last <= per:
        return None
    whole = OF.match(low, quantity.end) or (HALF_OF.match(low, quantity.end) if low.endswith("half", 0, quantity.end) else None)
    if per == 100 and whole is None:
        return None  # "rose 5 percent"
    least, most = (Fraction(size).limit_denominator(LARGEST_PART * per) / per for size in (first, last))
    return Share(quantity.start, whole.end() if whole else quantity.end, least, most, quantity.qualifier, whole is not None)
