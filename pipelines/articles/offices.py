"""Who held an office when, as a bound of the day on which a report was written: `US President Joe Biden`. Standard library only."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pipelines.reference import rows, split

Days = tuple[date, date]
OPEN = date(2100, 1, 1)
"""The end of a term that goes on."""
NAME = r"(?P<name>[A-ZÀ-ÞŠŽ][\w.'’-]*(?:[ ](?:al|bin|de|der|von|van|la|da)\b)*(?:[ ][A-ZÀ-ÞŠŽ][\w.'’-]*){0,3})"
BEFORE = (
    r"(?P<past>\b(?:(?:[Ff]ormer|[Ff]ormerly|[Ll]ate|[Oo]ne-time|[Pp]revious)(?:\s+(?:[A-Z][\w.’']+|the)){0,3}\s+"
    r"|(?:[Ee]x|[Tt]hen)(?:-|\s+)))"
)
ASIDE = re.compile(
    r"\b(?:(?:19|20)\d\d(?:\s+[A-Z]\w+){0,2}|a|an|another|any|of|under|to|by|than|[Pp]resident|like|was|were|would-be|potential|possible|hypothetical|future)\s+\Z"
)
"""Before one who is imagined, or whose people or time are told of: no sign that they are in office."""


class Holder(NamedTuple):
    """Somebody named with the title of an office; `terms` are the days on which they, or namesakes, held it."""

    start: int
    end: int
    person: str
    office: tuple[str, ...]
    """The offices meant, one a body; a later holder of the same says that this one is history."""
    terms: tuple[Days, ...]
    former: bool
    surname: bool
    """Whether only a surname is printed that others have too."""


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    return {title: row["office"] for row in rows("office_titles") for title in split(row["titles"])}


@lru_cache(maxsize=1)
def _holders() -> dict[tuple[str, str], tuple[tuple[str, str, Days], ...]]:
    """(office, name as printed) -> person, body and term, of all who are called so."""
    people = {row["name"]: row for row in rows("people")}
    found: dict[tuple[str, str], list[tuple[str, str, Days]]] = {}
    for row in rows("office_terms"):
        person = people.get(row["name"])
        names = {row["name"], *(split(person["aliases"]) if person else ())}
        short = (person["surname"] if person else "") or row["name"].split()[-1]
        if short not in {"-", "Jr."}:
            names.add(short)
        until = date.fromisoformat(row["to"]) if row["to"] else OPEN
        for name in sorted(names):
            found.setdefault((row["office"], name), []).append((row["name"], row["of"], (date.fromisoformat(row["from"]), until)))
    return {key: tuple(value) for key, value in found.items()}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    titles = "|".join(re.escape(title) for title in sorted(_titles(), key=lambda title: (-len(title), title)))
    return re.compile(rf"(?:{BEFORE}|(?<![\w-]))(?P<title>{titles})[ ]{NAME}")


def find_holders(text: str, start: int, end: int) -> Iterator[Holder]:
    """Holders of offices that are named with their title, in order."""
    for match in _pattern().finditer(text, start, end):
        office = _titles()[match["title"]]
        known = _named(office, match["name"])
        past = match["past"] is not None
        if known and (past or not ASIDE.search(text, max(start, match.start() - 25), match.start())):
            yield Holder(
                match.start(),
                match.end(),
                known[0][0],
                tuple(sorted({f"{office} {of}" for _, of, _ in known})),
                tuple(sorted({term for _, _, term in known})),
                past,
                _is_short(known[0][0], match["name"]),
            )


def _named(office: str, printed: str) -> tuple[tuple[str, str, Days], ...]:
    """Who is meant by the longest beginning of the printed words that is a name."""
    words = re.sub(r"['’]s\Z", "", printed.rstrip(".,")).split()
    for count in range(len(words), 0, -1):
        name = re.sub(r"['’]s\Z", "", " ".join(words[:count]).rstrip(".,"))
        if known := _holders().get((office, name)):
            return known
    return ()


@lru_cache(maxsize=2048)
def first_term(person: str, offices: tuple[str, ...]) -> date:
    """When somebody first held one of these offices."""
    return min(begun for (office, of, begun, name) in _terms() if name == person and f"{office} {of}" in offices)


@lru_cache(maxsize=1)
def _terms() -> tuple[tuple[str, str, date, str], ...]:
    return tuple((row["office"], row["of"], date.fromisoformat(row["from"]), row["name"]) for row in rows("office_terms"))


@lru_cache(maxsize=512)
def later_holders(holder: Holder) -> tuple[str, ...]:
    """Names, unmistakable ones only, of those who held the same office for the first time after this holder's last term began."""
    people = {row["name"]: row for row in rows("people")}
    begun = max(term[0] for term in holder.terms)
    later = sorted(
        {name for (office, of, _, name) in _terms() if f"{office} {of}" in holder.office and first_term(name, holder.office) > begun}
    )
    return tuple(form for name in later for form in (name, *split(people[name]["aliases"] if name in people else "")))


@lru_cache(maxsize=512)
def names_of(person: str) -> tuple[str, ...]:
    """The names of somebody that mean nobody else: full ones, and those that people.csv has as unmistakable."""
    row = next((row for row in rows("people") if row["name"] == person), None)
    return (person, *(split(row["aliases"]) if row else ()))


def _is_short(person: str, printed: str) -> bool:
    name = re.sub(r"['’]s\Z", "", printed.split()[0].rstrip(".,"))
    return not any(form.split()[0] == name or form == name for form in names_of(person))
