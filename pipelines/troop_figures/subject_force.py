"""The subject of a clause as the owner of a force, and whom a pronoun stands for. Standard library only."""

import re
from collections.abc import Sequence

from pipelines.text.known import acts_for, entities
from pipelines.text.names import Name
from pipelines.troop_figures.bodies import ALLIANCES, force_of, kind_of
from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.cues import CASUALTIES
from pipelines.troop_figures.passage import Passage, names_between
from pipelines.troop_figures.reading import Reading
from pipelines.troop_figures.whole import whole_of

PLACED = re.compile(
    r"\b(?:in|from|to|into|at|near|inside|across|outside|around|toward|towards|over|on|with|against|by|for|like|than|between|through|via|under|according\s+to\s+an?|according\s+to|(?:north|south)(?:-?(?:east|west))?(?:ern)?|(?:east|west)(?:ern)?|central|upper|lower)\s+(?:the\s+)?$"
)
OF_A_MATTER = re.compile(
    r"\s+(?:war|crisis|conflict|issue|question|border|invasion|talks|summit|conference|deal|accord|agreement|campaign|problem)\b"
)
PRONOUN = re.compile(r"\b(?:it|they|he|she|we|its|their|our|his|her|the\s+(?:ministry|government|country|army|military|kingdom|nation))\b")
ALLIED = re.compile(r"\b(?:coalition|alliance|allies|allied)\b")
OWN_LOSS = frozenset(
    {
        "suffer",
        "suffered",
        "sustained",
        "lose",
        "loses",
        "lost",
        "losing",
        "loss of",
        "sacrifice",
        "bury",
        "buries",
        "buried",
        "mourn",
        "mourns",
        "mourned",
    }
)
AGENT = re.compile(r"\bby\s+(?:an?\s+|the\s+|some\s+)?$")
BREAK = re.compile(r"[;:]")
GOVERNMENT_IN = re.compile(r"\b(?:government|authorities|regime|leadership|junta|leaders)\s+in\s+$")
ASIDE = re.compile(r",\s+(?:which|who|whose)\b(?:[^,;]|(?<=\d),(?=\d)){2,160},(?!\d)")
TWO = re.compile(r"\band\s+(?:the\s+)?$")
JOINED = re.compile(r",?\s+and\s+(?:the\s+)?")
STOPPED = ""  # the subject is there, but is none that we can name
OWN_OF_GROUPS = frozenset(
    {"has", "have", "had", "number", "numbers", "numbered", "command", "commands", "fields", "muster", "keeps", "maintains"}
)
NAMED_COALITION = re.compile(r"\bcoalition|alliance")


def takes_subject(counted: Counted, reading: Reading) -> bool:
    """Whether the subject of the clause can own the force: who sends, keeps or loses it does, who kills or captures it does not."""
    if reading.cue is not None and reading.cue.form in OWN_LOSS:
        return True
    if counted.unit.kind == "group":
        return reading.measure == "present" and reading.side != "right"
    if counted.unit.kind in ("leader", "suspect"):
        return False
    return reading.measure not in CASUALTIES | {"trained"} and counted.unit.kind in ("force", "police", "men")


def subject_of(passage: Passage, counted: Counted, reading: Reading, others: Sequence[Counted]) -> str | None:
    """The nearest force before the figure that is no place and no part of another figure; a pronoun or "the coalition" is traced back."""
    limit = counted.start
    if reading.side == "left" and reading.cue:
        limit = reading.cue.start + passage.span.start
    if AGENT.search(passage.said(counted.start - 16, counted.start)):
        return None
    if reading.cue and reading.cue.form.startswith("there ") and not NAMED_COALITION.search(passage.low):
        return None
    named = _named_subject(passage, counted, reading, others, limit)
    if named or counted.unit.kind == "group" or named is STOPPED:
        return named or None
    before = passage.said(passage.span.start, limit)
    if ALLIED.search(before):
        return whole_of(passage).alliance
    if PRONOUN.search(before):
        traced = antecedent(passage, passage.span.start)
        return traced if traced and kind_of(traced) != "armed_group" else None
    return None


def _named_subject(passage: Passage, counted: Counted, reading: Reading, others: Sequence[Counted], limit: int) -> str | None:
    """The nearest name before `limit` that can be the subject; STOPPED where what is named there leaves no one answer."""
    for name in reversed(passage.names):
        if name.end > limit or any(other.start <= name.start < other.end for other in others) or _in_aside(passage, name, limit):
            continue
        before, between = passage.said(name.start - 40, name.start), passage.said(name.end, limit)
        entity = entities().get(name.entity_id)
        if GOVERNMENT_IN.search(before) and entity and entity.iso3:
            return entity.iso3
        if PLACED.search(before):
            continue
        if BREAK.search(between):
            return None
        if ALLIED.search(between) and kind_of(acts_for(name.entity_id)) not in ALLIANCES:
            return whole_of(passage).alliance or STOPPED
        force = force_of(name)
        if force and TWO.search(before) and _is_pair(passage, name):
            return STOPPED
        if force and _may_be_its(counted, reading, force):
            return force
    return None


def _in_aside(passage: Passage, name: Name, limit: int) -> bool:
    """As the force in "Britain, which will lead the force, will send 300"."""
    if "," not in passage.low:
        return False
    at, offset = name.start - passage.span.start, passage.span.start
    return any(aside.start() < at < aside.end() <= limit - offset for aside in ASIDE.finditer(passage.low))


def _may_be_its(counted: Counted, reading: Reading, force: str) -> bool:
    """Whether men who are called so can be the force's: rebels only a group's, soldiers a group's only where it has them."""
    is_group = kind_of(force) == "armed_group"
    if counted.unit.kind == "group":
        return is_group
    return not is_group or (reading.cue is not None and reading.cue.form in OWN_OF_GROUPS)


def _is_pair(passage: Passage, name: Name) -> bool:
    """Whether another force is joined to the name: "India and Pakistan have massed 500,000 troops"."""
    return any(
        force_of(other) and other.form == name.form == "name" and JOINED.fullmatch(passage.said(other.end, name.start))
        for other in passage.names
        if other.end < name.start
    )


def antecedent(passage: Passage, at: int) -> str | None:
    """Whom a pronoun at `at` stands for: the nearest subject before it, else the subject of one of the two sentences before."""
    for name in reversed([name for name in passage.names if name.end <= at]):
        if not PLACED.search(passage.said(max(passage.span.start, name.start - 24), name.start)) and (force := force_of(name)):
            return force
    document = passage.document
    for back in (1, 2):
        if passage.index - back < 0:
            break
        sentence = document.sentences[passage.index - back]
        for name in names_between(document, sentence.start, sentence.end):
            before = document.text[max(sentence.start, name.start - 24) : name.start].lower()
            if not PLACED.search(before) and not OF_A_MATTER.match(document.text, name.end) and (force := force_of(name)):
                return force
    return None
