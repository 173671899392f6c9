"""To whom, through what and when a quotation was said, from the words beside its verb of speech. Standard library only."""

import re
from bisect import bisect_left
from datetime import date

from pipelines.quotes.attribute import Attribution
from pipelines.quotes.phrases import phrase_after
from pipelines.quotes.tokens import QUOTE, Line
from pipelines.reference import rows
from pipelines.text.dates import DateSpan
from pipelines.text.document import Document

MEDIA = {row["word"]: row["medium"] for row in rows("media")}
MEDIUM = re.compile(r"\b(" + "|".join(sorted(map(re.escape, MEDIA), key=lambda word: (-len(word), word))) + r")\b", re.IGNORECASE)
INTERVIEWED = frozenset({"interview", "interviews"})
BESIDE = 90  # characters after the verb in which a medium or a day still belongs to it
BEFORE = 70  # characters before its subject


def _stretch(attribution: Attribution) -> tuple[Line, int, int] | None:
    """The characters around subject and verb, not reaching into quotations or other sentences."""
    line, saying = attribution.cue_line, attribution.saying
    if line is None or saying is None or saying.subject is None:
        return None
    tokens = line.tokens
    sentence = line.sentences[line.sentence_of(saying.at)]
    first, last = min(saying.at, saying.subject[0]), max(saying.end, saying.subject[1]) - 1
    start, end = tokens[first].start, tokens[last].end
    lo, hi = first, last + 1
    while lo > sentence.lo and tokens[lo - 1].kind != QUOTE and start - tokens[lo - 1].start <= BEFORE:
        lo -= 1
    while hi < sentence.hi and tokens[hi].kind != QUOTE and tokens[hi].end - end <= BESIDE:
        hi += 1
    return line, tokens[lo].start, tokens[hi - 1].end


def medium_of(attribution: Attribution) -> str | None:
    """statement, press conference, post, interview, letter, speech ... or None."""
    around = _stretch(attribution)
    if around is None:
        return None
    line, start, end = around
    found = MEDIUM.search(line.text, start, end)
    return MEDIA[found.group(1).lower()] if found else None


def addressee_of(attribution: Attribution) -> str | None:
    """Who was told, as printed."""
    line, saying = attribution.cue_line, attribution.saying
    if line is None or saying is None:
        return None
    sentence = line.sentences[line.sentence_of(saying.at)]
    if "tell" in saying.cue.frame and not saying.inverted and not saying.passive:
        phrase = phrase_after(line, saying.end, sentence.hi)
        if phrase is not None:
            return line.surface(*phrase)
    end = max(saying.end, saying.subject[1] if saying.subject else 0)
    for at in range(end, min(sentence.hi - 1, end + 8)):
        token = line.tokens[at]
        if token.kind == QUOTE:
            break
        if token.low in INTERVIEWED and line.tokens[at + 1].low in ("with", "to"):
            phrase = phrase_after(line, at + 2, sentence.hi)
            return line.surface(*phrase) if phrase is not None else None
    return None


def dates_between(document: Document, start: int, end: int) -> list[DateSpan]:
    """Expressions of time within start..end."""
    dates = document.dates
    first = bisect_left(dates, start, key=lambda span: span.start)
    return [span for span in dates[first : first + 6] if span.end <= end]


def said_window(document: Document, attribution: Attribution) -> tuple[date | None, date | None]:
    """The days on which it can have been said, by a date beside the verb."""
    around = _stretch(attribution)
    if around is None or attribution.saying is None:
        return None, None
    line, start, end = around
    verb = line.tokens[attribution.saying.at].start
    near = [span for span in dates_between(document, start, end) if span.relation in ("on", "in") and span.earliest is not None]
    if not near:
        return None, None
    nearest = min(near, key=lambda span: (abs(span.start - verb), span.start))
    return nearest.earliest, nearest.latest
