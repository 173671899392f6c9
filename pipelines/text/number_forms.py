"""The forms in which a number is written, as patterns, and the value of each: one set for counts and for quantities. Standard library only.

What a number counts, and whether it is a number at all or a date, stands elsewhere: number_context.py, quantity_context.py.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from pipelines.text.number_words import MULTIPLES, PARTS, PLURALS, SCALES, SIGNS, VAGUE, WORDS, ZERO

GROUPED_BY_COMMA = r"\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:,\d{3})+"
GROUPED_BY_SPACE = r"\d{1,3}(?:[ \u00a0\u202f\u2009']\d{3})+"
GROUPED = rf"{GROUPED_BY_COMMA}|{GROUPED_BY_SPACE}|\d{{1,3}}(?:\.\d{{3}})+"
NUMERAL = rf"(?:{GROUPED}|\d+(?:\.\d+)?)"
IS_GROUPED = re.compile(GROUPED)
MAX_DIGITS = 15


def alternatives(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first; a space in them stands for any white space."""
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


SCALE = "|".join(SCALES)
WORD = "|".join(sorted((*WORDS, *SCALES), key=len, reverse=True))
PLURAL = "|".join(PLURALS)
VAGUES = alternatives(VAGUE)
SIGN = "|".join(sorted(SIGNS, key=len, reverse=True))
PART = alternatives(PARTS)
AND = "(?:" + "|".join(f"(?<={scale})" for scale in SCALES) + r")\s+and\s+"  # "two hundred and three", not "two and three"
IN_WORDS = (
    rf"\b(?P<vague>{VAGUES})\b(?:\s+(?:of\s+)?(?P<times>{SCALE})\b)?"
    rf"|\b(?P<plural>(?:(?:{PLURAL})\s+of\s+){{0,2}}(?:{PLURAL}))\b"
    rf"|\b(?P<words>(?:half\s+a\s+(?=dozen|million|billion)|(?:an?\s+)(?=(?:{SCALE})\b))?(?:{WORD})\b(?:(?:\s+|-|{AND})(?:{WORD})\b)*)"
)
FIRST_LETTERS = "".join(sorted({word[0] for word in (*WORDS, *SCALES, *PLURALS, *VAGUE, *PARTS, *MULTIPLES, *ZERO, "a")}))
COUNT = re.compile(
    rf"(?=\d)(?P<digits>(?<![\w]){NUMERAL})(?:[\s-]{{0,2}}(?P<scale>{SCALE})\b|(?P<sign>k)\b)?|\b(?=[{FIRST_LETTERS}])(?:{IN_WORDS})"
)
"""A count: digits, vague words, plurals, number words."""


VULGAR = dict(zip("½¼¾⅓⅔⅛⅜⅝⅞", ["1/2", "1/4", "3/4", "1/3", "2/3", "1/8", "3/8", "5/8", "7/8"], strict=True))
VULGARS = "".join(VULGAR)


ONE_OF = (
    r"(?:second|minute|hour|day|week|fortnight|month|year|decade|century|mile|metre|meter|kilometre|kilometer|foot|inch|yard|"
    r"tonne?|pound|kilogram|kilo|ounce|litre|liter|gallon|acre|hectare|dollar|euro|cent|penny)\b"
)  # what "nearly a" may stand before


def quantity_pattern(prefixes: Iterable[str]) -> re.Pattern[str]:
    """A count, or what only other quantities are written with: decimals, fractions, "1.2m", "threefold", heights.

    Args:
        prefixes: signs of currencies that end in a letter, and may touch the digits ("Rs450").
    """
    signs = sorted(rf"\b{prefix}" if prefix.isalpha() else re.escape(prefix) for prefix in prefixes)
    touching = "".join(f"|(?<={sign})" for sign in signs)
    free = rf"(?:(?<![\w.]){touching})"
    decimal = rf"(?:(?:{GROUPED_BY_COMMA})(?:\.\d+)?|{GROUPED_BY_SPACE}|\d{{1,3}}(?:\.\d{{3}}){{2,}}|\d+(?:[.·]\d+)?|(?<![\d)])\.\d+)"
    digits = (
        rf"(?<![\w.])(?P<feet>\d)['’′]\s?(?P<inches>1[01]|\d)(?!\d)(?:[\"”″]|['’]{{2}})?"
        rf"|(?<![\w./])(?P<ratio>\d{{1,2}}/\d{{1,2}})(?![\d/])|(?P<vulgar>(?<!\w)[{VULGARS}])"
        rf"|(?P<digits>{free}{decimal})(?:(?P<fold>-?fold)\b"
        rf"|(?:[\s-](?P<mixed>\d{{1,2}}/\d{{1,2}})(?![\d/])|(?P<glyph>[{VULGARS}]))?"
        rf"(?:[\s-]{{0,2}}(?P<scale>{SCALE})\b|\s?(?P<sign>{SIGN})\b(?!['’]))?)"
    )
    words = (
        rf"(?P<multiple>{alternatives(MULTIPLES)}|(?:{WORD})-?fold)\b"
        rf"|(?P<part>(?:(?:an?|one|another)[\s-])?(?:{PART})|(?:{WORD})[\s-](?:halves|(?:{PART})s))\b(?!\s+a\s+dozen\b)"
        rf"|(?P<zero>{'|'.join(ZERO)})\b|{IN_WORDS}|(?P<article>an?)(?=\s+{ONE_OF})"
    )
    return re.compile(rf"(?=[\d.{VULGARS}])(?:{digits})|\b(?=[{FIRST_LETTERS}])(?:{words})")


DIVISORS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 32, 64})


def read_digits(digits: str, times: int) -> int | float | None:
    """The value of digits with a scale of `times`; a float where it is not whole, None where they are too many or make no number."""
    if len(digits) > MAX_DIGITS:
        return None
    if "." in digits and (times > 1 or IS_GROUPED.fullmatch(digits) is None):
        return read_decimal(digits, times) if digits.count(".") == 1 else None
    return int("".join(filter(str.isdecimal, digits))) * times


def read_decimal(digits: str, times: int) -> int | float:
    """The value of digits with one point; whole only where a scale makes it so: "3.0" is a float, "3.5 thousand" is not."""
    value = Decimal(digits) * times
    return int(value) if times > 1 and value == int(value) else float(value)


def read_ratio(ratio: str) -> float | None:
    """The value of "3/4"; None where it is no fraction that people print ("9/11", "24/7")."""
    above, below = map(int, ratio.split("/"))
    return above / below if 0 < above < below and below in DIVISORS else None


def read_plural(low: str, end: int, plural: str) -> int | None:
    """The least size that "tens of thousands" means; None for "tens" and "scores" alone, seldom sizes: "the scores were level"."""
    if plural in ("tens", "scores") and not low.startswith(" of", end):
        return None
    value = 1
    for word in re.findall(PLURAL, plural):
        value *= PLURALS[word]
    return value


def read_vague(match: re.Match[str]) -> int:
    """The least size that "several hundred" means."""
    return VAGUE[" ".join(match["vague"].split())] * (SCALES[match["times"]] if match["times"] else 1)
