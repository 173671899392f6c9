"""Which news agencies and outlets a report credits, by the tables of seeds/reference/agencies.csv. Standard library only."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipelines.reference import rows, split
from pipelines.text.spans import READ, Block

SAID = (
    r"reported|reports|wrote|writes|said|says|added|quoted|cited|noted|claimed|revealed|understands|learned|learnt"
    r"|ha[sd]\s+learned|ha[sd]\s+reported|ha[sd]\s+said"
)
TOLD = (
    r"(?:told|tells|telling|informed|spoke\s+(?:to|with)|speaking\s+(?:to|with)|interview\s+(?:to|with)|according\s+to|cited\s+by|citing"
    r"|quoted\s+by|quoting|reported\s+by|seen\s+by|obtained\s+by|reviewed\s+by|told\s+to|statement\s+to|tally\s+by|source:|contacted\s+by)"
)


FOOT = 400
SOURCES = re.compile(
    r"[(\[]?(?:sources?:|with (?:[\w-]+ ){0,2}(?:inputs?|reporting|files|material|contributions) from)\s+(?P<rest>.{2,100})", re.I
)
AGENCY_NAME = re.compile(r"(?:[A-Z][\w'’-]*\s){1,3}(?:News\s?wire|Newswire|Wire|Wire Service|News Agency|Press Agency|News Service)")
WORD = re.compile(r"\w+")
FORM_ENDS = frozenset({"Newswire", "Wire", "wire", "Agency", "Service"})
SAID_BY_FORM = re.compile(
    rf"\b{TOLD}\s+(?:[Tt]he\s+)?(?P<told>{AGENCY_NAME.pattern})\b|(?<![\w-])(?P<said>{AGENCY_NAME.pattern}),?\s+(?:{SAID})\b"
)


CREDITED_BY_FORM = re.compile(rf"[.!?][\"'”’]*\s*[(\[](?P<name>{AGENCY_NAME.pattern})[)\]]\.?\s*\Z")
"""The credit of a report after its last sentence: `He gave no day. (Kestrel Wire)`."""


@lru_cache(maxsize=1)
def names_by_form() -> dict[str, str]:
    """Printed form -> name of the agency."""
    return {form: row["name"] for row in rows("agencies") for form in split(row["forms"])}


@lru_cache(maxsize=1)
def _upper() -> dict[str, str]:
    return {form.upper(): name for form, name in names_by_form().items()}


def agency_named(text: str) -> str | None:
    """The agency that this short text is, whatever its case, `The` and dots aside."""
    bare = text.strip(" .,;:-–—()[]").upper().removeprefix("THE ").replace("'S", "")
    return _upper().get(bare) or _upper().get(f"THE {bare}") or _by_its_form(text)


def _by_its_form(text: str) -> str | None:
    """A name that says that it is an agency, though no table has it: `Kestrel Wire`, `Valley News Agency`."""
    bare = " ".join(text.strip(" .,;:-–—()[]").split())
    return bare if len(bare) <= 50 and AGENCY_NAME.fullmatch(bare) else None


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[str]]:
    """Forms by their first word, `The` aside."""
    found: dict[str, list[str]] = {}
    for form in names_by_form():
        found.setdefault(next(word for word in WORD.findall(form) if word not in {"The", "the"}), []).append(form)
    return found


def _names_any(passage: str, words: set[str]) -> bool:
    forms = _by_first_word()
    return any(form in passage for word in words & forms.keys() for form in forms[word])


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    forms = "|".join(re.escape(form) for form in sorted(names_by_form(), key=lambda form: (-len(form), form)))
    name = rf"(?P<name>{forms})(?![\w-])"
    places = r"(?:\s+(?:news\s+agency|news\s+channel|newspaper|television|network|news\s+website))?"
    return (
        re.compile(rf"\b{TOLD}\s+(?:[Tt]he\s+)?(?:(?:[\w-]+\s+)?news\s+agency\s+|broadcaster\s+|newspaper\s+|state\s+media\s+)?{name}"),
        re.compile(rf"(?<![\w/-]){name}{places},?\s+(?:also\s+|later\s+|earlier\s+)?(?:{SAID})\b"),
        re.compile(rf"(?:\(|\[|—\s?|--\s?){name}(?:\)|\]|\s*\Z)"),
        re.compile(
            rf"(?<![\w/-]){name}(?:\s+(?:also|and\s+[\w\s]{{2,40}}|(?:writer|reporter|correspondent|journalist|staff)s?\b[^.]{{0,120}}))?"
            r"\s+contributed\s+to\s+this"
        ),
    )


def find_agencies(text: str, blocks: Sequence[Block]) -> set[str]:
    """Names of the agencies that the statements of the article credit; picture credits are not among them."""
    found: set[str] = set()
    for block in blocks:
        if block.kind in READ and block.kind != "title":
            found.update(_credited(text[block.start : block.end]))
        elif block.kind == "footer":
            found.update(_at_the_foot(text[block.start : min(block.end, block.start + FOOT)]))
    return found


def _at_the_foot(line: str) -> Iterable[str]:
    """Whom a line below the text credits: `AP writer Jane Doe contributed to this report`, `With inputs from PTI`."""
    if match := _patterns()[-1].search(line):
        yield names_by_form()[match["name"]]
    if match := SOURCES.match(line):
        for part in re.split(r"\s*(?:,|/|&|\||\band\b)\s*", match["rest"]):
            if name := agency_named(part):
                yield name


def agencies_among(parts: Iterable[str]) -> set[str]:
    """Names of those parts (of a byline, a dateline) that are agencies."""
    return {name for part in parts if (name := agency_named(part))}


def _credited(passage: str) -> Iterable[str]:
    if len(passage) > 20_000:
        passage = passage[:20_000]
    words = set(WORD.findall(passage))
    if _names_any(passage, words):  # most passages name none, and the patterns are slow
        for pattern in _patterns():
            for match in pattern.finditer(passage):
                yield names_by_form()[match["name"]]
    if credit := CREDITED_BY_FORM.search(passage[-80:]):
        yield credit["name"]
    for match in SAID_BY_FORM.finditer(passage) if words & FORM_ENDS else ():
        name = match["told"] or match["said"]
        yield agency_named(name) or name.removeprefix("The ")
