"""Finds the verbs of speech of a sentence and who does the speaking. Standard library only."""

from typing import NamedTuple

from pipelines.quotes.grammar import DASHES, SENTENCE_MARKS, is_adverb, is_noun_use, is_verb
from pipelines.quotes.phrases import Phrase, main_subject, phrase_after, subject_before
from pipelines.quotes.tokens import CAPITAL, PUNCT, QUOTE, WORD, Line, Sentence, Token
from pipelines.quotes.words import BE, CUES, DOCUMENTS, RECORDINGS, Cue

ACCORDING = Cue("according to", "according", frozenset({"say"}), True)
QUOTING = frozenset({"quote", "cite", "report", "hear"})
PHRASES = {"go": frozenset({"on"}), "put": frozenset({"it", "this", "that"}), "shoot": frozenset({"back"}), "sum": frozenset({"up"})}
"""Verbs that speak only with a word after them: went on, put it."""
VIEWS = frozenset({"view", "words", "opinion", "estimation", "estimate"})
SAYING_WORDS = frozenset({"according", *VIEWS, *CUES})
OWN = frozenset({"his", "her", "their"})
WITH_PARTICLE = frozenset({"chip", "chime", "pipe", "speak", "join"})
REPORTED = 16  # tokens between "quoted" and "as saying"


class Saying(NamedTuple):
    """A verb of speech at token `at`, its subject, and whether the subject stands after it. `passive`: nobody is named who speaks."""

    at: int
    end: int
    cue: Cue
    subject: Phrase | None
    inverted: bool = False
    passive: bool = False
    relative: int | None = None  # the "who" that stands for the subject
    begin: int | None = None  # where "the agency" stands in "the agency quoted Smith as saying"


def find_sayings(line: Line, sentence: Sentence) -> list[Saying]:
    """The verbs of speech of one sentence, in order. Found once; the list is not to be changed."""
    found = line.sayings.get(sentence.lo)
    if found is None:
        found = line.sayings[sentence.lo] = _find_sayings(line, *sentence)
    return found


def _find_sayings(line: Line, lo: int, hi: int) -> list[Saying]:
    found: list[Saying] = []
    tokens = line.tokens
    for at in range(lo, hi):
        token = tokens[at]
        if token.low not in SAYING_WORDS:
            continue
        if token.low == "according" and at + 1 < hi and tokens[at + 1].low == "to":
            subject = phrase_after(line, at + 2, hi)
            if subject:
                found.append(Saying(at, at + 2, ACCORDING, subject, inverted=True))
        elif token.low in VIEWS and at - 2 >= lo and tokens[at - 2].low == "in":
            viewer = _viewer(line, at, hi)
            if viewer:
                found.append(Saying(at, max(at + 1, viewer[0]), ACCORDING, viewer, inverted=True))
        elif token.low in CUES and (token.kind == WORD or (at == lo and _opens(line, at, hi))):
            saying = _saying(line, at, lo, hi, found)
            if saying is not None:
                found.append(saying)
    return found


def _viewer(line: Line, at: int, hi: int) -> Phrase | None:
    """Whose "in the words of Smith" and "in his view" are."""
    tokens = line.tokens
    if tokens[at - 1].low in OWN:
        return (at - 1, at)
    return phrase_after(line, at + 2, hi) if tokens[at - 1].low == "the" and at + 1 < hi and tokens[at + 1].low == "of" else None


def _speaks(line: Line, at: int, hi: int, cue: Cue) -> Cue | None:
    """The verb, if it is one of speech here: went on, but not: went on to the airport."""
    if "phrase" not in cue.frame:
        return cue
    tokens = line.tokens
    if at + 1 >= hi or tokens[at + 1].low not in PHRASES.get(cue.lemma, ()):
        return None
    if cue.lemma == "go" and at + 2 < hi and tokens[at + 2].kind not in (PUNCT, QUOTE):
        return None
    return cue._replace(frame=frozenset({"say"}))


def _saying(line: Line, at: int, lo: int, hi: int, earlier: list[Saying]) -> Saying | None:
    tokens = line.tokens
    cue = _speaks(line, at, hi, CUES[tokens[at].low])
    if cue is None or is_noun_use(tokens, at):
        return None
    before = tokens[at - 1] if at > lo else None
    if cue.form == "gerund":
        return _gerund(line, at, lo, earlier)
    helper = at - 1
    while helper >= lo and is_adverb(tokens[helper]):
        helper -= 1
    reported = _reported(line, at, lo, hi, helper >= lo and tokens[helper].low in BE) if cue.lemma in QUOTING else None
    if reported is not None:
        return reported
    if "participle" in cue.form and helper >= lo and tokens[helper].low in BE and tokens[helper].low not in ("'s", "’s"):
        by = at + 1
        agent = phrase_after(line, by + 1, hi) if by < hi and tokens[by].low == "by" else None
        return Saying(at, at + 1, cue, agent, inverted=True, passive=agent is None)
    if before is not None and before.low == "to":
        if earlier and not (at - 1 > lo and tokens[at - 2].low == "on"):  # went on to say; but not: said it was hard to predict
            return None
        return Saying(at, at + 1, cue, main_subject(line, lo, at))
    if _may_invert(line, at, lo):
        subject = phrase_after(line, at + 1 + _particle(line, at, hi), hi)
        if subject is not None and (before is None or before.kind == QUOTE or _parenthetical(line, subject[1], at, lo, hi)):
            return Saying(at, at + 1, cue, subject, inverted=True)
    subject = _speaker_so_far(earlier) if at - 2 >= lo and _as_having(tokens, at) else subject_before(line, at, lo)
    relative = helper if helper >= lo and tokens[helper].low == "who" else None
    if subject is None and before is not None and (before.kind == QUOTE or before.low == ","):
        subject = _speaker_so_far(earlier)
    return Saying(at, at + 1, cue, subject, relative=relative)


def _reported(line: Line, at: int, lo: int, hi: int, passive: bool) -> Saying | None:
    """The agency quoted Smith as saying; Smith was quoted (by the agency) as saying: both are Smith's words, not the agency's."""
    tokens = line.tokens
    for as_ in range(at + 1, min(hi - 1, at + REPORTED)):
        low = tokens[as_].low
        if low in SENTENCE_MARKS:
            return None
        if low == "as" and tokens[as_ + 1].kind == WORD and tokens[as_ + 1].low.endswith("ing"):
            subject = subject_before(line, at, lo) if passive else phrase_after(line, at + 1, as_)
            end = as_ + 2 if tokens[as_ + 1].low in CUES or tokens[as_ + 1].low == "having" else at + 1
            agency = None if passive else subject_before(line, at, lo)
            begin = agency[0] if agency is not None else None
            return Saying(at, end, CUES[tokens[at].low], subject, begin=begin) if subject is not None else None
    return None


def _opens(line: Line, at: int, hi: int) -> bool:
    """`Said Smith: "..."`: a capitalised verb that begins the sentence, with a name after it."""
    cue = CUES[line.tokens[at].low]
    return at + 1 < hi and "say" in cue.frame and cue.form != "base" and cue.form != "gerund" and line.tokens[at + 1].kind == CAPITAL


def _as_having(tokens: list[Token], at: int) -> bool:
    """Quoted Smith as having told: said by whom the verb before quotes."""
    return tokens[at - 1].low == "having" and tokens[at - 2].low == "as"


def _particle(line: Line, at: int, hi: int) -> int:
    """1 for the verbs that go with "in" or "up": "We will," chimed in Smith; else 0."""
    return int(at + 2 < hi and line.tokens[at + 1].low in ("in", "up") and CUES[line.tokens[at].low].lemma in WITH_PARTICLE)


def _speaker_so_far(earlier: list[Saying]) -> Phrase | None:
    return next((saying.subject for saying in reversed(earlier) if saying.subject is not None and not saying.passive), None)


def _gerund(line: Line, at: int, lo: int, earlier: list[Saying]) -> Saying:
    """Saying, adding, calling: said by the subject of the clause that they hang on."""
    tokens = line.tokens
    cue = CUES[tokens[at].low]
    direct = (
        subject_before(line, at, lo)
        if at > lo
        and tokens[at - 1].kind not in (QUOTE, PUNCT)
        and tokens[at - 1].low
        not in ("and", "by", "as", "in", "for", "of", "while", "before", "after", "when", "or", "but", "than", "without")
        else None
    )
    if (
        direct is not None
        and tokens[direct[1] - 1].low not in DOCUMENTS
        and direct[1] >= at - 3
        and not any(is_verb(tokens, i) for i in range(*direct))
    ):
        return Saying(at, at + 1, cue, _shown(line, direct))
    subject = _speaker_so_far(earlier) or main_subject(line, lo, at) or direct
    return Saying(at, at + 1, cue, subject)


def _shown(line: Line, phrase: Phrase) -> Phrase:
    """Who speaks in "footage of Trump saying": the name after "of"."""
    lo, hi = phrase
    first = hi
    while first > lo and line.tokens[first - 1].kind == CAPITAL:
        first -= 1
    return (first, hi) if lo < first < hi and line.tokens[first - 1].low == "of" and line.tokens[first - 2].low in RECORDINGS else phrase


def _may_invert(line: Line, at: int, lo: int) -> bool:
    """Whether a quotation, a comma or nothing stands right before the verb, so that its subject may come after it."""
    cue = CUES[line.tokens[at].low]
    if "say" not in cue.frame or cue.form == "gerund":
        return False
    if at == lo:
        return True
    before = line.tokens[at - 1]
    if before.kind == QUOTE:
        return True
    return before.low == "," or before.low in DASHES


def _parenthetical(line: Line, end: int, at: int, lo: int, hi: int) -> bool:
    """`..., said John Smith.`: after a comma, the subject is followed by a stop, a comma or the end, and a clause came before."""
    tokens = line.tokens
    if at - 2 >= lo and tokens[at - 2].kind == QUOTE:
        return True
    if end < hi and tokens[end].low == ":":
        return True
    if end < hi and tokens[end].low not in SENTENCE_MARKS and tokens[end].low != ",":
        return False
    return any(is_verb(tokens, back) for back in range(lo, at - 1)) and tokens[at - 1].low == ","
