"""Those harmed, as the text tells of them. Standard library only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipelines.events.harm_counts import Group
from pipelines.events.lexicon import lexicon, word_list

WORD = re.compile(r"\w+")
MORE = frozenset(("other", "others", "another", "more", "additional"))
OWN, ADDED, PART, TOTAL, AGAIN = "own", "more", "part", "total", "again"
"""What a claim counts: some people, some on top of others, some out of others, all of the event, or those told before."""
PLAIN = word_list("plain_victim")
"""Words that do not tell one victim from another."""


@cache
def _empty() -> frozenset[str]:
    """Words that tell nothing of a victim, those of closed classes among them."""
    return PLAIN | (frozenset(lexicon().flags) - MORE)


@dataclass(slots=True)
class Victims:
    """Some of those harmed, as one claim tells of them: a row of the list `harm` of a mention, but for `at` and `sentence`."""

    char_start: int
    char_end: int
    how: str
    """killed, wounded, detained, kidnapped or displaced."""
    low: int | None
    high: int | None
    kind: str
    """force, civilians or unsaid."""
    who: str
    force_id: str | None
    qualifier: str
    role: str = OWN
    stage: str = "current"
    """superseded where the same text tells a later toll."""
    claimed_by: str | None = None
    at: int = 0
    """Token of the word of harm."""
    sentence: int = 0
    """Where its sentence begins."""


def claims(groups: Iterable[Group], how: str, at: int, role: str = OWN) -> list[Victims]:
    """Groups as claims; those who come on top of others have the role `more`, unless another is given."""
    return [
        Victims(
            group.start,
            group.end,
            how,
            group.low,
            group.high,
            group.who.kind,
            group.who.who,
            group.who.force_id,
            group.qualifier,
            role=ADDED if group.more and role == OWN else role,
            at=at,
        )
        for group in groups
    ]


def mark_stages(victims: Iterable[Victims]) -> None:
    """Sets the stage of the claims of one event in one text: a toll supersedes what earlier sentences counted."""
    before: dict[str, list[Victims]] = {}
    for one in victims:
        if one.role == TOTAL:
            for earlier in before.get(one.how, []):
                if (
                    earlier.sentence < one.sentence
                    and earlier.role in (OWN, TOTAL, AGAIN)
                    and (earlier.low, earlier.high) != (one.low, one.high)
                ):
                    earlier.stage = "superseded"
        before.setdefault(one.how, []).append(one)


def mark_repeats(text: str, victims: Iterable[Victims]) -> None:
    """Gives the role `again` to those of whom the text speaks a second time; `victims` in the order of the text.

    Several are the same if their number and harm are; a single one needs a word in common with an earlier one, or is only a pronoun.
    """
    seen: dict[tuple[str, int | None, int | None], set[str]] = {}
    for one in victims:
        words = set(WORD.findall(text[one.char_start : one.char_end].lower())) - _empty()
        key = (one.how, one.low, one.high)
        before = seen.get(key)
        several = (one.low or one.high or 0) > 1
        if before is not None and one.role != PART and not words & MORE and (several or not words or bool(words & before)):
            one.role = AGAIN
        seen.setdefault(key, set()).update(words)
