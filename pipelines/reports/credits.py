"""Which wire signs a report: lines in, names out. Standard library only; pipelines/articles/cited.py has the sources of single statements.

Places where a report is signed, the first that names a wire decides:
    dateline  `BRUSSELS (Reuters) -`, `MOSCOW, April 14. /TASS/.`
    byline    `By JANE ROE, Associated Press`, `Reuters Staff`; not where picture agencies stand beside it
    credit    a line at the foot: `(AFP)`, `— Reuters`, `Source: PTI`, `© 2021 The Associated Press`; `Reporting by ...; Editing by ...`,
              with which Reuters signs; `With inputs from ANI` where nobody else signs
    outlet    a wire's own page
Where one place names two wires, none is the origin: `OSLO (Reuters/AFP)`. The words stand in seeds/reference/credit_words.csv:
    whole        before the names of those from whom the whole report is; `part`, and `part_credit` after them: from whom a part of it is
    desk         of those who sign without being a person; `pictures`: agencies for pictures
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipelines.articles.agencies import AGENCY_NAME, agency_named, wires
from pipelines.articles.cited import JOINED
from pipelines.reports.credit_forms import (
    alone,
    byline_form,
    contributed,
    copyright_form,
    desk,
    firm,
    part_form,
    pictures,
    reporting,
    trailing,
    whole_form,
)

Names = frozenset[str]
LAST_WORD = re.compile(r"(\w*)\W*\Z")
LISTED = re.compile(r"\s*(?:,|/|&|\||\b[Aa]nd\b|\s[-–—]\s)\s*")
OTHER = ""
"""Stands for somebody who is no agency."""
SIGNS_SO = "Reuters"
SIGN_OFF = re.compile(
    r"(?:reporting|writing|report|story|compiled)\s+by\s[^()\n]{3,400}?[;.,]\s*(?:and\s+)?edit(?:ing|ed)\s+by\s|\(\s*editing\s+by\s|thomson\s+reuters\s+trust\s+principles",
    re.I,
)
BRACKETS = re.compile(r"[(\[/]([^()\[\]/\n]{2,60}(?:/[^()\[\]\n]{2,30})?)[)\]/]")
CACHED = 1 << 16


class Part(NamedTuple):
    """A line that may sign a report. `place`: dateline | byline | head (above the body) | end (of the body) | foot (below it)."""

    place: str
    text: str


class LineCredits(NamedTuple):
    """Whom a line credits for the whole report, and whom for a part of it."""

    whole: Names
    part: Names


def sign(parts: Sequence[Part], bylines: Sequence[str], outlet: str | None = None) -> tuple[str | None, str | None]:
    """The wire that signs a report, and its basis: dateline | byline | credit | outlet; two Nones where none does, or two do.

    Args:
        parts: the lines that may sign it, in order.
        bylines: authors as stated.
        outlet: who prints it; a wire's own page is signed by the wire.
    """
    for names, basis in _signatures(parts, bylines, outlet):
        if any(is_wire(name) for name in names):
            return (next(iter(names)), basis) if len(names) == 1 else (None, None)
    return None, None


def _signatures(parts: Sequence[Part], bylines: Sequence[str], outlet: str | None) -> Iterator[tuple[Names, str]]:
    """Who is named in each place where a report is signed, and the basis; the first that names a wire decides, and most do at once."""
    yield frozenset().union(*(dateline_wires(part.text) for part in parts if part.place == "dateline")), "dateline"
    authors = [*bylines, *(part.text for part in parts if part.place == "byline")]
    yield byline_wires(tuple(authors)), "byline"
    lines = [line_credits(part.text, part.place) for part in parts if part.place in ("head", "end", "foot")]
    yield frozenset().union(*(line.whole for line in lines)), "credit"
    some: Names = frozenset().union(*(line.part for line in lines))
    if some and not any(is_person(author, outlet) for author in authors):
        yield some, "credit"
    own = agency_named(outlet) if outlet else None
    yield frozenset({own} if own else ()), "outlet"


def is_wire(name: str) -> bool:
    """Whether other outlets print its copy: by the table, or by a name like Valley News Agency."""
    return name in wires() or AGENCY_NAME.fullmatch(name) is not None


@lru_cache(maxsize=CACHED)
def dateline_wires(dateline: str) -> Names:
    """The agencies in the brackets of a dateline, or anywhere in one without."""
    inside = [part for found in BRACKETS.finditer(dateline) for part in JOINED.split(found.group(1))]
    named = (agency_named(part) or _within(part) for part in inside or [dateline, LAST_WORD.findall(dateline)[0]])
    return frozenset(name for name in named if name and is_wire(name))


def _within(text: str) -> str | None:
    """An agency named somewhere in a few words: `Thomson Reuters Foundation`."""
    match = firm().search(text)
    return agency_named(match.group()) if match else None


@lru_cache(maxsize=CACHED)
def byline_wires(authors: tuple[str, ...]) -> Names:
    """The agencies that sign as authors; none where one of them is an agency for pictures, for then they name who took those."""
    parts = [part for author in authors for part in re.split(r"\s*(?:[,|/;•(){}]|\s[–—-]\s)\s*", author[:400])]
    if any(pictures().fullmatch(part.strip()) for part in parts):
        return frozenset()
    named = (match for part in parts if (match := byline_form().search(part.strip(" .:-–—"))))
    return frozenset(name for match in named if (name := agency_named(match["name"])) and is_wire(name))


def is_person(author: str, outlet: str | None) -> bool:
    """Whether an author is somebody, and no agency, desk or outlet."""
    words = re.sub(r"^by\s+", "", author.strip(), flags=re.I).split()
    if not 2 <= len(words) <= 14 or any(char.isdigit() for char in author) or author.casefold() in (outlet or "").casefold():
        return False
    return not (any(desk().fullmatch(word.strip(".,")) for word in words) or byline_wires((author,)) or agency_named(author))


@lru_cache(maxsize=CACHED)
def line_credits(line: str, place: str) -> LineCredits:
    """Whom a line at the foot of a report credits; at its head only what is called a source counts."""
    line = " ".join(line.split())
    whole = _listed(whole_form().search(line))
    if place == "head":
        return LineCredits(whole, frozenset())
    whole |= _listed(alone().match(line) if place == "foot" else trailing().search(line))
    whole = whole.union(*(_listed(found) for found in copyright_form().finditer(line)))
    signed = _listed(reporting().search(line))
    whole |= signed or ({SIGNS_SO} if SIGN_OFF.search(line) else set())
    return LineCredits(whole, _listed(part_form().search(line)) | _listed(contributed().search(line)))


def _listed(match: re.Match[str] | None) -> Names:
    """The names in a list, with OTHER for what is no agency's; nothing where no wire is among them."""
    parts = [part for part in LISTED.split(match["names"]) if part.strip(" .)]")] if match else []
    names = {name for part in parts for name in _named(part)}
    return frozenset(names) if any(map(is_wire, names)) else frozenset()


def _named(part: str) -> list[str]:
    name = agency_named(part) or _by_staff(part)
    return [name] if name else [agency_named(piece) or OTHER for piece in part.split("-")]  # AFP-JIJI


def _by_staff(part: str) -> str | None:
    match = byline_form().fullmatch(part.strip(" .)]"))
    return agency_named(match["name"]) if match else None
