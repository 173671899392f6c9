"""When a deed was done or is to be done: the date in its clause, else that of its sentence, else the day of publication.

Standard library only.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pipelines.events.lexicon import lexicon
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb
from pipelines.text.dates import DateSpan
from pipelines.text.spans import Window

PENDING = frozenset(("announced", "planned", "conditional"))
LONG_AGO = timedelta(days=365)
MONTH = timedelta(days=30)
WEEK = timedelta(days=7)
WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
OPEN = frozenset(("by", "since"))
WORDS = frozenset(("ACCUSE", "AGREE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"))
"""Types that are done by saying so, on the day on which it is said."""
UTTERED = frozenset(("ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"))
"""Those of them that are over once they are said: they never lie ahead."""
MARKS = frozenset(',;:."“”')
CLAUSE_WORDS = frozenset(("that", "how", "what", "why", "whether", "of", "for"))
SAYING_REACH = 6
"""Most tokens between a verb of saying and its date: "told a news conference in Kabul on Monday"."""


class When(NamedTuple):
    """A window of days, how exact it is and what it rests on."""

    earliest: date | None
    latest: date | None
    precision: str
    basis: str


def find_when(
    dates: Sequence[DateSpan], clause: tuple[int, int], at: int, status: str, published: Window, recalled: bool = False, shared: bool = True
) -> When:
    """The window of a deed.

    Args:
        dates: expressions of time in the sentence.
        clause: offsets of the clause.
        at: offset of the trigger; the nearest date of the clause wins.
        status: a deadline bounds what is pending; it does not date what is done.
        published: window of publication.
        recalled: without a date in the text it has none, for it is not told as news of the day.
        shared: whether it may take the date of another clause.
    """
    inside = [span for span in dates if clause[0] <= span.start < clause[1] and _known(span)]
    pending = status in PENDING
    usable = [span for span in inside if pending or span.relation not in OPEN or span.relation == "since"]
    if usable:
        return _window(min(usable, key=lambda span: (abs(span.start - at), span.start)), pending, published)
    others = [span for span in dates if not clause[0] <= span.start < clause[1] and _known(span) and span.relation not in OPEN]
    if shared and others and not pending and not inside:
        return _window(min(others, key=lambda span: (abs(span.start - at), span.start)), pending, published)
    if published.latest is None or recalled:
        return When(None, None, "unknown", "none")
    return When(
        None if pending else published.earliest,
        None if pending else published.latest,
        "unknown" if pending else "about",
        "published" if not pending else "none",
    )


def said_on(tokens: Tokens, verbs: Sequence[Verb]) -> dict[int, int]:
    """Where the dates begin that tell when something was said, by the token of the verb: "said on Monday", "today confirmed"."""
    found: dict[int, int] = {}
    heads = tokens.heads
    for verb in verbs:
        if verb.lemma not in lexicon().speech or not verb.finite:
            continue
        for place in range(verb.head + 1, min(len(tokens), verb.head + 1 + SAYING_REACH)):
            span = tokens.date[place]
            if span is not None:
                found[verb.head] = span.start
            if span is not None or place in heads or tokens.kind[place] in MARKS or tokens.low[place] in CLAUSE_WORDS:
                break
        before = tokens.date[verb.start - 1] if verb.start else None
        if before is not None and verb.head not in found and not verb.passive and before.relation not in OPEN:
            found[verb.head] = before.start
    return found


def look_ahead(span: DateSpan, text: str, published: Window) -> DateSpan:
    """The next day or month of a name for what is still to come: "will meet on Thursday", "is to leave in October"."""
    earliest, latest = span.earliest, span.latest
    if earliest is None or latest is None or published.earliest is None or latest >= published.earliest:
        return span
    words = text[span.start : span.end]
    if span.relation == "since" or "last" in words or any(letter.isdigit() and span.precision == "month" for letter in words):
        return span
    if span.precision == "day" and WEEKDAY.search(words) and published.earliest - latest <= WEEK:
        return span._replace(earliest=earliest + WEEK, latest=latest + WEEK)
    if span.precision == "month" and published.earliest - latest < LONG_AGO and (earliest.month, latest.month) != (2, 2):
        return span._replace(earliest=earliest.replace(year=earliest.year + 1), latest=latest.replace(year=latest.year + 1))
    return span


def _known(span: DateSpan) -> bool:
    return span.earliest is not None or span.latest is not None


def _window(span: DateSpan, pending: bool, published: Window) -> When:
    if span.relation == "by":
        earliest = published.earliest if pending and published.earliest and span.latest and published.earliest <= span.latest else None
        return When(earliest, span.latest, "before", "text")
    if span.relation == "since":
        latest = published.latest if not pending and published.latest and span.earliest and published.latest >= span.earliest else None
        return When(span.earliest, latest, "range" if latest else "about", "text")
    return When(span.earliest, span.latest, span.precision, "text")


def is_past(when: When, published: Window) -> bool:
    """Whether a deed lies more than a month before publication."""
    return bool(when.latest and published.earliest and when.basis == "text" and when.latest < published.earliest - MONTH)


def is_history(when: When, published: Window) -> bool:
    """Whether a deed lies more than a year before publication: recalled, not reported."""
    return bool(when.latest and published.earliest and when.basis == "text" and when.latest < published.earliest - LONG_AGO)
