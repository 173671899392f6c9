"""What is known of a speaker, and which pronouns can stand for one. Standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.quotes.readings import surname_key
from pipelines.reference import rows, split
from pipelines.text.known import plain


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who that is. `name` and `entity_id` are None where it cannot be told."""

    basis: str
    name: str | None = None
    entity_id: str | None = None
    role: str | None = None
    org: str | None = None
    gender: str = ""
    plural: bool = False


UNRESOLVED = Speaker("unresolved")
KIND = {form: row["kind"] for row in rows("speaker_nouns") for form in split(row["forms"])}
OFFICE = frozenset(form for row in rows("speaker_nouns") if row["role"] for form in split(row["forms"])[:1])
PLURALS = frozenset(form for row in rows("speaker_nouns") for form in split(row["forms"])[1:]) | {"people", "police"}
ANYBODY_AT_ALL = next(frozenset(split(row["words"])) for row in rows("office_words") if row["role"] == "anybody")
SINGULARS = (
    frozenset(form for row in rows("speaker_nouns") if row["kind"] in ("person", "people") for form in split(row["forms"])[:1])
    - ANYBODY_AT_ALL
)
"""Nouns by which somebody already named may be called: the senator, the boy."""
CROWDS = frozenset({"crowd", "crowds", "audience", "audiences", "people", "police"})
DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its"})
BODY_KINDS = {
    "alliance": ("alliance",),
    "mission": ("mission",),
    "group": ("armed_group",),
    "militants": ("armed_group",),
    "insurgents": ("armed_group",),
}
SENTENCES_BACK = 8
ANYBODY = frozenset({"other", "another", "others", "latter", "former", "one", "those", "power", "number", "matter"})
PERSON_ENDINGS = (
    "man",
    "woman",
    "men",
    "women",
    "er",
    "or",
    "ist",
    "ists",
    "ers",
    "ors",
    "ess",
    "ian",
    "ians",
    "crat",
    "crats",
    "ee",
    "ees",
    "eer",
    "ant",
    "star",
)


def fits(speaker: Speaker, low: str) -> bool:
    """Whether a pronoun can stand for a speaker."""
    if speaker.name is None:
        return False
    if low == "they":
        return speaker.plural
    if speaker.plural or speaker.basis == "collective":
        return False
    if speaker.entity_id is not None and not speaker.entity_id.startswith("person:"):
        return False
    if speaker.basis == "named" and speaker.entity_id is None:
        return False
    if speaker.basis == "unnamed" and KIND.get((speaker.role or "").split(" ")[-1].lower()) not in ("person", "people"):
        return False
    return speaker.gender in ("", "m" if low == "he" else "f")


def same_person(name: str, words: Sequence[str]) -> bool:
    """Whether two forms of a name are one person's: one ends like the other (bin Laden), or surname and first name or initial agree."""
    parts = plain(name).lower().split(" ")
    other = [plain(word).lower() for word in words]
    if surname_key(parts) != surname_key(other):
        return False
    if len(other) < len(parts) and parts[-len(other) :] == other:
        return True
    return parts[0] == other[0] or (parts[0][0] == other[0][0] and (parts[0][1:] in ("", ".") or other[0][1:] in ("", ".")))
