"""Amounts with what they are measured in, or what makes a bare number a quantity. Standard library only."""

import re
from typing import NamedTuple

from pipelines.text.number_forms import quantity_pattern
from pipelines.text.number_qualifiers import lead_in
from pipelines.text.quantity_amounts import Amount, read_amount
from pipelines.text.quantity_context import PLURAL, follows_name, is_no_quantity
from pipelines.text.quantity_parts import is_age, is_multiple, is_part, out_of
from pipelines.text.quantity_units import INITIALS, TOUCHING, Measure, currency_before, measure_after, measure_of_part, with_rate


class Reading(NamedTuple):
    """An amount with its unit: offsets from the sign of its currency to the end of its unit."""

    start: int
    end: int
    amount: Amount
    value: float | None
    kind: str
    unit: str | None


QUANTITY = quantity_pattern(TOUCHING)
MINUS = re.compile(r"(?:(?:^|(?<=[\s(]))(?P<sign>[-−–+])|\b(?<!or )(?P<word>minus|negative|plus)\s+)$")
TORN = re.compile(r"[.,]\d")  # "€1,5 million": whether that is 1.5 or 15 is not for us to say


def readings(text: str, low: str) -> list[Reading]:
    """The amounts in a text, in order; `low` is the text in lower case, character by character."""
    found: list[Reading] = []
    done = 0
    for match in QUANTITY.finditer(low):
        if match.start() >= done and (reading := _read(text, low, match)):
            found.append(reading)
            done = reading.end
    return found


def _read(text: str, low: str, match: re.Match[str]) -> Reading | None:
    """One match with its sign, currency and unit; None where it is broken, or no quantity."""
    start, currency = currency_before(text, low, match.start())
    amount = read_amount(low, match, money=currency is not None)
    if amount is None or TORN.match(low, amount.end) or _is_code(text, low, match, amount, currency, start):
        return None
    measure = with_rate(low, Measure(amount.end, currency, "money")) if currency else _measure(text, low, amount)
    value = amount.value
    if value is not None and amount.form in ("digits", "words") and (sign := MINUS.search(low, max(0, start - 9), start)):
        start, value = sign.start(), value if sign[0].strip() in ("+", "plus") else -value
    if amount.form == "article" and (measure is None or lead_in(low, start, 0)[1] == "exact"):
        return None  # "a year", but "nearly a year"
    if measure is None:
        return _bare(text, low, amount, start, value)
    if currency is None and _is_spoilt(text, low, match.start(), measure):
        return None
    if value is not None:
        value += measure.inches / 12
    return Reading(start, measure.end, amount, value, measure.kind, measure.unit)


def _is_code(text: str, low: str, match: re.Match[str], amount: Amount, currency: str | None, start: int) -> bool:
    """Whether letters make it a name: "N95 masks" but "N95 million"; "3M" and "4K" but "3M users"."""
    if currency:
        one = match.start() - start == 1 and low[start].isalpha()
        return one and amount.scale == 1 and "," not in match["digits"]
    if match["digits"] is not None and low[match.start() - 1 : match.start()].isalnum():  # "t.co/Rs4767x"
        return True
    sign = match["sign"]
    if sign not in ("m", "k") or amount.scale == 1 or not text[match.start("sign")].isupper() or PLURAL.match(low, amount.end):
        return False
    return sign == "m" or match["digits"] in ("4", "8")


def _measure(text: str, low: str, amount: Amount) -> Measure | None:
    if amount.form == "feet":
        return Measure(amount.end, "foot", "length")
    if amount.form == "part" and not low[amount.start].isdigit():
        near = low.startswith(("half", "quarter"), amount.end - 4 if low.endswith("half", 0, amount.end) else amount.end - 7)
        return measure_of_part(low, amount.end, near=near)
    if amount.form == "multiple":
        return None
    size = amount.value if amount.value is not None else amount.least or 0
    return measure_after(text, low, amount.end, size, digits=amount.form in ("digits", "part"), vague=amount.value is None)


def _is_spoilt(text: str, low: str, start: int, measure: Measure) -> bool:
    """Whether a number with a unit is part of a word or a name all the same: "07:18 hours", "Long March 4C"."""
    if low[start - 1 : start] in ("/", "#", "_", "@", ",", ".", ":") and low[max(0, start - 2) : start - 1].isalnum():
        return True
    return text[measure.end - 1] in INITIALS and follows_name(text, low, start, measure.end)


def _bare(text: str, low: str, amount: Amount, start: int, value: float | None) -> Reading | None:
    """A number without a unit, if it is a quantity."""
    end, core = amount.end, low[amount.start : amount.end]
    if amount.form == "part":
        return Reading(start, end, amount, value, "share", None) if is_part(low, amount.start, end) else None
    if amount.form == "multiple":
        return Reading(start, end, amount, value, "multiple", None) if is_multiple(low, amount.start, end) else None
    if value is not None and (share := out_of(low, amount.start, end, value)):
        return Reading(start, share[0], amount, share[1], "share", None)
    if is_age(text, low, amount.start, end, value):
        return Reading(start, end, amount, value, "age", "year")
    if is_no_quantity(text, low, amount.start, end, core):
        return None
    if amount.form == "digits" and core.count(".") == 1 and len(core) - core.index(".") == 4 and core[0] != "0" and value is not None:
        value = value * 1000 if PLURAL.match(low, end) else value  # "1.300 soldiers", as others group digits
    return Reading(start, end, amount, value, "count", None)
