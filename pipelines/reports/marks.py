"""Which words of many texts stand in quotation marks. Quick and nearly right; pipelines.text.quotemarks is slow and right.

Double marks open or close by what stands beside them, or else by their type, or else in turn. A quotation that is never closed runs to the
end of its line; lines of a paragraph that was broken at a fixed width count as one.
"""

import numpy as np
import numpy.typing as npt

from pipelines.reports.letters import (
    BREAK,
    CLOSE_DOUBLE,
    CLOSE_SINGLE,
    CLOSES_AFTER,
    CLOSES_BEFORE,
    DOUBLE,
    OPEN_SINGLE,
    OPENS_AFTER,
    QUOTABLE,
    SINGLE,
    SPACE,
    WORD,
)
from pipelines.reports.reading import AFTER_STOP, PLURAL, Marks, Words
from pipelines.reports.types import Flags, Ints32

WAYS = np.array([0, -1, 0, 1, -1, 0, 1, -1], dtype=np.int8)
"""Whether marks of each kind open or close by their type."""

SHORTEST, LONGEST = 12, 2000
"""From one single mark to the other; straight ones that stand nearer to one another are more often apostrophes."""


def quoted_words(words: Words, marks: Marks) -> Flags:
    """Which words stand in quotation marks, double or single. May be called from several threads at once."""
    start = words.start + np.repeat(marks.base, np.diff(words.first))
    place, is_open = _doubles(marks)
    quoted = np.repeat(is_open, np.diff(np.searchsorted(start, place), append=len(start)))
    begins, ends = _singles(marks)
    # a quotation in double marks has been counted, and what crosses one is none
    outside = ~is_open[np.searchsorted(place, begins) - 1] & ~is_open[np.searchsorted(place, ends) - 1]
    if outside.any():
        steps = np.zeros(len(start) + 1, dtype=np.int8)
        np.add.at(steps, np.searchsorted(start, begins[outside]), 1)
        np.add.at(steps, np.searchsorted(start, ends[outside]), -1)
        quoted |= np.cumsum(steps[:-1], dtype=np.int8) > 0
    return quoted


def _doubles(marks: Marks) -> tuple[Ints32, Flags]:
    """Places of double marks and breaks, and whether what follows each is quoted."""
    marks = marks.take(np.flatnonzero((marks.kind <= CLOSE_DOUBLE) | (marks.length > 1)))
    opens = ((marks.before & (SPACE | OPENS_AFTER)) != 0) & ((marks.after & SPACE) == 0)
    closes = ((marks.before & SPACE) == 0) & ((marks.after & (SPACE | CLOSES_BEFORE)) != 0)
    sign = opens.astype(np.int8) - closes
    sign = np.where(sign == 0, WAYS[marks.kind], sign)
    is_break = marks.kind == BREAK
    sign[1:][is_break[:-1] & (marks.start[1:] == marks.start[:-1] + marks.length[:-1])] = 1
    sign[is_break] = -1
    # straight marks and those with a direction are read apart, since either may stand within the other; but a closing mark of one kind
    # that closes nothing closes what the other kind opened
    kinds = (is_break | (marks.kind == DOUBLE), marks.kind != DOUBLE)
    closing = (sign < 0) & ~is_break
    idle = (np.zeros_like(is_break), np.zeros_like(is_break))
    for _ in range(2):
        states = [_is_open(sign, kind | others) for kind, others in zip(kinds, idle[::-1], strict=True)]
        idle = tuple(kind & closing & ~np.append(False, state[:-1]) for kind, state in zip(kinds, states, strict=True))
    return marks.start, _is_open(sign, kinds[0] | idle[1]) | _is_open(sign, kinds[1] | idle[0])


def _is_open(sign: npt.NDArray[np.int8], own: Flags) -> Flags:
    """Whether a quotation is open after each mark, by some of the marks alone; those of no sign open and close in turn."""
    sign = sign[own]
    number = np.arange(len(sign))
    known = np.maximum.accumulate(np.where(sign != 0, number, 0))
    return ((sign[known] > 0) ^ ((number - known) & 1 != 0))[np.cumsum(own) - 1]


def _singles(marks: Marks) -> tuple[Ints32, Ints32]:
    """Where quotations in single marks begin and end."""
    one = marks.length == 1
    opening = one & ((marks.kind == SINGLE) | (marks.kind == OPEN_SINGLE)) & ((marks.before & WORD) == 0)
    opening &= (marks.after & QUOTABLE) != 0
    closing = one & ((marks.kind == SINGLE) | (marks.kind == CLOSE_SINGLE)) & ((marks.before & CLOSES_AFTER) != 0)
    closing &= (marks.after & WORD) == 0
    limits = marks.start[opening | (marks.kind == BREAK)]
    found = []
    for some, least in ((marks.kind == SINGLE, SHORTEST), (marks.kind > SINGLE, 0)):
        begins = marks.start[opening & some]
        ends = _next(_without_plurals(marks.take(closing & some), limits), begins)
        size = ends - begins
        fits = (size > least) & (size <= LONGEST) & (ends < _next(limits, begins))
        found.append((begins[fits], ends[fits]))
    (straight, straight_ends), (curved, curved_ends) = found
    return np.append(straight, curved), np.append(straight_ends, curved_ends)


def _without_plurals(ends: Marks, limits: Ints32) -> Ints32:
    """Closing marks without the apostrophes of plurals (the boys' house) that have a better one after them."""
    better = ends.start[(ends.shape & AFTER_STOP) != 0]
    plural = (ends.shape & PLURAL) != 0
    return ends.start[~(plural & (_next(better, ends.start) < _next(limits, ends.start)))]


def _next(places: Ints32, after: Ints32) -> Ints32:
    """The first of the places after each of the others, or one beyond all."""
    return np.append(places, 1 << 60)[np.searchsorted(places, after, side="right")]
