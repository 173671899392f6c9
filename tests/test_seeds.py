"""What must be true of the record of the five original articles."""

from pathlib import Path

import polars as pl
import pytest

from tests.gold.seeds import facts

FACTS = [
    "the Blinken sentence is one row",
    "with two variants from two articles",
    "the American 2,500 is one row from three articles or more",
    "Germany's two figures conflict",
    "9,600, 7,000 and 2,500 do not conflict",
    "the 2,500 is part of the 9,600",
    "the 7,000 excludes the 2,500",
]


@pytest.mark.parametrize("fact", FACTS)
def test_fact(fact: str, seeds_build: Path) -> None:
    assert facts(seeds_build)[fact]


def test_five_articles_and_nothing_rejected(seeds_build: Path) -> None:
    assert pl.read_parquet(seeds_build / "articles.parquet").height == 5
    assert pl.read_parquet(seeds_build / "rejects.parquet").height == 0
