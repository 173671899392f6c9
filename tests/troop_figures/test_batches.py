"""Batches that come and go: what is kept of later prints changes no row; and pairs of claims are judged as sets of Python are."""

import tempfile
from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.troop_figures import later_prints
from pipelines.troop_figures.same_figure import group_figures
from pipelines.troop_figures.voices import share
from tests.troop_figures.rows import mention, mentions, prints, reports
from tests.troop_figures.test_same_figure import APRIL

SENTENCES = [
    "The ministry said on Monday that {} soldiers were sent to the border camp.",
    "The ministry said on Monday that {} soldiers were killed near the border camp.",
    "Some {} came.",
]
FIGURE = st.fixed_dictionaries(
    {
        "sentence": st.sampled_from(SENTENCES),
        "value": st.sampled_from([500, 2500, 3500]),
        "force_id": st.sampled_from([None, "USA", "NATO"]),
        "place_id": st.sampled_from([None, "AFG", "IRQ"]),
        "measure": st.sampled_from(["present", "to_withdraw", "killed"]),
        "day": st.sampled_from([None, APRIL, APRIL + timedelta(3)]),
        "claimed_by": st.sampled_from([None, "a general"]),
        "taken_back": st.sampled_from([False, False, False, True]),
    }
)
ARTICLE = st.fixed_dictionaries(
    {
        "outlet": st.sampled_from(["Ledger", "Post", None]),
        "url": st.sampled_from([None, "u1", "u2"]),
        "title": st.sampled_from([None, "War  news", "war news"]),
        "published_latest": st.sampled_from([None, APRIL, APRIL + timedelta(1), APRIL + timedelta(20)]),
        "figures": st.lists(FIGURE, min_size=1, max_size=4),
    }
)
Article = dict[str, Any]


def read(number: int, article: Article) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row of an article and those of its figures, whatever stands before it."""
    key, text, rows = f"art_{number:03d}", "", []
    for place, figure in enumerate(article["figures"]):
        fields = {name: value for name, value in figure.items() if name not in ("sentence", "taken_back", "by_hand")}
        said = figure["sentence"].format(figure["value"])
        start = len(text) + said.index(str(figure["value"]))
        row = mention(f"{number:03d}_{place}", key, **fields, char_start=start, char_end=start + len(str(figure["value"])))
        rows.append(row | {"retracted_by": key if figure["taken_back"] else None, "value": figure.get("by_hand", figure["value"])})
        text += said + "\n\n"
    return {"article_id": key, "text": text, **article}, rows


def grouped(there: Sequence[tuple[int, Article]], memory: Path | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    papers, figures = zip(*(read(number, article) for number, article in there), strict=True)
    same = reports(**{paper["article_id"]: f"rep_{place // 2}" for place, paper in enumerate(papers)})
    linked, claims = group_figures(mentions(*(row for rows in figures for row in rows)), prints(*papers), same, None, memory)
    return linked.sort("mention_id"), claims


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(ARTICLE, min_size=1, max_size=5), min_size=2, max_size=4))
def test_any_sequence_of_batches_gives_what_a_run_over_everything_gives(batches: list[list[Article]]) -> None:
    """A batch takes the place of the first articles of those before it, so that some go and some come."""
    with tempfile.TemporaryDirectory() as folder:
        there: list[tuple[int, Article]] = []
        numbers = count()
        for batch in batches:
            there = [*there[1:], *zip(numbers, batch, strict=False)]
            with_memory, without = grouped(there, Path(folder)), grouped(there)
            assert with_memory[0].equals(without[0])
            assert with_memory[1].equals(without[1])


def paper(value: int, day: int) -> Article:
    figure = {"sentence": SENTENCES[0], "value": value, "force_id": "USA", "place_id": "AFG", "measure": "present", "day": APRIL}
    told = figure | {"claimed_by": None, "taken_back": False}
    return {"outlet": "Ledger", "url": "u1", "title": None, "published_latest": APRIL + timedelta(day), "figures": [told]}


def test_prints_that_were_compared_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two = [(1, paper(2500, 0)), (2, paper(3500, 1))]
    first, _ = grouped(two, tmp_path)
    assert first["retracted_by"].to_list() == ["art_002", None]
    monkeypatch.setattr(later_prints, "_places", lambda *_: pytest.fail("read again"))
    assert grouped(two, tmp_path)[0].equals(first)


CHANGES = [
    ("the earlier number", 0, {"by_hand": 3500}), ("the later number", 1, {"by_hand": 2500}),
    ("the earlier text", 0, {"sentence": SENTENCES[1]}), ("the later text", 1, {"sentence": SENTENCES[1]}),
    ("what the earlier takes back", 0, {"taken_back": True}), ("what the later takes back", 1, {"taken_back": True}),
]  # fmt: skip


@pytest.mark.parametrize(("which", "change"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
def test_a_changed_print_is_read_again(which: int, change: dict[str, Any], tmp_path: Path) -> None:
    two = [(1, paper(2500, 0)), (2, paper(3500, 1))]
    before, _ = grouped(two, tmp_path)
    two[which][1]["figures"][0] |= change
    with_memory, _ = grouped(two, tmp_path)
    assert with_memory.equals(grouped(two)[0])
    assert not with_memory.equals(before)


def test_a_crowd_of_one_month_is_set_beside_the_least_and_the_greatest() -> None:
    there = [mention(f"{place:03d}", f"x{place}", 2500 + place, measure="present") for place in range(50)]
    _, claims = group_figures(mentions(*there), prints(), reports())
    assert claims["conflict_id"].n_unique() == 1
    assert claims["conflict_id"].null_count() == 0
    sizes = [(5000, "exact"), (5200, "about"), (7000, "at_least"), (9000, "at_least")]
    apart = [mention(f"{size}", f"y{size}", size, qualifier=qualifier) for size, qualifier in sizes]
    _, many = group_figures(mentions(*apart, *(row | {"qualifier": "at_least"} for row in there)), prints(), reports())
    assert set(many.drop_nulls("conflict_id")["value"]) == {
        size for size, _ in sizes
    }  # about 5,200 the greatest only, 7,000 the least only
    plan = mention("plan", "y", 2600, measure="to_withdraw", status="planned")
    _, with_plan = group_figures(mentions(*there, plan), prints(), reports())
    assert with_plan["conflict_id"].n_unique() == 1


def test_of_many_claims_of_one_number_each_is_compared_with_the_next() -> None:
    days = [APRIL + timedelta(3 * place) for place in range(60)]  # so far apart that they are claims of their own
    there = [mention(f"{place:03d}", f"x{place}", 12, day, force_id="FRA", measure="killed", place_id=f"place:MLI/{town}")
             for place, (day, town) in enumerate(zip(days, ["gao", "kidal"] * 30, strict=True))]  # fmt: skip
    _, claims = group_figures(mentions(*there), prints(), reports())
    assert claims.height == 60
    assert claims["fact_id"].n_unique() == 60  # the next is of another town
    of_one_town = [row | {"place_id": "MLI" if place % 2 else "place:MLI/gao"} for place, row in enumerate(there)]
    assert group_figures(mentions(*of_one_town), prints(), reports())[1]["fact_id"].n_unique() == 1


SETS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), unique=True, max_size=30)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=15), SETS, SETS)
def test_sets_share_what_python_says_that_they_share(
    pairs: list[tuple[int, int]], left: list[tuple[int, int]], right: list[tuple[int, int]]
) -> None:
    table = pl.DataFrame(pairs, schema={"one": pl.UInt32, "two": pl.UInt32}, orient="row")
    mine, yours = (pl.DataFrame(one, schema={"of": pl.UInt32, "in": pl.Int64}, orient="row") for one in (left, right))
    expected = [bool({i for of, i in left if of == one} & {i for of, i in right if of == two}) for one, two in pairs]
    assert share(table, mine, yours).to_list() == expected
