"""Finds the name that stands beside an office between commas: a spokesman, John Smith, said. Standard library only."""

from collections.abc import Callable

from pipelines.quotes.grammar import is_adverb
from pipelines.quotes.offices import ROLES
from pipelines.quotes.readings import PORTFOLIOS, is_capital
from pipelines.quotes.speaker import Speaker
from pipelines.quotes.tokens import PUNCT, QUOTE, Line
from pipelines.quotes.words import CUES

PersonAt = Callable[[Line, int, int, bool], Speaker | None]
"""The person whose name tokens lo..hi are; the last value: not by a single word."""

NAMING = ROLES["naming"]  # a commander known as Zarif


def apposed(line: Line, lo: int, hi: int, person_at: PersonAt) -> Speaker | None:
    """The name beside an office: his best friend, John Smith; John Smith, the driver known as "J", ...; a commander named Zarif."""
    tokens = line.tokens
    limit = min(hi + 8, len(tokens))
    comma = next((at for at in range(hi, limit) if tokens[at].kind in (PUNCT, QUOTE) or tokens[at].low in CUES), None)
    if hi < len(tokens) and tokens[hi].low == "who":  # a monk who led the march, John Smith, ...
        comma = next((at for at in range(hi, min(hi + 12, len(tokens))) if tokens[at].kind == PUNCT), None)
    found = None
    if lo > 1 and tokens[lo - 1].low == "," and comma is not None and tokens[comma].low in (",", ""):
        start = lo - 1
        while start > 0 and is_capital(line, start - 1):
            start -= 1
        found = person_at(line, start, lo - 1, True)
    naming = next((at for at in range(lo + 1, min(hi + 2, len(tokens))) if tokens[at].low in NAMING), None)
    if found is None and naming is not None:
        start = next((at for at in range(naming + 1, min(naming + 4, len(tokens))) if is_capital(line, at)), naming)
        found = person_at(line, start, _run_end(line, start), False)
    if found is None and naming is None and comma is not None and tokens[comma].low == ",":
        found = _apposed_after(line, comma + 1, person_at)
    return found


def _apposed_after(line: Line, start: int, person_at: PersonAt) -> Speaker | None:
    """The name in an apposition that begins here: former minister John Smith; his cousin John Smith; 34-year-old Rosa Pinto."""
    tokens = line.tokens
    first = next((at for at in range(start, min(start + 6, len(tokens))) if is_capital(line, at)), None)
    if first is None or any(
        (tokens[at].kind in (PUNCT, QUOTE) and tokens[at].low != "-") or tokens[at].low in CUES for at in range(start, first)
    ):
        return None
    end = _run_end(line, first)
    closed = (
        end == len(tokens)
        or (tokens[end].kind == PUNCT and tokens[end].low != "'")
        or tokens[end].low in CUES
        or tokens[end].low == "of"
        or (is_adverb(tokens[end]) and end + 1 < len(tokens) and tokens[end + 1].low in CUES)
    )
    return person_at(line, first, end, first > start) if closed else None


def _run_end(line: Line, start: int) -> int:
    """Where a name and the office before it end: Secretary of State John Smith."""
    tokens = line.tokens
    end = start
    while end < len(tokens) and (
        is_capital(line, end) or (end > start and tokens[end].low == "of" and end + 1 < len(tokens) and tokens[end + 1].low in PORTFOLIOS)
    ):
        end += 1
    return end
