"""Numbers without a noun of their own, whose noun another number has: "three soldiers were killed and five wounded". Standard library only."""

import re

from pipelines.text.known import entities
from pipelines.text.numbers import Number
from pipelines.troop_figures.counted import CIVIL_NEAR, FAR, NOTHING_COUNTED, Counted
from pipelines.troop_figures.passage import Passage

OTHERS_TAIL = re.compile(r"\s+(?:others?|more|of\s+(?:them|whom))\b")
THEN_ONLY = re.compile(r"[^,;]*,\s+(?:only\s+|just\s+)?")
OTHERS = re.compile(
    r"\s+(?:others?|more|of\s+(?:them|whom|the\s+\w+)|were|was|are|had\s+been|have\s+been|been|dead|killed|wounded|injured|captured|missing|arrested|detained|and\s+(?:wound|injur|captur)\w+)\b"
)
CASUALTY_AFTER = re.compile(
    r"(?:\s+(?:others?|more|of\s+(?:them|whom)))?(?:\s+(?:were|was|are|is|have|had|been|also|reported|reportedly|seriously|slightly|badly|being))*\s+"
    r"(?:dead|killed|wounded|injured|captured|missing|arrested|detained|died|surrendered|freed|released)\b"
)
CASUALTY_BEFORE = re.compile(
    r"\b(?:killing|wounding|injuring|capturing|killed|wounded|injured|captured|detained|arrested)(?:\s+and\s+\w+ing)?\s+$"
)
OF_WHOM = re.compile(r"\bof\s+(?:whom|them|which)\s*,?\s+(?:only\s+|just\s+)?$")
SHARE_OF = re.compile(r"\s+of\s+(?:the|its|their|those|his|our|[\w.]+['’]s?)\s+$")
OF_THE = re.compile(r"(?:^|[,;:]\s+|\band\s+)\W*of\s+(?:the|its|their|those|our)\s+$")
PREDICATE = re.compile(r"\s+(?:will|would|have|has|had|are|were|is|was|may|could|left|remain(?:ed)?|went)\b")
AND_ELSEWHERE = re.compile(r"(?:,|,?\s+and|\s+plus|,?\s+while)\s+(?:another\s+|a\s+further\s+)?$")
ELSEWHERE = re.compile(
    r"\s+(?:more\s+|others?\s+)?(?:in|from|to|at)\s+(?:the\s+|neighbou?ring\s+|northern\s+|southern\s+|eastern\s+|western\s+)?"
)
THEN_ANOTHER = re.compile(r"\s+and\s+(?:wound|injur|captur|kill|detain|arrest)\w+\s+$")


def with_ellipses(passage: Passage, found: list[Counted]) -> list[Counted]:
    """Adds numbers without a noun of their own: "three soldiers were killed and five wounded", "killing two and wounding six soldiers"."""
    if not found:
        return []
    taken = {counted.number.start for counted in found}
    for number in passage.numbers:
        if number.start in taken:
            continue
        donor = _donor(passage, number, found)
        if donor:
            tail = OTHERS_TAIL.match(passage.low[number.end - passage.span.start :][:20])
            end = number.end + (tail.end() if tail else 0)
            names = () if passage.low.startswith(" from ", end - passage.span.start) else donor.names
            found.append(Counted(number.start, end, number, donor.unit, names, "noun_understood", donor.words))
    return sorted(found, key=lambda counted: counted.start)


def _donor(passage: Passage, number: Number, found: list[Counted]) -> Counted | None:
    """The phrase whose noun is understood; none where people who are no force stand between."""
    at = number.end - passage.span.start
    following = next((counted for counted in found if counted.start > number.end), None)
    if following and SHARE_OF.fullmatch(passage.said(number.end, following.number.start)):
        return following
    of_whom = OF_WHOM.search(passage.said(number.start - 24, number.start)) is not None
    if previous_share := _share_or_elsewhere(passage, number, found):
        return previous_share
    listed = (
        NOTHING_COUNTED.match(passage.low, at) is not None
        and CASUALTY_BEFORE.search(passage.said(number.start - 40, number.start)) is not None
    )
    if not of_whom and not listed and not OTHERS.match(passage.low, at):
        return None
    previous = [counted for counted in found if counted.end <= number.start]
    if previous and (
        of_whom or CASUALTY_AFTER.match(passage.low, at) or CASUALTY_BEFORE.search(passage.said(number.start - 40, number.start))
    ):
        between = passage.said(previous[-1].end, number.start)
        return None if CIVIL_NEAR.search(between) or len(between) > 160 else previous[-1]
    if following and THEN_ANOTHER.fullmatch(passage.said(number.end, following.number.start)):
        return following
    return None


def _share_or_elsewhere(passage: Passage, number: Number, found: list[Counted]) -> Counted | None:
    """As in "Of the 4,000 soldiers in Iraq, 500 will leave"; "2,500 troops in Iraq and 900 in Syria"."""
    previous = [counted for counted in found if counted.end <= number.start]
    at = number.end - passage.span.start
    if not previous or len(between := passage.said(previous[-1].end, number.start)) > FAR or CIVIL_NEAR.search(between):
        return None
    last = previous[-1]
    if PREDICATE.match(passage.low, at) and OF_THE.search(passage.said(passage.span.start, last.start)) and THEN_ONLY.fullmatch(between):
        return last
    match = ELSEWHERE.match(passage.low, at)
    size = number.value or number.low or 0
    if match and size >= 10 and AND_ELSEWHERE.search(between) and match.end() + passage.span.start in passage.name_at:
        return last
    return None
