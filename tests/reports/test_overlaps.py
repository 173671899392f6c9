"""Shared passages: where they are, what they are, and what links nothing."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.overlaps import Overlaps, pairs_in_order
from pipelines.reports.compare import compare_articles
from pipelines.reports.words import fold
from tests.reports.generate import generate
from tests.reports.measure import links
from tests.reports.tables import article, articles, surfaces

PLAIN = "The last engineers of the northern brigade left the airfield at Dorvan before the snow came"
SAID = "we will hand over the keys of the depot when the last truck has crossed the river"
FOOTER = "Readers keep the Harbour Gazette alive so please give what you can and write to our desk on Mill Lane"
SUBJECTS = (
    "Fishermen in Brelka counted fewer herring than in any spring since records began there",
    "A choir from Ostmark won the autumn singing prize with a song about lighthouse keepers",
    "Bakers across Tilhem raised the price of rye loaves after a poor and rainy harvest",
    "Astronomers at Quenby photographed a comet whose tail had split into three bright threads",
    "Clerks at Norden sorted parcels which an avalanche had kept behind the glacier since January",
    "Painters near Umbra found an older fresco beneath the plaster of their village chapel",
)
"""Enough of them for a footer to be learned whatever they are about."""


def overlaps_of(table: pl.DataFrame) -> pl.DataFrame:
    """Rows of `overlaps`."""
    return compare_articles(table)[0]


def test_a_passage_whatever_the_typography() -> None:
    table = articles(
        article("a", f"“{SAID.capitalize()},” the major said on Friday. Nobody asked him about the bridge."),
        article("b", f'Asked again, he repeated: "{SAID.capitalize()}". Rain fell.'),
    )
    overlaps = overlaps_of(table)
    (row,) = overlaps.iter_rows(named=True)
    assert surfaces(table, overlaps) == [(SAID.capitalize(), SAID.capitalize())]
    assert row["kind"] == "quotation" and row["n_words"] == 17


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (f"In short: {PLAIN}.", f"{PLAIN}, officials say.", [PLAIN]),
        (f"{PLAIN}. Yes.", f"{PLAIN.upper()}!", [PLAIN]),
        ("Nothing here is in the other report at all, nothing.", "And this one goes its own way from start to end.", []),
        ("They left the old fort before noon today", "We left the old fort before noon yesterday", []),  # six words
        (f"{PLAIN}. {PLAIN}.", f"{PLAIN}.", [PLAIN]),  # once, though one text repeats itself
    ],
)
def test_what_is_shared(one: str, other: str, shared: list[str]) -> None:
    table = articles(article("a", one), article("b", other))
    assert [left for left, _ in surfaces(table, overlaps_of(table))] == shared


def test_short_pieces_beside_long_ones_are_found_too() -> None:
    """A passage that was edited every few words moves along by a word each time."""
    said = [
        f"stone{number} bridge{number} river{number} guard{number} tower{number} night{number} market{number} fire{number}"
        for number in range(4)
    ]
    table = articles(article("a", f"{PLAIN} {' '.join(said)}."), article("b", f"{PLAIN} {' indeed '.join(said)}."))
    _, reports = compare_articles(table)
    assert reports["report_id"].n_unique() == 1
    assert reports["similarity"].min() >= 0.9  # all but the words put in


def test_what_stands_in_the_gap_is_matched_in_order() -> None:
    """The second of two equal pieces in a gap is matched with the second."""
    again = "we shall cross the ford before the first of May"
    one = f"{PLAIN} alpha {again} beta {again} gamma {SAID}"
    other = f"{PLAIN} delta {again} epsilon {again} zeta {SAID}"
    _, reports = compare_articles(articles(article("a", one + "."), article("b", other + ".")))
    n = len(fold(one))
    assert reports["similarity"].min() == pytest.approx((n - 3) / n)


def test_only_words_of_the_article_itself_count() -> None:
    assert not overlaps_of(articles(article("a", ("caption", PLAIN)), article("b", PLAIN))).height
    table = articles(article("a", PLAIN[:60], ("advertisement", "Buy a boat"), PLAIN[60:]), article("b", PLAIN))
    assert all("boat" not in left for left, _ in surfaces(table, overlaps_of(table)))


def test_furniture_links_nothing() -> None:
    rows = [
        article(f"{number}", subject + ". " + subject[::-1] + ".", FOOTER + ".", outlet="Gazette", day=3)
        for number, subject in enumerate(SUBJECTS)
    ]
    assert not overlaps_of(articles(*rows)).height
    copied = article("f", SUBJECTS[0] + ". " + SUBJECTS[0][::-1] + ".", FOOTER + ".", outlet="Gazette", day=4)
    table = articles(*rows, copied)
    (shared,) = surfaces(table, overlaps_of(table))
    assert "harvest" not in shared[0] and "herring" in shared[0]


def test_no_articles() -> None:
    assert overlaps_of(articles()).height == 0
    assert overlaps_of(articles(article("a", PLAIN))).height == 0
    assert overlaps_of(articles(article("a", ""), article("b", ""))).height == 0


def test_copies_without_end_stay_linear() -> None:
    line = "the convoy turned back at the same bridge as on every other day of that long week "
    table = articles(*(article(f"{number:03x}", line * 40) for number in range(60)))
    overlaps = overlaps_of(table)
    assert overlaps.height < 60 * 24 * 4
    assert set(overlaps["article_a"]) | set(overlaps["article_b"]) == set(table["article_id"])


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_laws(seed: int, shuffle: object) -> None:
    table, _ = generate(12, seed, n_outlets=3)
    overlaps = overlaps_of(table)
    Overlaps.validate(overlaps)
    assert not pairs_in_order(overlaps).height
    words: dict[str, set[tuple[str, ...]]] = {}
    for (left, right), row in zip(surfaces(table, overlaps), overlaps.iter_rows(named=True), strict=True):
        assert fold(left) == fold(right)
        assert len(fold(left)) == row["n_words"] >= 8
        words.setdefault(row["passage_id"], set()).add(tuple(fold(left)))
    assert all(len(same) == 1 for same in words.values()) and len(set.union(set(), *words.values())) == len(words)
    order = list(range(table.height))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    assert overlaps_of(table[order]).equals(overlaps)


def test_furniture_of_generated_outlets_is_learned() -> None:
    table, truth = generate(600, seed=5, n_outlets=8)
    found = links(overlaps_of(table), truth)
    assert found["links across reports, false by furniture"] <= 0.15 * found["links across reports, pairs"]
    assert found["links, rewrite with its source"] >= 0.92
