"""Numbers as news prints them, with how exact the words are. Standard library only.

Read: digits with any separator, number words, "two dozen", "tens of thousands", "3.5 thousand", "10k", ranges, and the qualifier
before or after. Left alone: ordinals, years, dates, times, money, shares, decimals, labels (Article 5, M-16), and numbers that a
translation broke ("two,500").
"""

import re
from functools import cache
from typing import NamedTuple

from pipelines.reference import rows
from pipelines.text.number_context import is_no_count
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


GROUPED = r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u202f\u2009']\d{3})+|\d{1,3}(?:\.\d{3})+"
NUMERAL = rf"(?:{GROUPED}|\d+(?:\.\d+)?)"
SCALE = "|".join(SCALES)
WORD = "|".join(sorted((*WORDS, *SCALES), key=len, reverse=True))
PLURAL = "|".join(PLURALS)
VAGUES = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(VAGUE, key=len, reverse=True))
CORE = re.compile(
    rf"(?P<digits>(?<![\w]){NUMERAL})(?:[\s-]{{1,2}}(?P<scale>{SCALE})\b|(?P<k>k)\b)?"
    rf"|\b(?P<vague>{VAGUES})\b(?:\s+(?:of\s+)?(?P<times>{SCALE})\b)?"
    rf"|\b(?P<plural>(?:(?:{PLURAL})\s+of\s+){{0,2}}(?:{PLURAL}))\b"
    rf"|\b(?P<words>(?:half\s+a\s+(?=dozen)|(?:an?\s+)(?=(?:{SCALE})\b))?(?:{WORD})\b(?:(?:\s+|-)(?:and\s+(?=\w))?(?:{WORD})\b)*)"
)
BEFORE = {row["phrase"]: row["qualifier"] for row in rows("qualifiers") if row["side"] == "before"}
AFTER = {row["phrase"]: row["qualifier"] for row in rows("qualifiers") if row["side"] == "after"}


def _alternatives(phrases: dict[str, str]) -> str:
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=len, reverse=True))


QUALIFIED = re.compile(rf"(?:(?<![\w-])(?:{_alternatives(BEFORE)})(?:\s+|(?<=~)))+$")
EACH_BEFORE = re.compile(rf"(?<![\w-])(?:{_alternatives(BEFORE)})(?=\s|$|\d)")
QUALIFIED_AFTER = re.compile(rf"\s?(?:{_alternatives(AFTER)})(?!\w)")
JOINED = re.compile(r"\s?(?:-|–|—|‑)\s?|\s+to\s+|\s+or\s+|\s+and\s+")
BETWEEN = re.compile(r"\b(?:between|from)\s+(?:an?\s+estimated\s+|about\s+|around\s+|roughly\s+)?$")
LONGEST_QUALIFIER = 44
MAX_DIGITS = 15
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
    for match in CORE.finditer(low):
        core = _read(low, match)
        if core and not is_no_count(low, core.start, core.end, match.group()):
            found.append(core)
    return found


def _read(low: str, match: re.Match[str]) -> Core | None:
    """The value of one match; None where it is broken or not whole."""
    start, end = match.span()
    if (digits := match["digits"]) is not None:
        value = _read_digits(digits, match["scale"], match["k"])
        return None if value is None else Core(start, end, value)
    if (vague := match["vague"]) is not None:
        times = SCALES[match["times"]] if match["times"] else 1
        return Core(start, end, VAGUE[" ".join(vague.split())] * times, True)
    if (plural := match["plural"]) is not None:
        return _read_plural(low, start, end, plural)
    words = read_words(match["words"])
    return None if words is None else Core(start, end, words)


def _read_plural(low: str, start: int, end: int, plural: str) -> Core | None:
    value = 1
    for word in re.findall(PLURAL, plural):
        value *= PLURALS[word]
    # "tens" and "scores" alone are seldom sizes: "the scores were level"
    if plural in ("tens", "scores") and not low.startswith(" of", end):
        return None
    return Core(start, end, value, True)


def _read_digits(digits: str, scale: str | None, thousand: str | None) -> int | None:
    if len(digits) > MAX_DIGITS:
        return None
    times = SCALES[scale] if scale else 1000 if thousand else 1
    grouped = re.fullmatch(GROUPED, digits) is not None
    if "." in digits and (not grouped or times > 1):
        value = float(digits) * times if digits.count(".") == 1 else 0.5
        return round(value) if times > 1 and abs(value - round(value)) < 1e-6 * times else None
    return int(re.sub(r"\D", "", digits)) * times


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
    if least < second.value < 1_000_000_000 and second.value % 1000 == 0 and least < 1000 and "," not in low[second.start : second.end]:
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
    start, end, qualifier = core.start, core.end, "exact"
    lead = QUALIFIED.search(low, max(not_before, start - LONGEST_QUALIFIER), start)
    if lead:
        said = [BEFORE[" ".join(match[0].split())] for match in EACH_BEFORE.finditer(lead[0])]
        qualifier = next((word for word in said if word != "exact"), "exact")
        start = lead.start()
    if qualifier == "exact" and not core.vague and (tail := QUALIFIED_AFTER.match(low, end)):
        qualifier, end = AFTER[" ".join(tail[0].split())], tail.end()
    return Number(start, end, *_bounds(core, qualifier))


def _bounds(core: Core, qualifier: str) -> tuple[int | None, int | None, int | None, str]:
    """value, low, high, qualifier. Vague words set a lower bound only; "about" sets none."""
    value = core.value
    if core.vague:
        return None, value, None, "vague"
    low = value if qualifier in ("exact", "more_than", "at_least") else None
    high = value if qualifier in ("exact", "less_than", "up_to") else None
    return value, low, high, qualifier


@cache
def number_hint() -> re.Pattern[str]:
    """Finds, in lower-case text, a place where a number may stand; cheap, for leaving sentences out."""
    words = sorted({*WORDS, *SCALES, *PLURALS, *(word.split()[-1] if word.split()[-1] != "of" else word for word in VAGUE)}, key=len)
    return re.compile(r"\d|\b(?:" + "|".join(map(re.escape, words)) + r")\b")
