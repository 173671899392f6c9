"""Resolves the phrase that speaks to a person or body with its fullest name. Standard library only."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.quotes.attribute import Attribution
from pipelines.quotes.cues import find_sayings
from pipelines.quotes.people import TITLES, People, Person, Reading, clean, core_end, gender_of, is_body, known_person, read_phrase
from pipelines.quotes.phrases import Phrase, antecedent, main_subject
from pipelines.quotes.speaker import (
    ANYBODY,
    BODY_KINDS,
    DEFINITE,
    KIND,
    OFFICE,
    PERSON_ENDINGS,
    PLURALS,
    SENTENCES_BACK,
    UNRESOLVED,
    Speaker,
    fits,
    same_person,
)
from pipelines.quotes.tokens import CAPITAL, PUNCT, QUOTE, Line, Sentence
from pipelines.quotes.words import AUXILIARIES, CUES, DETERMINERS, NOUNS, PRONOUNS, RELATIVES
from pipelines.text.names import acts_for, entities, find_names, person_id


class Resolver:
    """Resolves speakers of one document; remembers what it worked out for each phrase."""

    def __init__(self, lines: Sequence[Line], people: People) -> None:
        """`lines` are all paragraphs of the document, in order."""
        self.lines = lines
        self.people = people
        self.place = {id(line): number for number, line in enumerate(lines)}
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
        if hi - lo == 1 and low in PRONOUNS:
            return self._pronoun(line, lo, low, depth)
        reading = read_phrase(line, lo, hi)
        if reading.known is not None:
            return self._known(line, lo, hi, reading)
        if reading.name[0] < reading.name[1]:
            return self._named(line, lo, hi, reading)
        return self._office(line, lo, hi)

    def _known(self, line: Line, lo: int, hi: int, reading: Reading) -> Speaker:
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
                person.gender,
            )
        head = core_end(line, lo, hi)
        last = line.tokens[head - 1].low
        if KIND.get(last) is not None and name.end < line.tokens[head - 1].end:
            return self._office(line, lo, hi)
        org = entities().get(acts_for(name.entity_id))
        return Speaker(
            "named",
            entity.name,
            entity.entity_id,
            None,
            org.name if org and org.entity_id != entity.entity_id else None,
            plural=entity.kind in ("armed_group", "country", "armed_force"),
        )

    def _named(self, line: Line, lo: int, hi: int, reading: Reading) -> Speaker:
        """A name that only the document has."""
        start, end = reading.name
        words = [clean(line.text[t.start : t.end]) for t in line.tokens[start:end]]
        title = line.tokens[start - 1].low if start > lo else ""
        name = " ".join(words)
        role = _role(line, reading)
        if is_body(words):
            return Speaker("named", name, None)
        if len(words) == 1:
            person = self.people.full(words[0], TITLES.get(title, ""), line.tokens[start].start)
            if person is not None:
                return Speaker("surname", person.name, person.entity_id, role or person.role, person.org, person.gender)
            if title not in TITLES and (words[0].lower() in NOUNS or words[0].lower() not in self.people.capitalised):
                return self._office(line, lo, hi)
            return Speaker("surname", name, None, role, None, gender_of(name, title))
        here = self.people.by_name.get(name) or self.people.full(words[-1])
        if here is not None and same_person(here.name, words):
            return Speaker("named", here.name, here.entity_id, role or here.role, here.org or self._org(line, lo, start), here.gender)
        return Speaker("named", name, person_id(name), role, self._org(line, lo, start), gender_of(name, title))

    def _org(self, line: Line, lo: int, hi: int) -> str | None:
        """The country or body named in an office."""
        if lo >= hi:
            return None
        for name in find_names(line.text, line.tokens[lo].start, line.tokens[hi - 1].end):
            entity = entities()[name.entity_id]
            if entity.kind != "person":
                return entity.name
        return None

    def _office(self, line: Line, lo: int, hi: int) -> Speaker:
        """An office, unnamed people or a body: the secretary-general, a senior NATO diplomat, the alliance."""
        tokens = line.tokens
        head = core_end(line, lo, hi)
        noun = tokens[head - 1].low
        apposed = self._apposed(line, hi)
        if apposed is not None and noun in KIND:
            named = self._named(line, *apposed, read_phrase(line, *apposed))
            return replace(named, role=named.role or line.surface(lo + (tokens[lo].low in DETERMINERS), hi))
        called = next((at for at in range(head, hi) if tokens[at].low in RELATIVES), hi)  # "an aide who has seen the tables" is an aide
        surface = line.surface(lo + 1 if tokens[lo].low in DETERMINERS and lo + 1 < called else lo, called)
        kind = KIND.get(noun)
        org = self._org(line, lo, hi)
        definite = tokens[lo].low in DEFINITE or tokens[lo].kind == CAPITAL
        if noun in BODY_KINDS and definite and org is None:
            return self._body_before(line, lo, BODY_KINDS[noun]) or Speaker("collective", surface, plural=True)
        if kind == "body":
            return Speaker("collective", surface, None, None, org, plural=True)
        if noun in OFFICE and definite:
            holder = self._holder(line, lo, head, noun, org)
            if holder is not None:
                return Speaker("role", holder.name, holder.entity_id, holder.role, holder.org or org, holder.gender)
        if noun in PLURALS:
            return Speaker("collective", surface, None, surface, org, plural=True)
        if kind == "document":
            return Speaker("unnamed", surface)
        if (
            (kind is None and not noun.endswith(PERSON_ENDINGS))
            or noun in ANYBODY
            or any(t.low in PRONOUNS or t.low in AUXILIARIES for t in tokens[lo:head])
        ):
            return Speaker("unnamed")
        return Speaker("unnamed", surface, None, surface, org)

    def _apposed(self, line: Line, hi: int) -> Phrase | None:
        """The full name that follows an office after a comma: his best friend at school, John Smith."""
        tokens = line.tokens
        comma = next((at for at in range(hi, min(hi + 8, len(tokens))) if tokens[at].kind == PUNCT or tokens[at].kind == QUOTE), None)
        if comma is None or tokens[comma].low != ",":
            return None
        end = comma + 1
        while end < len(tokens) and tokens[end].kind == CAPITAL:
            end += 1
        words = [clean(line.text[t.start : t.end]) for t in tokens[comma + 1 : end]]
        closed = end == len(tokens) or tokens[end].kind == PUNCT or tokens[end].low in CUES
        full = 2 <= len(words) <= 4 and " ".join(words) in self.people.by_name
        return (comma + 1, end) if closed and full else None

    def _holder(self, line: Line, lo: int, head: int, noun: str, org: str | None) -> Person | None:
        """The one person before here who is said to hold the office."""
        at = line.tokens[lo].start
        wanted = {token.low for token in line.tokens[lo:head]} - DETERMINERS
        holders = [person for person in self.people.by_role.get(noun, []) if person.at <= at]
        fitting = [p for p in holders if org is None or p.org in (None, org)]
        if len(fitting) == 1 and len(wanted) <= 3:
            return fitting[0]
        return None

    def _body_before(self, line: Line, lo: int, kinds: tuple[str, ...]) -> Speaker | None:
        """The last body of such a kind before here."""
        at = line.tokens[lo].start
        best = None
        for number in range(self.place[id(line)], max(-1, self.place[id(line)] - 12), -1):
            other = self.lines[number]
            for name in find_names(other.text, other.span.start, min(other.span.end, at)):
                if entities()[name.entity_id].kind in kinds:
                    best = entities()[name.entity_id]
            if best is not None:
                return Speaker("role", best.name, best.entity_id, plural=True)
        return None

    def _pronoun(self, line: Line, at: int, low: str, depth: int) -> Speaker:
        if low not in ("he", "she", "they") or depth > 12:
            return UNRESOLVED
        return self._before(line, at, low, depth)

    def _before(self, line: Line, at: int, low: str, depth: int) -> Speaker:
        """The nearest subject before a pronoun that fits it: in its sentence, its paragraph, the paragraph before."""
        number = self.place[id(line)]
        here = line.sentence_of(at)
        sentences = line.sentences[max(0, here - SENTENCES_BACK) : here + 1]
        looked = 0
        for back in range(number, max(-1, number - 4), -1):
            other = self.lines[back]
            spoke = False
            for sentence in reversed(sentences if back == number else other.sentences[-SENTENCES_BACK - 1 :]):
                looked += 1
                for phrase in self._subjects(other, sentence, at if back == number else None):
                    speaker = self.resolve(other, *phrase, depth + 1)
                    if fits(speaker, low):
                        speaker = self._fuller(speaker, low)
                        return Speaker(
                            "pronoun", speaker.name, speaker.entity_id, speaker.role, speaker.org, speaker.gender, speaker.plural
                        )
                    spoke = spoke or speaker.name is not None
                if looked > SENTENCES_BACK:
                    return UNRESOLVED
            if spoke and back < number:
                return UNRESOLVED
        return UNRESOLVED

    def _fuller(self, speaker: Speaker, low: str) -> Speaker:
        """A lone surname that two bear, told apart by the pronoun."""
        if speaker.basis != "surname" or speaker.entity_id is not None or speaker.name is None:
            return speaker
        person = self.people.full(speaker.name, "m" if low == "he" else "f")
        return (
            speaker if person is None else replace(speaker, name=person.name, entity_id=person.entity_id, role=speaker.role or person.role)
        )

    def _subjects(self, line: Line, sentence: Sentence, before: int | None) -> list[Phrase]:
        """Subjects of a sentence, those who speak first; only what stands before a token."""
        phrases = [saying.subject for saying in find_sayings(line, sentence) if saying.subject is not None]
        main = main_subject(line, *sentence)
        if main is not None:
            phrases.insert(0, main)
        return [p for p in dict.fromkeys(phrases) if before is None or p[1] <= before]


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
