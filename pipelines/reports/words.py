"""Words of texts, with their places and hashes.

A word is a run of letters and digits, apostrophes inside it included, in lower case with one kind of apostrophe. Quotation marks, commas
and line breaks are no part of it, so that two houses' typography does not hide a copy. Hashes depend on the characters alone: not on the
machine, nor on Python's hash seed, nor on the texts nearby.
"""

import re
from collections.abc import Sequence

from pipelines.reports.letters import lower
from pipelines.reports.reading import Words, read_texts
from pipelines.reports.texts import Texts

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def fold(text: str) -> list[str]:
    """Words of one text as `find_words` sees them; slow, and the definition that the loop is tested against."""
    return ["".join(map(lower, word)) for word in _WORD.findall(text)]


def find_words(texts: Sequence[str]) -> Words:
    """Words of the texts."""
    return read_texts(Texts.of(texts))[0]
