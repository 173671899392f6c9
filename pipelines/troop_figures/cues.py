"""Verbs and nouns that say what is told of a force, and whether it has happened. Standard library only."""

import re
from typing import NamedTuple

from pipelines.reference import rows, split
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.units import alternatives

MIGHT = re.compile(r"\b(?:could|may|might)\b(?:\s+\w+){0,3}\s*$")


class Entry(NamedTuple):
    """One reading of a form: measure when done and when planned, who does it to whom, and the form of the verb."""

    done: str
    planned: str
    role: str
    tense: str


class Cue(NamedTuple):
    """A cue in a text, with all its readings."""

    start: int
    end: int
    form: str
    entries: tuple[Entry, ...]


TENSES = ("base", "third", "past", "participle", "ing", "nouns")
CASUALTIES = frozenset({"killed", "wounded", "captured", "surrendered", "missing", "released"})
AGREED = frozenset({"released", "surrendered"})  # what may be promised; deaths are not
MOVEMENTS = frozenset({"to_deploy", "to_withdraw", "deployed", "withdrawn"})


def _table() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for row in rows("measures"):
        for tense in TENSES:
            for form in split(row[tense]):
                found.setdefault(form, []).extend(Entry(row["done"], row["planned"], role, tense) for role in split(row["role"]))
    return {form: tuple(entries) for form, entries in found.items()}


TABLE = _table()
CUE = re.compile(rf"(?<![\w-])(?:{alternatives(TABLE)})(?![\w-])")
CASUALTY_HINT = re.compile(
    r"kill|slain|shot|gunned|murder|assassinat|wound|injur|hurt|captur|detain|arrest|apprehend|prisoner|custody|kidnap|abduct|surrender|died|dead|death|missing|hostage"
)

_ADVERB = (
    r"(?:\w+ly|also|not|soon|be|been|have|has|now|then|still|already|initially|start|begin|continue|further|once|again|"
    r"eventually|at\s+least)"
)
PLANNED = re.compile(
    rf"(?:\b(?:will|would|shall|should|must|can|to(?!\s+have\b)|going\s+to|due\s+to\s+be|expected\s+to|set\s+to|won[’']t)|[’']ll|[’']d)(?:\s+{_ADVERB})*\s+$"
)
DONE_TO = re.compile(r"\b(?:able|managed|helped|forced|used|continu\w+|failed|mission|operation|served)\s+to\s+$")
BELIEVED_TO = re.compile(
    r"\b(?:believed|thought|said|known|estimated|reported|alleged|understood|claimed|rumou?red|appears?|seems?|admits?|admitted)\s+to\s+$"
)
ASKED = re.compile(
    r"\b(?:could|may|might|if|unless|possibl[ey]|potentially|consider\w*|weigh\w*|mull\w*|discuss\w*|propos\w*|urg\w+|call(?:ed|s|ing)?\s+for|ask\w*|request\w*|want\w*|"
    r"demand\w*|threaten\w*|hop\w+|recommend\w*|suggest\w*)\b(?:\s+[\w’'.-]+){0,4}\s+$"
)
NEGATED = re.compile(
    r"\b(?:not|never|no\s+plans?\s+to|no\s+plans?\s+of|denie[ds]|deny|denying|refus\w+\s+to|n[’']t)(?:\s+(?:to|that|\w+ly|be|been|have|had|has|it|its|would|will|was|were|is|any|plans?|of))*\s+$"
)
ALLOWED = re.compile(r"\bmay(?:\s+(?:be|also|each|only|then))*\s+$")
TERMS = re.compile(
    r"\b(?:terms|truce|cease-?fire|agreement|accords?|pact|deal|resolution|mandate|treaty|(?:under|by|to)\s+(?:the|a|this|that)\s+(?:\w+\s+)?plan|rules|decree|memorandum)\b"
)
"""Of these "may" says what is agreed: "under the truce 50 cadres may enter the area"."""
ANNOUNCED = re.compile(r"\b(?:announc\w+|declar\w+|pledg\w+|promis\w+|vow\w+)\b")
ASKING = re.compile(r"^(?:request|s(?:eek|ought)|ask|call(?:s|ed|ing)?\s+for|need|requir|demand|recommend|propos|urg)")
IN_PROGRESS = re.compile(r"\b(?:is|are|was|were|be|been)(?:\s+\w+ly)?\s+being\s+$|\b(?:is|are)\s+to\s+be\s+$")
FINISHED = re.compile(r"(?:,|\b(?:by|after|having|finished|completed|since|despite|by\s+then))\s+(?:\w+ly\s+)?$")
STILL_TO_COME = re.compile(
    r"\b(?:will|would|plans?\s+to|(?:is|are)\s+(?:to\s+)?(?:send|deploy|withdraw|pull|bring|cut|add|reduc|increas)\w*)\b"
)
REACH = 60


def find_cues(passage: Passage) -> list[Cue]:
    """The cues of a sentence, in order; offsets count in the sentence."""
    return [Cue(match.start(), match.end(), match[0], TABLE[" ".join(match[0].split())]) for match in CUE.finditer(passage.low)]


def how_real(low: str, cue: Cue, entry: Entry) -> str:
    """done | planned | hypothetical | denied, from the form and the words before it. `low` is the sentence in lower case."""
    before = low[max(0, cue.start - REACH) : cue.start]
    if NEGATED.search(before) and entry.done != "present":
        return "denied"
    if ALLOWED.search(before) and TERMS.search(low, 0, cue.start) and entry.done not in CASUALTIES:
        return "planned"
    if ASKED.search(before) and (entry.tense in ("base", "ing", "nouns") or MIGHT.search(before)):
        return "hypothetical"
    if entry.tense == "nouns":
        return "planned" if entry.planned in MOVEMENTS else "done"
    if DONE_TO.search(before) or BELIEVED_TO.search(before) or cue.form == "having":
        return "done"
    if PLANNED.search(before) or IN_PROGRESS.search(before):
        return "hypothetical" if entry.done in CASUALTIES - AGREED else "planned"
    if entry.tense == "ing":
        trails = FINISHED.search(before)
        if trails and trails[0].startswith(",") and STILL_TO_COME.search(low, 0, cue.start):
            return "hypothetical" if entry.done in CASUALTIES else "planned"
        return "done" if entry.done not in MOVEMENTS or trails else "planned"
    return "done"


def measure_and_status(low: str, cue: Cue, entry: Entry) -> tuple[str, str]:
    """The measure and status that a reading of a cue gives."""
    real = how_real(low, cue, entry)
    measure = entry.done if real == "done" else entry.planned
    if real in ("denied", "hypothetical"):
        return measure, real
    if entry.role == "object" and ASKING.search(cue.form):
        return measure, "hypothetical"
    if measure in ("to_deploy", "to_withdraw", "authorised") and ANNOUNCED.search(low, max(0, cue.start - 2 * REACH), cue.end):
        return measure, "announced"
    return measure, "planned" if real == "planned" or measure in ("to_deploy", "to_withdraw") else "reported"
