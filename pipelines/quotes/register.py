"""Finds again the persons that a document names: by surname, first name, spelling and office. Standard library only."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipelines.quotes.bodies import Bodies
from pipelines.quotes.offices import HIGH, WIDE, noun_of
from pipelines.quotes.person import Person, may_hold_known, office_fit
from pipelines.quotes.readings import surname_key, word_key
from pipelines.quotes.spelling import Spellings
from pipelines.quotes.tokens import WORD, Line

MOST = 40  # bearers of one surname that are looked at
APART = 200  # characters between the first mentions of two who share a surname, from which the first is meant by it


class Register:
    """Persons and bodies of one document, and how to look them up. Filled by `pipelines.quotes.people`."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Nobody is known at first; `lines` are all paragraphs of the document."""
        self.lines = lines
        self.by_surname: dict[str, list[Person]] = {}
        self.by_word: dict[str, list[Person]] = {}  # first and middle names
        self.by_name: dict[str, Person] = {}
        self.by_role: dict[str, list[tuple[int, Person]]] = {}  # where the document says so, who
        self.from_reference: list[Person] = []
        self.words: dict[str, list[int]] = {}  # where each last word of a capitalised run stands
        self.runs: list[tuple[int, Line, int, int]] = []  # every capitalised run: where it begins, its line and tokens
        self.capitalised: set[str] = set()  # words with a capital inside sentences
        self.bodies = Bodies()
        self._spellings: Spellings | None = None
        self._small: set[str] | None = None

    def is_word(self, low: str) -> bool:
        """Whether the document has a word in small letters too, so that it is no name where a sentence begins with it."""
        if self._small is None:
            self._small = {token.low for line in self.lines for token in line.tokens if token.kind == WORD}
        return low in self._small

    def last_seen(self, person: Person, before: int) -> int:
        """Where the document names somebody last before a place, by full name or surname; -1 where it does not."""
        best = -1
        for places in (person.seen, self.words.get(surname_key(person.name.split(" ")), [])):
            number = bisect_left(places, before)
            best = max(best, places[number - 1] if number else -1)
        return best

    def full(self, surname: str, gender: str = "", at: int | None = None) -> Person | None:
        """The person that a surname stands for: of several, the one named most often so far; None where two are equals."""
        bearers = [p for p in self.by_surname.get(word_key(surname), [])[:MOST] if not gender or p.gender in ("", gender)]
        if gender and any(p.gender for p in bearers):
            bearers = [p for p in bearers if p.gender]
        if at is not None and len(bearers) > 1:
            bearers = [p for p in bearers if p.at <= at] or bearers
        ranked = sorted(bearers, key=lambda p: (-p.mentions, p.at))
        if len(ranked) > 1 and ranked[0].mentions == ranked[1].mentions and ranked[0].name[:3] != ranked[1].name[:3]:
            # whom a report is about, it names first; relatives come later and in full
            return ranked[0] if ranked[0].at + APART < ranked[1].at else None
        return ranked[0] if ranked else None

    def called(self, word: str, gender: str = "", at: int | None = None) -> Person | None:
        """The person that one word stands for: by surname, else by another word of the name, else by a surname spelt much like it."""
        key = word_key(word)
        if key in self.by_surname:
            return self.full(word, gender, at)
        others = self.by_word.get(key, [])
        if others:
            fitting = [p for p in others[:MOST] if not gender or p.gender in ("", gender)]
            return fitting[0] if len(fitting) == 1 else None
        meant = self.near(key)
        return self.full(meant, gender, at) if meant is not None else None

    def near(self, key: str) -> str | None:
        """The surname of a full name that one is spelt much like."""
        if self._spellings is None:
            self._spellings = Spellings(self.by_surname)
        return self._spellings.near(key)

    def holder(self, noun: str, nouns: Sequence[str], wanted: frozenset[str], org: str | None, gender: str, at: int) -> Person | None:
        """Who is meant by "the minister" at a place: who is said to hold such an office and was named last.

        Where nobody was before, the one person of the document who is said to hold it later.
        """
        best: tuple[int, int, Person] | None = None
        for other in nouns:
            holders = self.by_role.get(other, [])
            number = bisect_right(holders, at, key=lambda held: held[0])
            for _, person in holders[max(0, number - WIDE) : number]:
                fit = office_fit(person, noun, wanted, org)
                if fit < 0 or (gender and person.gender not in ("", gender)):
                    continue
                rank = (fit, self.last_seen(person, at))
                if best is None or rank > best[:2]:
                    best = (*rank, person)
        if org is not None and (best is None or all(office.org is None for office in best[2].offices)):
            known = self.known_holder(noun, wanted, org, at)
            if known is not None:
                return known
        if best is not None:
            return best[2]
        later = [person for _, person in self.by_role.get(noun, [])[:2]]
        if len(later) == 1 and office_fit(later[0], noun, wanted, org) >= 0:
            return later[0]
        return self.known_holder(noun, wanted, org, at)

    def holds_another(self, name: str, low: str) -> bool:
        """Whether somebody is known to hold an office, and it is another than this one: no president is meant by "the minister"."""
        noun = noun_of(low)
        person = self.by_name.get(name)
        if person is None or noun is None:
            return False
        held = {office.noun for office in person.offices}
        return noun in held or (noun in HIGH and bool(held & HIGH))

    def known_holder(self, noun: str, wanted: frozenset[str], org: str | None, at: int) -> Person | None:
        """Who is named before a place and holds such an office by seeds/reference: the Russian leader, the prime minister."""
        fitting = [p for p in self.from_reference if p.at <= at and may_hold_known(p, noun, wanted, org)]
        return max(fitting, key=lambda p: self.last_seen(p, at)) if fitting else None

    def named_between(self, start: int, end: int) -> list[tuple[Line, int, int]]:
        """The capitalised runs between two places, the last ones first."""
        lo, hi = bisect_left(self.runs, start, key=lambda run: run[0]), bisect_left(self.runs, end, key=lambda run: run[0])
        return [run[1:] for run in reversed(self.runs[lo:hi][-WIDE:])]
