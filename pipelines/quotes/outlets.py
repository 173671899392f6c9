"""Tells names of newspapers and the like in marks (the daily "Al-Sabah") from quotations. Standard library only."""

import re

from pipelines.quotes.words import OUTLETS
from pipelines.text.quotemarks import Quoted

LONGEST_NAME = 5  # words
NEAR = 40  # characters looked at beside the marks
LAST_WORD = re.compile(r"([^\W\d_]+)\W*\Z")
FIRST_WORD = re.compile(r"\W{0,2}\s([^\W\d_]+)")
SMALL_WORDS = frozenset({"of", "the", "al", "el", "de", "la", "le", "di", "da", "and", "y", "e", "i", "am", "an", "on"})


def is_outlet_name(text: str, quote: Quoted) -> bool:
    """Whether a quoted stretch is a name in capitals beside a word for a newspaper, a programme or an agency."""
    words = text[quote.start : quote.end].split()
    if (
        not 0 < len(words) <= LONGEST_NAME
        or not all(word[0].isupper() or word in SMALL_WORDS for word in words)
        or not words[-1][-1].isalnum()
    ):
        return False
    before = LAST_WORD.search(text, max(0, quote.outer_start - NEAR), quote.outer_start)
    after = FIRST_WORD.match(text, quote.outer_end, quote.outer_end + NEAR)
    return (before is not None and before.group(1) in OUTLETS) or (after is not None and after.group(1) in OUTLETS)
