"""The words of media and of outlets, read once from seeds/reference. Standard library only."""

from functools import lru_cache
from typing import NamedTuple

from pipelines.reference import rows, split
from pipelines.text.names import entities, find_names


class Medium(NamedTuple):
    """What a word or two tell. `role`: through | told | cue | event | link | out; `to`: prepositions before the one who was told."""

    medium: str
    role: str
    to: frozenset[str]


def _media() -> dict[tuple[str, ...], dict[str, Medium]]:
    found: dict[tuple[str, ...], dict[str, Medium]] = {}
    for row in rows("media"):
        found.setdefault(tuple(row["word"].split()), {})[row["as"]] = Medium(row["medium"], row["as"], frozenset(split(row["to"])))
    return found


MEDIA = _media()
"""By the words, in lower case, and what they do."""
BEGIN = frozenset(words[0] for words in MEDIA)
LONGEST = max(len(words) for words in MEDIA)
LINKS = frozenset(words[0] for words, roles in MEDIA.items() if roles.keys() & {"link", "out", "event"})
EVENTS = frozenset(words[0] for words, roles in MEDIA.items() if "event" in roles)
OUT = frozenset(words[0] for words, roles in MEDIA.items() if "out" in roles)
NAME_WORDS = frozenset(row["word"] for row in rows("outlet_words") if row["kind"] == "name")
NOUNS = frozenset(row["word"] for row in rows("outlet_words") if row["kind"] == "noun")
AGENCIES = {form: row["name"] for row in rows("agencies") for form in split(row["forms"])}


@lru_cache(maxsize=4096)
def outlet_named(phrase: str) -> str | None:
    """The outlet or agency that a phrase names: "the Reuters news agency" -> Reuters, "the Harbour Times newspaper" -> Harbour Times."""
    words = phrase.split()
    for size in range(min(4, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            known = AGENCIES.get(" ".join(words[at : at + size]).removesuffix("'s").removesuffix("’s"))
            if known is not None:
                return known
    for name in find_names(phrase):
        entity = entities()[name.entity_id]
        if entity.kind == "agency":
            return entity.name
    return _by_its_words(words)


def _by_its_words(words: list[str]) -> str | None:
    """Capitals of which one is a word of such names, or which stand right before "newspaper" and the like."""
    lead = next((at for at, word in enumerate(words[:3]) if word in NOUNS and at + 1 < len(words) and words[at + 1][:1].isupper()), None)
    if lead is not None:
        return " ".join(words[lead + 1 :])  # the newspaper Lindau Herald
    end = next((at for at, word in enumerate(words) if word in NOUNS), len(words))
    while end < len(words) and end and words[end - 1].islower() and words[end - 1] in NAME_WORDS:
        end -= 1
    first = end
    while first and words[first - 1][:1].isupper() and words[first - 1].lower() not in ("the", "a", "an"):
        first -= 1
    name = words[first:end]
    tells = end < len(words) or any(word.lower() in NAME_WORDS for word in name)
    return " ".join(name) if len(name) > 0 and tells and (len(name) > 1 or end < len(words)) else None
