"""Tells from the characters around it whether a number is a count at all. Standard library only.

Years, dates, times, money, shares, ordinals, labels and numbers that a translation broke are no counts.
"""

import re

MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
CURRENCY = r"(?:[$€£¥₹]|\b(?:usd|eur|gbp|rs\.?|us\$|a\$|c\$))"
MONEY = r"(?:dollars?|euros?|pounds?|rupees?|afghanis?|yen|yuan|rubles?|roubles?|francs?|marks|pesos|riyals?|cents?|bucks|usd|eur)\b"
LABEL = (
    r"(?:article|articles|resolution|resolutions|chapter|section|no\.?|nos\.?|page|route|highway|phase|flight|room|bill|act|"
    r"paragraph|protocol|version|id:?|channel|task\s+force|division|regiment|camp|category|level|grade|stage|g|aged?|"
    r"[a-z]{1,3}-)"
)
LEFT_BROKEN = re.compile(r"(?:[a-z\d][,.'’]|[/\\#°@_=]|\d:|\d\s?/)$")
LEFT_DATE = re.compile(rf"\b{MONTHS}\.?\s+(?:the\s+)?$")
LEFT_DAY = re.compile(rf"\b{MONTHS}\.?\s+\d{{1,2}},\s$")
LEFT_MONEY = re.compile(rf"{CURRENCY}\s?$")
LEFT_LABEL = re.compile(rf"\b{LABEL}\s*$")
LEFT_GROUP = re.compile(r"\bgroup\s+of\s+$")  # of Eight, of 77: no count, unless something is counted
LEFT_YEAR = re.compile(
    rf"(?:\b(?:in|since|by|until|till|during|of|from|before|after|early|late|mid|year|summer|spring|autumn|fall|winter|the|and|{MONTHS}\.?)\s+|"
    rf"{MONTHS}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+|mid-|-)$"
)
RIGHT_BROKEN = re.compile(r"\d|[.,]\d|[/\\:_°]\d|(?:st|nd|rd|th|s)\b|[’']s\b|[a-z]")
LEFT_SPLIT = re.compile(r"(?<![\w,.-])\d{1,3},\s$")
RIGHT_SPLIT = re.compile(r",\s\d{3}(?![\d,])")
RIGHT_SHARE = re.compile(r"\s?(?:%|per\s?cent\b|percent\b|percentage\b|pct\b)")
RIGHT_DATE = re.compile(rf"(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{MONTHS}\b(?!\s+be\b)|\s+(?:bc|ad|bce|ce)\b")
RIGHT_TIME = re.compile(r"\s?(?:a\.?m\.?|p\.?m\.?|gmt|utc|o[’']clock|hrs|hours\s+gmt)(?!\w)")
RIGHT_MONEY = re.compile(rf"(?:\s+|-)(?:(?:of\s+)?{MONEY}|(?:(?:u\.?s\.?|us|american|canadian|australian)\s+)?{MONEY})")
RIGHT_NOUN = re.compile(r"\s+(?:[a-z.’'-]+\s+){0,3}?(?:[a-z]+(?:s|men|people|personnel|police|strong)\b)")
RIGHT_FUNCTION = re.compile(r"\s+(?:as|was|is|his|its|has|this|the|us|and|or|to|in|by|when|after|with|for|at|on|while|until)\b")
YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
CLOCK = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d")
LEFT_CLOCK = re.compile(r"\b(?:at|since|until|between|from|as\s+of|around|by)\s+(?:approximately\s+|about\s+|around\s+)?$")
RIGHT_CLOCK = re.compile(r"\s+(?:on|today|yesterday|last|this|local|tonight|and\s+\d{4}\b)|\s*[,.;]|\s*$|\s+by\b")
REACH = 24
WORD_BROKEN = re.compile(r"[,.]\d|-(?:thirds?|fourths?|fifths?|quarters?|halves|year|day|week|month|decade|time|way|state)\b|[’']s\b")
NO_ONE = re.compile(r"\b(?:no|any|every|some|each|this|that|the|number)[\s-]+$")
ONE_ANOTHER = re.compile(r"\s+(?:another|day|of\s+the|of\s+(?:its|his)|can)\b")


def is_no_count(low: str, start: int, end: int, core: str) -> bool:
    """Whether the number at low[start:end] is a date, an amount of money, a share, a label, or broken. `low` is in lower case."""
    before = low[max(0, start - REACH) : start]
    if LEFT_BROKEN.search(before) or RIGHT_SHARE.match(low, end) or LEFT_MONEY.search(before) or RIGHT_MONEY.match(low, end):
        return True
    if is_split(low, end, before, core) and not _is_date(low, end, before, core):
        return True
    if not core[0].isdigit():
        return _is_no_word_count(low, start, end, before)
    if LEFT_GROUP.search(before) and RIGHT_NOUN.match(low, end) is None:
        return True
    if _is_broken(low, end) or LEFT_LABEL.search(before) or RIGHT_TIME.match(low, end):
        return True
    return _is_date(low, end, before, core)


def is_split(low: str, end: int, before: str, core: str) -> bool:
    """Digits of "1, 600", which a blank has torn apart; "on Oct. 7, 300 soldiers" is whole."""
    if len(core) > 3 or not core.isdigit():
        return False
    torn = len(core) == 3 and LEFT_SPLIT.search(before) is not None and LEFT_DAY.search(before) is None
    return torn or RIGHT_SPLIT.match(low, end) is not None


def _is_no_word_count(low: str, start: int, end: int, before: str) -> bool:
    """Number words: "no one", "one of them", "one another", "two,500", "two-thirds"."""
    if WORD_BROKEN.match(low, end):
        return True
    return low.startswith("one", start) and bool(NO_ONE.search(before) or ONE_ANOTHER.match(low[end : end + 14]))


def _is_broken(low: str, end: int) -> bool:
    """Digits that run into other signs: 0/6740, 12:30, 1,30, 20th, 1990s. A full stop and comma may end a sentence."""
    match = RIGHT_BROKEN.match(low, end)
    return match is not None


def _is_date(low: str, end: int, before: str, core: str) -> bool:
    if len(core) <= 2 and (LEFT_DATE.search(before) or RIGHT_DATE.match(low, end)):
        return True
    if YEAR.fullmatch(core):
        return bool(LEFT_YEAR.search(before)) or RIGHT_FUNCTION.match(low, end) is not None or RIGHT_NOUN.match(low, end) is None
    if CLOCK.fullmatch(core) is None:
        return False
    return core.startswith("0") or (
        LEFT_CLOCK.search(before) is not None and (before.rstrip().endswith("at") or RIGHT_CLOCK.match(low, end) is not None)
    )
