"""Reads many texts at once, character by character: their words and their quotation marks. A compiled loop; knows nothing of tables."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from pipelines.reports.compiled import compiled
from pipelines.reports.letters import APOSTROPHE, BREAK, LOWER, SINGLE, STOP, beside_marks, letters, mark_kinds
from pipelines.reports.texts import Texts
from pipelines.reports.types import U8, U64, Flags, Ints, Ints32

PLURAL, AFTER_STOP = 1, 2
"""Bits of a mark's `shape`: an s before it, and after it a space and a small letter; a stop or comma before it."""
_ASCII = 0x80
_LF, _SPACE, _S, _A, _Z = ord("\n"), ord(" "), ord("s"), ord("a"), ord("z")
_STOPS = (ord("."), ord(","), ord("?"), ord("!"), ord("…"))
_FACTOR, _SEED = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xA0761D6478BD642F)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_U27, _U30, _U31 = np.uint64(27), np.uint64(30), np.uint64(31)


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


@dataclass(frozen=True, slots=True)
class Marks:
    """Quotation marks and line breaks in order; several of a kind in a row are one. A line break within a sentence is none.

    Places count through all texts, with a break before and after each: `base` is where each text begins.
    """

    base: Ints
    kind: U8
    start: Ints32
    length: Ints32
    before: U8
    """What stands before it, bits of letters.BESIDE."""
    after: U8
    shape: U8

    def take(self, which: Flags | Ints) -> "Marks":
        """Some of them."""
        beside = (self.before[which], self.after[which], self.shape[which])
        return Marks(self.base, self.kind[which], self.start[which], self.length[which], *beside)


def read_texts(texts: Texts) -> tuple[Words, Marks]:
    """Words and marks of the texts. May be called from several threads at once. Best given a few megabytes of text."""
    keep_memory()
    most = len(texts.data) + len(texts) + 1
    words = (np.empty(most // 2 + 1, np.int32), np.empty(most // 2 + 1, np.int32), np.empty(most // 2 + 1, np.uint64))
    first = np.zeros(len(texts) + 1, dtype=np.int64)
    _read_words(texts.data, texts.first, letters(), first, words)
    start, end, hashes = (_cut(column, int(first[-1])) for column in words)
    marks = [np.empty(most, kind) for kind in (np.uint8, np.int32, np.int32, np.uint8, np.uint8, np.uint8)]
    base = np.zeros(len(texts), dtype=np.int64)
    n_marks = _read_marks(texts.data, texts.first, mark_kinds(), beside_marks(), base, tuple(marks))
    text = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(first))
    return Words(first, text, start, end, hashes), Marks(base, *(_cut(column, n_marks) for column in marks))


@lru_cache(maxsize=1)
def keep_memory() -> None:
    """Has the C library keep memory that was freed, up to 64 MB, instead of giving it back and having it cleared again for the next array:
    that would take as long as the reading. (glibc learns from the first large block that it is given back; others do not mind.)"""
    np.empty(31 << 20, dtype=np.uint8)


def _cut(column: np.ndarray[Any, Any], n: int) -> Any:
    """The part that was filled, in memory of its own."""
    return column[:n].copy()


def mix(values: U64) -> U64:
    """`mixed` of each value."""
    found = np.empty_like(values)
    _mix_all(values, found)
    return found


@compiled
def _mix_all(values: Any, found: Any) -> None:
    for at in range(len(values)):
        found[at] = mixed(values[at])


@compiled
def mixed(value: Any) -> Any:
    """Spreads every bit of a value over all bits (the finaliser of splitmix64). 0 stays 0, and no two values become one."""
    value = (value ^ (value >> _U30)) * _MIX[0]
    value = (value ^ (value >> _U27)) * _MIX[1]
    return value ^ (value >> _U31)


@compiled
def _decode(data: Any, at: int) -> tuple[int, int]:
    """The character at a byte that begins one of more than one byte, and the bytes it has."""
    byte = int(data[at])
    if byte < 0xE0:
        return ((byte & 0x1F) << 6) | (int(data[at + 1]) & 0x3F), 2
    if byte < 0xF0:
        return ((byte & 0x0F) << 12) | ((int(data[at + 1]) & 0x3F) << 6) | (int(data[at + 2]) & 0x3F), 3
    high = ((byte & 0x07) << 18) | ((int(data[at + 1]) & 0x3F) << 12)
    return high | ((int(data[at + 2]) & 0x3F) << 6) | (int(data[at + 3]) & 0x3F), 4


@compiled
def _shape(data: Any, after: int, stop: int, before: int) -> int:
    """What a single mark stands between: `after` is the byte that follows it, `before` the character that precedes it."""
    shape = 0
    if before == _S and after + 1 < stop and data[after] == _SPACE and _A <= data[after + 1] <= _Z:
        shape |= PLURAL
    for sign in _STOPS:
        if before == sign:
            shape |= AFTER_STOP
    return shape


@compiled
def _read_words(data: Any, first: Any, letters: Any, first_word: Any, words: Any) -> None:
    """Fills the arrays of words."""
    starts, ends, hashes = words
    n_words = 0
    for text in range(len(first) - 1):
        at, stop, place = first[text], first[text + 1], 0
        begin, end, value, pending = -1, 0, _SEED, False
        while at < stop:
            point, size = int(data[at]), 1
            if point >= _ASCII:
                point, size = _decode(data, at)
            at += size
            letter = letters[point] if point < len(letters) else 0
            if letter > APOSTROPHE:
                if begin < 0:
                    begin, value = place, _SEED
                elif pending:
                    value = (value ^ np.uint64(APOSTROPHE)) * _FACTOR
                value = (value ^ np.uint64(letter)) * _FACTOR
                end, pending = place + 1, False
            elif begin >= 0 and (pending or not letter):
                starts[n_words], ends[n_words], hashes[n_words] = begin, end, mixed(value)
                n_words += 1
                begin, pending = -1, False
            else:
                pending = begin >= 0
            place += 1
        if begin >= 0:
            starts[n_words], ends[n_words], hashes[n_words] = begin, end, mixed(value)
            n_words += 1
        first_word[text + 1] = n_words


@compiled
def _read_marks(data: Any, first: Any, kinds: Any, beside: Any, base: Any, marks: Any) -> int:
    """Fills the arrays of marks; returns how many there are."""
    kind_of, start_of, length_of, before_of, after_of, shape_of = marks
    n_marks, place = 0, 0
    for text in range(len(first) - 1):
        own, kind, last = n_marks, BREAK, _LF
        kind_of[own], start_of[own], length_of[own], before_of[own], shape_of[own] = BREAK, place, 1, beside[_LF], 0
        place += 1
        base[text] = place
        at, stop = first[text], first[text + 1]
        while at < stop:
            point, size = int(data[at]), 1
            if point >= _ASCII:
                point, size = _decode(data, at)
            at += size
            point = min(point, len(kinds) - 1)  # nothing is there
            mark = kinds[point]
            if mark and mark == kind:
                length_of[n_marks] += 1
            elif mark or kind:
                if kind:
                    after_of[n_marks] = beside[point]
                    n_marks += n_marks == own or not _goes_on(kind, before_of[n_marks], beside[point])
                kind, kind_of[n_marks], start_of[n_marks], length_of[n_marks] = mark, mark, place, 1
                before_of[n_marks], shape_of[n_marks] = beside[last], _shape(data, at, stop, last) if mark >= SINGLE else 0
            last = point
            place += 1
        if kind:
            after_of[n_marks] = beside[_LF]
            n_marks += 1
    kind_of[n_marks], start_of[n_marks], length_of[n_marks], before_of[n_marks] = BREAK, place, 1, beside[_LF]
    after_of[n_marks], shape_of[n_marks] = beside[_LF], 0
    return n_marks + 1


@compiled
def _goes_on(kind: int, before: int, after: int) -> bool:
    """Whether a mark is a line break within a sentence."""
    return kind == BREAK and not before & STOP and (after & LOWER) != 0
