"""Parquet files of numbers that are neither compressed nor encoded, so that their columns can be mapped into memory as they lie there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

_MOST = 1 << 30
_ONE_PAGE = {"data_page_size": _MOST} | (
    {"max_rows_per_page": _MOST} if "max_rows_per_page" in signature(pq.ParquetWriter).parameters else {}
)
"""All values of a row group's column in a page; pyarrow limits the rows of a page by default, in some versions."""
_HEADER = 40
"""Bytes that a page's header has at most; two have more."""


def write_plain(path: Path, parts: Iterable[pa.Table], schema: pa.Schema, encoded: Sequence[str] = ()) -> None:
    """Writes tables, each as a row group; columns are not null, but for those that are `encoded`, which cannot be mapped."""
    options = {"compression": "none", "use_dictionary": list(encoded) or False, "write_statistics": False}
    with pq.ParquetWriter(path, schema, **options, **_ONE_PAGE) as file:
        for part in parts:
            if part.num_rows:
                file.write_table(part, row_group_size=part.num_rows)


def map_plain(path: Path | str, kinds: Mapping[str, npt.DTypeLike]) -> Iterator[tuple[npt.NDArray[Any], ...]]:
    """These columns of each row group: mapped, or read where they do not lie there plainly."""
    with pq.ParquetFile(path) as file:
        for number in range(file.metadata.num_row_groups):
            group = file.metadata.row_group(number)
            chunks = {chunk.path_in_schema: chunk for chunk in (group.column(at) for at in range(group.num_columns))}
            mapped = {name: _map(path, chunks[name], np.dtype(kind)) for name, kind in kinds.items()}
            yield tuple(file.read_row_group(number, [name])[name].to_numpy() if found is None else found for name, found in mapped.items())


def _map(path: Path | str, chunk: Any, kind: np.dtype[Any]) -> npt.NDArray[Any] | None:
    """The values of a column, where they lie one after the other behind the header of a page."""
    size, whole = chunk.num_values * kind.itemsize, chunk.total_compressed_size
    if chunk.compression != "UNCOMPRESSED" or chunk.has_dictionary_page or not size <= whole <= size + _HEADER:
        return None
    return np.memmap(path, dtype=kind, mode="r", offset=chunk.data_page_offset + whole - size, shape=(chunk.num_values,)).view(np.ndarray)
