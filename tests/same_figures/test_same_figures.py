"""The markup of the reports, that their scorer can fail, and which reports are blind."""

from typing import Any

import pytest

from tests.marked_items import check_markup, read_item
from tests.same_figures.score import BLIND, Report, compare, measure, precision, reports, same_size, texts

KNOWN = {"v", "low", "high", "formations", "c"}
TEXT = "Soldiers leave\n\n{{300 soldiers|v=300 c=all.a}} left; {{400|v=400 c=all.b}}, an officer said. {{Dozens|low=24 c=dead.a}} died."


def mention(at: int, size: int, row: str, **fields: Any) -> dict[str, Any]:
    return {
        "char_start": at,
        "char_end": at + 3,
        "value": size,
        "low": None,
        "high": None,
        "formations": None,
        "figure_id": row,
        "fact_id": row,
    } | fields


@pytest.mark.parametrize("report", reports(), ids=lambda report: str(report.item.number))
def test_report(report: Report) -> None:
    check_markup(report.item, KNOWN)
    for gold in report.item.gold:
        if gold.wanted:
            assert "." in gold.fields["c"] and len({"v", "low", "formations"} & set(gold.fields)) == 1
            assert gold.start > len(report.title)


def test_every_event_has_a_fact_that_several_reports_tell() -> None:
    assert {path.stem for path in texts()} > BLIND
    for path in texts():
        told = [{gold.fields["c"].split(".")[0] for gold in one.item.gold if gold.wanted} for one in reports() if one.event == path.stem]
        assert len(told) >= 5 and any(sum(fact in facts for facts in told) >= 3 for fact in set().union(*told))


@pytest.mark.parametrize(
    ("fields", "read", "same"),
    [
        ({"v": "300"}, {"value": 300}, True),
        ({"v": "300"}, {"value": 301}, False),
        ({"low": "30", "high": "40"}, {"value": None, "low": 30, "high": 40}, True),
        ({"low": "30", "high": "40"}, {"value": None, "low": 30, "high": 50}, False),
        ({"low": "24"}, {"value": None, "low": 36}, True),
        ({"low": "24"}, {"value": None, "low": 100}, False),
        ({"low": "24"}, {"value": 24, "low": 24}, False),
        ({"formations": "3"}, {"value": None, "formations": 3}, True),
    ],
)
def test_same_size(fields: dict[str, str], read: dict[str, Any], same: bool) -> None:
    assert same_size(fields, {"value": None, "low": None, "high": None, "formations": None} | read) is same


def test_what_is_measured() -> None:
    report = Report("niger", "One", read_item(11, None, TEXT))
    start = [gold.start for gold in report.item.gold]
    read = [mention(start[0], 300, "x"), mention(start[1], 400, "x"), mention(3, 9, "y"), mention(len(report.item.text) - 5, 7, "z")]
    found = compare(report, read)
    assert [hit.gold.fields["c"] if hit.gold else None for hit in found] == ["all.a", "all.b", "dead.a", None]
    assert measure("facts", found) == pytest.approx((2 / 3, 1.0, 1.0))
    assert measure("figures", found) == pytest.approx((2 / 3, 0.5, 1.0))
    assert precision(found) == pytest.approx(2 / 3)
