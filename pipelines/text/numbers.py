"""Numbers as news prints them, with how exact the words are. Standard library only.

Read: digits with any separator, number words, "two dozen", "tens of thousands", "3.5 thousand", "10k", ranges, and the qualifier
before or after. Left alone: ordinals, years, dates, times, money, shares, decimals, labels (Article 5, M-16), and numbers that a
translation broke ("two,500").
"""

import re
from functools import cache
from typing import NamedTuple

from pipelines.text.number_context import is_no_count
from pipelines.text.number_forms import COUNT, read_digits, read_plural, read_vague
from pipelines.text.number_qualifiers import FROM, TO, follow_up, lead_in
from pipelines.text.number_words import PLURALS, SCALES, VAGUE, WORDS, read_words

__all__ = ["Number", "find_numbers", "lower_like"]


class Number(NamedTuple):
    """A number in a text: its span with the qualifier, its value, the bounds that the words set, and how exact they are."""

    start: int
    end: int
    value: int | None
    low: int | None
    high: int | None
    qualifier: str


class Core(NamedTuple):
    """The bare number: offsets into the lower-case slice; `vague` where only a least size is known."""

    start: int
    end: int
    value: int
    vague: bool = False


JOINED = re.compile(r"\s?(?:-|–|—|‑)\s?|\s+to\s+|\s+or\s+|\s+and\s+")
LARGEST_RANGE = 10**13  # above this a number is no end of a range
BETWEEN = re.compile(r"\b(?:between|from)\s+(?:an?\s+estimated\s+|about\s+|around\s+|roughly\s+)?$")
_FOLD = {code: code + 32 for code in range(65, 91)}


def lower_like(text: str) -> str:
    """The text in lower case with every character at its place; the few letters that would grow are left as they are."""
    low = text.lower()
    return low if len(low) == len(text) else text.translate(_FOLD)


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """The counts in text[start:end], in order, none overlapping; offsets count in `text`."""
    low = lower_like(text[start:end])
    return [number._replace(start=number.start + start, end=number.end + start) for number in _numbers(low)]


def _numbers(low: str) -> list[Number]:
    found: list[Number] = []
    cores = _cores(low)
    at = 0
    while at < len(cores):
        core, after = cores[at], cores[at + 1] if at + 1 < len(cores) else None
        at += 1
        if after and (both := _range(low, core, after)):
            found.append(both)
            at += 1
        elif after and after.start == core.end + 1 and low[core.end] in "-–":  # a score, a telephone number, a span of years
            at += 1
        else:
            found.append(_qualified(low, core, found[-1].end if found else 0))
    return found


def _cores(low: str) -> list[Core]:
    found = []
    for match in COUNT.finditer(low):
        core = _read(low, match)
        if core and not is_no_count(low, core.start, core.end, match.group()):
            found.append(core)
    return found


def _read(low: str, match: re.Match[str]) -> Core | None:
    """The value of one match; None where it is broken or not whole."""
    start, end = match.span()
    if (digits := match["digits"]) is not None:
        value = read_digits(digits, SCALES[match["scale"]] if match["scale"] else 1000 if match["sign"] else 1)
        return Core(start, end, value) if isinstance(value, int) else None
    if match["vague"] is not None:
        return Core(start, end, read_vague(match), True)
    if (plural := match["plural"]) is not None:
        least = read_plural(low, end, plural)
        return None if least is None else Core(start, end, least, True)
    words = read_words(match["words"])
    return None if words is None else Core(start, end, words)


def _range(low: str, first: Core, second: Core) -> Number | None:
    """Both numbers as one range: "2,500-3,500", "between two and three thousand", "30 to 40"; None where they are two numbers."""
    joint = low[first.end : second.start]
    if first.vague or second.vague or len(joint) > 8 or not JOINED.fullmatch(joint):
        return None
    lead = BETWEEN.search(low, max(0, first.start - 40), first.start)
    word = joint.strip()
    if (word == "and") != bool(lead and lead[0].startswith("between")) or (word == "to" and lead is not None):
        return None
    least = first.value
    if least < second.value < LARGEST_RANGE and second.value % 1000 == 0 and least < 1000 and "," not in low[second.start : second.end]:
        least = _shared_scale(low, second, least)
    if least >= second.value:
        return None
    start = lead.start() if lead and word == "and" else _qualified(low, first, 0).start
    return Number(start, second.end, None, least, second.value, "range")


def _shared_scale(low: str, second: Core, least: int) -> int:
    """In "two to three thousand" the first number has the scale of the second."""
    last = re.split(r"[\s-]", low[second.start : second.end])[-1]
    return least * SCALES.get(last, 1) if least * SCALES.get(last, 1) < second.value else least


def _qualified(low: str, core: Core, not_before: int) -> Number:
    start, qualifier = lead_in(low, core.start, not_before)
    end = core.end
    if core.vague:  # vague words set a lower bound only
        return Number(start, end, None, core.value, None, "vague")
    if qualifier == "exact":
        end, qualifier = follow_up(low, end)
    least = core.value if qualifier in FROM else None
    most = core.value if qualifier in TO else None
    return Number(start, end, core.value, least, most, qualifier)


@cache
def number_hint() -> re.Pattern[str]:
    """Finds, in lower-case text, a place where a number may stand; cheap, for leaving sentences out."""
    words = sorted({*WORDS, *SCALES, *PLURALS, *(word.split()[-1] if word.split()[-1] != "of" else word for word in VAGUE)}, key=len)
    return re.compile(r"\d|\b(?:" + "|".join(map(re.escape, words)) + r")\b")
