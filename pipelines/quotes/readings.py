"""Takes the phrase that names a speaker apart: title, office, name. Standard library only."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.quotes.phrases import Phrase
from pipelines.quotes.tokens import CAPITAL, QUOTE, WORD, Line
from pipelines.quotes.words import CLAUSES, DETERMINERS, NOUNS, OPENERS, PREPOSITIONS, PRONOUNS, RELATIVES
from pipelines.reference import column, rows, split
from pipelines.text.known import plain
from pipelines.text.names import Name, entities, find_names

TITLES = {row["title"].lower(): row["gender"] for row in rows("honorifics")}
OFFICES = {row["title"].lower(): row["noun"] for row in rows("honorifics") if row["noun"]}
GIVEN = {row["name"].lower(): row["gender"] for row in rows("given_names")}
BODY_WORDS = frozenset(word.lower() for word in column("body_words", "word"))
ARTICLES_IN_NAMES = frozenset({"al", "el", "as", "ash", "at", "an", "ar", "ad", "ul", "ur"})  # al-Hamdi, ur-Rahman
PARTICLES = ARTICLES_IN_NAMES - {"as", "at", "an", "ad"} | {
    "bin", "ibn", "bint", "de", "del", "della", "van", "von", "der", "den", "ter", "la", "le", "da", "dos", "du", "di", "abu",
}  # fmt: skip
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
PORTFOLIOS = frozenset(
    {"state", "defense", "defence", "affairs", "interior", "justice", "staff", "war", "finance", "treasury", "energy", "health", "foreign"}
)
NOT_IN_NAMES = frozenset(
    {
        "the", "a", "an", "in", "on", "but", "and", "if", "when", "for", "at", "as", "former", "then", "mr", "acting", "deputy", "senior",
        "vice",
    }
)  # fmt: skip
FUNCTION = PREPOSITIONS | CLAUSES | OPENERS | DETERMINERS | PRONOUNS
FRONTED = next(frozenset(split(row["words"])) for row in rows("office_words") if row["role"] == "fronted")
POSSESSIVES = ("’s", "'s")


class Reading(NamedTuple):
    """A speaker phrase taken apart: tokens of its name (empty when it has none) and of its office."""

    name: Phrase
    role: Phrase
    known: Name | None  # a known entity that is the name


def is_capital(line: Line, at: int) -> bool:
    """Whether the token can be a word of a name; al-Hamdi is one."""
    token = line.tokens[at]
    if token.kind == CAPITAL:
        return True
    if token.kind != WORD:
        return False
    article, hyphen, _ = token.low.partition("-")
    return bool(hyphen) and article in ARTICLES_IN_NAMES and line.text[token.start : token.end] != token.low


def core_end(line: Line, lo: int, hi: int) -> int:
    """Where the head of a phrase ends: before its first preposition, relative or comma."""
    for at in range(lo + 1, hi):
        token = line.tokens[at]
        if token.low in PREPOSITIONS or token.low in RELATIVES or token.low in (",", "(", "--", "—", "–") or token.kind == QUOTE:
            return at
    return hi


def read_phrase(line: Line, lo: int, hi: int, known: Sequence[Name] | None = None) -> Reading:
    """Takes a speaker phrase apart. `known` are the known names within it, where the caller has them already."""
    tokens = line.tokens
    if known is None:
        known = find_names(line.text, tokens[lo].start, tokens[hi - 1].end)
    end = core_end(line, lo, hi)
    if end < hi and tokens[end].low == "of" and end + 1 < hi and tokens[end + 1].low in PORTFOLIOS:
        longer = core_end(line, end + 1, hi)
        after = end + 2
        while after < longer and (tokens[after].low in PORTFOLIOS or tokens[after].low == "and"):
            after += 1
        if after < longer and tokens[after].kind == CAPITAL:
            return Reading(_run_before(line, after, longer), (lo, after), _known(line, after, longer, known))
    run = _run_before(line, lo, end)
    start = run[0]
    while start < run[1] and _is_office(line, start, run):
        start += 1
    if known:
        start = _past_country(line, start, run[1], known)
        while start < run[1] and _is_office(line, start, run):
            start += 1
    return Reading((start, run[1]), (lo, start if start < run[1] else end), _known(line, *run, known) if known else None)


def _run_before(line: Line, lo: int, end: int) -> Phrase:
    """The words of a name right before token `end`."""
    tokens = line.tokens
    start = end
    while start > lo:
        token = tokens[start - 1]
        if not is_capital(line, start - 1) and not (token.low in PARTICLES and start < end and start - 1 > lo):
            break
        if start < end and token.low.endswith(POSSESSIVES):  # The Times' John Smith
            break
        start -= 1
    if start < end and tokens[start].low in DETERMINERS | {"former"} and start + 1 < end:
        start += 1
    return (start, end)


def _is_office(line: Line, at: int, run: Phrase) -> bool:
    low = line.tokens[at].low
    if low in TITLES or low in NOT_IN_NAMES or low in FUNCTION or low in FRONTED:
        return True
    if low in NOUNS:
        return True
    if low in GIVEN and at == run[1] - 2:  # Pete King
        return False
    # Defense Minister, Foreign Affairs Spokesman: words before a noun of office
    return any(line.tokens[later].low in NOUNS or line.tokens[later].low in TITLES for later in range(at + 1, min(run[1], at + 8)))


def _past_country(line: Line, start: int, end: int, known: Sequence[Name]) -> int:
    """Skips a country that leads the name: German Annegret Kramp-Karrenbauer."""
    if start >= end:
        return start
    begin = line.tokens[start].start
    for name in known:
        if name.start == begin and entities()[name.entity_id].kind != "person":
            while start < end and line.tokens[start].start < name.end:
                start += 1
    return start


def _known(line: Line, lo: int, hi: int, known: Sequence[Name]) -> Name | None:
    """The known entity that ends the run lo..hi; a possessive ending does not count."""
    if lo >= hi:
        return None
    token = line.tokens[hi - 1]
    last = token.start + len(clean(line.text[token.start : token.end]))
    found = [name for name in known if last <= name.end <= token.end]
    return found[-1] if found else None


def clean(word: str) -> str:
    """A name's word without a possessive ending."""
    return word[:-2] if word.endswith(POSSESSIVES) else word.rstrip("’'")


def words_of(line: Line, lo: int, hi: int) -> list[str]:
    """The words of a name as printed, without possessive endings."""
    return [clean(line.text[token.start : token.end]) for token in line.tokens[lo:hi] if token.kind != QUOTE]


def surname_key(words: Sequence[str]) -> str:
    """The last word of a name, as surnames are compared: Perez for Pérez Jr., hamdi for al-Hamdi."""
    kept = [word for word in words if word.lower() not in SUFFIXES] or list(words)
    return word_key(kept[-1])


def word_key(word: str) -> str:
    """One word of a name as names are compared: perez for Pérez, hamdi for al-Hamdi."""
    low = word.lower()
    if "-" not in low and low.isascii():
        return low
    low = plain(low).replace("’", "'")
    article, hyphen, rest = low.partition("-")
    return rest if hyphen and rest and article in ARTICLES_IN_NAMES else low


def gender_of(name: str, title: str = "") -> str:
    """m, f or "" by the title or the given name."""
    first = name.split(" ")[0].lower()
    return TITLES.get(title.lower(), "") or GIVEN.get(first, "") or GIVEN.get(first.split("-")[0], "")


def is_body(words: Sequence[str]) -> bool:
    """Whether capitalised words name a body, a place or a day rather than a person."""
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
        return True
    return any(word.lower() in BODY_WORDS or word.lower().rpartition("-")[2] in BODY_WORDS for word in words)
