"""Which pairs of articles may share passages, and where: runs of fingerprints at the same distance in both.

The query is plain SQL over (hash, article, place), for DuckDB or any engine that has window functions.
"""

import duckdb
import polars as pl

from pipelines.reports.fingerprints import Fingerprints, repeated
from pipelines.reports.words import Ints

FEW, ANCHORS = 8, 2
"""A fingerprint links all its articles where it has so few; otherwise each of them to the first so many in canonical order and to as many of
the fullest, so that cost stays linear in the copies. (The first may be an excerpt that tells nothing about the rest.)"""

RANKED = """
CREATE OR REPLACE TEMP TABLE ranked AS
SELECT hash, article, place, least(
    row_number() OVER (PARTITION BY hash ORDER BY article, place),
    row_number() OVER (PARTITION BY hash ORDER BY n_own DESC, article, place)
) AS n FROM prints WHERE many
UNION ALL SELECT hash, article, place, 1 AS n FROM prints WHERE NOT many
"""
DIAGONALS = """
SELECT a, b, diagonal, min(place) AS first, max(place) AS last, count(*) AS n FROM (
    SELECT least(x.article, y.article) AS a, greatest(x.article, y.article) AS b,
        if(x.article < y.article, x.place, y.place) AS place, if(x.article < y.article, y.place - x.place, x.place - y.place) AS diagonal
    FROM ranked AS x JOIN ranked AS y ON x.hash = y.hash
    WHERE x.n <= $anchors AND x.article <> y.article AND (y.n > $anchors OR x.article < y.article)
) GROUP BY a, b, diagonal
"""
TOGETHER = """
SELECT a, b, diagonal, min(first) AS first, max(last) AS last, sum(n)::BIGINT AS n FROM parts GROUP BY a, b, diagonal ORDER BY a, b, diagonal
"""


def find_diagonals(con: duckdb.DuckDBPyConnection, prints: Fingerprints, n_own: Ints) -> pl.DataFrame:
    """a, b (numbers, a before b), diagonal (place in b less place in a), first and last place in a, n fingerprints."""
    con.register("prints", prints.frame(n_own=n_own[prints.article], many=repeated(prints.hash, FEW + 1)))
    con.execute(RANKED)
    found = con.sql(DIAGONALS, params={"anchors": ANCHORS}).pl()
    con.execute("DROP TABLE ranked")
    return found


def put_together(con: duckdb.DuckDBPyConnection, parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The diagonals of several ranges of hashes as one table in order."""
    con.register("parts", pl.concat(parts))
    return con.sql(TOGETHER).pl()
