"""Characters of many texts at once, folded to what words are made of. A numpy kernel; knows nothing of words or tables.

A folded character is a letter or digit in lower case, or the apostrophe inside a word.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
U16 = npt.NDArray[np.uint16]
U32 = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

PAD = 15
"""Bytes after the last character of a plane, so that two whole numbers of 8 bytes can be read at any place."""
MANY = 16
"""If one character in so many is not ASCII, it is quicker to look all up than to look for those."""

_APOSTROPHE, _ROUND_APOSTROPHE = ord("'"), ord("’")
_ASCII, _BMP = 0x80, 0x10000


@dataclass(frozen=True, slots=True)
class Characters:
    """A text as the words see it; what is no part of a word may be anything."""

    inside: Flags
    """Which characters are part of a word."""
    low: U8
    """Lowest byte of each folded character, and PAD bytes more."""
    other: Ints | slice
    """Places of the characters that are not ASCII; a slice of all, where these are many."""
    codes: U16 | U32
    """These, folded."""

    def planes(self) -> list[U8]:
        """The lowest byte of each character, the second, the third, as far as there are any: most texts need the lowest alone, and then
        8 characters are one number."""
        found = [self.low]
        highest = int(self.codes.max(initial=0))
        while highest >> 8 * len(found):
            plane = np.zeros(len(self.low), dtype=np.uint8)
            plane[: len(self.inside)][self.other] = self.codes >> 8 * len(found) & 0xFF
            found.append(plane)
        return found


def read_characters(text: str) -> Characters:
    """Folds a text, which has to begin and end with a line break."""
    points = points_of(text)
    low = np.zeros(len(points) + PAD, dtype=np.uint8)
    own = points.astype(np.uint8)
    folded = np.bitwise_or(own, 0x20, out=low[: len(own)])
    inside = (folded - np.uint8(ord("a"))) < 26
    own -= np.uint8(ord("0"))
    inside |= own < 10
    other = _others(points)
    some = points[other]
    codes = _fold(some)
    inside[other] = codes > _APOSTROPHE
    folded[other] = codes
    _mark_apostrophes(points, inside)
    return Characters(inside, low, other, codes)


def lower(character: str) -> str:
    """The lower case where that is one character, and one kind of apostrophe."""
    small = "'" if character == "’" else character.lower()
    return small if len(small) == 1 else character


def points_of(text: str) -> U8 | U16 | U32:
    """Code points, in as few bytes each as all of them fit into."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    two = text.encode("utf-16-le", "surrogatepass")
    if len(two) == 2 * len(text):
        return np.frombuffer(two, dtype="<u2")
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _others(points: U8 | U16 | U32) -> Ints | slice:
    """Where characters are not ASCII, or a slice of all."""
    if points.dtype == np.uint8:
        return np.zeros(0, dtype=np.int64)
    other = points >= _ASCII
    return slice(None) if MANY * np.count_nonzero(other) > len(other) else np.flatnonzero(other)


def _fold(points: U8 | U16 | U32) -> U16 | U32:
    """Each character folded; one that is part of no word is 0, or the apostrophe."""
    codes: U16 | U32 = np.empty(len(points), dtype=np.uint16)
    np.take(_fold_table(), points, out=codes, mode="clip")  # one beyond the table becomes its last one, which is no character
    if points.dtype == np.uint32:
        codes = codes.astype(np.uint32)
        beyond = np.flatnonzero(points >= _BMP)
        kinds, which = np.unique(points[beyond], return_inverse=True)
        codes[beyond] = np.array([_fold_point(int(point)) for point in kinds], dtype=np.uint32)[which]
    return codes


def _mark_apostrophes(points: U8 | U16 | U32, inside: Flags) -> None:
    """Adds the apostrophes between two letters to what is inside words."""
    apostrophe = points[1:-1] == _APOSTROPHE
    if points.dtype != np.uint8:
        apostrophe |= points[1:-1] == _ROUND_APOSTROPHE
    apostrophe &= inside[:-2]
    apostrophe &= inside[2:]
    inside[1:-1] |= apostrophe


@lru_cache(maxsize=1)
def _fold_table() -> U16:
    """The folded character for each of the basic plane."""
    return np.array([_fold_point(point) for point in range(_BMP)], dtype=np.uint16)


def _fold_point(point: int) -> int:
    character = chr(point)
    return ord(lower(character)) if character.isalnum() or point in (_APOSTROPHE, _ROUND_APOSTROPHE) else 0
