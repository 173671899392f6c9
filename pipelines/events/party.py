"""A side of an event, and what the text told before that pronouns stand for. Standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.events.bare_words import words_of
from pipelines.events.inflect import singular
from pipelines.events.lexicon import word_list
from pipelines.events.phrases import Phrase
from pipelines.events.setting import SIDES
from pipelines.events.tokens import Tokens
from pipelines.troop_figures.bodies import kind_of

if TYPE_CHECKING:
    from pipelines.events.setting import Setting

PERSONAL = frozenset(("he", "she", "him", "his", "her"))
PLURAL = frozenset(("they", "them", "their"))
PLURALS = word_list("plural_party")


@dataclass(slots=True)
class Party:
    """One side of an event: entity ids and the words as printed."""

    ids: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    span: Phrase | None = None
    public: bool = False
    """Whether it is a known entity, or called by a noun for force, office or cause: not just somebody."""
    inferred: bool = False
    """Whether the ids are those that a common noun means in this text."""
    sort: str = ""
    """person, plural or body: which pronouns can stand for it."""

    def __bool__(self) -> bool:
        return bool(self.names)


@dataclass(slots=True)
class Memory:
    """What pronouns can stand for: the subject told last, and the speaker of the quotation around."""

    subject: Party = field(default_factory=Party)
    speaker: Party = field(default_factory=Party)
    age: int = 0
    """Sentences since the subject was told."""
    told: set[str] = field(default_factory=set)
    """Modes and triggers of the violence told so far."""
    doubtful: bool = False
    """Whether some of that was only tried, threatened or denied: then "the attack" tells nothing done."""
    matters: set[str] = field(default_factory=set)
    """Types of the deeds that nouns told so far, to which "the test" may point back."""
    nato: bool = False
    """Whether "the alliance" can be NATO in this text."""
    setting: "Setting | None" = None
    """What the text tells of states and groups."""
    known: dict[Phrase, Party] = field(default_factory=dict)
    """Phrases of the sentence that were read, but for those whose meaning hangs on what was told before."""
    subjects: list[tuple[int, Party]] = field(default_factory=list)
    """The named subjects of the sentence, each with one past its last token."""
    objects: list[tuple[int, Party]] = field(default_factory=list)
    """Those acted upon so far in the sentence, each with one past its last token."""
    objects_before: list[Party] = field(default_factory=list)
    """Those of the sentence before."""
    before: list[Party] = field(default_factory=list)
    """Those of the sentence before."""


def again(party: Party) -> Party:
    """The same party without its span: it is named elsewhere."""
    return Party(list(party.ids), list(party.names), public=party.public, sort=party.sort)


def sort_of(tokens: Tokens, party: Party, *, person: bool) -> str:
    """Which pronouns can stand for a party."""
    if len(party.names) > 1:
        return "plural"
    if person:
        return "person"
    if party.span is None:
        return "body"
    words = tokens.low[party.span[0] : party.span[1]]
    of = words.index("of") if "of" in words else len(words)
    head = words[of - 1] if of else ""
    if head in PLURALS or (singular(head) != head and tokens.kind[party.span[0] + of - 1] == "w"):
        return "plural"
    titled = words_of("title").intersection(words[:of]) and not words_of("body").intersection(words[of - 1 : of]) - words_of("title")
    return "person" if titled else "body"


def stands_for(tokens: Tokens, at: int, memory: Memory) -> Party:
    """Whom a pronoun of the third person means: the nearest subject before it that agrees, else one of the sentence before."""
    low = tokens.low[at]
    told = [party for after, party in reversed(memory.subjects) if after <= at]
    for party in (*told, *(memory.before if memory.age <= 1 else ())):
        if _agrees(low, party):
            return again(party)
    return again(memory.subject) if memory.age <= 1 else Party()


def _agrees(low: str, party: Party) -> bool:
    if low in PERSONAL:
        return party.sort == "person"
    if party.sort == "body" and any(kind_of(entity) == "armed_group" for entity in party.ids):
        return True
    return party.sort == "plural" if low in PLURAL else party.sort == "body"


def object_of(tokens: Tokens, at: int, besides: Sequence[str], memory: Memory) -> Party:
    """Whom a pronoun means as an object: the party named last before it that is not the subject, in this sentence."""
    if memory.setting is None:
        return Party()
    told = next((party for after, party in reversed(memory.objects) if after <= at and party.ids and party.ids != besides), Party())
    if told:
        return again(told)
    for place in range(at - 1, -1, -1):
        name = tokens.name[place]
        if name is None:
            continue
        acting = memory.setting.acting(name.entity_id)
        if acting not in besides and kind_of(acting) in SIDES | {"organisation", "mission"}:
            return Party([acting], [name.surface], public=True)
    if memory.age > 1:
        return Party()
    return next((again(party) for party in reversed(memory.objects_before) if party.ids and party.ids != besides), Party())
