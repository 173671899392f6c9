"""Which pairs of articles may share passages, and where: runs of fingerprints at the same distance in both.

The query is plain SQL over (hash, article, place), for DuckDB or any engine that has window functions.
"""

import duckdb
import polars as pl

from pipelines.reports.fingerprints import Fingerprints, repeated

FEW, ANCHORS = 8, 2
"""A fingerprint links all its articles where it has so few; otherwise each of them to the first so many in canonical order, so that cost
stays linear in the copies."""

RANKED = """
CREATE OR REPLACE TEMP TABLE ranked AS
SELECT hash, article, place, row_number() OVER (PARTITION BY hash ORDER BY article, place) AS n FROM prints WHERE many
UNION ALL SELECT hash, article, place, 1 AS n FROM prints WHERE NOT many
"""
DIAGONALS = """
SELECT x.article AS a, y.article AS b, y.place - x.place AS diagonal, min(x.place) AS first, max(x.place) AS last, count(*) AS n
FROM ranked AS x JOIN ranked AS y ON x.hash = y.hash
WHERE x.n <= $anchors AND x.article < y.article
GROUP BY x.article, y.article, y.place - x.place
"""
TOGETHER = """
SELECT a, b, diagonal, min(first) AS first, max(last) AS last, sum(n)::BIGINT AS n FROM parts GROUP BY a, b, diagonal ORDER BY a, b, diagonal
"""


def find_diagonals(con: duckdb.DuckDBPyConnection, prints: Fingerprints) -> pl.DataFrame:
    """a, b (numbers, a before b), diagonal (place in b less place in a), first and last place in a, n fingerprints."""
    con.register("prints", prints.frame(many=repeated(prints.hash, FEW + 1)))
    con.execute(RANKED)
    found = con.sql(DIAGONALS, params={"anchors": ANCHORS}).pl()
    con.execute("DROP TABLE ranked")
    return found


def put_together(con: duckdb.DuckDBPyConnection, parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The diagonals of several ranges of hashes as one table in order."""
    con.register("parts", pl.concat(parts))
    return con.sql(TOGETHER).pl()
