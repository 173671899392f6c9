"""To whom, through what and when a quotation was said, from the words beside its verb of speech. Standard library only.

What belongs to the verb stands in `pipelines.quotes.adjuncts`. Where the sentence itself tells nothing, the speech event of the sentence
before does, if the same one still speaks there.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from pipelines.quotes.adjuncts import BETWEEN, FAR, TIMES, Scope, Zone, after, media, scope_of, without_time
from pipelines.quotes.attribute import Attribution
from pipelines.quotes.cues import find_sayings
from pipelines.quotes.media import EVENTS, MEDIA, OUT, Medium, outlet_named
from pipelines.quotes.media import LONGEST as LONGEST_MEDIUM
from pipelines.quotes.phrases import Phrase, main_subject, phrase_after
from pipelines.quotes.tokens import NUMBER, QUOTE, WORD, Line, Token
from pipelines.quotes.words import ATTITUDES, CUES, PREPOSITIONS, PRONOUNS
from pipelines.text.dates import DateSpan
from pipelines.text.document import Document

YEAR = re.compile(r"\d{4}|year")
OTHER_TIMES = frozenset({"after", "before", "following", "since", "until", "about", "prior", "over", "against", "ahead", "from"})
BODILESS = frozenset({"it", "you", "i", "we"})
PERSONAL = PRONOUNS - BODILESS


def attitude_of(attribution: Attribution) -> str | None:
    """says, thinks, wants or knows, by the words of the cue; None where there is none or it tells none of them."""
    line, saying = attribution.cue_line, attribution.saying
    if line is None or saying is None:
        return None
    words = [token.low for token in line.tokens[saying.at : saying.end]]
    held = next((ATTITUDES[word] for word in reversed(words) if word in ATTITUDES), None)
    return held or ("says" if words[0] == "according" or any(word in CUES for word in words) else None)


def medium_of(attribution: Attribution) -> str | None:
    """statement, press conference, post, interview, letter, speech ... or None."""
    for scope in _scopes(attribution):
        medium = _medium(scope)
        if medium:
            return medium
    return None


def addressee_of(attribution: Attribution) -> str | None:
    """Who was told, as printed."""
    scope = _scope_of(attribution)
    phrase = _addressee(scope) if scope is not None else None
    return scope.line.surface(*phrase) if scope is not None and phrase is not None else None


def given_to(attribution: Attribution) -> str | None:
    """The outlet or agency that it was given to, by name."""
    scope = _scope_of(attribution)
    if scope is None:
        return None
    phrase = _addressee(scope)
    named = outlet_named(scope.line.surface(*phrase)) if phrase is not None else None
    if named is not None:
        return named
    for phrase in _carriers(scope):
        named = outlet_named(scope.line.surface(*phrase))
        if named is not None:
            return named
    return None


def said_window(document: Document, attribution: Attribution) -> tuple[date | None, date | None]:
    """The days on which it can have been said, by a date beside the verb; the first is None where it only came out by the last."""
    for scope in _scopes(attribution):
        span = _nearest_date(document, scope)
        if span is not None:
            first, last = _not_to_come(document, span)
            return (None if _came_out(scope, span) else first), last
    return None, None


def _not_to_come(document: Document, span: DateSpan) -> tuple[date | None, date | None]:
    """The days of an expression of time up to publication; a month without a year that is still to come is last year's."""
    first, last, printed = span.earliest, span.latest, document.published.latest
    if first is None or last is None or printed is None or last <= printed:
        return first, last
    if first <= printed:
        return first, printed
    if span.precision == "month" and not YEAR.search(document.text, span.start, span.end):
        return first.replace(year=first.year - 1), first.replace(year=first.year - 1, day=monthrange(first.year - 1, first.month)[1])
    return None, None


def _scopes(attribution: Attribution) -> Iterator[Scope]:
    """The verb of the quotation, then the speech event of the sentence before, if the same one still speaks there."""
    scope = _scope_of(attribution)
    if scope is None:
        return
    yield scope
    if scope.subject[1] - scope.subject[0] == 1 and scope.line.tokens[scope.subject[0]].low in PERSONAL:
        before = _event_before(scope.line, scope.at)
        if before is not None:
            yield before


def _scope_of(attribution: Attribution) -> Scope | None:
    line, saying = attribution.cue_line, attribution.saying
    return scope_of(line, saying) if line is not None and saying is not None else None


@lru_cache(maxsize=16)
def _event_before(line: Line, at: int) -> Scope | None:
    """The speech event of the sentence before: its one speaker said, wrote, spoke to somebody, or met the press."""
    number = line.sentence_of(at)
    if not number:
        return None
    sentence = line.sentences[number - 1]
    if any(line.tokens[place].kind == QUOTE for place in range(*sentence)):
        return None
    sayings = [(saying, saying.subject) for saying in find_sayings(line, sentence) if saying.subject is not None and not saying.passive]
    if sayings:
        return scope_of(line, sayings[-1][0]) if len({subject for _, subject in sayings}) == 1 else None
    subject = main_subject(line, *sentence)
    if subject is None or subject[1] >= sentence.hi or line.tokens[subject[1]].low not in EVENTS:
        return None
    verb = subject[1]
    phrase = phrase_after(line, verb + 1, sentence.hi)
    start = phrase[1] if phrase is not None and phrase[0] == verb + 1 else verb + 1
    scope = Scope(line, verb, subject, [Zone(verb, verb + 1), after(line, start, sentence.hi)])
    return scope if _medium(scope) or _addressee(scope) is not None else None


def _medium(scope: Scope) -> str | None:
    """What the adjuncts say, else the verb, the one who was told, or the subject: tweeted; told a news conference; the letter says."""
    tokens = scope.line.tokens
    for zone in scope.zones:
        for found in media(scope, zone):
            if found.medium.medium:
                return found.medium.medium
    verb = MEDIA.get((tokens[scope.at].low,), {})
    if "cue" in verb:
        return verb["cue"].medium
    for zone in scope.zones:
        named = _noun_of(scope.line, zone.told, ("told",)) if zone.told is not None else None
        if named:
            return named
    named = _noun_of(scope.line, scope.subject, ("through",))
    if named or "event" not in verb:
        return named
    return verb["event"].medium or None if _addressee(scope) is not None else None


def _noun_of(line: Line, phrase: Phrase, roles: tuple[str, ...]) -> str | None:
    """The medium that a phrase itself names: the last word that does, because "a television news conference" is a conference."""
    lo, hi = phrase
    for end in range(hi, lo, -1):
        for start in range(max(lo, end - LONGEST_MEDIUM), end):
            media = MEDIA.get(tuple(token.low for token in line.tokens[start:end]), {})
            if "told" in roles and "told" in media:
                return media["told"].medium
            if "through" in roles and "through" in media and end == hi and line.tokens[hi - 1].kind == WORD:
                return media["through"].medium
    return None


def _addressee(scope: Scope) -> Phrase | None:
    """The phrase of the one who was told: by the verb, or after "in an interview with", "in a letter to", "speaking to", "asked by"."""
    for zone in scope.zones:
        if zone.told is not None:
            return zone.told
    verb = MEDIA.get((scope.line.tokens[scope.at].low,), {})
    zones = scope.zones
    for medium in (verb[role] for role in ("cue", "event") if role in verb):
        after = zones[0].lo if zones else scope.at + 1
        phrase = _after_preposition(scope.line, after, after + 1, medium)
        if phrase is not None:
            return phrase
    for zone in zones:
        for found in media(scope, zone):
            phrase = _after_preposition(scope.line, found.end, zone.hi, found.medium)
            if phrase is not None and (found.medium.role != "out" or _is_interview(scope, zone)) and found.medium.role != "link":
                return phrase
            asked = scope.line.tokens[found.at].low in ("asked", "questioned", "pressed", "interviewed")
            if phrase is not None and asked:
                return phrase
    return None


def _is_interview(scope: Scope, zone: Zone) -> bool:
    return any(found.medium.medium == "interview" for found in media(scope, zone))


def _after_preposition(line: Line, start: int, hi: int, medium: Medium) -> Phrase | None:
    """The phrase after the preposition that leads to the one who was told; a time may stand before it: published on Sunday by X."""
    if "none" in medium.to and start < len(line.tokens) and line.tokens[start].low not in PREPOSITIONS:
        phrase = phrase_after(line, start, min(len(line.tokens), start + FAR))
        return without_time(line, *phrase) if phrase is not None and phrase[0] == start else None
    for at in range(start, min(hi, len(line.tokens), start + BETWEEN)):
        token = line.tokens[at]
        if token.low in medium.to:
            phrase = phrase_after(line, at + 1, min(len(line.tokens), at + FAR))
            return without_time(line, *phrase) if phrase is not None else None
        if not (token.low in PREPOSITIONS or token.low in TIMES or token.kind == NUMBER):
            return None
    return None


def _carriers(scope: Scope) -> Iterator[Phrase]:
    """Phrases of those who printed or aired it: in an op-ed in X, aired by X, was quoted as saying by X."""
    tokens = scope.line.tokens
    for zone in scope.zones:
        for found in media(scope, zone):
            article = found.medium.medium == "article" and found.end < zone.hi and tokens[found.end].low in ("in", "for")
            start = found.end if article else None
            if found.medium.role in ("link", "out") and found.end < zone.hi and tokens[found.end].low in ("by", "on", "in"):
                start = found.end
            phrase = phrase_after(scope.line, start + 1, zone.hi) if start is not None else None
            if phrase is not None:
                yield phrase
        if zone.lo < zone.hi and tokens[zone.lo].low == "by":
            phrase = phrase_after(scope.line, zone.lo + 1, zone.hi)
            if phrase is not None:
                yield phrase


def _nearest_date(document: Document, scope: Scope) -> DateSpan | None:
    """The first day of the adjuncts that is the verb's: not one after "before", "about" or "since"."""
    tokens = scope.line.tokens
    for zone in scope.zones:
        if zone.lo >= zone.hi:
            continue
        for span in document.dates_between(tokens[zone.lo].start, tokens[zone.hi - 1].end):
            if span.relation in ("on", "in") and span.earliest is not None and not _of_something_else(tokens, zone, span):
                return span
    return None


def _of_something_else(tokens: list[Token], zone: Zone, span: DateSpan) -> bool:
    """Whether a preposition of another time stands between the verb and the date: about the march on Monday, of Monday's march."""
    if tokens[zone.lo].low == "of":
        return True
    return any(
        tokens[at].low in OTHER_TIMES and not _is_place(tokens, at) for at in range(zone.lo, zone.hi) if tokens[at].start < span.start
    )


def _is_place(tokens: list[Token], at: int) -> bool:
    """From Karsburg; over the phone."""
    return tokens[at].low in ("from", "over") and at + 1 < len(tokens)


def _came_out(scope: Scope, span: DateSpan) -> bool:
    """Whether the date is that on which an interview or a recording came out."""
    tokens = scope.line.tokens
    for zone in scope.zones:
        spoken = [found for found in media(scope, zone) if found.medium.medium in ("interview", "broadcast", "book", "article")]
        out = any(tokens[at].low in OUT and tokens[at].start < span.start for at in range(zone.lo, zone.hi))
        if spoken and out:
            return True
    return False
