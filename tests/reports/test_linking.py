"""The pass over fingerprints in order links what the query links."""

import duckdb
import numpy as np
import pytest

from pipelines.reports import linking
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import find_diagonals, put_together
from pipelines.reports.linking import link_in_order
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
        assert put_together([link_in_order(store, prints, stirred)]).equals(wanted)
        monkeypatch.setattr(linking, "AT_ONCE", 100)  # less than there is room for
        assert put_together([link_in_order(store, prints, stirred)]).equals(wanted)
