"""The tree of the words of all known names, and the longest name at a place. Standard library only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipelines.reference import column, rows, split
from pipelines.text.known import entities, person_id, plain

WORD = re.compile(r"(?:[A-Z]\.)+[A-Z](?![^\W_])\.?|[^\W_]+")
NEXT = re.compile(r"(?P<gap>[^\w]{0,3}?)(?P<word>(?:[A-Z]\.)+[A-Z](?![^\W_])\.?|[^\W_]+)")
_SPACES = (" ", "-", "\n", "\u00a0", "‑", "‐", "–", "  ", " \n", "\r\n", ". ", ".")
_GAPS = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(("'", "’", "‘", "`"), "'"),
    **dict.fromkeys(("' ", "’ "), "' "),
    **dict.fromkeys((" '", " ’", " ‘"), " '"),
    **dict.fromkeys((", ", ",\n"), ","),
    " & ": "&",
}
_SUFFIX = re.compile(r"[-‐‑]([^\W\d_]+)")


class Found(NamedTuple):
    """A name in the text before it is settled whose it is."""

    start: int
    end: int
    key: str
    entity_id: str
    form: str
    surname_of: tuple[str, ...]
    rivals: tuple[str, ...] = ()


@dataclass(slots=True)
class Entry:
    """What a path through the tree stands for; `cases` says of each word how it must be written: U, C or x (any).

    `rivals` are places of the same name elsewhere."""

    entity_id: str
    form: str
    cases: str
    surname_of: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()


@dataclass(slots=True)
class Node:
    """A word of a name, and the words that can follow it: (kind of gap, word) -> node."""

    entries: list[Entry] = field(default_factory=list)
    after: dict[tuple[str, str], "Node"] = field(default_factory=dict)


@cache
@lru_cache(maxsize=1 << 16)
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
    return all(_fits(word, case) for word, case in zip(words, cases, strict=True))


def _fits(word: str, case: str) -> bool:
    if case == "x":
        return True
    return word.replace(".", "").isupper() if case == "U" else not word[0].islower()


def _plant(roots: dict[str, Node], surface: str, entry_of: tuple[str, str], surname_of: tuple[str, ...] = ()) -> None:
    found = list(WORD.finditer(surface))
    words = [word.group() for word in found]
    node = roots.setdefault(fold(words[0]), Node())
    for before, word in pairwise(found):
        gap = _GAPS[surface[before.end() : word.start()]]
        node = node.after.setdefault((gap, fold(word.group())), Node())
    cases = "".join(map(_case, words))
    first = next((entry for entry in node.entries if entry.cases == cases and not entry.surname_of), None)
    if first and entry_of[0].startswith("place:") and first.entity_id.startswith("place:"):
        first.rivals += (entry_of[0],) if entry_of[0] != first.entity_id else ()
        return
    node.entries.append(Entry(*entry_of, cases, surname_of))


def _short_names() -> dict[str, list[str]]:
    """How people are called for short -> who; a surname of several words or spellings stands in its own column."""
    short: dict[str, list[str]] = {}
    for row in rows("people"):
        last = row["name"].rsplit(" ", 1)[-1]
        for surname in split(row["surname"] or last):
            if surname not in ("-", row["name"]):
                short.setdefault(surname, []).append(person_id(row["name"]))
    return short


@cache
def _roots() -> dict[str, Node]:
    roots: dict[str, Node] = {}
    short = _short_names()
    alone: dict[str, str] = {}
    beside = set(column("gazetteer", "place_id"))
    for entity in entities().values():
        if entity.entity_id in beside:
            continue  # found by the words around them only: pipelines.text.gazetteer
        for surface in (entity.name, *entity.aliases):
            if entity.kind == "person" and len(WORD.findall(surface)) == 1:
                alone[surface] = entity.entity_id
                short.setdefault(surface, []).append(entity.entity_id)
            else:
                _plant(roots, surface, (entity.entity_id, "name"))
        for surface in entity.adjectives:
            _plant(roots, surface, (entity.entity_id, "adjective"))
    for surface, people in short.items():
        _plant(roots, surface, (alone.get(surface, ""), "name"), tuple(dict.fromkeys(people)))
    for phrase in column("not_names", "phrase"):
        _plant(roots, phrase, ("", "name"))
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
            best = Found(start.start(), end, " ".join(keys), entry.entity_id, entry.form, entry.surname_of, entry.rivals)
        following = NEXT.match(text, end) if node.after else None
        if following is None:
            break
        step = node.after.get((_GAPS.get(following["gap"], "?"), fold(following["word"])))
        if step is None and len(following["word"]) == 1 and following["word"].isupper():
            following = NEXT.match(text, following.end())  # Joseph R. Biden
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
    if (word.islower() and word not in starters()) or word.lower() in _links():
        return found._replace(end=suffix.end(), form="adjective")
    return found


@cache
def _links() -> frozenset[str]:
    return frozenset(column("name_links", "word"))


@cache
def starters() -> frozenset[str]:
    """Words that begin sentences and are no part of names."""
    return frozenset(column("sentence_starters", "word"))


def is_name(word: str) -> bool:
    """Whether a folded word is by itself the name or adjective of an entity, and not only somebody's surname."""
    node = _roots().get(word)
    return node is not None and any(not entry.surname_of and entry.entity_id for entry in node.entries)
