"""The value of one match of a quantity's number: digits with their scale, words, fractions, multiples. Standard library only."""

import re
from typing import NamedTuple

from pipelines.text.number_forms import SCALE, VULGAR, read_decimal, read_plural, read_ratio, read_vague
from pipelines.text.number_words import MULTIPLES, PARTS, SCALES, SIGNS, WORDS, read_words
from pipelines.text.quantity_words import any_of

MAX_DIGITS = 15


class Amount(NamedTuple):
    """A number as written: its span, its value or, where it is vague, the least it can be; `scale` is said apart ("million")."""

    start: int
    end: int
    value: float | None
    form: str  # digits | words | part | multiple | vague | feet | article
    scale: int = 1
    least: float | None = None


AND_PART = re.compile(
    rf"[\s-]+and[\s-]+(?:(?P<n>an?|one|two|three)[\s-]+)?(?P<part>half|quarters?|thirds?|fifths?)\b(?![\s-]+of\b)(?:[\s-]+(?P<scale>{SCALE})\b)?"
)
PART_SCALE = re.compile(rf"(?:(?:\s+of)?\s+(?:an?|one)\s+|[\s-])(?P<scale>{SCALE})\b")
METRES = re.compile(rf"\s+{any_of('metres')}\b(?!\s+[\d$£€])|-")
MEASURED_BEFORE = re.compile(rf"\b{any_of('measured')}\s+(?:\w+\s+){{0,2}}$")


def read_amount(low: str, match: re.Match[str], *, money: bool) -> Amount | None:
    """The amount of a match of the quantity pattern; None where it is broken or no number.

    Args:
        low: the text in lower case.
        money: whether the sign of a currency stands before it.
    """
    start, end = match.span()
    if match["digits"] is not None:
        return _digits(low, match, money)
    if match["words"] is not None:
        value = read_words(match["words"])
        return None if value is None else _and_part(low, Amount(start, end, float(value), "words", _last_scale(match["words"])))
    if match["plural"] is not None:
        least = read_plural(low, end, match["plural"])
        return None if least is None else Amount(start, end, None, "vague", 1, float(least))
    if match["vague"] is not None:  # "several" alone says no number
        return Amount(start, end, None, "vague", 1, float(read_vague(match))) if match["times"] else None
    if match["feet"] is not None:
        return Amount(start, end, int(match["feet"]) + int(match["inches"]) / 12, "feet")
    if (ratio := match["ratio"] or VULGAR.get(match["vulgar"] or "")) is not None:
        part = read_ratio(ratio)
        return None if part is None else Amount(start, end, part, "part")
    if match["article"] is not None:
        return Amount(start, end, 1.0, "article")
    return _in_parts(low, match)


def _digits(low: str, match: re.Match[str], money: bool) -> Amount | None:
    start, end, digits, sign = match.start(), match.end(), match["digits"], match["sign"]
    times = SCALES[match["scale"]] if match["scale"] else 1
    if sign is not None and _is_scale(low, match, sign, money):
        times = SIGNS[sign]
    elif sign is not None:
        end = match.end("mixed") if match["mixed"] else match.end("glyph") if match["glyph"] else match.end("digits")
    value = _value(digits, times)
    if value is None:
        return None
    if match["fold"]:
        return Amount(start, end, value, "multiple")
    extra = match["mixed"] or VULGAR.get(match["glyph"] or "")
    if extra is not None:  # "6 1/2"
        part = read_ratio(extra)
        part = part / 100 if part is not None and money and "." in digits else part  # "$3.42 3/4": parts of a cent
        return None if part is None else Amount(start, end, value + part * times, "digits", times)
    amount = Amount(start, end, value, "digits", times)
    return _and_part(low, amount) if times == 1 and "." not in digits else amount


def _value(digits: str, times: int) -> float | None:
    plain = digits.replace("·", ".").replace(",", "")
    if len(plain) > MAX_DIGITS:
        return None
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    plain = "".join(sign for sign in plain if sign.isdecimal() or sign == ".")
    return float(read_decimal(plain, times))


def _is_scale(low: str, match: re.Match[str], sign: str, money: bool) -> bool:
    """Whether a letter after digits multiplies them: "$5 m", "1.2m people", "10k"; not "a 25m pool"."""
    apart = match.start("sign") > 0 and low[match.start("sign") - 1].isspace()
    if money or len(sign) > 1:
        return True
    if apart or sign == "b":
        return False
    if sign == "m":
        end = match.end()
        return not (METRES.match(low, end) or MEASURED_BEFORE.search(low, max(0, match.start() - 40), match.start()))
    return True


def _last_scale(words: str) -> int:
    """The scale that number words end on: 1,000,000 for "two and three million"."""
    scale = 1
    for word in reversed(re.split(r"[\s-]+", words)):
        if word not in SCALES:
            break
        scale *= SCALES[word]
    return scale


def _and_part(low: str, amount: Amount) -> Amount:
    """ "two and a half", "one and a quarter million"."""
    tail = AND_PART.match(low, amount.end) if amount.scale == 1 else None
    if tail is None or amount.value is None or amount.value >= 1000:
        return amount
    many = tail["part"].endswith("s")
    if many != (tail["n"] in ("two", "three")) or (tail["n"] is None and tail["part"] != "half"):
        return amount
    above = WORDS.get(tail["n"] or "a", 1)
    times = SCALES[tail["scale"]] if tail["scale"] else 1
    return Amount(amount.start, tail.end(), (amount.value + above / PARTS[tail["part"].removesuffix("s")]) * times, amount.form, times)


def _in_parts(low: str, match: re.Match[str]) -> Amount | None:
    """Fractions in words, multiples, zero."""
    start, end = match.span()
    if match["zero"] is not None:
        return Amount(start, end, 0.0, "words")
    if (multiple := match["multiple"]) is not None:
        value = MULTIPLES.get(multiple) or read_words(multiple.removesuffix("fold").rstrip("-"))
        return None if value is None else Amount(start, end, float(value), "multiple")
    first, _, part = match["part"].replace("-", " ").rpartition(" ")
    first = first.strip()
    many = part not in PARTS
    name = "half" if part == "halves" else part.removesuffix("s") if many else part
    above = 1 if first in ("", "a", "an", "another") else WORDS.get(first, 0)
    if not above or many != (above > 1) or (not first and part != "half" and part != "quarter"):
        return None
    if scaled := PART_SCALE.match(low, end):
        times = SCALES[scaled["scale"]]
        return Amount(start, scaled.end(), above * times / PARTS[name], "words", times)
    return Amount(start, end, above / PARTS[name], "part")
