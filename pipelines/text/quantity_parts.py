"""Fractions, multiples, "one in five" and ages: whether words without a unit say a quantity. Standard library only."""

import re

from pipelines.text.number_forms import WORD
from pipelines.text.number_words import SCALES, WORDS, read_words
from pipelines.text.quantity_words import any_of

FUNCTION = any_of("after_part")
RIGHT_FREE = re.compile(rf"\s+{FUNCTION}\b|\s*[.,;:)!?—–\"”’]|\s*$|\s+[-–—]\s")
RIGHT_HALF = re.compile(rf"\s+(?!time\b){FUNCTION}\b|\s+(?:a|an)\b|\s*[.,;:)!?—\"”’]|\s*$|\s+[-–—]\s")
HALF_OF = re.compile(r"\s+(?:of|the|its|their|his|her|our|all|those|these|a|an)\b")
LEFT_HALF = re.compile(rf"\b{any_of('before_half')}\s+$")
LEFT_QUARTER = re.compile(r"\b(?:in|for|per|each|every|(?<!just )(?<!well )over|during|after|within)\s+$")
RIGHT_WHEN = re.compile(r"\s+(?:ago|earlier|before|later|after|when|in\s+which|year|ended|ending|end)\b")
LEFT_BY = re.compile(rf"\b{any_of('before_part')}\s+$")
QUARTERS = re.compile(r"\b(?:past|last|first|next|previous|for|consecutive|straight|these|recent|final|in|over|after)\s+$")
RIGHT_OF = re.compile(r"\s+of\b")
RIGHT_MULTIPLE = re.compile(rf"\s+{any_of('after_multiple')}\b|['’]s\b")
LEFT_VERB = re.compile(r"\b(?:to|will|would|could|can|may|might|should|must|not|[’']ll|a)\s+$")
RIGHT_OUT_OF = re.compile(
    rf"\s+(?:in(?:\s+every)?|out\s+of(?:\s+every)?|of\s+every)\s+(?P<n>\d{{1,3}}(?:,\d{{3}})*|(?:an?\s+)?(?:{WORD})(?:\s+(?:{'|'.join(SCALES)}))?)"
    r"(?![\w%,.-]*\d|-|\s*%|[\s-](?:years?|days?|weeks?|months?|hours?|minutes?|percent)\b)"
)
LEFT_AGED = re.compile(rf"\b{any_of('aged')}\s+$")
NAME_COMMA = re.compile(r"[A-Z][\w.’'-]*(?:\s(?:Jr|Sr)\.?)?,\s$|[A-Z][\w.’'-]*\s\($")
AFTER_AGE = re.compile(r",|\)|\.\s|\s+and\b|;|\.?$")
OLDEST = 115
COMMON, BONDS = ("1/2", "1/4"), ("/8", "/16", "/32", "/64")  # fractions that are no days of a month


def is_part(low: str, start: int, end: int) -> bool:
    """Whether fraction words are a share of something: "a third of", "half the", "two-thirds full"; no ordinals, no halves of a match."""
    core = low[start:end]
    if core[0].isdigit() or not core.isascii():
        return not core.isascii() or core in COMMON or core.endswith(BONDS) or RIGHT_OF.match(low, end) is not None
    if core == "half" and low.startswith("in ", max(0, start - 3)):
        return HALF_OF.match(low, end) is not None  # not "cut in half"
    if core == "half":
        return LEFT_HALF.search(low, max(0, start - 14), start) is None and RIGHT_HALF.match(low, end) is not None
    if core == "quarter":
        return False
    if core.endswith("quarters"):
        return RIGHT_OF.match(low, end) is not None or QUARTERS.search(low, max(0, start - 14), start) is None
    if core.endswith("s"):
        return True
    if core.endswith("quarter") and (RIGHT_WHEN.match(low, end) or LEFT_QUARTER.search(low, max(0, start - 10), start)):
        return RIGHT_OF.match(low, end) is not None
    if LEFT_BY.search(low, max(0, start - 10), start):
        return True
    return RIGHT_FREE.match(low, end) is not None


def is_multiple(low: str, start: int, end: int) -> bool:
    """Whether "twice", "double" are so many times a size: "twice as", "double the", not "doubles", "to double the"."""
    if low.endswith("fold", 0, end):
        return True
    if RIGHT_MULTIPLE.match(low, end) is None:
        return False
    return low.startswith(("twice", "thrice"), start) or LEFT_VERB.search(low, max(0, start - 8), start) is None


def out_of(low: str, start: int, end: int, value: float) -> tuple[int, float] | None:
    """End and value of "two in three", "one out of every five"; None where nothing such is there."""
    match = RIGHT_OUT_OF.match(low, end) if 0 < value < 1000 and low[start:end].find(".") < 0 else None
    if match is None:
        return None
    said = match["n"]
    whole = int(said.replace(",", "")) if said[0].isdigit() else read_words(said)
    if not whole or value >= whole or (said in WORDS and WORDS[said] == 1):
        return None
    if (said[0].isdigit() and len(said) == 4) or (" in " in match[0] and ((whole % 5 and whole > 12) or value > 12)):
        return None  # "killed six in 2004", "three in 17 games"
    return match.end(), value / whole


def is_age(text: str, low: str, start: int, end: int, value: float | None) -> bool:
    """Whether a bare number is the age of somebody: "aged 12", "Smith, 45, said"."""
    if value is None or not 0 < value <= OLDEST or value % 1:
        return False
    if low[end : end + 1] in "-–%’'" and end < len(low):
        return False
    aged = LEFT_AGED.search(low, max(0, start - 18), start)
    if aged and (not aged[0].startswith("turn") or (value > 1 and AFTER_AGE.match(low, end))):
        return True
    return (
        low[start].isdigit()
        and NAME_COMMA.search(text, max(0, start - 24), start) is not None
        and AFTER_AGE.match(low, end) is not None
        and ((low[start - 1] == "(" and low[end : end + 1] == ")") or low[end : end + 1] == ",")
    )
