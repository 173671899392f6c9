"""The country whose soldiers and policemen are meant where nobody says whose: those of the place, if no foreign ones are there.

Standard library only.
"""

import re

from pipelines.text.known import entities
from pipelines.troop_figures.bodies import force_of, kind_of
from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.cues import CASUALTIES
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.reading import Reading
from pipelines.troop_figures.subject_force import OWN_LOSS, PLACED
from pipelines.troop_figures.whole import STATES, Whole, whole_of

ARMY = re.compile(
    r"\b(?:army|government|governor|garrison|military\s+(?:base|post|outpost|patrol|convoy|vehicle|truck|bus|checkpoint)|barracks|national\s+guard)\b"
)
HOME_UNITS = frozenset({"reservists", "conscripts"})  # called up where they live
OCCUPIED = {"PSE": "ISR"}  # where soldiers are those of another country; its police is its own
ADMINISTERED = frozenset({"XKX", "BIH"})  # countries whose soldiers are mostly others'
WITH_POLICE = re.compile(
    r"\b(?:soldiers|troops|army)\s+(?:and|or)\s+police|\bpolice\w*\s+(?:and|or)\s+(?:soldiers|troops)|\bsecurity\s+forces\b"
)
"""Soldiers counted together with policemen are those of the country, whoever else is there."""
OURS = re.compile(r"\b(?:we|our|us)\b")
HOME_WORDS = re.compile(r"\b(?:government|army|federal|loyalist|pro-government|national\s+guard)\b")
HOME_ARMY = re.compile(
    r"\b(?:the\s+(?:country['’]s\s+)?(?:army|military|government|armed\s+forces|defen[cs]e\s+ministry|security\s+forces|junta|regime|general\s+staff)|army\s+headquarters)\b"
)
AT_HOME = frozenset({"present", "other", "trained"})
MOVING = re.compile(r"\b(?:leave|left|leaving|withdr\w+|arriv\w+|pull\w*|send|sent|foreign)\b")
OFTEN = 2  # a text that names a country but once may tell of anybody's soldiers there
SENT = frozenset({"present", "deployed", "to_deploy", "other", "trained"})
LOCAL_UNITS = frozenset(
    {
        "troops",
        "soldiers",
        "personnel",
        "forces",
        "service members",
        "guards",
        "officers",
        "reservists",
        "conscripts",
        "marines",
        "sailors",
        "airmen",
        "commandos",
    }
)
OF_THE_STATE = re.compile(
    r"\bof\s+the\s+(?:security\s+forces|armed\s+forces|army|police|navy|national\s+guard)\b|^\s*(?:security\s+forces|army)\b"
)
FOREIGN_WORDS = re.compile(
    r"\b(?:foreign|international|peacekeep\w+|un|u\.n|mercenar\w+|private|rebel\w*|opposition|separatist|pro-\w+|enemy|hostile|child|illegal|outlawed|unidentified)\b"
)
REBELS_OF = re.compile(r"\s+(?:\w+\s+)?(?:rebels?|guerrillas?|insurgents?|separatists?|paramilitar\w+|leftists?)\b")


def home_force(passage: Passage, counted: Counted, reading: Reading, place: str | None) -> str | None:
    """The country where soldiers are lost or policemen stand, if no foreign soldiers are there too."""
    entity = entities().get(_named_place(counted) or place or "")
    country = entity.iso3 if entity and entity.kind == "place" else entity.entity_id if entity and entity.kind == "country" else None
    country = country or _of_the_rebels(passage)
    if (
        country is None
        or _does_it(passage, reading, OCCUPIED.get(country, country))
        or OURS.search(passage.low)
        or FOREIGN_WORDS.search(counted.words)
        or not (counted.unit.name in LOCAL_UNITS | {"police"} or counted.formations or OF_THE_STATE.search(counted.words))
    ):
        return None
    if not _named_place(counted) and _is_elsewhere(passage, country):
        return None
    if counted.unit.kind == "police" or counted.unit.name in HOME_UNITS:
        return country if counted.unit.kind == "police" else OCCUPIED.get(country, country)
    if country not in ADMINISTERED and _home_army(passage, counted, country):
        return OCCUPIED.get(country, country)
    if country in ADMINISTERED or counted.rule == "strength_of_body":
        return None
    if reading.measure in SENT and counted.unit.kind != "men" and _war_at_home(whole_of(passage), country):
        return OCCUPIED.get(country, country)
    if reading.measure not in CASUALTIES:
        return (
            OCCUPIED.get(country, country)
            if reading.measure in AT_HOME and not MOVING.search(passage.low) and _nobody_else(passage, country)
            else None
        )
    if country in OCCUPIED:
        return OCCUPIED[country]
    if ARMY.search(passage.low) or WITH_POLICE.search(counted.words) or not whole_of(passage).has_foreign_soldiers(country):
        return country
    return None


def _of_the_rebels(passage: Passage) -> str | None:
    """As in "Colombian rebels freed 242 soldiers": rebels fight the soldiers of their country."""
    return next(
        (name.entity_id for name in passage.names if kind_of(name.entity_id) == "country" and REBELS_OF.match(passage.text, name.end)), None
    )


def _does_it(passage: Passage, reading: Reading, country: str) -> bool:
    """Whether the country is who kills or captures them: "India said it had killed 12 soldiers in Kargil"."""
    if reading.side != "left" or reading.cue is None or reading.measure not in CASUALTIES or reading.cue.form in OWN_LOSS:
        return False
    at = reading.cue.start + passage.span.start
    before = [
        name for name in passage.names if name.end <= at and force_of(name) and not PLACED.search(passage.said(name.start - 24, name.start))
    ]
    return bool(before) and force_of(before[-1]) == country and not REBELS_OF.match(passage.text, before[-1].end)


def _war_at_home(whole: Whole, country: str) -> bool:
    """Whether the text tells of a country's own army, and neither of foreign soldiers there nor of a mission."""
    if not whole.tells_of_its_army or whole.has_foreign_soldiers(country):
        return False
    ranked = whole.places
    return bool(ranked) and ranked[0][0] == country and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])


def _nobody_else(passage: Passage, country: str) -> bool:
    """Whether the text names no other state or alliance at all: its soldiers are then the country's own."""
    whole = whole_of(passage)
    times = sum(count for entity_id, count in whole.entities.items() if _is_of(entity_id, country))
    return times >= OFTEN and whole.states <= {country}


def _is_of(entity_id: str, country: str) -> bool:
    entity = entities().get(entity_id)
    return entity is not None and country in (entity.entity_id, entity.iso3)


def _is_elsewhere(passage: Passage, country: str) -> bool:
    """Whether the sentence names places and countries and this is none of them."""
    named = {
        entity.iso3 or entity.entity_id
        for name in passage.names
        if (entity := entities().get(name.entity_id)) and entity.kind in ("place", "country")
    }
    return bool(named) and country not in named


def _named_place(counted: Counted) -> str | None:
    """As in "five Dallas police officers"."""
    places = [name.entity_id for name in counted.names if kind_of(name.entity_id) == "place"]
    return places[0] if len(places) == 1 == len(counted.names) else None


def _home_army(passage: Passage, counted: Counted, country: str) -> bool:
    """Whether the men are those of the army, which can only be the country's: "government troops", "the army sent two battalions"."""
    if HOME_WORDS.search(counted.words):
        return True
    others = any(kind_of(force) in STATES and force != country for name in passage.names if (force := force_of(name)))
    return HOME_ARMY.search(passage.low) is not None and not others and not whole_of(passage).has_foreign_soldiers(country)
