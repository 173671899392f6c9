"""People killed, wounded and detained in a deed, as the clause counts them. Standard library only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.events.lexicon import word_list
from pipelines.text.numbers import Number, find_numbers

KINDS = ("killed", "wounded", "detained")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


HARM = re.compile("|".join(rf"\b(?P<{kind}>{_any_of(word_list(f'harm_{kind}'))})\b" for kind in KINDS), re.IGNORECASE)
NO_PEOPLE = re.compile(rf"\s*(?:{_any_of(word_list('no_people'))})(?!\w)", re.IGNORECASE)
REACH = 60
"""Characters between a number and the word of harm."""


@dataclass(slots=True)
class Harm:
    """Least and most people harmed; None where the text does not count."""

    killed: tuple[int | None, int | None] = (None, None)
    wounded: tuple[int | None, int | None] = (None, None)
    detained: tuple[int | None, int | None] = (None, None)


def find_harm(text: str, start: int, end: int) -> Harm:
    """Harm told in text[start:end]; every number goes to the word of harm that is nearest, the one before it in doubt."""
    harm = Harm()
    words = list(HARM.finditer(text, start, end))
    if not words:
        return harm
    for number in find_numbers(text, start, end):
        if NO_PEOPLE.match(text, number.end):
            continue
        word = _nearest(words, number, text)
        key = word.lastgroup if word else None
        if key and getattr(harm, key) == (None, None):
            setattr(harm, key, bounds(number))
    return harm


def _nearest(words: list[re.Match[str]], number: Number, text: str) -> re.Match[str] | None:
    best, least = None, REACH
    for word in words:
        gap = number.start - word.end() if word.end() <= number.start else word.start() - number.end
        between = text[min(word.end(), number.end) : max(word.start(), number.start)]
        if 0 <= gap < least and "." not in between and ";" not in between:
            best, least = word, gap
    return best


def bounds(number: Number) -> tuple[int | None, int | None]:
    """Low and high of a number; a bare value is both."""
    if number.low is None and number.high is None:
        return number.value, number.value
    return number.low, number.high
