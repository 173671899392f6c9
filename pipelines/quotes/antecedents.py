"""Whom "he", "she" and "they" stand for: the nearest subject that fits, then the one other person who fits. Standard library only."""

from collections.abc import Callable, Sequence

from pipelines.quotes.cues import find_sayings
from pipelines.quotes.grammar import is_adverb, is_verb
from pipelines.quotes.people import People
from pipelines.quotes.phrases import Phrase, main_subject
from pipelines.quotes.readings import POSSESSIVES
from pipelines.quotes.speaker import SENTENCES_BACK, UNRESOLVED, Speaker, fits
from pipelines.quotes.tokens import CAPITAL, QUOTE, WORD, Line, Sentence
from pipelines.quotes.words import CUES, NOUNS, PREPOSITIONS

Resolve = Callable[[Line, int, int, int], Speaker]
BOUND = PREPOSITIONS | {"and"}  # of Smith, and Smith: not the subject, or not alone
PARAGRAPHS_BACK = 4
LONGEST_ASIDE = 14  # tokens between the commas of "Smith, who ..., said"
NEAR = 3  # sentences, the own one too, in which "the priest" is looked for
ASIDES_BACK = 2  # sentences in which somebody who is not the subject may be meant
MOST_SUBJECTS = 12  # of a sentence; no report has more, but a hostile text can


class Antecedents:
    """Finds the antecedents of pronouns in one document."""

    def __init__(self, lines: Sequence[Line], people: People, resolve: Resolve) -> None:
        """`resolve` tells who a phrase is: line, tokens lo..hi, depth."""
        self.lines = lines
        self.people = people
        self.resolve = resolve
        self._subjects: dict[tuple[int, int], list[Phrase]] = {}
        self.place = {id(line): number for number, line in enumerate(lines)}

    def find(self, line: Line, at: int, low: str, depth: int) -> Speaker:
        """Who the pronoun at token `at` stands for: looks through its sentence, its paragraph and those before."""
        number = self.place[id(line)]
        here = line.sentence_of(at)
        looked = telling = 0
        for back in range(number, max(-1, number - PARAGRAPHS_BACK), -1):
            other = self.lines[back]
            last = here + 1 if back == number else len(other.sentences)
            spoke = False
            if back == number and _in_passing(line, at, line.sentences[here].lo):
                last -= 1  # Prince Smith, he said, "came in": not the prince
            for sentence in reversed(other.sentences[max(0, last - SENTENCES_BACK - 1) : last]):
                looked += 1
                limit = at if back == number else None
                subjects = self.subjects(other, sentence, limit)
                someone = False
                for phrase in subjects:
                    if low == "they" and _is_joint(other, phrase):
                        return UNRESOLVED  # Smith and Jones are nobody of one name
                    speaker = self.resolve(other, *phrase, depth + 1)
                    if fits(speaker, low):
                        return speaker
                    namesake = self._namesake(speaker, low, other.tokens[phrase[0]].start)
                    if namesake is not None:
                        return namesake
                    spoke = spoke or speaker.name is not None
                    someone = someone or (speaker.basis == "unnamed" and speaker.role is not None)
                telling += bool(subjects)
                if telling <= ASIDES_BACK and low != "they" and not someone:
                    aside = self._aside(other, sentence, limit, low, depth)
                    if aside is not None:
                        return aside
                if looked > SENTENCES_BACK:
                    return UNRESOLVED
            if spoke and back < number:
                return UNRESOLVED
        return UNRESOLVED

    def just_before(self, line: Line, at: int, depth: int) -> Speaker:
        """The person whom the last clause with a subject speaks of, in the paragraph of token `at` and before it."""
        here = line.sentence_of(at)
        for number in range(here, max(-1, here - NEAR), -1):
            for phrase in self.subjects(line, line.sentences[number], at):
                speaker = self.resolve(line, *phrase, depth + 1)
                if speaker.entity_id is not None and speaker.entity_id.startswith("person:"):
                    return speaker
                if speaker.name is not None and not speaker.plural:
                    return UNRESOLVED
        return UNRESOLVED

    def subjects(self, line: Line, sentence: Sentence, before: int | None) -> list[Phrase]:
        """Subjects of a sentence before a token: of its main clause, of its verbs of speech, then names that a verb follows."""
        key = (id(line), sentence.lo)
        if key not in self._subjects:
            phrases = [saying.subject for saying in find_sayings(line, sentence) if saying.subject is not None]
            main = main_subject(line, *sentence)
            if main is not None:
                phrases.insert(0, main)
            phrases = [phrase for phrase in phrases if not _is_aside(line, phrase, sentence)]
            self._subjects[key] = list(dict.fromkeys(phrases + self._acting(line, sentence)))[:MOST_SUBJECTS]
        return [p for p in self._subjects[key] if before is None or p[1] <= before]

    def _names(self, line: Line, sentence: Sentence, before: int | None) -> list[Phrase]:
        """The capitalised runs of a sentence, the last ones first."""
        lo, hi = sentence
        if before is not None:
            hi = min(hi, before)
        if hi <= lo:
            return []
        return [(start, end) for _, start, end in self.people.named_between(line.tokens[lo].start, line.tokens[hi - 1].end)]

    def _acting(self, line: Line, sentence: Sentence) -> list[Phrase]:
        """Names that a verb follows, at once or after an aside: At a rally in Portland, Maine, on Monday, Smith called ..."""
        return [
            (start, end)
            for start, end in self._names(line, sentence, None)
            if (start == sentence.lo or line.tokens[start - 1].low not in BOUND) and _acts(line, end, sentence.hi)
        ]

    def _aside(self, line: Line, sentence: Sentence, before: int | None, low: str, depth: int) -> Speaker | None:
        """The one other person of a sentence of whom it is known that the pronoun fits; None where there are several."""
        wanted = "m" if low == "he" else "f"
        named: dict[str, Speaker] = {}
        owners: dict[str, Speaker] = {}
        for start, end in self._names(line, sentence, before):
            if line.tokens[end - 1].low in NOUNS:
                continue
            speaker = self.resolve(line, start, end, depth + 1)
            if speaker.name is None or not fits(speaker, low):
                continue
            if speaker.gender == wanted or self._introduced(speaker, line, sentence):
                owns = line.tokens[end - 1].low.endswith(POSSESSIVES)
                (owners if owns else named)[speaker.name] = speaker
        found = named or owners
        return next(iter(found.values())) if len(found) == 1 else None

    def _namesake(self, speaker: Speaker, low: str, at: int) -> Speaker | None:
        """The other bearer of a surname whom the pronoun fits: "Clinton", then "she", where the document names a Bill and a Hillary."""
        if speaker.basis != "surname" or speaker.name is None or low == "they":
            return None
        wanted = "m" if low == "he" else "f"
        person = self.people.full(speaker.name.split(" ")[-1], wanted, at)
        if person is None or person.gender != wanted:
            return None
        return Speaker("surname", person.name, person.entity_id, person.role, person.org, person.gender)

    def _introduced(self, speaker: Speaker, line: Line, sentence: Sentence) -> bool:
        """Whether the sentence is the first to name somebody."""
        person = self.people.by_name.get(speaker.name or "")
        return (
            person is not None and " " in person.name and line.tokens[sentence.lo].start <= person.at <= line.tokens[sentence.hi - 1].start
        )


def _acts(line: Line, end: int, hi: int) -> bool:
    """Whether a verb follows, after adverbs or an aside between commas."""
    tokens = line.tokens
    if end + 1 < hi and tokens[end].low == "," and is_verb(tokens, end + 1):  # the head of the office, Smith, called
        return True
    if end < hi and tokens[end].low == ",":
        close = next((at for at in range(end + 1, min(hi, end + LONGEST_ASIDE)) if tokens[at].low == ","), None)
        if close is None:
            return False
        end = close + 1
    while end < hi and is_adverb(tokens[end]):
        end += 1
    return end < hi and (
        is_verb(tokens, end) or (tokens[end].kind == WORD and tokens[end].low.endswith("s") and tokens[end].low not in NOUNS)
    )


def _is_aside(line: Line, phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a phrase stands between commas and no verb follows: in Portland, Maine, on Monday."""
    lo, hi = phrase
    tokens = line.tokens
    between = lo > sentence.lo and hi < sentence.hi and tokens[lo - 1].low == "," and tokens[hi].low == ","
    return between and not _acts(line, hi, sentence.hi)


def _in_passing(line: Line, at: int, lo: int) -> bool:
    """Whether the pronoun stands in "..., he said, ..." with nothing but a name before it."""
    tokens = line.tokens
    if not (0 < at < len(tokens) - 2 and tokens[at - 1].low == "," and tokens[at + 1].low in CUES and tokens[at + 2].low == ","):
        return False
    return all(token.kind != QUOTE for token in tokens[lo:at]) and not any(is_verb(tokens, back) for back in range(lo, at))


def _is_joint(line: Line, phrase: Phrase) -> bool:
    """Smith and Jones."""
    lo, hi = phrase
    return any(
        line.tokens[at].low == "and" and line.tokens[at - 1].kind == CAPITAL and line.tokens[at + 1].kind == CAPITAL
        for at in range(lo + 1, hi - 1)
    )
