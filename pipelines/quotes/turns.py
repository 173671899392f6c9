"""Finds what is said in transcripts, where a label and no mark tells who speaks: "MR. HALL: We will go." Standard library only.

A paragraph that begins with a label is a turn only where the document has several, and labels come back: a list of facts has labels too.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.reference import rows
from pipelines.text.lead_ins import SPOKEN, WORD
from pipelines.text.spans import Span

_SMALL = "of|for|and|the|de|del|al|bin|ibn|van|von|la|el|di"
LABEL = re.compile(rf"(?:[A-Z][\w’'-]*\.?|[A-Z]\.)(?:[ \t]+(?:\(?[A-Z][\w’'.-]*\)?,?|{_SMALL})){{0,7}}[ \t]?:(?=[ \t\n]+\S)")
LETTER = re.compile(r"[QA](?=[.)][ \t]+\S)")  # Q. and A.
ASIDE = re.compile(r"[(\[][^()\[\]]{1,80}[)\]][.]?")  # (Applause.)
LONGEST = 70  # characters in a label
FEWEST = 3  # turns in a transcript
GAP = 6  # paragraphs without a label that a turn may go on over
LOOKED_AT = 400  # characters of a turn in which somebody says I, we or you
MARKS = "\"“”„«»'‘`"
ROLES = {row["label"]: row["role"] for row in rows("transcript_labels")}


class Turn(NamedTuple):
    """A paragraph of what somebody says in a transcript. `label`: where the name stands, in this paragraph or one before."""

    label: Span
    body: Span
    paragraph: int
    role: str  # question | answer | name


def find_turns(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """The turns of a transcript, in order, a turn of several paragraphs as several; none where the document is no transcript."""
    labels = {number: label for number, span in enumerate(paragraphs) if (label := _label(text, *span)) is not None}
    labels = _from_first_turn(text, labels)
    if len(labels) < FEWEST or not _is_transcript(text, labels, paragraphs):
        return []
    found: list[Turn] = []
    spoken = sorted(labels)
    for place, number in enumerate(spoken):
        label = labels[number]
        role = _role(text, label)
        body = _body(text, label, paragraphs[number])
        if body is not None:
            found.append(Turn(label, body, number, role))
        following = spoken[place + 1] if place + 1 < len(spoken) else number
        if following - number - 1 > GAP:
            continue
        for between in range(number + 1, following):
            span = paragraphs[between]
            if text[span.start] in MARKS:
                break
            if not ASIDE.fullmatch(text, *span):
                found.append(Turn(label, span, between, role))
    return found


def _label(text: str, start: int, end: int) -> Span | None:
    """The label that a paragraph begins with."""
    if not text[start].isupper():
        return None
    letter = LETTER.match(text, start, end)
    if letter is not None:
        return Span(*letter.span())
    colon = text.find(":", start, min(end, start + LONGEST))
    found = LABEL.match(text, start, min(end, colon + 3)) if colon >= 0 else None
    if found is None:
        return None
    label = Span(start, start + len(text[start : found.end() - 1].rstrip()))
    return None if _role(text, label) == "none" else label


def _role(text: str, label: Span) -> str:
    return ROLES.get(text[label.start : label.end].lower().replace("’", "'"), "name")


def _from_first_turn(text: str, labels: dict[int, Span]) -> dict[int, Span]:
    """Without what stands before the first label that comes back or is in capitals: a headline, "Transcript: ..."."""
    counts = Counter(text[label.start : label.end] for label in labels.values())
    kept: dict[int, Span] = {}
    for number, label in labels.items():
        words = text[label.start : label.end]
        if kept or counts[words] > 1 or words.isupper() or _role(text, label) != "name":
            kept[number] = label
    return kept


def _is_transcript(text: str, labels: dict[int, Span], paragraphs: Sequence[Span]) -> bool:
    """Whether speakers come back, close enough to one another to be talking, and say I, we or you."""
    counts = Counter(text[label.start : label.end] for label in labels.values())
    sure = sum(count for words, count in counts.items() if words.isupper() or ROLES.get(words.lower()) in ("question", "answer"))
    back = sum(count for count in counts.values() if count > 1)
    numbers = sorted(labels)
    near = sum(after - before <= GAP for before, after in pairwise(numbers))
    talking = sum(_is_talk(text, paragraphs[number]) for number in numbers)
    returns = back >= 2 if len(counts) > 1 else back >= FEWEST and sure > 0
    return returns and 2 * near >= len(numbers) - 1 and 2 * max(back, sure) >= len(numbers) and 3 * talking >= len(numbers)


def _is_talk(text: str, paragraph: Span) -> bool:
    """Whether a paragraph asks, or says I, we or you near its beginning."""
    end = min(paragraph.end, paragraph.start + LOOKED_AT)
    return text[paragraph.end - 1] == "?" or any(found.group().lower() in SPOKEN for found in WORD.finditer(text, paragraph.start, end))


def _body(text: str, label: Span, paragraph: Span) -> Span | None:
    """What follows a label, without the marks around it."""
    start = label.end
    while start < paragraph.end and (text[start] in ":.)" or text[start].isspace()):
        start += 1
    return Span(start, paragraph.end) if start < paragraph.end else None
