"""Those harmed, as the text tells of them. Standard library only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipelines.events.harm_counts import Group
from pipelines.events.lexicon import lexicon

WORD = re.compile(r"\w+")
MORE = frozenset(("other", "others", "another", "more", "additional"))
PLAIN = frozenset(("killed", "murder", "death", "man", "woman", "person", "former", "leader"))
"""Words that do not tell one victim from another."""


@cache
def _empty() -> frozenset[str]:
    """Words that tell nothing of a victim, those of closed classes among them."""
    return PLAIN | (frozenset(lexicon().flags) - MORE)


@dataclass(slots=True)
class Victims:
    """Some of those harmed: the characters that tell of them, how they are harmed, least and most, and civilians, force or unsaid."""

    char_start: int
    char_end: int
    how: str
    low: int | None
    high: int | None
    kind: str
    at: int = 0
    """Token of the word of harm."""
    part: bool = False
    """Whether they are some of those told just before: "ten people, including a judge"."""
    again: bool = False
    """Whether the text has told of them before, as far as their number and their name or noun show."""


def claims(groups: Iterable[Group], how: str, at: int) -> list[Victims]:
    return [Victims(group.start, group.end, how, group.low, group.high, group.kind, at) for group in groups]


def mark_repeats(text: str, victims: Iterable[Victims]) -> None:
    """Sets `again` on those of whom the text speaks a second time; `victims` in the order of the text.

    Several are the same if their number and harm are; a single one needs a word in common with an earlier one, or is only a pronoun.
    """
    seen: dict[tuple[str, int | None, int | None], set[str]] = {}
    for one in victims:
        words = set(WORD.findall(text[one.char_start : one.char_end].lower())) - _empty()
        key = (one.how, one.low, one.high)
        before = seen.get(key)
        several = (one.low or one.high or 0) > 1
        one.again = before is not None and not words & MORE and (several or not words or bool(words & before))
        seen.setdefault(key, set()).update(words)
