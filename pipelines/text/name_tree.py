"""The tree of the words of all known names, and the guards that keep names out where they mean something else. Standard library only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pipelines import reference
from pipelines.text.known import Entity, entities, plain

_WORD = re.compile(r"(?:[A-Z]\.)+[A-Z](?![^\W_])\.?|[^\W_]+")
_NEXT = re.compile(r"(?P<gap>[^\w]{0,3}?)(?P<word>(?:[A-Z]\.)+[A-Z](?![^\W_])\.?|[^\W_]+)")
_SPACES = (" ", "-", "\n", "\u00a0", "‑", "‐", "–", "  ", " \n", "\r\n", ". ", ".")
_GAPS = {**dict.fromkeys(_SPACES, " "), **dict.fromkeys(("'", "’", "‘", "`"), "'"), ", ": ",", ",\n": ",", " & ": "&"}
_SUFFIX = re.compile(r"[-‐‑]([^\W\d_]+)")
_BEFORE = re.compile(r"([^\W_][\w.]*)([^\w]{1,2})$")
_REACH = 40
_CAPITALS_REACH = 30


class Found(NamedTuple):
    """A name in the text before it is settled whose it is."""

    start: int
    end: int
    key: str
    entity_id: str
    form: str
    surname_of: tuple[str, ...]


@dataclass(slots=True)
class Entry:
    """What a path through the tree stands for; `cases` says of each word how it must be written: U, C or x (any)."""

    entity_id: str
    form: str
    cases: str
    surname_of: tuple[str, ...] = ()


@dataclass(slots=True)
class Node:
    """A word of a name, and the words that can follow it: (kind of gap, word) -> node."""

    entries: list[Entry] = field(default_factory=list)
    after: dict[tuple[str, str], "Node"] = field(default_factory=dict)


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
def fold(word: str) -> str:
    """A word as the tree has it: lower case, without accents, U.S. as us."""
    return plain(word.replace(".", "")).casefold()


def _case(word: str) -> str:
    letters = word.replace(".", "")
    if len(letters) > 1 and letters.isupper():
        return "U"
    return "C" if letters[:1].isupper() else "x"


def _written(words: list[str], cases: str) -> bool:
    """Whether the words have the capitals that the name has."""
    return all(case == "x" or (word.replace(".", "").isupper() if case == "U" else not word[0].islower()) for word, case in zip(words, cases, strict=True))


def _plant(roots: dict[str, Node], surface: str, entry_of: tuple[str, str], surname_of: tuple[str, ...] = ()) -> None:
    found = list(_WORD.finditer(surface))
    words = [word.group() for word in found]
    node = roots.setdefault(fold(words[0]), Node())
    for before, word in zip(found, found[1:], strict=False):
        gap = _GAPS[surface[before.end() : word.start()]]
        node = node.after.setdefault((gap, fold(word.group())), Node())
    node.entries.append(Entry(*entry_of, "".join(map(_case, words)), surname_of))


def _surname(person: Entity) -> str:
    row = {r["name"]: r["surname"] for r in reference.rows("people")} if not _SURNAMES else _SURNAMES
    _SURNAMES.update(row)
    return _SURNAMES[person.name] or person.name.rsplit(" ", 1)[-1]


_SURNAMES: dict[str, str] = {}


@cache
def _roots() -> dict[str, Node]:
    roots: dict[str, Node] = {}
    surnames: dict[str, list[str]] = {}
    alone: dict[str, str] = {}
    for entity in entities().values():
        for surface in (entity.name, *entity.aliases):
            if entity.kind == "person" and " " not in surface and "-" not in surface:
                alone[surface] = entity.entity_id
                surnames.setdefault(surface, []).append(entity.entity_id)
            else:
                _plant(roots, surface, (entity.entity_id, "name"))
        for surface in entity.adjectives:
            _plant(roots, surface, (entity.entity_id, "adjective"))
        if entity.kind == "person" and entity.entity_id not in surnames.get(_surname(entity), ()):
            surnames.setdefault(_surname(entity), []).append(entity.entity_id)
    for surface, people in surnames.items():
        _plant(roots, surface, (alone.get(surface, ""), "name"), tuple(people))
    for surface in reference.column("not_names", "phrase"):
        _plant(roots, surface, ("", "name"))
    return roots


@cache
def _start() -> re.Pattern[str]:
    """Words that a name can begin with: capitalised ones, and the small ones of names like al-Qaeda."""
    small = sorted({word for word, node in _roots().items() if _begins_small(node)})
    return re.compile(rf"(?<![^\W_])(?:(?:[A-Z]\.)+[A-Z](?![^\W_])\.?|[^\W\d_a-z][^\W_]*|(?:{'|'.join(small)})(?![^\W_]))")


def _begins_small(node: Node) -> bool:
    return any(entry.cases[0] == "x" for entry in node.entries) or any(_begins_small(child) for child in node.after.values())


def starts(text: str) -> Iterator[re.Match[str]]:
    """Every place where a name can begin."""
    roots = _roots()
    return (found for found in _start().finditer(text) if fold(found.group()) in roots)


def find_longest(text: str, start: re.Match[str]) -> Found | None:
    """The longest known name that begins at `start`."""
    node = _roots()[fold(start.group())]
    words, keys = [start.group()], [fold(start.group())]
    end, best = start.end(), None
    while True:
        entry = next((entry for entry in node.entries if _written(words, entry.cases)), None)
        if entry:
            best = Found(start.start(), end, " ".join(keys), entry.entity_id, entry.form, entry.surname_of)
        following = _NEXT.match(text, end) if node.after else None
        if following is None:
            break
        step = node.after.get((_GAPS.get(following["gap"], "?"), fold(following["word"])))
        if step is None and len(following["word"]) == 1 and following["word"].isupper():
            following = _NEXT.match(text, following.end())  # Joseph R. Biden
            step = following and node.after.get((_GAPS.get(following["gap"], "?"), fold(following["word"])))
        if not step or not following:
            break
        node, end = step, following.end()
        words.append(following["word"])
        keys.append(fold(following["word"]))
    return _with_suffix(text, best) if best else None


def _with_suffix(text: str, found: Found) -> Found:
    """A name tied to a small word, like NATO-led, is an adjective, and longer."""
    suffix = _SUFFIX.match(text, found.end)
    if suffix is None or not found.entity_id:
        return found
    word = suffix.group(1)
    if word.islower() or word.lower() in _links():
        return found._replace(end=suffix.end(), form="adjective")
    return found


@cache
def _links() -> frozenset[str]:
    return frozenset(reference.column("name_links", "word"))


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(row["word"] for row in reference.rows("name_words") if row["group"] == group)


@cache
def _guards() -> dict[str, Guard]:
    guards: dict[str, Guard] = {}
    for row in reference.rows("name_guards"):
        guard = guards.setdefault(" ".join(fold(word) for word in _WORD.findall(row["surface"])), Guard())
        words = reference.split(row["words"])
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
    following = _NEXT.match(text, found.end)
    if following and following["gap"] == " " and following["word"].casefold() in _words("after_surname"):
        return "no"
    if not before or before[0].islower() or _in_capitals(text, found.start, found.end):
        return "no" if before.casefold() in _words("given") else "yes"
    plain_word = before.rstrip(".").casefold()
    known = plain_word in _words("title") or plain_word in reference_starters() or plain_word in _words("day")
    return "yes" if known or _adjective(plain_word) else "no"


def _adjective(word: str) -> bool:
    node = _roots().get(word)
    return node is not None and any(not entry.surname_of and entry.entity_id for entry in node.entries)


@cache
def reference_starters() -> frozenset[str]:
    """Words that begin sentences and are no part of names."""
    return frozenset(reference.column("sentence_starters", "word"))


def _pass_guard(text: str, found: Found, guard: Guard, before: str) -> str:
    previous = before.rstrip(".").casefold()
    following = _NEXT.match(text, found.end)
    beside = following if following and following["gap"] in (" ", "-", "\n") else None
    after = beside["word"].casefold() if beside else ""
    if guard.not_given and before and not before.isupper() and previous in _words("given"):
        return "person"
    if guard.not_before_capital and beside and beside["gap"] == " " and beside["word"][0].isupper() and not _in_capitals(text, found.start, found.end):
        return "no" if _adjective(fold(beside["word"])) else "person"
    if previous in guard.not_after or after in guard.not_before:
        return "no"
    if guard.only_before or guard.only_after:
        return "yes" if after in guard.only_before or previous in guard.only_after else "no"
    if guard.caps_beside and "." not in text[found.start : found.end] and _in_capitals(text, found.start, found.end):
        return "yes" if previous in guard.caps_beside or after in guard.caps_beside else "no"
    return "yes" if not guard.needs or any(need in text for need in guard.needs) else "no"
