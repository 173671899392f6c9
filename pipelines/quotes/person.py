"""Who is named: one person as a document and seeds/reference know them. Standard library only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from pipelines.quotes.offices import RANKS, Office, may_hold, noun_of
from pipelines.quotes.readings import GIVEN, PARTICLES, gender_of, surname_key, word_key
from pipelines.reference import rows
from pipelines.text.known import plain
from pipelines.text.names import entities
from pipelines.text.spans import Window


@dataclass(slots=True, eq=False)
class Person:
    """Somebody whom the document names. `at`: where it does so first; `seen`: every place where it names them in full."""

    name: str
    entity_id: str | None
    gender: str
    at: int
    role: str | None = None
    org: str | None = None
    mentions: int = 0
    offices: list[Office] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)


@cache
def known_person(entity_id: str) -> Person | None:
    """The person of seeds/reference with this id."""
    entity = entities().get(entity_id)
    if entity is None or entity.kind != "person":
        return None
    body = entities().get(entity.acts_for) if entity.acts_for else None
    return Person(entity.name, entity_id, gender_of(entity.name), -1, entity.role, body.name if body else None)


@cache
def known_office(entity_id: str) -> Office | None:
    """The office that seeds/reference gives a person."""
    entity = entities().get(entity_id)
    words = entity.role.lower().split() if entity is not None and entity.role else []
    at = next((at for at in range(len(words) - 1, -1, -1) if noun_of(words[at])), None)
    noun = noun_of(words[at]) if at is not None else None
    return Office(0, 0, noun, frozenset(words) - {words[at]}, entity.acts_for) if entity and noun and at is not None else None


def may_hold_known(person: Person, noun: str, wanted: frozenset[str], org: str | None) -> bool:
    """Whether the office that seeds/reference gives a person is the one wanted."""
    office = known_office(person.entity_id or "")
    if office is None or (org is None and (office.noun != noun or wanted & RANKS != office.words & RANKS)):
        return False
    return may_hold(office, noun, wanted, org) >= 0


@cache
def _bearers() -> dict[str, tuple[str, ...]]:
    """Ids of the people of seeds/reference by surname."""
    found: dict[str, tuple[str, ...]] = {}
    for entity in entities().values():
        if entity.kind == "person":
            key = surname_key(entity.name.split(" "))
            found[key] = (*found.get(key, ()), entity.entity_id)
    return found


def terms_of(name: str) -> tuple[tuple[date, date], ...]:
    """First and last days of the terms of somebody whose days in office are certain, by full name; none for others."""
    return _terms().get(name, ())


@cache
def _terms() -> dict[str, tuple[tuple[date, date], ...]]:
    """When somebody held an office whose days are certain, by name."""
    found: dict[str, tuple[tuple[date, date], ...]] = {}
    for row in rows("office_terms"):
        term = (date.fromisoformat(row["from"]), date.fromisoformat(row["to"]) if row["to"] else date.max)
        found[row["name"]] = (*found.get(row["name"], ()), term)
    return found


def in_office(surname: str, offices: Iterable[Office], published: Window) -> Person | None:
    """The one person of seeds/reference whom "President Smith" can mean; of several, the one in office when the report was printed."""
    ids = _bearers().get(word_key(surname), ())
    known = [(entity_id, office) for entity_id in ids if (office := known_office(entity_id)) is not None]
    fitting = {
        entity_id
        for entity_id, held in known
        for office in offices
        if held.noun == office.noun and may_hold(held, office.noun, office.words, office.org) >= 0
    }
    if len(fitting) > 1 and published.earliest is not None and published.latest is not None:
        begin, end = published.earliest, published.latest
        fitting = {i for i in fitting if any(first <= end and begin <= last for first, last in terms_of(entities()[i].name))}
    return known_person(next(iter(fitting))) if len(fitting) == 1 else None


def office_fit(person: Person, noun: str, wanted: frozenset[str], org: str | None) -> int:
    """How well the offices that the document gives a person fit "the foreign minister" (`may_hold`): -1 not at all."""
    return max((may_hold(office, noun, wanted, org) for office in person.offices), default=-1)


def better_form(words: Sequence[str], theirs: Sequence[str]) -> Sequence[str] | None:
    """Which of two names with one surname to keep where they are one person's; None where they are not.

    James R. Halloran of James Halloran, Marine Le Pen of Le Pen, but Sarah Silverman of Comedian Sarah Silverman.
    """
    shorter, longer = sorted((words, theirs), key=len)
    if 1 < len(shorter) < len(longer) and _plain(longer[-len(shorter) :]) == _plain(shorter):
        whole = longer[0].lower() in GIVEN and shorter[0].lower() not in GIVEN
        if whole or shorter[0].lower() in PARTICLES:
            return longer
        if longer[0].lower() not in GIVEN:
            return shorter
    if theirs[0] != words[0] or len(shorter) < 2:
        return None
    inner, others = set(words[1:-1]), set(theirs[1:-1])
    return longer if inner <= others or others <= inner else None


def _plain(words: Sequence[str]) -> list[str]:
    return [plain(word).lower() for word in words]
