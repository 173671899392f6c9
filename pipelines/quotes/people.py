"""Reads the persons and bodies that a document names, with the offices printed beside them. Standard library only."""

from collections.abc import Sequence

from pipelines.quotes.offices import GENDER, WIDE, Office, offices_of
from pipelines.quotes.person import Person, better_form, in_office, known_person
from pipelines.quotes.phrases import Phrase
from pipelines.quotes.readings import (
    BODY_WORDS,
    FUNCTION,
    GIVEN,
    NOT_IN_NAMES,
    PARTICLES,
    PORTFOLIOS,
    POSSESSIVES,
    SUFFIXES,
    TITLES,
    clean,
    gender_of,
    is_body,
    is_capital,
    read_phrase,
    surname_key,
    word_key,
    words_of,
)
from pipelines.quotes.register import MOST, Register
from pipelines.quotes.tokens import CAPITAL, QUOTE, WORD, Line
from pipelines.quotes.words import AUXILIARIES, DETERMINERS, NOUNS, TIME
from pipelines.reference import column
from pipelines.text.names import Name, find_names, person_id
from pipelines.text.spans import Window

NO_PERSON = frozenset(word.lower() for word in column("sentence_starters", "word"))
FINITE = frozenset(("has", "have", "had", "was", "were"))  # not "is": the Islamic State prints as IS
NEVER = Window(None, None)
NICKNAME = 16  # characters of a nickname in marks, at most


def may_stand_alone(line: Line, at: int) -> bool:
    """Whether a capitalised word may be the only name of somebody whose office stands beside it."""
    tokens = line.tokens
    token = tokens[at]
    before = tokens[at - 1].low if at else ""
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if before != "," and after not in (",", "(", "--", "—", "–") and before not in NOUNS and before not in TITLES:
        return False
    if (
        token.low.endswith(".")
        or token.low in NOUNS
        or token.low in TITLES
        or token.low in TIME
        or token.low in NO_PERSON
        or token.low in BODY_WORDS
    ):
        return False
    return token.low not in NOT_IN_NAMES and token.low not in FUNCTION and not line.text[token.start : token.end].isupper()


class People(Register):
    """The persons that a document names in full, in the order of their first mention, and its bodies."""

    def __init__(self, lines: Sequence[Line], published: Window = NEVER) -> None:
        """Reads every capitalised run of the lines once. `published` tells which President Smith was in office."""
        super().__init__(lines)
        self.published = published
        self._titled: dict[str, str] = {}  # gender by surname, from Mr and Mrs
        self._single: list[tuple[Line, Phrase]] = []
        self._names = find_names(lines[0].text) if lines else []
        self._next = 0
        for headlines in (False, True):  # headlines last, because in one "Calm Smith" looks like a name
            self._next = 0
            for line in lines:
                if line.is_headline == headlines:
                    self._read(line)
        self.runs.sort(key=lambda run: run[0])
        for line, name in self._single:
            self._take_single(line, name)
        for holders in self.by_role.values():
            holders.sort(key=lambda held: held[0])
        self._drop_doubtful()
        for surname, gender in self._titled.items():
            bearers = self.by_surname.get(surname, [])
            if len(bearers) == 1:
                bearers[0].gender = bearers[0].gender or gender

    def _drop_doubtful(self) -> None:
        """Of several bearers of a surname, leaves out those whose first word is perhaps no name: Calm Smith, Will Smith go?, AG Smith."""
        for surname, bearers in self.by_surname.items():
            if len(bearers) > 1:
                kept = [person for person in bearers if not self._is_doubtful(person)]
                self.by_surname[surname] = kept or bearers

    def _is_doubtful(self, person: Person) -> bool:
        first = person.name.split(" ")[0]
        low = first.lower()
        if low in self.capitalised:
            return first.isupper() and first.isalpha() and len(first) > 1
        return (low not in GIVEN or low in AUXILIARIES) and known_person(person.entity_id or "") is None

    def _read(self, line: Line) -> None:
        tokens = line.tokens
        capitals = [
            at
            for at, token in enumerate(tokens)
            if (token.kind == CAPITAL and not (token.low in FINITE and line.surface(at, at + 1).isupper()))  # "APPLE HAS REVEALED"
            or (token.kind == WORD and "-" in token.low and is_capital(line, at))
        ]
        if not line.is_headline:
            starts = {sentence.lo for sentence in line.sentences}
            self.capitalised.update([tokens[at].low for at in capitals if at not in starts])
        number = 0
        while number < len(capitals):
            start = capitals[number]
            end = start + 1
            number += 1
            while number < len(capitals) and (capitals[number] == end or self._joins(line, end, capitals[number])):
                end = capitals[number] + 1
                number += 1
            self._keep(line, start, end)

    def _joins(self, line: Line, at: int, following: int) -> bool:
        """Whether what stands between two capitalised words belongs to one name: van der, "Bill"."""
        if following > at + 2:
            return False
        if following == at + 1 and self.is_nickname(line, at):
            return True
        return all(line.tokens[between].low in PARTICLES for between in range(at, following))

    @staticmethod
    def is_nickname(line: Line, at: int) -> bool:
        """William "Bill" Carter."""
        tokens = line.tokens
        token = tokens[at]
        if token.kind != QUOTE or token.end - token.start > NICKNAME or at + 1 >= len(tokens) or not is_capital(line, at + 1):
            return False
        words = line.text[token.start : token.end].strip("\"'“”‘’`")
        return at > 0 and words.isalpha() and not tokens[at - 1].low.endswith(POSSESSIVES)

    def _keep(self, line: Line, start: int, end: int) -> None:
        tokens = line.tokens
        if end - start == 2 and TITLES.get(tokens[start].low):
            self._titled.setdefault(word_key(clean(tokens[start + 1].low)), TITLES[tokens[start].low])
        self.runs.append((tokens[start].start, line, start, end))
        self.words.setdefault(word_key(clean(tokens[end - 1].low)), []).append(tokens[end - 1].start)
        known = self._known_in(tokens[start].start, tokens[end - 1].end)
        if end - start > 1:
            self._take(line, start, end, known)
        elif tokens[start].end - tokens[start].start > 3:
            self._take_word(line, start, known)

    def _known_in(self, start: int, end: int) -> list[Name]:
        """The known names within the next run; runs come in the order of the text."""
        names = self._names
        while self._next < len(names) and names[self._next].start < start:
            self._next += 1
        last = self._next
        while last < len(names) and names[last].end <= end:
            last += 1
        return names[self._next : last]

    def _take_word(self, line: Line, at: int, known: Sequence[Name]) -> None:
        """A capitalised word that stands alone: somebody known, or perhaps somebody of one name, which is told when all has been read."""
        if known:
            person = known_person(known[-1].entity_id)
            if person is not None:
                self._add(line, person, at, (at, at + 1))
        elif may_stand_alone(line, at):
            self._single.append((line, (at, at + 1)))

    def _take(self, line: Line, start: int, end: int, known: Sequence[Name]) -> None:
        reading = read_phrase(line, start, end, known)
        lo, hi = reading.name
        person = known_person(reading.known.entity_id) if reading.known else None
        if person is not None:
            self._add(line, person, start, reading.name)
            return
        if hi - lo > 2 and lo and line.tokens[lo - 1].low == "of" and line.tokens[lo].low in PORTFOLIOS:
            lo += 1  # Chief of Staff John Smith
        words = words_of(line, lo, hi)
        if len(words) > 2 and is_body(words[:-2]) and words[-2].lower() in GIVEN and not is_body(words[-2:]):
            lo, words = hi - 2, words[-2:]  # State Tom Smith, of whom "Secretary of" was cut off
        if is_body(words) or (not words and is_body(words_of(line, start, end))):
            self.bodies.take(line, (start + (line.tokens[start].low in DETERMINERS), end))
            return
        if reading.known is not None or hi - lo > 6:
            return
        if hi - lo == 1 and may_stand_alone(line, lo):
            self._single.append((line, reading.name))
        if len(words) < 2 or (lo and line.tokens[lo - 1].low in ("the", "an")):
            return
        if line.is_headline and surname_key(words) in self.by_surname:
            return
        name = " ".join(words)
        title = line.tokens[lo - 1].low if lo else ""
        self._add(line, Person(name, person_id(name), gender_of(name, title), line.tokens[lo].start), start, (lo, hi))

    def _take_single(self, line: Line, name: Phrase) -> None:
        """Somebody of one name, known by the office beside it: Interior Minister Hamidullah; a villager, Gulbuddin, ..."""
        word = words_of(line, *name)[0]
        key = word_key(word)
        if key in self.by_surname or key in self.by_word:
            return
        offices = list(offices_of(line, *name))
        if not offices or self.near(key) is not None:
            return
        known = in_office(word, offices, self.published)
        if known is not None:
            self._add(line, known, name[0], name)
            return
        title = line.tokens[name[0] - 1].low if name[0] else ""
        self._add(line, Person(word, None, gender_of(word, title), line.tokens[name[0]].start), name[0], name)

    def _add(self, line: Line, person: Person, start: int, name: Phrase) -> None:
        at = line.tokens[start].start
        known = self.by_name.get(person.name) or self._other_form(person)
        if known is None:
            known = Person(person.name, person.entity_id, person.gender, at, person.role, person.org)
            self.by_surname.setdefault(surname_key(person.name.split(" ")), []).append(known)
            if person.org is not None:
                self.from_reference.append(known)
            for word in person.name.split(" ")[:-1]:
                if len(word) > 2 and word.lower() not in PARTICLES | SUFFIXES:
                    self.by_word.setdefault(word_key(word), []).append(known)
        self.by_name[person.name] = known
        known.mentions += 1
        known.gender = known.gender or person.gender
        known.seen.append(at)
        for office in offices_of(line, *name):
            self._hold(line, known, office)

    def _other_form(self, person: Person) -> Person | None:
        """The same person under a longer or shorter name, which is changed to the better one unless seeds/reference gives it."""
        words = person.name.split(" ")
        for other in self.by_surname.get(surname_key(words), [])[:MOST]:
            known = known_person(other.entity_id or "") is not None
            theirs = other.name.split(" ")
            if known and known_person(person.entity_id or "") is not None:
                continue
            kept = better_form(words, theirs)
            if kept is None:
                continue
            if kept is words and not known:
                other.name, other.entity_id, other.gender = person.name, person.entity_id, person.gender or other.gender
            return other
        return None

    def _hold(self, line: Line, person: Person, office: Office) -> None:
        if person.role is None:
            person.role = line.surface(office.lo, office.hi)
        person.gender = person.gender or GENDER.get(office.noun, "")
        if len(person.offices) < WIDE:
            person.offices.append(office)
        holders = self.by_role.setdefault(office.noun, [])
        if not holders or holders[-1][1] is not person:
            holders.append((line.tokens[office.lo].start, person))
