"""A comparison that remembers gives what one from nothing gives, whatever came before."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reports import fingerprints, index, links, store
from pipelines.reports.compare import compare_articles
from tests.reports.generate import START, generate

Tables = tuple[pl.DataFrame, pl.DataFrame]
SEEDS = st.integers(0, 10**6)


@pytest.fixture(autouse=True, scope="module")
def small_sieve() -> Iterator[None]:
    """A sieve that lets more through than it should: it changes nothing, and is quicker for few articles."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fingerprints, "_BITS", 12)
        yield


def made(seed: int) -> tuple[Random, pl.DataFrame]:
    """Articles of few outlets, most about few stories, in no order."""
    rng = Random(seed)
    table = generate(rng.randint(20, 120), seed, n_outlets=rng.randint(2, 4))[0]
    return rng, table.sample(fraction=1, shuffle=True, seed=seed)


def assert_same(found: Tables, wanted: Tables) -> None:
    """Both tables are equal, keys included."""
    assert found[1].equals(wanted[1])
    assert found[0].equals(wanted[0])


def some(rng: Random, table: pl.DataFrame, most: float) -> list[int]:
    """Some rows."""
    return rng.sample(range(table.height), rng.randint(1, max(1, int(most * table.height))))


def changed(rng: Random, table: pl.DataFrame) -> pl.DataFrame:
    """The same articles, some with the text of another, or another outlet, or at another time."""
    rows = table.to_dicts()
    for at in some(rng, table, 0.2):
        other = rng.choice(rows)
        way = rng.randrange(4)
        if way == 0:
            rows[at] |= {name: other[name] for name in ("text", "blocks", "n_words")}
        elif way == 1:
            rows[at]["text"] = rows[at]["text"][: len(rows[at]["text"]) // 2]
        elif way == 2:
            rows[at]["outlet"] = rng.choice([other["outlet"], None, "The New Gazette"])
        else:
            rows[at]["published_at"] = rng.choice([None, START + timedelta(days=rng.randint(0, 9))])
    return pl.DataFrame(rows, schema=table.schema)


def walk(rng: Random, table: pl.DataFrame, n: int) -> Iterator[pl.DataFrame]:
    """What there is of the articles, from one comparison to the next."""
    there = table[some(rng, table, 0.9)]
    yield there
    for _ in range(n):
        way = rng.choice(["add", "add", "add", "take", "change", "repeat", "all"])
        if way == "add":
            there = pl.concat([there, table[some(rng, table, 0.3)]]).unique("article_id", keep="first", maintain_order=True)
        elif way == "take":
            there = there[some(rng, there, 1)]
        elif way == "change":
            there = changed(rng, there)
        elif way == "repeat":
            there = pl.concat([there, there[some(rng, there, 0.5)]])
        else:
            there = table
        yield there


@settings(max_examples=8, deadline=None)
@given(SEEDS, st.integers(2, 4))
def test_whatever_came_before(tmp_path_factory: pytest.TempPathFactory, seed: int, n: int) -> None:
    """Articles come in batches of any order, go, change, stand there twice."""
    rng, table = made(seed)
    folder = tmp_path_factory.mktemp("index")
    for there in walk(rng, table, n):
        assert_same(compare_articles(there, folder), compare_articles(there))
