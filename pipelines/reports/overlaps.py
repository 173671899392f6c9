"""Rows of `overlaps` from passages that are known by numbers. Knows nothing of Dagster or files."""

import duckdb
import polars as pl

from pipelines.ids import DIGITS
from pipelines.reports.corpus import Corpus

SCHEMA = {
    "overlap_id": pl.String, "article_a": pl.String, "a_start": pl.Int64, "a_end": pl.Int64, "article_b": pl.String,
    "b_start": pl.Int64, "b_end": pl.Int64, "kind": pl.String, "n_words": pl.Int64, "passage_id": pl.String,
}  # fmt: skip

# what pipelines.ids.make_id does, for many rows at once
IDS = f"""
SELECT 'ovl_' || left(sha256(concat_ws(chr(0), article_a, a_start, a_end, article_b, b_start, b_end)), {DIGITS}) AS overlap_id,
    'psg_' || format('{{:016x}}', passage) AS passage_id, * EXCLUDE passage
FROM passages ORDER BY article_a, article_b, a_start, b_start
"""


def overlap_rows(con: duckdb.DuckDBPyConnection, corpus: Corpus, found: pl.DataFrame) -> pl.DataFrame:
    """Rows of `overlaps`, in order; of two articles the one whose key sorts first is article_a."""
    if not found.height:
        return pl.DataFrame(schema=SCHEMA)
    ids = corpus.ids
    found = found.with_columns(id_a=ids.gather(found["a"]), id_b=ids.gather(found["b"]))
    first = pl.col("id_a") < pl.col("id_b")

    def sides(mine: str, other: str) -> list[pl.Expr]:
        chosen = {name: (f"{name}_start", f"{name}_end", f"id_{name}") for name in (mine, other)}
        return [
            pl.when(first).then(pl.col(here)).otherwise(pl.col(there)).alias(name)
            for here, there, name in zip(chosen[mine], chosen[other], (f"{mine}_start", f"{mine}_end", f"article_{mine}"), strict=True)
        ]

    rows = found.select(
        *sides("a", "b"), *sides("b", "a"), "n_words",
        kind=pl.when("quoted").then(pl.lit("quotation")).otherwise(pl.lit("passage")),
        passage="passage",
    )  # fmt: skip
    con.register("passages", rows)
    return con.sql(IDS).pl().select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
