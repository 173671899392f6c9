"""Everybody who may have said a quotation. Standard library only.

Subjects of the verbs of speech around it, of its own clause, and those who spoke before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.quotes.cues import Saying, find_sayings
from pipelines.quotes.grammar import DASHES, SENTENCE_MARKS, is_verb
from pipelines.quotes.phrases import LONGEST, main_subject
from pipelines.quotes.tokens import CAPITAL, QUOTE, WORD, Line, Sentence
from pipelines.quotes.words import ADVERBS, TIME

OPEN_ENDS = frozenset(",?!—–―-…;:")
POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our"})
AT_ONCE = 1  # tokens between a verb and the quotation that it leads straight into
OWNED = 8  # tokens between an owner and the quotation


@dataclass(slots=True)
class Candidate:
    """A phrase that may be the speaker. `place` says where it stands to the quotation; `between` how many others stand between."""

    place: str
    line: Line
    lo: int
    hi: int
    cue_line: Line | None = None
    saying: Saying | None = None
    between: int = 0
    distance: int = 0


NEAREST = 8  # verbs of speech on either side that are looked at


def candidates(
    line: Line,
    sentence: Sentence,
    at: int,
    sayings: Sequence[Saying],
    last: Candidate | None,
    before: Sentence | None,
    earlier: Sequence[Candidate],
) -> list[Candidate]:
    """Candidates for the quotation at token `at`, none twice.

    Args:
        line, sentence, at: where the quotation stands.
        sayings: the verbs of speech of the sentence.
        last: who said the quotation before this one in the paragraph.
        before: the sentence before, if the paragraph has one.
        earlier: candidates that the paragraph before hands on.
    """
    signed = _signed(line, at)
    if signed:
        return signed
    found = _around(line, sentence, at, sayings)
    found += _of_clause(line, sentence, at)
    found += _owner(line, sentence, at)
    if last is not None:
        found.append(Candidate("continued", last.line, last.lo, last.hi, last.cue_line, last.saying))
    if before is not None:
        found += spoken(line, before, "sentence before")
    if last is None:
        found += earlier
    seen: dict[tuple[int, int, str], Candidate] = {}
    for candidate in found:
        seen.setdefault((id(candidate.line), candidate.lo, candidate.place), candidate)
    return list(seen.values())


def _around(line: Line, sentence: Sentence, at: int, sayings: Sequence[Saying]) -> list[Candidate]:
    """The subjects of the verbs of speech of the sentence, by where they stand."""
    found = []
    usable = [s for s in sayings if s.subject is not None]
    lefts = [s for s in usable if s.at < at and not s.subject[0] <= at < s.subject[1]]  # type: ignore[index]
    rights = [s for s in usable if s.at > at and not s.subject[0] <= at < s.subject[1]]  # type: ignore[index]
    if lefts and at - lefts[-1].end <= AT_ONCE and "say" in lefts[-1].cue.frame and lefts[-1].cue.form != "gerund":
        lefts = lefts[-1:]
    for between, saying in enumerate(reversed(lefts[-NEAREST:])):
        place = "left"
        found.append(_made(line, saying, place, between, at - saying.end))
        if saying.relative is not None:
            found.append(Candidate("left, who", line, saying.relative, saying.relative + 1, line, saying, between, max(at - saying.end, 0)))
    for between, saying in enumerate(rights[:NEAREST]):
        found.append(_made(line, saying, _right_place(line, sentence, at, saying), between, saying.at - at - 1))
    return found


def _made(line: Line, saying: Saying, place: str, between: int, distance: int) -> Candidate:
    assert saying.subject is not None
    return Candidate(place, line, *saying.subject, line, saying, between, max(distance, 0))


def _right_place(line: Line, sentence: Sentence, at: int, saying: Saying) -> str:
    """after: the attribution follows at once; aside: it is set off later in the sentence; later: anything else."""
    assert saying.subject is not None
    tokens = line.tokens
    first = min(saying.at, saying.subject[0]) if saying.begin is None else saying.begin
    gerund = saying.cue.form == "gerund"
    quoted = any(tokens[i].kind == QUOTE for i in range(at + 1, saying.at))
    if not gerund and not quoted and first > at and all(_is_filler(line, i) for i in range(at + 1, first)):
        return "after" if ends_open(line, at, sentence) else "after loose"
    end = max(saying.end, saying.subject[1])
    set_off = first > at and (tokens[first - 1].low == "," or tokens[first - 1].low in DASHES or saying.cue.form == "according")
    closed = (
        end >= sentence.hi or tokens[end].low in SENTENCE_MARKS or tokens[end].low in TIME or tokens[end].low in (",", "in", "on", "at")
    )
    if set_off and not gerund and (closed or saying.inverted):
        return "aside"
    return "later"


def ends_open(line: Line, at: int, sentence: Sentence) -> bool:
    """Whether the quotation ends in a way that an attribution may follow: in a comma, or with one after it."""
    closing = line.closes(line.tokens[at])
    after = line.tokens[at + 1].low if at + 1 < sentence.hi else ""
    return closing in OPEN_ENDS or closing == "." or after == "," or after in DASHES


def _is_filler(line: Line, at: int) -> bool:
    token = line.tokens[at]
    low = token.low
    return (
        low in (",", "-", ".", "]", ")") or low in DASHES or (token.kind == WORD and (low in ADVERBS or low in ("as", "so"))) or low in TIME
    )


def _of_clause(line: Line, sentence: Sentence, at: int) -> list[Candidate]:
    """The subjects of the sentence and of the clause that the quotation stands in, whatever their verb; the phrase before a colon."""
    found = []
    main = main_subject(line, sentence.lo, at)
    if main is not None:
        colon = at - 1 > sentence.lo and line.tokens[at - 1].low == ":"
        found.append(Candidate("colon" if colon else "subject", line, *main, distance=at - main[1]))
    start = _clause_start(line, sentence.lo, at)
    if start > sentence.lo:
        nearer = main_subject(line, start, at)
        if nearer is not None and nearer != main:
            found.append(Candidate("clause", line, *nearer, distance=at - nearer[1]))
    if not found and at + 1 < sentence.hi:
        following = main_subject(line, at + 1, sentence.hi)
        if following is not None:
            lo, hi = following
            lo += is_verb(line.tokens, lo)  # "...," told the agency Smith; "..." is what they call him
            if lo < hi:
                found.append(Candidate("following", line, lo, hi, distance=lo - at))
    return found


def _owner(line: Line, sentence: Sentence, at: int) -> list[Candidate]:
    """Whose words the quotation is said to be: his "...", Smith's promise to "..."."""
    for back in range(at - 1, max(sentence.lo, at - OWNED) - 1, -1):
        token = line.tokens[back]
        if token.kind == QUOTE:
            return []
        if token.low in POSSESSIVES:
            return [Candidate("owner", line, back, back + 1, distance=at - back - 1)]
        if token.low.endswith(("’s", "'s", "s’", "s'")):
            first = back
            while first > sentence.lo and line.tokens[first - 1].kind == CAPITAL and token.kind == CAPITAL:
                first -= 1
            return [Candidate("owner", line, first, back + 1, distance=at - back - 1)]
    return []


def _signed(line: Line, at: int) -> list[Candidate]:
    """`"..." -- John Smith`: a name after a dash, and nothing more."""
    tokens = line.tokens
    first = at + 1
    while first < len(tokens) and tokens[first].low in DASHES:
        first += 1
    end = first
    while end < len(tokens) and tokens[end].kind == CAPITAL:
        end += 1
    if at + 1 < first < end <= first + 6 and (end == len(tokens) or tokens[end].low in ".,("):
        return [Candidate("signed", line, first, end)]
    return []


def _clause_start(line: Line, lo: int, at: int) -> int:
    """Where the clause that holds token `at` seems to begin: after "but", "while", "that", or a comma and "and"."""
    for back in range(at - 2, max(lo, at - LONGEST), -1):
        token = line.tokens[back]
        if token.kind == QUOTE:
            continue
        if token.low in (
            "but",
            "while",
            "because",
            "although",
            "though",
            "when",
            "whereas",
            "that",
            ";",
            "if",
            "how",
            "why",
            "after",
            "before",
            "as",
        ):
            return back + 1
        if token.low == "and" and line.tokens[back - 1].low == ",":
            return back + 1
    return lo


def spoken(line: Line, sentence: Sentence, place: str) -> list[Candidate]:
    """Who speaks or acts in a sentence that stands before."""
    found = []
    sayings = [s for s in find_sayings(line, sentence) if s.subject is not None]
    for between, saying in enumerate(reversed(sayings[-2:])):
        candidate = _made(line, saying, f"{place}, says", between, 0)
        found.append(candidate)
    main = main_subject(line, *sentence)
    if main is not None and all((c.lo, c.hi) != main for c in found):
        found.append(Candidate(f"{place}, acts", line, *main))
    return found


def handed_on(line: Line, said: Mapping[int, Candidate]) -> list[Candidate]:
    """What a paragraph hands on to the next: its last speaker, and who speaks or acts in its last sentence."""
    if not line.sentences:
        return []
    found = []
    quotes = [token.quote for token in line.tokens if token.kind == QUOTE]
    if quotes and quotes[-1] in said:
        spoke = said[quotes[-1]]
        found.append(Candidate("paragraph before, spoke", spoke.line, spoke.lo, spoke.hi, spoke.cue_line, spoke.saying))
    place = "paragraph leads in" if line.tokens[-1].low == ":" else "paragraph before"
    found += spoken(line, line.sentences[-1], place)
    return found
