"""Noun phrases around verbs. Standard library only."""

from pipelines.events.lexicon import ADV, AUX, CONJ, DET, NEG, PREP, PRON, REL, SUB, word_list
from pipelines.events.tokens import Tokens
from pipelines.text.names import entities

Phrase = tuple[int, int]
"""First token and one past the last."""
HARD = frozenset(';:.?!"“”«»') | {"--"}
CLAUSE_OPENERS = word_list("clause_opener")
COUNTS, MEASURES = word_list("quantity"), word_list("measure")
TURNS = word_list("clause_break") - {"as"}
SPELLS = word_list("spell")
LONGEST_APPOSITION = 24
LONGEST_PHRASE = 40


def dating_words(tokens: Tokens, at: int) -> int:
    """How many words that end at a token only say when: "the same day", "that night"; nought for none."""
    if tokens.low[at] not in SPELLS or at < 2:
        return 0
    if tokens.low[at - 1] in ("same", "next", "following", "previous") and tokens.low[at - 2] == "the":
        return 3
    return 2 if tokens.low[at - 1] == "that" else 0


def back(tokens: Tokens, at: int, floor: int) -> int:
    """Goes left over adverbs, denials, dates and brackets; place of the first other token, or floor - 1."""
    while at >= floor:
        if tokens.kind[at] == "D" or (tokens.flags[at] & (ADV | NEG) and not tokens.flags[at] & (PRON | CONJ | SUB | DET)):
            at -= 1
        elif tokens.kind[at] == ")":
            if tokens.kind[at - 2] == "(" and tokens.flags[at - 1] & PRON:
                return at - 1
            opening = next((place for place in range(at - 1, max(floor, at - 20) - 1, -1) if tokens.kind[place] == "("), None)
            if opening is None:
                return at
            at = opening - 1
        elif (days := dating_words(tokens, at)) and at - days >= floor:
            at -= days
        else:
            return at
    return at


def _over_apposition(tokens: Tokens, at: int, floor: int) -> int:
    """From a comma to the token before the comma that opens the apposition; the comma itself where there is none."""
    for place in range(at - 1, max(floor, at - LONGEST_APPOSITION) - 1, -1):
        if tokens.kind[place] == ",":
            before = back(tokens, place - 1, floor)
            return before if before >= floor and tokens.is_noun_like(before) and place + 1 < at else at
        if tokens.kind[place] in HARD:
            return at
    return at


def phrase_before(tokens: Tokens, at: int, floor: int, after_verb: bool) -> Phrase | None:
    """The noun phrase that ends before token `at` and begins at `floor` or later; `after_verb`: a verb stands right before `floor`."""
    end = _edge_before(tokens, at, floor)
    if end is None:
        return None
    first, coordinated = end + 1, False
    after_verb = after_verb and not any(tokens.low[place] in CLAUSE_OPENERS or tokens.kind[place] in HARD for place in range(floor, end))
    for place in range(end, max(floor, end - LONGEST_PHRASE) - 1, -1):
        flags, low = tokens.flags[place], tokens.low[place]
        if (
            first == place + 1 <= end
            and tokens.flags[first] & DET
            and tokens.low[first] in ("the", "a", "an")
            and tokens.is_noun_like(place)
        ):
            break  # "the first time | the alliance"
        if flags & PRON and not flags & (ADV | DET):
            first = place if first == end + 1 else first
            if (place < end or tokens.low[place] != "one") and _of_pronoun(tokens, place, floor):
                first = place
                continue
            break
        if flags & CONJ and low in ("and", "or", "&", "nor"):
            if (after_verb and low != "nor") or place == end:
                break
            coordinated = True
        elif tokens.kind[place] == ",":
            if not (coordinated and not after_verb and place > floor and _lists(tokens, place - 1)):
                break
        elif not _belongs(tokens, place):
            break
        first = place
    return _trimmed(tokens, first, end + 1)


def _of_pronoun(tokens: Tokens, place: int, floor: int) -> bool:
    """Whether a pronoun stands within a phrase: "21 of | them", "four people including | one | child"."""
    if tokens.low[place] == "one" and tokens.is_noun_like(place + 1):
        return True
    if place - 1 <= floor or tokens.low[place - 1] != "of":
        return False
    return tokens.kind[place - 2] == "#" or tokens.low[place - 2] in COUNTS


def _edge_before(tokens: Tokens, at: int, floor: int) -> int | None:
    """The last token of a noun phrase before `at`, appositions and dates skipped; None where a comma shuts it off."""
    end = back(tokens, at - 1, floor)
    if end < floor or tokens.kind[end] != ",":
        return end
    inner = _over_apposition(tokens, end, floor)
    if inner == end and end < at - 1 and tokens.kind[end + 1] == "D":
        inner = back(tokens, end - 1, floor)  # "The council, on Sunday condemned"
    return None if inner == end else inner


def _belongs(tokens: Tokens, place: int) -> bool:
    """Whether a token can stand within a noun phrase."""
    flags, kind, low = tokens.flags[place], tokens.kind[place], tokens.low[place]
    if tokens.is_noun_like(place) or kind in ("D", "(", ")") or low in ("'s", "'", "’"):
        return True
    if low in TURNS:
        return False
    if kind in HARD or (flags & (SUB | REL | AUX) and (not flags & DET or low in CLAUSE_OPENERS)):
        return False
    return bool(flags & (DET | PREP | ADV | NEG))


def _lists(tokens: Tokens, last: int) -> bool:
    """Whether a comma after `last` can part members of a list rather than close "In Helmand province,"."""
    name = tokens.name[last]
    placed = name is not None and (entity := entities().get(name.entity_id)) is not None and entity.kind == "place"
    return tokens.is_noun_like(last) and not placed and tokens.low[last] not in ("province", "district", "city", "village")


def _trimmed(tokens: Tokens, first: int, after: int) -> Phrase | None:
    """Without prepositions, conjunctions and marks at its left edge; None where no noun is left."""
    while first < after and (
        (tokens.flags[first] & (PREP | CONJ | ADV) and not tokens.flags[first] & DET)
        or tokens.kind[first] in ",()"
        or tokens.kind[first] == "D"
    ):
        first += 1
    while after > first and tokens.kind[after - 1] == "D":
        after -= 1
    for place in range(first, after):
        if tokens.is_noun_like(place) or tokens.flags[place] & (PRON | DET):
            return first, after
    return None


def phrase_after(tokens: Tokens, at: int, limit: int) -> Phrase | None:
    """The noun phrase that begins at token `at` or after adverbs and dates, before `limit`."""
    while at < limit and (tokens.kind[at] == "D" or (tokens.flags[at] & ADV and not tokens.flags[at] & DET)):
        at += 1
    number = next((place for place in range(at, min(limit, at + 3)) if tokens.kind[place] == "#" or tokens.low[place] in COUNTS), at)
    if any(tokens.flags[place] & PREP for place in range(at, number)) and tokens.low[at] in MEASURES:
        at = number
    end = at
    while end < limit and end - at < LONGEST_PHRASE:
        flags, kind, low = tokens.flags[end], tokens.kind[end], tokens.low[end]
        joins = end + 1 < limit and (tokens.is_noun_like(end + 1) or tokens.flags[end + 1] & DET)
        if low in CLAUSE_OPENERS:
            break
        if tokens.is_noun_like(end) or low in ("'s", "of", "'", "’") or (flags & (DET | ADV) and not flags & PREP):
            end += 1
        elif flags & PRON and end == at:
            end += 1
            if low == "one" and end < limit and tokens.is_noun_like(end):
                continue  # "one man"
            break
        elif (flags & CONJ and joins and end > at and low in ("and", "or", "&")) or (
            kind == "," and joins and _list_goes_on(tokens, end, limit)
        ):
            end += 1
        else:
            break
    while end > at and ((tokens.flags[end - 1] & (CONJ | PREP | ADV) and not tokens.flags[end - 1] & DET) or tokens.kind[end - 1] == ","):
        end -= 1
    return (at, end) if end > at else None


def _list_goes_on(tokens: Tokens, comma: int, limit: int) -> bool:
    """Whether a comma parts members of a list: an "and" follows soon, with nouns only in between."""
    for place in range(comma + 1, min(limit, comma + 7)):
        if tokens.low[place] in ("and", "or"):
            return True
        if not (tokens.is_noun_like(place) or tokens.flags[place] & DET or tokens.kind[place] == ","):
            return False
    return False


def lacks_object(tokens: Tokens, at: int) -> bool:
    """Whether no object can begin at a token: a preposition, a mark, a conjunction or the end stands there."""
    if at >= len(tokens) or at in tokens.heads or tokens.kind[at] not in "NwD#":
        return True
    return bool(tokens.flags[at] & (PREP | CONJ | SUB)) and not tokens.flags[at] & (DET | PRON)
