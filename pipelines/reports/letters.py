"""What each character is to the comparison: a letter or digit in lower case, an apostrophe, a quotation mark; and what it is beside one."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from pipelines.reports.types import U8, U32, Flags

POINTS = 0x32400
"""Code points that have an entry; no letter is assigned beyond."""
APOSTROPHE = ord("'")
BREAK, DOUBLE, OPEN_DOUBLE, CLOSE_DOUBLE, SINGLE, OPEN_SINGLE, CLOSE_SINGLE = range(1, 8)
SIGNS = ("", "\n\r", '"″＂', "“„‟«\x93❝", "”»\x94❞", "'＇", "‘‛`", "’´")
"""Characters of each kind of mark; 0 is no mark."""
SPACE, WORD, LOWER, OPENS_AFTER, CLOSES_BEFORE, STOP, QUOTABLE, CLOSES_AFTER = (1 << bit for bit in range(8))
BESIDE = {
    "([{—–-/…>|‘'’=*‛": OPENS_AFTER, ".,;:?!)]}—–-…<'’|*[(": CLOSES_BEFORE, '.!?…:”"»': STOP,
    "“\"[(…": QUOTABLE, ".,?!…;:)]-—”\"": CLOSES_AFTER,
}  # fmt: skip
"""What stands before or after double marks, at the end of a sentence, after a single mark that opens, before one that closes."""


def lower(character: str) -> str:
    """The lower case where that is one character, and one kind of apostrophe."""
    small = "'" if character == "’" else character.lower()
    return small if len(small) == 1 else character


@lru_cache(maxsize=1)
def letters() -> U32:
    """For each code point the character that it counts as within a word; 0: it is part of none."""
    table = np.zeros(POINTS, dtype=np.uint32)
    some = np.flatnonzero(_which(str.isalnum)).tolist() + [ord(sign) for sign in "'’"]
    table[some] = list(map(ord, map(lower, map(chr, some))))
    return table


def _which(test: Callable[[str], bool]) -> Flags:
    """Which code points are so."""
    return np.fromiter(map(test, map(chr, range(POINTS))), dtype=np.bool_, count=POINTS)


@lru_cache(maxsize=1)
def mark_kinds() -> U8:
    """For each code point its kind of mark, 0 to 7."""
    kinds = np.zeros(POINTS, dtype=np.uint8)
    for kind, signs in enumerate(SIGNS):
        kinds[[ord(sign) for sign in signs]] = kind
    return kinds


@lru_cache(maxsize=1)
def beside_marks() -> U8:
    """For each code point what it is beside a mark, bits of SPACE to CLOSES_AFTER."""
    beside = np.zeros(POINTS, dtype=np.uint8)
    for signs, bit in BESIDE.items():
        beside[[ord(sign) for sign in signs]] |= bit
    for test, bits in ((str.isspace, SPACE), (str.isalnum, WORD | QUOTABLE | CLOSES_AFTER), (str.islower, LOWER)):
        beside[_which(test)] |= bits
    return beside
