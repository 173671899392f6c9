"""The gold is in order, and the scorer pairs, measures and tells apart as it says."""

import json
import re
from typing import Any

import pytest

from tests.stories_gold.score import TABLES, b_cubed, closeness, gold_files, measure, pair

CODES = {"quotes": {"kind"}, "troop_figures": {"value", "low", "high"}, "events": {"type"}}
Row = dict[str, Any]


def gold(start: int, end: int, cluster: str = "e01", table: str = "events", **codes: object) -> Row:
    return {"doc": "a", "story": 1, "start": start, "end": end, "table": table, "cluster": cluster, **codes}


def ours(start: int, end: int, row: str = "one", **fields: object) -> Row:
    return {"doc": "a", "char_start": start, "char_end": end, "quote_id": row, "figure_id": row, "fact_id": row, "event_id": row, **fields}


@pytest.mark.parametrize("path", gold_files(), ids=lambda path: path.stem)
def test_gold_has_offsets_and_codes_and_no_words(path: Any) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        assert set(row) == {"doc", "start", "end", "table", "cluster"} | CODES[row["table"]]
        assert re.fullmatch(r"[0-9a-f]{56}", row["doc"])
        assert re.fullmatch(r"[a-z]{1,2}\d+[a-z]?", row["cluster"])
        assert 0 <= row["start"] < row["end"]
        assert row.get("kind", "direct") in ("direct", "partial", "indirect")
        assert re.fullmatch(r"[A-Z]+", row.get("type", "AID"))
        assert all(row.get(name) is None or isinstance(row[name], int) for name in CODES["troop_figures"])
    spans = [(row["doc"], row["table"], row["start"], row["end"]) for row in rows]
    assert len(spans) == len(set(spans)) > 0
    assert {row["table"] for row in rows} <= set(TABLES)


@pytest.mark.parametrize(
    ("span", "close"),
    [((0, 10), 1.0), ((0, 5), 0.5), ((0, 4), 0.4), ((5, 15), 5 / 15), ((6, 16), 0.0), ((0, 100), 0.1), ((10, 20), 0.0)],
)
def test_spans_meet_when_half_of_one_is_in_the_other(span: tuple[int, int], close: float) -> None:
    assert closeness(gold(0, 10), ours(*span)) == pytest.approx(close)


def test_the_closest_are_paired_one_to_one() -> None:
    found = pair([gold(0, 10), gold(0, 20)], [ours(0, 20, "wide"), ours(0, 9, "narrow")])
    assert [hit.mention["event_id"] for hit in found if hit.mention] == ["narrow", "wide"]
    assert [hit.mention for hit in pair([gold(0, 10), gold(0, 12)], [ours(0, 10)])] == [ours(0, 10), None]


def test_events_of_one_type_come_first_and_alone_where_the_type_is_asked() -> None:
    wanted, read = [gold(0, 10, type="AID")], [ours(0, 10, "other", type="AGREE"), ours(0, 6, "same", type="AID")]
    assert pair(wanted, read)[0].mention == read[1]
    assert pair(wanted, read[:1])[0].mention == read[0]
    assert pair(wanted, read[:1], typed=True)[0].mention is None


@pytest.mark.parametrize(
    ("value", "low", "read", "least", "same"),
    [(21, 21, 21, 21, True), (21, 21, 22, 22, False), (None, 12, None, 24, True), (None, 12, None, 100, False), (None, 12, 12, 12, False)],
)
def test_figures_need_their_value(value: int | None, low: int, read: int | None, least: int, same: bool) -> None:
    wanted = gold(0, 10, "f01", "troop_figures", value=value, low=low, high=None)
    assert (pair([wanted], [ours(0, 10, value=read, low=least)])[0].mention is not None) == same


def test_score_is_share_found_times_f1() -> None:
    wanted = [gold(0, 9, "q01", "quotes"), gold(20, 29, "q01", "quotes"), gold(40, 49, "q02", "quotes"), gold(60, 69, "q03", "quotes")]
    result = measure("quotes", wanted, {"quotes": [ours(0, 9), ours(20, 29, "two"), ours(40, 49, "two")]})
    assert (result.found, result.precision, result.recall) == pytest.approx((0.75, 2 / 3, 2 / 3))
    assert result.score == pytest.approx(0.5)


def test_values_of_one_fact_are_one_fact_and_two_figures() -> None:
    wanted = [gold(at, at + 9, f"f01{letter}", "troop_figures", value=at, low=at, high=at) for at, letter in ((20, "a"), (40, "b"))]
    read = {"troop_figures": [ours(at, at + 9, value=at, low=at) for at in (20, 40)]}
    assert measure("facts", wanted, read).precision == 1.0
    assert measure("figures", wanted, read).precision == 0.5


def test_b_cubed_of_nothing_is_nothing() -> None:
    assert b_cubed([]) == (0.0, 0.0)
    assert b_cubed([("a", "x"), ("a", "x"), ("b", "x")]) == pytest.approx((5 / 9, 1.0))
