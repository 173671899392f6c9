"""Indirect speech: what somebody is reported to say, think, want or know, in the reporter's words. Standard library only but for labels."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.quotes.attribute import Attribution
from pipelines.quotes.cues import ACCORDING, Saying, find_sayings
from pipelines.quotes.labels import BEGINS, CONTENT, CUE, SOURCE, label_sentences
from pipelines.quotes.phrases import Phrase
from pipelines.quotes.tokens import PUNCT, QUOTE, Line, Sentence
from pipelines.quotes.words import CUES, Cue

LEAST_WORDS = 2  # words outside quotation marks below which nothing is told
MOST_QUOTED = 3  # words in marks that a reported clause may hold; with more of them the quotation tells it
FARTHEST = 40  # tokens between what is reported and its verb


class Reported(NamedTuple):
    """What is reported: tokens lo..hi of a line, and who says it."""

    line: Line
    lo: int
    hi: int
    attribution: Attribution


def find_reported(lines: Sequence[Line]) -> Iterator[Reported]:
    """Indirect speech of a document in the order of the text. A reported clause may hold a scrap in quotation marks, but no whole quotation."""
    places = [(line, sentence) for line in lines for sentence in line.sentences if _words(line, *sentence) > LEAST_WORDS]
    labelled = label_sentences([(line.tokens[lo:hi], line.is_headline) for line, (lo, hi) in places])
    for (line, sentence), labels in zip(places, labelled, strict=True):
        for lo, hi in _runs(labels, (BEGINS, CONTENT)):
            content = _trimmed(line, sentence.lo + lo, sentence.lo + hi)
            attribution = _attribution(line, sentence, labels, lo, hi)
            if attribution is not None and _words(line, *content) >= LEAST_WORDS and _quoted(line, *content) <= MOST_QUOTED:
                yield Reported(line, *content, attribution)


def _words(line: Line, lo: int, hi: int) -> int:
    """Words outside quotation marks."""
    return sum(token.kind not in (PUNCT, QUOTE) for token in line.tokens[lo:hi])


def _quoted(line: Line, lo: int, hi: int) -> int:
    """Words in quotation marks."""
    places = [token.quote for token in line.tokens[lo:hi] if token.kind == QUOTE]
    return sum(len(line.text[line.quotes[place].start : line.quotes[place].end].split()) for place in places)


def _runs(labels: Sequence[int], wanted: tuple[int, ...]) -> list[Phrase]:
    """Stretches of tokens with the wanted labels; each BEGINS starts a new one."""
    runs: list[Phrase] = []
    for at, label in enumerate(labels):
        if label not in wanted:
            continue
        if runs and runs[-1][1] == at and label != BEGINS:
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def _trimmed(line: Line, lo: int, hi: int) -> Phrase:
    """Without "that" before it and marks at its ends."""
    tokens = line.tokens
    while hi > lo and tokens[hi - 1].kind == PUNCT and tokens[hi - 1].low not in ")]%":
        hi -= 1
    while lo < hi and (tokens[lo].low == "that" or (tokens[lo].kind == PUNCT and tokens[lo].low not in "([$#@")):
        lo += 1
    return lo, hi


def _attribution(line: Line, sentence: Sentence, labels: Sequence[int], lo: int, hi: int) -> Attribution | None:
    """The verb of speech nearest to what stands in lo..hi of a sentence, and the source nearest to that; None without a verb."""
    cue = _nearest(_runs(labels, (CUE,)), lo, hi)
    if cue is None or max(cue[0] - hi, lo - cue[1]) > FARTHEST:
        return None
    source = _nearest(_runs(labels, (SOURCE,)), *cue)
    at, end = sentence.lo + cue[0], sentence.lo + cue[1]
    saying = next((saying for saying in find_sayings(line, sentence) if at <= saying.at < end), None)
    subject = _trimmed(line, sentence.lo + source[0], sentence.lo + source[1]) if source is not None else saying.subject if saying else None
    inverted = subject is not None and subject[0] >= end
    made = Saying(at, end, saying.cue if saying else _cue(line, at, end), subject, inverted, passive=subject is None)
    if subject is None or subject[0] >= subject[1]:
        return Attribution("indirect", cue_line=line, saying=made)
    return Attribution("indirect", line, *subject, cue_line=line, saying=made)


def _nearest(runs: Sequence[Phrase], lo: int, hi: int) -> Phrase | None:
    """The run nearest to lo..hi, of two as near the one before it."""
    return min(runs, key=lambda run: (max(run[0] - hi, lo - run[1]), run[0]), default=None)


def _cue(line: Line, lo: int, hi: int) -> Cue:
    """The verb among the words of a cue; its words themselves where none of them is known."""
    known = [CUES[token.low] for token in line.tokens[lo:hi] if token.low in CUES]
    if line.tokens[lo].low == "according":
        return ACCORDING
    return known[-1] if known else Cue(line.surface(lo, hi).lower(), "", frozenset(), strong=False)
