"""The words that belong to a verb of speech: a run of adjuncts on either side of it. Standard library only.

"In a statement", "told reporters in Lindau on Monday", "Speaking at the port late on Tuesday, she said". The run ends where another clause
begins: a day of which somebody speaks is not the day of speaking.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipelines.quotes.cues import ACCORDING, Saying
from pipelines.quotes.grammar import DASHES, is_verb
from pipelines.quotes.media import BEGIN, LINKS, LONGEST, MEDIA, Medium
from pipelines.quotes.phrases import Phrase, phrase_after
from pipelines.quotes.tokens import NUMBER, QUOTE, Line, Sentence, Token
from pipelines.quotes.words import ADVERBS, CLAUSES, DETERMINERS, PREPOSITIONS, PRONOUNS, RELATIVES, TIME, UNITS

FAR = 30  # tokens on either side of the verb that are looked at
BETWEEN = 5  # words between a preposition and the medium it leads to
LATE = frozenset({"late", "early", "earlier", "later", "last", "this"})
TIMES = LATE | TIME
LEADING = PREPOSITIONS | TIMES | LINKS | ADVERBS
AMID = PREPOSITIONS | TIMES | ADVERBS
ENDS_PHRASE = TIMES | LINKS
NEW_PHRASE = DETERMINERS | PRONOUNS
JOINS = PREPOSITIONS | {"and", "or"}


class Zone(NamedTuple):
    """Tokens lo..hi that belong to the verb of speech; `told` is the phrase of the one who was told, if the verb takes one."""

    lo: int
    hi: int
    told: Phrase | None = None


class Found(NamedTuple):
    """A word of a medium at tokens at..end."""

    at: int
    end: int
    medium: Medium


@dataclass(slots=True)
class Scope:
    """A verb of speech with its adjuncts. `subject` is the phrase that speaks."""

    line: Line
    at: int
    subject: Phrase
    zones: list[Zone]
    media: dict[Zone, list[Found]] = field(default_factory=dict)


@lru_cache(maxsize=16)
def scope_of(line: Line, saying: Saying) -> Scope | None:
    """Worked out once for all that is asked of a quotation, and of the others that hang on the same verb."""
    if saying.subject is None:
        return None
    return _scope(line, line.sentences[line.sentence_of(saying.at)], saying, saying.subject)


def _scope(line: Line, sentence: Sentence, saying: Saying, subject: Phrase) -> Scope:
    first, last = subject
    zones = []
    if saying.inverted:
        zones += [after(line, last, sentence.hi), _opening(line, sentence.lo, saying.at)]
    else:
        told = _told(line, saying, sentence.hi)
        start = told[1] if told is not None else saying.end
        zones += [after(line, start, sentence.hi, told), _amid(line, last, saying.at), _opening(line, sentence.lo, first)]
    if saying.cue is ACCORDING:
        zones = [Zone(last, last)]
    return Scope(line, saying.at, subject, zones)


def _told(line: Line, saying: Saying, hi: int) -> Phrase | None:
    """Whom the verb itself takes: told reporters, assured the mayor."""
    if "tell" not in saying.cue.frame or saying.passive:
        return None
    phrase = phrase_after(line, saying.end, hi)
    if phrase is None or phrase[0] != saying.end:
        return None
    return without_time(line, phrase[0], _to_its_noun(line, *phrase, hi))


def _to_its_noun(line: Line, lo: int, end: int, hi: int) -> int:
    """The end of a phrase whose noun looks like something else: a rally, a Senate hearing."""
    for stop in range(end + 2, end, -1):
        words = tuple(token.low for token in line.tokens[max(lo, stop - LONGEST) : stop])
        if stop <= hi and any("told" in MEDIA.get(words[at:], {}) for at in range(len(words))):
            return stop
    return end


def without_time(line: Line, lo: int, hi: int) -> Phrase | None:
    """A phrase without the time or the clause that hangs on it: state television late; her aides two days ago; reporters the march."""
    for at in range(lo, hi):
        token = line.tokens[at]
        if at > lo and token.low in NEW_PHRASE and line.tokens[at - 1].low not in JOINS:
            return lo, at
        counted = token.kind == NUMBER or token.low in DETERMINERS
        if (at > lo and token.low in ENDS_PHRASE) or (counted and at + 1 < hi and line.tokens[at + 1].low in UNITS):
            return (lo, at) if at > lo else None
    return (lo, hi)


def _is_adjunct(line: Line, at: int) -> bool:
    """Whether a token can stand in a run of adjuncts: no verb but "issued" and the like, no mark but a comma, no clause."""
    token = line.tokens[at]
    if token.kind == QUOTE or token.low in ";:" or token.low in DASHES or token.low in RELATIVES:
        return False
    if token.low in CLAUSES and token.low not in PREPOSITIONS and token.low != "and":
        return False
    return token.low in LINKS or token.low in LATE or (token.low,) in MEDIA or not is_verb(line.tokens, at)


def _leads(line: Line, at: int, hi: int) -> bool:
    """Whether a run of adjuncts can begin here, and not what was said."""
    token = line.tokens[at]
    if token.low == "," and at + 1 < hi:
        following = line.tokens[at + 1]
        return following.low in PREPOSITIONS or following.low in LINKS or following.low in TIMES or _is_apposition(line, at, hi)
    if token.low in ("when", "while") and at + 1 < hi and line.tokens[at + 1].low in LINKS:
        return True
    return token.low in LEADING or token.kind == NUMBER or _counts_back(line, at, hi)


def _is_apposition(line: Line, at: int, hi: int) -> bool:
    """Whether what a comma begins ends with a comma too: said Smith, the head of the port, in a statement."""
    return any(line.tokens[after].low == "," for after in range(at + 1, min(hi, at + FAR)))


def _counts_back(line: Line, at: int, hi: int) -> bool:
    """Two days ago."""
    return at + 2 < hi and line.tokens[at + 1].low in UNITS and line.tokens[at + 2].low in ("ago", "earlier", "later")


def after(line: Line, start: int, hi: int, told: Phrase | None = None) -> Zone:
    """The adjuncts that follow the verb or its subject."""
    end = start
    if start < hi and _leads(line, start, hi):
        end = start + 1
        while end < min(hi, start + FAR) and _is_adjunct(line, end):
            end += 1
    return Zone(start, end, told)


def _amid(line: Line, start: int, verb: int) -> Zone:
    """What stands between subject and verb, if it is nothing but a time: Romero on Monday told."""
    tokens = line.tokens[start:verb]
    plain = all(t.low in AMID or t.kind == NUMBER for t in tokens)
    return Zone(start, verb) if plain else Zone(verb, verb)


def _opening(line: Line, lo: int, subject: int) -> Zone:
    """The adjuncts that lead into the sentence, up to the comma before its subject."""
    if lo + 1 >= subject or subject - lo > FAR or line.tokens[subject - 1].low != ",":
        return Zone(lo, lo)
    token = line.tokens[lo]
    if not (token.low in PREPOSITIONS or token.low in TIMES or token.low in LINKS or token.low in UNITS):
        return Zone(lo, lo)
    return Zone(lo, subject) if all(_is_adjunct(line, at) for at in range(lo + 1, subject)) else Zone(lo, lo)


def media(scope: Scope, zone: Zone) -> list[Found]:
    """Words of media in a zone that stand where they tell something."""
    if zone not in scope.media:
        scope.media[zone] = list(_find_media(scope.line.tokens, zone))
    return scope.media[zone]


def _find_media(tokens: list[Token], zone: Zone) -> Iterator[Found]:
    at = zone.lo
    while at < zone.hi:
        roles = None
        for size in range(min(LONGEST, zone.hi - at) if tokens[at].low in BEGIN else 0, 0, -1):
            roles = MEDIA.get(tuple([token.low for token in tokens[at : at + size]]))
            if roles:
                break
        if roles:
            medium = next((roles[role] for role in ("through", "told", "event", "link", "out") if role in roles), None)
            if medium is not None and (medium.role not in ("through", "told") or _is_through(tokens, at, zone.lo)):
                yield Found(at, at + size, medium)
            at += size - 1
        at += 1


def _is_through(tokens: list[Token], at: int, lo: int) -> bool:
    """Whether a preposition leads to the noun: in a statement, on state television, by phone."""
    for back in range(at - 1, max(lo, at - BETWEEN) - 1, -1):
        if tokens[back].low in ("in", "at", "on", "by", "via", "through", "during", "over"):
            return True
        if tokens[back].low == "," or tokens[back].low in PREPOSITIONS:
            return False
    return False
