"""Rows of `overlaps` from passages that are known by numbers. Knows nothing of Dagster or files."""

from collections.abc import Iterator

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa

from pipelines.ids import DIGITS
from pipelines.reports.corpus import Corpus
from pipelines.reports.store import as_done, on_all_cores
from pipelines.reports.types import U64, Flags

SCHEMA = {
    "overlap_id": pl.String, "article_a": pl.String, "a_start": pl.Int64, "a_end": pl.Int64, "article_b": pl.String,
    "b_start": pl.Int64, "b_end": pl.Int64, "kind": pl.String, "n_words": pl.Int64, "passage_id": pl.String,
}  # fmt: skip

PART = 250_000
"""Rows that are made at once."""

# the digits that pipelines.ids.make_id keeps, as a number, for many rows at once
KEYS = f"""
SELECT ('0x' || left(sha256(concat_ws(chr(0), article_a, a_start, a_end, article_b, b_start, b_end)), {DIGITS}))::UBIGINT AS overlap
FROM passages ORDER BY n
"""
_HEX = np.frombuffer("".join(f"{value:02x}" for value in range(256)).encode(), dtype=np.uint16)


class _Keys:
    """The keys of the articles in their order, and the place of each article among them."""

    def __init__(self, corpus: Corpus) -> None:
        self.sorted = corpus.ids.sort()
        self.rank = corpus.ids.rank("ordinal").cast(pl.Int32) - 1

    def turn(self, found: pl.DataFrame) -> pl.DataFrame:
        """The passages with places among the keys in place of numbers; a is the one that comes first."""
        found = found.with_columns(a=self.rank.gather(found["a"]), b=self.rank.gather(found["b"]))
        turned = pl.col("a") > pl.col("b")
        sides = [
            pl.when(turned).then(f"{other}{part}").otherwise(f"{own}{part}").alias(f"{own}{part}")
            for own, other in (("a", "b"), ("b", "a"))
            for part in ("", "_start", "_end")
        ]
        return found.with_columns(sides)

    def name(self, found: pl.DataFrame) -> pl.DataFrame:
        """With the articles' keys."""
        return found.with_columns(article_a=self.sorted.gather(found["a"]), article_b=self.sorted.gather(found["b"]))


def with_keys(con: duckdb.DuckDBPyConnection, corpus: Corpus, passages: pl.DataFrame) -> pl.DataFrame:
    """The passages with the number in their key, `overlap`."""
    keys = _Keys(corpus)

    def make(part: pl.DataFrame) -> pl.Series:
        return _number(con, keys.name(keys.turn(part)))

    numbers = on_all_cores(make, (passages[at : at + PART] for at in range(0, passages.height, PART)))
    return passages.with_columns(overlap=pl.concat([pl.Series("overlap", [], pl.UInt64), *numbers]))


def overlap_rows(con: duckdb.DuckDBPyConnection, corpus: Corpus, found: pl.DataFrame, which: Flags) -> Iterator[pl.DataFrame]:
    """Rows of `overlaps`, in order, some at a time; of two articles the one whose key sorts first is article_a.

    Args:
        found: passages by numbers (pairs.py), with keys (`with_keys`) or without; which: those that are told.
    """
    keys = _Keys(corpus)
    rank = keys.rank.to_numpy()
    first = np.minimum(rank[found["a"].to_numpy()], rank[found["b"].to_numpy()])
    some = np.flatnonzero(which)
    part_of = np.cumsum(np.bincount(first[some], minlength=len(corpus))) // PART  # of each article that comes first
    parts = part_of[first[some]].astype(np.int16)
    some = some[np.argsort(parts, kind="stable")]
    ends = np.cumsum(np.bincount(parts))

    def make(part: pl.DataFrame) -> pl.DataFrame:
        rows = keys.name(keys.turn(part).sort("a", "b", "a_start", "b_start"))
        numbers = rows["overlap"] if "overlap" in rows.columns else _number(con, rows)
        told = rows.with_columns(
            overlap_id=_digits("ovl_", numbers.to_numpy()), passage_id=_digits("psg_", rows["passage"].to_numpy()),
            kind=pl.when("quoted").then(pl.lit("quotation")).otherwise(pl.lit("passage")),
        )  # fmt: skip
        return told.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())

    return as_done(make, (found[rows] for rows in np.split(some, ends[:-1]) if len(rows)))


def _number(con: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.Series:
    """The number in the key of each row, in order."""
    with con.cursor() as own:
        columns = ("article_a", "a_start", "a_end", "article_b", "b_start", "b_end")
        own.register("passages", rows.select(columns).with_row_index("n"))
        return own.sql(KEYS).pl()["overlap"]


def _digits(prefix: str, numbers: U64) -> pl.Series:
    """`prefix` and 16 hexadecimal digits of each number."""
    size = len(prefix) + DIGITS
    text = np.empty((len(numbers), size), dtype=np.uint8)
    text[:, : len(prefix)] = np.frombuffer(prefix.encode(), dtype=np.uint8)
    text[:, len(prefix) :] = _HEX[numbers.astype(">u8").view(np.uint8)].view(np.uint8).reshape(-1, DIGITS)
    offsets = np.arange(len(numbers) + 1, dtype=np.int64) * size
    column = pa.LargeStringArray.from_buffers(len(numbers), pa.py_buffer(offsets), pa.py_buffer(text))
    return pl.Series(pl.from_arrow(column))
