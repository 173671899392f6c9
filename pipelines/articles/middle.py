"""Within the text of a dump: subheadings, headlines of other reports, pull quotes, posts, lists of points. Standard library only."""

import re

from pipelines.articles.dump import Dump, is_headline
from pipelines.articles.furniture import TWEET_FOOT
from pipelines.articles.lines import STOP, has_letters

SUBHEADING_WORDS = 16
BETWEEN = frozenset({"caption", "embed", "advertisement", "widget"})
"""What may stand between a subheading and the text it heads."""
LIST_LINES = 10
POST_WORDS = 60
PULL_QUOTE = range(9, 40)
"""Shorter words of the text that stand alone are a subheading."""
NEAR = 12
"""A pull quote stands at most so many lines from where the words stand in the text."""
ITEM = re.compile(r"(?:[-–•*▪●]|\d{1,2}[.)])\s+\S")
TURN = re.compile(r"(?:Q|A|Question|Answer|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4}(?: \([^()]{1,40}\))?)\s?:\s+\S")
"""Somebody's turn in a conversation: `Q:`, `JANE DOE:`."""
FULL_STOP = re.compile(r"\.[\"'”’»]+\Z")


def mark_posts(dump: Dump) -> None:
    """The text of an embedded post is the line right above its foot."""
    for index in range(1, len(dump.lines)):
        line, above = dump.lines[index], dump.lines[index - 1]
        if dump.kind[index] != "embed" or dump.kind[index - 1] is not None or not TWEET_FOOT.match(line.text):
            continue
        if "@" in line.text and above.n_words <= POST_WORDS and (not line.gap or re.search(r"[#@]\w|https?://", above.text)):
            dump.kind[index - 1], dump.prose[index - 1] = "embed", False


def mark_points(dump: Dump) -> None:
    """What stands under `Key points` are words of the text, though they may end without a stop."""
    for heading in dump.lists:
        run: list[int] = []
        for index in range(heading + 1, min(heading + 1 + LIST_LINES, len(dump.lines))):
            if dump.kind[index] is not None or dump.prose[index] or (run and dump.lines[index].gap):
                break
            run.append(index)
        if len(run) >= 2 and all(dump.lines[index].n_words >= 3 for index in run):
            for index in run:
                dump.kind[index] = "body"


def mark_middle(dump: Dump, lead: int, last: int) -> None:
    """Between the first and the last running text, a short line before running text is a subheading."""
    for index in range(lead, last + 1):
        if dump.kind[index] == "related":
            dump.links.add(dump.plain(index))
        if dump.kind[index] is not None or dump.prose[index]:
            continue
        if _in_sidebar(dump, index) or _is_headline_of_others(dump, index):
            dump.kind[index] = "related"
            dump.links.add(dump.plain(index))
        elif _is_pull_quote(dump, index):
            dump.kind[index] = "widget"
        elif _is_subheading(dump, index):
            dump.kind[index] = "subheading"


def _in_sidebar(dump: Dump, index: int) -> bool:
    """Right under the heading of a list of links, or under another of its lines."""
    line = dump.lines[index]
    if index == 0 or STOP.search(line.text[-20:]):
        return False
    above = dump.kind[index - 1]
    return above == "related" and (
        index - 1 in dump.opens or _heads_list(dump, index - 1) or dump.kind[index - 2 : index - 1] == ["related"]
    )


def _is_headline_of_others(dump: Dump, index: int) -> bool:
    """One of several headlines in a row, or one that stands among the links already."""
    mine = dump.lines[index]
    if not is_headline(mine):
        return False
    if dump.plain(index) in dump.links:
        return True
    return _is_other_headline(dump, index + 1) or (_is_other_headline(dump, index - 1) and dump.kind[index - 1] == "related")


def _is_other_headline(dump: Dump, index: int) -> bool:
    return (
        0 < index < len(dump.lines) and dump.kind[index] in {None, "related"} and not dump.prose[index] and is_headline(dump.lines[index])
    )


def _is_pull_quote(dump: Dump, index: int) -> bool:
    """A few words of the text that are printed once more, large."""
    if dump.lines[index].n_words not in PULL_QUOTE:
        return False
    mine = dump.plain(index).strip("\"'“”‘’ .")
    near = range(max(0, index - NEAR), min(len(dump.lines), index + NEAR + 1))
    return any(other != index and dump.prose[other] and mine in dump.plain(other) for other in near)


def _heads_list(dump: Dump, index: int) -> bool:
    """`Read more:` with nothing after it."""
    return dump.lines[index].n_words <= 3


def _is_subheading(dump: Dump, index: int) -> bool:
    line, before = dump.lines[index], dump.lines[index - 1]
    if TURN.match(line.text[:80]) or _is_item(dump, index) or FULL_STOP.search(line.text[-10:]):
        return False
    if line.n_words > SUBHEADING_WORDS or not has_letters(line.text) or line.text[0].islower() or line.text.endswith((",", ";")):
        return False
    if not line.gap and dump.prose[index - 1] and not STOP.search(before.text[-20:]):
        return False  # a line that goes on with the one above
    after = next(
        (later for later in range(index + 1, len(dump.lines)) if dump.kind[later] not in BETWEEN),
        None,
    )
    return after is not None and dump.prose[after]


def _is_item(dump: Dump, index: int) -> bool:
    """One of several points of a list."""
    near = [other for other in (index - 1, index + 1) if 0 <= other < len(dump.lines)]
    return bool(ITEM.match(dump.lines[index].text)) and any(ITEM.match(dump.lines[other].text) for other in near)
