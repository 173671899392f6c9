"""The value of number words: "two hundred and fifty", "twenty-five thousand", "half a dozen". Standard library only."""

import re

from pipelines.reference import rows


def _of_kind(*kinds: str) -> dict[str, int]:
    return {row["word"]: int(row["value"]) for row in rows("number_words") if row["kind"] in kinds}


WORDS = _of_kind("unit", "teen", "ten")
UNITS, TEENS, TENS = _of_kind("unit"), _of_kind("teen"), _of_kind("ten")
SCALES, PLURALS, VAGUE = _of_kind("scale"), _of_kind("plural"), _of_kind("vague")
ZERO, PARTS, SIGNS, MULTIPLES = _of_kind("zero"), _of_kind("part"), _of_kind("sign"), _of_kind("multiple")
LARGEST = 10**15
HALF_A_SCALE = 3  # words: half, a, million
WHOLE_SCALE = 1000  # from here on a scale closes what was said before it


def read_words(phrase: str) -> int | None:
    """The number that the words say; None where they do not make one number ("two three").

    Args:
        phrase: number words in lower case, joined by spaces, hyphens or "and".
    """
    words = re.split(r"[\s-]+", phrase)
    if words[:2] == ["half", "a"]:
        return SCALES[words[2]] // 2 if len(words) == HALF_A_SCALE and words[2] in SCALES else None
    total, current, room = 0, 0, 1_000  # room: the next word must be smaller than this
    for word in words:
        if word in ("a", "an", "and"):
            continue
        if total + current > LARGEST:
            return None
        if word in SCALES:
            scale = SCALES[word]
            if scale >= WHOLE_SCALE:
                total, current = total + max(current, 1) * scale, 0
            else:
                current = max(current, 1) * scale
            room = 100
        else:
            value = WORDS[word]
            if value >= room:
                return None
            current, room = current + value, 10 if word in TENS else 1
    return total + current
