"""Whom a noun without a name means in its text: "the army", "police", "the two sides", "President Bush". Standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.articles.offices import find_holders
from pipelines.events.inflect import singular
from pipelines.events.lexicon import PREP
from pipelines.events.phrases import Phrase
from pipelines.events.setting import Setting
from pipelines.events.tokens import Tokens
from pipelines.reference import rows, split
from pipelines.text.known import entities
from pipelines.text.names import Name
from pipelines.troop_figures.bodies import kind_of

OWNERS = frozenset(("its", "their", "his", "her"))
DEFINITE = frozenset(("the", "this", "these", "those", "that"))
INDEFINITE = frozenset(("a", "an"))
PAIRS = frozenset(("two", "both", "either", "warring", "rival"))
OF_STATE = frozenset(("minister", "ministry", "secretary", "office", "affairs", "policy", "ministers"))
"""What makes "foreign" a word for one's own government."""
NORTH_SOUTH = {"north": "PRK", "south": "KOR"}


@cache
def words_of(kind: str) -> frozenset[str]:
    """The nouns of one kind in bare_parties.csv."""
    return frozenset(word for row in rows("bare_parties") if row["kind"] == kind for word in split(row["words"]))


@dataclass(slots=True)
class Bare:
    """A noun phrase without a name that settles whom it means."""

    tokens: Tokens
    first: int
    core: int
    """One past its head."""
    setting: Setting

    def words(self) -> list[str]:
        """Its words in lower case."""
        return self.tokens.low[self.first : self.core]


def bare_party(tokens: Tokens, phrase: Phrase, names: Sequence[Name], subject: Sequence[str], setting: Setting | None) -> list[str]:
    """Entity ids that a phrase means by a noun alone; empty where the text does not settle that. `subject` is who was told of last."""
    if setting is None:
        return []
    bare = Bare(tokens, *phrase, setting)
    if names and not _in_one_country(names):
        return []
    words = bare.words()
    if titled := _titled(bare):
        return titled
    if names:
        place = entities()[names[0].entity_id]
        return [place.iso3] if place.iso3 and words_of("body") & {*words} else []
    if words[0] in OWNERS:
        return [party for party in subject if kind_of(party) != "person"] if _is_somebody(words) else []
    if _is_others(words):
        return []
    return _pair(bare, subject) or _korea(bare) or _remembered(bare) or _allied(bare) or _of_state(bare) or _armed(bare)


def _in_one_country(names: Sequence[Name]) -> bool:
    return all(kind_of(name.entity_id) == "place" for name in names) and len({entities()[name.entity_id].iso3 for name in names}) == 1


def _is_somebody(words: Sequence[str]) -> bool:
    known = words_of("body") | words_of("soldiers") | words_of("group") | words_of("definite")
    return any(word in known or singular(word) in known for word in words)


def _is_others(words: Sequence[str]) -> bool:
    """Whether a word makes it somebody else's: "foreign troops", not "the foreign ministry"."""
    others = words_of("others")
    last = len(words) - 1
    return any(
        (word in others or word.startswith(("ex-", "pro-", "anti-")))
        and place < last
        and not (word == "foreign" and words[place + 1] in OF_STATE)
        for place, word in enumerate(words)
    )


def _titled(bare: Bare) -> list[str]:
    """For whom "President Bush" acts, by who held the office on the day of the report."""
    tokens = bare.tokens
    if not any(tokens.capital(place) and tokens.low[place] in words_of("title") | OF_STATE for place in range(bare.first, bare.core)):
        return []
    published = bare.setting.document.published.latest
    for holder in find_holders(tokens.text, tokens.start[bare.first], tokens.end[bare.core - 1]):
        bodies = {office.split()[1] for office in holder.office}
        in_time = published is None or any(first <= published <= last for first, last in holder.terms)
        if len(bodies) == 1 and (in_time or holder.former):
            return sorted(bodies)
    return []


def _pair(bare: Bare, subject: Sequence[str]) -> list[str]:
    """As in "the two sides", "both governments"."""
    words = bare.words()
    if not PAIRS & {*words[:3]} or words[-1] == singular(words[-1]):
        return [] if words[-1:] != ["two"] or words[0] != "the" else bare.setting.two(subject, states=False)
    noun = singular(words[-1])
    if noun in words_of("sides"):
        return bare.setting.two(subject, states=False)
    return bare.setting.two(subject, states=noun in ("country", "nation", "state")) if noun in words_of("states") else []


def _korea(bare: Bare) -> list[str]:
    """As in "the North", where the text is about Korea."""
    words = bare.words()
    country = NORTH_SOUTH.get(words[-1])
    if words[0] != "the" or len(words) != 2 or country is None or not bare.tokens.capital(bare.first + 1):
        return []
    return [country] if {"PRK", "KOR"} & bare.setting.whole.states else []


def _remembered(bare: Bare) -> list[str]:
    """As in "the Secretary", who was named with the word before."""
    words = bare.words()
    if words[0] not in DEFINITE or len(words) != 2:
        return []
    return bare.setting.holders.get(words[1], [])


def _allied(bare: Bare) -> list[str]:
    alliance = bare.setting.alliance
    if alliance is None or not any(singular(word) in words_of("alliance") for word in bare.words()):
        return []
    return [alliance]


def _of_state(bare: Bare) -> list[str]:
    """The country of "the army", "police", "a defence ministry spokesman", "two soldiers"."""
    words = bare.words()
    pairs = {" ".join(words[place : place + 2]) for place in range(len(words) - 1)}
    bodies = words_of("body") & ({*words} | pairs)
    soldiers = words_of("soldiers") & {form for word in words for form in (word, singular(word))}
    if not bodies and not soldiers:
        return []
    if words[0] in INDEFINITE and (words[-1] in bodies or " ".join(words[-2:]) in bodies) and len(words) == 2:
        return []  # "a government", "an army"
    if placed := _in_place(bare):
        return [placed]
    near = _named_before(bare)
    if near:
        return [near]
    if bodies:
        return [home] if (home := bare.setting.home) else []
    return [home] if (home := bare.setting.soldiers_home) and not bare.setting.foreign_soldiers else []


def _in_place(bare: Bare) -> str | None:
    """As in "the government in Kabul"."""
    tokens, at = bare.tokens, bare.core
    if at + 1 >= len(tokens) or tokens.low[at] != "in" or (name := tokens.name[at + 1]) is None or kind_of(name.entity_id) != "place":
        return None
    return entities()[name.entity_id].iso3 if "government" in bare.words() or "authorities" in bare.words() else None


def _named_before(bare: Bare) -> str | None:
    """The one state that is told of as acting before the phrase in its sentence: "Moscow would answer, the foreign ministry said"."""
    tokens = bare.tokens
    found = {
        bare.setting.acting(name.entity_id)
        for place in range(bare.first)
        if (name := tokens.name[place]) is not None
        and name.form == "name"
        and not (place and (tokens.flags[place - 1] & PREP or tokens.low[place - 1] == "the" and place > 1 and tokens.flags[place - 2] & PREP))
    }
    states = {entity for entity in found if kind_of(entity) == "country"}
    return states.pop() if len(states) == 1 and len(found) == 1 else None


def _armed(bare: Bare) -> list[str]:
    """The armed group of "the rebels", "the group", "guerrillas"."""
    words = bare.words()
    forms = {singular(word) for word in words}
    definite = words[0] in DEFINITE
    strong = bool(words_of("group") & forms)
    if not strong and not (definite and words_of("definite") & forms):
        return []
    one = words[0] in INDEFINITE and "group" in forms
    group = None if one else bare.setting.group(" ".join(words), definite=definite, alone=strong)
    return [group] if group else []
