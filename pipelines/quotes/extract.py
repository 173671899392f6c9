"""Reads the quotations of a document: what is said, by whom, to whom, through what and when. Standard library only."""

import re
from collections.abc import Sequence

from pipelines.quotes.attribute import Attribution, attribute
from pipelines.quotes.circumstances import addressee_of, medium_of, said_window
from pipelines.quotes.indirect import find_reported
from pipelines.quotes.mention import QuoteMention
from pipelines.quotes.people import People
from pipelines.quotes.speaker import Speaker
from pipelines.quotes.speakers import Resolver, speaker_of
from pipelines.quotes.tokens import Line
from pipelines.quotes.worth import is_speech, kind_of
from pipelines.text.document import Document
from pipelines.text.quotemarks import Quoted, find_quoted

LABEL = re.compile(r"[A-Z][A-Z.'’ -]{2,30}:\s+(?=\S)")


def quotations(document: Document) -> list[QuoteMention]:
    """The quotations and the clearest indirect speech of a document, sorted by their first character."""
    quoted = find_quoted(document.text, document.paragraphs)
    lines = read_lines(document, quoted)
    attributions = attribute(lines)
    resolver = Resolver(lines, People(lines))
    found = []
    for line in lines:
        for place, quote in line.quotes.items():
            attribution = attributions.get(place) or Attribution("nobody")
            if is_speech(document.text, quote, attribution):
                found.append(_mention(document, quote.start, quote.end, kind_of(document.text, quote, attribution), attribution, resolver))
        for lo, hi, attribution in find_reported(line):
            found.append(_mention(document, line.tokens[lo].start, line.tokens[hi - 1].end, "indirect", attribution, resolver))
    return sorted(found, key=lambda mention: (mention.char_start, mention.char_end))


def read_lines(document: Document, quoted: Sequence[Quoted]) -> list[Line]:
    """The paragraphs as tokens, each with its quotations."""
    lines = []
    number = 0
    for start, end in document.paragraphs:
        first = number
        while number < len(quoted) and quoted[number].outer_start < end:
            number += 1
        lines.append(Line(document.text, start, end, [_without_label(document.text, quote) for quote in quoted[first:number]], first))
    return lines


def _without_label(text: str, quote: Quoted) -> Quoted:
    """A line of a transcript in marks, "SMITH: We will go.", without its speaker, who then stands outside."""
    label = LABEL.match(text, quote.start, quote.end)
    return quote if label is None else quote._replace(start=label.end(), outer_start=label.end())


def _mention(document: Document, start: int, end: int, kind: str, attribution: Attribution, resolver: Resolver) -> QuoteMention:
    speaker = speaker_of(attribution, resolver)
    line = attribution.line
    said = said_window(document, attribution)
    mention = QuoteMention(
        char_start=start,
        char_end=end,
        surface=document.text[start:end],
        rule=f"quotes/{attribution.rule.replace(', ', '_').replace(' ', '_')}",
        kind=kind,
        speaker_id=speaker.entity_id,
        speaker_name=speaker.name,
        speaker_role=speaker.role,
        speaker_org=speaker.org,
        speaker_basis=_basis(speaker, attribution),
        cue=_cue(attribution),
        addressee=addressee_of(attribution),
        medium=medium_of(attribution),
        said_earliest=said[0],
        said_latest=said[1],
    )
    if line is not None:
        mention.speaker_start, mention.speaker_end = line.tokens[attribution.lo].start, line.tokens[attribution.hi - 1].end
        mention.speaker_surface = document.text[mention.speaker_start : mention.speaker_end]
    return mention


def _cue(attribution: Attribution) -> str | None:
    """The verb of speech as printed."""
    saying, line = attribution.saying, attribution.cue_line
    return line.surface(saying.at, saying.end) if saying is not None and line is not None else None


def _basis(speaker: Speaker, attribution: Attribution) -> str:
    """How the speaker was found; one that was carried over from a quotation before says so."""
    if speaker.name is not None and attribution.rule.startswith(("continued", "paragraph", "sentence before")):
        return "continued"
    return speaker.basis
