"""News agencies and outlets by the names that texts print: seeds/reference/agencies.csv. Standard library only."""

import re
from collections.abc import Iterable
from functools import lru_cache

from pipelines.reference import rows, split

AGENCY_NAME = re.compile(r"(?:[A-Z][\w'’-]*\s){1,3}(?:News\s?wire|Newswire|Wire|Wire Service|News Agency|Press Agency|News Service)")
"""A name that says itself that it is an agency's: `Kestrel Wire`, `Valley News Agency`."""


@lru_cache(maxsize=1)
def names_by_form() -> dict[str, str]:
    """Printed form -> name of the agency."""
    return {form: row["name"] for row in rows("agencies") for form in split(row["forms"])}


@lru_cache(maxsize=1)
def wires() -> frozenset[str]:
    """Names of the agencies whose copy other outlets print."""
    return frozenset(row["name"] for row in rows("agencies") if row["wire"] == "yes")


@lru_cache(maxsize=1)
def signs_only() -> frozenset[str]:
    """Forms that are an agency's where reports are signed, and mean something else in running text: PA, MENA, Petra."""
    return frozenset(form for row in rows("agencies") for form in split(row["signs_only"]))


@lru_cache(maxsize=1)
def _upper() -> dict[str, str]:
    return {form.upper(): name for form, name in names_by_form().items() if form not in signs_only()}


def agency_named(text: str) -> str | None:
    """The agency that this short text is, whatever its case, `The` and dots aside."""
    bare = text.strip(" .,;:-–—()[]")
    if bare in signs_only():
        return names_by_form()[bare]
    bare = bare.upper().removeprefix("THE ").replace("'S", "")
    return _upper().get(bare) or _upper().get(f"THE {bare}") or _by_its_form(text)


def _by_its_form(text: str) -> str | None:
    bare = " ".join(text.strip(" .,;:-–—()[]").split())
    return bare if len(bare) <= 50 and AGENCY_NAME.fullmatch(bare) else None


def any_of(forms: Iterable[str]) -> str:
    """A pattern for any of these forms, the longest first; any white space does for a blank."""
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(forms, key=lambda form: (-len(form), form)))


def agencies_among(parts: Iterable[str]) -> set[str]:
    """Names of those parts (of a byline, a dateline) that are agencies."""
    return {name for part in parts if (name := agency_named(part))}
