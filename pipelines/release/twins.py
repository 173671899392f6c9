"""The csv.gz twin of each Parquet table: the same rows, columns and order, for tools that read nothing else. Knows nothing of Dagster.

Lists and structs are JSON, days 2021-04-14, times 2021-04-14T00:00:00.000000Z, truth true and false. A null is an empty field; an empty
text is the empty text in quotation marks.
"""

import gzip
from pathlib import Path
from typing import IO, cast

import polars as pl
import pyarrow as pa

from pipelines.files import write_aside

TIME = "%Y-%m-%dT%H:%M:%S%.6fZ"
LEVEL = 6


def write_twin(table: pa.Table, path: Path) -> None:
    """Writes a table as gzipped CSV, without a clock or a name in it."""

    def write(aside: Path) -> None:
        with aside.open("wb") as raw, gzip.GzipFile("", "wb", LEVEL, raw, mtime=0) as packed:
            flat(table).write_csv(cast(IO[bytes], packed))

    write_aside(path, write)


def flat(table: pa.Table) -> pl.DataFrame:
    """The table with every cell as a text, number or truth."""
    frame = pl.DataFrame(pl.from_arrow(table))
    return frame.select(_cell(name, dtype) for name, dtype in frame.schema.items())


def _cell(name: str, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, pl.List | pl.Struct):
        wrapped = pl.struct(pl.col(name).alias("_")).struct.json_encode()
        return pl.when(pl.col(name).is_not_null()).then(wrapped.str.slice(5, wrapped.str.len_chars() - 6)).alias(name)
    if isinstance(dtype, pl.Datetime):
        return pl.col(name).dt.convert_time_zone("UTC").dt.strftime(TIME)
    return pl.col(name)
