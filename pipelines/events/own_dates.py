"""Which dates of a sentence a deed owns, and deeds dated by another: "a day after rebels took the town". Standard library only."""

from collections.abc import Sequence
from datetime import timedelta

from pipelines.events.draft import Draft
from pipelines.events.lexicon import word_list
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb
from pipelines.events.when import OPEN, When
from pipelines.text.numbers import find_numbers
from pipelines.text.spans import Window

DAYS = frozenset(("day", "days"))
LONGER = word_list("long_spell")
NOWHEN = When(None, None, "unknown", "none")
JOINTS = frozenset((",", ";", "--"))
LONG_BEFORE = timedelta(days=60)
MANY = 40
"""Days beyond which "days after" is a round number."""


def from_front(tokens: Tokens, first: int) -> int:
    """First token of a clause with the date right before it: "and | on Wednesday they vowed"."""
    before = first - 1
    if before >= 0 and tokens.kind[before] == ",":
        before -= 1
    if before < 0 or tokens.date[before] is None:
        return first
    opens = before == 0 or tokens.kind[before - 1] in JOINTS or tokens.low[before - 1] in ("and", "but", "when", "while", "as", "that")
    return before if opens else first


def of_others(tokens: Tokens, verbs: Sequence[Verb], at: int, after: int) -> frozenset[int]:
    """Where the dates begin that tell when something else in the clause of a deed was or is to be done.

    "the privileges that it gave Pakistan in 1996", "a truce to start in July": the verb before the date is not the deed's.

    Args:
        tokens: the sentence.
        verbs: its verbs.
        at: the trigger.
        after: one past the deed's last token.
    """
    begin = next((verb.start for verb in verbs if at < verb.head < after and (verb.relative or verb.infinitive)), None)
    if begin is None:
        return frozenset()
    return frozenset(date.start for place in range(begin, min(after, len(tokens))) if (date := tokens.date[place]) is not None)


def of_described(tokens: Tokens, verbs: Sequence[Verb], draft: Draft, published: Window) -> frozenset[int]:
    """Where the dates begin of what only describes somebody, long before the news: "freed | miners buried two years ago"."""
    found = set()
    for verb in verbs:
        if not (verb.reduced or verb.relative) or verb.head == draft.at or not min(draft.first, draft.clause) <= verb.head < draft.after:
            continue
        until = min((other.start for other in verbs if other.start > verb.head), default=draft.after)
        for date in tokens.date[verb.head + 1 : until]:
            if date is not None and date.latest and published.earliest and date.latest < published.earliest - LONG_BEFORE:
                found.add(date.start)
    return frozenset(found)


def counted_from(tokens: Tokens, first: int, published: Window) -> When | None:
    """The day of a deed that another came after: "Chad broke off relations on Friday, a day after | soldiers beat back rebels"."""
    unit = first - 2
    if unit < 0 or tokens.low[first - 1] not in ("after", "before"):
        return None
    if tokens.low[unit] in LONGER:
        return NOWHEN
    if tokens.low[unit] not in DAYS:
        return None
    count = _count(tokens, unit)
    if count is None or count > MANY:
        return NOWHEN
    shift = timedelta(days=-count if tokens.low[first - 1] == "after" else count)
    held = (tokens.date[place] for place in range(unit - 1, -1, -1))
    date = next((date for date in held if date is not None and date.latest is not None and date.relation != "since"), None)
    if date is None:
        earliest, latest = published.earliest, published.latest
    else:
        earliest, latest = (date.latest if date.relation in OPEN else date.earliest), date.latest
    if published.latest is not None and latest is not None and latest > published.latest:
        earliest, latest = published.earliest, published.latest
    if earliest is None or latest is None:
        return NOWHEN
    return When(earliest + shift, latest + shift, "day" if earliest == latest else "range", "text")


def _count(tokens: Tokens, unit: int) -> int | None:
    """How many days stand before their unit; None for "days"."""
    if unit and tokens.low[unit - 1] in ("a", "one"):
        return 1
    found = find_numbers(tokens.text, tokens.start[max(0, unit - 1)], tokens.start[unit]) if unit else []
    return int(found[-1].value) if found and found[-1].value is not None else None
