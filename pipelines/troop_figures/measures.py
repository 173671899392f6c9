"""What is told of a counted force: there, leaving, killed, captured; from the cue that governs it. Standard library only."""

import re

from pipelines.troop_figures.beside import NAMED, told_beside
from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.cues import CASUALTIES, MOVEMENTS, Cue, Entry, measure_and_status
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.reading import Reading
from pipelines.troop_figures.subjects import WIDEST, away, is_finite, told_after

AUXILIARY_TAIL = re.compile(r"\s+(?:\w+ly\s+|already\s+|also\s+|not\s+)*(?:been|to)\b")
DETERMINERS = re.compile(r"\s*(?:the\s+|its\s+|their\s+|an?\s+|another\s+|\w+ly\s+)*")
LEVEL_WORD = re.compile(r"\b(?:to|by|from|at)\s+(?:the\s+|an?\s+|just\s+)*$")
AGAINST = re.compile(r"\b(?:by|against|(?<!more )(?<!less )(?<!fewer )than)\b")
PASSIVE = re.compile(r"\b(?:was|were|been|be|being|is|are)\s+(?:\w+ly\s+)?$")
LAST_PREPOSITION = re.compile(r"\b(to|by|from|at|of)\s+(?:the\s+|an?\s+|just\s+)*$")
AFTER_ASIDE = re.compile(r"[^,]{0,30},\s+(?:\w+\s+)*")
MARKS = re.compile(r"\s+[\"“]$")
CLAUSE_STOP = re.compile(r"[;:]")


CLAUSE_BREAK = re.compile(
    r"[;:]|,?\s\b(?:that|because|although|though|while|whereas|which|who|whose|where|when|if|after|before|until|since|as(?!\s+(?:well|part))|but|so)\b|"
    r"\b(?:said|says|say|told|saying)\b|[”\"]"
)
PREPOSITION = re.compile(r"\b(?:by|with|in|at|on|against|from|during|near|to|for|of|than|between|behind|among|outside|inside|into|under)\b")
LISTED = re.compile(
    r"(?:,|\band|\bas\s+well\s+as|\bincluding|\bplus|\balong\s+with|\btogether\s+with|\bthem|\bor)\s+(?:also\s+|another\s+|the\s+|a\s+further\s+)*$"
)
INFINITIVE = re.compile(r"\bto\s+(?!the\b|an?\b|its\b|their\b|his\b|about\b|around\b|some\b|send\b|deploy\b)[a-z]+\s")
INCLUDING = re.compile(r"\b(?:including|among\s+them|among\s+whom|of\s+whom|of\s+them|including\s+the)\s+(?:the\s+|an?\s+)?$")
OF_WHOM = re.compile(r"\bof\s+(?:whom|them|which|these|those)\s*,?\s+(?:only\s+|just\s+|some\s+|about\s+)?$")
OF_WHOM_DID = re.compile(r"\s+of\s+(?:whom|them)\s+(?!(?:will|would|shall|could|may|might|should|are\s+to|were\s+to)\b)")
BESIDES = re.compile(
    r"\b(?:on\s+top\s+of|in\s+addition\s+to|besides|alongside|(?:will|would|to|shall)\s+join)\s+(?:the|its|their|those|our)\s+(?:existing\s+|other\s+)?$"
)
NAMED_WORD = re.compile(r"\b(?:dead|deaths|fatalities|slain|wounded|injured|captured|missing|detained)\b")
DIRECTLY = {"to": "level", "by": "change", "from": "level", "at": "level", "of": "change"}
BROUGHT = re.compile(r"\b(?:br[io]\w*|cut\w*|scal\w+|dr[ae]w\w*|reduc\w+|come|came|going|gone?|whittled|whittling)\s+$")
HELD_BODY = frozenset({"presence of", "force of", "army of", "contingent of", "garrison of", "total of"})
ITS_BODY = re.compile(r"\s+(?:in\s+|out\s+)?(?:an?|the|its|their|his|our|[\w.]+['’]s)\s+(?:[\w-]+\s+){0,3}")


def read_measure(passage: Passage, counted: Counted, cues: list[Cue]) -> Reading | None:
    """The measure of a figure; None where nothing in the clause says what is told of it."""
    low = passage.low
    start, end = counted.start - passage.span.start, max(counted.end, counted.reach) - passage.span.start
    if said := told_beside(low, start, end, counted.noun_at - passage.span.start if counted.noun_at is not None else None):
        return said
    right = told_after(passage, end, cues)
    left = away(low, end, _left(low, start, cues))
    if left and left.status != "reported" and (OF_WHOM_DID.match(low, end) or BESIDES.search(low, max(0, start - 40), start)):
        left = None  # "is to keep down the guerrillas, 4,000 of whom slipped over the border"
    named = NAMED_WORD.search(counted.words) if counted.rule != "strength_of_body" else None
    if named and not (left and left.measure in ("released", "killed", "captured")) and not (right and right.measure == "released"):
        return Reading(NAMED[named[0]], "reported", None, "noun")
    if right and counted.rule == "strength_of_body" and right.role in ("level", "drift"):
        return Reading("present", "reported", right.cue, "right", "level")  # "the mission, 4,200 strong, will be cut by half"
    if right and OF_WHOM.search(low, max(0, start - 24), start):
        return right  # "has authorised 17,500, of whom 16,000 have arrived"
    if right and (right.measure in CASUALTIES or left is None or left.measure == "present" or is_finite(low, right)):
        if left and left.measure in MOVEMENTS | {"present", "authorised"} and right.measure in ("present", "deployed"):
            return left
        return right
    if INCLUDING.search(low, max(0, start - 30), start):
        return _including(low, start, end, cues) or left
    return left


def _left(low: str, start: int, cues: list[Cue]) -> Reading | None:
    """The cue before the figure whose object it is, the nearest in the clause."""
    for cue in reversed(cues):
        if cue.end > start:
            continue
        between = MARKS.sub(" ", low[cue.end : start])  # killed "hundreds of the enemy"
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
