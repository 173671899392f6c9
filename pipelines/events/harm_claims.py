"""Those harmed, as the text tells of them. Standard library only."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.events.harm_counts import Group


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


def claims(groups: Iterable[Group], how: str, at: int) -> list[Victims]:
    return [Victims(group.start, group.end, how, group.low, group.high, group.kind, at) for group in groups]
