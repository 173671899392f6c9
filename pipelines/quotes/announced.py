"""Who says what stands without marks after a colon: whoever the words before the colon name. Standard library only."""

from dataclasses import replace

from pipelines.quotes.attribute import Attribution
from pipelines.quotes.cues import find_sayings
from pipelines.quotes.tokens import QUOTE, Line


def announced(line: Line, place: int, attribution: Attribution, rule: str) -> Attribution:
    """The attribution of a stretch without marks, under the rule that found it.

    Args:
        line: the paragraph that it stands in.
        place: its place in the document's list.
        attribution: what the words all around it say; that counts only where it points to words before the stretch.
        rule: block, post or colon.
    """
    at = next((at for at, token in enumerate(line.tokens) if token.kind == QUOTE and token.quote == place), 0)
    sentence = line.sentences[line.sentence_of(at)] if line.sentences else None
    before = [saying for saying in find_sayings(line, sentence) if saying.subject and saying.at < at] if sentence and at else []
    if before and before[-1].subject is not None:
        return Attribution(rule, line, *before[-1].subject, line, before[-1])
    if attribution.line is None or attribution.line.tokens[attribution.lo].start > line.tokens[at].start:
        return Attribution("nobody")
    return replace(attribution, rule=rule)
