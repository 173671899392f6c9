"""What counts once: copies in n_reports; a wire and what was taken from it in n_origins."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.counts import count_sources, with_sources

MENTIONS = {"row": pl.String, "mention_id": pl.String, "article_id": pl.String, "credited_to": pl.String}
REPORTS = {"article_id": pl.String, "report_id": pl.String, "origin": pl.String}


def counts(mentions: list[tuple[str, str | None]], reports: list[tuple[str, str, str | None]]) -> tuple[int, int, int, int, bool]:
    """The counts of one row: mentions are (article, credited to), reports (article, report, origin)."""
    said = pl.DataFrame([("r", f"m{n}", *mention) for n, mention in enumerate(mentions)], schema=MENTIONS, orient="row")
    (row,) = count_sources(said, pl.DataFrame(reports, schema=REPORTS, orient="row"), "row").drop("row").rows()
    return row


@pytest.mark.parametrize(
    ("mentions", "reports", "expected"),
    [
        # two reports of their own
        ([("a", None), ("b", None)], [("a", "A", None), ("b", "B", None)], (2, 2, 2, 2, False)),
        # a report printed twice
        ([("a", None), ("b", None)], [("a", "A", None), ("b", "A", None)], (2, 2, 1, 1, True)),
        # two reports from one wire
        ([("a", None), ("b", None)], [("a", "A", "AP"), ("b", "B", "AP")], (2, 2, 2, 1, True)),
        # both take a line that was told AFP
        ([("a", "AFP"), ("b", "AFP")], [("a", "A", None), ("b", "B", None)], (2, 2, 2, 1, True)),
        # one takes it from AFP, the other is AFP's own report
        ([("a", "AFP"), ("b", None)], [("a", "A", None), ("b", "B", "AFP")], (2, 2, 2, 1, True)),
        # two wires both cite the state agency
        ([("a", "SANA"), ("b", "SANA")], [("a", "A", "AP"), ("b", "B", "AFP")], (2, 2, 2, 1, True)),
        # one report credits two agencies for it
        ([("a", "AFP"), ("a", "AP")], [("a", "A", None)], (2, 1, 1, 2, False)),
        # the headline says again what the body credits
        ([("a", None), ("a", "AFP")], [("a", "A", None)], (2, 1, 1, 1, True)),
        ([("a", None), ("a", "SANA")], [("a", "A", "Reuters")], (2, 1, 1, 1, True)),
        # ... and so does a trimmed copy that has lost the credit
        ([("a", None), ("b", "AFP")], [("a", "A", None), ("b", "A", None)], (2, 2, 1, 1, True)),
        # another report says it on its own
        ([("a", "AFP"), ("b", None)], [("a", "A", None), ("b", "B", None)], (2, 2, 2, 2, False)),
        # an article without a report counts for itself
        ([("a", None), ("b", None)], [], (2, 2, 2, 2, False)),
        ([("a", None), ("a", None)], [("a", "A", None)], (2, 1, 1, 1, True)),
    ],
)
def test_counts(
    mentions: list[tuple[str, str | None]], reports: list[tuple[str, str, str | None]], expected: tuple[int, int, int, int, bool]
) -> None:
    assert counts(mentions, reports) == expected


def test_rows_are_counted_apart() -> None:
    said = pl.DataFrame([("r", "m1", "a", None), ("s", "m2", "a", "AFP")], schema=MENTIONS, orient="row")
    sources = with_sources(said, pl.DataFrame([("a", "A", None)], schema=REPORTS, orient="row"), "row")
    assert sources.select("row", "report", "origin").rows() == [("r", "A", "A"), ("s", "A", "AFP")]


ARTICLES = st.sampled_from("abcdef")
CREDITS = st.sampled_from([None, None, "AFP", "AP"])


@given(
    st.lists(st.tuples(ARTICLES, CREDITS), min_size=1, max_size=12),
    st.dictionaries(ARTICLES, st.sampled_from("ABC")),
    st.dictionaries(st.sampled_from("ABC"), CREDITS),
)
def test_laws(mentions: list[tuple[str, str | None]], reports: dict[str, str], wires: dict[str, str | None]) -> None:
    table = [(article, report, wires.get(report)) for article, report in reports.items()]
    n_mentions, n_articles, n_reports, n_origins, single = counts(mentions, table)
    assert n_mentions == len(mentions) >= n_articles >= n_reports >= 1
    assert n_origins >= 1 and single == (n_origins == 1)
    assert counts(mentions[::-1], table[::-1]) == (n_mentions, n_articles, n_reports, n_origins, single)
    assert n_origins <= n_reports + len({credit for _, credit in mentions if credit})
    assert counts([*mentions, mentions[0]], table)[1:] == (n_articles, n_reports, n_origins, single)
