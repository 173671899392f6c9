"""Reads the many ways in which quotation marks come down to us as the few that the rules know. Standard library only.

Entities left as they are, bytes of Windows and of old Macs, UTF-8 read as something else, ticks, commas and brackets that stand for
marks, question marks where a mark was lost in copying. The text is never changed: the rules read a copy, and a map leads back.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipelines.text.spans import Span

NAMED = {
    "quot": '"', "QUOT": '"', "ldquo": "“", "rdquo": "”", "bdquo": "„", "laquo": "«", "raquo": "»", "lsaquo": "«", "rsaquo": "»",
    "apos": "'", "lsquo": "‘", "rsquo": "’", "sbquo": "‛", "prime": "'", "Prime": '"',
    "#34": '"', "#39": "'", "#039": "'", "#x22": '"', "#x27": "'", "#145": "‘", "#146": "’", "#147": "“", "#148": "”", "#132": "„",
    "#8216": "‘", "#8217": "’", "#8218": "‛", "#8220": "“", "#8221": "”", "#8222": "„", "#171": "«", "#187": "»",
    "#x2018": "‘", "#x2019": "’", "#x201c": "“", "#x201d": "”", "#x201C": "“", "#x201D": "”",
}  # fmt: skip
PLAIN = {
    "'''": "'\"", "''": '"', "``": "“", "‘‘": "“", "’’": "”", ",,": "„", "<<": "«", ">>": "»", "‹": "«", "›": "»", '\\"': '"', "\\'": "'",
    "＂": '"', "″": '"', "〃": '"', "〝": "“", "〞": "”", "「": "“", "」": "”", "『": "‘", "』": "’",
    "＇": "'", "′": "'", "‚": "‛", "❝": "“", "❞": "”",
    "\x93": "“", "\x94": "”", "\x84": "„", "\x91": "‘", "\x92": "’", "\x8b": "«", "\x9b": "»", "Ò": "“", "Ó": "”",
    "â€œ": "“", "â\x80\x9c": "“", "â€\x9d": "”", "â\x80\x9d": "”", "â€": "”", "â€ž": "„", "â\x80\x9e": "„",
    "â€˜": "‘", "â\x80\x98": "‘", "â€™": "’", "â\x80\x99": "’", "â€“": "–", "â€”": "—", "â\x80\x93": "–", "â\x80\x94": "—",
    "â€¦": "…", "Â«": "«", "Â»": "»", "\\u201c": "“", "\\u201d": "”", "\\u2018": "‘", "\\u2019": "’",
}  # fmt: skip
GUARDED = [  # forms that are marks only beside what goes with marks; each begins with a plain character, which makes the search fast
    r"''(?<!['\w]'')(?='[^\W\d_])|'''(?!')|''(?<!''')(?!')",
    r",,(?<![,\w],,)(?=[\w$‘'(\[])",
    r"<<(?=[\w$‘'(\[])|<<(?=\s[^\W\d_])|>>(?<=[\w.,?!… ]>>)(?![\w>])",
    *(rf"{tick}(?<!\w{tick})(?=[\w(\[])|{tick}(?<=[\w.,?!…;:)\]-]{tick})(?!\w)|{tick}(?<=[^\W\d_]{tick})(?=[^\W\d_])" for tick in "`´"),
    r"‚(?<!\w‚)(?=\w)|Ò(?<!\wÒ)(?=\w)|Ô(?<!\wÔ)(?=\w+\W)|Ó(?<=[.,?!a-z]Ó)(?!\w)",
    r"\ufffd+",
]
_SURE = sorted((form for form in PLAIN if form not in ("'''", "''", ",,", "<<", ">>", "‚", "Ò", "Ó")), key=lambda form: -len(form))
_NAMES = "|".join(sorted(NAMED, key=lambda name: (-len(name), name)))
ENTITY = re.compile(rf"&(?:amp;)?(?:{_NAMES})(?:;|(?=\W))")
FORM = re.compile("|".join([*map(re.escape, _SURE), ENTITY.pattern, *GUARDED]))
SIGNS = sorted({form if form in ("''", ",,", "<<", ">>", "‘‘", "’’") else form[0] for form in PLAIN if form != "'''"} | set("`´Ô\ufffd"))
"""Characters of which a text has at least one if it has any unusual form at all; entities apart."""
LOST = re.compile(r"\?(?<![^\s(\[-]\?)(?=[^\W\d_])")  # a question mark right before a word
CLOSED = re.compile(r"\?(?:(?<=[,.!…]\?)|(?=\?)|(?<=\w\?)(?=[,.;:)\]]|\s+[a-z]|\s*(?:\n|$)))\??(?!\w)")
REACH = 1500  # characters in a quotation whose marks were turned into question marks


class Copy(NamedTuple):
    """A text with its marks in the common forms: `text`, and where positions in it were moved from, and by how much."""

    text: str
    places: Sequence[int]
    shifts: Sequence[int]

    def back(self, position: int) -> int:
        """The place in the text as given of a position in the copy."""
        found = bisect_right(self.places, position) - 1
        return position + self.shifts[found] if found >= 0 else position


class _Change(NamedTuple):
    start: int
    end: int
    to: str


def plain_copy(text: str, paragraphs: Sequence[Span]) -> tuple[Copy, list[Span]] | None:
    """The copy and the paragraphs in it; None where all marks are in the common forms already."""
    changes = _forms(text)
    if "?" in text and LOST.search(text):
        changes = sorted([*changes, *_questions(text, paragraphs)])
    if not changes:
        return None
    return _copied(text, changes, paragraphs)


def _forms(text: str) -> list[_Change]:
    if not any(sign in text for sign in SIGNS) and not ("&" in text and ENTITY.search(text)):
        return []
    ticks = "``" in text  # then '' closes, where it may
    changes = (_Change(found.start(), found.end(), _plain(text, found, ticks)) for found in FORM.finditer(text))
    kept = [change for change in changes if change.to]
    if "Ò" in text or "Ó" in text:
        kept = _without_letters(text, kept)
    return kept


def _without_letters(text: str, changes: list[_Change]) -> list[_Change]:
    """Without letters with accents that are just that: old Macs' marks come in pairs."""
    signs = {text[change.start] for change in changes}
    return changes if {"Ò", "Ó"} <= signs else [change for change in changes if text[change.start] not in "ÒÓÔ"]


def _plain(text: str, found: re.Match[str], ticks: bool) -> str:
    form = found.group()
    start, end = found.span()
    if form[0] == "&":
        return NAMED[form.removeprefix("&amp;").removeprefix("&").removesuffix(";")]
    opens = end < len(text) and not text[end].isspace() and (start == 0 or not text[start - 1].isalnum())
    if form == "''" and ticks and not opens:
        return "”"
    inside = start > 0 and text[start - 1].isalpha() and text[end : end + 1].isalpha()
    if form in ("`", "´"):
        return "’" if inside else "‛" if opens else "'"
    if form[0] == "\ufffd":
        if len(form) > 3 or (start and text[start - 1].isspace() and text[end : end + 1].isspace()):
            return ""  # no mark, but some other character that was lost
        return "’" if inside else '"'
    return PLAIN.get(form, "‘")


def _questions(text: str, paragraphs: Sequence[Span]) -> Iterator[_Change]:
    """Pairs of question marks that stand where an opening and a closing mark would stand."""
    for start, end in paragraphs:
        openings = [found.start() for found in LOST.finditer(text, start, end)] if "?" in text[start:end] else []
        for number, at in enumerate(openings):
            limit = min(end, at + REACH, openings[number + 1] if number + 1 < len(openings) else end)
            close = CLOSED.search(text, at + 1, limit)
            if close is not None:
                yield _Change(at, at + 1, "“")
                yield _Change(close.end() - 1, close.end(), "”")


def _copied(text: str, changes: Iterable[_Change], paragraphs: Sequence[Span]) -> tuple[Copy, list[Span]]:
    parts: list[str] = []
    places: list[int] = []
    shifts: list[int] = []
    given: list[int] = []  # ends of the changes in the text as given
    at = length = 0
    for start, end, to in changes:
        if start < at:
            continue
        parts += (text[at:start], to)
        length += start - at + len(to)
        at = end
        if len(to) != end - start:
            places.append(length)
            shifts.append(end - length)
            given.append(end)
    parts.append(text[at:])

    def moved(position: int) -> int:
        found = bisect_right(given, position) - 1
        return position - shifts[found] if found >= 0 else position

    return Copy("".join(parts), places, shifts), [Span(moved(start), moved(end)) for start, end in paragraphs]
