"""Rows of `overlaps` from passages that are known by numbers. Knows nothing of Dagster or files."""

import duckdb
import polars as pl

from pipelines.ids import DIGITS
from pipelines.reports.corpus import Corpus
from pipelines.reports.store import on_all_cores

SCHEMA = {
    "overlap_id": pl.String, "article_a": pl.String, "a_start": pl.Int64, "a_end": pl.Int64, "article_b": pl.String,
    "b_start": pl.Int64, "b_end": pl.Int64, "kind": pl.String, "n_words": pl.Int64, "passage_id": pl.String,
}  # fmt: skip

PART = 250_000
"""Rows that are made at once."""

# what pipelines.ids.make_id does, for many rows at once
IDS = f"""
SELECT 'ovl_' || left(sha256(concat_ws(chr(0), article_a, a_start, a_end, article_b, b_start, b_end)), {DIGITS}) AS overlap_id,
    'psg_' || format('{{:016x}}', passage) AS passage_id, * EXCLUDE passage
FROM passages ORDER BY n
"""


def overlap_rows(con: duckdb.DuckDBPyConnection, corpus: Corpus, found: pl.DataFrame) -> pl.DataFrame:
    """Rows of `overlaps`, in order; of two articles the one whose key sorts first is article_a."""
    keys = corpus.ids.sort()
    rank = corpus.ids.rank("ordinal").cast(pl.Int32) - 1
    found = found.with_columns(a=rank.gather(found["a"]), b=rank.gather(found["b"]))
    turned = pl.col("a") > pl.col("b")
    sides = [
        pl.when(turned).then(f"{other}{part}").otherwise(f"{own}{part}").alias(f"{own}{part}")
        for own, other in (("a", "b"), ("b", "a"))
        for part in ("", "_start", "_end")
    ]
    found = found.select(*sides, "n_words", "quoted", "passage").sort("a", "b", "a_start", "b_start")

    def make(part: pl.DataFrame) -> pl.DataFrame:
        rows = part.with_row_index("n").with_columns(
            article_a=keys.gather(part["a"]), article_b=keys.gather(part["b"]),
            kind=pl.when("quoted").then(pl.lit("quotation")).otherwise(pl.lit("passage")),
        )  # fmt: skip
        with con.cursor() as own:
            own.register("passages", rows)
            return own.sql(IDS).pl().select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())

    return pl.concat([pl.DataFrame(schema=SCHEMA), *on_all_cores(make, (found[at : at + PART] for at in range(0, found.height, PART)))])
