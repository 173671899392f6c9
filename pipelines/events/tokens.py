"""A sentence as a row of tokens: words, marks, and names and dates taken whole. Standard library only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.events.lexicon import ADV, lexicon, word_list
from pipelines.reference import rows
from pipelines.text.dates import DateSpan
from pipelines.text.names import Name

TITLES = frozenset(row["abbreviation"] for row in rows("abbreviations") if row["before"] == "name")
TOKEN = re.compile(
    r"[a-z]++(?![\w.'’-])|(?:[A-Za-z]\.){2,}|(?!n['’])\w++(?<=n)['’]t\b|['’](?:s|re|ve|ll|d)\b|\d+(?:[.,]\d+)*\b(?!-)|\w++(?:-\w++)*+|--+|\S"
)

LEAST_CAPITALS = 3
"""A sentence of more words than this without a small letter is one in capitals, not an acronym or two."""
DASHES = frozenset(("--", "---", "—", "–", "-"))


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one place a token. `kind`: N name, D date, # number, w word, else the mark itself."""

    text: str
    start: list[int]
    end: list[int]
    low: list[str]
    kind: list[str]
    flags: list[int]
    name: list[Name | None]
    date: list[DateSpan | None]
    titled: bool = False
    """Most Words Begin Like This, as in headlines."""
    capitals: bool = False
    """ALL OF IT IS IN CAPITALS, so that they tell no name."""
    words: set[str] = field(default_factory=set)
    """The words, and what they are in the singular, once triggers.py has asked for them."""
    heads: set[int] = field(default_factory=set)
    """Tokens that are verbs, once clauses.py has found them."""

    def __len__(self) -> int:
        return len(self.low)

    def surface(self, first: int, after: int) -> str:
        """The text of tokens first..after (half open)."""
        return self.text[self.start[first] : self.end[after - 1]]

    def capital(self, at: int) -> bool:
        """Whether a token begins with a capital that tells something."""
        return not self.capitals and self.text[self.start[at]].isupper()

    def is_noun_like(self, at: int) -> bool:
        """Whether a token can be the head of a noun phrase: a name, a number, or a word of no closed class."""
        kind = self.kind[at]
        return kind == "N" or kind == "#" or (kind == "w" and not self.flags[at] and at not in self.heads)


def tokenize(text: str, start: int, end: int, names: Sequence[Name], dates: Sequence[DateSpan]) -> Tokens:
    """Tokens of text[start:end]; `names` and `dates` are those within, in order. A date that overlaps a name gives way to it."""
    tokens = Tokens(text, [], [], [], [], [], [], [])
    whole: list[tuple[int, int, Name | None, DateSpan | None]] = [(name.start, name.end, name, None) for name in names]
    taken = [(name.start, name.end) for name in names]
    whole += [(span.start, span.end, None, span) for span in dates if not any(a < span.end and span.start < b for a, b in taken)]
    whole.sort(key=lambda item: item[0])
    position = start
    for first, after, name, date in whole:
        if first < position or after > end:
            continue
        _add_words(tokens, position, first)
        _add(tokens, first, after, text[first:after].lower(), "N" if name else "D", 0, name, date)
        position = after
    _add_words(tokens, position, end)
    first_letters = [text[at] for at, kind, flags in zip(tokens.start, tokens.kind, tokens.flags, strict=True) if kind == "w" and not flags]
    tokens.titled = 2 * sum(map(str.isupper, first_letters)) > len(first_letters)
    tokens.capitals = text[start:end].isupper() and tokens.kind.count("w") > LEAST_CAPITALS
    return tokens


def _add(
    tokens: Tokens, start: int, end: int, low: str, kind: str, flags: int, name: Name | None = None, date: DateSpan | None = None
) -> None:
    tokens.start.append(start)
    tokens.end.append(end)
    tokens.low.append(low)
    tokens.kind.append(kind)
    tokens.flags.append(flags)
    tokens.name.append(name)
    tokens.date.append(date)


def _is_shortened(text: str, word: str, stop: int) -> bool:
    """Whether the stop after a word belongs to it: that of a title ("Gen.") or of an initial before a name ("J. Smith")."""
    if len(word) == 1:
        return word.isupper() and text[stop + 1 : stop + 2] == " " and text[stop + 2 : stop + 3].isupper()
    return word.lower() in TITLES


@lru_cache(maxsize=1 << 16)
def _read_word(word: str) -> tuple[str, str, int]:
    """Lower case, kind and closed classes of a word or mark."""
    low = word.lower().replace("’", "'")
    first = word[0]
    if first.isdigit():
        return low, "#", 0
    if not (first.isalpha() or (len(word) > 1 and first in "'’")):
        return low, word if word not in DASHES else "--", 0
    flags = lexicon().flags.get(low, 0) if word != "May" else 0
    if not flags and low.endswith("ly") and len(low) > 4 and low not in word_list("adverb_lookalike"):
        flags = ADV
    return low, "w", flags


def _add_words(tokens: Tokens, start: int, end: int) -> None:
    """Words and marks of a stretch without names and dates."""
    text = tokens.text
    starts, ends, lows, kinds, flags = tokens.start, tokens.end, tokens.low, tokens.kind, tokens.flags
    held = len(starts)
    done = start
    for match in TOKEN.finditer(text, start, end):
        first, after = match.span()
        if first < done:
            continue  # the stop of a title
        word = match.group()
        done = after
        if after < end and text[after] == "." and _is_shortened(text, word, after):
            done += 1
        low, kind, closed = _read_word(word)
        starts.append(first)
        ends.append(done)
        lows.append(low)
        kinds.append(kind)
        flags.append(closed)
    nothing: list[None] = [None] * (len(starts) - held)
    tokens.name.extend(nothing)
    tokens.date.extend(nothing)
