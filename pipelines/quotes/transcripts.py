"""Who speaks in a turn of a transcript: the person of the document whom a label names. Standard library only."""

import re
from itertools import islice

from pipelines.quotes.people import Person
from pipelines.quotes.readings import TITLES, gender_of, word_key
from pipelines.quotes.speaker import UNRESOLVED, Speaker
from pipelines.quotes.speakers import Resolver
from pipelines.quotes.tokens import Line
from pipelines.quotes.turns import Turn

WORD = re.compile(r"[^\W\d_](?:\.(?:[A-Z]\.)*|[\w’'-]*\.?)")
INTERVIEWED = re.compile(
    r"\b(?:interview(?:s|ed|ing)?(?:\s+with)?|spoke\s+(?:with|to)|talked\s+(?:with|to)|sat\s+down\s+with|conversation\s+with|Q\s?&\s?A\s+with)\s"
)
NEAR = 120  # characters after such words in which the one interviewed is named
MOST = 20  # bearers of one surname, and announcements of an interview, that are looked at


class Cast:
    """The speakers of one transcript; each label is looked up once."""

    def __init__(self, text: str, resolver: Resolver) -> None:
        """`resolver` knows the persons of the document."""
        self.text = text
        self.resolver = resolver
        self._by_label: dict[str, Speaker] = {}

    def speaker_of(self, turn: Turn, line: Line) -> Speaker:
        """The speaker of a turn that stands in a line; unresolved where somebody unnamed asks, or nobody fits."""
        label = self.text[turn.label.start : turn.label.end]
        if label not in self._by_label:
            self._by_label[label] = self._find(turn, line, label)
        return self._by_label[label]

    def _find(self, turn: Turn, line: Line, label: str) -> Speaker:
        if turn.role == "question":
            return UNRESOLVED
        if turn.role == "answer":
            return self._interviewed(turn.label.start)
        words = WORD.findall(label)
        person = self._named(words) if words else None
        if person is not None:
            return _as_speaker(person, "named" if person.name.lower() in label.lower() else "surname")
        hi = next((at for at, token in enumerate(line.tokens) if token.start >= turn.label.end), len(line.tokens))
        if not hi or not line.span.start <= turn.label.start < line.span.end:
            return UNRESOLVED
        speaker = self.resolver.resolve(line, 0, hi)
        if speaker.name is None or not speaker.name.isupper() or " " not in speaker.name:
            return speaker
        return Speaker(speaker.basis, _capitalised(speaker.name), None, speaker.role, speaker.org, speaker.gender)

    def _named(self, words: list[str]) -> Person | None:
        """The person with the surname that ends a label, unless title or first name speak against it."""
        gender = TITLES.get(words[0].rstrip(".").lower(), "") or TITLES.get(words[0].lower(), "")
        given = [word.rstrip(".").lower() for word in words[:-1] if word.rstrip(".").lower() not in TITLES]
        bearers = self.resolver.people.by_surname.get(word_key(words[-1]), [])[:MOST]
        fitting = [
            person
            for person in bearers
            if not person.name.isupper()
            and person.gender in ("", gender or person.gender)
            and not (given and given[-1] != person.name.split(" ")[0].lower() and gender_of(given[-1]))
        ]
        same = [person for person in fitting if given and person.name.split(" ")[0].lower() in given]
        fitting = same or fitting
        return max(fitting, key=lambda person: (person.mentions, -person.at)) if fitting else None

    def _interviewed(self, start: int) -> Speaker:
        """The one person named before the first answer, or the one named after "interview with" and the like."""
        people = {id(person): person for person in self.resolver.people.by_name.values() if person.at < start}
        if len(people) == 1:
            return _as_speaker(next(iter(people.values())), "continued")
        for found in islice(INTERVIEWED.finditer(self.text, 0, start), MOST):
            near = [
                (min(after), person.name, person)
                for person in people.values()
                if (after := [at for at in (person.at, *person.seen[:MOST]) if found.end() <= at <= found.end() + NEAR])
            ]
            if near:
                return _as_speaker(min(near, key=lambda one: one[:2])[2], "continued")
        return UNRESOLVED


def _as_speaker(person: Person, basis: str) -> Speaker:
    return Speaker(basis, person.name, person.entity_id, person.role, person.org, person.gender)


def _capitalised(name: str) -> str:
    """CARLA ROMERO -> Carla Romero."""
    return " ".join("-".join(part.capitalize() for part in word.split("-")) for word in name.split(" "))
