"""Correction notes: the number that an outlet takes back, and the one that it puts in its place. Standard library only.

A note opens in the words of seeds/reference/correction_notes.csv and goes on for three sentences at most. It may stand in any part of
the text that is the outlet's own, the foot of the page too. Its wrong number becomes a figure that is retracted, its right one a figure
that stands, unless the text has it already.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipelines.reference import rows
from pipelines.text.document import Document
from pipelines.text.numbers import Number, find_numbers, lower_like
from pipelines.text.sentences import find_sentences
from pipelines.text.spans import Block
from pipelines.troop_figures.counted import CIVIL_NEAR
from pipelines.troop_figures.mention import FigureMention
from pipelines.troop_figures.units import hints

LONGEST = 500
"""Characters of a note that are read."""
MOST_SENTENCES = 3
MOST_NOTES = 40
NOT_OWN = frozenset({"related", "comment_form", "advertisement", "embed"})
"""Kinds of block in which nothing is the outlet's word on this text."""
RULE = "correction_note"


def _phrases(role: str, place: str) -> str:
    """Alternatives of all phrases of one role and place, the longest first; they are patterns without more than (a|b), [a-z] and blanks."""
    found = [row["phrase"] for row in rows("correction_notes") if (row["role"], row["place"]) == (role, place)]
    return "|".join(phrase.replace("(", "(?:").replace(" ", r"\s{1,4}") for phrase in sorted(found, key=len, reverse=True))


OPENER = re.compile(
    rf"(?:^|(?<=[(\[]))[ \t*–—-]{{0,6}}(?P<start>{_phrases('note', 'start')})"
    rf"|\b(?P<own>{_phrases('note', 'own')})|\b(?P<weak>{_phrases('note', 'weak')})",
    re.IGNORECASE | re.MULTILINE,
)
HINTS = sorted({hint for row in rows("correction_notes") for hint in row["hint"].split("|") if hint})
"""A text with none of these has no note: much faster than to look for one. Blanks count, so the cells are not stripped."""
MARK = re.compile(rf"\b(?:(?P<wrong>{_phrases('wrong', 'any')})|(?P<right>{_phrases('right', 'any')}))\b")
FILLER = r"\s{1,4}(?:the\s{1,4}|an?\s{1,4}|only\s{1,4}|just\s{1,4}|as\s{1,4})?$"
NEAR = re.compile(rf"\b(?:{_phrases('wrong', 'near')}){FILLER}")
FROM = re.compile(rf"\b(?:{_phrases('wrong', 'verb')}){FILLER}")
TO = re.compile(rf"\b(?:{_phrases('right', 'verb')}){FILLER}")
CORRECTING = re.compile(r"\b(?:correct(?:s|ed|ing)?|amend(?:s|ed|ing)?|chang(?:es|ed)|revis(?:es|ed)|clarif(?:ies|ied))\b")
PART_OF_TEXT = re.compile(r"\b(?:paragraphs?|paras?|grafs?|lines?|pages?|section|lead)\s*$")
COUNTS_ELSE = re.compile(r"[\s-]{1,4}(?!(?:is|was|has|as|its|this|us|others?|across|less|always)\b)[a-z]+(?:s|men|people)\b")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
FORCE = hints()


class Note(NamedTuple):
    """The numbers of one correction; `right` is None where the outlet only takes back."""

    wrong: Number
    right: Number | None


def with_notes(document: Document, found: list[FigureMention]) -> list[FigureMention]:
    """The figures of a text with what its correction notes say of them, in the order of their places.

    Args:
        document: the text.
        found: its figures as read; `part_of` and `excludes` are places in this list. They are changed in place.
    """
    notes = list(find_notes(document.text, document.blocks)) if found else []
    for note in notes:
        _take_back(document.text, note, found)
    return _in_order(found) if notes else found


def find_notes(text: str, blocks: Sequence[Block]) -> Iterator[Note]:
    """The corrections of numbers that a text prints, in order; offsets count in `text`."""
    starts = [block.start for block in blocks]
    end, read = 0, 0
    low = text.lower()
    if not any(hint in low for hint in HINTS):
        return
    for opener in OPENER.finditer(text):
        place = bisect_right(starts, opener.start(opener.lastgroup or 0)) - 1
        if opener.start() < end or place < 0 or blocks[place].kind in NOT_OWN or opener.start() >= blocks[place].end:
            continue
        begin = opener.start(opener.lastgroup or 0)
        end = _note_end(text, begin, blocks[place].end)
        read += 1
        if read > MOST_NOTES:
            return
        yield from _pairs(text, begin, end, str(opener.lastgroup))


def _note_end(text: str, begin: int, block_end: int) -> int:
    """Where a note ends: with its bracket, its paragraph, or its third sentence."""
    end = min(block_end, begin + LONGEST)
    if blank := BLANK_LINE.search(text, begin, end):
        end = blank.start()
    if text[begin - 1 : begin] in ("(", "["):
        close = text.find(")" if text[begin - 1] == "(" else "]", begin, end)
        return close if close > 0 else end
    sentences = find_sentences(text, begin, end)[:MOST_SENTENCES]
    return sentences[-1].end if sentences else end


def _pairs(text: str, begin: int, end: int, opener: str) -> Iterator[Note]:
    """Each wrong number of a note with the right one beside it. `opener` is how the note begins."""
    numbers = _marked(text[begin:end], begin)
    if opener == "start" and [role for role, _ in numbers if role] == ["right"]:
        last = next((place for place, (role, _) in enumerate(numbers) if role), 0)
        numbers = (
            [("wrong", numbers[last - 1][1]), numbers[last]] if last else []
        )  # "Correction: ... 3,500 ... The correct number is 2,500."
    marked = [(role, number) for role, number in numbers if role]
    if opener == "weak" and not any(role == "right" for role, _ in marked):
        return
    place = 0
    while place < len(marked):
        role, number = marked[place]
        after = marked[place + 1] if place + 1 < len(marked) else None
        if after and after[0] != role:
            yield Note(number, after[1]) if role == "wrong" else Note(after[1], number)
            place += 2
            continue
        if role == "wrong":
            yield Note(number, None)
        place += 1


def _marked(note: str, begin: int) -> list[tuple[str | None, Number]]:
    """The numbers of a note and what it calls them, wrong or right or neither; they count from `begin`, where the note stands."""
    found: list[tuple[str | None, Number]] = []
    low, sentences = lower_like(note), [span.start for span in find_sentences(note)]
    said, unmarked, elsewise = 0, None, False
    for number in find_numbers(note):
        if number.value is None:
            continue
        start, end = number.start, number.end
        number = number._replace(start=start + begin, end=end + begin)
        sentence = sentences[bisect_right(sentences, start) - 1]
        if sentence > said:
            said, unmarked, elsewise = sentence, None, False
        gap = low[said:start]
        if PART_OF_TEXT.search(gap):
            continue
        contrast = NEAR.search(gap) is not None
        elsewise = _counts_else(low[end : end + 40]) or (contrast and elsewise)  # "1,200 refugees, not 1,300"
        if elsewise:
            continue
        role = "wrong" if contrast else _role(gap, CORRECTING.search(low[:start]) is not None)
        if contrast and unmarked is not None:
            found[-1] = ("right", unmarked)  # "400 soldiers, not 500"
        found.append((role, number))
        unmarked = None if role else number
        said = end
    return found


def _role(gap: str, correcting: bool) -> str | None:
    """What the words before a number call it."""
    marks = list(MARK.finditer(gap))
    last = marks[-1].lastgroup if marks else None
    if correcting and FROM.search(gap):
        return "wrong"
    if correcting and last != "wrong" and TO.search(gap):
        return "right"
    return last


def _counts_else(after: str) -> bool:
    """Whether the number counts something that is no member of a force: "3 bases", "500 refugees"."""
    noun = COUNTS_ELSE.match(after)
    return bool((noun and not FORCE.search(noun[0])) or (CIVIL_NEAR.search(after[:24]) and not FORCE.search(after[:24])))


def _take_back(text: str, note: Note, found: list[FigureMention]) -> None:
    """Marks the wrong figure of a note and names the right one; makes those that the rules for figures have not read."""
    wrong, right = _at(found, note.wrong), note.right and _at(found, note.right)
    if note.right is not None and right is None:
        right = next((place for place, one in enumerate(found) if one.value == note.right.value and not one.retracted), None)
    model = wrong if wrong is not None else right
    if model is None or (wrong is not None and wrong == right):
        return
    if wrong is None:
        wrong = _make(text, note.wrong, found[model], found)
    if note.right is not None and right is None:
        right = _make(text, note.right, found[model], found)
    found[wrong].retracted, found[wrong].corrected_to = True, right


def _at(found: Sequence[FigureMention], number: Number) -> int | None:
    """The figure that was read at a number."""
    return next((place for place, one in enumerate(found) if one.char_start < number.end and number.start < one.char_end), None)


def _make(text: str, number: Number, model: FigureMention, found: list[FigureMention]) -> int:
    """Adds a figure that is like another but for its number. Returns its place."""
    found.append(
        replace(
            model, char_start=number.start, char_end=number.end, surface=text[number.start : number.end], rule=RULE, value=number.value,
            low=number.low, high=number.high, qualifier=number.qualifier, part_of=[], excludes=[], retracted=False, corrected_to=None,
        )
    )  # fmt: skip
    return len(found) - 1


def _in_order(found: list[FigureMention]) -> list[FigureMention]:
    """The figures sorted by where they stand, with the places that they name changed alike."""
    order = sorted(range(len(found)), key=lambda place: (found[place].char_start, found[place].char_end, place))
    new = {old: place for place, old in enumerate(order)}
    for one in found:
        one.part_of = [new[place] for place in one.part_of]
        one.excludes = [new[place] for place in one.excludes]
        one.corrected_to = None if one.corrected_to is None else new[one.corrected_to]
    return [found[place] for place in order]
