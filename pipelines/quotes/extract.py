"""Reads the quotations of a document: what is said, by whom, to whom, through what and when."""

from pipelines.quotes.announced import announced
from pipelines.quotes.attribute import Attribution, attribute
from pipelines.quotes.circumstances import addressee_of, attitude_of, given_to, medium_of, said_window
from pipelines.quotes.indirect import find_reported
from pipelines.quotes.mention import QuoteMention
from pipelines.quotes.people import People
from pipelines.quotes.speaker import Speaker
from pipelines.quotes.speakers import Resolver, speaker_of
from pipelines.quotes.stretches import find_stretches
from pipelines.quotes.tokens import Line
from pipelines.quotes.transcripts import Cast
from pipelines.quotes.turns import Turn
from pipelines.quotes.words import ATTITUDES, CUES
from pipelines.quotes.worth import is_speech, kind_of
from pipelines.text.document import Document
from pipelines.text.quotemarks import Quoted

LONGEST_CUE, LONGEST_NAME = 4, 6  # words


def quotations(document: Document) -> list[QuoteMention]:
    """The quotations and the indirect speech of a document, sorted by their first character."""
    text = document.text
    lines, turns, unmarked = find_stretches(document)
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
        speaker_name=_brief(speaker.name),
        speaker_role=_brief(speaker.role),
        speaker_org=speaker.org,
        speaker_basis=_basis(speaker, attribution),
        cue=_on_one_line(_cue(attribution)),
        attitude=attitude_of(attribution),
        addressee=_on_one_line(addressee_of(attribution)),
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
    """The verb of speech as printed; of many words ("voted on Wednesday to condemn") only the one that speaks."""
    saying, line = attribution.saying, attribution.cue_line
    if saying is None or line is None:
        return None
    spoken = [at for at in range(saying.at, saying.end) if line.tokens[at].low in CUES or line.tokens[at].low in ATTITUDES]
    if saying.end - saying.at > LONGEST_CUE:
        return line.surface(spoken[-1], spoken[-1] + 1) if spoken else line.surface(saying.end - 1, saying.end)
    return line.surface(saying.at, saying.end)


def _on_one_line(phrase: str | None) -> str | None:
    """A phrase as printed, without the ends of lines that it runs over."""
    return " ".join(phrase.split()) if phrase is not None else None


def _brief(phrase: str | None) -> str | None:
    """A name or an office without what stands beside it after a comma; of a long one its last words, which name it."""
    if phrase is None:
        return None
    words = phrase.split()
    words = words[: next((place + 1 for place, word in enumerate(words) if word.endswith(",")), len(words))]
    return " ".join(words[-LONGEST_NAME:]).rstrip(",")


def _basis(speaker: Speaker, attribution: Attribution) -> str:
    """How the speaker was found; one that was carried over from a quotation before says so."""
    if speaker.name is not None and attribution.rule.startswith(("continued", "paragraph", "sentence before")):
        return "continued"
    return speaker.basis
