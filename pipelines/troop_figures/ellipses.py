"""Numbers whose noun is understood from another: "three soldiers were killed and five wounded". Standard library only."""

import re

from pipelines.text.known import entities
from pipelines.text.names import Name
from pipelines.text.numbers import Number
from pipelines.troop_figures.counted import CIVIL_NEAR, FAR, NOTHING_COUNTED, Counted
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.tolls import find_tolls

OTHERS_TAIL = re.compile(r"\s+(?:others?|more|of\s+(?:them|whom))\b")
THEN_ONLY = re.compile(r"[^,;]*,\s+(?:only\s+|just\s+)?")
OTHERS = re.compile(
    r"\s+(?:others?|more|of\s+(?:them|whom|the\s+\w+)|were|was|are|had\s+been|have\s+been|been|dead|killed|wounded|injured|captured|missing|arrested|detained|and\s+(?:wound|injur|captur)\w+)\b"
)
CASUALTY_AFTER = re.compile(
    r"(?:\s+(?:others?|more|of\s+(?:them|whom)))?(?:\s+(?:were|was|are|is|have|had|been|also|reported|reportedly|seriously|slightly|badly|being))*\s+"
    r"(?:dead|killed|wounded|injured|captured|missing|arrested|detained|died|surrendered|freed|released|unaccounted\s+for|kidnapped|abducted|taken\s+(?:prisoner|hostage|captive))\b"
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


LIST_BEFORE = re.compile(r"(?:^|[,;:]|\b(?:and|while|but|from|against|compared\s+(?:with|to)))\W*(?:the\s+)?$")
LIST_BETWEEN = re.compile(
    r"(?:['’]s)?(?:,\s+(?:which|who|a|an|the)\b[^,]{3,70},)?\s+(?:(?:now|also|already|still)\s+)?(?P<verb>(?:\w+\s+){0,2}?)(?:another\s+)?"
)
LIST_VERB = re.compile(
    r"(?:has|have|had|lost|sent|suppl(?:y|ies|ied)|contribut\w+|provid\w+|keeps?|deployed|with|will\s+send|is\s+sending)\s+"
)
ANOTHER = re.compile(r"\b(?:another|an?\s+additional|a\s+further)\s+(?:\w+\s+)?$")
SENT = re.compile(
    r"\b(?:send|deploy|withdraw|pull|bring|add|dispatch|commit|contribute|need|request)(?:s|ing|ed)?\s+(?:in\s+|out\s+|home\s+)?(?:another|an?\s+additional|a\s+further)\s+$"
)
OF_THEM = re.compile(r"\s+of\s+(?:them|these|those)\b(?!\s+(?:who|with|that)\b)")
DOWN_FROM = re.compile(r"\b(?:down|up)\s+from\s+(?:a\s+(?:peak|high)\s+of\s+)?$")
JOIN = re.compile(r"\b(?:join|joining|reinforce|reinforcing|on\s+top\s+of|in\s+addition\s+to|alongside)\s+(?:the\s+|another\s+)?$")
ADJECTIVE_AND = re.compile(r"\s*,?\s+(?:and|or)\s+|,\s+")
AGO = re.compile(r"\s+(?:an?|one|two|three|four|five|six|\d+)\s+(?:day|week|month|year|decade)s?\s+(?:ago|earlier|before)\b")
STAY = re.compile(r"\s+(?:will|would|are\s+to|remain(?:ed)?|stay(?:ed)?|have\s+left|were\s+to)\b")
OTHERS_FIRST = re.compile(r"\s+(?:others?|more|of\s+(?:them|those))\b")
LEAD_IN = re.compile(r"\W*(?:(?:and|but|at|some|also|meanwhile|in\s+addition|on\s+\w+day)\W+)*")
CONTINUES = re.compile(
    r"\b(?:will|would|remain|others?|more|of\s+(?:them|these|those)|another|additional|further|has|have|had|lost|sent|suppl(?:y|ies)|contributes?|sends?)\b"
)
LIST_KINDS = frozenset({"country", "alliance", "mission", "armed_group", "armed_force"})
COUNTABLE = frozenset({"force", "police", "group", "men"})
SMALLEST = 10  # a smaller number without a noun is too often something else
REACHES = 160  # characters from a noun to the number that it is understood with


def may_continue(low: str) -> bool:
    """Whether a sentence may count more of those whom the sentence before has counted."""
    return CONTINUES.search(low) is not None


def with_ellipses(passage: Passage, found: list[Counted], earlier: Counted | None = None) -> list[Counted]:
    """Adds numbers without a noun of their own: "three soldiers were killed and five wounded", "killing two and wounding six soldiers".

    Args:
        passage: the sentence.
        found: what is counted in it by a noun.
        earlier: the last that the sentence before counts, where it may still be spoken of.
    """
    tolls = find_tolls(passage, {counted.number.start for counted in found if counted.unit.kind != "suspect"})  # "lost eight men"
    if tolls:
        found = [counted for counted in found if all(counted.start != toll.start for toll in tolls)] + tolls
    if not found and not earlier:
        return []
    taken = {counted.number.start for counted in found}
    for number in passage.numbers:
        if number.start in taken:
            continue
        if shared := _adjective_alone(passage, number, found):
            donor, name = shared
            found.append(Counted(number.start, name.end, number, donor.unit, (name,), "noun_understood", _words(donor)))
        elif listed := _listed_force(passage, number, found, earlier):
            donor, name = listed
            found.append(Counted(number.start, number.end, number, donor.unit, (name,), "noun_understood", _words(donor)))
        elif donor_here := _donor(passage, number, found) or _understood(passage, number, found, earlier):
            tail = OTHERS_TAIL.match(passage.low[number.end - passage.span.start :][:20])
            end = number.end + (tail.end() if tail else 0)
            elsewhere = passage.low.startswith(" from ", end - passage.span.start)
            names, like = ((), None) if elsewhere else (donor_here.names, donor_here.start)
            found.append(Counted(number.start, end, number, donor_here.unit, names, "noun_understood", _words(donor_here), like=like))
        found.sort(key=lambda counted: counted.start)
    return sorted(found, key=lambda counted: counted.start)


def _words(donor: Counted) -> str:
    """What the words of the donor say of both; "9 dead and 12 wounded" share a body and no fate."""
    return "" if donor.rule == "toll_of_body" else donor.words


def _size(number: Number) -> int:
    return number.value or number.low or number.high or 0


def _before(passage: Passage, number: Number, found: list[Counted]) -> Counted | None:
    """What is counted last before the number, near it and with no civilians between."""
    last = max((counted for counted in found if counted.end <= number.start), key=lambda counted: counted.start, default=None)
    if last is None or number.start - last.end > REACHES or last.unit.kind not in COUNTABLE:
        return None
    return None if CIVIL_NEAR.search(passage.said(last.end, number.start)) else last


def _listed_force(passage: Passage, number: Number, found: list[Counted], earlier: Counted | None) -> tuple[Counted, Name] | None:
    """As in "Germany has 1,100 soldiers, France 4,500": each number belongs to the name before it."""
    if (
        NOTHING_COUNTED.match(passage.low, number.end - passage.span.start) is None
        or _size(number) < SMALLEST
        or number.qualifier == "vague"
    ):
        return None
    name, verb = _name_in_list(passage, number)
    if name is None:
        return None
    donor = _before(passage, number, found)
    if donor and donor.end <= name.start and not any(held.entity_id == name.entity_id for held in donor.names):
        return donor, name
    return (earlier, name) if earlier and verb and not donor and earlier.unit.kind == "force" else None


def _adjective_alone(passage: Passage, number: Number, found: list[Counted]) -> tuple[Counted, Name] | None:
    """As in "three American and five Afghan soldiers"."""
    name = passage.name_at.get(number.end + 1)
    before = _before(passage, number, found)
    if name and name.form == "adjective" and before and before.names and ADJECTIVE_AND.fullmatch(passage.said(before.end, number.start)):
        return (before, name) if NOTHING_COUNTED.match(passage.low, name.end - passage.span.start) else None
    following = next((counted for counted in found if counted.start >= number.end), None)
    if name is None or following is None or name.form != "adjective":
        return None
    return (following, name) if ADJECTIVE_AND.fullmatch(passage.said(name.end, following.start)) and following.names else None


def _name_in_list(passage: Passage, number: Number) -> tuple[Name | None, bool]:
    """The force right before the number, and whether a verb stands between: "France 4,500", "Georgia, which is no member, has 860"."""
    for name in [name for name in passage.names if name.end <= number.start][:-4:-1]:
        entity = entities().get(name.entity_id)
        if number.start - name.end > REACHES or entity is None or entity.kind not in LIST_KINDS:
            continue
        between = LIST_BETWEEN.fullmatch(passage.said(name.end, number.start))
        if between is None or not LIST_BEFORE.search(passage.said(passage.span.start, name.start)):
            continue
        if not between["verb"] or LIST_VERB.fullmatch(between["verb"]):
            return name, bool(between["verb"])
    return None, False


def _understood(passage: Passage, number: Number, found: list[Counted], earlier: Counted | None) -> Counted | None:
    """As in "48 of them in Mali", "wants to send another 2,000", "Nine others were wounded" (after a sentence on soldiers)."""
    at = number.end - passage.span.start
    donor = _before(passage, number, found) or earlier
    if donor is None:
        return None
    before = passage.said(number.start - 40, number.start)
    if OF_THEM.match(passage.low, at):
        return donor if donor is not earlier or not CIVIL_NEAR.search(passage.said(passage.span.start, number.start)) else None
    alone = NOTHING_COUNTED.match(passage.low, at) is not None
    if alone and _size(number) >= SMALLEST and (SENT.search(before) or (donor is not earlier and ANOTHER.search(before))):
        return donor
    if alone and _size(number) >= SMALLEST and JOIN.search(before):
        return donor
    if donor is not earlier and DOWN_FROM.search(before) and (alone or AGO.match(passage.low, at)):
        return donor
    first = LEAD_IN.fullmatch(passage.said(passage.span.start, number.start)) is not None
    if first and donor is earlier and _size(number) >= SMALLEST and donor.unit.kind == "force" and STAY.match(passage.low, at):
        return donor
    if first and donor is earlier and OTHERS_FIRST.match(passage.low, at) and CASUALTY_AFTER.match(passage.low, at):
        return donor
    return None


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
