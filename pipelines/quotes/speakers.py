"""Resolves the phrase that speaks to a person or body with its fullest name. Standard library only."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.quotes.antecedents import Antecedents
from pipelines.quotes.appositions import apposed
from pipelines.quotes.attribute import Attribution
from pipelines.quotes.grammar import is_verb
from pipelines.quotes.offices import ALSO, GENDER, noun_of, offices_of, org_of
from pipelines.quotes.people import NO_PERSON, People
from pipelines.quotes.person import Person, in_office, known_person
from pipelines.quotes.phrases import Phrase, antecedent
from pipelines.quotes.readings import (
    FUNCTION,
    NOT_IN_NAMES,
    TITLES,
    Reading,
    core_end,
    gender_of,
    is_body,
    is_capital,
    read_phrase,
    words_of,
)
from pipelines.quotes.speaker import (
    ANYBODY,
    BODY_KINDS,
    CROWDS,
    DEFINITE,
    KIND,
    OFFICE,
    PERSON_ENDINGS,
    PLURALS,
    SINGULARS,
    UNRESOLVED,
    Speaker,
    same_person,
)
from pipelines.quotes.tokens import CAPITAL, PUNCT, Line
from pipelines.quotes.words import AUXILIARIES, CUES, DETERMINERS, NOUNS, PRONOUNS, RELATIVES
from pipelines.text.names import acts_for, entities, find_names, person_id

DEEPEST = 12  # pronouns that stand for pronouns
LATELY = 120  # tokens before "the aide" in which "an aide" may stand
PLURAL_ENDINGS = ("ers", "ors", "ists", "ians", "ees", "men", "ents", "ants", "ics", "ing")


class Resolver:
    """Resolves speakers of one document; remembers what it worked out for each phrase."""

    def __init__(self, lines: Sequence[Line], people: People) -> None:
        """`lines` are all paragraphs of the document, in order."""
        self.people = people
        self.antecedents = Antecedents(lines, people, self.resolve)
        self._done: dict[tuple[int, int, int], Speaker] = {}

    def resolve(self, line: Line, lo: int, hi: int, depth: int = 0) -> Speaker:
        """Who the phrase lo..hi of a line is."""
        key = (id(line), lo, hi)
        if key not in self._done:
            self._done[key] = UNRESOLVED  # against going round in circles
            self._done[key] = self._resolve(line, lo, hi, depth)
        return self._done[key]

    def _resolve(self, line: Line, lo: int, hi: int, depth: int) -> Speaker:
        low = line.tokens[lo].low
        if low == "who":
            phrase = antecedent(line, lo, line.sentences[line.sentence_of(lo)].lo)
            return self.resolve(line, *phrase, depth + 1) if phrase is not None else UNRESOLVED
        pronoun = low.replace("’", "'").partition("'")[0]  # she's
        if (hi - lo == 1 and low in PRONOUNS) or (pronoun != low and pronoun in PRONOUNS):
            return self._pronoun(line, lo, pronoun, depth)
        reading = read_phrase(line, lo, hi)
        if reading.known is not None:
            return self._known(line, lo, hi, reading, depth)
        if reading.name[0] < reading.name[1]:
            return self._named(line, lo, hi, reading, depth)
        return self._office(line, lo, hi, depth)

    def _known(self, line: Line, lo: int, hi: int, reading: Reading, depth: int) -> Speaker:
        """A name that seeds/reference has."""
        name = reading.known
        assert name is not None
        entity = entities()[name.entity_id]
        person = known_person(name.entity_id)
        if person is not None:
            here = self.people.by_name.get(person.name, person)
            whole = " " in name.surface
            return Speaker(
                "named" if whole else "surname",
                person.name,
                person.entity_id,
                _role(line, reading) or here.role or person.role,
                person.org,
                person.gender or here.gender,
            )
        head = core_end(line, lo, hi)
        last = line.tokens[head - 1].low
        if KIND.get(last) is not None and name.end < line.tokens[head - 1].end:
            return self._office(line, lo, hi, depth)
        if hi - lo == 2 and line.tokens[lo].low == "the" and name.form == "adjective" and not last.endswith(("s", "ese", "ish", "ch")):
            meant = self._epithet(line, lo, last, depth)  # the Algerian
            if meant is not None:
                return replace(meant, basis="role")
        org = entities().get(acts_for(name.entity_id))
        return Speaker(
            "named",
            entity.name,
            entity.entity_id,
            None,
            org.name if org and org.entity_id != entity.entity_id else None,
            plural=entity.kind in ("armed_group", "country", "armed_force"),
        )

    def _named(self, line: Line, lo: int, hi: int, reading: Reading, depth: int) -> Speaker:
        """A name that only the document has."""
        start, end = self._with_nickname(line, *reading.name)
        words = words_of(line, start, end)
        title = line.tokens[start - 1].low if start > lo else ""
        name = " ".join(words)
        role = _role(line, reading)
        if len(words) == 1 and (spelt_out := self.people.bodies.short_for(words[0])) is not None:
            body = self.resolve(*spelt_out)
            return Speaker("named", body.name or name, body.entity_id, None, body.org)
        if is_body(words) or (len(words) > 1 and start and line.tokens[start - 1].low in ("the", "an")):
            return Speaker("named", name, None)
        if len(words) == 1 and (name.endswith(".") or (start and line.tokens[start - 1].low == "the")):
            return Speaker("named", name, None) if not name.endswith(".") else UNRESOLVED
        if len(words) == 1:
            return self._of_one_word(line, (lo, hi), start, role, depth)
        here = self.people.by_name.get(name) or self.people.full(words[-1])
        if here is not None and same_person(here.name, words):
            return _speaker("named", here, role, self._org(line, lo, start))
        return Speaker("named", name, person_id(name), role, self._org(line, lo, start), gender_of(name, title))

    def _of_one_word(self, line: Line, phrase: Phrase, start: int, role: str | None, depth: int) -> Speaker:
        """A surname, a first name, or the only name of somebody."""
        lo, hi = phrase
        word = words_of(line, start, start + 1)[0]
        title = line.tokens[start - 1].low if start > lo else ""
        gender = TITLES.get(title, "") or (GENDER.get(line.tokens[start - 1].low, "") if start > lo else "")
        person = self.people.called(word, gender, line.tokens[start].start)
        if role is not None and (person is None or not person.offices):
            person = in_office(word, offices_of(line, start, start + 1), self.people.published) or person
        if person is not None:
            return _speaker("surname", person, role)
        if title not in TITLES and (
            word.lower() in NOUNS or word.lower() in NO_PERSON or (role is None and not self._may_be_name(line, start))
        ):
            return self._office(line, lo, hi, depth)
        return Speaker("surname", word, None, role, None, gender or gender_of(word, title))

    def _may_be_name(self, line: Line, at: int) -> bool:
        """Whether a word that begins a sentence is a name: it has a capital elsewhere, or a verb follows and it is never small."""
        low = line.tokens[at].low
        if low in self.people.capitalised:
            return True
        acts = at + 1 < len(line.tokens) and is_verb(line.tokens, at + 1)
        return acts and not low.endswith(PLURAL_ENDINGS) and low not in FUNCTION and not self.people.is_word(low)

    @staticmethod
    def _with_nickname(line: Line, lo: int, hi: int) -> Phrase:
        """The whole of William "Bill" Carter, of which a phrase holds the first or the last part."""
        tokens = line.tokens
        if hi + 1 < len(tokens) and People.is_nickname(line, hi):
            end = hi + 1
            while end < len(tokens) and is_capital(line, end):
                end += 1
            return (lo, end)
        start = lo - 1
        if start > 0 and People.is_nickname(line, start) and is_capital(line, start - 1):
            while start > 0 and is_capital(line, start - 1) and tokens[start - 1].low not in TITLES:
                start -= 1
            return (start, hi)
        return (lo, hi)

    def _org(self, line: Line, lo: int, hi: int) -> str | None:
        """The country or body named in an office."""
        found = org_of(line, lo, hi)
        return entities()[found].name if found is not None else None

    def _office(self, line: Line, lo: int, hi: int, depth: int) -> Speaker:
        """An office, unnamed people or a body: the secretary-general, a senior NATO diplomat, the alliance."""
        tokens = line.tokens
        if hi - lo == 1 and tokens[lo].kind == CAPITAL and (bearer := self.people.full(tokens[lo].low, "", tokens[lo].start)) is not None:
            return _speaker("surname", bearer, None)  # King said
        head = core_end(line, lo, hi)
        noun = tokens[head - 1].low
        called = next((at for at in range(head, hi) if tokens[at].low in RELATIVES), hi)  # "an aide who has seen the tables" is an aide
        while called > head and tokens[called - 1].kind == PUNCT:
            called -= 1
        surface = line.surface(lo + 1 if tokens[lo].low in DETERMINERS and lo + 1 < called else lo, called)
        kind = KIND.get(noun)
        beside = apposed(line, lo, hi, self._person_at)
        if beside is not None and kind != "document":
            return replace(beside, role=beside.role or (surface if noun in NOUNS else None))
        org = self._org(line, lo, hi)
        definite = tokens[lo].low in DEFINITE or (tokens[lo].kind == CAPITAL and tokens[lo].low not in DETERMINERS)
        if kind == "body" or noun in BODY_KINDS:
            body = self._body_before(line, lo, noun) if tokens[lo].low in DEFINITE and org is None else None
            return body or Speaker("collective", surface, None, None, org, plural=True)
        if definite and noun in OFFICE:
            holder = self._holder(line, lo, head, noun)
            if holder is not None:
                return _speaker("role", holder, surface, org)
        if tokens[lo].low == "the" and (noun in SINGULARS or (kind is None and noun.endswith(PERSON_ENDINGS))):
            meant = self._epithet(line, lo, noun, depth)
            if meant is not None:
                return replace(meant, basis="role", role=surface)
        return _unnamed(line, lo, head, noun, surface, org)

    def _epithet(self, line: Line, lo: int, noun: str, depth: int) -> Speaker | None:
        """Who "the former priest" or "the Algerian" is: of whom the paragraph has just spoken, unless it has just spoken of a priest."""
        if depth > DEEPEST or self._somebody_else(line, lo, noun) >= 0:
            return None
        found = self.antecedents.just_before(line, lo, depth)
        gender = GENDER.get(noun, "")
        if found.name is None or (gender and found.gender not in ("", gender)) or self.people.holds_another(found.name, noun):
            return None
        return found

    def _person_at(self, line: Line, start: int, end: int, full: bool = False) -> Speaker | None:
        """The person whose name tokens start..end are; `full`: not by a single word."""
        if end <= start:
            return None
        reading = read_phrase(line, start, end)
        if reading.known is not None:
            found = self._known(line, start, end, reading, DEEPEST + 1)
        elif reading.name[0] < reading.name[1] and reading.name[1] - reading.name[0] <= 5:
            words = words_of(line, *reading.name)
            if len(words) == 1 and (full or words[0].lower() in NOT_IN_NAMES or line.tokens[start].low in CUES):
                return None
            found = self._named(line, start, end, reading, DEEPEST + 1)
        else:
            return None
        is_person = found.entity_id.startswith("person:") if found.entity_id is not None else found.basis == "surname"
        return found if is_person and found.name else None

    def _holder(self, line: Line, lo: int, head: int, low: str) -> Person | None:
        """The person before here who is said to hold the office."""
        noun = noun_of(low) or low
        wanted = frozenset(token.low for token in line.tokens[lo : head - 1]) - DETERMINERS
        if len(wanted) > 4:
            return None
        org = org_of(line, lo, head)
        if org is not None:
            names = find_names(line.text, line.tokens[lo].start, line.tokens[head - 1].end)
            wanted -= {word for name in names for word in name.surface.lower().split()}
        place = line.tokens[lo].start
        found = self.people.holder(noun, (noun, *ALSO.get(noun, ())), wanted, org, GENDER.get(low, ""), place)
        return found if found is not None and self._somebody_else(line, lo, low) <= self.people.last_seen(found, place) else None

    def _somebody_else(self, line: Line, lo: int, noun: str) -> int:
        """Where "a party aide" without a name stands just before "the aide"; -2 where none does."""
        tokens = line.tokens
        for at in range(lo - 1, max(1, lo - LATELY), -1):
            if tokens[at].low == noun:
                return tokens[at].start if self._is_anybody(line, at) else -2
        number = self.antecedents.place[id(line)]
        before = self.antecedents.lines[number - 1] if number else None
        if before is not None and lo < LATELY:
            for at in range(len(before.tokens) - 1, max(1, len(before.tokens) - LATELY), -1):
                if before.tokens[at].low == noun:
                    return before.tokens[at].start if self._is_anybody(before, at) else -2
        return -2

    def _is_anybody(self, line: Line, at: int) -> bool:
        """Whether a noun has "a" before it and no name beside it."""
        tokens = line.tokens
        back = next(
            (place for place in range(at - 1, max(-1, at - 6), -1) if tokens[place].low in DETERMINERS or tokens[place].kind == PUNCT), at
        )
        if tokens[back].low not in ("a", "an", "one", "another", "unnamed", "anonymous"):
            return False
        named = at + 1 < len(tokens) and tokens[at + 1].kind == CAPITAL
        return not named and not (back and tokens[back - 1].low == ",") and apposed(line, back, at + 1, self._person_at) is None

    def _body_before(self, line: Line, lo: int, noun: str) -> Speaker | None:
        """The last body of such a kind before here, or the last whose name has the noun in it."""
        at = line.tokens[lo].start
        if noun in BODY_KINDS:
            found = self.people.bodies.of_kind(line.text, BODY_KINDS[noun], at)
            if found is not None:
                return Speaker("role", entities()[found].name, found, plural=True)
        place = self.people.bodies.called(noun, at)
        body = self.resolve(*place) if place is not None else UNRESOLVED
        return Speaker("role", body.name, body.entity_id, None, body.org, plural=True) if body.name else None

    def _pronoun(self, line: Line, at: int, low: str, depth: int) -> Speaker:
        if low not in ("he", "she", "they") or depth > DEEPEST:
            return UNRESOLVED
        found = self._fuller(self.antecedents.find(line, at, low, depth), low)
        return replace(found, basis="pronoun") if found.name is not None else UNRESOLVED

    def _fuller(self, speaker: Speaker, low: str) -> Speaker:
        """A lone surname that two bear, told apart by the pronoun."""
        if speaker.basis != "surname" or speaker.entity_id is not None or speaker.name is None:
            return speaker
        person = self.people.called(speaker.name, "m" if low == "he" else "f")
        return speaker if person is None else _speaker("surname", person, speaker.role)


def _speaker(basis: str, person: Person, role: str | None, org: str | None = None) -> Speaker:
    return Speaker(basis, person.name, person.entity_id, role or person.role, person.org or org, person.gender)


def _unnamed(line: Line, lo: int, head: int, noun: str, surface: str, org: str | None) -> Speaker:
    """People without a name, by what they are called; nothing where it may be no person at all."""
    kind = KIND.get(noun)
    if noun in PLURALS or noun in CROWDS:
        return Speaker("collective", surface, None, surface, org, plural=True)
    if kind == "document":
        return Speaker("unnamed", surface)
    if (
        (kind is None and not noun.endswith(PERSON_ENDINGS))
        or noun in ANYBODY
        or any(t.low in PRONOUNS or t.low in AUXILIARIES for t in line.tokens[lo:head])
    ):
        return Speaker("unnamed")
    return Speaker("unnamed", surface, None, surface, org, GENDER.get(noun, ""))


def _role(line: Line, reading: Reading) -> str | None:
    """The office in front of a name, as printed; of two that are joined, the nearer one."""
    lo, hi = reading.role
    lo = max((at + 1 for at in range(lo, hi) if line.tokens[at].low == "and"), default=lo)
    while lo < hi and line.tokens[lo].low in DETERMINERS:
        lo += 1
    hi = min(hi, reading.name[0])
    if lo >= hi or not any(token.low in NOUNS for token in line.tokens[lo:hi]):
        return None
    return line.surface(lo, hi)


def speaker_of(attribution: Attribution, resolver: Resolver) -> Speaker:
    """The speaker of an attribution."""
    if attribution.line is None:
        return UNRESOLVED
    return resolver.resolve(attribution.line, attribution.lo, attribution.hi)
