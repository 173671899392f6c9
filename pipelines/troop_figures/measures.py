"""What is told of a counted force: there, leaving, killed, captured; from the cue that governs it. Standard library only."""

import re
from typing import NamedTuple

from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.cues import CASUALTIES, MOVEMENTS, Cue, Entry, find_cues, measure_and_status
from pipelines.troop_figures.passage import Passage

__all__ = ["Reading", "find_cues", "read_measure"]
AUXILIARIES = re.compile(r"(?:\b(?:were|was|are|be|been|will|to|have|had)\s+)+$")
PERFECT = re.compile(r"\bha(?:s|ve|d)\b")
TO_OR_FROM = re.compile(r"\s+(?:to|from)\b")
AUXILIARY_TAIL = re.compile(r"\s+(?:\w+ly\s+|already\s+|also\s+|not\s+)*(?:been|to)\b")
DETERMINERS = re.compile(r"\s*(?:the\s+|its\s+|their\s+|an?\s+|another\s+|\w+ly\s+)*")
LEVEL_WORD = re.compile(r"\b(?:to|by|from|at)\s+(?:the\s+|an?\s+|just\s+)*$")
AGAINST = re.compile(r"\b(?:by|against|(?<!more )(?<!less )(?<!fewer )than)\b")
PASSIVE = re.compile(r"\b(?:was|were|been|be|being|is|are)\s+(?:\w+ly\s+)?$")
LAST_PREPOSITION = re.compile(r"\b(to|by|from|at|of)\s+(?:the\s+|an?\s+|just\s+)*$")
AFTER_ASIDE = re.compile(r"[^,]{0,30},\s+(?:\w+\s+)*")
CLAUSE_STOP = re.compile(r"[;:]")


class Reading(NamedTuple):
    """Measure and status of a figure; `cue` is what governs it (None where nothing does), `side` where that stands."""

    measure: str
    status: str
    cue: Cue | None
    side: str
    role: str = ""


CLAUSE_BREAK = re.compile(
    r"[;:]|,?\s\b(?:that|because|although|though|while|whereas|which|who|whose|where|when|if|after|before|until|since|as(?!\s+(?:well|part))|but|so)\b|"
    r"\b(?:said|says|say|told|saying)\b|[”\"]"
)
BETWEEN_RIGHT = re.compile(
    r"(?:\s*,?\s*(?:who|which|that|all|both|each)\b)?(?:\s*[(\[][^()\[\]]{0,60}[)\]])?(?:,\s+(?:who|which|all|most|some|(?:[\w-]+\s+){1,3}of\s+(?:them|whom))\b[^,;]{0,80},)?(?:\s+(?:\w+(?:ed|ing)\s+)?(?:in|at|from|on|near|of|with|inside|across|throughout|under|by)\s+[\w’'.,-]+(?:\s+(?!(?:were|was|are|have|had|will|which|whom|where)\b)(?:\d[\d,]*\d|[\w’‘'.-]+)){0,6}?(?:,\s+(?:[\w’‘'.-]+\s+){1,3}(?:province|district|city|county|region|department),?)?(?:\s*\([^()]{0,40}\))?)?"
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
ONLY_NOUN_WORDS = re.compile(r"[\s\w’'.\-,/“”\"()]*")
PREPOSITION = re.compile(r"\b(?:by|with|in|at|on|against|from|during|near|to|for|of|than|between|behind|among|outside|inside|into|under)\b")
LISTED = re.compile(
    r"(?:,|\band|\bas\s+well\s+as|\bincluding|\bplus|\balong\s+with|\btogether\s+with|\bthem|\bor)\s+(?:also\s+|another\s+|the\s+|a\s+further\s+)*$"
)
INFINITIVE = re.compile(r"\bto\s+(?!the\b|an?\b|its\b|their\b|his\b|about\b|around\b|some\b|send\b|deploy\b)[a-z]+\s")
INCLUDING = re.compile(r"\b(?:including|among\s+them|among\s+whom|of\s+whom|of\s+them|including\s+the)\s+(?:the\s+|an?\s+)?$")
OF_THE_WHOLE = re.compile(r"(?:^|[,;:]\s+|\band\s+)\W*of\s+(?:the|its|their|those|our)\s+$")
PART_OF_LEVEL = re.compile(
    r"\b(?:[\d,]+|dozen|hundred|half|third|quarter|most|some|part|portion|majority|remainder|rest|many|all\s+but|any|percent|%|cent)\s+of\s+(?:its|the|their|his|our|[\w.]+['’]s)\s*$"
)
NAMED = {
    "dead": "killed",
    "slain": "killed",
    "deaths": "killed",
    "fatalities": "killed",
    "wounded": "wounded",
    "injured": "wounded",
    "captured": "captured",
    "missing": "missing",
    "detained": "captured",
}
OF_WHOM = re.compile(r"\bof\s+(?:whom|them|which|these|those)\s*,?\s+(?:only\s+|just\s+|some\s+|about\s+)?$")
TOLL_AMONG = re.compile(r"\b(?:death\s+toll|toll|deaths|fatalities)\s+(?:among|of|for)\b")
UP_FROM = re.compile(r"\b(?:up|down)\s+from\s+(?:a\s+(?:peak|high|low)\s+of\s+|the\s+|an?\s+)?$")
EXPECTED = re.compile(
    r"\s+(?:(?:are|were|is|was)\s+)?(?:expected|due|on\s+(?:their|the)\s+way)(?:\s+(?:on|in|by|later|soon|within|next|this|there|shortly|before|today|tomorrow)\b|\s*[.,;]|\s*$)"
)
FOR_PLACE = re.compile(r"(?:\s+[\w’'.-]+){0,5}?\s+for\s+(?:the\s+)?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z]")
FELL = re.compile(
    r"\s+(?:who\s+)?(?:have\s+|had\s+)?(?:fell|fallen)\s+(?:yesterday|today|on|in|at|near|during|last|there|when|while|for|fighting)\b"
    r"|\s+(?:who\s+)?(?:have\s+|had\s+)?(?:fell|fallen)\s*[.;]"
)
TOLL_AT = re.compile(r"\b(?:toll|losses|dead|casualties|fatalities)\b[^.;]{0,40}?\b(?:at|to|is|was|reached)\s+(?:the\s+|an?\s+)?$")
WHOM = re.compile(r"\s+(?:whom|that|which)\s+(?!(?:were|was|are|is|have|had|has|will|would)\b)")
RELATIVE = 60
AUTHORISES = re.compile(
    r"\b(?:resolution|mandate|agreement|accord|accords|council|parliament|bundestag|congress|treaty|law|decree)\b[^.;]*?\s(?:sets?|fixes|fixed|allows?|allowed|permits?|permitted|"
    r"provides?\s+for|provided\s+for|limits?|limited|caps?|foresees)\b(?!.*\b(?:will|to)\s+\w+\s+$)[^.;,]*$"
)
TAKEN = re.compile(r"(?:,?\s+(?:mostly|all|including)\b[^,;]{0,40},?)?\s+(?:hostage|prisoner|captive)s?\b")
BODIES_OF = re.compile(
    r"\b(?:bodies|remains|corpses|coffins|funerals?|deaths?|killings?|loss(?:es)?)\s+of\s+(?:(?:the|its|their|at\s+least|more\s+than|some|about|all)\s+)*$"
)
KNOWN = re.compile(r"\b(?:the|its|their|his|our|these|those|all|remaining|last|['’]s)\s+$")
WILL = re.compile(r"\s+(?:will|shall|would|are\s+to|is\s+to|were\s+to)\b")
WOULD_BE = re.compile(
    r"\b(?<!believed )(?<!thought )(?<!said )(?<!known )(?<!reported )(?<!estimated )(?:will|would|shall|to)\s+(?:soon\s+|then\s+)?"
    r"(?:be|have|number|comprise|consist\s+of|include)\s+(?:a\s+total\s+of\s+)?$"
)
NAMED_WORD = re.compile(r"\b(?:dead|deaths|fatalities|slain|wounded|injured|captured|missing|detained)\b")
DIRECTLY = {"to": "level", "by": "change", "from": "level", "at": "level", "of": "change"}
WIDEST = 110
SPEECH_BETWEEN = re.compile(r"\b(?:said|says|told|announced|warned|reported\s+that|claimed\s+that)\b(?!\s+to\b)")
BROUGHT = re.compile(r"\b(?:br[io]\w*|cut\w*|scal\w+|dr[ae]w\w*|reduc\w+|come|came|going|gone?|whittled|whittling)\s+$")
HELD_BODY = frozenset({"presence of", "force of", "army of", "contingent of", "garrison of", "total of"})
ITS_BODY = re.compile(r"\s+(?:in\s+|out\s+)?(?:an?|the|its|their|his|our|[\w.]+['’]s)\s+(?:[\w-]+\s+){0,3}")
AWAY = re.compile(r"\s+(?:away\s+from|out\s+of|back\s+from|off)\b")
LEVEL_OF_DEAD = re.compile(r"\b(?:killed|slain|dead|wounded|injured|missing|captured|died|who\s+(?:have\s+)?died)\b")


def read_measure(passage: Passage, counted: Counted, cues: list[Cue]) -> Reading | None:
    """The measure of a figure; None where nothing in the clause says what is told of it."""
    low = passage.low
    start, end = counted.start - passage.span.start, max(counted.end, counted.reach) - passage.span.start
    if said := _in_words(low, start, end, counted.noun_at - passage.span.start if counted.noun_at is not None else None):
        return said
    right = _sent_by(low, end, cues) or _moved_out(low, _left_for(passage, _right(low, end, cues)))
    left = _away(low, end, _left(low, start, cues))
    named = NAMED_WORD.search(counted.words) if counted.rule != "strength_of_body" else None
    if named and not (left and left.measure in ("released", "killed", "captured")) and not (right and right.measure == "released"):
        return Reading(NAMED[named[0]], "reported", None, "noun")
    if right and counted.rule == "strength_of_body" and right.role in ("level", "drift"):
        return Reading("present", "reported", right.cue, "right", "level")  # "the mission, 4,200 strong, will be cut by half"
    if right and OF_WHOM.search(low, max(0, start - 24), start):
        return right  # "has authorised 17,500, of whom 16,000 have arrived"
    if right and (right.measure in CASUALTIES or left is None or left.measure == "present" or _finite(low, right)):
        if left and left.measure in MOVEMENTS | {"present", "authorised"} and right.measure in ("present", "deployed"):
            return left
        return right
    if INCLUDING.search(low, max(0, start - 30), start):
        return _including(low, start, end, cues) or left
    return left


def _in_words(low: str, start: int, end: int, noun_at: int | None) -> Reading | None:
    """What the words right before and after a figure tell of it; no verb has to be looked for then. Offsets count in the sentence."""
    if UP_FROM.search(low, max(0, start - 30), start):
        return Reading("present", "reported", None, "left", "level")
    if EXPECTED.match(low, end):
        return Reading("to_deploy", "planned", None, "right")
    if FELL.match(low, end):
        return Reading("killed", "reported", None, "right")
    if TOLL_AT.search(low, max(0, start - 60), start):
        return Reading("killed", "reported", None, "noun")
    if AUTHORISES.search(low, max(0, start - 140), start):
        return Reading("authorised", "reported", None, "left")
    if TAKEN.match(low, end):
        return Reading("captured", "reported", None, "noun")  # "took 500 peacekeepers hostage"
    if lost := BODIES_OF.search(low, max(0, start - 60), start):
        return Reading("killed", "reported", None, "left", lost[0])
    if PART_OF_LEVEL.search(low, max(0, start - 40), start) or OF_THE_WHOLE.search(low[:start]):
        return Reading("present", "reported", None, "share")
    if noun_at is None:
        return None
    if TOLL_AMONG.search(low, max(0, noun_at - 40), start):
        return Reading("killed", "reported", None, "noun")
    dead = LEVEL_OF_DEAD.search(low, noun_at, start)
    return Reading(NAMED.get(dead[0], "killed"), "reported", None, "noun") if dead else None


def to_come(passage: Passage, counted: Counted) -> bool:
    """Whether the verb beside the figure is one of the future: "450 instructors shall begin", "there would be 4,000"."""
    end = max(counted.end, counted.reach) - passage.span.start
    if KNOWN.search(passage.said(counted.start - 24, counted.start)):
        return False  # "the remaining 2,500 will ...": those are there
    return WILL.match(passage.low, end) is not None or WOULD_BE.search(passage.said(counted.start - 40, counted.start)) is not None


def _sent_by(low: str, end: int, cues: list[Cue]) -> Reading | None:
    """As in "200 instructors whom the Pentagon is sending": the verb of the relative clause whose object they are."""
    if not WHOM.match(low, end):
        return None
    for cue in cues:
        if cue.start >= end and cue.start - end < RELATIVE:
            entry = next((entry for entry in cue.entries if entry.role == "object" and entry.tense != "nouns"), None)
            return Reading(*measure_and_status(low, cue, entry), cue, "right", "subject") if entry else None
    return None


def _moved_out(low: str, right: Reading | None) -> Reading | None:
    """As in "6,000 soldiers were moved out of Beirut"."""
    return _away(low, right.cue.end, right) if right and right.cue else right


def _left_for(passage: Passage, right: Reading | None) -> Reading | None:
    """As in "left Beijing for East Timor": who leaves for a place is sent there."""
    if right is None or right.cue is None or right.measure not in ("withdrawn", "to_withdraw"):
        return right
    if FOR_PLACE.match(passage.text, right.cue.end + passage.span.start, passage.span.end) is None:
        return right
    return right._replace(measure="deployed" if right.measure == "withdrawn" else "to_deploy")


def _away(low: str, end: int, left: Reading | None) -> Reading | None:
    """As in "moved 50 soldiers away from the border": who is moved out is no more there."""
    if left is None or left.measure not in ("deployed", "to_deploy") or left.cue is None or not AWAY.match(low, end):
        return left
    return left._replace(measure="withdrawn" if left.measure == "deployed" else "to_withdraw")


def _finite(low: str, reading: Reading) -> bool:
    return (
        reading.role == "subject"
        or BE.search(low, max(0, (reading.cue.start if reading.cue else 0) - 12), reading.cue.start if reading.cue else 0) is not None
    )


def _right(low: str, end: int, cues: list[Cue]) -> Reading | None:
    """The cue after the figure whose subject it is: "500 soldiers were killed", "300 troops left the town", "1,000 troops based in"."""
    bare = None
    said = SPEECH_BETWEEN.search(low, end, end + WIDEST)
    for cue in cues:
        if cue.start < end:
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


def _left(low: str, start: int, cues: list[Cue]) -> Reading | None:
    """The cue before the figure whose object it is, the nearest in the clause."""
    for cue in reversed(cues):
        if cue.end > start:
            continue
        between = low[cue.end : start]
        if len(between) > WIDEST or CLAUSE_BREAK.search(between):
            return None
        if (
            cue.form in ("including", "included", "remaining")
            or _is_auxiliary(low, cue)
            or (cue.form == "down" and BROUGHT.search(low, 0, cue.start))
        ):
            continue
        entry = _left_entry(low, cue, between)
        if entry and cue.form in HELD_BODY and (whole := _of_body(low, cue, cues)):
            return whole
        if entry:
            return _left_reading(low, cue, entry, between)
        if any(entry.role == "object" and entry.done in CASUALTIES for entry in cue.entries):
            return None
    return None


def _of_body(low: str, body: Cue, cues: list[Cue]) -> Reading | None:
    """As in "withdraw its contingent of 800": what is done to the body is done to its members."""
    for cue in reversed(cues):
        if cue.end > body.start:
            continue
        if ITS_BODY.fullmatch(low, cue.end, body.start) is None:
            return None
        entry = _left_entry(low, cue, low[cue.end : body.start])
        return _left_reading(low, cue, entry, low[cue.end : body.start]) if entry and entry.role == "object" else None
    return None


def _is_auxiliary(low: str, cue: Cue) -> bool:
    """As in "has sent", "had to": a have that only helps another verb."""
    return cue.form in ("has", "have", "had", "having") and AUXILIARY_TAIL.match(low[cue.end : cue.end + 30]) is not None


def _left_entry(low: str, cue: Cue, between: str) -> Entry | None:
    for entry in cue.entries:
        if entry.role == "subject":
            continue
        if entry.tense == "nouns" and DETERMINERS.fullmatch(between):
            return entry
        if entry.tense == "nouns" or (entry.tense == "base" and not _is_verb(low, cue, entry)):
            continue
        if (
            entry.tense == "participle"
            and any(other.tense == "past" and other.role == entry.role for other in cue.entries)
            and not _was(low, cue)
        ):
            continue
        if entry.role == "drift" and not LEVEL_WORD.search(between):
            continue
        if cue.form in HAVE and not HELD.fullmatch(between):
            continue
        listed = LISTED.search(between) is not None
        if entry.done in CASUALTIES and ((PREPOSITION.search(between) and not listed) or (_was(low, cue) and not listed)):
            continue
        if INFINITIVE.search(between) and entry.role not in ("level", "drift"):
            continue
        if entry.role == "object" and entry.done not in CASUALTIES and AGAINST.search(between):
            continue
        return entry
    return None


HAVE = frozenset({"has", "have", "had", "having"})
HELD = re.compile(
    r"(?:\s+(?:\w+ly|now|only|already|also|still|just|an?|the|another|its|their|there|deployed|stationed|about|at\s+present)\b)*(?:\s+(?:in|at|on|near)\s+[\w’'-]+(?:\s+[\w-]+)?,?)?\s+"
)
VERB_BEFORE = re.compile(
    r"(?:\b(?:to|will|shall|would|could|may|might|can|should|must|not|and|they|we|you|who|also|still|i)|[’']ll|[a-z]{2,}s|\w+ly)\s+$"
)


def _is_verb(low: str, cue: Cue, entry: Entry) -> bool:
    """Whether a base form is a verb and no noun: "to order 300 troops", not "in order"."""
    return entry.done in CASUALTIES or VERB_BEFORE.search(low, max(0, cue.start - 24), cue.start) is not None


def _was(low: str, cue: Cue) -> bool:
    """Whether the verb is passive: what follows it is then no object."""
    return PASSIVE.search(low[max(0, cue.start - 24) : cue.start]) is not None


def _left_reading(low: str, cue: Cue, entry: Entry, between: str) -> Reading:
    measure, status = measure_and_status(low, cue, entry)
    if entry.role in ("level", "drift"):
        last = LAST_PREPOSITION.search(between)
        if last and DIRECTLY[last[1]] == "level":
            return Reading("present", "reported" if status == "reported" or last[1] == "from" else "planned", cue, "left", "level")
        if not last and measure == "present":
            return Reading("present", status, cue, "left", "level")
    return Reading(measure, status, cue, "left", entry.role)


def _including(low: str, start: int, end: int, cues: list[Cue]) -> Reading | None:
    """As in "12 people, including 5 soldiers, were killed" or "killed 12 people, including 5 soldiers": the verb of the whole."""
    for cue in cues:
        if cue.start >= end and cue.start - end < 40 and AFTER_ASIDE.fullmatch(low[end : cue.start]):
            entry = next((entry for entry in cue.entries if entry.done in CASUALTIES and entry.tense in ("participle", "past")), None)
            if entry:
                return Reading(*measure_and_status(low, cue, entry), cue, "right", entry.role)
    for cue in reversed(cues):
        if cue.end <= start and start - cue.end < WIDEST and cue.form != "including":
            entry = next((entry for entry in cue.entries if entry.tense != "nouns" and entry.done in CASUALTIES | MOVEMENTS), None)
            if entry and not CLAUSE_STOP.search(low[cue.end : start]):
                return Reading(*measure_and_status(low, cue, entry), cue, "left", entry.role)
    return None
