"""What is told of each figure that a sentence counts, and single members and uncounted troops of whom something is told.

Standard library only.
"""

import re
from collections.abc import Sequence, Set

from pipelines.text.known import entities
from pipelines.text.names import Name
from pipelines.text.numbers import Number, lower_like
from pipelines.troop_figures.beside import to_come
from pipelines.troop_figures.bodies import force_of
from pipelines.troop_figures.counted import Counted, article_phrase
from pipelines.troop_figures.cues import CASUALTIES, Cue
from pipelines.troop_figures.formations import CIVIL_TOO
from pipelines.troop_figures.measures import HELD_BODY, read_measure
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.reading import Last, Reading
from pipelines.troop_figures.singles import articled
from pipelines.troop_figures.units import Unit, phrase_after
from pipelines.troop_figures.whole import whole_of

ARMED_GROUP = re.compile(
    r"insurgen|militant|rebel|guerr?illa|taliban|terroris|al[- ]qa|haqqani|extremist|subversive|jihad|\bied\b|explosives?\b|"
    r"rocket-propelled|weapons\s+(?:dealer|cache|smuggler|trafficker)"
)
ARMED_WORK = re.compile(ARMED_GROUP.pattern + r"|\bied\b|explosive|bomb|roadside")
DEFINITE = re.compile(
    r"\b(?P<done>killed|killing|arrested|arresting|captured|capturing|detained|detaining|apprehended)(?:\s+(?:the|its|their|his))?(?=\s)"
    r"|\b(?:the|its|their|his)(?=\s)"
)
"""Before one whom the text has told of: "killed the insurgent", "arrested Taliban leader Ruma"."""
AIMED = re.compile(r"(?<!managed )(?<!able )(?<!began )\bto\s+$")
"""Before a verb of which only the purpose is told: "an operation to detain a leader"."""
UNCOUNTED = re.compile(r"\b(?:additional|more|extra|further|fresh)(?=\s)")
PERHAPS = re.compile(r"\b(?:potentially|possibly|perhaps|maybe|conceivably)\s+(?:even\s+|with\s+)?$")
NOT_MORE = re.compile(
    r"(?:\bno|\bany|\bone|\bonce|\bmuch|\bthe|\d|[a-z]{3,}ty|hundred|thousand|dozen|two|three|four|five|six|ten|many)\s+$"
)
DENIED = re.compile(r"\b(?:denied|denies|deny|denying|no\s+truth)\b[^.;]{0,24}?\bthat\b[^.;]*$")
SMALL, FEWEST = 10, 2
OFFICERS_OF = re.compile(r"\b(?:army|soldiers?|military|troops|battalion|brigade|navy|noncommissioned|enlisted)\b")
HOME = re.compile(
    r"\b(?:sen[dt]|flew|flown|fly|taken|brought|went|return\w*)\s+home\b|\brepatriat|\bhanded\s+over|\bexchang|\bswap|\breleas|\bfreed\b"
)
OF_WAR = re.compile(r"\b(?:of\s+war|pows?|p\.o\.w)")
TOOK = re.compile(r"\b(?:take|takes|took|taken|taking|capture|captures|captured|capturing)\s+(?:(?:also|another|about|some|the)\s+)*$")
BEFORE_COURT = re.compile(
    r"\s+(?:\w+\s+)?(?:were|was|are|have\s+been|had\s+been|face|faced)\s+(?:\w+ly\s+)?(?:accused|charged|charges|convicted|tried|trial|dismissed|suspended|indicted|sued|"
    r"acquitted|sentenced|investigated|fired|found\s+guilty|put\s+on\s+trial|disciplined|sacked)\b"
)
IN_ARMS = re.compile(r"\b(?:military|security|defen[cs]e|private|armed|mercenar\w+|guns)\b")
THERE, SOON = Reading("present", "reported", None, "none"), Reading("to_deploy", "planned", None, "none")
ITS_VERB = re.compile(r"\s+(?:have|has|had|are|were)\s+(?!to\b|been\s+to\b)")
STAND = re.compile(
    r"(?:\s+of\s+(?:whom|them))?\s+(?:stand|remain|serve|(?:are|were)\s+(?:already|now|stationed|based|there)|(?:have|had)\s+(?:already\s+)?(?:arrived|been\s+there))\b"
)
"""After some of those who are to come: "the force will be 1,000 strong, 300 of whom are already there"."""
OF_THEM = re.compile(r"\b(?:of|among)\s+(?:whom|them|these|those)\s*,?\s+(?:only\s+|at\s+least\s+)?$")
OF_THESE = re.compile(
    r"\W*(?:(?:and|but|about|some|at\s+least)\s+)*(?:of\s+(?:these|them|those|this\s+number)|among\s+(?:them|these)|they\s+(?:includ\w+|were|are)|(?:the|those)\s+(?:dead|killed|victims|slain|fallen)\s+(?:were|are|includ\w+)|\w+\s+of\s+(?:them|these)\s+(?:were|are))\b"
)
TOLD_BEFORE = {
    "killed": re.compile(r"\b(?:dead|killed|died|deaths|death\s+toll|lost\s+their\s+lives|fatalities|lives\s+of)\b"),
    "wounded": re.compile(r"\b(?:wounded|injured)\b"),
    "captured": re.compile(r"\b(?:captured|arrested|detained|taken\s+prisoner|prisoners)\b"),
}
POLICE = re.compile(r"\bpolice")
"""Fewer than this, of whom nothing is told, is a scene and not a figure."""
NARROW_KINDS = frozenset({"leader", "suspect"})
KNOWN_KINDS = NARROW_KINDS | {"group"}
ONCE = frozenset({"killed", "captured"})
LISTED_NEXT = re.compile(r"(?:,|,?\s+and|\s+plus)\s+(?:also\s+|the\s+)?")
AND_THEN = re.compile(r"[^.;]*\band\s+")
TOLL = re.compile(r"\b(?:dead|deaths|toll|losses|casualties|killed|fatalities)\b")


def read_all(
    passage: Passage, counted: Sequence[Counted], cues: list[Cue], earlier: Last | None, told: Set[str], *, grouped: bool, casual: bool
) -> list[tuple[Counted, Reading]]:
    """The figures of a sentence with what is told of them.

    Args:
        passage: the sentence.
        counted: what it counts, in order.
        cues: its cues.
        earlier: the last figure of a sentence before, where this one may go on with it.
        told: the measures of the figures before, for what the text says a second time.
        grouped: whether the text tells of an armed group at all.
        casual: whether the sentence may tell of losses.
    """
    readings: list[tuple[Counted, Reading]] = []
    for one in counted:
        reading = _reading(passage, one, cues, grouped=grouped)
        if reading and readings and _has_its_verb(passage, one, reading, readings[-1][0]):
            reading = THERE
        elif reading is None or reading.side == "none" or _reaches_over(passage, one, reading, readings):
            reading = _taken_over(passage, one, readings[-1] if readings else None, earlier) or reading
        if reading:
            readings.append((one, reading))
    if casual:
        readings += _members(passage, counted, cues, grouped=grouped)
        if grouped:
            readings += _known_members(passage, [one for one, _ in readings], cues, {*told, *(reading.measure for _, reading in readings)})
    return readings + (_uncounted(passage, counted, cues) if not passage.in_title else [])


def _to_come(reading: Reading) -> Reading:
    """As in "1,000 have left, another 3,000 would follow"."""
    measure = {"withdrawn": "to_withdraw", "deployed": "to_deploy"}.get(reading.measure, reading.measure)
    return reading._replace(measure=measure, status="planned" if reading.status == "reported" else reading.status)


def _has_its_verb(passage: Passage, one: Counted, reading: Reading, before: Counted) -> bool:
    """As in "has promised 2,000 men, and 1,400 have got to the border": the verb before tells of the first only."""
    if not one.rule.endswith("understood") or reading.side != "left" or reading.cue is None:
        return False
    if reading.measure in CASUALTIES and OF_THEM.search(passage.said(one.start - 24, one.start)):
        return False  # "killed 13 soldiers, of whom nine were Nepalese"
    over = reading.cue.start + passage.span.start < before.start < one.start
    return over and ITS_VERB.match(passage.low, one.end - passage.span.start) is not None


def _reaches_over(passage: Passage, one: Counted, reading: Reading, readings: Sequence[tuple[Counted, Reading]]) -> bool:
    """As for the 13 in "4,200 were detained, and 29 soldiers have died, 13 of them in an ambush": what is told of the 29 is nearer."""
    if one.rule != "noun_understood" or reading.side != "left" or reading.cue is None or not readings:
        return False
    return reading.cue.start + passage.span.start < readings[-1][0].start


def _taken_over(passage: Passage, one: Counted, before: tuple[Counted, Reading] | None, earlier: Last | None) -> Reading | None:
    """What has been told of the figure before, where the next is told in the same breath."""
    if before and one.unit.kind not in NARROW_KINDS and _goes_on(passage, before, one):
        return before[1]  # "put the number of dead at 224 fighters, 183 rebels"
    if one.rule == "people_of_force" and before and (before[1].measure in CASUALTIES or before[1].status != "reported"):
        return before[1]  # "sixteen peacekeepers died, among them nine South Africans"
    if before and before[1] == SOON and LISTED_NEXT.fullmatch(passage.said(before[0].end, one.start)):
        return SOON  # "will start with 5,000 soldiers and 1,250 policemen"
    if one.rule == "noun_understood":  # "4,000 soldiers from Kenya and 1,200 from Ghana": what is told of both
        told = before[1] if before else earlier.reading if earlier else None
        if told and told.status != "reported" and STAND.match(passage.low, one.end - passage.span.start):
            return THERE
        return _to_come(told) if told and to_come(passage, one) else told
    if one.rule == "size_understood" and earlier and TOLL.search(passage.low):
        return earlier.reading  # "the army puts its losses at 40"
    return None


def _reading(passage: Passage, counted: Counted, cues: list[Cue], *, grouped: bool) -> Reading | None:
    """What is told of a counted force; None where it makes no figure."""
    reading = read_measure(passage, counted, cues)
    if counted.unit.kind == "prisoner":
        return _as_prisoners(passage, counted, reading)
    if counted.unit.kind == "officers" and not _become_known(passage, counted):
        return None
    harmed = reading is not None and reading.measure in CASUALTIES
    if counted.unit.name == "contractors" and not IN_ARMS.search(passage.low) and not (harmed and whole_of(passage).tells_of_armies):
        return None  # builders and makers
    if counted.unit.kind in NARROW_KINDS:
        told = ("captured", "released") if counted.unit.kind == "suspect" else ("captured", "killed", "released")
        return reading if grouped and reading and reading.measure in told and reading.status == "reported" else None
    if (reading is None or reading.measure == "present") and BEFORE_COURT.match(passage.low, counted.end - passage.span.start):
        return None
    size = counted.number.value or counted.number.low or counted.number.high or 0
    if counted.rule == "strength_of_body" and size < SMALL:
        return None
    if reading is not None and not (_is_of_body(reading) and to_come(passage, counted)):
        return _denied(passage, counted, reading)
    there_or_soon = SOON if to_come(passage, counted) else THERE
    if counted.formations:
        return there_or_soon if counted.names or counted.unit.name not in CIVIL_TOO else None
    named = any(force_of(name) for name in counted.names)
    least = FEWEST if named and counted.unit.kind != "group" else SMALL
    if size < least and counted.rule != "strength_of_body":
        return None
    if dead := _of_the_dead(passage):
        return dead
    return _denied(passage, counted, there_or_soon)


def _is_of_body(reading: Reading) -> bool:
    """As in "a contingent of 700 that will come": the noun for the whole tells not whether it is there."""
    return reading.measure == "present" and reading.cue is not None and reading.cue.form in HELD_BODY


def _of_the_dead(passage: Passage) -> Reading | None:
    """As in "More than 1,100 people are dead. Of these 165 are soldiers": what the sentence before tells of them all."""
    if not passage.index or not OF_THESE.match(passage.low):
        return None
    before = passage.document.sentences[passage.index - 1]
    low = lower_like(passage.document.text[before.start : before.end])
    told = next((measure for measure, words in TOLD_BEFORE.items() if words.search(low)), None)
    return Reading(told, "reported", None, "noun") if told else None


def _as_prisoners(passage: Passage, counted: Counted, reading: Reading | None) -> Reading | None:
    """Prisoners of a named armed group, of war, or who are taken in one, are captured members of forces; other prisoners are no force."""
    taken = TOOK.search(passage.said(counted.start - 40, counted.start)) is not None and whole_of(passage).tells_of_armies
    if not taken and not _is_of_group(counted.names) and not OF_WAR.search(counted.words):
        return None
    if HOME.search(passage.low):
        return Reading("released", "reported", None, "noun")
    told = reading is not None and reading.measure in CASUALTIES
    return reading if told else Reading("captured", "reported", None, "noun")


def _goes_on(passage: Passage, before: tuple[Counted, Reading], one: Counted) -> bool:
    """Whether a figure is the next of a list of losses."""
    return (
        before[1].side != "none"
        and before[1].measure in CASUALTIES
        and LISTED_NEXT.fullmatch(passage.said(before[0].end, one.start)) is not None
    )


def _become_known(passage: Passage, counted: Counted) -> bool:
    """Makes officers policemen or soldiers by what the sentence speaks of; False where it speaks of neither."""
    document, index = passage.document, passage.index
    before = document.sentences[index - 1] if index else passage.span
    for low in (passage.low, lower_like(document.text[before.start : before.end])):
        police = POLICE.search(low) is not None
        counted.unit = Unit("police", "police") if police else Unit("officers", "force")
        if police or OFFICERS_OF.search(low):
            return True
    return False


def _denied(passage: Passage, counted: Counted, reading: Reading) -> Reading:
    """As in "denied that 300 soldiers had crossed"."""
    return reading._replace(status="denied") if DENIED.search(passage.said(counted.start - 60, counted.start)) else reading


def _members(passage: Passage, counted: Sequence[Counted], cues: list[Cue], *, grouped: bool) -> list[tuple[Counted, Reading]]:
    """Single members with an article: "a U.S. soldier was killed", "arrested a Taliban leader"."""
    found: list[tuple[Counted, Reading]] = []
    for one in articled(passage, counted):
        if one.unit.kind == "officers" and not _become_known(passage, one):
            continue
        reading = read_measure(passage, one, cues)
        if reading is None or reading.cue is None or reading.measure not in CASUALTIES or reading.status != "reported":
            continue
        if AIMED.search(passage.low, max(0, reading.cue.start - 24), reading.cue.start):
            continue
        if one.unit.kind in NARROW_KINDS and not (
            (grouped and (ARMED_WORK.search(one.words) or _joins(passage, one, found))) or _is_of_group(one.names)
        ):
            continue
        found.append((one, reading))
    return found


def _known_members(passage: Passage, taken: Sequence[Counted], cues: list[Cue], told: Set[str]) -> list[tuple[Counted, Reading]]:
    """Single members of armed groups of whom the text has spoken before: "killed the insurgent"; once for each measure."""
    found: list[tuple[Counted, Reading]] = []
    offset = passage.span.start
    for word in DEFINITE.finditer(passage.low):
        phrase = article_phrase(passage, word.end() + offset)
        if (
            phrase is None
            or phrase.unit.kind not in KNOWN_KINDS
            or any(one.start <= phrase.end and word.end() + offset <= one.end for one in taken)
        ):
            continue
        number = Number(phrase.start, phrase.start, 1, 1, 1, "exact")
        one = Counted(phrase.start, phrase.end, number, phrase.unit, phrase.names, "known_member", phrase.words)
        reading = read_measure(passage, one, cues)
        if reading is None or reading.cue is None or reading.measure not in ONCE or reading.status != "reported" or reading.measure in told:
            continue
        if not word["done"] and reading.side == "right":
            continue
        found.append((one, reading))
        told = {*told, reading.measure}
    return found


def _joins(passage: Passage, one: Counted, found: Sequence[tuple[Counted, Reading]]) -> bool:
    """As in "a Taliban leader and a facilitator": the second goes with the first."""
    return any(0 < one.start - other.end < 40 and AND_THEN.fullmatch(passage.said(other.end, one.start)) for other, _ in found[-1:])


def _is_of_group(names: Sequence[Name]) -> bool:
    return any((entity := entities().get(name.entity_id)) is not None and entity.kind == "armed_group" for name in names)


def _uncounted(passage: Passage, counted: Sequence[Counted], cues: list[Cue]) -> list[tuple[Counted, Reading]]:
    """As in "deploying additional troops": a figure without a number, kept only where somebody sends or withdraws them."""
    found: list[tuple[Counted, Reading]] = []
    offset = passage.span.start
    for word in UNCOUNTED.finditer(passage.low):
        if NOT_MORE.search(passage.low, max(0, word.start() - 12), word.start()):
            continue
        phrase = phrase_after(passage, word.end() + offset)
        if (
            phrase is None
            or phrase.unit.kind != "force"
            or any(one.start <= phrase.end and word.start() + offset <= one.end for one in counted)
        ):
            continue
        number = Number(word.start() + offset, word.end() + offset, None, None, None, "vague")
        one = Counted(number.start, phrase.end, number, phrase.unit, phrase.names, "no_number", phrase.words)
        reading = read_measure(passage, one, cues)
        if reading is None and PERHAPS.search(passage.said(one.start - 24, one.start)):
            reading = Reading("to_deploy", "hypothetical", None, "left")  # "a longer war with possibly more NATO troops"
        if reading and reading.side == "left" and reading.measure in ("to_deploy", "deployed") and reading.status != "denied":
            found.append((one, reading))
    return found
