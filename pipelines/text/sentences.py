"""Cuts text into sentences. Standard library only.

A stop ends a sentence unless it belongs to an abbreviation, an initial or a number; closing marks after it belong to the sentence.
A blank line always ends one, a single line end never does.
"""

import re

from pipelines.reference import column, rows
from pipelines.text.spans import Span

# A run of stops with what closes after it, or a blank line. A closing mark set apart by a space is print damage and stays with its
# sentence.
# The stops are possessive, so that a line of a million full stops is read once.
_BREAK = re.compile(
    r"""(?P<blank>\n[^\S\n]*\n\s*)
    |(?P<stop>[.!?…]++)(?P<close>[\])}"'”’»]*+(?:\ ”(?=\s|$))?)(?=\s|$|(?P<glued>[A-Z][a-z])|[“‘"«(])""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s(\[“‘\"'«—–-]*$")
_NEXT = re.compile(r"[\s\"'“”‘’«(\[—–-]*([^\W_]+)?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_REACH = 40  # characters that are looked at on either side of a stop; no abbreviation or first word is longer


def _kinds() -> dict[str, str]:
    return {row["abbreviation"]: row["before"] for row in rows("abbreviations")}


_ABBREVIATIONS = _kinds()
_STARTERS = frozenset(column("sentence_starters", "word"))


def _runs_on(text: str, stop: int, close: int, end: int) -> bool:
    """Whether the single stop at `stop` is part of a word of the sentence; `close` is one past what closes after it."""
    before = _WORD_BEFORE.search(text, max(0, stop - _REACH), stop)
    word = before.group() if before else ""
    following = _NEXT.match(text, close, min(end, close + _REACH))
    after = following.group(1) if following else None
    if after is None:
        return False
    if after[0].islower():
        return True
    starts = after.casefold() in _STARTERS
    match _ABBREVIATIONS.get(word.casefold()):
        case "name":
            return True
        case "number":
            return after[0].isdigit()
        case "any":
            return not starts
        case _:
            return bool(_INITIALS.fullmatch(word)) and not starts


def _ends(text: str, found: re.Match[str], end: int) -> bool:
    """Whether the break found is the end of a sentence."""
    stop = found.group("stop")
    if stop is None:
        return True
    if found.group("glued"):
        # "withdraw.The": two sentences glued by a careless page; "Booking.Com" or "e.g.The" are not worth the risk
        return found.start() >= 3 and text[found.start() - 3 : found.start()].isalpha() and text[found.start() - 1].islower()
    if stop == ".":
        return not _runs_on(text, found.start(), found.end(), end)
    following = _NEXT.match(text, found.end(), min(end, found.end() + _REACH))
    after = following.group(1) if following else None
    return after is None or not after[0].islower()


def find_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the sentences within start..end, in order, without the space around them; every other character is in just one."""
    end = len(text) if end is None else end
    spans: list[Span] = []
    begin = start
    for found in _BREAK.finditer(text, start, end):
        if found.start() >= begin and _ends(text, found, end):
            cut = found.start() if found.group("blank") else found.end()
            _add(spans, text, begin, cut)
            begin = found.end()
    _add(spans, text, begin, end)
    return spans


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append(Span(start, end))
