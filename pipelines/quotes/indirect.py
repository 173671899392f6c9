"""Indirect speech: the clearest forms only, "X said (that) ...", "..., X said" and "according to X". Standard library only."""

from collections.abc import Iterator
from typing import NamedTuple

from pipelines.quotes.attribute import Attribution
from pipelines.quotes.cues import Saying, find_sayings
from pipelines.quotes.grammar import SENTENCE_MARKS, is_verb
from pipelines.quotes.tokens import QUOTE, Line, Sentence
from pipelines.quotes.words import CUES, PRONOUNS, TIME

FINITE = ("past", "third", "base")
CLAUSE_STARTS = (
    frozenset({"that", "the", "a", "an", "this", "these", "those", "his", "her", "their", "its", "our", "my", "there", "no", "all", "it"})
    | PRONOUNS
)
NOBODY = frozenset({"i", "you", "we", "those", "who", "which", "that", "it", "not", "nobody", "no", "anyone", "everyone", "one"})
TAKES_OVER = frozenset({"according", "while", "although", "though", "despite", "citing", "referring", "something", "comments", "remarks"})
LEAST_WORDS = 4


class Reported(NamedTuple):
    """What is reported: tokens lo..hi, and who says it."""

    lo: int
    hi: int
    attribution: Attribution


def find_reported(line: Line) -> Iterator[Reported]:
    """Indirect speech in the sentences of a paragraph that hold no quotation."""
    for sentence in line.sentences:
        tokens = line.tokens
        if not any(tokens[at].low in CUES or tokens[at].low == "according" for at in range(*sentence)):
            continue
        if any(tokens[at].kind == QUOTE for at in range(*sentence)):
            continue
        for saying in find_sayings(line, sentence):
            if saying.subject is None or not saying.cue.strong or saying.passive or not _speaks(line, saying):
                continue
            content = _content(line, sentence, saying)
            if content is not None and content[1] - content[0] >= LEAST_WORDS:
                yield Reported(*content, Attribution("indirect", line, *saying.subject, cue_line=line, saying=saying))
                break


def _speaks(line: Line, saying: Saying) -> bool:
    """Whether the subject is somebody: not I or you, not "those who", not the subject of a question or a condition."""
    assert saying.subject is not None
    lo, hi = saying.subject
    tokens = line.tokens
    if saying.relative is not None or tokens[lo].low in NOBODY or tokens[hi - 1].low in ("to", "-"):
        return False
    return lo == 0 or tokens[lo - 1].low not in ("if", "whether", "who", "which", "that")


def _content(line: Line, sentence: Sentence, saying: Saying) -> tuple[int, int] | None:
    assert saying.subject is not None
    tokens = line.tokens
    end = _without_stop(line, sentence)
    if saying.cue.form == "according":
        return _around_according(line, sentence, saying, end)
    if (
        not any(form in saying.cue.form for form in FINITE)
        or tokens[saying.at - 1].low in ("to", "not", "n't", "never")
        or _negated(line, saying)
    ):
        return None
    after = max(saying.end, saying.subject[1])
    if saying.inverted or after >= end or tokens[after].low in SENTENCE_MARKS:
        first = min(saying.at, saying.subject[0])
        closes = after >= end or tokens[after].low in TIME or tokens[after].low in ("in", "on", "at", ",")
        if closes and first - 1 > sentence.lo and tokens[first - 1].low == ",":
            return (sentence.lo, first - 1)
        return None
    return _clause_after(line, saying, after, end)


def _clause_after(line: Line, saying: Saying, after: int, end: int) -> tuple[int, int] | None:
    """The clause after "said", "told X", "said on Monday that"."""
    tokens = line.tokens
    limit = min(end, after + 9)
    that = next((at for at in range(after, limit) if tokens[at].low == "that" and tokens[at].kind != QUOTE), None)
    if that is not None and not any(is_verb(tokens, at) for at in range(after, that)):
        return (that + 1, _clause_end(line, saying, that + 1, end))
    if "tell" in saying.cue.frame or tokens[after].low in (
        "of",
        "in",
        "on",
        "at",
        "to",
        "about",
        "for",
        "with",
        "as",
        "so",
        ",",
        "and",
        "-",
        ":",
        "what",
        "how",
        "why",
        "by",
        "from",
    ):
        return None
    if saying.cue.lemma not in (
        "say",
        "believe",
        "claim",
        "argue",
        "think",
        "insist",
        "admit",
        "acknowledge",
        "hope",
        "warn",
        "fear",
        "suggest",
        "announce",
        "predict",
    ):
        return None
    if any(is_verb(tokens, at) for at in range(after + 1, min(end, after + 14))):
        start = after + 1 if tokens[after].low == "that" else after
        return (start, _clause_end(line, saying, start, end))
    return None


def _clause_end(line: Line, saying: Saying, start: int, end: int) -> int:
    """Where the reporter takes over again: at the comma after "while he said that", before ", according to", ", even as"."""
    assert saying.subject is not None
    tokens = line.tokens
    first = saying.subject[0]
    subordinate = first > 0 and tokens[first - 1].low in ("while", "although", "though", "after", "when", "as", "because", "since")
    for at in range(start + 2, end - 1):
        if tokens[at].low == ";":
            return at
        if tokens[at].low != ",":
            continue
        low = tokens[at + 1].low
        cue = CUES.get(low)
        if (
            subordinate
            or low in TAKES_OVER
            or (cue is not None and cue.form == "gerund")
            or (low == "but" and at + 2 < end and tokens[at + 2].low in ("he", "she", "it", "they"))
        ):
            return at
        if low == "even" and at + 2 < end and tokens[at + 2].low in ("as", "though"):
            return at
    return end


def _around_according(line: Line, sentence: Sentence, saying: Saying, end: int) -> tuple[int, int] | None:
    assert saying.subject is not None
    tokens = line.tokens
    if saying.at == sentence.lo:
        comma = next((at for at in range(saying.subject[1], end) if tokens[at].low == ","), None)
        return (comma + 1, end) if comma is not None else None
    if tokens[saying.at - 1].low == ",":
        return (sentence.lo, saying.at - 1)
    return None


def _without_stop(line: Line, sentence: Sentence) -> int:
    return sentence.hi - 1 if line.tokens[sentence.hi - 1].low in SENTENCE_MARKS else sentence.hi


def _negated(line: Line, saying: Saying) -> bool:
    tokens = line.tokens
    return any(
        tokens[at].low in ("can", "must", "will", "not", "n't", "never", "if", "would", "could", "should", "might", "may", "whether")
        or tokens[at].low.endswith("n’t")
        or tokens[at].low.endswith("n't")
        for at in range(max(0, saying.at - 3), saying.at)
    )
