"""Which words of many texts stand in quotation marks. A numpy kernel, quick and nearly right; pipelines.text.quotemarks is slow and right.

Double marks open or close by what stands beside them, or else by their type, or else in turn. A quotation that is never closed runs to the
end of its line; lines of a paragraph that was broken at a fixed width count as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipelines.reports.characters import U8, U16, U32, Flags, Ints, points_of
from pipelines.reports.words import Words, join, pieces

BREAK, DOUBLE, OPEN_DOUBLE, CLOSE_DOUBLE, SINGLE, OPEN_SINGLE, CLOSE_SINGLE = range(1, 8)
SIGNS = ("", "\n\r", '"″＂', "“„‟«\x93❝", "”»\x94❞", "'＇", "‘‛`", "’´")
"""Characters of each kind; 0 is no mark."""
WAYS = np.array([0, -1, 0, 1, -1, 0, 1, -1], dtype=np.int8)
"""Whether marks of each kind open or close by their type."""

SPACE, WORD, LOWER, OPENS_AFTER, CLOSES_BEFORE, STOP, QUOTABLE, CLOSES_AFTER = (1 << bit for bit in range(8))
BESIDE = {
    "([{—–-/…>|‘'’=*‛": OPENS_AFTER, ".,;:?!)]}—–-…<'’|*[(": CLOSES_BEFORE, '.!?…:”"»': STOP,
    "“\"[(…": QUOTABLE, ".,?!…;:)]-—”\"": CLOSES_AFTER,
}  # fmt: skip
"""What stands before or after double marks, at the end of a sentence, after a single mark that opens, before one that closes."""
PUNCTUATION = np.array([ord(sign) for sign in ".,?!…"])
SHORTEST, LONGEST = 12, 2000
"""From one single mark to the other; straight ones that stand nearer to one another are more often apostrophes."""


@dataclass(frozen=True, slots=True)
class _Marks:
    """Marks and line breaks in order; several of a kind in a row are one."""

    kind: U8
    start: Ints
    length: Ints
    before: U8
    """What stands before it, bits of BESIDE."""
    after: U8

    def take(self, which: Flags | Ints) -> "_Marks":
        """Some of them."""
        return _Marks(self.kind[which], self.start[which], self.length[which], self.before[which], self.after[which])


def quoted_words(texts: Sequence[str], words: Words) -> Flags:
    """Which words of these texts stand in quotation marks, double or single. May be called from several threads at once."""
    parts = []
    for first, base, joined in pieces(texts):
        firsts = words.first[first : first + len(base) + 1]
        start = words.start[firsts[0] : firsts[-1]] + np.repeat(base, np.diff(firsts))
        points = points_of(joined)
        marks = _find_marks(points, base)
        place, is_open = _doubles(marks)
        quoted = np.repeat(is_open, np.diff(np.searchsorted(start, place), append=len(start)))
        begins, ends = _singles(marks, points)
        # a quotation in double marks has been counted, and what crosses one is none
        outside = ~is_open[np.searchsorted(place, begins) - 1] & ~is_open[np.searchsorted(place, ends) - 1]
        if outside.any():
            steps = np.zeros(len(start) + 1, dtype=np.int8)
            np.add.at(steps, np.searchsorted(start, begins[outside]), 1)
            np.add.at(steps, np.searchsorted(start, ends[outside]), -1)
            quoted |= np.cumsum(steps[:-1], dtype=np.int8) > 0
        parts.append(quoted)
    return join(parts, np.bool_)


def _find_marks(points: U8 | U16 | U32, base: Ints) -> _Marks:
    """All marks, and the breaks between paragraphs; `base`: where texts begin."""
    kinds, beside = _tables()
    every = np.empty(len(points), dtype=np.uint8)
    np.take(kinds, points, out=every, mode="clip")
    at = np.flatnonzero(every != 0)
    kind = every[at]
    new = np.flatnonzero(np.concatenate([[True], (kind[1:] != kind[:-1]) | (at[1:] != at[:-1] + 1)]))
    start, length = at[new], np.diff(new, append=len(at))
    last = len(points) - 1
    before = beside.take(points[np.maximum(start - 1, 0)], mode="clip")
    after = beside.take(points[np.minimum(start + length, last)], mode="clip")
    kind = kind[new]
    within = (kind == BREAK) & ((before & STOP) == 0) & ((after & LOWER) != 0)
    within[np.searchsorted(start, base - 1, side="right") - 1] = False
    within[-1] = False
    return _Marks(kind, start, length, before, after).take(~within)


def _doubles(marks: _Marks) -> tuple[Ints, Flags]:
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


def _singles(marks: _Marks, points: U8 | U16 | U32) -> tuple[Ints, Ints]:
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
        ends = _next(_without_plurals(marks.start[closing & some], limits, points), begins)
        size = ends - begins
        fits = (size > least) & (size <= LONGEST) & (ends < _next(limits, begins))
        found.append((begins[fits], ends[fits]))
    (straight, straight_ends), (curved, curved_ends) = found
    return np.append(straight, curved), np.append(straight_ends, curved_ends)


def _without_plurals(ends: Ints, limits: Ints, points: U8 | U16 | U32) -> Ints:
    """Closing marks without the apostrophes of plurals (the boys' house) that have a better one after them."""
    last = len(points) - 1
    before, after, second = (points[np.minimum(ends + step, last)] for step in (-1, 1, 2))
    plural = (before == ord("s")) & (after == ord(" ")) & (second >= ord("a")) & (second <= ord("z"))
    better = ends[np.isin(before, PUNCTUATION)]
    return ends[~(plural & (_next(better, ends) < _next(limits, ends)))]


def _next(places: Ints, after: Ints) -> Ints:
    """The first of the places after each of the others, or one beyond all."""
    return np.append(places, 1 << 60)[np.searchsorted(places, after, side="right")]


@lru_cache(maxsize=1)
def _tables() -> tuple[U8, U8]:
    """For each character of the basic plane its kind of mark, and what it is beside one."""
    kinds, beside = np.zeros(0x10000, dtype=np.uint8), np.zeros(0x10000, dtype=np.uint8)
    for kind, signs in enumerate(SIGNS):
        kinds[[ord(sign) for sign in signs]] = kind
    for signs, bit in BESIDE.items():
        beside[[ord(sign) for sign in signs]] |= bit
    for test, bits in ((str.isspace, SPACE), (str.isalnum, WORD | QUOTABLE | CLOSES_AFTER), (str.islower, LOWER)):
        beside |= np.array([test(chr(point)) * bits for point in range(0x10000)], dtype=np.uint8)
    return kinds, beside
