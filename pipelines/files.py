"""Writes files so that nothing half-written is ever seen, and tables so that the same rows give the same bytes."""

import errno
import glob
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from checks.model import Model, arrow_schema, columns, keys_of, released_columns
from pipelines.errors import UserError

GROUP = 20_000
"""Rows of a row group. Of a million rows a key is looked up in a fiftieth of the file, a tenth larger than in groups of 100,000."""
SMALL, QUICK = 9, 3
"""Levels of zstd: the second takes a third of the time of the first, for files that are a twentieth larger."""
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
MANY = 20
"""Columns with fewer different values than one in so many rows have them in every group, where a filter finds nothing to leave out."""


def write_aside(path: Path, write: Callable[[Path], None]) -> None:
    """Lets `write` fill a file beside `path`, brings it to the disk, and only then puts it in the place of `path`.

    Raises:
        UserError: the disk is full. `path` is then what it was before.
        OSError: the folder cannot be written, or the like. So it is then too.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_left(path.parent, path.name)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write(aside)
        sync_file(aside)
        aside.replace(path)
    except Exception as error:
        if any(os.strerror(code) in str(error) for code in FULL):  # DuckDB and Arrow tell the number only in their words
            raise UserError(
                f"There is no room for {path.name} in {path.parent}. Make some and run this again: what was finished before is kept."
            ) from error
        raise
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(path.parent)


def remove_left(folder: Path, name: str) -> None:
    """Removes what processes left aside of `name` that were killed; those that are at work on this machine keep theirs."""
    for left in folder.glob(f".{glob.escape(name)}.*.tmp"):
        writer = left.name.split(".")[-2]
        if writer.isdecimal() and not _is_alive(int(writer)):
            left.unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def sync_file(path: Path) -> None:
    """Brings a file to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Brings the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_text(path: Path, text: str) -> None:
    """Writes a text in UTF-8 with line feeds, whole or not at all."""

    def write(aside: Path) -> None:
        aside.write_bytes(text.encode("utf-8"))

    write_aside(path, write)


def replace_folder(aside: Path, folder: Path) -> None:
    """Puts the finished folder `aside` in the place of `folder`."""
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    if folder.exists():
        folder.replace(old)
    aside.replace(folder)
    for left in folder.parent.glob(f".{folder.name}.*.old"):  # ours, and of runs that were killed here
        shutil.rmtree(left, ignore_errors=True)
    sync_folder(folder.parent)


def fit(frame: pl.DataFrame, model: Model) -> pl.DataFrame:
    """The columns of the model in their order and types, sorted by the key. Columns that the model does not have are dropped.

    Raises:
        ValueError: a column is missing.
    """
    wanted = columns(model)
    missing = [c.name for c in wanted if c.name not in frame.columns]
    if missing:
        raise ValueError(f"{model.__name__} lacks the columns {', '.join(missing)}")
    return frame.select(pl.col(c.name).cast(c.dtype) for c in wanted).sort(keys_of(model))


def to_arrow(frame: pl.DataFrame, model: Model, *, release: bool = False) -> pa.Table:
    """The table as Arrow, with descriptions and units in the metadata of its fields and of the file."""
    schema = arrow_schema(model, release=release)
    table = frame.select(schema.names).to_arrow().cast(schema)
    told = released_columns(model) if release else columns(model)
    said = {c.name: {"description": c.description, "unit": c.unit, "nullable": c.nullable} for c in told}
    return table.replace_schema_metadata(
        {
            "description": (model.__doc__ or "").strip(),
            "key": json.dumps(keys_of(model)),
            "columns": json.dumps(said, ensure_ascii=False, sort_keys=True),
        }
    )


def write_parquet(table: pa.Table, path: Path, level: int = SMALL) -> None:
    """Writes a table with fixed options: zstd, statistics, dictionaries; no clock, no path, no machine in it.

    Row groups are small, so that a reader who looks one key up over HTTP fetches a small part of a large file.

    Args:
        table: what is written.
        path: where.
        level: how much zstd tries: SMALL for what is handed on, QUICK for what is soon written again.
    """
    write_aside(
        path,
        lambda aside: pq.write_table(
            table, aside, compression="zstd", compression_level=level, version="2.6", use_dictionary=True, write_statistics=True,
            row_group_size=GROUP, write_page_index=True, bloom_filter_options=bloom_filters(table),
        ),
    )  # fmt: skip


def bloom_filters(table: pa.Table) -> dict[str, dict[str, float]] | None:
    """Bloom filters for the keys into other tables, where they pay: in files of several row groups, for columns of many values.

    By its own key a file is sorted, so that its groups need none. Of a file with 500,000 mentions a search by quotation moves 9 per cent of
    the bytes instead of 27; the filters add 4.
    """
    if table.num_rows <= GROUP:
        return None
    keys = [name for name in table.column_names[1:] if name.endswith("_id") and pa.types.is_string(table.schema.field(name).type)]
    distinct = {name: pc.count_distinct(table[name]).as_py() for name in keys}
    return {name: {"ndv": min(n, GROUP), "fpp": 0.01} for name, n in distinct.items() if n > table.num_rows / MANY} or None
