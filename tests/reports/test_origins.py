"""Which wire a report traces to, by what it says, by its copies, by its passages."""

import polars as pl
import pytest

from pipelines.reports.compare import compare_articles
from pipelines.reports.origins import find_origins, trace_origins
from tests.reports.tables import article, articles

FULL = (
    "Parliament in Velgrad voted on Tuesday to bring the last two companies of pioneers home from the Sarn valley.",
    "The vote ends a deployment that began with forty men and a borrowed field kitchen eleven winters ago.",
    "Defence minister Ilse Marn told deputies that the valley's own militia could now keep the mountain road open.",
    "Two members of the opposition walked out and called the timetable a gift to the smugglers of the upper villages.",
    "The pioneers are to hand their barracks to the school district, which has waited four years for a dry roof.",
    "Engineers will leave two bridges behind and take a third, which belongs to the railway, back to the coast.",
)
OWN = (
    "Families of the pioneers gathered at the station in Dorn from early morning with flags and a brass band.",
    "A teacher from the upper villages, who came by bus, said nobody had asked the people who live along the road.",
    "The mayor of Dorn promised every returning pioneer a plot of land beside the canal and a year without taxes.",
    "Shops in the old town closed at noon, and the brewery sent three waggons of beer to the square before the church.",
    "By evening the square was full, and a choir of schoolchildren sang until the lamps were lit along the quay.",
    "A retired sergeant wept at the fountain and would not say why, and the band played on until the rain came.",
)
TAKEN = (FULL[0], *FULL[2:4])
"""A good part, not in one piece."""
WIRE = ("dateline", "VELGRAD (Reuters) - ")


def origins(*rows: dict) -> dict[str, tuple[str | None, str | None]]:
    """What `reports` says of each article, by the first letter of its key."""
    reports = compare_articles(articles(*rows))[1]
    return {key[4]: (wire, basis) for key, wire, basis in reports.select("article_id", "origin", "origin_basis").iter_rows()}


def test_a_copy_has_the_origin_of_its_report() -> None:
    found = origins(article("a", WIRE, *FULL, day=14), article("b", *FULL, day=15), article("c", *OWN, by="AFP", day=15))
    assert found == {"a": ("Reuters", "dateline"), "b": ("Reuters", "copy"), "c": ("AFP", "byline")}


def test_what_one_printing_credits_holds_for_all() -> None:
    found = origins(article("a", *FULL, day=14), article("b", *FULL, ("footer", "(Reuters)"), day=15))
    assert found == {"a": ("Reuters", "copy"), "b": ("Reuters", "credit")}


def test_printings_that_credit_two_wires_have_none_unless_the_canonical_one_credits() -> None:
    rows = [article("b", WIRE, *FULL, day=15), article("c", *FULL, by="AFP", day=16)]
    assert origins(article("a", *FULL, day=14), *rows) == dict.fromkeys("abc", (None, None))
    assert origins(*rows) == {"b": ("Reuters", "dateline"), "c": ("Reuters", "copy")}


def test_a_report_that_takes_a_good_part_traces_to_the_wire() -> None:
    found = origins(article("a", WIRE, *FULL, day=14), article("b", *TAKEN, *OWN[:5], day=15))
    assert found["b"] == ("Reuters", "passages")


def test_one_sentence_is_no_good_part() -> None:
    found = origins(article("a", WIRE, *FULL, day=14), article("b", FULL[0], *OWN, day=15))
    assert found["b"] == (None, None)


def test_shared_quotations_are_no_passages() -> None:
    said = [f"“{line[:-1]},” minister Ilse Marn said." for line in FULL[:2]]
    rows = [article("a", WIRE, *said, *FULL[2:], day=14), article("b", *said, *OWN[:3], day=15)]
    overlaps, reports = compare_articles(articles(*rows))
    assert set(overlaps["kind"]) == {"quotation"} and reports["report_id"].n_unique() == 2
    assert origins(*rows)["b"] == (None, None)


def test_passages_of_two_wires_name_none() -> None:
    both = (*FULL[:2], *OWN[:2], FULL[4], OWN[4])
    rows = [article("a", WIRE, *FULL, day=14), article("b", *OWN, by="AFP", day=14), article("c", *both, day=16)]
    assert origins(rows[0], rows[2])["c"] == ("Reuters", "passages")
    assert origins(*rows)["c"] == (None, None)


def test_a_report_with_a_wire_of_its_own_keeps_it() -> None:
    found = origins(article("a", WIRE, *FULL, day=14), article("b", *TAKEN, *OWN[:5], by="AFP", day=15))
    assert found["b"] == ("AFP", "byline")


@pytest.mark.parametrize(
    ("parts", "outlet", "said"),
    [
        ([("byline", "Reuters | Updated: 2021-04-14"), *FULL], None, ("Reuters", "byline")),
        ([*FULL, ("caption", "Pioneers at the gate (Reuters)")], None, (None, None)),
        ([("widget", "Enlarge this image Ann Lee/AP"), *FULL], None, (None, None)),
        ([FULL[0] + " (AFP)", *FULL[1:]], None, (None, None)),
        ([*FULL[:-1], FULL[-1] + " (AFP)"], None, ("AFP", "credit")),
        ([*FULL, ("footer", "Copyright 2021 The Associated Press."), ("widget", "Most read")], None, ("AP", "credit")),
        ([*FULL, *[("widget", "x" * 200)] * 10, ("footer", "Copyright 2021 The Associated Press.")], None, (None, None)),
        ([*FULL, "An official told Reuters that nothing had been decided."], None, (None, None)),
        (FULL, "Reuters", ("Reuters", "outlet")),
        ([], None, (None, None)),
    ],
)
def test_where_a_report_is_signed(parts: list, outlet: str | None, said: tuple[str | None, str | None]) -> None:
    found = find_origins(articles(article("a", *parts, outlet=outlet)))
    assert found.select("wire", "basis").rows() == ([said] if said[0] else [])


def test_order_does_not_matter_and_every_report_has_a_row() -> None:
    table = articles(article("a", WIRE, *FULL, day=14), article("b", *TAKEN, *OWN[:5], day=15), article("c", *OWN, day=13))
    overlaps, reports = compare_articles(table)
    traced = trace_origins([table], reports, overlaps)
    assert traced["article_id"].to_list() == reports["article_id"].to_list()
    assert trace_origins([table[2:], table[:2]], reports.reverse(), overlaps.reverse()).sort("article_id").equals(traced)
    empty = table.clear()
    assert trace_origins([empty], reports.clear(), overlaps.clear()).schema == pl.Schema(dict.fromkeys(traced.columns, pl.String))
