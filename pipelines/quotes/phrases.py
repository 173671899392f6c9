"""Finds the noun phrase that a verb of speech belongs to, without a parser. Standard library only.

Function words, capitals and commas are the signs that it goes by.
"""

from pipelines.quotes.grammar import (
    DASHES,
    SENTENCE_MARKS,
    is_adverb,
    is_participle,
    is_time,
    is_verb,
    skip_back,
    skip_openers,
    without_tail,
)
from pipelines.quotes.tokens import CAPITAL, NUMBER, PUNCT, QUOTE, WORD, Line, Token
from pipelines.quotes.words import (
    AUXILIARIES,
    CLAUSES,
    DETERMINERS,
    DOCUMENTS,
    NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    TIME,
)

Phrase = tuple[int, int]
"""Tokens lo..hi of a line, half open."""

LONGEST = 40  # tokens looked at for one phrase
BY_NOUN = DOCUMENTS | NOUNS


def subject_before(line: Line, verb: int, lo: int) -> Phrase | None:
    """The phrase that the verb at `verb` has for a subject, looking back as far as token `lo`."""
    tokens = line.tokens
    last = skip_back(tokens, verb - 1, lo)
    if last < lo:
        return None
    token = tokens[last]
    if token.low == ",":
        return _over_commas(line, last, lo)
    if token.low in ("and", "or", "but"):
        return main_subject(line, lo, last) or None
    if token.low in RELATIVES and token.low != "that":
        return antecedent(line, last, lo)
    if token.low == "that" and last > lo and tokens[last - 1].kind in (WORD, CAPITAL) and tokens[last - 1].low in BY_NOUN:
        return antecedent(line, last, lo)
    if token.kind == QUOTE or token.low in SENTENCE_MARKS:
        return _over_brackets(line, last, lo)
    return _phrase_ending(line, last + 1, lo)


def _over_brackets(line: Line, last: int, lo: int) -> Phrase | None:
    """Smith (R-Utah) said; a dash -- insertion -- said."""
    tokens = line.tokens
    if tokens[last].low == ")":
        for at in range(last - 1, max(lo, last - 12) - 1, -1):
            if tokens[at].low == "(":
                return _phrase_ending(line, at, lo)
    if tokens[last].low in DASHES:
        for at in range(last - 1, max(lo, last - LONGEST) - 1, -1):
            if tokens[at].low == tokens[last].low:
                return _phrase_ending(line, at, lo) if at > lo else None
    return None


def antecedent(line: Line, relative: int, lo: int) -> Phrase | None:
    """What "who", "which" or "that" stands for."""
    end = relative
    if end > lo and line.tokens[end - 1].low == ",":
        end -= 1
    return _phrase_ending(line, end, lo)


def _over_commas(line: Line, comma: int, lo: int) -> Phrase | None:
    """Smith, the head of the group, said: the phrase before the insertion that ends with `comma`."""
    tokens = line.tokens
    begin = comma
    floor = max(lo, comma - LONGEST)
    for at in range(comma - 1, floor - 1, -1):
        low = tokens[at].low
        if tokens[at].kind == QUOTE or low in (";", ":") or low in DASHES:
            break
        if low in (".", "!", "?") and tokens[at].kind == PUNCT:
            break
        begin = at
    parts = _parts(tokens, begin, comma)
    for number, (start, end) in enumerate(parts):
        if number == len(parts) - 1 and number:
            break
        start = skip_openers(tokens, start, end)
        if start >= end or tokens[start].low in PREPOSITIONS or tokens[start].low in SUBORDINATORS or is_participle(tokens, start):
            continue
        phrase = _phrase_ending(line, end, start)
        if phrase is not None and number + 2 == len(parts):
            return phrase
        if phrase is not None and not any(is_verb(tokens, at) for at in range(start, end)):
            return phrase
    if len(parts) >= 2:
        start, end = parts[-2]
        return _phrase_ending(line, end, start)
    start, end = parts[0] if parts else (begin, comma)
    start = skip_openers(tokens, start, end)
    return _phrase_ending(line, end, start)


def _parts(tokens: list[Token], begin: int, end: int) -> list[Phrase]:
    """The stretches between commas."""
    parts = []
    start = begin
    depth = 0
    for at in range(begin, end):
        low = tokens[at].low
        depth += (low == "(") - (low == ")")
        if low == "," and depth <= 0:
            if at > start:
                parts.append((start, at))
            start = at + 1
    if end > start:
        parts.append((start, end))
    return parts


def _phrase_ending(line: Line, end: int, lo: int) -> Phrase | None:
    """The phrase that ends before token `end`, back to the nearest sign that a clause begins."""
    tokens = line.tokens
    end = skip_back(tokens, end - 1, lo) + 1
    if end <= lo:
        return None
    if tokens[end - 1].low in PRONOUNS:
        return (end - 1, end)
    start = end
    while start > lo and end - start < LONGEST and not _bounds(tokens, start - 1, start, end):
        start -= 1
    start = skip_openers(tokens, start, end)
    if start >= end:
        return None
    if is_participle(tokens, start) and tokens[start].kind == WORD and tokens[start].low.endswith("ing"):
        return main_subject(line, lo, start)
    phrase = _without_lead(tokens, start, end)
    return without_tail(tokens, *phrase) if phrase is not None else None


def _bounds(tokens: list[Token], at: int, start: int, end: int) -> bool:
    """Whether the token at `at` cannot belong to a phrase that starts right after it."""
    token = tokens[at]
    low = token.low
    if token.kind == QUOTE:
        return True
    if token.kind == PUNCT:
        return low not in ("&", "%", "$", "'", "’", "#", "@", "/")
    if low in RELATIVES and low != "that":
        following = tokens[at + 1] if at + 1 < len(tokens) else token
        return low not in ("who", "whose") and (following.kind == CAPITAL or following.low in DETERMINERS or following.low in PRONOUNS)
    if low in ("and", "or"):
        return not _coordinates(tokens, at, start, end)
    if low == "with" and at and tokens[at - 1].low in NOUNS:  # an official with the ministry
        return False
    if low in ("as", "with", "by") or low in CLAUSES:
        return True
    return token.kind == WORD and is_verb(tokens, at) and not _in_relative(tokens, at)


def _in_relative(tokens: list[Token], at: int) -> bool:
    return any(tokens[back].low in ("who", "which") for back in range(max(0, at - 6), at))


def _coordinates(tokens: list[Token], at: int, start: int, end: int) -> bool:
    """Smith and Jones; officials and diplomats: both sides are short and hold no verb."""
    if start >= end or at == 0:
        return False
    after, before = tokens[start], tokens[at - 1]
    if before.kind == CAPITAL and after.kind == CAPITAL:
        return True
    return before.low in NOUNS and (end - start <= 3)


def _without_lead(tokens: list[Token], start: int, end: int) -> Phrase | None:
    """Drops what leads into the phrase: "In Brussels on Monday Stoltenberg" -> Stoltenberg."""
    first = tokens[start].low
    if first in PREPOSITIONS or first in SUBORDINATORS:
        at = end - 1
        while at > start and (
            tokens[at].kind in (CAPITAL, NUMBER) or tokens[at].low in ("de", "al", "bin", "van", "von", "el", "der", "la", "&")
        ):
            at -= 1
        if at < end - 1:
            if tokens[at].low in DETERMINERS or (at > start and tokens[at].low in NOUNS):
                return _determined(tokens, start, at, end)
            return (at + 1, end) if tokens[at + 1].low not in TIME else None
        return _determined(tokens, start, end - 1, end)
    return (start, end)


def _determined(tokens: list[Token], start: int, at: int, end: int) -> Phrase | None:
    """The last stretch that begins with an article or the like."""
    while at > start and tokens[at].low not in DETERMINERS and tokens[at].low not in PREPOSITIONS:
        at -= 1
    if tokens[at].low in DETERMINERS:
        return (at, end)
    return (at + 1, end) if at + 1 < end and at > start else None


def main_subject(line: Line, lo: int, hi: int) -> Phrase | None:
    """The subject of the clause that begins at `lo`: its first phrase that is followed by a verb."""
    tokens = line.tokens
    start = lo
    for _ in range(4):
        start = skip_openers(tokens, start, hi)
        if start >= hi or tokens[start].kind == QUOTE:
            return None
        low = tokens[start].low
        leads = low in PREPOSITIONS or low in SUBORDINATORS or is_participle(tokens, start) or is_time(tokens, start, hi)
        if not leads:
            break
        comma = next((at for at in range(start, min(hi, start + LONGEST)) if tokens[at].low == ","), None)
        if comma is None:
            return None
        start = comma + 1
    return _phrase_from(line, start, hi)


def _phrase_from(line: Line, start: int, hi: int) -> Phrase | None:
    """The phrase that begins at `start`, up to its verb."""
    tokens = line.tokens
    if start >= hi:
        return None
    if tokens[start].low in PRONOUNS:
        return (start, start + 1)
    at = start
    while at < hi and at - start < LONGEST:
        token = tokens[at]
        if token.kind == QUOTE or (token.kind == PUNCT and token.low not in ("&", "$", "%", "'", "’", "#", "@", "/", "-")):
            break
        if at > start and (
            is_verb(tokens, at) or is_adverb(token) or token.low in RELATIVES or (token.low in CLAUSES and token.low != "and")
        ):
            break
        if at > start and token.low == "and" and not (at + 1 < hi and tokens[at - 1].kind == CAPITAL and tokens[at + 1].kind == CAPITAL):
            break
        if at > start and token.kind == WORD and token.low.endswith("s") and tokens[at - 1].kind == CAPITAL and token.low not in NOUNS:
            break
        at += 1
    return without_tail(tokens, start, at) if at > start and tokens[start].kind != PUNCT else None


def phrase_after(line: Line, start: int, hi: int) -> Phrase | None:
    """The phrase right after an inverted verb of speech: said John Smith, said the head of the group."""
    tokens = line.tokens
    while start < hi and is_adverb(tokens[start]) and tokens[start].low not in DETERMINERS:
        start += 1
    if start >= hi:
        return None
    first = tokens[start]
    if first.low in PRONOUNS:
        return (start, start + 1) if first.low not in ("it", "you", "who") else None
    if (
        first.kind in (QUOTE, PUNCT)
        or first.low in PREPOSITIONS
        or first.low in CLAUSES
        or (first.low in TIME and first.kind == CAPITAL and first.low != "april")
    ):
        return None
    at = start
    while at < hi and at - start < LONGEST and not _stops(tokens, at, start, hi):
        at += 1
    while at > start and is_adverb(tokens[at - 1]):
        at -= 1
    return without_tail(tokens, start, at) if at > start else None


def _leads_name(tokens: list[Token], at: int, hi: int) -> bool:
    """Oversight ranking Democrat X: a participle between capitals."""
    return at + 1 < hi and tokens[at + 1].kind == CAPITAL and tokens[at + 1].low not in TIME


def _stops(tokens: list[Token], at: int, start: int, hi: int) -> bool:
    """Whether a phrase that began at `start` ends before `at`."""
    token = tokens[at]
    low = token.low
    if token.kind == QUOTE or (token.kind == PUNCT and low not in ("&", "'", "’", "/", "-", "#", "@")):
        return True
    if at == start:
        return False
    if low in ("of", "for") or (low == "and" and at + 1 < hi and tokens[at - 1].kind == CAPITAL and tokens[at + 1].kind == CAPITAL):
        return False
    if low in PREPOSITIONS or low in CLAUSES or low in RELATIVES or (token.kind == CAPITAL and low in TIME):
        return True
    if token.kind == WORD and (
        low in AUXILIARIES
        or (low.endswith("ing") and tokens[at - 1].kind == CAPITAL and not _leads_name(tokens, at, hi))
        or (is_adverb(token) and low not in DETERMINERS)
    ):
        return True
    return low in ("last", "earlier", "this") and at + 1 < hi and tokens[at + 1].low in TIME
