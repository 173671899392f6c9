"""Whose men a figure counts where its own clause does not say: the figure it continues, the force of the country, the group of the text.

Standard library only. A guess from afar is made only where one answer stands out; otherwise the force stays unknown.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipelines.reference import rows
from pipelines.text.known import entities
from pipelines.text.names import Name
from pipelines.troop_figures.bodies import force_of, kind_of
from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.cues import CASUALTIES
from pipelines.troop_figures.forces import force_of_speaker
from pipelines.troop_figures.group_words import group_called
from pipelines.troop_figures.home import FOREIGN_WORDS, LOCAL_UNITS, STATES, home_force
from pipelines.troop_figures.passage import Passage, names_between
from pipelines.troop_figures.reading import Reading
from pipelines.troop_figures.relations import Read, donor_of
from pipelines.troop_figures.whole import whole_of

ALLIED_WORDS = re.compile(r"\b(?:allied|coalition|nato-led|multinational)\b")
UNNAMED = re.compile(
    r"\b(?:gunm[ae]n|attackers?|assailants?|armed\s+m[ae]n|snipers?|bombers?|bandits?|militia\w*|vigilantes|mercenar\w+|contractors?)\b"
)
STRENGTHS = frozenset({"present", "deployed", "to_deploy", "withdrawn", "to_withdraw"})
WORD_OF = {row["word"]: (row["force"], row["capital"]) for row in rows("unit_nations")}
# As in "the rebels, who are believed to have 2,000 men".
MANY = re.compile(r"\s+(?:drawn\s+)?from\s+(?:\d+|[a-z]+(?:-[a-z]+)?)\s+(?:different\s+|member\s+)?(?:countries|nations|states)\b")
ALLIANCE = re.compile(r"\b(?:alliance|nato|coalition)\b")
OPERATION = re.compile(r"\b(?:operation|mission|force|deployment|exercise)\b")
STORY = 2  # a story on a country names it so often
TOLD_AGAIN = 20  # a smaller number may well be another
OPENING = 40  # characters within which a sentence's subject begins
SIZES_OF_BODIES = frozenset({"noun_then_number", "strength_of_body", "force_of_number", "size_understood"})
MISSION_HAS = re.compile(
    r"\b(?:the|its|new)\s+(?:[\w.]+\s+)?(?:mission|peacekeeping\s+force|force)\b[^.;]{0,60}?\s(?:(?:will|would|is\s+to|now|also|to)\s+)*(?:has|have|had|ha[sd]|comprise|consist|number|include|start|be\s+made\s+up)\w*\b"
)
MISSION = re.compile(r"\b(?:mission|operation|peacekeeping\s+force|international\s+force|multinational\s+force|(?:the|its)\s+force)\b")
ARMY_LAST = re.compile(r"\b(?:army|military|government|troops|police)\b(?!.*\b(?:rebels|guerrillas|insurgents|militants|separatists)\b)")
REBELS = re.compile(r"\b(?:rebels|guerrillas|insurgents|militants|separatists|rebel\s+(?:group|movement|army))\b")
NOTHING_BEFORE = re.compile(r"\W*(?:(?:an?|the|another|further|some|other|those|these|all|additional|meanwhile|also|but|and)\W+)*$")
INCLUDED = re.compile(r"\binclud\w+\s+(?:\w+\s+){0,2}$")
SAYS = re.compile(
    r"(?:['’]s)?\s+(?:army|military|police|navy|armed\s+forces|defen[cs]e\s+ministry|interior\s+ministry|government|authorities)\b"
)
BY_THEM = re.compile(r"\b(?:by|against)\s+(?:the\s+|an?\s+)?$")
BY = re.compile(r"[^,;]{0,40}?\bby\s+(?:the\s+)?$")


class Asked(NamedTuple):
    """A figure whose own clause does not say whose it is, and what the text around tells.

    `place` is the id of where it is, `found` are the figures before it, `claimant` is the id of who says so, `called` what he is called.
    """

    passage: Passage
    counted: Counted
    reading: Reading
    place: str | None
    found: Sequence[Read]
    claimant: str | None
    called: str | None


def force_from_context(asked: Asked) -> tuple[str | None, str]:
    """Entity id of the force and the rule that found it; None where no one answer stands out."""
    if force := _understood(asked):
        return force, "understood"
    counted = asked.counted
    rebels = counted.unit.kind == "men" and REBELS.search(asked.passage.said(asked.passage.span.start, counted.start)) is not None
    rebels = rebels and ARMY_LAST.search(asked.passage.said(asked.passage.span.start, counted.start)) is None
    if rebels or (counted.unit.kind == "group" and counted.unit.name != "hostiles"):
        group = _group(asked.passage, counted) or _called(asked.passage, counted, asked.place)
        return group, "group" if group else "none"
    if counted.unit.kind not in ("force", "police", "men"):
        return None, "none"
    return next(((force, name) for name, rule in RULES.items() if (force := rule(asked))), (None, "none"))


def _understood(asked: Asked) -> str | None:
    """The force of the figure that this one's noun is understood from."""
    donor = donor_of(asked.found, asked.counted)
    return donor.force_id if donor else None


def _group(passage: Passage, counted: Counted) -> str | None:
    """The armed group of the sentence or of the two before it, else the only one of the document."""
    document = passage.document
    for back in range(1 if UNNAMED.search(counted.words) else 3):
        if passage.index - back < 0:
            break
        sentence = document.sentences[passage.index - back]
        groups = _groups(names_between(document, sentence.start, sentence.end))
        if groups:
            return groups[0] if len(groups) == 1 else None
    if UNNAMED.search(counted.words):
        return None
    groups = whole_of(passage).groups
    return groups[0] if len(groups) == 1 else None


def _groups(names: Sequence[Name]) -> list[str]:
    return list(dict.fromkeys(force for name in names if (force := force_of(name)) and kind_of(force) == "armed_group"))


def _called(passage: Passage, counted: Counted, place: str | None) -> str | None:
    """The group that a word means in a country: the Maoists of Nepal."""
    entity = entities().get(place or "")
    country = (entity.iso3 or entity.entity_id) if entity else ""
    return group_called(counted.words, country, whole_of(passage).entities, passage.document.published.latest)


def _agent(asked: Asked) -> str | None:
    """As in "700 peacekeepers will be sent by the African Union"."""
    reading, passage = asked.reading, asked.passage
    if reading.side != "right" or reading.cue is None or reading.measure not in STRENGTHS:
        return None
    at = reading.cue.end + passage.span.start
    for name in passage.names:
        if at <= name.start <= at + 50:
            return force_of(name) if BY.fullmatch(passage.said(at, name.start)) else None
    return None


def _allied(asked: Asked) -> str | None:
    """Coalition soldiers are those of the alliance that the text tells of."""
    return whole_of(asked.passage).alliance if ALLIED_WORDS.search(asked.counted.words) and not asked.counted.names else None


def _as_before(asked: Asked) -> str | None:
    """Strengths that stand close together with nobody else named between are mostly of one force."""
    counted, reading, passage = asked.counted, asked.reading, asked.passage
    if reading.measure not in STRENGTHS or counted.rule == "strength_of_body" or FOREIGN_WORDS.search(counted.words):
        return None
    for read in reversed(asked.found[-3:]):
        if passage.index - read.passage.index > 2:
            return None
        force = read.mention.force_id
        if INCLUDED.search(read.passage.said(read.counted.start - 30, read.counted.start)):
            return None
        if force is None or read.mention.measure not in STRENGTHS or read.counted.unit.kind != counted.unit.kind:
            continue
        between = names_between(passage.document, read.counted.end, counted.start)
        others = {other for name in between if (other := force_of(name)) and kind_of(other) in STATES and other != force}
        return None if others else force
    if reading.side == "right" and NOTHING_BEFORE.fullmatch(passage.said(passage.span.start, counted.start)):
        return _subject_before(passage)
    return None


def _again(asked: Asked) -> str | None:
    """A number that the text has given before, now without the force: "its 1,500 troops ... The 1,500 soldiers will leave"."""
    value = asked.counted.number.value or 0
    if value < TOLD_AGAIN or FOREIGN_WORDS.search(asked.counted.words):
        return None
    same = {
        read.mention.force_id for read in asked.found if read.mention.value == value and read.counted.unit.kind == asked.counted.unit.kind
    }
    return same.pop() if len(same) == 1 else None


def _the_mission(asked: Asked) -> str | None:
    """As in "The mission now stands at 8,700": the mission that the text tells of, else its alliance."""
    counted, passage = asked.counted, asked.passage
    if counted.names:
        return None
    if counted.unit.name != "peacekeepers":
        body = passage.said(counted.noun_at or counted.start - 30, counted.start) + passage.said(counted.end, counted.reach)
        has = counted.rule == "number_then_noun" and MISSION_HAS.search(passage.said(passage.span.start, counted.start)) is not None
        if not has and (counted.rule not in SIZES_OF_BODIES or not MISSION.search(body)):
            return None
    return whole_of(passage).mission(peacekeepers=counted.unit.name == "peacekeepers")


def _subject_before(passage: Passage) -> str | None:
    """The country with which the sentence before begins."""
    if not passage.index:
        return None
    sentence = passage.document.sentences[passage.index - 1]
    first = next(iter(names_between(passage.document, sentence.start, sentence.start + OPENING)), None)
    force = force_of(first) if first else None
    return force if force and kind_of(force) == "country" else None


def _by_word(asked: Asked) -> str | None:
    """The force that alone calls its men so, if the text names it: Marines with a capital are American, legionnaires French."""
    counted, passage = asked.counted, asked.passage
    word = counted.words.rsplit(None, 1)[-1] if counted.words and not counted.names else ""
    force, capital = WORD_OF.get(word, ("", ""))
    if not force or (capital and word.capitalize() not in passage.text[counted.start : counted.end]):
        return None
    whole = whole_of(passage)
    often = whole.forces[force] > 1 or whole.home == force
    return force if force in whole.forces and (often or force in whole.with_soldiers or not _rivals(whole.forces, force)) else None


def _rivals(forces: Counter[str], force: str) -> bool:
    """Whether another country is named more often."""
    return any(count > forces[force] for other, count in forces.items() if kind_of(other) == "country")


def _army_says(asked: Asked) -> str | None:
    """As in "Eight soldiers were killed, the Malian army said": armies tell of their own losses; None where two armies are named."""
    passage = asked.passage
    if asked.reading.measure not in CASUALTIES or FOREIGN_WORDS.search(asked.counted.words):
        return None
    armies = [
        (name, force)
        for name in passage.names
        if SAYS.match(passage.low, name.end - passage.span.start) and (force := force_of(name)) and kind_of(force) == "country"
    ]
    if len({force for _, force in armies}) != 1 or armies[-1][0].start < asked.counted.end:
        return None
    return armies[-1][1]


def _claimants_own(asked: Asked) -> str | None:
    """As in "Pakistan said 12 soldiers had died": governments tell of their own men, unless they killed them."""
    own, counted = force_of_speaker(asked.claimant, asked.called), asked.counted
    if own is None or kind_of(own) != "country" or counted.unit.name not in LOCAL_UNITS | {"police"} or FOREIGN_WORDS.search(counted.words):
        return None
    return own if asked.reading.measure not in CASUALTIES or asked.reading.side in ("right", "noun") else None


def _of_the_country(asked: Asked) -> str | None:
    return home_force(asked.passage, asked.counted, asked.reading, asked.place)


def _lost_before(asked: Asked) -> str | None:
    """Losses told of one after the other are mostly those of one side."""
    if asked.reading.measure not in CASUALTIES or asked.counted.names or FOREIGN_WORDS.search(asked.counted.words):
        return None
    for read in reversed(asked.found[-2:]):
        near = asked.passage.index - read.passage.index <= 2
        if near and read.mention.measure in CASUALTIES and read.counted.unit.kind == asked.counted.unit.kind:
            return read.mention.force_id
    return None


def _of_many(asked: Asked) -> str | None:
    """As in "4,650 military personnel from 19 countries": those of the mission or alliance that the text tells of."""
    if not MANY.match(asked.passage.low, max(asked.counted.end, asked.counted.reach) - asked.passage.span.start):
        return None
    return whole_of(asked.passage).mission()


def _of_the_alliance(asked: Asked) -> str | None:
    """Troops that take part in an operation, in a sentence without a country, right after one on the alliance."""
    passage, counted = asked.passage, asked.counted
    if asked.reading.measure not in STRENGTHS or FOREIGN_WORDS.search(counted.words) or counted.unit.kind != "force":
        return None
    before = passage.document.sentences[passage.index - 1] if passage.index else passage.span
    told = passage.document.text[before.start : before.end].lower() + passage.low
    named = any(kind_of(force) == "country" for name in passage.names if (force := force_of(name)))
    return whole_of(passage).alliance if ALLIANCE.search(told) and OPERATION.search(passage.low) and not named else None


def _of_the_story(asked: Asked) -> str | None:
    """The one country that the whole text is about, where no soldiers of others are spoken of."""
    whole = whole_of(asked.passage)
    states = [(force, count) for force, count in whole.forces.most_common() if kind_of(force) in STATES]
    by = BY_THEM.search(asked.passage.said(asked.counted.start - 16, asked.counted.start))
    if not states or by or asked.counted.rule == "strength_of_body" or FOREIGN_WORDS.search(asked.counted.words):
        return None
    (first, times), others = states[0], [count for _, count in states[1:]]
    if kind_of(first) != "country" or times < max(STORY, sum(others), 2 * max(others, default=0)) or not whole.with_soldiers <= {first}:
        return None
    where = entities().get(asked.place or "")
    elsewhere = where is not None and (where.iso3 or where.entity_id) != first
    return None if elsewhere and asked.reading.measure in CASUALTIES else first


RULES: dict[str, Callable[[Asked], str | None]] = {
    "agent": _agent,
    "again": _again,
    "many": _of_many,
    "allied": _allied,
    "mission": _the_mission,
    "as_before": _as_before,
    "alliance": _of_the_alliance,
    "unit_word": _by_word,
    "army_says": _army_says,
    "claimant": _claimants_own,
    "country": _of_the_country,
    "lost_before": _lost_before,
    "dominant": _of_the_story,
}
"""For soldiers and policemen, the surest first."""
