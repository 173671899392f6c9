"""Losses that are counted without a noun for the lost: "cost the army 29 dead", "the police lost four men". Standard library only."""

import re

from pipelines.text.known import entities
from pipelines.text.names import Name
from pipelines.text.numbers import Number
from pipelines.troop_figures.bodies import force_of, kind_of
from pipelines.troop_figures.counted import NOTHING_COUNTED, Counted
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.subject_force import antecedent
from pipelines.troop_figures.units import BODIES, CIVIL, PLURALS, Unit, alternatives
from pipelines.troop_figures.whole import whole_of

LOST = re.compile(
    r"\s+(?P<what>dead|deaths|fatalities|killed|wounded|injured|missing|casualties|men)\b(?!\s+(?:civilians|people|and\s+women))"
)
OWNERS = alternatives(
    {*BODIES, *(form for form, unit in PLURALS.items() if unit.kind in ("force", "police", "group")), "side", "government"}
)
OWNER = re.compile(
    rf"(?<![\w-])(?P<owner>{OWNERS})(?:,[^,]{{2,60}},)?\s+(?:[\w’'.-]+\s+){{0,2}}?(?:lost|suffered|sustained|had\s+lost|losing|suffering|admitted|acknowledged|"
    r"conceded|admitted\s+to|reported|confirmed|counted|recorded|named|names|mourns?|mourned)\s+(?:only\s+|just\s+|the\s+loss\s+of\s+)?$"
)
PRONOUN_LOST = re.compile(r"\b(?P<pronoun>it|they)\s+(?:had\s+)?(?:lost|suffered)\s+(?:only\s+|just\s+)?$")
COST = re.compile(rf"\b(?:cost|costing)\s+(?:the\s+)?(?:[\w’'.-]+\s+){{0,2}}?(?P<owner>{OWNERS})\s+$")
OF_BODY = re.compile(rf"\s+(?:[\w’'.-]+\s+){{0,2}}?(?P<owner>{OWNERS}|army|rebel|guerrilla|military|police)\s+(?:deaths|dead|fatalities)\b")
SOMEBODY = re.compile(rf"(?<![\w-])(?P<owner>{OWNERS})(?![\w-])")
CIVIL_WORD = re.compile(rf"\b(?:{alternatives(CIVIL)})\b")
MEN_OF = re.compile(
    rf"(?<![\w-])(?P<owner>{OWNERS})(?:,[^,]{{2,60}},)?\s+(?:[\w’'.-]+\s+){{0,2}}?(?:has|have|had|with|commands?|fields?|numbers?|numbered|musters?)\s+(?:only\s+|just\s+|an\s+)?$"
)
MEMBERS = re.compile(r"\s(?:members|followers\s+under\s+arms)\b")
AMONG = re.compile(
    rf"\s+(?P<what>dead|deaths|fatalities|killed|wounded|injured)\s+(?:among|in|from|within)\s+(?:[\w’'.-]+\s+){{0,3}}?(?P<owner>{OWNERS})\b(?!\s+and)"
)
GROUP_MEMBERS = re.compile(
    r"\s+(?:(?:armed|active|core|hardcore|full-time)\s+)?members\b(?!\s+of\s+(?:the\s+)?(?:parliament|congress|council))"
)
GROUP_HAS = re.compile(
    r"\b(?:armed|rebel|militant|terror|terrorist|insurgent|jihadist|extremist|islamist|guerrilla|paramilitary)\s+(?:group|organi[sz]ation|movement|network|faction)\s+"
    r"(?:[\w’'.-]+\s+){0,4}?(?:have|has|had|with|commands?|numbers?|counts?)\s+(?:only\s+|just\s+)?$"
)
COMMANDS = re.compile(r"\b(?:commands?|commanded|commanding|at\s+the\s+head\s+of|in\s+command\s+of)\s+(?:a\s+force\s+of\s+)?$")
ARMED = ("armed_group", "armed_force", "mission")
FIELDS = re.compile(
    rf"(?<![\w-])(?P<owner>{OWNERS})(?:['’]s?)?\s+(?:(?:can|could|now|also|alone|already|once|still)\s+)*(?:fields?|fielded|musters?|mustered|numbers|numbered|boasts?|boasted|call\s+(?:up|on)|commands?)\s+"
    r"(?:only\s+|just\s+|a\s+total\s+of\s+)?$"
)
SIDE_LOSSES = re.compile(
    r"(?:['’]s?)?\s+(?:(?:own|total|official|overall|confirmed|(?P<army>military|army|combat|battlefield|troop))\s+)*(?P<what>losses|casualties|death\s+toll|toll|dead|deaths|fatalities|count|tally)\b"
    r"[^.;]{0,70}?\s(?:at|to|is|was|were|are|of|reached|exceed(?:ed)?|pass(?:ed)?|total(?:l?ed)?|number(?:ed)?)\s+(?:the\s+|only\s+|just\s+)?$"
)
LOST_ALONE = re.compile(
    rf"(?<![\w-])(?P<owner>{OWNERS})(?:,[^,]{{2,60}},)?\s+(?:(?:has|have|had|also|itself|themselves|alone)\s+)*(?:lost|lose|loses|buried|mourns?|mourned)\s+(?:only\s+|just\s+|at\s+least\s+|another\s+)?$"
)
OF_ARMIES = ("losses", "casualties")
OWN_LOSSES = re.compile(
    r"\b(?:its|their)\s+(?:own\s+)?(?:(?:military|army|combat|battlefield|total|overall)\s+)?(?:losses|casualties|dead|death\s+toll)\b[^.;]{0,60}?\s(?:at|to|is|was|were|are|of|reached|total(?:l?ed)?)\s+(?:the\s+|only\s+|just\s+)?$"
)
OF_SIDE = re.compile(r"\s+(?P<what>dead|deaths|fatalities|killed|wounded|casualties|losses)\b(?!\s+(?:civilians|people))")
SIDES = ("country", "alliance", "organisation", *ARMED)
SUFFERS = re.compile(
    r"\s+(?:(?:has|have|had|also|itself|alone)\s+)*(?:suffered|lost|sustained)\s+(?:(?:only|just|a\s+total\s+of|about|some)\s+)?"
)
ADMITS = re.compile(
    r"\s+(?:(?:has|have|had|also|itself|later|first|now)\s+)*(?:counted|reported|confirmed|admitted|acknowledged|conceded|announced|buried|mourned|mourns?)\s+(?:to\s+)?(?:(?:only|just|a\s+total\s+of|about|some)\s+)?"
)
HAS = re.compile(r"\s+(?:\w+\s+)?(?:has|have|had|with|commands?|fields?|numbers?|musters?)\s+")
FEW = 50  # fewer men that a body has are seldom its strength
KILLED = re.compile(r"\s(?:men|killed|losses)\b")
LOST_MEN = re.compile(r"\b(?:lost|losing)\s+(?:[\w’'.-]+\s+){0,2}?$")


def find_tolls(passage: Passage, taken: set[int], *, counts: bool) -> list[Counted]:
    """The losses of forces in a sentence.

    Args:
        passage: the sentence.
        taken: where the numbers begin that count something already.
        counts: whether forces have just been counted.
    """
    found = []
    for number in passage.numbers:
        if number.start not in taken and (counted := _toll(passage, number, counts=counts)):
            found.append(counted)
    return found


def _toll(passage: Passage, number: Number, *, counts: bool) -> Counted | None:
    at = number.end - passage.span.start
    if said := _named_after(passage, number) or _members(passage, number) or _fields(passage, number):
        return said
    if said := _of_side(passage, number, counts=counts):
        return said
    lost = LOST.match(passage.low, at)
    if lost is None:
        return None
    before = passage.said(number.start - 110, number.start)
    if lost["what"] == "men":
        if (number.value or number.low or 0) >= FEW and (strength := _men_of(passage, number, lost.end(), before)):
            return strength
        if not LOST_MEN.search(before):
            return None
    if whole_of(passage).tells_of_armies and (name := _suffers(passage, number, counts=counts)):
        return _counted(passage, number, lost.end(), "troops", (name,))
    owner = OWNER.search(before) or COST.search(before)
    if owner is None and lost["what"] == "men" and not CIVIL_WORD.search(before):
        owner = SOMEBODY.search(before)  # the first: "soldiers looking for rebels lost eight men"
    if owner:
        return _counted(passage, number, lost.end(), owner["owner"], ())
    pronoun = PRONOUN_LOST.search(before)
    body = max(SOMEBODY.finditer(before[: pronoun.start()]), key=re.Match.start, default=None) if pronoun else None
    return _counted(passage, number, lost.end(), body[0], ()) if body else None


def _named_after(passage: Passage, number: Number) -> Counted | None:
    """As in "300 Russian army deaths", "30 dead among the rebels"."""
    at = number.end - passage.span.start
    inside = OF_BODY.match(passage.low, at)
    among = None if inside else AMONG.match(passage.low, at)
    told = inside or among
    if told is None or CIVIL_WORD.search(told[0]):
        return None
    names = tuple(name for name in passage.names if number.end <= name.start < told.end() + passage.span.start)
    return _counted(passage, number, among.end("what") if among else told.end(), told["owner"], names)


def _fields(passage: Passage, number: Number) -> Counted | None:
    """As in "The army fields about 120,000", "the army lost six in the blast": no noun comes after the number."""
    at = number.end - passage.span.start
    if NOTHING_COUNTED.match(passage.low, at) and (owner := LOST_ALONE.search(passage.said(number.start - 80, number.start))):
        return _counted(passage, number, at, owner["owner"], ())
    if (number.value or number.low or 0) < FEW or not NOTHING_COUNTED.match(passage.low, at):
        return None
    owner = FIELDS.search(passage.said(number.start - 80, number.start))
    return _counted(passage, number, at, owner["owner"], (), "men_of_body") if owner else None


def _of_side(passage: Passage, number: Number, *, counts: bool) -> Counted | None:
    """As in "Russia's losses are at 20,000", "reported 45 Chinese dead", where a text tells of armies and the sentence of no civilians."""
    if not whole_of(passage).tells_of_armies or CIVIL_WORD.search(passage.low):
        return None
    at = number.end - passage.span.start
    name = passage.name_at.get(number.end + 1)
    if name and name.form == "adjective" and not name.surface.endswith("s") and _is_side(name):
        lost = OF_SIDE.match(passage.low, name.end - passage.span.start)
        return _counted(passage, number, lost.end(), "troops", (name,)) if lost else None
    lost = LOST.match(passage.low, at)
    if lost is None and not NOTHING_COUNTED.match(passage.low, at):
        return None
    for name in reversed(passage.names):
        losses = SIDE_LOSSES.fullmatch(passage.said(name.end, number.start)) if name.end <= number.start and _is_side(name) else None
        if losses and (counts or losses["what"] in OF_ARMIES or losses["army"]):
            return _counted(passage, number, lost.end() if lost else at, "troops", (name,))
    return None


def losses_of(passage: Passage, counted: Counted) -> str | None:
    """The side whose losses a figure tells: "puts Russian losses at 14,700 troops"."""
    for name in reversed(passage.names):
        if name.end <= counted.start and _is_side(name) and SIDE_LOSSES.fullmatch(passage.said(name.end, counted.start)):
            return force_of(name)
    own = OWN_LOSSES.search(passage.said(passage.span.start, counted.start))
    return antecedent(passage, passage.span.start + own.start()) if own else None


def _is_side(name: Name) -> bool:
    return kind_of(force_of(name) or "") in SIDES


def _members(passage: Passage, number: Number) -> Counted | None:
    """The members of an armed group that is named, or called one."""
    at = number.end - passage.span.start
    of = Unit("members", "group")
    if (members := GROUP_MEMBERS.match(passage.low, at)) and GROUP_HAS.search(passage.said(number.start - 70, number.start)):
        return _counted(passage, number, members.end(), "members", (), "men_of_body", of)
    if MEMBERS.match(passage.low, at) and (number.value or number.low or 0) >= FEW and (name := _has(passage, number)):
        return _counted(passage, number, at + len(" members"), "members", (name,), "men_of_body", of)
    return None


def _men_of(passage: Passage, number: Number, end: int, before: str) -> Counted | None:
    """As in "an army with 3,000 men", "commands 500 men"."""
    if owner := MEN_OF.search(before):
        return _counted(passage, number, end, owner["owner"], (), "men_of_body")
    if COMMANDS.search(before):
        return _counted(passage, number, end, "troops", (), "men_of_body")
    name = _has(passage, number)
    return _counted(passage, number, end, "troops", (name,), "men_of_body") if name else None


def _has(passage: Passage, number: Number) -> Name | None:
    """The armed group that has the men: "The Northern Alliance has about 15,000 men"."""
    name = next((name for name in reversed(passage.names) if name.end <= number.start), None)
    if name is None or (entity := entities().get(name.entity_id)) is None or entity.kind not in ARMED:
        return None
    return name if HAS.fullmatch(passage.said(name.end, number.start)) else None


def _suffers(passage: Passage, number: Number, *, counts: bool) -> Name | None:
    """Who has the losses: "Russia has suffered 300,000 casualties", "India lost 500 men", and after figures "India confirmed 20 dead"."""
    name = next((name for name in reversed(passage.names) if name.end <= number.start), None)
    if name is None or (entity := entities().get(name.entity_id)) is None or entity.kind not in ("country", *ARMED):
        return None
    between = passage.said(name.end, number.start)
    return name if SUFFERS.fullmatch(between) or (counts and ADMITS.fullmatch(between)) else None


def _counted(
    passage: Passage, number: Number, end: int, owner: str, names: tuple[Name, ...], rule: str = "toll_of_body", unit: Unit | None = None
) -> Counted:
    unit = unit or PLURALS.get(" ".join(owner.split()), Unit("police", "police") if owner.startswith("police") else Unit("troops", "force"))
    end += passage.span.start
    words = KILLED.sub(" dead", passage.said(number.end, end)) if rule == "toll_of_body" else ""
    return Counted(number.start, end, number, unit, names, rule, words)
