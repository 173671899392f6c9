"""Single members of forces that an article counts: "a U.S. soldier". Standard library only."""

import re
from collections.abc import Sequence

from pipelines.text.numbers import Number, lower_like
from pipelines.troop_figures.bare_patterns import LOST
from pipelines.troop_figures.bodies import force_of, kind_of
from pipelines.troop_figures.counted import CIVIL_NEAR, Counted, article_phrase
from pipelines.troop_figures.passage import Passage, names_between
from pipelines.troop_figures.reading import Last, Reading
from pipelines.troop_figures.units import ANY_UNIT, PLURAL, PLURALS, Unit

ARTICLE = re.compile(r"\b(?:an?|another|one\s+other|one\s+more|one\s+additional)(?=\s)")
ONE_MORE = re.compile(r"\b(?:an?\s+(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|another(?:\s+one)?|the\s+other)(?=\s)")
OPENING = 20  # characters within which a sentence begins with them
ATTACKED = re.compile(
    r"\b(?:attack|ambush|target|hit|struck|strik|raid|bomb|shell|fir(?:ed|ing)\s+(?:on|at)|opened\s+fire\s+on|clash(?:ed|es|ing)?\s+with|battl|surround|storm|overr[au]n|assault|against|blew\s+up|rammed)\w*\s+"
    r"(?:(?!and\b|but\b)[\w’'.-]+\s+){0,5}$"
)
MILITARY_GOAL = re.compile(
    r"\b(?:army|military|un|u\.n\.|paramilitary|troop|marine|navy)\s+(?:\w+\s+)?(?:convoy|patrol|base|post|outpost|camp|checkpoint|vehicle|truck|bus|barracks|position|helicopter|column|unit|garrison)s?\b"
)
THEN_LOST = re.compile(
    r"[^.;:]{0,80}?(?:,\s+(?:\w+\s+)?(?:kill|wound|injur|hurt|captur|leav)ing\b|\band\s+(?:\w+\s+)?(?:kill|wound|injur|captur)(?:ed|ing)\s+(?:at\s+least\s+|more\s+than\s+|some\s+|about\s+)?\w+\b)"
)
OF_THEM = re.compile(
    r"\b(?:[\d,]*\d\d|hundreds?|thousands?|dozens?|scores|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\s+of\s+(?:them|these)\b(?!\s+\w+ed\b)|\b(?:put|puts|estimates?|estimated)\s+(?:them|their\s+(?:number|numbers|strength))\s+at\b|\bthey\s+number(?:ed)?\b|"
    r"\bof\s+(?:their|his|her)\s+(?:comrades|colleagues)\b"
)
PLURAL_AFTER = re.compile(r"\b(?!(?:was|has|does|his|its|this|is|as|us|always|perhaps|forces?|says)\b)[a-z]{3,}s\b")
PRESENCE = re.compile(r"\b(?:presence|troops|soldiers|contingent|garrison|forces)\b")
OF_A_FORCE = frozenset({"force", "police", "group"})


def articled(passage: Passage, counted: Sequence[Counted]) -> list[Counted]:
    """All members that an article counts and no number."""
    found = []
    offset = passage.span.start
    for article in ARTICLE.finditer(passage.low):
        phrase = article_phrase(passage, article.end() + offset)
        if phrase is None or any(one.start <= phrase.end and article.start() + offset <= one.end for one in counted):
            continue
        number = Number(article.start() + offset, article.end() + offset, 1, 1, 1, "exact")
        found.append(Counted(number.start, phrase.end, number, phrase.unit, phrase.names, "one_member", phrase.words))
    return found


def one_of_them(passage: Passage, counted: Sequence[Counted], earlier: Counted | None) -> list[Counted]:
    """As in "Two soldiers died and a third was wounded", "another was hurt": one more of those counted."""
    found = []
    for one in ONE_MORE.finditer(passage.low):
        at = one.start() + passage.span.start
        before = [donor for donor in counted if donor.end <= at]
        donor = before[-1] if before else earlier if one.start() < OPENING else None
        if (
            donor is None
            or donor.unit.kind not in OF_A_FORCE
            or CIVIL_NEAR.search(passage.said(donor.end if before else passage.span.start, at))
        ):
            continue
        if LOST.match(passage.low, one.end()) and not any(other.start <= at < other.end for other in counted):
            number = Number(at, one.end() + passage.span.start, 1, 1, 1, "exact")
            found.append(Counted(at, number.end, number, donor.unit, donor.names, "noun_understood", like=donor.start))
    return found


def single_members(passage: Passage, counted: Sequence[Counted]) -> list[Counted]:
    """Those whose noun the numbers after them may share: "a soldier was killed and five wounded"."""
    return [one for one in articled(passage, counted) if one.unit.kind in OF_A_FORCE]


def attacked(passage: Passage, counted: Sequence[Counted]) -> list[Counted]:
    """Forces that somebody attacks, without a number, whose losses are told next: "ambushed UN peacekeepers, killing seven"."""
    found = []
    goals = [(goal.start(), goal.end(), Unit("troops", "force")) for goal in MILITARY_GOAL.finditer(passage.low)]
    nouns = [(noun.start(), noun.end(), PLURALS[" ".join(noun[0].split())]) for noun in PLURAL.finditer(passage.low)]
    for start, end, unit in sorted(goals + nouns, key=lambda goal: goal[0]):
        at = start + passage.span.start
        if unit.kind not in OF_A_FORCE or any(one.start <= at < one.end for one in counted):
            continue
        if ATTACKED.search(passage.low, max(0, start - 90), start) and THEN_LOST.match(passage.low, end):
            names = tuple(name for name in passage.names if at - 30 <= name.start and name.end <= at + end - start)
            number = Number(at, at, None, None, None, "vague")
            found.append(Counted(at, end + passage.span.start, number, unit, names[-1:], "attacked", passage.said(at, at + end - start)))
    return found


def spoken_of_before(passage: Passage) -> Last | None:
    """The forces that the sentence before speaks of without a number, where this one counts "300 of them"."""
    if not passage.index or not OF_THEM.search(passage.low):
        return None
    span = passage.document.sentences[passage.index - 1]
    low = lower_like(passage.document.text[span.start : span.end])
    last = max(ANY_UNIT.finditer(low), key=re.Match.start, default=None)
    unit = PLURALS.get(" ".join(last[0].split())) if last else None
    if (
        last is None
        or unit is None
        or unit.kind not in OF_A_FORCE
        or CIVIL_NEAR.search(low)
        or PLURAL_AFTER.search(passage.document.text, span.start + last.end(), span.end)
    ):
        return None
    at = span.start + last.start()
    counted = Counted(at, span.start + last.end(), Number(at, at, None, None, None, "vague"), unit, (), "spoken_of", last[0])
    return Last(passage.index - 1, counted, Reading("present", "reported", None, "none"))


def states_with_forces_before(passage: Passage) -> set[str]:
    """The states of whose forces the sentence before speaks: "Washington has halved its presence. Some 650 Americans are left."""
    if not passage.index:
        return set()
    span = passage.document.sentences[passage.index - 1]
    low = lower_like(passage.document.text[span.start : span.end])
    if not PRESENCE.search(low) or CIVIL_NEAR.search(low):
        return set()
    forces = (force_of(name) for name in names_between(passage.document, span.start, span.end))
    return {force for force in forces if force and kind_of(force) == "country"}
