"""Keeps names out where they mean something else: Michael Jordan, Trump Tower, "tell us". Standard library only.

The rules are rows of seeds/reference/name_guards.csv; here is how they are read.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.reference import column, rows, split
from pipelines.text.name_tree import NEXT, WORD, Found, fold, is_name, starters

_BEFORE = re.compile(r"([^\W_][\w.]*)([^\w]{1,2})$")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_REACH = 40  # characters before a name in which the word before it is looked for
_CAPITALS_REACH = 30  # characters on either side that tell a headline


@dataclass(slots=True)
class Guard:
    """Where a surface is no name. Words are in lower case."""

    not_after: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    only_before: frozenset[str] = frozenset()
    only_after: frozenset[str] = frozenset()
    caps_beside: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    not_given: bool = False
    not_before_capital: bool = False


@cache
def _words(group: str) -> frozenset[str]:
    if group == "given":
        return frozenset(name.casefold() for name in column("given_names", "name"))
    return frozenset(row["word"] for row in rows("name_words") if row["group"] == group)


@cache
def _guards() -> dict[str, Guard]:
    guards: dict[str, Guard] = {}
    for row in rows("name_guards"):
        guard = guards.setdefault(" ".join(fold(word) for word in WORD.findall(row["surface"])), Guard())
        words = split(row["words"])
        if row["guard"] == "needs":
            guard.needs = tuple(words)
        elif row["guard"] in ("not_given", "not_before_capital"):
            setattr(guard, row["guard"], True)
        else:
            folded = frozenset(word for part in words for word in (_words(part[1:]) if part.startswith("@") else [part.casefold()]))
            setattr(guard, row["guard"], getattr(guard, row["guard"]) | folded)
    return guards


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Whether all letters around are capitals, as in a headline or an old wire."""
    around = text[max(0, start - _CAPITALS_REACH) : start] + text[end : end + _CAPITALS_REACH]
    return around.isupper() and sum(map(str.isupper, around)) > 5


def allowed(text: str, found: Found) -> str:
    """'yes', 'no', or 'person' where a place's name is the name of a man or woman."""
    if not found.entity_id and not found.surname_of:
        return "no"
    before = _BEFORE.search(text, max(0, found.start - _REACH), found.start)
    word, gap = (before.group(1), before.group(2)) if before else ("", "")
    if gap in ("-", "‐", "‑") and word.casefold() in _words("turning_prefix"):
        return "no"
    if text[found.start - 1 : found.start] in ("@", "/", "=", "_") and found.start and _in_address(text, found.start):
        return "no"
    if found.surname_of:
        return _allowed_surname(text, found, word if gap in (" ", ". ", "\n") else "")
    guard = _guards().get(found.key)
    return "yes" if guard is None else _pass_guard(text, found, guard, word if gap.strip() in ("", ".", "-") else "")


def _in_address(text: str, start: int) -> bool:
    """Whether this is within a URL or a handle."""
    if text[start - 1] == "@":
        return True
    begin = max(0, start - 200)
    return text.rfind("://", begin, start) > max(text.rfind(" ", begin, start), text.rfind("\n", begin, start))


def _allowed_surname(text: str, found: Found, before: str) -> str:
    """A lone surname must not be that of somebody else (Michelle Obama) or part of another name (Trump Tower)."""
    following = NEXT.match(text, found.end)
    if following and following["gap"] == " " and following["word"].casefold() in _words("after_surname"):
        return "no"
    if not before or before[0].islower() or _in_capitals(text, found.start, found.end):
        return "no" if before.casefold() in _words("given") else "yes"
    plain_word = before.rstrip(".").casefold()
    known = plain_word in _words("title") or plain_word in starters() or plain_word in _words("day")
    return "yes" if known or is_name(plain_word) else "no"


def _pass_guard(text: str, found: Found, guard: Guard, before: str) -> str:
    previous = before.rstrip(".").casefold()
    following = NEXT.match(text, found.end)
    beside = following if following and following["gap"] in (" ", "-", "\n") else None
    after = beside["word"].casefold() if beside else ""
    initial = len(previous) == 1 and before.isupper() and text[found.start - 2] == "."
    if guard.not_given and before and (initial or (previous in _words("given") and not before.isupper())):
        return "person"
    if guard.not_before_capital and beside and beside["gap"] == " " and _begins_name(text, found, beside["word"]):
        return "no" if _in_headline(text, found.start, found.end) else "person"
    if previous in guard.not_after or after in guard.not_before:
        return "no"
    if (guard.only_before or guard.only_after) and after not in guard.only_before and previous not in guard.only_after:
        return "no"
    if guard.caps_beside and "." not in text[found.start : found.end] and _in_capitals(text, found.start, found.end):
        return "yes" if previous in guard.caps_beside or after in guard.caps_beside else "no"
    return "yes" if not guard.needs or any(_holds(text, need) for need in guard.needs) else "no"


def _begins_name(text: str, found: Found, following: str) -> bool:
    """Whether a capitalised word follows that makes a name of the two: Jordan Smith, but not Jordan Foreign Minister."""
    if not following[0].isupper() or _in_capitals(text, found.start, found.end):
        return False
    word = following.casefold()
    return not (word in _words("title") or word in _words("day") or is_name(fold(following)))


def _in_headline(text: str, start: int, end: int) -> bool:
    """Whether all longer words around are capitalised, so that a capital tells nothing."""
    around = _LONG_WORD.findall(text, max(0, start - _CAPITALS_REACH), start) + _LONG_WORD.findall(text, end, end + _CAPITALS_REACH)
    return all(word[0].isupper() for word in around)


@lru_cache(maxsize=256)
def _holds(text: str, word: str) -> bool:
    return word in text
