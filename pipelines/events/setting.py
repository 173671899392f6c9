"""Whose government, forces and rebels a text means by "the army", "police", "the insurgents". Standard library only."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from pipelines.events.bare_words import words_of
from pipelines.events.lexicon import word_list
from pipelines.reference import rows
from pipelines.text.document import Document
from pipelines.text.known import acts_for, entities
from pipelines.text.names import Name, find_names, link_of
from pipelines.troop_figures.bodies import ALLIANCES, kind_of
from pipelines.troop_figures.group_words import group_called
from pipelines.troop_figures.home import OCCUPIED
from pipelines.troop_figures.whole import ARMY_AT_HOME, Whole

AGENT_LINKS = word_list("agent_link") | {None}
"""Ties of a compound by which the named one acts: who leads a coalition acts with it; who backs it need not."""
SIDES = frozenset(("country", "armed_group", "alliance"))
"""Kinds of those who can be a side of a conflict or of talks."""
INSURGENTS = re.compile(r"\b(?:insurgent|militant|rebel|guerrilla|jihadist|extremist)s\b")
FEDERATIONS = ("YUG", "SUN", "CSK")
FORCES = word_list("force_member")
HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "THREATEN", "ACCUSE"))
"""Types that tell of two who are against each other."""
WHERE = re.compile(r"\b(?:in|near)\s+(?:the\s+)?$")
"""Before a name that only says where something is."""
NEAR = 3
"""Sentences within which the group named last is meant."""


@cache
def _capitals() -> dict[str, list[tuple[str, int]]]:
    """Capital -> the former countries that it stood for, each with its last year."""
    found: dict[str, list[tuple[str, int]]] = {}
    for row in rows("former_states"):
        found.setdefault(row["capital"], []).append((row["country"], int(row["until"])))
    return found


def _is_armed(party: str) -> bool:
    """Whether an entity is an armed group, or a people whose fighters are called so: Chechens, Bosnian Serbs."""
    entity = entities().get(party)
    if entity is None:
        return False
    return entity.kind == "armed_group" or (entity.kind == "organisation" and bool(entity.adjectives) and not entity.acts_for)


def _is_capital(words: str, country: str) -> bool:
    return any(acts_for(name.entity_id) == country and kind_of(name.entity_id) == "place" for name in find_names(words))


class Deed(NamedTuple):
    """Who did something to whom, and in which sentence."""

    type: str
    actors: list[str]
    recipients: list[str]
    sentence: int


class Seen(NamedTuple):
    """What an entity is to a text: for whom it acts, of what kind that is, and by which nouns it is called."""

    party: str
    kind: str
    armed: bool
    nouns: list[str]


class Setting:
    """What a text tells, as a whole and up to the sentence being read, of states and groups in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.whole = Whole(document)
        self.sentence = 0
        self.told: Counter[str] = Counter()
        """How often each party has been named so far; the first of equals comes first."""
        self.groups: dict[str, int] = {}
        """Armed groups named so far, and in which sentence last."""
        self.deeds: list[Deed] = []
        """What was told so far."""
        self._seen: dict[str, Seen] = {}
        self._acting: dict[str, str] = {}
        self.noted: set[int] = set()
        """Where bare nouns stand that were counted."""
        self.people: dict[str, list[str]] = {}
        """Surname in lower case of somebody whom no table has -> for whom the text says that they act."""
        self.body: tuple[str, int] = ("", 0)
        """The organisation named last, and in which sentence."""
        self.called: dict[str, list[list[str]]] = {}
        """Noun -> parties named with it so far, the last one last: of "the Pakistani army" for "the army"."""

    def note(self, parties: Sequence[str], at: int) -> None:
        """Counts those that a bare noun at an offset of the text stands for."""
        if at not in self.noted:
            self.noted.add(at)
            self.told.update(party for party in parties if kind_of(party) in SIDES or _is_armed(party))

    def call(self, noun: str, parties: Sequence[str]) -> None:
        """Keeps that a noun was said of named parties; soldiers and troops are one."""
        if noun in FORCES:
            self.call("forces", parties)
        if noun in words_of("planes"):
            self.call("planes", parties)
        known = self.called.setdefault(noun, [])
        if list(parties) in known:
            known.remove(list(parties))
        known.append(list(parties))

    def see(self, names: Sequence[Name]) -> None:
        """Goes on to the next sentence, which has these names."""
        self.sentence += 1
        for before, name in zip((None, *names), names, strict=False):
            if link_of(name) not in AGENT_LINKS:
                continue
            seen = self._seen.get(name.entity_id) or self._look_up(name.entity_id)
            if (seen.kind in SIDES or seen.armed) and not self._is_where(before, name):
                self.told[seen.party] += 1
            for noun in seen.nouns:
                self.call(noun, [seen.party])
            if seen.kind == "organisation" and seen.party == name.entity_id:
                self.body = (seen.party, self.sentence)
            if seen.armed:
                self.groups[seen.party] = self.sentence

    def _look_up(self, entity_id: str) -> Seen:
        """What an entity is to the text, kept for the next time."""
        entity, party = entities()[entity_id], self.acting(entity_id)
        kind = kind_of(party)
        nouns = [word for word in (entity.role or "").split() if word in words_of("title")]
        nouns += ["forces"] if entity.kind == "armed_force" else []
        nouns += [entity.name.split()[-1].lower()] if kind in ("organisation", "alliance", "mission") else []
        self._seen[entity_id] = Seen(party, kind, _is_armed(party), nouns)
        return self._seen[entity_id]

    def printed(self, party: str) -> str | None:
        """The words by which the text names a party, or the place that stands for it."""
        for name in self.document.names:
            entity = entities()[name.entity_id]
            if self.acting(name.entity_id) == party or (entity.kind == "place" and entity.iso3 == party):
                return name.surface
        return None

    def _is_where(self, before: Name | None, name: Name) -> bool:
        """Whether a name only says where something is: "in Iraq", "Goma, Congo"."""
        within = before is not None and kind_of(before.entity_id) == "place" and self.document.text[before.end : name.start] == ", "
        return within or WHERE.search(self.document.text, max(0, name.start - 12), name.start) is not None

    def acting(self, entity_id: str) -> str:
        """Whom an entity acts for in this text: Belgrade for Yugoslavia while that was."""
        party = self._acting.get(entity_id)
        if party is None:
            party = self._acting[entity_id] = self._shortened.get(entity_id) or self._of_old(entity_id) or acts_for(entity_id)
        return party

    def _of_old(self, capital: str) -> str | None:
        """The former country that a capital stands for in this text."""
        published = self.document.published.latest
        for country, until in _capitals().get(capital, ()):
            if published is not None and published.year <= until and (country in self.whole.entities or country in self._sent_from):
                return country
        return None

    @cached_property
    def _sent_from(self) -> frozenset[str]:
        """What the dateline names: "LJUBLJANA, Yugoslavia"."""
        return frozenset(name.entity_id for name in find_names(self._dateline))

    @cached_property
    def _dateline(self) -> str:
        block = next((block for block in self.document.blocks if block.kind == "dateline"), None)
        return self.document.dateline_place or (self.document.text[block.start : block.end].title() if block else "")

    @property
    def federation(self) -> str | None:
        """The federation of old that the text names."""
        return next((state for state in FEDERATIONS if state in self.whole.entities or state in self._sent_from), None)

    @cached_property
    def _shortened(self) -> dict[str, str]:
        """A country of which only its people are named -> the armed group of them that the text names in full: Serbs, of Bosnian Serbs."""
        found: dict[str, str] = {}
        named = {name.entity_id for name in self.document.names if name.form == "name"}
        adjectives = {name.surface.rstrip("s"): name.entity_id for name in self.document.names if name.form == "adjective"}
        there = self.whole.places[0][0] if self.whole.places else ""
        for last, country in sorted(adjectives.items()):
            group = group_called(last.lower(), there, self.whole.entities, self.document.published.latest)
            if group and country not in named and kind_of(country) == "country":
                found[country] = group
        for name in self.document.names:
            last = name.surface.rstrip("s").split()[-1]
            adjective = adjectives.get(last, "")
            if (
                " " in name.surface
                and adjective not in ("", name.entity_id, *named)
                and kind_of(name.entity_id) in ("armed_group", "organisation")
            ):
                found[adjective] = name.entity_id
        return found

    @cached_property
    def home(self) -> str | None:
        """The country that the text tells of, if one stands out; else the only one that it names."""
        ranked = self.whole.places
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            return self._of_its_time(ranked[0][0])
        if ranked:
            first = entities()[self.document.names[0].entity_id]
            tied = {place for place, weight in ranked if weight == ranked[0][1]}
            sent = next((place for place in (self.whole.home, first.iso3 or first.entity_id) if place in tied), None)
            return self._of_its_time(sent) if sent else None
        countries = [entity for entity in sorted(self.whole.states) if kind_of(entity) == "country"]
        return countries[0] if len(countries) == 1 else None

    def _of_its_time(self, country: str) -> str:
        """Yugoslavia for Serbia while that was."""
        capital = next((place for place, states in _capitals().items() if place.startswith(f"place:{country}/") and states), "")
        former = self.acting(capital) if capital else country
        return former if capital and former != acts_for(capital) else country

    @cached_property
    def capital(self) -> str | None:
        """The country from whose capital the report was sent."""
        sent = self.whole.home
        return sent if sent and _is_capital(self._dateline, sent) else None

    @cached_property
    def soldiers(self) -> str | None:
        """Whose "soldiers" are: of the home country, or of who holds the land; of others only if its own army is not spoken of."""
        own = OCCUPIED.get(self.home, self.home) if self.home else None
        others = self.whole.with_soldiers
        if others <= {own}:
            return own
        return next(iter(others)) if len(others) == 1 and not ARMY_AT_HOME.search(self.whole.low) else None

    @cached_property
    def alliance(self) -> str | None:
        """The one alliance or mission that "the coalition" can be."""
        found = {
            acts_for(entity) for entity in self.whole.entities if kind_of(entity) in ALLIANCES or kind_of(acts_for(entity)) == "alliance"
        }
        return found.pop() if len(found) == 1 else None

    @cached_property
    def armed(self) -> list[str]:
        """The armed groups that the text names, and the peoples that have an army."""
        return [force for force in self.whole.forces if _is_armed(force)]

    def group(self, words: str, *, definite: bool, alone: bool) -> str | None:
        """The armed group that a noun means: the one named last, if it is one; without "the" only the one of the text or of the war."""
        recent = [group for group, seen in self.groups.items() if self.sentence - seen <= NEAR]
        here = [group for group in recent if self.groups[group] == max(self.groups.values())]
        if definite and len(recent) == 1:
            return recent[0]
        if definite and alone and len(here) == 1:
            return here[0]
        everywhere = self.armed
        if len(everywhere) == 1 and (definite or alone):
            return everywhere[0]
        if everywhere:
            return None
        return group_called(words, self.home or "", self.whole.entities, self.document.published.latest)

    def is_foe(self, actor: str, country: str, *, taken: bool, invaded: bool = False) -> bool:
        """Whether an attack of a state or group on what is in a country is one on the country, as far as the text tells."""
        groups = self.armed
        if kind_of(actor) == "country":
            return country != actor and (invaded or (not groups and not INSURGENTS.search(self.whole.low)))
        return taken and groups == [actor] and country != acts_for(actor)

    def foe(self, actors: Sequence[str], *, violent: bool = False) -> list[str]:
        """Who is against somebody: by what was told before, else the group and the country it fights, if the text has no other.

        `violent`: an attack by a foreign state, which is one on the country that the text tells of.
        """
        for deed in reversed(self.deeds):
            if deed.type in HOSTILE and deed.recipients and set(actors) & {*deed.actors, *deed.recipients}:
                other = deed.recipients if set(actors) & set(deed.actors) else deed.actors
                if not set(other) & set(actors):
                    return other
        groups = self.armed
        internal = bool(groups) or INSURGENTS.search(self.whole.low) is not None
        if violent and not internal and self.home and len(actors) == 1 and kind_of(actors[0]) == "country" and actors[0] != self.home:
            return [self.home]
        if len(groups) != 1 or len(actors) != 1 or self.home is None:
            return []
        country = entities()[groups[0]].iso3
        if actors[0] == groups[0] and country in (self.home, None):
            return [OCCUPIED.get(self.home, self.home)]
        return groups if actors[0] == self.home == country else []

    def told_most(self, wanted: int, besides: Sequence[str], *, states: bool, clear: bool = False) -> list[str]:
        """The two sides or three leaders: those named most often so far, but for who speaks of them; `clear`: more often than any other."""
        ranked = [
            (party, count)
            for party, count in self.told.most_common()
            if party not in besides and (not states or kind_of(party) == "country")
        ]
        if len(ranked) < wanted or (clear and len(ranked) > wanted and ranked[wanted][1] == ranked[wanted - 1][1]):
            return []
        return [party for party, _ in ranked[:wanted]]
