"""The markup of the items with events, and that their scorers can fail."""

from datetime import date

import pytest

from checks.events import STATUSES, TYPES
from pipelines.text.known import entities
from tests.happenings.happenings import HARMS, REAL, Found, compare, items, right, scores, types_of
from tests.happenings.relations import macro_f1, rows
from tests.marked_items import Gold, Item, check_markup, read_item

KNOWN = {"actor", "to", "s", "bg", "when", "place", "by", "e", *HARMS}
PLOVER = {"YIELD", *TYPES} - {"RETREAT", "CONCEDE"}


@pytest.mark.parametrize("item", items(), ids=lambda item: f"{item.number:03d}")
def test_item(item: Item) -> None:
    check_markup(item, KNOWN)
    for gold in item.gold:
        if gold.wanted:
            assert types_of(gold) <= PLOVER and set(gold.answers("s")) <= set(STATUSES)


def test_ids_of_the_gold_are_known() -> None:
    named = {
        part
        for item in items()
        for gold in item.gold
        for field in ("actor", "to")
        for answer in gold.answers(field)
        if answer and not answer.startswith("~")
        for part in answer.split("+")
        if part.isupper() and "~" not in part
    }
    assert named - set(entities()) == set()


TEXT = (
    "Rebels {{attacked|ASSAULT actor=rebels s=completed when=2015-05-04 place=Kabul killed=3}} a convoy in Kabul on Monday, killing three."
)


WHOLE = ("F1", "right_actor", "right_when", "right_place", "right_harm")


def test_a_right_event_counts() -> None:
    found = compare(read_item(1, date(2015, 5, 5), TEXT))
    assert {name: value for name, value in scores(found).items() if name in WHOLE} == dict.fromkeys(WHOLE, 1.0)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [("actor=rebels", "actor=TALIBAN", "actor"), ("05-04", "05-03", "when"), ("Kabul ", "Herat ", "place"), ("=3", "=4", "harm"),
     ("s=completed", "s=denied", "s")],
)  # fmt: skip
def test_a_wrong_field_is_wrong(old: str, new: str, field: str) -> None:
    markup = TEXT.replace(old, new, 1)
    (row,) = compare(read_item(1, date(2015, 5, 5), markup))
    assert row.gold and row.mention and not right(row.gold, row.mention, field)


def test_what_is_unreal_and_told_as_done_counts() -> None:
    (row,) = compare(read_item(1, date(2015, 5, 5), TEXT))
    assert row.mention and row.mention.status in REAL
    denied = Gold(row.mention.char_start, row.mention.char_end, True, ("ASSAULT",), {"s": "denied"})
    assert scores([Found(denied, row.mention)])["unreal_not_done"] == 0.0


def test_what_is_not_found_and_what_is_no_event_count() -> None:
    found = compare(read_item(1, date(2015, 5, 5), "Rebels attacked a convoy. The game {{ended|RETREAT actor=x}}."))
    assert scores(found)["F1"] == 0.0


def test_relations_are_well_formed() -> None:
    assert len(rows()) == 450
    for row in rows():
        assert row["source"] in row["sentence"] and row["target"] in row["sentence"] and row["type"] in PLOVER


def test_macro_f1() -> None:
    assert macro_f1([("A", "A"), ("B", "A"), ("B", None)]) == pytest.approx((2 / 3 + 0) / 2)
