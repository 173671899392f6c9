"""How exact the words around a number are: "about", "no fewer than", "or so". Standard library only. The words stand in qualifiers.csv."""

import re

from pipelines.reference import rows
from pipelines.text.number_forms import alternatives

BEFORE = {row["phrase"]: row["qualifier"] for row in rows("qualifiers") if row["side"] == "before"}
AFTER = {row["phrase"]: row["qualifier"] for row in rows("qualifiers") if row["side"] == "after"}
QUALIFIED = re.compile(rf"(?:(?<![\w-])(?:{alternatives(BEFORE)})(?:\s+|(?<=~)))+$")
EACH_BEFORE = re.compile(rf"(?<![\w-])(?:{alternatives(BEFORE)})(?=\s|$|\d)")
QUALIFIED_AFTER = re.compile(rf"\s?(?:{alternatives(AFTER)})(?!\w|\s+or\s+minus)")
LONGEST_QUALIFIER = 44
FROM, TO = frozenset({"exact", "more_than", "at_least"}), frozenset({"exact", "less_than", "up_to"})  # "about" bounds nothing
"""Qualifiers for which the number is the least size, and the largest."""


def lead_in(low: str, start: int, not_before: int) -> tuple[int, str]:
    """Where the words before a number begin, and what they say; `exact` where they say nothing.

    Args:
        low: the text in lower case.
        start: the first character of the number.
        not_before: words in front of this belong to something else.
    """
    lead = QUALIFIED.search(low, max(not_before, start - LONGEST_QUALIFIER), start)
    if lead is None:
        return start, "exact"
    said = [BEFORE[" ".join(match[0].split())] for match in EACH_BEFORE.finditer(lead[0])]
    return lead.start(), next((word for word in said if word != "exact"), "exact")


def follow_up(low: str, end: int) -> tuple[int, str]:
    """Where the words after a number end, and what they say; `exact` where they say nothing."""
    tail = QUALIFIED_AFTER.match(low, end)
    return (tail.end(), AFTER[" ".join(tail[0].split())]) if tail else (end, "exact")
