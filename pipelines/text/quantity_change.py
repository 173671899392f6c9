"""Whether the words beside an amount say that something went up or down by it. Standard library only. They stand in change_words.csv."""

import re

from pipelines.reference import rows
from pipelines.text.number_forms import alternatives

BEFORE = {row["word"]: row["change"] for row in rows("change_words") if row["side"] != "after"}
AFTER = {row["word"]: row["change"] for row in rows("change_words") if row["side"] != "before"}
BY = frozenset(row["word"] for row in rows("change_words") if row["side"] == "by")
STEPS = (
    r"(?:\s+(?:up|down|back|off|in|sharply|slightly|steadily|further|modestly|a|an|the|its|by|of|another|net|mere|record|modest|meagre|combined|"
    r"surprising|staggering|whopping|hefty|extra|additional|seasonally|adjusted|annual|annualised|annualized))*"
)
LEFT = re.compile(rf"\b(?P<word>{alternatives(word for word in BEFORE if word not in BY)}){STEPS}\s+$")
LEFT_BY = re.compile(rf"\b(?P<word>{alternatives(BEFORE)})\b[^.;:,]{{1,50}}\sby\s+(?:a\s+|an\s+|another\s+)?$")
RIGHT = re.compile(rf"(?:\s+(?:[a-z-]+\s+)?|-)(?P<word>{alternatives(AFTER)})\b(?!\s+(?:level|rate|priced|paid|end|class|house|court)\b)")


def change_of(low: str, start: int, end: int) -> str | None:
    """up, down, or None where the words beside low[start:end] tell neither."""
    lead = LEFT.search(low, max(0, start - 40), start)
    if lead is None and low.startswith("by ", max(0, low.rfind("by", max(0, start - 12), start))):
        lead = LEFT_BY.search(low, max(0, start - 80), start)
    if lead:
        return BEFORE[lead["word"]]
    tail = RIGHT.match(low, end)
    return AFTER[tail["word"]] if tail else None
