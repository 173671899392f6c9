"""Which pairs of articles may share passages, and where: runs of fingerprints at the same distance in both.

The query is plain SQL over (hash, article, place), for DuckDB or any engine that has window functions.
"""

from typing import Any

import duckdb
import numpy as np
import polars as pl

from pipelines.reports.compiled import compiled
from pipelines.reports.fingerprints import Fingerprints, repeated
from pipelines.reports.shingles import GRAM
from pipelines.reports.store import IS_QUOTED, Store
from pipelines.reports.types import Flags, Ints

SHORT = 12
"""A passage of fewer words, outside quotation marks, links no articles unless they are on one subject."""

FEW, ANCHORS = 8, 2
"""A fingerprint links all its articles where it has so few. Otherwise the first so few are looked at, in canonical order, and each article
is linked to the first ANCHORS of these and to the ANCHORS fullest of these (the first may be an excerpt that tells nothing about the rest),
so that cost stays linear in the copies and later articles do not change what earlier ones have in common."""
BEYOND = 4
"""Words that are looked at on both sides of a short passage, behind the word that ends it."""

RANKED = """
CREATE OR REPLACE TEMP TABLE ranked AS
WITH counted AS (
    SELECT hash, article, place, stirred, n_body, row_number() OVER hashes AS n, count(*) OVER (PARTITION BY hash) AS n_all
    FROM prints WHERE many WINDOW hashes AS (PARTITION BY hash ORDER BY article, place)
)
SELECT hash, article, place, stirred, if(n_all <= $few, 1, n) AS n FROM counted WHERE n_all <= $few OR n > $few
UNION ALL SELECT hash, article, place, stirred, least(n, row_number() OVER (PARTITION BY hash ORDER BY n_body DESC, n)) AS n
FROM counted WHERE n_all > $few AND n <= $few
UNION ALL SELECT hash, article, place, stirred, 1 AS n FROM prints WHERE NOT many
"""
DIAGONALS = """
SELECT a, b, diagonal, min(place) AS first, max(place) AS last, count(*) AS n FROM (
    SELECT least(x.article, y.article) AS a, greatest(x.article, y.article) AS b, x.hash >> 60 AS bucket,
        if(x.article < y.article, x.place, y.place) AS place, if(x.article < y.article, y.place - x.place, x.place - y.place) AS diagonal
    FROM ranked AS x JOIN ranked AS y ON x.hash = y.hash
    WHERE x.n <= $anchors AND x.article <> y.article AND (y.n > $anchors OR x.article < y.article) AND (x.stirred OR y.stirred)
) GROUP BY a, b, diagonal, bucket
"""
TOGETHER = """
SELECT a, b, diagonal, min(first) AS first, max(last) AS last FROM diagonals GROUP BY a, b, diagonal ORDER BY a, b, diagonal
"""


def find_diagonals(con: duckdb.DuckDBPyConnection, store: Store, prints: Fingerprints, stirred: Flags) -> pl.DataFrame:
    """Where articles have fingerprints at the same distance, of pairs of which one is stirred.

    Args:
        prints: all fingerprints that have one of some hashes, without furniture.
        stirred: a flag for each article's number.

    Returns: a, b (numbers, a before b), diagonal (place in b less place in a), first and last place in a. Single fingerprints with fewer
    than SHORT words of the same passage around them are left out, unless they are in quotation marks: most pairs that share a phrase share
    no more.
    """
    columns = {"n_body": store.n_body[prints.article], "stirred": stirred[prints.article], "many": repeated(prints.hash, FEW + 1)}
    con.register("prints", prints.frame(**columns))
    con.execute(RANKED, {"few": FEW})
    found = con.sql(DIAGONALS, params={"anchors": ANCHORS}).pl()
    con.execute("DROP TABLE ranked")
    single = np.flatnonzero(found["n"].to_numpy() == 1)
    numbers = [found[name].to_numpy()[single].astype(np.int64) for name in ("a", "b", "first", "diagonal")]
    weak = np.zeros(found.height, dtype=np.bool_)
    store.fill(np.union1d(*numbers[:2]))
    weak[single] = mere_phrases(store, *numbers)
    return found.drop("n").filter(pl.Series(~weak))


def mere_phrases(store: Store, a: Ints, b: Ints, place: Ints, diagonal: Ints) -> Flags:
    """Which fingerprints stand in a short passage outside quotation marks, with nothing like it beyond."""
    found = np.zeros(len(a), dtype=np.bool_)
    _mere_phrases(store.hash, store.flags, store.first, store.n_words, a, b, place, diagonal, found)
    return found


@compiled
def _mere_phrases(hashes: Any, flags: Any, first: Any, n_words: Any, a: Any, b: Any, place: Any, diagonal: Any, found: Any) -> None:
    for at in range(len(a)):
        x, y = first[a[at]] + place[at], first[b[at]] + place[at] + diagonal[at]
        if flags[x] & flags[y] & IS_QUOTED:
            continue
        low = -min(place[at], place[at] + diagonal[at])
        high = min(n_words[a[at]] - place[at], n_words[b[at]] - place[at] - diagonal[at])
        begin, stop = 0, GRAM  # of the passage, from the place
        while stop - begin < SHORT and begin > low and hashes[x + begin - 1] == hashes[y + begin - 1]:
            begin -= 1
        while stop - begin < SHORT and stop < high and hashes[x + stop] == hashes[y + stop]:
            stop += 1
        # in a copy where a word was changed the passage goes on behind it
        beyond = 0
        for step in range(1, 1 + BEYOND):
            beyond += begin - 1 - step >= low and hashes[x + begin - 1 - step] == hashes[y + begin - 1 - step]
            beyond += stop + step < high and hashes[x + stop + step] == hashes[y + stop + step]
        found[at] = stop - begin < SHORT and beyond < BEYOND - 1


def put_together(con: duckdb.DuckDBPyConnection, parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The diagonals of several ranges of hashes as one table in order."""
    con.register("diagonals", pl.concat(parts))
    return con.sql(TOGETHER).pl()
