"""Reads the quotations of a document: what is said, by whom, to whom, through what and when. Standard library only."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pipelines.quotes.announced import announced
from pipelines.quotes.attribute import Attribution, attribute
from pipelines.quotes.circumstances import addressee_of, given_to, medium_of, said_window
from pipelines.quotes.indirect import find_reported
from pipelines.quotes.mention import QuoteMention
from pipelines.quotes.people import People
from pipelines.quotes.speaker import Speaker
from pipelines.quotes.speakers import Resolver, speaker_of
from pipelines.quotes.tokens import Line
from pipelines.quotes.transcripts import Cast
from pipelines.quotes.turns import Turn, find_turns
from pipelines.quotes.unmarked import Unmarked, find_unmarked
from pipelines.quotes.worth import is_speech, kind_of
from pipelines.text.broken_lines import join_broken
from pipelines.text.document import Document
from pipelines.text.quotemarks import Quoted, find_quoted
from pipelines.text.spans import Span

LABEL = re.compile(r"[A-Z][A-Z.'’ -]{2,30}:\s+(?=\S)")


def quotations(document: Document) -> list[QuoteMention]:
    """The quotations and the indirect speech of a document, sorted by their first character."""
    text = document.text
    paragraphs = join_broken(text, document.paragraphs)
    quoted = find_quoted(text, paragraphs)
    turns = {turn.body.start: turn for turn in find_turns(text, paragraphs)}
    unmarked = {block.start: block for block in find_unmarked(text, paragraphs, _taken(paragraphs, quoted, turns.values()))}
    lines = read_lines(document, _with_unmarked(quoted, turns.values(), unmarked.values()), paragraphs)
    attributions = attribute(lines)
    resolver = Resolver(lines, People(lines, document.published))
    cast = Cast(text, resolver)
    found = []
    leads: dict[int, Attribution] = {}  # who speaks in a block, by its first paragraph
    for line in lines:
        for place, quote in line.quotes.items():
            attribution = attributions.get(place) or Attribution("nobody")
            if quote.start in turns:
                found.append(_turn(document, line, quote, turns[quote.start], cast, resolver))
                continue
            if quote.start in unmarked:
                block = unmarked[quote.start]
                attribution = leads.setdefault(block.first, announced(line, place, attribution, block.rule))
                is_said, kind = attribution.line is not None, "direct"
            else:
                is_said, kind = is_speech(text, quote, attribution), kind_of(text, quote, attribution)
            if is_said:
                found.append(_mention(document, quote.start, quote.end, kind, attribution, resolver))
    for line, lo, hi, attribution in find_reported(lines):
        found.append(_mention(document, line.tokens[lo].start, line.tokens[hi - 1].end, "indirect", attribution, resolver))
    return sorted(found, key=lambda mention: (mention.char_start, mention.char_end))


def _taken(paragraphs: Sequence[Span], quoted: Sequence[Quoted], turns: Iterable[Turn]) -> frozenset[int]:
    """Places of the paragraphs in which something stands in marks, or which are turns of a transcript."""
    starts = [paragraph.start for paragraph in paragraphs]
    places = {turn.paragraph for turn in turns}
    for quote in quoted:
        places.update(range(bisect_right(starts, quote.outer_start) - 1, bisect_right(starts, quote.outer_end - 1)))
    return frozenset(places)


def _with_unmarked(quoted: Sequence[Quoted], turns: Iterable[Turn], blocks: Iterable[Unmarked]) -> list[Quoted]:
    """All stretches in order; what stands in marks within a turn is nested and goes."""
    said = [Quoted(*turn.body, *turn.body, "turn", "", False) for turn in turns]
    if said:
        bodies = [turn.outer_start for turn in said]
        outside = []
        for quote in quoted:
            place = bisect_right(bodies, quote.outer_start) - 1
            if place < 0 or quote.outer_start >= said[place].outer_end:
                outside.append(quote)
        quoted = outside
    unmarked = [Quoted(block.start, block.end, block.start, block.end, "unmarked", "", False) for block in blocks]
    return sorted([*quoted, *said, *unmarked]) if said or unmarked else list(quoted)


def read_lines(document: Document, quoted: Sequence[Quoted], paragraphs: Sequence[Span] | None = None) -> list[Line]:
    """The paragraphs (the document's, unless others are given) as tokens, each with its quotations; those that one runs over are one."""
    text = document.text
    paragraphs = document.paragraphs if paragraphs is None else paragraphs
    lines = []
    number = 0
    done = -1
    for place, (start, end) in enumerate(paragraphs):
        if place <= done:
            continue
        first = number
        while number < len(quoted) and quoted[number].outer_start < end:
            while quoted[number].outer_end > end and place < len(paragraphs) - 1:
                place += 1
                end = paragraphs[place].end
            number += 1
        done = place
        lines.append(Line(text, start, end, [_without_label(text, quote) for quote in quoted[first:number]], first))
    return lines


def _without_label(text: str, quote: Quoted) -> Quoted:
    """A line of a transcript in marks, "SMITH: We will go.", without its speaker, who then stands outside."""
    label = LABEL.match(text, quote.start, quote.end)
    return quote if label is None else quote._replace(start=label.end(), outer_start=label.end())


def _turn(document: Document, line: Line, quote: Quoted, turn: Turn, cast: Cast, resolver: Resolver) -> QuoteMention:
    """What somebody says in a transcript; the speaker as printed is the label."""
    text = document.text
    speaker = cast.speaker_of(turn, line)
    mention = _mention(document, quote.start, quote.end, "direct", Attribution("transcript"), resolver, speaker)
    mention.speaker_start, mention.speaker_end = turn.label
    mention.speaker_surface = text[turn.label.start : turn.label.end]
    if line.span.start > turn.label.start and speaker.name is not None:
        mention.speaker_basis = "continued"
    return mention


def _mention(
    document: Document, start: int, end: int, kind: str, attribution: Attribution, resolver: Resolver, known: Speaker | None = None
) -> QuoteMention:
    """One quotation with its circumstances; `known` is its speaker where no phrase of the text names him or her."""
    speaker = known or speaker_of(attribution, resolver)
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
        given_to=given_to(attribution),
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
