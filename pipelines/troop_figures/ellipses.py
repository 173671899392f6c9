"""Numbers whose noun is understood from another: "three soldiers were killed and five wounded". Standard library only."""

import re

from pipelines.text.known import entities
from pipelines.text.names import Name
from pipelines.text.numbers import Number
from pipelines.troop_figures.bare import last_before, understood
from pipelines.troop_figures.bare_patterns import LOST, MOVES, REACHES, SMALLEST, THING_AFTER
from pipelines.troop_figures.beside import TAKEN
from pipelines.troop_figures.bodies import force_of, kind_of
from pipelines.troop_figures.counted import CIVIL_NEAR, FAR, NOTHING_COUNTED, Counted
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.tolls import find_tolls
from pipelines.troop_figures.units import Unit

OTHERS_TAIL = re.compile(r"\s+(?:others?|more|of\s+(?:them|whom))\b")
THEN_ONLY = re.compile(r"[^,;]*,\s+(?:only\s+|just\s+)?")
OTHERS = re.compile(
    r"\s+(?:others?|more|of\s+(?:them|whom|the\s+\w+)|seriously|slightly|badly|critically|received|sustained|were|was|are|is|remains?|remained|had\s+been|have\s+been|been|dead|killed|wounded|injured|captured|missing|arrested|detained|and\s+(?:wound|injur|captur)\w+)\b"
)
CASUALTY_AFTER = re.compile(
    r"(?:\s+(?:others?|more|of\s+(?:them|whom)))?(?:\s+(?:were|was|are|is|have|has|had|been|also|reported|reportedly|seriously|slightly|badly|being|still|remains?|remained|feared|listed\s+as))*\s+"
    r"(?:dead|killed|wounded|injured|hurt|captured|missing|arrested|detained|died|surrendered|freed|released|unaccounted\s+for|kidnapped|abducted|taken\s+(?:prisoner|hostage|captive)|received\s+(?:\w+\s+)?(?:wounds|injuries)|"
    r"sustained\s+(?:\w+\s+)?(?:wounds|injuries))\b"
)
CASUALTY_BEFORE = re.compile(
    r"\b(?:kill|wound|injur|captur|hurt|maim|detain|arrest|kidnapp?|abduct)(?:s|es|ed|e|ing)?(?:\s+and\s+\w+ing)?\s+$"
)
OF_WHOM = re.compile(r"\bof\s+(?:whom|them|which)\s*,?\s+(?:only\s+|just\s+)?$")
SHARE_OF = re.compile(r"\s+of\s+(?:the|its|their|those|his|our|an?|[\w.]+['’]s?)\s+(?:(?!\d)[\w-]+\s+){0,2}$")
AGES = re.compile(r"\b(?:oldest|youngest|eldest|aged?|average)\b")
OF_THE = re.compile(r"(?:^|[,;:]\s+|\band\s+)\W*of\s+(?:the|its|their|those|our|[\w.-]+['’]s?)\s+$")
PREDICATE = re.compile(
    r"\s+(?:will|would|have|has|had|are|were|is|was|may|could|left|remain(?:ed)?|went|come|comes|came|serve|serves|belong(?:s|ed)?|fought|fled|survived|deserted|surrendered|died|returned)\b"
)
AND_WITH = re.compile(r"(?:,|,?\s+and|\s+plus|,?\s+while|,?\s+but|,?\s+with)\s+(?:another\s+|a\s+further\s+|only\s+|just\s+)?$")
AND_ELSEWHERE = re.compile(r"(?:,|,?\s+and|\s+plus|,?\s+while)\s+(?:another\s+|a\s+further\s+)?$")
ELSEWHERE = re.compile(
    r"\s+(?:more\s+|others?\s+)?(?:in|from|to|at)\s+(?:the\s+|neighbou?ring\s+|northern\s+|southern\s+|eastern\s+|western\s+)?"
)
IN_REGION = re.compile(
    r"\s+(?:more\s+|others?\s+)?(?:on\s+(?:\w+\s+)?(?:standby|stand-by|alert|leave|call|(?:their|its|the)\s+way)|in\s+(?:reserve|support|transit|hospital)|"
    r"(?:in|across|around|throughout|near)\s+(?:the\s+)?(?:(?:wider|whole|entire|surrounding|broader|rest\s+of\s+the|far|same)\s+)*(?:region|country|area|areas|north|south|east|west|capital|gulf|city|province|provinces|"
    r"countryside|islands?|border|mountains|desert|valley|town|neighbou?rhood|peninsula))\b"
)
FROM_ANOTHER = re.compile(r"\s+(?:more\s+|others?\s+)?from\s+(?:the|an)\s*(?:same|other)?\b")
THEN_ANOTHER = re.compile(r"\s+and\s+(?:wound|injur|captur|kill|detain|arrest)\w+\s+$")


LIST_BEFORE = re.compile(r"(?:^|[,;:]|\b(?:and|while|but|from|against|compared\s+(?:with|to)))\W*(?:the\s+)?$")
LIST_BETWEEN = re.compile(
    r"(?:['’]s)?(?:,\s+(?:which|who|a|an|the)\b[^,]{3,70},)?\s+(?:(?:now|also|already|still)\s+)?(?P<verb>(?:\w+\s+){0,2}?)(?:another\s+)?"
)
LIST_VERB = re.compile(
    r"(?:has|have|had|lost|sent|suppl(?:y|ies|ied)|contribut\w+|provid\w+|keeps?|deployed|with|will\s+send|is\s+sending)\s+"
)
LIST_TO_COME = re.compile(r",?\s+(?:and\s+)?X\s+(?:[\d.,]+,?\s+and\s+X\s+)?")
"""Between the number and the next that has the noun: "Bangladesh has 1,400, Chad 1,440 and Egypt 1,070 soldiers"."""
ADJECTIVE_AND = re.compile(r"\s*,?\s+(?:and|or)\s+|,\s+")
LIST_KINDS = frozenset({"country", "alliance", "mission", "armed_group", "armed_force"})
POSSESSED = re.compile(r"['’]s?\s+")
TOLLS = re.compile(r"\b(?:losses|dead|casualties|fatalities|death\s+toll)\b")
TOLL_REACH = 30
LOST_OWN = Unit("troops", "force")
LISTED_PEOPLE = re.compile(
    r"(?::|\b(?:including|included|among\s+them|among\s+whom|of\s+them|of\s+whom|namely|were|are)|—|–)\s+(?:[\w’'.-]+,?\s+){0,16}$"
)
SHARE_BEFORE = re.compile(r"\b(?:thirds?|half|quarters?|fifths?|percent|cent|most|some)\s+of\s+$")
PEOPLE = re.compile(r"(?<!s)s$|^(?:British|French|Dutch|Danish|Spanish|Irish|Polish|Turkish|Swedish|Finnish|Chinese|Japanese)$")


def with_ellipses(passage: Passage, found: list[Counted], earlier: Counted | None = None) -> list[Counted]:
    """Adds numbers without a noun of their own: "three soldiers were killed and five wounded", "killing two and wounding six soldiers".

    Args:
        passage: the sentence.
        found: what is counted in it by a noun.
        earlier: the last that the sentence before counts, where it may still be spoken of.
    """
    tolls = find_tolls(
        passage, {counted.number.start for counted in found if counted.unit.kind != "suspect"}, counts=bool(found or earlier)
    )  # "lost eight men"
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
        elif (bare := understood(passage, number, found, earlier)) and bare[1] == "lost_own":
            found.append(Counted(number.start, number.end, number, LOST_OWN, (), "toll_of_body"))
        elif bare and bare[1] == "of_own":
            found.append(Counted(number.start, number.end, number, bare[0].unit, (), "noun_understood"))
        elif bare and (owner := _of_toll(passage, number)):
            unit = bare[0].unit if kind_of(force_of(owner) or "") == "armed_group" else LOST_OWN
            found.append(Counted(number.start, number.end, number, unit, (owner,), "size_understood"))
        elif donor_here := _donor(passage, number, found):
            found.append(_shared(passage, number, donor_here, bare[1] if bare and bare[1] != "nearest" else ""))
        elif bare:
            found.append(_shared(passage, number, bare[0], bare[1], here=bare[0] is not earlier))
        found.sort(key=lambda counted: counted.start)
    return sorted(found, key=lambda counted: counted.start)


def _shared(passage: Passage, number: Number, donor: Counted, rule: str, *, here: bool = True) -> Counted:
    """A number with the noun of its donor; where that is only the nearest, the sentence may tell better whose they are and what they do."""
    at = number.end - passage.span.start
    nearest = rule == "nearest" and not LOST.match(passage.low, at)
    tail = OTHERS_TAIL.match(passage.low[at:][:20])
    end = number.end + (tail.end() if tail else 0)
    elsewhere = passage.low.startswith(" from ", end - passage.span.start)
    names, like = ((), None) if elsewhere else (donor.names, donor.start)
    if rule == "nearest" and not here:
        names = ()
    shown = "size_understood" if nearest or (rule == "size_understood" and not LOST.match(passage.low, at)) else "noun_understood"
    return Counted(number.start, end, number, donor.unit, names, shown, _words(donor), like=like)


def of_the_people(passage: Passage, taken: set[int], forces: dict[str, Unit], contingents: Unit | None, *, casual: bool) -> list[Counted]:
    """Soldiers who are called by their people: "About 1,000 Americans will leave", where the text has counted American troops before.

    Args:
        passage: the sentence.
        taken: where the numbers begin that already count something.
        forces: ids of the forces spoken of in this and the last sentences, with what was counted.
        contingents: what has just been counted: "Of the 4,200 peacekeepers 571 Jordanians are there".
        casual: whether somebody may come to harm; contingents are then only those of a list.
    """
    found = []
    for number in passage.numbers if forces or contingents else ():
        name = passage.name_at.get(number.end + 1)
        if name is None or number.start in taken or not PEOPLE.search(name.surface):
            continue
        listed = LISTED_PEOPLE.search(passage.said(passage.span.start, number.start)) is not None
        unit = forces.get(force_of(name) or "") or (contingents if listed or not casual else None)
        if _size(number) < (2 if listed else SMALLEST) or SHARE_BEFORE.search(passage.said(number.start - 20, number.start)):
            continue
        after = name.end - passage.span.start
        if unit and any(told.match(passage.low, after) for told in (NOTHING_COUNTED, LOST, MOVES, TAKEN)):
            found.append(Counted(number.start, name.end, number, unit, (name,), "people_of_force"))
    return found


def _of_toll(passage: Passage, number: Number) -> Name | None:
    """Whose losses a number tells: "put Russian losses at more than 20 dead"."""
    toll = max(TOLLS.finditer(passage.said(passage.span.start, number.start)), key=re.Match.start, default=None)
    if toll is None or number.start - passage.span.start - toll.end() > TOLL_REACH:
        return None
    at = toll.start() + passage.span.start
    return next((name for name in passage.names if 0 < at - name.end <= 3), None)


def _words(donor: Counted) -> str:
    """What the words of the donor say of both; "9 dead and 12 wounded" share a body and no fate."""
    return "" if donor.rule == "toll_of_body" else donor.words


def _size(number: Number) -> int:
    return number.value or number.low or number.high or 0


def _listed_force(passage: Passage, number: Number, found: list[Counted], earlier: Counted | None) -> tuple[Counted, Name] | None:
    """As in "Germany has 1,100 soldiers, France 4,500": each number belongs to the name before it."""
    if (
        NOTHING_COUNTED.match(passage.low, number.end - passage.span.start) is None
        or _size(number) < SMALLEST
        or number.qualifier == "vague"
    ):
        return None
    name, verb = _name_in_list(passage, number)
    if name and not verb and earlier and POSSESSED.fullmatch(passage.said(name.end, number.start)):
        return last_before(passage, number, found) or earlier, name  # "Nigeria's 1,200"
    if name is None:
        return None
    donor = last_before(passage, number, found)
    if donor and donor.end <= name.start and not any(held.entity_id == name.entity_id for held in donor.names):
        return donor, name
    return (earlier, name) if earlier and verb and not donor and earlier.unit.kind in ("force", "police") else None


def _adjective_alone(passage: Passage, number: Number, found: list[Counted]) -> tuple[Counted, Name] | None:
    """As in "three American and five Afghan soldiers"."""
    name = passage.name_at.get(number.end + 1)
    before = last_before(passage, number, found)
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


def _donor(passage: Passage, number: Number, found: list[Counted]) -> Counted | None:
    """The phrase whose noun is understood; none where people who are no force stand between."""
    at = number.end - passage.span.start
    if THING_AFTER.match(passage.low, at):
        return None
    following = next((counted for counted in found if counted.start > number.end), None)
    if following and LIST_TO_COME.fullmatch(_without_names(passage, number.end, following.start)):
        return following
    if following and SHARE_OF.fullmatch(passage.said(number.end, following.number.start)):
        return following
    before = passage.said(number.start - 36, number.start)
    of_whom = OF_WHOM.search(before) is not None and not AGES.search(before)
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


def _without_names(passage: Passage, start: int, end: int) -> str:
    """The words between, with X for each name."""
    if end - start > FAR:
        return ""
    between = passage.said(start, end)
    for name in reversed([name for name in passage.names if start <= name.start and name.end <= end]):
        between = between[: name.start - start] + "X" + between[name.end - start :]
    return between


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
    if FROM_ANOTHER.match(passage.low, at) and size >= SMALLEST and AND_ELSEWHERE.search(between):
        return last
    if size >= SMALLEST and AND_WITH.search(between) and IN_REGION.match(passage.low, at):
        return last  # "5,000 in Iraq and 60,000 in the wider region", "with 600 on standby"
    if match and size >= 10 and AND_ELSEWHERE.search(between) and match.end() + passage.span.start in passage.name_at:
        return last
    return None
