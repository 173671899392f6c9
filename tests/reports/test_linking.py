"""The pass over articles links what the query links."""

import duckdb
import numpy as np
import polars as pl
import pytest

from pipelines.reports import linking, links
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import find_diagonals, put_together
from pipelines.reports.linking import Links, grouped
from pipelines.reports.links import compare_all, link_and_compare
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
        linked = Links(store, grouped(prints), stirred)
        assert linked.diagonals(0, len(corpus)).equals(wanted)
        monkeypatch.setattr(linking, "AT_ONCE", 100)
        assert len(list(linked.parts())) > 10
        assert pl.concat([linked.diagonals(*part) for part in linked.parts()]).equals(wanted)


def test_pairs_are_compared_alike_whoever_links_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linked and compared some articles at a time, or linked by the query and compared some words at a time."""
    corpus = Corpus(generate(200, 5, n_outlets=4)[0])
    everybody = np.ones(len(corpus), dtype=np.bool_)
    with Store(corpus) as store, duckdb.connect() as con:
        store.fill(np.arange(len(corpus)))
        prints = store.prints(np.arange(len(corpus))).in_order()
        wanted = link_and_compare(corpus, store, grouped(prints), everybody)
        assert wanted.passages.height > 100
        monkeypatch.setattr(links, "PART", 100)
        found = compare_all(corpus, store, put_together([find_diagonals(con, store, prints, everybody)]))
        assert found.passages.equals(wanted.passages)
        assert found.likeness.equals(wanted.likeness)
