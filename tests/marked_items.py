"""Files of news items with their gold in marks, as tests/news, tests/happenings and tests/wire hold them.

`=== number name=value ...` begins an item. In the first two `{{words|name=value ...}}` marks what is to be found, `{{?words|}}` what may.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

HEADER = re.compile(r"^=== (\d{2,3})(.*)\n", re.MULTILINE)
OPTION = re.compile(r"(\w+)=([^\s,]+)")
FIELD = re.compile(r"(\w+)=(\S+)")
MARKED = re.compile(r"\{\{(\??)([^|{}]+)(?:\|([^{}]*))?\}\}")
HALVES = ("look", "blind")


def half_of(number: int) -> str:
    """The half of an item: odd numbers may be looked at, even ones are blind."""
    return HALVES[1 - number % 2]


def split_items(files: Iterable[Path]) -> Iterator[tuple[int, dict[str, str], str]]:
    """Number, options of the header (a remark may follow them after a comma) and markup of each item."""
    for path in files:
        parts = HEADER.split(path.read_text(encoding="utf-8"))
        for number, header, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            yield int(number), dict(OPTION.findall(header)), body


class Gold(NamedTuple):
    """One marked phrase. `wanted` is False where finding it is neither asked for nor wrong; fields hold the right answers."""

    start: int
    end: int
    wanted: bool
    codes: tuple[str, ...]
    """What stands before the fields, without names."""
    fields: dict[str, str]

    def answers(self, field: str) -> list[str | None]:
        """The right answers for a field: `-` is None; none at all where the field is not judged."""
        given = self.fields.get(field)
        return [None if answer == "-" else answer for answer in given.split("/")] if given else []


class Item(NamedTuple):
    """One news item with its gold in order. Odd numbers may be looked at, even ones are blind."""

    number: int
    published: date | None
    text: str
    gold: list[Gold]

    @property
    def half(self) -> str:
        """look or blind."""
        return half_of(self.number)


def read_item(number: int, published: date | None, markup: str) -> Item:
    """An item stripped of the marks of the gold."""
    text, gold, at = "", [], 0
    for marked in MARKED.finditer(markup):
        text += markup[at : marked.start()]
        optional, words, given = marked.groups()
        codes = tuple(word for word in (given or "").split() if "=" not in word)
        gold.append(Gold(len(text), len(text) + len(words), not optional, codes, dict(FIELD.findall(given or ""))))
        text += words
        at = marked.end()
    return Item(number, published, text + markup[at:], gold)


def read_items(files: Iterable[Path]) -> list[Item]:
    """All items of the files by number; `date=` in the header is the day of publication, `-` for none."""
    found = []
    for number, header, body in split_items(files):
        stated = header.get("date", "-")
        found.append(read_item(number, None if stated == "-" else date.fromisoformat(stated), body))
    return sorted(found, key=lambda item: item.number)


def check_markup(item: Item, known: set[str]) -> None:
    """That no mark is left in a text, that marks do not overlap, hold words without space around, and have only the fields `known`."""
    assert not any(sign in item.text for sign in ("{{", "}}", "==="))
    assert all(a.end <= b.start for a, b in zip(item.gold, item.gold[1:], strict=False))
    for gold in item.gold:
        assert item.text[gold.start : gold.end].strip() == item.text[gold.start : gold.end] != ""
        assert set(gold.fields) <= known
