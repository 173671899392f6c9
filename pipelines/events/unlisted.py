"""Places that no table knows, told by what stands around them: "in Korvani", "seized Lungi airport", "the Sabra refugee camp".

Standard library only.
"""

import re

from pipelines.events.lexicon import word_list
from pipelines.events.tokens import Tokens
from pipelines.text.names import Name, entities, place_path

TYPES = frozenset(("ASSAULT", "COERCE", "PROTEST", "RETREAT", "MOBILIZE", "CONCEDE", "CONSULT"))
"""Types of deeds of which such a place is told."""
LEAST_LETTERS = 3
ARABIC = re.compile(r"(?:a[lnrsz]|ash|e[ls])-[A-Z]")
"""What a name of two words goes on with: Ras al-Ain."""
LONGEST = 3
Found = tuple[int, int, str]
"""First token, one past the last, and the name as printed."""


def find_unlisted(tokens: Tokens, first: int, after: int) -> Found | None:
    """The first place in tokens first..after that no table knows."""
    if tokens.titled or tokens.capitals:
        return None
    for place in range(max(first, 0), min(after, len(tokens)) - 1):
        if tokens.kind[place] != "w":
            continue
        word = tokens.low[place]
        if word == "of" and not (place and tokens.low[place - 1] in word_list("site_kind")):
            continue
        found = _named(tokens, place + 1, word) if word in word_list("site_preposition") or word in word_list("place_taking") else None
        if found is not None:
            return found
    return None


def _named(tokens: Tokens, begin: int, word: str) -> Found | None:
    """The name that begins at a token, behind a preposition or a verb, past "the town of" or "the"."""
    size = len(tokens)
    article = begin < size and tokens.low[begin] in ("the", "a", "an", "its", "their")
    first = begin + article
    if first + 2 < size and tokens.low[first] in word_list("site_kind") and tokens.low[first + 1] == "of":
        first, article, word = first + 2, False, "of"
    last = first
    while last < size and last - first < LONGEST and _is_proper(tokens, last):
        last += 1
    if last == first or tokens.low[first] in word_list("no_place"):
        return None
    kind = next((at for at in range(last, min(last + 2, size)) if tokens.low[at] in word_list("site_kind")), None)
    if kind is not None and kind + 1 < size and tokens.low[kind + 1] == "of":
        return None  # "the Shiite district of Sadr City"
    if kind is None and (article or not _ends(tokens, last, word)):
        return None
    if any(tokens.low[at] in word_list("house_kind") for at in range(first, min(last + 1, size))):
        return None
    return first, last, tokens.surface(first, last)


def _is_proper(tokens: Tokens, at: int) -> bool:
    text = tokens.text[tokens.start[at] : tokens.end[at]]
    if tokens.kind[at] != "w" or tokens.flags[at] or len(text) < LEAST_LETTERS or text.isupper():
        return False
    return text[0].isupper() or ARABIC.match(text) is not None


def _ends(tokens: Tokens, last: int, word: str) -> bool:
    """Whether a name is over where the capitals are: no noun behind it that it only describes, no surname, no owner's 's."""
    if last >= len(tokens):
        return True
    if tokens.low[last][0] in "'’‘" or tokens.kind[last] == "N":
        return False
    if word in word_list("place_taking") and not (tokens.kind[last] in (",", ";", ".", "D") or tokens.flags[last]):
        return False
    return not tokens.is_noun_like(last) or tokens.low[last] in ("late", "early", "overnight", "earlier", "later")


def with_holder(tokens: Tokens, found: Found, country: str | None) -> tuple[str | None, str, str]:
    """A place with what holds it: the place named right behind it, else the country of the text."""
    first, last, name = found
    holder = _behind(tokens, last) or _before(tokens, first)
    holding = holder.entity_id if holder is not None else country
    path = place_path(holding) if holding else None
    return (holding, name, f"{name}, {path}") if path else (None, name, name)


def _before(tokens: Tokens, first: int) -> Name | None:
    """The country before an unknown place: "the Syrian town of Qarmita"."""
    held = (tokens.name[at] for at in range(first - 1, max(-1, first - 4), -1))
    return next((name for name in held if name is not None and _holds(name)), None)


def _holds(name: Name) -> bool:
    entity = entities().get(name.entity_id)
    return entity is not None and entity.kind in ("place", "country")


def _behind(tokens: Tokens, last: int) -> Name | None:
    """The known place behind an unknown one: "Queretaro, Mexico", "Bamani, a town in Borno"."""
    for at in range(last, min(last + 6, len(tokens))):
        name = tokens.name[at]
        owner = tokens.low[at + 1 : at + 2] in (["'s"], ["’s"])
        if name is not None and not owner:
            return name if _holds(name) and name.form != "adjective" else None
        if (
            name is None
            and tokens.low[at] not in ("'s", "’s")
            and (tokens.kind[at] not in ("w", ",") or tokens.low[at] in ("and", "but") or at in tokens.heads)
        ):
            return None
    return None
