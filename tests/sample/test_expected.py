"""The expectations point at words that stand in the documents, so that a score below 1 is the extractor's doing."""

import pytest

from checks.articles import BASES
from checks.events import STATUSES, TYPES
from checks.quotes import KINDS
from checks.rejects import REASONS
from checks.troop_figures import MEASURES, QUALIFIERS
from pipelines.troop_figures.formations import FORMATION
from tests.sample.texts import documents, expected, texts

PHRASED = [
    (table, row["source"], row[column])
    for table, column in [("quotations", "begins"), ("figures", "phrase"), ("figure_traps", "phrase"), ("events", "phrase")]
    for row in expected(table)
]


@pytest.mark.parametrize(("table", "source", "words"), PHRASED, ids=lambda value: str(value)[:40])
def test_words_stand_in_the_document(table: str, source: str, words: str) -> None:
    n_times = texts()[source].count(words)
    assert n_times >= 1 if table == "quotations" else n_times == 1


@pytest.mark.parametrize(
    ("table", "column", "allowed"),
    [
        ("quotations", "kind", KINDS),
        ("figures", "measure", MEASURES),
        ("figures", "qualifier", QUALIFIERS),
        ("events", "type", TYPES),
        ("events", "status", STATUSES),
        ("rejects", "reason", REASONS),
        ("articles", "published_basis", BASES),
        ("reports", "relation", ["near_copy", "excerpt", "rewrite", "independent"]),
        ("overlaps", "kind", ["passage", "quotation"]),
    ],
)
def test_codes_are_known(table: str, column: str, allowed: list[str]) -> None:
    assert {code for row in expected(table) for code in row[column].split("|")} <= set(allowed)


def test_there_is_enough_of_it() -> None:
    sizes = {table: len(expected(table)) for table in ["quotations", "figures", "events"]}
    assert all(size >= least for size, least in zip(sizes.values(), [50, 60, 60], strict=True)), sizes


def test_every_document_is_expected_once() -> None:
    articles = [row["source"] for row in expected("articles")]
    rejects = [row["source"] for row in expected("rejects")]
    repeated = ["saved/s18_kestrel-wire_2019-10-17.txt"]
    not_served = [source for source, data in documents().items() if b"404" in data and "warc" in source]
    assert len(not_served) == 1
    assert sorted(articles + rejects + repeated + not_served) == sorted(documents())


def test_figures_have_a_value_or_are_vague_or_a_range() -> None:
    for row in expected("figures"):
        formations = FORMATION.search(row["phrase"]) is not None  # battalions have no value, which is persons
        assert bool(row["value"]) != (formations or row["qualifier"] in {"range", "vague"}), row
        assert (bool(row["low"]) and bool(row["high"])) == (row["qualifier"] == "range"), row


def test_shared_words_are_shared() -> None:
    for row in expected("overlaps"):
        assert all(row["begins"] in texts()[row[source]] for source in ["source_a", "source_b"]), row


def test_copies_share_their_words_and_others_do_not() -> None:
    def five_words(source: str) -> set[tuple[str, ...]]:
        words = texts()[source].lower().split()
        return set(zip(*(words[n:] for n in range(5)), strict=False))

    for row in expected("reports"):
        a, b = five_words(row["source_a"]), five_words(row["source_b"])
        shared = len(a & b) / min(len(a), len(b))
        assert shared > 0.5 if row["relation"] in {"near_copy", "excerpt"} else shared < 0.3, (row, shared)
