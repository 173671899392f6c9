"""Formations that are counted as such: "two infantry battalions". No head-count is made of them. Standard library only."""

import re

from pipelines.reference import rows, split
from pipelines.text.numbers import Number
from pipelines.troop_figures.bodies import force_of
from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.units import PLURAL, PLURALS, Phrase, Unit, alternatives, walk

ANY_FORMATION = "*"  # the row of words that make any of them military
FORMATIONS = {
    form: Unit(row["formation"], "force") for row in rows("formations") if row["formation"] != ANY_FORMATION for form in split(row["forms"])
}
CIVIL_TOO = frozenset(row["formation"] for row in rows("formations") if row["civil_too"] == "yes")
FORMATION = re.compile(rf"(?:{alternatives(FORMATIONS)})(?![\w-])")
MILITARY = re.compile(rf"\b(?:{'|'.join(split(next(row['forms'] for row in rows('formations') if row['formation'] == ANY_FORMATION)))})\b")
OF_FORCE = re.compile(r"\s+of\s+(?:the\s+|its\s+|their\s+|heavily\s+armed\s+|crack\s+|elite\s+|regular\s+)*")
MOST = 1000  # more formations than any army has
GAP = re.compile(r"\s+(?:of\s+(?:the\s+|its\s+|their\s+)?)?")


def find_formations(passage: Passage, taken: set[int]) -> list[Counted]:
    """The formations that a sentence counts, at numbers that do not begin at `taken` (offsets in the document).

    The number goes to `formations`; value and bounds, which are persons, stay None.
    """
    if not FORMATION_HINT.search(passage.low):
        return []
    found = []
    for number in passage.numbers:
        if number.start in taken or number.value is None or not 0 < number.value <= MOST:
            continue
        phrase = _phrase(passage, number)
        if phrase:
            uncounted = Number(number.start, number.end, None, None, None, number.qualifier)
            counted = Counted(number.start, phrase.end, uncounted, phrase.unit, phrase.names, "formations", phrase.words)
            counted.formations = number.value
            found.append(counted)
    return found


FORMATION_HINT = re.compile("|".join(sorted({form[:6] for form in FORMATIONS})))


def _phrase(passage: Passage, number: Number) -> Phrase | None:
    """The phrase of formations after a number; None where they may be those of a firm."""
    gap = GAP.match(passage.low, number.end - passage.span.start)
    phrase = walk(passage, gap.end() + passage.span.start, FORMATION, FORMATIONS) if gap else None
    if phrase is None:
        return None
    of = OF_FORCE.match(passage.low, phrase.end - passage.span.start)
    of_force = of is not None and _is_force(passage, of.end())
    if phrase.unit.name in CIVIL_TOO and not (of_force or MILITARY.search(phrase.words) or PLURAL.search(passage.low)):
        return None
    return phrase


def _is_force(passage: Passage, at: int) -> bool:
    """Whether members of a force stand at `at`: "three companies of (French) marines"."""
    name = passage.name_at.get(at + passage.span.start)
    if name and force_of(name):
        at = name.end - passage.span.start + 1
    return walk(passage, at + passage.span.start, PLURAL, PLURALS) is not None
