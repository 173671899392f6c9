"""The markup of the wire items, and that its scorer can fail."""

import pytest

from tests.marked_items import HALVES
from tests.wire.wire import Gold, Item, compare, items, names_right, read_item, scores, wrapped

MARKS = "\"“”„‘’'`?"


@pytest.mark.parametrize("item", items(), ids=lambda item: f"{item.number:02d}")
def test_item(item: Item) -> None:
    assert item.gold
    assert not any(sign in item.text for sign in ("[[", "]]", "|", "==="))
    assert all(a.end <= b.start for a, b in zip(item.gold, item.gold[1:], strict=False))
    for gold in item.gold:
        words = item.text[gold.start : gold.end]
        assert words.strip() == words
        assert words[0] in MARKS or words[-1] in MARKS


def test_numbers_run_from_one_and_halves_are_even() -> None:
    assert [item.number for item in items()] == list(range(1, len(items()) + 1))
    assert [sum(item.half == half for item in items()) for half in HALVES] == [len(items()) // 2] * 2


def test_markup_is_stripped() -> None:
    item = read_item(1, {"para": "single"}, '[[Ann Lee/A. Lee=she|"We go,"]] she said.\n[[~#the army|"At once"]], the army said.\n')
    assert item.text == '"We go," she said.\n"At once", the army said.\n'
    assert item.gold == [
        Gold(0, 8, "full", ("Ann Lee", "A. Lee"), True, "she"),
        Gold(19, 28, "partial", ("the army",), False, None),
    ]


@pytest.mark.parametrize("width", [0, 5, 20, 200])
def test_wrapping_moves_no_character(width: int) -> None:
    text = "The army said that it would go.\n\nAnd so it did, in the end.\n"
    assert wrapped(text, width).split() == text.split() and len(wrapped(text, width)) == len(text)


@pytest.mark.parametrize(("speaker", "right"), [("Ann Lee", 1.0), ("Ann Ley", 0.0), ("Lee", 0.0)])
def test_a_wrong_name_is_wrong(speaker: str, right: float) -> None:
    found = compare(read_item(1, {}, f'[[{speaker}|"We leave in May and will not be back,"]] Ann Lee said.\n'))
    assert scores(found) == {"span_F1": 1.0, "names": right, "bodies": 0.0}


def test_what_is_not_found_and_what_is_too_much_count() -> None:
    found = compare(read_item(1, {}, '"We leave in May and will not be back," Ann Lee said. She [[Ann Lee|waved.]]\n'))
    assert scores(found)["span_F1"] == 0.0


def test_a_body_is_known_by_its_noun() -> None:
    (row,) = compare(read_item(1, {}, '[[#senior official of the ministry|"We leave in May and will not be back,"]] an official said.\n'))
    assert row.gold is not None and row.mention is not None and names_right(row.gold, row.mention)
