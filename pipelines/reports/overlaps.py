"""Rows of `overlaps` from passages that are known by numbers. Knows nothing of Dagster or files."""

from collections.abc import Iterator

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa

from pipelines.ids import DIGITS
from pipelines.reports.corpus import Corpus
from pipelines.reports.pairs import NO_PASSAGES
from pipelines.reports.store import as_done, on_all_cores
from pipelines.reports.types import U64, Flags, Ints

SCHEMA = {
    "overlap_id": pl.String, "article_a": pl.String, "a_start": pl.Int64, "a_end": pl.Int64, "article_b": pl.String,
    "b_start": pl.Int64, "b_end": pl.Int64, "kind": pl.String, "n_words": pl.Int64, "passage_id": pl.String,
}  # fmt: skip

KEYED = NO_PASSAGES.with_columns(overlap=pl.Series([], dtype=pl.UInt64))
PART = 250_000
"""Rows that are made at once."""

# the digits that pipelines.ids.make_id keeps, as a number, for many rows at once
KEYS = f"""
SELECT ('0x' || left(sha256(concat_ws(chr(0), article_a, a_start, a_end, article_b, b_start, b_end)), {DIGITS}))::UBIGINT AS overlap
FROM passages ORDER BY n
"""
_HEX = np.frombuffer("".join(f"{value:02x}" for value in range(256)).encode(), dtype=np.uint16)


def turn(corpus: Corpus, passages: pl.DataFrame) -> pl.DataFrame:
    """The passages with ranks (corpus.py) in place of numbers; a is the article whose key comes first."""
    passages = passages.with_columns(a=pl.Series(corpus.rank[passages["a"].to_numpy()]), b=pl.Series(corpus.rank[passages["b"].to_numpy()]))
    turned = pl.col("a") > pl.col("b")
    sides = [
        pl.when(turned).then(f"{other}{part}").otherwise(f"{own}{part}").alias(f"{own}{part}")
        for own, other in (("a", "b"), ("b", "a"))
        for part in ("", "_start", "_end")
    ]
    return passages.with_columns(sides)


def with_keys(con: duckdb.DuckDBPyConnection, corpus: Corpus, passages: pl.DataFrame) -> pl.DataFrame:
    """The passages as they are told, by ranks and in order, with the number in their key, `overlap`."""
    parts = on_all_cores(lambda part: _keyed(con, corpus, part), _split(corpus, passages, np.arange(passages.height)))
    return pl.concat([KEYED, *parts], rechunk=True)


def overlap_rows(con: duckdb.DuckDBPyConnection, corpus: Corpus, found: pl.DataFrame, which: Flags) -> Iterator[pl.DataFrame]:
    """Rows of `overlaps`, in order, some at a time; of two articles the one whose key sorts first is article_a.

    Args:
        found: passages by numbers (pairs.py), or as `with_keys` gives them; which: those that are told.
    """
    some = np.flatnonzero(which)
    if "overlap" in found.columns:
        return as_done(lambda at: _tell(corpus, found[some[at : at + PART]]), range(0, len(some), PART))
    return as_done(lambda part: _tell(corpus, _keyed(con, corpus, part)), _split(corpus, found, some))


def sides_of(corpus: Corpus, passages: pl.DataFrame) -> tuple[Ints, Ints]:
    """The numbers of the two articles of each passage, by numbers or as `with_keys` gives them."""
    a, b = passages["a"].to_numpy(), passages["b"].to_numpy()
    if "overlap" not in passages.columns:
        return a, b
    number = np.empty(len(corpus), dtype=np.int32)
    number[corpus.rank] = np.arange(len(corpus))
    return number[a], number[b]


def _split(corpus: Corpus, passages: pl.DataFrame, some: Ints) -> Iterator[pl.DataFrame]:
    """These passages in parts, by the rank of the article that comes first."""
    first = np.minimum(*(corpus.rank[passages[side].to_numpy()[some]] for side in ("a", "b")))
    part_of = np.cumsum(np.bincount(first, minlength=len(corpus))) // PART
    parts = part_of[first].astype(np.int16)
    some = some[np.argsort(parts, kind="stable")]
    ends = np.cumsum(np.bincount(parts))
    return (passages[rows] for rows in np.split(some, ends[:-1]) if len(rows))


def _keyed(con: duckdb.DuckDBPyConnection, corpus: Corpus, passages: pl.DataFrame) -> pl.DataFrame:
    """What `with_keys` does, of one part."""
    rows = turn(corpus, passages).sort("a", "b", "a_start", "b_start")
    return rows.with_columns(overlap=_number(con, _named(corpus, rows))).select(KEYED.columns)


def _named(corpus: Corpus, rows: pl.DataFrame) -> pl.DataFrame:
    """With the articles' keys."""
    return rows.with_columns(article_a=corpus.in_order.gather(rows["a"]), article_b=corpus.in_order.gather(rows["b"]))


def _tell(corpus: Corpus, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `overlaps`."""
    told = _named(corpus, rows).with_columns(
        overlap_id=digits("ovl_", rows["overlap"].to_numpy()), passage_id=digits("psg_", rows["passage"].to_numpy()),
        kind=pl.when("quoted").then(pl.lit("quotation")).otherwise(pl.lit("passage")),
    )  # fmt: skip
    return told.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _number(con: duckdb.DuckDBPyConnection, rows: pl.DataFrame) -> pl.Series:
    """The number in the key of each row, in order."""
    with con.cursor() as own:
        columns = ("article_a", "a_start", "a_end", "article_b", "b_start", "b_end")
        own.register("passages", rows.select(columns).with_row_index("n"))
        return own.sql(KEYS).pl()["overlap"]


def digits(prefix: str, numbers: U64) -> pl.Series:
    """`prefix` and 16 hexadecimal digits of each number."""
    size = len(prefix) + DIGITS
    text = np.empty((len(numbers), size), dtype=np.uint8)
    text[:, : len(prefix)] = np.frombuffer(prefix.encode(), dtype=np.uint8)
    text[:, len(prefix) :] = _HEX[numbers.astype(">u8").view(np.uint8)].view(np.uint8).reshape(-1, DIGITS)
    offsets = np.arange(len(numbers) + 1, dtype=np.int64) * size
    column = pa.LargeStringArray.from_buffers(len(numbers), pa.py_buffer(offsets), pa.py_buffer(text))
    return pl.Series(pl.from_arrow(column))
