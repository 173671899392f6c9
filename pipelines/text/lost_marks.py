"""Tells by the words where a quotation ends or begins whose mark is missing. Standard library only."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.text.lead_ins import DETERMINER, ROLES, SPOKEN, WORD, is_attribution, says

BREAK = re.compile(r"([,.!?…]|--|—|–)\s+(?=\S)")
NEW_SENTENCE = re.compile(r"[.!?…][”’')\]]*\s+(?=[A-Z“\"‘(])")
ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|St|Jr|Sr|vs|No)\.\s*$")
LEAD = re.compile(r"(?:\b(?:that|saying|said|says|as|called|calling|adding|was|is)|:)\s+(?=\S)")
COLON = re.compile(r":\s+(?=\S)|,\s+(?=[A-Z])")
PART_END = re.compile(r"[,.;:?!)—–]|\s(?:that|which|who|when|while|before|after|if|because|in|on|at|for|by|during|over|since|until)\s")
TITLE = re.compile(r"(?:[A-Z\d][\w’'&-]*)(?:\s+(?:(?:of|the|in|and|for|on|to|a|an|at|with|by|de|la)\s+)*[A-Z\d][\w’'&-]*)*")
MOST_BLANKS = 15  # blanks in words out of a sentence whose beginning is guessed
REACH = 3000  # characters looked through
LEAST_BLANKS = 6  # blanks in a stretch without an opening mark that nobody is said to say
PART = 120  # characters of words out of a sentence that are looked through for their end
ENDS = frozenset(".!?…")
TALK = re.compile(r"[’'](?:t|re|ve|ll|m|d)$")  # don't, they're
NARRATED = (["he"], ["she"], ["they"])
PAST = frozenset({"was", "were", "had", "did"}) | ROLES["irregular_verb"]


def lost_closing(text: str, start: int, limit: int, reopened: bool, taken_up: bool) -> tuple[int, bool]:
    """Where a quotation that begins at `start` ends, and whether words tell so.

    Args:
        text: the text.
        start: where its words begin.
        limit: the next opening mark, or the end of the paragraph.
        reopened: whether `limit` is a mark.
        taken_up: whether the next paragraph begins with an opening mark.
    """
    breaks = list(_breaks(text, start, min(limit, start + REACH)))
    for near in (True, False):
        for found in breaks:
            comma = found.group(1) not in ENDS
            if not comma and (not text[found.end()].isupper() or taken_up):
                continue
            if is_attribution(text, found.end(), limit, alone=not reopened or comma, near=near):
                return found.end(1), True
    part = _part(text, start, limit)
    if part is not None:
        return part, False
    if not reopened:
        return limit, False
    last = text[start:limit].rstrip()[-1:]
    if last in ",:":
        sentences = [found for found in breaks if found.group(1) in ENDS and text[found.end()].isupper()]
        if sentences:
            return sentences[-1].end(1), True
    if last in ENDS:
        return limit, False
    return (breaks[0].end(1), False) if breaks else (limit, False)


def _breaks(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for found in BREAK.finditer(text, start, end):
        if not _is_abbreviation(text, found.end(1)):
            yield found


def _part(text: str, start: int, limit: int) -> int | None:
    """The likely end of words out of a sentence: a title's last capital, the first comma or preposition."""
    opening = start - 1
    before = text[max(0, opening - 2) : opening]
    if len(before) < 2 or not before[1].isspace() or not before[0].isalnum():
        return None
    title = TITLE.match(text, start, min(limit, start + PART))
    if title is not None and text[title.end() : title.end() + 1] not in (",", ".") and " " not in title.group():
        return None
    if title is not None:
        return title.end() + (text[title.end() : title.end() + 1] in (",", "."))
    if not text[start : start + 1].islower():
        return None
    first = text.find(" ", start, limit)
    end = PART_END.search(text, first, min(limit, start + PART)) if first >= 0 else None
    return None if end is None else end.start() + (end.group() in (",", ".", "?", "!"))


def _is_abbreviation(text: str, at: int) -> bool:
    return text[at - 1] == "." and ABBREVIATION.search(text, max(0, at - 6), at) is not None


def lost_opening(text: str, after: int, at: int, is_first: bool) -> tuple[int, bool] | None:
    """Where a quotation that ends at `at` begins, and whether words tell so; None where nothing tells.

    Args:
        text: the text.
        after: where it can begin at the earliest.
        at: its closing mark.
        is_first: whether `after` is the beginning of the paragraph.
    """
    is_first = is_first and at - after <= REACH
    after = max(after, at - REACH)
    last = text[max(after, at - 4) : at].rstrip()[-1:]
    starts = [found.end() for found in NEW_SENTENCE.finditer(text, after, at) if not _is_abbreviation(text, found.start() + 1)]
    begins = max([after, *starts])
    attributed = is_attribution(text, at + 1, at + 200)
    if not (last in ENDS or attributed) or last not in ",.!?…—":
        return _part_before(text, begins, at)
    said = says(text, after, at)
    if said is None:
        begin = _of_speech(text, [after, *starts], at) if is_first else starts[0] if starts else at
        begin = text.find("(", begin, at) + 1 or begin
        return (begin, True) if attributed or text.count(" ", begin, at) >= LEAST_BLANKS else None
    lead = COLON.search(text, said, at)
    following = [start for start in starts if start > said]
    if lead is not None and (not following or lead.start() < following[0]) and at - lead.end() > 10:
        return lead.end(), True
    if following:
        return _of_speech(text, following, at) if is_first else following[0], True
    return _part_before(text, begins, at)


def _of_speech(text: str, starts: Sequence[int], at: int) -> int:
    """The first of the sentences that are spoken: after those that tell of something past and in which nobody says I, we or you."""
    for start, end in pairwise([*starts, at]):
        if end == at or not _tells_of_past(text, start, end):
            return start
    return starts[-1]


def _tells_of_past(text: str, start: int, end: int) -> bool:
    words = [found.group().lower() for found in WORD.finditer(text, start, end)]
    if not SPOKEN.isdisjoint(words) or any(TALK.search(word) for word in words):
        return False
    return words[:1] in NARRATED or any(word in PAST or word.endswith("ed") for word in words)


def _part_before(text: str, start: int, at: int) -> tuple[int, bool] | None:
    """The likely beginning of words out of a sentence: a title's first capital, or after "that", "called", "the" and the like."""
    titles = [found for found in TITLE.finditer(text, max(start, at - PART), at) if found.end() >= at - 1 and " " in found.group()]
    if titles and titles[0].start() > start:
        return titles[0].start(), False
    leads = [found.end() for found in LEAD.finditer(text, start, at) if found.end() < at]
    determiners = [found.end() + 1 for found in WORD.finditer(text, max(start, at - PART), at) if found.group() in DETERMINER]
    if text[at - 1] in ENDS:
        determiners = []
    begin = max([*leads, *(place for place in determiners if place < at and leads)], default=None)
    return None if begin is None or text.count(" ", begin, at) > MOST_BLANKS else (begin, False)
