"""What is counted: the noun phrase that a number counts, before, after or apart from it. Standard library only."""

import re
from typing import NamedTuple

from pipelines.reference import column, rows, split
from pipelines.text.known import entities
from pipelines.text.names import Name
from pipelines.text.number_words import WORDS
from pipelines.troop_figures.passage import Passage

AND_OR = re.compile(r"\s+(?:and|or)\s+")
BLANK = re.compile(r"\s+")


class Unit(NamedTuple):
    """A word for members of forces: its canonical form, and the kind of force_units.csv."""

    name: str
    kind: str


class Phrase(NamedTuple):
    """A noun phrase of forces: from its first word to its last, the unit, and the names within and right after it."""

    start: int
    end: int
    unit: Unit
    names: tuple[Name, ...]
    words: str


def hints() -> re.Pattern[str]:
    """Finds, in lower-case text, a place where forces may be spoken of; cheap, for leaving sentences out."""
    stems = {word[:STEM] for form in (*PLURALS, *SINGULARS, *BODIES) for word in (form.split()[0],)}
    return re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(stems))})|-(?:strong|man)\b|(?<![a-z])(?:casualties|lost|losses|dead|toll)\b")


def _forms(columns: tuple[str, ...]) -> dict[str, Unit]:
    return {form: Unit(row["unit"], row["kind"]) for row in rows("force_units") for of in columns for form in split(row[of])}


PLURALS = _forms(("plural",))
SINGULARS = _forms(("singular",))
BODIES = frozenset(column("force_bodies", "word"))
MODIFIERS = frozenset(column("force_modifiers", "word"))
CIVIL = frozenset(column("civil_nouns", "word"))


def alternatives(words: object) -> str:
    """A regular expression for any of the words, longest first; a space stands for any blank."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word)))  # type: ignore[call-overload]


PLURAL = re.compile(rf"(?:{alternatives(PLURALS)})(?![\w-])")
SINGULAR = re.compile(rf"(?:{alternatives(SINGULARS)})(?![\w-])")
BODY = re.compile(rf"(?:{alternatives(BODIES)})s?(?!\w)")
ANY_UNIT = re.compile(rf"(?<![\w-])(?:{alternatives([*PLURALS, *BODIES, 'troop'])})(?![\w-])")
TOKEN = re.compile(r"[^\W_][\w.'’‘\-‐‑/]*")
GAP = re.compile(r"\s+|\s*,\s+|(?<=\w)-(?=\w)|\s*[\"“”'‘’(\[]\s*")
LEAD = re.compile(r"\s+of\s+(?:the\s+|its\s+|their\s+|his\s+|our\s+|these\s+|those\s+)?|[\"”’]?\s+(?:the\s+)?[\"“‘]?|-")
"""Between a number and its noun; either may stand in marks: 15 "terrorists", "several dozen" fighters."""
# What follows the noun and makes it a mere modifier: police stations, troop carriers, soldiers' wives.
NOT_HEAD = re.compile(
    r"[’'](?!s?\s+(?:killed|wounded|dead))|-|\s+(?:stations?|posts?|checkpoints?|vehicles?|carriers?|trucks?|cars?|jeeps?|bases?|camps?|barracks|headquarters|"
    r"positions?|helicopters?|planes?|(?<!s\s)patrols?|convoys?|units?|families|relatives|wives|widows|widow|sons?|(?<!s\s)attacks?|operations?|exercises|chiefs?|commanders?|training|"
    r"academ(?:y|ies)|groups?|leaders?|wings?|hideouts?|strongholds?|boats?|ships?|funerals|veterans?|casualties|stations)\b"
)
MIXED = re.compile(
    rf"(?:,\s+(?:\w+\s+)?(?:{alternatives([*PLURALS, *CIVIL])}),?)?\s+(?:and|or)\s+"
    rf"(?:(?!\d|(?:an?|another|several|{'|'.join(WORDS)})\b)\w+\s+)?(?:{alternatives(CIVIL)})\b"
)
MEMBERS = re.compile(r"\s+(?:\w+\s+)?(?:members|elements|men|soldiers)\s+of\s+(?:the\s+|its\s+|an?\s+|his\s+|their\s+)?")
MEMBER_WORD = re.compile(r"\s+(?:members|men|operatives|combatants)\b")
SUFFIXES = ("ed", "ish", "ern", "-led", "-backed", "-trained", "-based", "-born", "-speaking", "-equipped", "-made", "ally", "ily")
MOST_TOKENS, STEM = 9, 6
_CONNECTIVES = frozenset({"and", "or", "the"})


def phrase_after(passage: Passage, at: int, *, singular: bool = False) -> Phrase | None:
    """The phrase of forces that begins right after a number or article that ends at `at`; None where something else is counted."""
    lead = LEAD.match(passage.low, at - passage.span.start)
    if lead is None:
        return None
    if not singular and (members := MEMBERS.match(passage.low, at - passage.span.start)):
        found = _members(passage, at, members.end() + passage.span.start)
        if found:
            return found
    position = lead.end() + passage.span.start
    return walk(passage, position, SINGULAR if singular else PLURAL, SINGULARS if singular else PLURALS)


def walk(passage: Passage, start: int, units: re.Pattern[str], table: dict[str, Unit]) -> Phrase | None:
    """Goes word by word over modifiers and names until a unit ends the phrase."""
    position = start
    names: list[Name] = []
    low, offset = passage.low, passage.span.start
    for _ in range(MOST_TOKENS):
        unit = units.match(low, position - offset)
        if unit and not _is_modifier_here(low, unit.end()):
            return _finish(passage, start, unit, units, table, names)
        name = passage.name_at.get(position)
        token = TOKEN.match(low, position - offset)
        if name and _kind(name) in ("person", "agency"):
            return None
        if name:
            names.append(name)
            position = name.end
            last = low[name.start - offset : name.end - offset].rsplit(None, 1)[-1]
            if last in table and not _is_modifier_here(low, position - offset):  # "12 U.S. Marines": the name holds the unit
                return Phrase(start, position, table[last], tuple(names), passage.said(start, position))
            if _kind(name) in ("armed_group", "armed_force") and (member := MEMBER_WORD.match(low, position - offset)):
                of = Unit("members", "group" if _kind(name) == "armed_group" else "force")  # "12 IRA members"
                return Phrase(start, member.end() + offset, of, tuple(names), passage.said(start, member.end() + offset))
            if low.startswith(("'s", "’s"), position - offset):
                position += 2
        elif token and _may_modify(passage, token) and not (token[0] in SINGULARS and low.startswith(",", token.end())):
            position = token.end() + offset  # but not "45 Commando, Royal Marines"
        else:
            return None
        gap = GAP.match(low, position - offset)
        if gap is None:
            return _bare_name(passage, start, names, position)
        if name and _ends_as_name(low, gap.end()):
            return _bare_name(passage, start, names, position)
        position = gap.end() + offset
    return None


AFTER_NAME = re.compile(
    r"(?:were|was|have|had|are|is|died|dead|surrendered|killed|wounded|captured|fighting|in|on|at|near|from|and|or|who|during|by|with|to|for|after|as|while|when|since|over|this|last|yesterday|today)\b"
)


def _ends_as_name(low: str, position: int) -> bool:
    """As in "50 Taliban were killed": a name of an armed group may be the head itself."""
    return AFTER_NAME.match(low, position) is not None


def _bare_name(passage: Passage, start: int, names: list[Name], end: int) -> Phrase | None:
    """A number of members that are called by the name of their group: "50 Taliban"."""
    if names and names[-1].end == end and passage.said(start, end).startswith("armed ") and names[-1].form == "adjective":
        return Phrase(start, end, Unit("fighters", "group"), tuple(names), passage.said(start, end))  # "100 armed Palestinians"
    if names and names[-1].end == end and _kind(names[-1]) == "armed_group":
        return Phrase(start, end, Unit("members", "group"), tuple(names), passage.said(start, end))
    return None


def _is_modifier_here(low: str, end: int) -> bool:
    """Whether what looks like a unit is only a modifier: "police stations", "guerrilla leader"."""
    return NOT_HEAD.match(low, end) is not None


def _finish(
    passage: Passage, start: int, unit: re.Match[str], units: re.Pattern[str], table: dict[str, Unit], names: list[Name]
) -> Phrase | None:
    """Takes in what still belongs to the head: "army soldiers", "soldiers and policemen"; None where civilians join it."""
    low, offset = passage.low, passage.span.start
    while (gap := BLANK.match(low[unit.end() : unit.end() + 3])) and (more := units.match(low, unit.end() + gap.end())):
        unit = more
    found = table[" ".join(unit[0].split())]
    if _is_modifier_here(low, unit.end()) or MIXED.match(low, unit.end()):
        return None
    if found.kind in ("force", "police", "group") and (both := AND_OR.match(low, unit.end())):
        other = units.match(low, both.end())
        if other and not _is_modifier_here(low, other.end()) and table[" ".join(other[0].split())].kind in ("force", "police", "group"):
            unit = other
    end = unit.end() + offset
    return Phrase(start, end, found, tuple(names), passage.said(start, end))


def _members(passage: Passage, start: int, position: int) -> Phrase | None:
    """As in "12 members of the Taliban", "300 members of the security forces"."""
    phrase = walk(passage, position, PLURAL, PLURALS)
    if phrase:
        return Phrase(start, phrase.end, phrase.unit, phrase.names, phrase.words)
    names: list[Name] = []
    low, offset = passage.low, passage.span.start
    for _ in range(MOST_TOKENS):
        name = passage.name_at.get(position)
        body = BODY.match(low, position - offset)
        if body:
            return Phrase(start, body.end() + offset, Unit("members", "force"), tuple(names), passage.said(start, body.end() + offset))
        token = TOKEN.match(low, position - offset)
        if name:
            names.append(name)
            position = name.end
            if _kind(name) in ("armed_group", "armed_force", "mission"):
                return Phrase(start, position, Unit("members", "group"), tuple(names), passage.said(start, position))
        elif token and _may_modify(passage, token):
            position = token.end() + offset
        else:
            return None
        gap = GAP.match(low, position - offset)
        if gap is None:
            return None
        position = gap.end() + offset
    return None


def _may_modify(passage: Passage, token: re.Match[str]) -> bool:
    word = token[0].rstrip(".’'-").removesuffix("'s").removesuffix("’s")
    if word in MODIFIERS or word in _CONNECTIVES or word.endswith(SUFFIXES):
        return word not in CIVIL
    if word in CIVIL or PLURALS.get(word):
        return PLURALS.get(word) is not None
    if SINGULARS.get(word) or "-" in word:
        return True
    first = passage.text[token.start() + passage.span.start]
    return first.isupper() and not passage.in_capitals and word not in _FUNCTION


_FUNCTION = frozenset(
    [
        "in",
        "on",
        "at",
        "by",
        "from",
        "with",
        "to",
        "as",
        "for",
        "when",
        "while",
        "after",
        "before",
        "and",
        "but",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "this",
        "that",
        "who",
        "which",
    ]
)


def _kind(name: Name) -> str:
    entity = entities().get(name.entity_id)
    return entity.kind if entity else ""
