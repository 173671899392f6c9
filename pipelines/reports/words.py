"""Words of many texts at once, with their places and hashes. A numpy kernel; knows nothing of tables.

A word is a run of letters and digits, apostrophes inside it included, in lower case with one kind of apostrophe. Quotation marks, commas
and line breaks are no part of it, so that two houses' typography does not hide a copy. Hashes depend on the characters alone: not on the
machine, nor on Python's hash seed, nor on the texts nearby.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.reports.characters import U8, U32, Flags, Ints, lower, read_characters

__all__ = ["U32", "U64", "Flags", "Ints", "Words", "find_words", "fold", "join", "mix"]

U64 = npt.NDArray[np.uint64]
Ints32 = npt.NDArray[np.int32]

PIECE = 1 << 20
"""Code points of texts handled at once: few enough for the processor's caches, enough for two threads not to wait for one another."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ODD = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xA0761D6478BD642F)  # so that parts of a word cannot stand for one another


@dataclass(frozen=True, slots=True)
class Words:
    """Words of several texts in order; arrays have one element a word, offsets are code points into the text the word stands in."""

    first: Ints
    """Index of the first word of each text, and one past the last word of all: n_texts + 1 elements."""
    text: Ints32
    """Index of the text the word stands in."""
    start: Ints32
    end: Ints32
    hash: U64


def fold(text: str) -> list[str]:
    """Words of one text as `find_words` sees them; slow, and the definition that the kernel is tested against."""
    return ["".join(map(lower, word)) for word in _WORD.findall(text)]


def find_words(texts: Sequence[str]) -> Words:
    """Words of the texts.

    May be called from several threads at once; most of the work is done without Python's lock. Best given a few megabytes of text.
    """
    keep_memory()
    counts, starts, ends, hashes = [], [], [], []
    for _, base, joined in pieces(texts):
        characters = read_characters(joined)
        edges = np.flatnonzero(characters.inside[1:] != characters.inside[:-1])
        start = edges[::2] + 1
        length = edges[1::2] - edges[::2]
        count = np.diff(np.searchsorted(start, base), append=len(start))
        starts.append((start - np.repeat(base, count)).astype(np.int32))
        ends.append(starts[-1] + length.astype(np.int32))
        counts.append(count)
        hashes.append(_hash_words(characters.planes(), start, length))
    first = _sums(join(counts, np.int64))
    return Words(
        first=first,
        text=np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(first)),
        start=join(starts, np.int32),
        end=join(ends, np.int32),
        hash=join(hashes, np.uint64),
    )


@lru_cache(maxsize=1)
def keep_memory() -> None:
    """Has the C library keep memory that was freed, up to 64 MB, instead of giving it back and having it cleared again for the next array:
    that would take as long as all the rest. (glibc learns from the first large block that it is given back; others do not mind.)"""
    np.empty(31 << 20, dtype=np.uint8)


def mix(values: U64) -> U64:
    """Spreads every bit of the values over all bits (the finaliser of splitmix64). 0 stays 0, and no two values become one."""
    mixed = values >> np.uint64(30)
    mixed ^= values
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def join(parts: list[npt.NDArray[Any]], kind: type) -> npt.NDArray[Any]:
    """The arrays one after the other; none of them is an empty array of that kind."""
    return np.concatenate(parts) if parts else np.zeros(0, dtype=kind)


def _sums(sizes: npt.NDArray[Any]) -> Ints:
    """Where each begins and the last ends, if they stand one after the other."""
    sums = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=sums[1:])
    return sums


def pieces(texts: Sequence[str]) -> Iterator[tuple[int, Ints, str]]:
    """Texts joined to strings of about PIECE characters, a line break before and after each: number of the first text, where each text
    begins in the string, the string."""
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    before = np.cumsum(sizes) - sizes
    cuts = [*np.flatnonzero(np.diff(before // PIECE, prepend=-1)).tolist(), len(texts)]
    for begin, stop in pairwise(cuts):
        yield begin, before[begin:stop] - before[begin] + 1, "\n".join(["", *texts[begin:stop], ""])


def _hash_words(planes: list[U8], start: Ints, length: Ints) -> U64:
    """A hash of each word: the sum of the mixed values of its parts of 8 characters, for each byte of the characters."""
    hashes = _hash_plane(planes[0], start, length)
    for plane, odd in zip(planes[1:], _ODD, strict=False):
        some = _touched(plane, start)
        hashes[some] += _hash_plane(plane, start[some], length[some]) * np.uint64(odd)
    return hashes


def _touched(plane: U8, start: Ints) -> Ints | slice:
    """Words that have a character with this byte, or a slice of all, where these are many. The other words add nothing to their hash."""
    if 4 * np.count_nonzero(plane) > len(start):
        return slice(None)
    return np.unique(np.searchsorted(start, np.flatnonzero(plane), side="right") - 1)


def _hash_plane(plane: U8, start: Ints, length: Ints) -> U64:
    eights = plane[: len(plane) // 8 * 8].view("<u8")
    hashes = mix(_read(eights, start, length))
    long = np.flatnonzero(length > 8)
    start, length = start[long] + 8, length[long] - 8
    more = mix(_read(eights, start, length)) * np.uint64(_ODD[2])
    longer = np.flatnonzero(length > 8)
    if len(longer):
        more[longer] += _hash_rest(eights, start[longer] + 8, length[longer] - 8)
    hashes[long] += more
    return hashes


def _hash_rest(eights: U64, start: Ints, length: Ints) -> U64:
    """Words of any length; each part of 8 counts for its place."""
    parts = (length + 7) // 8
    first = np.cumsum(parts) - parts
    place = np.arange(int(parts.sum())) - np.repeat(first, parts)
    hashes = mix(_read(eights, np.repeat(start, parts) + 8 * place, np.repeat(length, parts) - 8 * place))
    return np.add.reduceat(hashes * (mix(place.astype(np.uint64) + np.uint64(_ODD[0])) | np.uint64(1)), first)


def _read(eights: U64, start: Ints, length: Ints) -> U64:
    """The 8 bytes from each start on as one number, those beyond the length left out."""
    beyond = np.minimum(length, 8)
    beyond *= -8
    beyond += 64
    place = start >> 3
    within = ((start & 7) << 3).view(np.uint64)
    found: U64 = eights.take(place)
    found >>= within
    following: U64 = eights[1:].take(place)
    np.subtract(64, within, out=within)
    following <<= within  # shifted by 64 it is 0
    found |= following
    found <<= beyond.view(np.uint64)
    return found
