"""The verb after a figure: whose subject it is, or whose object in a relative clause. Standard library only."""

import re

from pipelines.troop_figures.cues import CASUALTIES, Cue, Entry, measure_and_status
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.reading import Reading

AUXILIARIES = re.compile(r"(?:\b(?:were|was|are|be|been|will|to|have|had)\s+)+$")
PERFECT = re.compile(r"\bha(?:s|ve|d)\b")
TO_OR_FROM = re.compile(r"\s+(?:to|from)\b")
BETWEEN_RIGHT = re.compile(
    r"(?:\s*,?\s*(?:who|which|that|all|both|each)\b)?(?:\s*[(\[][^()\[\]]{0,60}[)\]])?(?:,\s+(?:who|which|all|most|mostly|some|many|both|including|among\s+them|(?:[\w-]+\s+){1,3}of\s+(?:them|whom))\b[^,;]{0,80},)?(?:\s+(?:\w+(?:ed|ing)\s+)?(?:in|at|from|on|near|of|with|inside|across|throughout|under|by)\s+[\w’'.,-]+(?:\s+(?!(?:were|was|are|have|had|will|which|whom|where)\b)(?:\d[\d,]*\d|[\w’‘'.-]+)){0,6}?(?:,\s+(?:[\w’‘'.-]+\s+){1,3}(?:province|district|city|county|region|department),?)?(?:\s*\([^()]{0,40}\))?)?"
    r"(?:\s*,?\s+(?:and|or|as\s+well\s+as|along\s+with)\s+(?:(?:\d[\d,]*\d|[\w’'.-]+)\s+){0,6}?[\w’'.-]+?(?=\s+(?:were|was|are|have|had|has|will|is)\b|\s+$))?"
    r"(?P<aux>(?:\s*,?\s*(?:were|was|are|is|be|been|being|have|has|had|will|would|could|may|might|must|should|to|get|got|also|reportedly|currently|now|still|already|soon|just|not|all|later|subsequently|"
    r"immediately|initially|both|either|then|since|expected|due|scheduled|supposed|ready|able|forced|ordered|allowed|likely|either|confirmed|reported|thought|believed|said|feared|left|found|among\s+(?:the|those|(?:at\s+least\s+|some\s+|about\s+)?[\w,]+\s+(?:people|persons|others|victims|dead))|\w+ly))*)\s+"
)
IN_NOUN = re.compile(r"\b(?:in|of|from|during|after|by|for|at|with)\s+(?:[\w-]+\s+){0,3}$")
BE = re.compile(r"\b(?:were|was|are|is|be|been|being|got|get)\b")
AFTER_PARTICIPLE = re.compile(
    r"\s*(?:$|[.,;:!?)”\"\]—–-]|(?:in|by|on|when|during|and|or|as(?!\s+many)|at(?!\s+(?:least|most))|near|after|since|this|last|yesterday|today|overnight|so|while|from|to|for|dead|fighting|before|between|around|"
    r"across|inside|outside|throughout|along|alongside|mon|tues|wednes|thurs|fri|satur|sun|there|abroad|worldwide|here|earlier|under|recently|daily|is|was|were|are|has|had|have|amid|if)(?:day)?\b)"
)
LEFT_OVER = re.compile(r"\s*(?:$|[.,;)]|(?:out\s+of|in|behind|there|and|after|at|to)\b)")
SPEECH_BETWEEN = re.compile(r"\b(?:said|says|told|announced|warned|reported\s+that|claimed\s+that)\b(?!\s+to\b)")
WHOM = re.compile(r"\s+(?:whom|that|which)\s+(?!(?:were|was|are|is|have|had|has|will|would)\b)")
RELATIVE = 60
FOR_PLACE = re.compile(r"(?:\s+[\w’'.-]+){0,5}?\s+for\s+(?:the\s+)?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z]")
BOTH_DONE = re.compile(
    r"(?:\s+who)?(?:\s+(?:have|had|has))?(?P<passive>\s+(?:were|was|been|being))?\s+(?!\w*dentified\b)(?:\w+ed|\w+own|came|went|got|laid|threw|put|ran|crept|left|fell|shot|hit|caught|taken)\b[^.;:,]{0,60}?"
    r"\s+and\s+(?:(?:then|later|finally|also)\s+)?(?P<again>(?:were|was)\s+)?"
)
AWAY = re.compile(r"\s+(?:away\s+from|out\s+of|back\s+from|off)\b")
WIDEST = 110


def told_after(passage: Passage, end: int, cues: list[Cue]) -> Reading | None:
    """What the verb after a figure tells of it; `end` is where the figure ends in the sentence."""
    low = passage.low
    told = _sent_by(low, end, cues) or _moved_out(low, _left_for(passage, _right(low, end, cues)))
    return told if told and told.measure in CASUALTIES else _done_at_last(low, end, cues) or told


def is_finite(low: str, reading: Reading) -> bool:
    return (
        reading.role == "subject"
        or BE.search(low, max(0, (reading.cue.start if reading.cue else 0) - 12), reading.cue.start if reading.cue else 0) is not None
    )


def _sent_by(low: str, end: int, cues: list[Cue]) -> Reading | None:
    """As in "200 instructors whom the Pentagon is sending": the verb of the relative clause whose object they are."""
    if not WHOM.match(low, end):
        return None
    for cue in cues:
        if cue.start >= end and cue.start - end < RELATIVE:
            entry = next((entry for entry in cue.entries if entry.role == "object" and entry.tense != "nouns"), None)
            return Reading(*measure_and_status(low, cue, entry), cue, "right", "subject") if entry else None
    return None


def _done_at_last(low: str, end: int, cues: list[Cue]) -> Reading | None:
    """As in "36 gunmen came out of a house and surrendered", "were ambushed and killed": the second of two verbs tells their fate.

    Not where they "were identified and detained": who is identified has mostly been counted before.
    """
    for cue in cues:
        if cue.start < end:
            continue
        if cue.start - end > WIDEST:
            break
        both = BOTH_DONE.fullmatch(low, end, cue.start)
        if both is None:
            continue
        passive = both["passive"] is not None or both["again"] is not None
        for entry in cue.entries:
            done = entry.role == "subject" if entry.tense == "past" else entry.tense == "participle" and entry.role == "object" and passive
            if done and entry.done in CASUALTIES:
                return Reading(*measure_and_status(low, cue, entry), cue, "right", "subject")
    return None


def _left_for(passage: Passage, right: Reading | None) -> Reading | None:
    """As in "left Beijing for East Timor": who leaves for a place is sent there."""
    if right is None or right.cue is None or right.measure not in ("withdrawn", "to_withdraw"):
        return right
    if FOR_PLACE.match(passage.text, right.cue.end + passage.span.start, passage.span.end) is None:
        return right
    return right._replace(measure="deployed" if right.measure == "withdrawn" else "to_deploy")


def _moved_out(low: str, right: Reading | None) -> Reading | None:
    """As in "6,000 soldiers were moved out of Beirut"."""
    return away(low, right.cue.end, right) if right and right.cue else right


def away(low: str, end: int, left: Reading | None) -> Reading | None:
    """As in "moved 50 soldiers away from the border": who is moved out is no more there."""
    if left is None or left.measure not in ("deployed", "to_deploy") or left.cue is None or not AWAY.match(low, end):
        return left
    return left._replace(measure="withdrawn" if left.measure == "deployed" else "to_withdraw")


def _right(low: str, end: int, cues: list[Cue]) -> Reading | None:
    """The cue after the figure whose subject it is: "500 soldiers were killed", "300 troops left the town", "1,000 troops based in"."""
    bare = None
    said = SPEECH_BETWEEN.search(low, end, end + WIDEST)
    for cue in cues:
        if cue.start < end or cue.form in ("including", "included"):
            continue
        if said and cue.start >= said.end():  # "with 300 soldiers in Mali, said that two of them were killed"
            break
        if cue.start - end > WIDEST or (bare and cue.start - end > 90):
            break
        between = BETWEEN_RIGHT.fullmatch(low, end, cue.start)
        if between is None and bare is None:
            break
        if between is None:
            aux = AUXILIARIES.search(low[end : cue.start])
            passive, gap = aux is not None and BE.search(aux[0]) is not None, aux[0] if aux else ""
            if not gap:
                continue
        else:
            gap = between["aux"]
            passive = BE.search(gap) is not None
        entry = _right_entry(
            low,
            cue,
            passive=passive,
            perfect=PERFECT.search(gap) is not None,
            modal=bool(gap.strip()) or cue.start - end < 2,
        )
        if entry is None or (entry.tense == "ing" and IN_NOUN.search(low, end, cue.start)):
            continue  # "26 guerrillas in separate fighting"
        if entry.role in ("level", "drift") and TO_OR_FROM.match(low[cue.end : cue.end + 8]):
            return Reading("present", "reported", cue, "right", "level")
        measure, status = measure_and_status(low, cue, entry)
        if passive and (measure, status) == ("present", "hypothetical"):
            status = "reported"  # "35,000 troops could be cut off": they are there
        reading = Reading(measure, status, cue, "right", entry.role)
        if passive or entry.role == "subject" or measure in CASUALTIES:
            return reading
        bare = bare or reading
    return bare


def _right_entry(low: str, cue: Cue, *, passive: bool, perfect: bool, modal: bool) -> Entry | None:
    for entry in cue.entries:
        if entry.tense == "nouns":
            continue
        if entry.role in ("object", "level") and entry.tense == "participle":
            if cue.form == "left":
                if not perfect and LEFT_OVER.match(low, cue.end):
                    return entry
            elif passive or AFTER_PARTICIPLE.match(low, cue.end):
                return entry
    for entry in cue.entries:
        if entry.role in ("subject", "drift") and entry.tense != "nouns" and (entry.tense != "base" or modal):
            return entry
    return None
