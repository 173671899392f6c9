"""The pass over articles links what the query links."""

import duckdb
import numpy as np
import polars as pl
import pytest

from pipelines.reports import linking
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import find_diagonals, put_together
from pipelines.reports.linking import Links, grouped
from pipelines.reports.store import Store
from tests.reports.generate import generate


@pytest.mark.parametrize("seed", [3, 4])
@pytest.mark.parametrize("share", [0.1, 1])
def test_links_are_those_of_the_query(seed: int, share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of articles all or some of which are stirred, furniture included, so that many have one fingerprint."""
    corpus = Corpus(generate(300, seed, n_outlets=4)[0])
    stirred = np.random.default_rng(seed).random(len(corpus)) < share
    with Store(corpus) as store, duckdb.connect() as con:
        store.fill(np.arange(len(corpus)))
        prints = store.prints(np.arange(len(corpus))).in_order()
        assert np.bincount(np.unique(prints.hash, return_inverse=True)[1]).max() > 20
        wanted = put_together([find_diagonals(con, store, prints, stirred)])
        assert wanted.height > 100
        links = Links(store, grouped(prints), stirred)
        assert links.diagonals(0, len(corpus)).equals(wanted)
        monkeypatch.setattr(linking, "AT_ONCE", 100)
        assert len(list(links.parts())) > 10
        assert pl.concat([links.diagonals(*part) for part in links.parts()]).equals(wanted)
