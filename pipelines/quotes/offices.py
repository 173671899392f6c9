"""The offices that a document prints beside a name, and whether "the minister" can mean one of them. Standard library only."""

from collections.abc import Iterator
from typing import NamedTuple

from pipelines.quotes.grammar import is_verb
from pipelines.quotes.readings import OFFICES, PORTFOLIOS, TITLES, core_end, is_capital
from pipelines.quotes.tokens import NUMBER, PUNCT, QUOTE, WORD, Line
from pipelines.quotes.words import DETERMINERS, NOUNS, PREPOSITIONS, TIME
from pipelines.reference import rows, split
from pipelines.text.names import acts_for, entities, find_names

FIRST = {form: split(row["forms"])[0] for row in rows("speaker_nouns") for form in split(row["forms"])}
PEOPLE = frozenset(form for row in rows("speaker_nouns") if row["kind"] in ("person", "people") for form in split(row["forms"]))
ALSO = {split(row["forms"])[0]: tuple(split(row["also"])) for row in rows("speaker_nouns") if row["also"]}
GENDER = {form: row["gender"] for row in rows("speaker_nouns") if row["gender"] for form in split(row["forms"])}
ROLES = {row["role"]: frozenset(split(row["words"])) for row in rows("office_words")}
HIGH = ROLES["high"]
"""Offices of which one person seldom holds two."""
RANKS = ROLES["rank"]
SUBJECTS = ROLES["subject"]
PASSING = ROLES["passing"]
BEFORE_NAME = frozenset({"of", "prime", "vice", "deputy", "former", "press", "chief"}) | PORTFOLIOS
LONGEST = 12  # tokens of an office that stands apart from its name
WIDE = 24  # holders of one office that are looked at


class Office(NamedTuple):
    """An office of somebody: tokens lo..hi of a line, its noun in the singular, its other words, and the country or body it is of."""

    lo: int
    hi: int
    noun: str
    words: frozenset[str]
    org: str | None


def noun_of(low: str) -> str | None:
    """The noun of an office or person in the singular, or None."""
    noun = OFFICES.get(low, low)
    return FIRST[noun] if noun in PEOPLE else None


def offices_of(line: Line, lo: int, hi: int) -> Iterator[Office]:
    """The offices printed beside the name lo..hi: Defense Minister X; X, the secretary-general; the head of the office, X."""
    for found in (_leading(line, lo), _after(line, hi), _apart_before(line, lo, hi)):
        if found is not None:
            yield found


def _office(line: Line, lo: int, hi: int, head: int) -> Office | None:
    """The office whose noun is the token before `head`."""
    tokens = line.tokens
    noun = noun_of(tokens[head - 1].low)
    if noun is None:
        return None
    while lo < hi - 1 and tokens[lo].low in DETERMINERS:
        lo += 1
    words = frozenset(tokens[at].low for at in range(lo, hi) if at != head - 1)
    return Office(lo, hi, noun, words, org_of(line, lo, hi))


def org_of(line: Line, lo: int, hi: int) -> str | None:
    """Id of the country or body named in tokens lo..hi."""
    if lo >= hi:
        return None
    for name in find_names(line.text, line.tokens[lo].start, line.tokens[hi - 1].end):
        if entities()[name.entity_id].kind != "person":
            return name.entity_id
    return None


def _leading(line: Line, lo: int) -> Office | None:
    """The office right before the name; its country, which leads, counts with it."""
    tokens = line.tokens
    start = lo
    while start > 0 and lo - start < 6:
        token = tokens[start - 1]
        if not (token.low in NOUNS or token.low in TITLES or token.low in BEFORE_NAME or _qualifies(line, start - 1, lo)):
            break
        start -= 1
    head = next((at + 1 for at in range(lo - 1, start - 1, -1) if noun_of(tokens[at].low)), None)
    if head is None:
        return None
    while start < head - 1 and (tokens[start].low == "of" or tokens[start].low in TIME):
        start += 1
    office = _office(line, start, lo, head)
    if office is None or office.org is not None:
        return office
    return office._replace(org=org_of(line, max(0, start - 2), start))


def _qualifies(line: Line, at: int, lo: int) -> bool:
    """Whether a capitalised word before an office belongs to it: Taliban spokesman X, Police Chief X."""
    following = line.tokens[at + 1].low
    return at + 1 < lo and is_capital(line, at) and (noun_of(following) is not None or following in SUBJECTS)


def _after(line: Line, hi: int) -> Office | None:
    """X, the Taliban spokesman in the south; X, 34, a teacher; X, secretary-general of NATO."""
    tokens = line.tokens
    if hi >= len(tokens) or tokens[hi].low not in (",", "(", "--", "—", "–"):
        return None
    start = hi + 1
    if start + 1 < len(tokens) and tokens[start].kind == NUMBER and tokens[start + 1].low == ",":
        start += 2
    end = _stretch_end(line, start, min(len(tokens), start + LONGEST))
    if end <= start or any(is_verb(tokens, at) for at in range(start, min(end, start + 2))):
        return None
    if (
        end < len(tokens)
        and end - start <= 3
        and tokens[end].low not in (",", ".", ";", ")", "--", "—", "–", "and", "who")
        and tokens[end].kind != QUOTE
    ):
        return None
    head = _head(line, start, end)
    if head is None or (head < len(tokens) and is_verb(tokens, head)):  # "After a talk with X, the minister said": no office of X
        return None
    return _office(line, start, end, head)


def _apart_before(line: Line, lo: int, hi: int) -> Office | None:
    """The head of the relief agency, X, ...: an office with its article, then the name between commas."""
    tokens = line.tokens
    if (
        lo < 3
        or tokens[lo - 1].low != ","
        or (hi < len(tokens) and tokens[hi].low not in (",", ".", ")", "--") and not is_verb(tokens, hi))
    ):
        return None
    start = lo - 1
    while start > 0 and lo - start < LONGEST and tokens[start - 1].kind not in (PUNCT, QUOTE) and not is_verb(tokens, start - 1):
        start -= 1
    begin = next(
        (at for at in range(start, lo - 1) if tokens[at].low in DETERMINERS and noun_of(tokens[core_end(line, at, lo - 1) - 1].low)), None
    )
    if begin is None:
        return None
    return _office(line, begin, lo - 1, core_end(line, begin, lo - 1))


def _stretch_end(line: Line, start: int, limit: int) -> int:
    at = start
    while at < limit:
        token = line.tokens[at]
        if token.kind == QUOTE or token.low in (",", ".", ";", ":", "(", ")", "who", "and", "--", "—", "–", "which"):
            break
        at += 1
    return at


def _head(line: Line, start: int, end: int) -> int | None:
    """Where the noun of an office ends that begins at `start`: the last one before a preposition, or the first one at all."""
    stop = core_end(line, start, end)
    if noun_of(line.tokens[stop - 1].low):
        return stop
    return next((at + 1 for at in range(start, stop) if line.tokens[at].kind == WORD and noun_of(line.tokens[at].low)), None)


def may_hold(office: Office, noun: str, wanted: frozenset[str], org: str | None) -> int:
    """How well "the foreign minister" fits an office: -1 not at all, otherwise how many of its words it shares."""
    if office.noun != noun and office.noun not in ALSO.get(noun, ()):
        return -1
    same_noun = office.noun == noun
    if org is not None and office.org is not None and acts_for(org) != acts_for(office.org):
        return -1
    ranks = office.words & RANKS
    if (wanted & RANKS) != ranks and (same_noun or ranks - {"prime"}):
        return -1
    subjects = wanted & SUBJECTS
    if subjects and not subjects & office.words and (same_noun or office.words & SUBJECTS):
        return -1
    rest = wanted - RANKS - SUBJECTS - PASSING - DETERMINERS - PREPOSITIONS
    shared = len((rest | subjects) & office.words)
    if (
        not same_noun
        and not shared
        and (rest or subjects or (org is not None and office.org is None and entities()[org].kind != "country"))
    ):
        return -1
    if rest and not shared and org is None and not office.words <= PASSING | RANKS | PREPOSITIONS:
        return -1
    past = "former" in office.words and "former" not in wanted
    return max(0, 2 * shared + 2 * (org is not None and office.org is not None) + same_noun + 1 - past)
