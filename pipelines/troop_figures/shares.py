"""Figures that are shares of another: "half of the 9,600 will leave", "a third of them". Standard library only."""

import re
from collections.abc import Sequence
from fractions import Fraction

from pipelines.text.number_shares import Share, find_shares
from pipelines.text.numbers import Number
from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.passage import Passage

TO_WHOLE = re.compile(r"\s*(?:(?:the|its|their|his|our|those|these|all|an?|[\w.]+['’]s?)\s+)?(?:(?!\d)[\w-]+\s+){0,2}")
OF_THEM = re.compile(r"\s*(?:them|whom|these|those|which|the\s+(?:troops|soldiers|force|forces|men|total))\b")
OF_THE = re.compile(r"(?:^|[,;:.]\s+|\band\s+|\bbut\s+|however,\s+)\W*of\s+(?:the|its|their|those|our)\s+$")
OF_TAIL = re.compile(r"\s+of\s*$")
WIDEST = 160
ROUNDED = "about"


def of_others(passage: Passage, counted: Sequence[Counted], earlier: Counted | None) -> list[Counted]:
    """The shares that a sentence takes of figures in it, or of the last figure before it; `like` tells where the whole begins.

    A share that makes no whole number of persons is rounded, and is then no more exact than "about".
    """
    found = []
    for share in find_shares(passage.text, passage.span.start, passage.span.end) if counted or earlier else ():
        whole, reach = _whole(passage, share, counted, earlier)
        if whole is None or whole.number.value is None or any(one.start <= share.start < one.end for one in counted):
            continue
        end = share.end - len(tail[0]) if (tail := OF_TAIL.search(passage.said(share.start, share.end))) else share.end
        number = _times(share, whole.number.value, end)
        part = Counted(share.start, end, number, whole.unit, whole.names, "share_of_figure", whole.words, reach=reach)
        part.like = whole.start
        found.append(part)
    return found


def _whole(passage: Passage, share: Share, counted: Sequence[Counted], earlier: Counted | None) -> tuple[Counted | None, int]:
    """The figure that a share is of, and where the phrase that names it ends."""
    before = [one for one in counted if one.end <= share.start and share.start - one.end < WIDEST]
    if not share.of:  # "Of the 4,200 peacekeepers fewer than half are there"
        first = before[-1] if before else None
        named = first is not None and OF_THE.search(passage.said(passage.span.start, first.start)) is not None
        return (first, share.end) if named else (None, share.end)
    if them := OF_THEM.match(passage.low, share.end - passage.span.start):
        return (before[-1] if before else earlier), them.end() + passage.span.start
    after = next((one for one in counted if one.start >= share.end), None)
    if after and TO_WHOLE.fullmatch(passage.said(share.end, after.start)):
        return after, after.end
    return None, share.end


def _times(share: Share, value: int, end: int) -> Number:
    """The number of persons that the share makes."""
    if share.qualifier == "range":
        return Number(share.start, end, None, round(share.size * value), round(share.high * value), "range")
    exact = share.size * value
    size = round(exact)
    qualifier = ROUNDED if share.qualifier == "exact" and exact != Fraction(size) else share.qualifier
    low = size if qualifier in ("exact", "more_than", "at_least") else None
    high = size if qualifier in ("exact", "less_than", "up_to") else None
    return Number(share.start, end, size, low, high, qualifier)
