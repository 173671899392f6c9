"""How wordings stand to each other, pair by pair: what is costly, so it is done in pieces, on all cores, and only for new pairs.

A verdict hangs on the two wordings, the days between them, and whether one article prints both: by that it is remembered.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray
from polars._typing import PolarsDataType
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.memory import Memory, hashed
from pipelines.quotes.utterance_groups import NEW, judge
from pipelines.quotes.wording_pairs import candidates, same_run
from pipelines.workers import Workers

SCHEMA: dict[str, PolarsDataType] = {"pair_key": pl.UInt64(), "code": pl.Int8()}
PIECE, LEAST = 4000, 8000
"""Pairs that are compared in one go by one worker, and new ones from which on it is worth to have several."""


def told_pairs(wordings: pl.DataFrame, memory: Memory, workers: Workers) -> pl.DataFrame:
    """Pairs that do not differ, in order: `a`, `b` (numbers of wordings), `indirect` and `code` (utterance_groups.py).

    Args:
        wordings: rows of `wordings_of`.
        memory: where the verdicts on pairs are kept.
        workers: who compares them.
    """
    pairs = _pairs(wordings)
    known = memory.read("quote_pairs", SCHEMA)
    pairs = pairs.join(known, on="pair_key", how="left", maintain_order="left")
    done = pairs.with_columns(code=_judged(pairs, wordings, workers))
    compared = done.select(list(SCHEMA)).drop_nulls().unique("pair_key").sort("pair_key")
    if compared.height != known.height or not compared["pair_key"].equals(known["pair_key"]):
        memory.write("quote_pairs", compared)
    return done.filter(pl.col("code") > 0).select("a", "b", "indirect", "code")


def _pairs(wordings: pl.DataFrame) -> pl.DataFrame:
    """All pairs to compare with what a verdict hangs on: `days`, `together`, `alike`; and `pair_key`, that all of it is told by."""
    found = []
    for indirect, pairs_of, places in (
        (False, candidates, wordings.filter(~pl.col("indirect"))),
        (True, same_run, wordings.filter(pl.col("indirect") & (pl.col("speaker") != ""))),
    ):
        number = places["wording"].to_numpy()
        found.append(
            pl.DataFrame(number[pairs_of(places)], schema=["a", "b"], orient="row").cast(pl.UInt32).with_columns(indirect=pl.lit(indirect))
        )
    facts = wordings.select(
        "wording", "first", "last", "articles", "speaker", "hard", own=hashed("surface_key", "indirect", "speaker", "org", "lone", "person")
    )
    pairs = pl.concat(found)
    for end in ("a", "b"):
        pairs = pairs.join(facts, left_on=end, right_on="wording", suffix="_b", maintain_order="left")
    days = (pl.max_horizontal("first", "first_b") - pl.min_horizontal("last", "last_b")).dt.total_days()
    unknown = pl.any_horizontal(pl.col("first", "first_b").is_null())
    told = pairs.select(
        "a",
        "b",
        "indirect",
        "own",
        "own_b",
        days=pl.when(unknown).then(0).otherwise(pl.max_horizontal(0, days)),
        together=pl.col("articles").list.set_intersection("articles_b").list.len() > 0,
        alike=~pl.col("indirect")
        & (pl.col("speaker") == pl.col("speaker_b"))
        & (pl.col("speaker") != "")
        & (pl.col("hard") == pl.col("hard_b")),
    )
    return told.with_columns(pair_key=hashed("own", "own_b", "days", "together")).drop("own", "own_b")


def _judged(pairs: pl.DataFrame, wordings: pl.DataFrame, workers: Workers) -> NDArray[np.int8]:
    """The code of each pair."""
    codes = pairs["code"].fill_null(NEW).to_numpy().copy()
    pieces = list(_pieces(pairs.select("a", "b", "alike"), codes))
    sent = ((pairs[at], wordings[np.unique(pairs[at].select("a", "b").to_numpy())]) for at in pieces)
    many = int((codes == NEW).sum()) >= LEAST
    for at, found in zip(pieces, workers.spread(judge, sent, much=many), strict=True):
        codes[at] = found
    return codes


def _pieces(pairs: pl.DataFrame, codes: NDArray[np.int8]) -> Iterator[NDArray[np.int64]]:
    """Places of the pairs that are judged in one go: all that hang together by being alike, and the new ones of the others."""
    alike = pairs["alike"].to_numpy()
    lone = np.flatnonzero(~alike & (codes == NEW))
    for start in range(0, len(lone), PIECE):
        yield lone[start : start + PIECE]
    chained = np.flatnonzero(alike)
    ends = pairs.select("a", "b").to_numpy()[chained].astype(np.int64)
    size = int(ends.max(initial=0)) + 1
    graph = coo_array((np.ones(len(chained), np.int8), (ends[:, 0], ends[:, 1])), shape=(size, size))
    label = connected_components(graph, directed=False)[1][ends[:, 0]]
    order = np.argsort(label, kind="stable")
    ends_of_labels: list[int] = (np.flatnonzero(np.diff(label[order], append=-1)) + 1).tolist()
    start = 0
    for end in ends_of_labels:
        if end - start >= PIECE or end == len(order):
            yield chained[order[start:end]]
            start = end
