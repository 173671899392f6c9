"""Reads names, titles and offices of speakers out of phrases, and keeps what a document tells of them. Standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pipelines.quotes.phrases import Phrase
from pipelines.quotes.tokens import CAPITAL, NUMBER, QUOTE, Line
from pipelines.quotes.words import CLAUSES, DETERMINERS, NOUNS, OPENERS, PREPOSITIONS, PRONOUNS, RELATIVES
from pipelines.reference import column, rows
from pipelines.text.names import Name, entities, find_names, person_id

TITLES = {row["title"].lower(): row["gender"] for row in rows("honorifics")}
OFFICES = {row["title"].lower(): row["noun"] for row in rows("honorifics") if row["noun"]}
GIVEN = {row["name"].lower(): row["gender"] for row in rows("given_names")}
BODY_WORDS = frozenset(word.lower() for word in column("body_words", "word"))
PARTICLES = frozenset(
    {"al", "bin", "ibn", "de", "del", "della", "van", "von", "der", "den", "ter", "el", "la", "le", "da", "dos", "du", "di", "ul", "abu"}
)
PORTFOLIOS = frozenset(
    {"state", "defense", "defence", "affairs", "interior", "justice", "staff", "war", "finance", "treasury", "energy", "health", "foreign"}
)
NOT_IN_NAMES = frozenset(
    {
        "the",
        "a",
        "an",
        "in",
        "on",
        "but",
        "and",
        "if",
        "when",
        "for",
        "at",
        "as",
        "former",
        "then",
        "mr",
        "acting",
        "deputy",
        "senior",
        "vice",
    }
)


FUNCTION = PREPOSITIONS | CLAUSES | OPENERS | DETERMINERS | PRONOUNS
AFTER_OFFICE = frozenset({",", ".", ";", ")", "of", "for", "at", "in", "to", "with", "from", "on", "--", "—", "–"})


@dataclass(slots=True)
class Person:
    """Somebody whom the document names. `at`: where it does so first."""

    name: str
    entity_id: str | None
    gender: str
    at: int
    role: str | None = None
    org: str | None = None
    mentions: int = 0


class Reading(NamedTuple):
    """A speaker phrase taken apart: tokens of its name (empty when it has none) and of its office."""

    name: Phrase
    role: Phrase
    known: Name | None  # a known entity that is the name


def core_end(line: Line, lo: int, hi: int) -> int:
    """Where the head of a phrase ends: before its first preposition, relative or comma."""
    for at in range(lo + 1, hi):
        token = line.tokens[at]
        if token.low in PREPOSITIONS or token.low in RELATIVES or token.low in (",", "(", "--", "—", "–") or token.kind == QUOTE:
            return at
    return hi


def read_phrase(line: Line, lo: int, hi: int) -> Reading:
    """Takes a speaker phrase apart."""
    tokens = line.tokens
    end = core_end(line, lo, hi)
    if end < hi and tokens[end].low == "of" and end + 1 < hi and tokens[end + 1].low in PORTFOLIOS:
        longer = core_end(line, end + 1, hi)
        after = end + 2
        while after < longer and (tokens[after].low in PORTFOLIOS or tokens[after].low == "and"):
            after += 1
        if after < longer and tokens[after].kind == CAPITAL:
            return Reading(_run_before(line, after, longer), (lo, after), _known(line, after, longer))
    run = _run_before(line, lo, end)
    start = run[0]
    while start < run[1] and _is_office(line, start, run):
        start += 1
    start = _past_country(line, start, run[1])
    while start < run[1] and _is_office(line, start, run):
        start += 1
    return Reading((start, run[1]), (lo, start if start < run[1] else end), _known(line, run[0], run[1]))


def _run_before(line: Line, lo: int, end: int) -> Phrase:
    """The capitalised words right before token `end`."""
    tokens = line.tokens
    start = end
    while start > lo:
        token = tokens[start - 1]
        if token.kind != CAPITAL and not (token.low in PARTICLES and start < end and start - 1 > lo):
            break
        if start < end and token.low.endswith(("’s", "'s")):  # The Times' John Smith
            break
        start -= 1
    if start < end and tokens[start].low in DETERMINERS | {"former"} and start + 1 < end:
        start += 1
    return (start, end)


def _is_office(line: Line, at: int, run: Phrase) -> bool:
    low = line.tokens[at].low
    if low in TITLES or low in NOT_IN_NAMES or low in FUNCTION:
        return True
    if low in NOUNS:
        return True
    # Defense Minister, Foreign Affairs Spokesman: words before a noun of office
    return any(line.tokens[later].low in NOUNS or line.tokens[later].low in TITLES for later in range(at + 1, run[1]))


def _past_country(line: Line, start: int, end: int) -> int:
    """Skips a country that leads the name: German Annegret Kramp-Karrenbauer."""
    if start >= end:
        return start
    for name in find_names(line.text, line.tokens[start].start, line.tokens[end - 1].end):
        entity = entities().get(name.entity_id)
        if name.start == line.tokens[start].start and entity is not None and entity.kind != "person":
            while start < end and line.tokens[start].start < name.end:
                start += 1
        break
    return start


def _known(line: Line, lo: int, hi: int) -> Name | None:
    """The known entity that ends the run lo..hi."""
    if lo >= hi:
        return None
    found = [name for name in find_names(line.text, line.tokens[lo].start, line.tokens[hi - 1].end) if name.end >= line.tokens[hi - 1].end]
    return found[-1] if found else None


def gender_of(name: str, title: str = "") -> str:
    """m, f or "" by the title or the given name."""
    return (
        TITLES.get(title.lower(), "")
        or GIVEN.get(name.split(" ")[0].lower(), "")
        or GIVEN.get(name.split(" ")[0].split("-")[0].lower(), "")
    )


def is_body(words: Sequence[str]) -> bool:
    """Whether capitalised words name a body, a place or a day rather than a person."""
    return any(word.lower() in BODY_WORDS for word in words) or (len(words) == 1 and words[0].isupper() and len(words[0]) > 1)


@cache
def known_person(entity_id: str) -> Person | None:
    """The person of seeds/reference with this id."""
    entity = entities().get(entity_id)
    if entity is None or entity.kind != "person":
        return None
    body = entities().get(entity.acts_for) if entity.acts_for else None
    return Person(entity.name, entity_id, gender_of(entity.name), -1, entity.role, body.name if body else None)


class People:
    """The persons that a document names in full, by surname and by office, in the order of their first mention."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Reads every capitalised run of the lines once."""
        self.by_surname: dict[str, list[Person]] = {}
        self.by_name: dict[str, Person] = {}
        self.by_role: dict[str, list[Person]] = {}
        self.titled: dict[str, str] = {}  # gender by surname, from Mr and Mrs
        self.capitalised: set[str] = set()  # words with a capital inside sentences
        for line in lines:
            if not line.is_headline:
                starts = {sentence.lo for sentence in line.sentences}
                self.capitalised.update(token.low for at, token in enumerate(line.tokens) if token.kind == CAPITAL and at not in starts)
            self._read(line)
        for surname, gender in self.titled.items():
            for person in self.by_surname.get(surname, []):
                person.gender = person.gender or gender

    def _read(self, line: Line) -> None:
        tokens = line.tokens
        at = 0
        while at < len(tokens):
            if tokens[at].kind != CAPITAL:
                at += 1
                continue
            start = at
            while at < len(tokens) and (
                tokens[at].kind == CAPITAL or (tokens[at].low in PARTICLES and at + 1 < len(tokens) and tokens[at + 1].kind == CAPITAL)
            ):
                at += 1
            if at - start == 2 and TITLES.get(tokens[start].low):
                self.titled.setdefault(clean(tokens[start + 1].low), TITLES[tokens[start].low])
            if at - start > 1 or tokens[start].end - tokens[start].start > 3:
                self._take(line, start, at)

    def _take(self, line: Line, start: int, end: int) -> None:
        reading = read_phrase(line, start, end)
        lo, hi = reading.name
        person = known_person(reading.known.entity_id) if reading.known else None
        if person is None:
            if hi - lo < 2 or hi - lo > 5 or reading.known is not None:
                return
            words = [clean(line.text[t.start : t.end]) for t in line.tokens[lo:hi]]
            if is_body(words):
                return
            name = " ".join(words)
            title = line.tokens[lo - 1].low if lo else ""
            person = Person(name, person_id(name), gender_of(name, title), line.tokens[lo].start)
        self._add(line, person, start, (lo, hi))

    def _add(self, line: Line, person: Person, start: int, name: Phrase) -> None:
        known = self.by_name.get(person.name)
        if known is None:
            known = Person(person.name, person.entity_id, person.gender, line.tokens[start].start, person.role, person.org)
            self.by_name[person.name] = known
            self.by_surname.setdefault(person.name.split(" ")[-1].lower(), []).append(known)
        known.mentions += 1
        role = _office(line, name)
        if role is not None:
            if known.role is None:
                known.role = line.surface(*role)
            for token in line.tokens[role[0] : role[1]]:
                noun = OFFICES.get(token.low, token.low)
                if noun in NOUNS:
                    holders = self.by_role.setdefault(noun, [])
                    if known not in holders:
                        holders.append(known)

    def full(self, surname: str, gender: str = "", at: int | None = None) -> Person | None:
        """The person that a surname stands for: of several, the one named most often so far; None where two are equals."""
        bearers = [p for p in self.by_surname.get(surname.lower(), []) if not gender or p.gender in ("", gender)]
        if gender and any(p.gender for p in bearers):
            bearers = [p for p in bearers if p.gender]
        if at is not None and len(bearers) > 1:
            bearers = [p for p in bearers if p.at <= at] or bearers
        ranked = sorted(bearers, key=lambda p: -p.mentions)
        if len(ranked) > 1 and ranked[0].mentions == ranked[1].mentions and ranked[0].name[:3] != ranked[1].name[:3]:
            return None
        return ranked[0] if ranked else None


def clean(word: str) -> str:
    """A name's word without a possessive ending."""
    for ending in ("’s", "'s"):
        if word.endswith(ending):
            return word[: -len(ending)]
    return word.rstrip("’'")


def _office(line: Line, name: Phrase) -> Phrase | None:
    """The office printed beside a name: before it (Defense Minister X) or after it (X, the secretary-general, ...)."""
    tokens = line.tokens
    lo, hi = name
    start = lo
    while (
        start > 0
        and lo - start < 6
        and (
            tokens[start - 1].low in NOUNS
            or tokens[start - 1].low in TITLES
            or tokens[start - 1].low in PORTFOLIOS | {"of", "prime", "vice", "deputy", "former", "press"}
        )
    ):
        start -= 1
    if any(token.low in NOUNS or token.low in OFFICES for token in tokens[start:lo]):
        return (start, lo)
    if hi < len(tokens) and tokens[hi].low == ",":
        at = hi + 1
        begin = at
        while (
            at < len(tokens)
            and at - hi < 9
            and tokens[at].kind not in (QUOTE, NUMBER)
            and tokens[at].low not in (",", ".", ";", "(", ")", "who", "and")
        ):
            if tokens[at].low in NOUNS and (at + 1 >= len(tokens) or tokens[at + 1].low in AFTER_OFFICE):
                if tokens[begin].low in DETERMINERS:
                    begin += 1
                return (begin, at + 1) if begin <= at else None
            at += 1
    return None
