"""Which articles are printings of one report. Knows nothing of Dagster or files.

Two articles print one report where the words of the one stand in the other, in the same order: at least COPY of the shorter one's words
(of one outlet: OF_ONE_OUTLET), or, where it is at most half as long, MOSTLY in one piece, so that what is left is what stands above and
below it. (Containment, not only resemblance: a brief cut from a long story is a printing of it.) Furniture and titles are not counted.

Sets are made in two steps, whose outcome does not depend on the order of anything:
    1. Articles that resemble one another (at least NEAR) hang together, through however many others.
    2. A set that stands in a longer one joins it; of several the largest, then the one it resembles most, then the first. A set that only
       stands in fewer, longer articles takes them in, unless these hold other sets as well: a digest of the day is a report of its own.

The canonical article of a set is the one stated earliest, then the fullest, then the one with the least key. What a copy is to it:
    verbatim    the same words, but for some (resemblance at least VERBATIM)
    near_copy   the same report, edited (resemblance at least NEAR)
    excerpt     shorter; what it has stands in longer printings of the report
    rewrite     longer; it has taken the canonical article over and adds much of its own
All of these count once in n_reports. An article that shares less (a rewrite of 15-40 %, a passage, a quotation) is a report of its own;
its shared passages stand in `overlaps`.
"""

import numpy as np
import polars as pl
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from pipelines.reports.types import Ints

COPY, OF_ONE_OUTLET = 0.55, 0.65
"""Containment from which on two articles print one report; an outlet that takes its own story further repeats more of it."""
MOSTLY, PIECE = 0.45, 0.90
"""Containment from which on they do where the words from the first to the last shared one are shared to PIECE."""
LEAST = 25
"""Words that an excerpt has at least; fewer make a copy only of an article that says nothing else."""
VERBATIM = 0.95
NEAR = 0.50
"""Resemblance (Jaccard) of a verbatim and of a near copy."""

AT_ONCE = 1_000_000
"""Pairs that are looked at at once."""

SHARED, OWN_A, OWN_B = pl.col("shared"), pl.col("own_a"), pl.col("own_b")
SHORTER = pl.min_horizontal("own_a", "own_b")
RESEMBLANCE = SHARED / (OWN_A + OWN_B - SHARED)


def copy_pairs(likeness: pl.DataFrame) -> pl.DataFrame:
    """Pairs of which one is a copy of the other, with their resemblance.

    Args:
        likeness: a, b (numbers in canonical order, a < b), `shared` words, `own_a`, `own_b` words of the bodies, `within` words of the
            shorter one from the first to the last shared one, `elsewhere` (of two outlets).
    """
    excerpt = pl.max_horizontal("own_a", "own_b") >= 2 * SHORTER
    in_one_piece = excerpt & (SHARED >= MOSTLY * SHORTER) & (PIECE * pl.col("within") <= SHARED)
    enough = (SHARED >= LEAST) | (RESEMBLANCE >= COPY)
    least = pl.when("elsewhere").then(COPY).otherwise(OF_ONE_OUTLET)
    return likeness.filter((least * SHORTER <= SHARED) | in_one_piece, enough).with_columns(resemblance=RESEMBLANCE)


def group_copies(n: int, likeness: pl.DataFrame) -> pl.DataFrame:
    """The sets of n articles: article, canonical (numbers), relation, similarity (share of its words that stand in the canonical one)."""
    # some at a time: what is worked out on the way takes several times the room
    pairs = pl.concat([copy_pairs(likeness[at : at + AT_ONCE]) for at in range(0, max(likeness.height, 1), AT_ONCE)])
    strong = pairs.filter(pl.col("resemblance") >= NEAR)
    sets = _components(n, strong["a"].to_numpy(), strong["b"].to_numpy())
    joins = _joins(pairs, sets)
    sets = _components(int(sets.max(initial=-1)) + 1, joins["inner"].to_numpy(), joins["outer"].to_numpy())[sets]
    first = np.full(int(sets.max(initial=-1)) + 1, n, dtype=np.int64)
    np.minimum.at(first, sets, np.arange(n))
    canonical = first[sets]
    own = likeness.filter(pl.Series(canonical[likeness["b"].to_numpy()] == likeness["a"].to_numpy()))
    return _relations(pl.DataFrame({"article": np.arange(n), "canonical": canonical}), own)


def _components(n: int, a: Ints, b: Ints) -> Ints:
    """Number of the set of each of n things that hang together by pairs."""
    graph = sp.coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _joins(pairs: pl.DataFrame, sets: Ints) -> pl.DataFrame:
    """Which set joins which: inner, outer."""
    size = np.bincount(sets)
    first = np.full(len(size), len(sets), dtype=np.int64)
    np.minimum.at(first, sets, np.arange(len(sets)))
    shorter_first = OWN_A <= OWN_B
    inner, outer = (pl.when(shorter_first).then(one).otherwise(other) for one, other in (("a", "b"), ("b", "a")))
    set_of = pl.lit(pl.Series(sets))
    inside = (
        pairs.select("resemblance", inner=set_of.gather(inner), outer=set_of.gather(outer))
        .filter(pl.col("inner") != pl.col("outer"))
        .group_by("inner", "outer")
        .agg(resemblance=pl.col("resemblance").max())
        .with_columns(
            n_inner=pl.lit(pl.Series(size)).gather("inner"), n_outer=pl.lit(pl.Series(size)).gather("outer"),
            first_inner=pl.lit(pl.Series(first)).gather("inner"), first_outer=pl.lit(pl.Series(first)).gather("outer"),
        )
    )  # fmt: skip
    upward = inside.filter(pl.col("n_outer") >= pl.col("n_inner"))
    upward = upward.sort("n_outer", "resemblance", "first_outer", descending=[True, True, False])
    best = upward.group_by("inner", maintain_order=True).first()
    downward = inside.filter(pl.col("n_outer") < pl.col("n_inner"), pl.len().over("outer") == 1)
    return pl.concat([best.select("inner", "outer"), downward.select("inner", "outer")])


def _relations(members: pl.DataFrame, likeness: pl.DataFrame) -> pl.DataFrame:
    """What each article is to the canonical one of its set."""
    resemblance = RESEMBLANCE.fill_null(0.0)
    return (
        members.join(likeness, left_on=["canonical", "article"], right_on=["a", "b"], how="left")
        .sort("article")
        .select(
            "article", "canonical",
            relation=pl.when(pl.col("article") == pl.col("canonical")).then(pl.lit("canonical"))
            .when(resemblance >= VERBATIM).then(pl.lit("verbatim"))
            .when(resemblance >= NEAR).then(pl.lit("near_copy"))
            .when(OWN_B.fill_null(0) <= OWN_A.fill_null(0)).then(pl.lit("excerpt"))
            .otherwise(pl.lit("rewrite")),
            similarity=pl.when(pl.col("article") == pl.col("canonical")).then(1.0).otherwise((SHARED / OWN_B).fill_null(0.0)),
        )
    )  # fmt: skip
