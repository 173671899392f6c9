"""Whom a noun without a name means in its text: "the army", "police", "the two sides", "President Bush". Standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.events.bare_words import words_of
from pipelines.events.inflect import singular
from pipelines.events.lexicon import PREP, word_list
from pipelines.events.phrases import Phrase
from pipelines.events.setting import NEAR, Setting
from pipelines.events.titled import OF_STATE, titled_party
from pipelines.events.tokens import Tokens
from pipelines.reference import rows
from pipelines.text.known import entities
from pipelines.text.names import Name
from pipelines.troop_figures.bodies import kind_of
from pipelines.troop_figures.home import OCCUPIED

OWNERS = frozenset(("its", "their", "his", "her"))
DEFINITE = frozenset(("the", "this", "these", "those", "that"))
INDEFINITE = frozenset(("a", "an"))
COUNTS = {"two": 2, "both": 2, "either": 2, "warring": 2, "three": 3, "four": 4}
""""The two sides", "both governments", "the three leaders"."""
ASSEMBLIES = word_list("assembly")
WHOLES = word_list("whole_body")
SOLDIERLY = word_list("soldierly")
"""Bodies that are not a land's own where another holds it."""
SEATED = word_list("seated")
"""Who governs or judges "in Kabul"."""
STATES = word_list("state_word")
NORTH_SOUTH = {"north": "PRK", "south": "KOR"}


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


def bare_party(
    tokens: Tokens, phrase: Phrase, names: Sequence[Name], subject: Sequence[str], told: Sequence[str], setting: Setting | None
) -> list[str]:
    """Entity ids that a phrase means by a noun alone; empty where the text does not settle that.

    Args:
        tokens: the sentence.
        phrase: the noun phrase up to the end of its head.
        names: those within it.
        subject: ids of who was told of last.
        told: the words by which that was called.
        setting: what the text tells of states and groups.
    """
    if setting is None:
        return []
    bare = Bare(tokens, *phrase, setting)
    if names and not _in_one_country(names):
        return []
    words = bare.words()
    if titled := titled_party(tokens, phrase, setting):
        return titled
    if names:
        place = entities()[names[0].entity_id]
        return [place.iso3] if place.iso3 and words_of("body") & {*words} else []
    while len(words) > 1 and words[0] in ("all", "both", "most", "some", "of", "many") and words[1] in OWNERS:
        words = words[1:]
    if tokens.low[bare.first - 1 : bare.first] == ["whose"]:
        return _just_named(bare)
    if words[0] in OWNERS:
        owned = ["army" if word in ("country", "nation") else word for word in words]
        return [party for party in subject if kind_of(party) != "person"] if _is_somebody(owned) else []
    if words[-1] != "side" and _is_others(words, words_of("others")):
        return []
    if tokens.surface(bare.first, bare.core) in told:
        subject = []
    return (
        _the_country(bare, subject)
        or _pair(bare, subject)
        or _unit(bare)
        or _korea(bare)
        or _remembered(bare)
        or _allied(bare)
        or _of_state(bare, subject)
        or _armed(bare)
        or _planes(bare)
        or _organisation(bare)
    )


def _in_one_country(names: Sequence[Name]) -> bool:
    return all(kind_of(name.entity_id) == "place" for name in names) and len({entities()[name.entity_id].iso3 for name in names}) == 1


def _just_named(bare: Bare) -> list[str]:
    """As in "Malaysia's Najib Razak, whose country": for whom the one acts who is named right before."""
    names = [name for place in range(max(0, bare.first - 3), bare.first) if (name := bare.tokens.name[place]) is not None]
    return (
        [bare.setting.acting(names[-1].entity_id)]
        if names and _is_somebody(["army" if word in STATES else word for word in bare.words()])
        else []
    )


def _is_somebody(words: Sequence[str]) -> bool:
    known = words_of("body") | words_of("soldiers") | words_of("group") | words_of("definite") | words_of("weapon")
    return any(word in known or singular(word) in known for word in words)


def _is_others(words: Sequence[str], others: frozenset[str]) -> bool:
    """Whether a word makes it somebody else's: "foreign troops", not "the foreign ministry"."""
    last = len(words) - 1
    return any(
        (word in others or word.startswith(("ex-", "pro-", "anti-")))
        and place < last
        and not (word == "foreign" and words[place + 1] in OF_STATE)
        for place, word in enumerate(words)
    )


def _the_country(bare: Bare, subject: Sequence[str]) -> list[str]:
    """As in "the country": the one named last before it in the sentence, else the one that the text tells of."""
    if (
        (len(bare.words()) != 2 and bare.words()[2:3] != ["'s"])
        or bare.words()[:1] != ["the"]
        or bare.words()[1] not in ("country", "kingdom", "republic", "nation")
    ):
        return []
    named = [name for place in range(bare.first) if (name := bare.tokens.name[place]) is not None and kind_of(name.entity_id) == "country"]
    country = bare.setting.acting(named[-1].entity_id) if named else bare.setting.home
    return [country] if country and country not in subject else []


def _pair(bare: Bare, subject: Sequence[str]) -> list[str]:
    """As in "the two sides", "both governments"."""
    words = bare.words()
    if words[0] in ("each", "neither", "either") and words[-1] == "side":
        return bare.setting.told_most(2, subject, states=False)
    count = next((COUNTS[word] for word in words[-4:] if word in COUNTS), 0)
    if words[0] == "the" and words[-1] in COUNTS and len(words) == 2:
        return bare.setting.told_most(count, subject, states=False)
    noun = singular(words[-1])
    if not count or words[-1] == noun or noun not in words_of("sides") | words_of("states") or (count > 2 and words[0] != "the"):
        return []
    return bare.setting.told_most(count, subject, states=noun in STATES or count > 2)


def _unit(bare: Bare) -> list[str]:
    """The state that alone calls its soldiers so, if the text names it: "the Rangers"."""
    force, capital = _units().get(bare.words()[-1], ("", ""))
    fits = force in bare.setting.whole.forces and (not capital or bare.tokens.capital(bare.core - 1))
    return [force] if fits else []


@cache
def _units() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["force"], row["capital"]) for row in rows("unit_nations")}


def _korea(bare: Bare) -> list[str]:
    """As in "the North", where the text is about Korea."""
    words = bare.words()
    country = NORTH_SOUTH.get(words[1]) if len(words) > 1 else None
    if words[0] != "the" or country is None or not bare.tokens.capital(bare.first + 1) or (len(words) > 2 and words[2] != "'s"):
        return []
    return [country] if {"PRK", "KOR"} & bare.setting.whole.states else []


def _remembered(bare: Bare) -> list[str]:
    """As in "the Secretary", who was named with the word before."""
    words = bare.words()
    if words[0] not in DEFINITE or len(words) < 2:
        return []
    last = words[-1]
    one = singular(last)
    words = [word for word in words if not word[0].isdigit()]
    of_state = {last, one} & (words_of("body") | words_of("title")) or one in words_of("states")
    if len(words) > (2 if of_state else 4) or (len(words) > 2 and last not in ASSEMBLIES):
        return []
    called = bare.setting.called
    named = called.get(last) or called.get(one) or (called.get("forces") if one in words_of("soldiers") else None) or []
    if len(named) > 1 and of_state:
        return [bare.setting.home] if [bare.setting.home] in named and bare.setting.home else []
    return named[-1] if named else []


def _allied(bare: Bare) -> list[str]:
    words = [singular(word) for word in bare.words()]
    if "peacekeeper" in words or words == ["the", "mission"]:
        mission = bare.setting.whole.mission(peacekeepers=words[-1] == "peacekeeper")
        return [mission] if mission else []
    alliance = bare.setting.alliance
    if alliance is None or not any(singular(word) in words_of("alliance") for word in bare.words()):
        return []
    return [alliance]


def _planes(bare: Bare) -> list[str]:
    """The state of "warplanes", if planes of no other were told of."""
    named = bare.setting.called.get("planes", [])
    return named[0] if len(named) == 1 and words_of("planes") & {singular(word) for word in bare.words()} else []


def _of_state(bare: Bare, subject: Sequence[str]) -> list[str]:
    """The country of "the army", "police", "a defence ministry spokesman", "two soldiers"."""
    words = bare.words()
    pairs = {" ".join(words[place : place + 2]) for place in range(len(words) - 1)}
    bodies = words_of("body") & ({*words} | pairs)
    soldiers = words_of("soldiers") & {form for word in words for form in (word, singular(word))}
    if (not bodies and not soldiers) or _is_others(words, words_of("armed")):
        return []
    if words[0] in INDEFINITE and words[-1] in WHOLES:
        return []  # "a government", "an army"
    if "federal" in words and bare.setting.federation:
        return [bare.setting.federation]
    if placed := _in_place(bare):
        return [placed]
    near = _fought(bare, subject) or _named_before(bare)
    if near:
        return [near]
    if bodies:
        home = (bare.setting.capital if bodies & words_of("civil") else None) or bare.setting.home
        home = OCCUPIED.get(home or "", home) if bodies & SOLDIERLY else home
        return [home] if home else []
    return [bare.setting.soldiers] if bare.setting.soldiers else []


def _fought(bare: Bare, subject: Sequence[str]) -> str | None:
    """The country that the group just told of fights, if the text names it: its army and police are meant."""
    countries = {entities()[party].iso3 for party in subject if kind_of(party) == "armed_group"}
    country = countries.pop() if len(countries) == 1 else None
    return country if country in bare.setting.whole.states else None


def _in_place(bare: Bare) -> str | None:
    """As in "the government in Kabul"."""
    tokens, at = bare.tokens, bare.core
    if at + 1 >= len(tokens) or tokens.low[at] != "in" or (name := tokens.name[at + 1]) is None or kind_of(name.entity_id) != "place":
        return None
    return entities()[name.entity_id].iso3 if SEATED & {*bare.words()} else None


def _named_before(bare: Bare) -> str | None:
    """The one state that is told of as acting before the phrase in its sentence: "Moscow would answer, the foreign ministry said"."""
    tokens = bare.tokens
    found = {
        bare.setting.acting(name.entity_id)
        for place in range(bare.first)
        if (name := tokens.name[place]) is not None
        and name.form == "name"
        and not (
            place and (tokens.flags[place - 1] & PREP or (tokens.low[place - 1] == "the" and place > 1 and tokens.flags[place - 2] & PREP))
        )
    }
    states = {entity for entity in found if kind_of(entity) == "country"}
    if not found:
        adjectives = [name for place in range(bare.first) if (name := tokens.name[place]) is not None and name.form == "adjective"]
        states = found = {bare.setting.acting(name.entity_id) for name in adjectives if kind_of(name.entity_id) == "country"}
    return states.pop() if len(states) == 1 and len(found) == 1 else None


def _armed(bare: Bare) -> list[str]:
    """The armed group of "the rebels", "the group", "guerrillas"."""
    words = bare.words()
    forms = {singular(word) for word in words}
    definite = words[0] in DEFINITE
    strong = bool(words_of("group") & forms)
    if not strong and not definite and words_of("members") & forms and len(bare.setting.armed) == 1 and bare.setting.groups:
        return bare.setting.armed
    if not strong and not (definite and words_of("definite") & forms):
        return []
    one = words[0] in INDEFINITE and "group" in forms
    group = None if one else bare.setting.group(" ".join(words), definite=definite, alone=strong)
    return [group] if group else []


def _organisation(bare: Bare) -> list[str]:
    """As in "the movement", "the organisation": the one named last."""
    words = bare.words()
    last, seen = bare.setting.body
    near = bool(last) and bare.setting.sentence - seen <= NEAR
    return [last] if near and words[0] in DEFINITE and len(words) == 2 and words[1] in words_of("bodies") else []
