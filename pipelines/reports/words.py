"""Words of many texts at once, with their places and hashes. A numpy kernel; knows nothing of tables.

A word is a run of letters and digits, apostrophes inside it included, in lower case with one kind of apostrophe. Quotation marks, commas
and line breaks are no part of it, so that two houses' typography does not hide a copy. Hashes depend on the characters alone: not on the
machine, nor on Python's hash seed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

U64 = npt.NDArray[np.uint64]
U32 = npt.NDArray[np.uint32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

PIECE = 1 << 18
"""Code points handled at once, which bounds memory on a long text."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APOSTROPHE, _ROUND_APOSTROPHE, _SPACE = ord("'"), ord("’"), ord(" ")
_BMP = 0x10000


@dataclass(frozen=True, slots=True)
class Words:
    """Words of several texts in order; arrays have one element a word, offsets are code points into the text the word stands in."""

    first: Ints
    """Index of the first word of each text, and one past the last word of all: n_texts + 1 elements."""
    text: npt.NDArray[np.int32]
    """Index of the text the word stands in."""
    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    hash: U64
    letters: U32
    """Characters of all words, in lower case, one space after each word."""
    letters_start: Ints
    """Where each word begins in `letters`, and the length of that: n_words + 1 elements."""

    def string(self, begin: int, end: int) -> str:
        """Words begin..end with single spaces between."""
        stop = max(int(self.letters_start[end]) - 1, int(self.letters_start[begin]))
        return self.letters[self.letters_start[begin] : stop].tobytes().decode("utf-32-le", "surrogatepass")


def fold(text: str) -> list[str]:
    """Words of one text as `find_words` sees them; slow, and the definition that the kernel is tested against."""
    return ["".join(chr(_lower(character)) for character in word) for word in _WORD.findall(text)]


def find_words(texts: Sequence[str], with_letters: bool = False) -> Words:
    """Words of the texts, 20 to 30 million characters a second. Without letters, `string` cannot be asked for."""
    numbers, starts, ends, hashes, letters = [], [], [], [], []
    for number, offset, base, joined in _batches(texts):
        folded = _fold(joined)
        edges = np.flatnonzero(np.diff(folded != 0, prepend=False, append=False))
        start, end = edges[::2], edges[1::2]
        piece = np.searchsorted(base, start, side="right") - 1
        shift = (offset - base)[piece]
        numbers.append(number[piece].astype(np.int32))
        starts.append((start + shift).astype(np.int32))
        ends.append((end + shift).astype(np.int32))
        hashes.append(_hash_words(folded, start, end))
        if with_letters:
            letters.append(_space_out(folded[folded != 0], end - start))
    text, lengths = join(numbers, np.int32), join(ends, np.int32) - join(starts, np.int32)
    return Words(
        first=np.searchsorted(text, np.arange(len(texts) + 1)),
        text=text,
        start=join(starts, np.int32),
        end=join(ends, np.int32),
        hash=join(hashes, np.uint64),
        letters=join(letters, np.uint32),
        letters_start=np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths + 1, dtype=np.int64)]),
    )


def mix(values: U64) -> U64:
    """Spreads every bit of the values over all bits (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def join(parts: list[npt.NDArray[Any]], kind: type) -> npt.NDArray[Any]:
    """The arrays one after the other; none of them is an empty array of that kind."""
    return np.concatenate(parts) if parts else np.zeros(0, dtype=kind)


def _batches(texts: Sequence[str]) -> Iterator[tuple[Ints, Ints, Ints, str]]:
    """Pieces joined to strings of about PIECE characters: number of the text, offset in it, place in the string (one element a piece),
    the string."""
    pieces: list[tuple[int, int, int]] = []
    held: list[str] = []
    size = 0
    for number, offset, piece in _pieces(texts):
        pieces.append((number, offset, size))
        held.append(piece)
        size += len(piece) + 1
        if size >= PIECE:
            yield (*np.array(pieces, dtype=np.int64).T, "\n".join([*held, ""]))
            pieces, held, size = [], [], 0
    if pieces:
        yield (*np.array(pieces, dtype=np.int64).T, "\n".join([*held, ""]))


def _pieces(texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Texts, the long ones cut at spaces (one that has none is cut where it must be)."""
    for number, text in enumerate(texts):
        start = 0
        while len(text) - start > PIECE:
            stop = text.rfind(" ", start + 1, start + PIECE)
            stop = stop if stop > start else start + PIECE
            yield number, start, text[start:stop]
            start = stop
        yield number, start, text[start:] if start else text


def _fold(text: str) -> U32 | npt.NDArray[np.uint16]:
    """Folded code point of each character, 0 where it is no part of a word."""
    points: U32 | npt.NDArray[np.uint16] = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if len(points) == len(text):
        folded = _fold_table()[points]
    else:
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        folded = _fold_table()[np.minimum(points, _BMP - 1)].astype(np.uint32)
        beyond = points >= _BMP
        kinds, which = np.unique(points[beyond], return_inverse=True)
        folded[beyond] = np.array([_fold_point(int(point)) for point in kinds], dtype=np.uint32)[which]
    apostrophe = np.flatnonzero((points[1:-1] == _APOSTROPHE) | (points[1:-1] == _ROUND_APOSTROPHE)) + 1
    folded[apostrophe[(folded[apostrophe - 1] != 0) & (folded[apostrophe + 1] != 0)]] = _APOSTROPHE
    return folded


def _hash_words(folded: U32 | npt.NDArray[np.uint16], start: Ints, end: Ints) -> U64:
    """A hash of each word: a polynomial in its characters, read off the running sum over all characters."""
    powers, inverses = _powers()
    values = _character_values()[folded] if folded.dtype == np.uint16 else mix(folded.astype(np.uint64)) * (folded != 0)
    values *= powers[: len(values)]
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(values)])
    return mix((sums[end] - sums[start]) * inverses[start] + (end - start).astype(np.uint64))


def _space_out(chars: U32, lengths: Ints) -> U32:
    """The characters with a space after each word."""
    spaced = np.full(len(chars) + len(lengths), _SPACE, dtype=np.uint32)
    spaced[np.arange(len(chars)) + np.repeat(np.arange(len(lengths)), lengths)] = chars
    return spaced


@lru_cache(maxsize=1)
def _fold_table() -> npt.NDArray[np.uint16]:
    """Folded code point of each code point of the basic plane (its last one is no character), 0 where it is no part of a word."""
    return np.array([_fold_point(point) for point in range(_BMP)], dtype=np.uint16)


@lru_cache(maxsize=1)
def _character_values() -> U64:
    """What `mix` makes of each code point of the basic plane; 0 stays 0."""
    return mix(np.arange(_BMP, dtype=np.uint64))


@lru_cache(maxsize=1)
def _powers() -> tuple[U64, U64]:
    """Powers of an odd number and of its inverse modulo 2**64, for every place in a batch."""
    base = 0x9E3779B97F4A7C15
    ones = np.ones(2 * PIECE + 2, dtype=np.uint64)
    powers, inverses = ones.copy(), ones.copy()
    powers[1:], inverses[1:] = base, pow(base, -1, 2**64)
    return np.cumprod(powers), np.cumprod(inverses)


def _fold_point(point: int) -> int:
    return _lower(chr(point)) if chr(point).isalnum() else 0


def _lower(character: str) -> int:
    """Code point of the lower case, where that is one character."""
    lower = "'" if character == "’" else character.lower()
    return ord(lower if len(lower) == 1 else character)
