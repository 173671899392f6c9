"""Decides who says each quotation of a document, as a phrase of the text. Names are resolved elsewhere. Standard library only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.quotes.candidates import Candidate, candidates, handed_on
from pipelines.quotes.cues import Saying, find_sayings
from pipelines.quotes.features import of_candidate, of_quotation
from pipelines.quotes.tokens import QUOTE, Line, Sentence
from pipelines.quotes.weights import best, chance, weights

Pick = Callable[[Line, Sentence, int, Sequence[Candidate]], int | None]
"""Chooses among the candidates of the quotation at a token; None for nobody."""


@dataclass(slots=True)
class Attribution:
    """Who says a quotation: the phrase `lo..hi` of `line`, or nobody found. `speech`: how likely it is that it is speech at all."""

    rule: str
    line: Line | None = None
    lo: int = 0
    hi: int = 0
    cue_line: Line | None = None
    saying: Saying | None = None
    speech: float = 1.0


def pick_best(line: Line, sentence: Sentence, at: int, options: Sequence[Candidate]) -> int | None:
    """The candidate whose features weigh most."""
    return best([of_candidate(line, sentence, at, option) for option in options], weights("speaker"))


def attribute(lines: Sequence[Line], pick: Pick = pick_best) -> dict[int, Attribution]:
    """Attributions by the place of the quotation in the document's list; `lines` are all paragraphs in order."""
    found: dict[int, Attribution] = {}
    said: dict[int, Candidate] = {}
    previous: Line | None = None
    for line in lines:
        if line.quotes:
            _attribute_line(line, handed_on(previous, said) if previous is not None else [], said, found, pick)
        previous = line
    return found


def _attribute_line(
    line: Line, earlier: Sequence[Candidate], said: dict[int, Candidate], found: dict[int, Attribution], pick: Pick
) -> None:
    last: Candidate | None = None
    before: Sentence | None = None
    for sentence in line.sentences:
        places = [at for at in range(*sentence) if line.tokens[at].kind == QUOTE]
        sayings = find_sayings(line, sentence) if places else []
        for at in places:
            options = candidates(line, sentence, at, sayings, last, before, earlier)
            chosen = pick(line, sentence, at, options)
            candidate = options[chosen] if chosen is not None else None
            found[line.tokens[at].quote] = _made(line, sentence, at, candidate)
            if candidate is not None:
                said[line.tokens[at].quote] = last = candidate
        before = sentence


def _made(line: Line, sentence: Sentence, at: int, candidate: Candidate | None) -> Attribution:
    speech = chance(of_quotation(line, sentence, at, candidate), weights("speech"))
    if candidate is None:
        return Attribution("nobody", speech=speech)
    return Attribution(candidate.place, candidate.line, candidate.lo, candidate.hi, candidate.cue_line, candidate.saying, speech)
