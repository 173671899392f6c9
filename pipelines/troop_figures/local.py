"""Whose men a figure counts where its own clause does not say: the figure it continues, the force of the country, the group of the text.

Standard library only. A guess from afar is made only where one answer stands out; otherwise the force stays unknown.
"""

import re
from collections.abc import Sequence

from pipelines.text.known import entities
from pipelines.text.names import Name
from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.cues import CASUALTIES
from pipelines.troop_figures.forces import antecedent, dominant_alliance, force_of
from pipelines.troop_figures.measures import Reading
from pipelines.troop_figures.passage import Passage, names_between
from pipelines.troop_figures.relations import Read

ALLIED_WORDS = re.compile(r"\b(?:allied|coalition|nato-led|multinational)\b")
FOREIGN_WORDS = re.compile(
    r"\b(?:foreign|international|peacekeep\w+|un|u\.n|mercenar\w+|private|rebel\w*|opposition|separatist|pro-\w+|enemy|hostile)\b"
)
UNNAMED = re.compile(
    r"\b(?:gunm[ae]n|attackers?|assailants?|armed\s+m[ae]n|snipers?|bombers?|bandits?|militia\w*|vigilantes|mercenar\w+|contractors?)\b"
)
ARMY = re.compile(
    r"\b(?:army|government|governor|garrison|military\s+(?:base|post|outpost|patrol|convoy|vehicle|truck|bus|checkpoint)|barracks|national\s+guard)\b"
)
ARMED_NOUN = re.compile(
    r"(?:['’]s)?[\s-]+(?:led\s+)?(?:ground\s+|special\s+)?(?:troops|soldiers|forces|marines|servicemen|service\s+members|peacekeepers)\b"
)
LOCAL_UNITS = frozenset({"troops", "soldiers", "personnel", "forces", "service members", "guards", "officers", "reservists", "conscripts"})
STRENGTHS = frozenset({"present", "deployed", "to_deploy", "withdrawn", "to_withdraw"})
OCCUPIED = {"PSE": "ISR"}  # where soldiers are those of another country; its police is its own
ADMINISTERED = frozenset({"XKX", "BIH"})  # countries whose soldiers are mostly others'
STATES = frozenset({"country", "armed_force", "alliance", "mission"})
NOTHING_BEFORE = re.compile(r"\W*(?:(?:an?|the|another|further|some|other|those|these|all|additional|meanwhile|also|but|and)\W+)*$")
INCLUDED = re.compile(r"\binclud\w+\s+(?:\w+\s+){0,2}$")
OURS = re.compile(r"\b(?:we|our|us)\b")
SAYS = re.compile(
    r"(?:['’]s)?\s+(?:army|military|police|navy|armed\s+forces|defen[cs]e\s+ministry|interior\s+ministry|government|authorities)\b"
)
BY = re.compile(r"[^,;]{0,40}?\bby\s+(?:the\s+)?$")


def force_from_context(
    passage: Passage, counted: Counted, reading: Reading, place: str | None, found: Sequence[Read]
) -> tuple[str | None, str]:
    """Entity id of the force and the rule that found it; None where no one answer stands out.

    Args:
        passage: the sentence.
        counted: the figure.
        reading: what is told of it.
        place: entity id of where it is.
        found: the figures of the text before this one.
    """
    if counted.like is not None:
        donor = next((read for read in reversed(found) if read.counted.start == counted.like), None)
        if donor and donor.mention.force_id:
            return donor.mention.force_id, "understood"
    if counted.unit.kind == "group" and counted.unit.name != "hostiles":
        group = _group(passage, counted)
        return group, "group" if group else "none"
    if counted.unit.kind not in ("force", "police", "men"):
        return None, "none"
    for rule, force in (("agent", _agent(passage, reading)), ("allied", _allied(passage, counted))):
        if force:
            return force, rule
    if (
        reading.measure in STRENGTHS
        and counted.rule != "strength_of_body"
        and not FOREIGN_WORDS.search(counted.words)
        and (same := _same_as_before(passage, counted, reading, found))
    ):
        return same, "as_before"
    if counted.unit.name == "marines" and not counted.names and _are_american(passage, counted):
        return "USA", "marines"
    if reading.measure in CASUALTIES and (own := _army_says(passage, counted)):
        return own, "army_says"
    if country := _country(passage, counted, reading, place):
        return country, "country"
    if reading.measure in CASUALTIES and not counted.names and not FOREIGN_WORDS.search(counted.words):
        lost = _lost_before(passage, counted, found)
        return lost, "as_before" if lost else "none"
    return None, "none"


def _are_american(passage: Passage, counted: Counted) -> bool:
    """Marines with a capital are the American ones in a text that speaks of the United States."""
    return "Marine" in passage.text[counted.start : counted.end] and any(force_of(name) == "USA" for name in passage.document.names)


def _agent(passage: Passage, reading: Reading) -> str | None:
    """As in "700 peacekeepers will be sent by the African Union"."""
    if reading.side != "right" or reading.cue is None or reading.measure not in STRENGTHS:
        return None
    at = reading.cue.end + passage.span.start
    for name in passage.names:
        if at <= name.start <= at + 50:
            return force_of(name) if BY.fullmatch(passage.said(at, name.start)) else None
    return None


def _allied(passage: Passage, counted: Counted) -> str | None:
    return dominant_alliance(passage) if ALLIED_WORDS.search(counted.words) and not counted.names else None


def _same_as_before(passage: Passage, counted: Counted, reading: Reading, found: Sequence[Read]) -> str | None:
    """Strengths that stand close together with nobody else named between are mostly of one force."""
    for read in reversed(found[-3:]):
        if passage.index - read.passage.index > 2:
            return None
        force = read.mention.force_id
        if INCLUDED.search(read.passage.said(read.counted.start - 30, read.counted.start)):
            return None
        if force is None or read.mention.measure not in STRENGTHS or read.counted.unit.kind != counted.unit.kind:
            continue
        between = names_between(passage.document, read.counted.end, counted.start)
        others = {other for name in between if (other := force_of(name)) and _kind(other) in STATES and other != force}
        return None if others else force
    if reading.side == "right" and NOTHING_BEFORE.fullmatch(passage.said(passage.span.start, counted.start)):
        force = antecedent(passage, passage.span.start)
        return force if force and _kind(force) != "armed_group" else None
    return None


def _army_says(passage: Passage, counted: Counted) -> str | None:
    """As in "Eight soldiers were killed, the Malian army said": armies tell of their own losses; None where two armies are named."""
    if FOREIGN_WORDS.search(counted.words):
        return None
    armies = [
        (name, force)
        for name in passage.names
        if SAYS.match(passage.text, name.end) and (force := force_of(name)) and _kind(force) == "country"
    ]
    if len({force for _, force in armies}) != 1 or armies[-1][0].start < counted.end:
        return None
    return armies[-1][1]


def _lost_before(passage: Passage, counted: Counted, found: Sequence[Read]) -> str | None:
    """Losses told of one after the other are mostly those of one side."""
    for read in reversed(found[-2:]):
        if passage.index - read.passage.index <= 2 and read.mention.measure in CASUALTIES and read.counted.unit.kind == counted.unit.kind:
            return read.mention.force_id
    return None


def _kind(entity_id: str) -> str:
    entity = entities().get(entity_id)
    return entity.kind if entity else ""


def _country(passage: Passage, counted: Counted, reading: Reading, place: str | None) -> str | None:
    """The country where soldiers are lost or policemen stand, if no foreign soldiers are there too."""
    entity = entities().get(_named_place(counted) or place or "")
    country = entity.iso3 if entity and entity.kind == "place" else entity.entity_id if entity and entity.kind == "country" else None
    if (
        country is None
        or OURS.search(passage.low)
        or FOREIGN_WORDS.search(counted.words)
        or counted.unit.name not in LOCAL_UNITS | {"police"}
    ):
        return None
    if not _named_place(counted) and _is_elsewhere(passage, country):
        return None
    if counted.unit.kind == "police":
        return country
    if reading.measure not in CASUALTIES or country in ADMINISTERED:
        return None
    if country in OCCUPIED:
        return OCCUPIED[country]
    if ARMY.search(passage.low) or country not in _with_foreign_soldiers(passage):
        return country
    return None


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
    places = [name.entity_id for name in counted.names if _kind(name.entity_id) == "place"]
    return places[0] if len(places) == 1 == len(counted.names) else None


def _with_foreign_soldiers(passage: Passage) -> frozenset[str]:
    """The countries of which the document speaks beside soldiers of others: all of them, or none."""
    if "foreign" not in passage.memo:
        forces = {force for name in passage.document.names if (force := force_of(name)) and _leads_soldiers(passage, name)}
        passage.memo["foreign"] = "|".join(sorted(force for force in forces if _kind(force) in STATES)) or None
    named = (passage.memo["foreign"] or "").split("|")
    return frozenset(country for country in entities() if any(force and force != country for force in named)) if any(named) else frozenset()


def _leads_soldiers(passage: Passage, name: Name) -> bool:
    return ARMED_NOUN.match(passage.text, name.end) is not None


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
    if "group" not in passage.memo:
        groups = _groups(document.names)
        passage.memo["group"] = groups[0] if len(groups) == 1 else None
    return passage.memo["group"]


def _groups(names: Sequence[Name]) -> list[str]:
    return list(dict.fromkeys(force for name in names if (force := force_of(name)) and _kind(force) == "armed_group"))
