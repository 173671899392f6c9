"""Runs plain functions on Daft: a table in, tables out, as batch UDFs over Arrow; what comes out lies as Parquet on the shared path.

A task is one call of a function: on one chunk of the input, or on all rows of a group. Beside its tables each task writes down where it ran
and for how long.
"""

import os
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from pipelines.code import code_version
from pipelines.errors import UserError
from pipelines.scale.engine import load_daft, on_ray

ATTEMPTS, PAUSE = 4, 5.0
"""How often a stage is tried where nodes are lost; what it starts from lies on the shared path. Seconds in between, more each time."""
Function = partial[dict[str, pa.Table]]
"""A function of a module, with all that it has to know but for the table."""
ABOUT = {
    "node": pa.string(),
    "process": pa.int64(),
    "began": pa.float64(),
    "seconds": pa.float64(),
    "n_rows": pa.int64(),
    "n_bytes": pa.int64(),
}
"""What a task writes down about itself."""


@dataclass(frozen=True, slots=True)
class Tasks:
    """What a stage left on the shared path: a row for each task, its tables as lists of structs."""

    files: list[str]
    """As Daft says; a task that was lost when it had written may have left another one beside them."""
    schemas: Mapping[str, pa.Schema]
    flat: str | None = None
    """The table whose rows are rows of the files, if there is one."""
    attempts: int = 1

    def rows(self, name: str) -> Any:
        """One of the tables, of all tasks, as a Daft frame."""
        daft = load_daft()
        frame = daft.read_parquet(self.files)
        if name == self.flat:
            return frame.select(*self.schemas[name].names)
        frame = frame.select(name).explode(name, ignore_empty_and_null=True)
        return frame.select(*(daft.col(name)[column].alias(column) for column in self.schemas[name].names))

    def read(self, name: str, order: str) -> pl.DataFrame:
        """One of the tables in the memory of whoever asks, by tasks in the order of one of their columns, rows in the order they came."""
        return self.lazy(name, order).collect()

    def lazy(self, name: str, order: str | None = None) -> pl.LazyFrame:
        """The same, not yet had; in any order if none is given."""
        frame = pl.scan_parquet(self.files)
        frame = frame.sort(order) if order else frame
        return frame.select(pl.col(name).explode(empty_as_null=False)).drop_nulls().unnest(name)

    def about(self) -> pl.DataFrame:
        """Where each task ran, and how long."""
        return pl.read_parquet(self.files, columns=list(ABOUT)).unique(maintain_order=True)


def over_chunks(
    chunks: pa.Table, key: str, function: Function, schemas: Mapping[str, pa.Schema], folder: Path, flat: str | None = None
) -> Tasks:
    """Calls a function for each row of a small table that says what to work on.

    Args:
        flat: the table whose rows are to be rows of the files, so that some can be had without the others.
    """
    daft = load_daft()
    frame = daft.from_arrow(chunks)
    if on_ray():
        frame = frame.into_partitions(chunks.num_rows)
    call = _batch_udf(function, schemas, chunks.column_names, batch_size=1)
    frame = frame.select(key, call(*(daft.col(name) for name in chunks.column_names)).alias("out"))
    return _write(frame, key, schemas, folder, flat)


def over_groups(rows: Any, key: str, function: Function, schemas: Mapping[str, pa.Schema], folder: Path) -> Tasks:
    """Calls a function for all rows of each group of a Daft frame; groups are brought together from all nodes by their key."""
    daft = load_daft()
    call = _batch_udf(function, schemas, rows.column_names, batch_size=None)
    frame = rows.groupby(key).map_groups(call(*(daft.col(name) for name in rows.column_names)).alias("out"))
    return _write(frame, key, schemas, folder)


def _write(frame: Any, key: str, schemas: Mapping[str, pa.Schema], folder: Path, flat: str | None = None) -> Tasks:
    col = load_daft().col
    frame = frame.select(key, *(col("out")[name].alias(name) for name in [*schemas, *ABOUT]))
    if flat:
        fields = (col(flat)[name].alias(name) for name in schemas[flat].names)
        frame = frame.explode(flat, ignore_empty_and_null=True).select(key, *fields, *ABOUT)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            written = frame.write_parquet(str(folder / str(attempt)), compression="lz4").to_pydict()["path"]
        except _losses() as error:
            if attempt == ATTEMPTS:
                raise UserError(f"Nodes of the Ray cluster were lost {ATTEMPTS} times: {' '.join(str(error).split())[-200:]}") from None
            time.sleep(PAUSE * attempt)
        else:
            return Tasks(sorted(written), schemas, flat, attempt)
    raise AssertionError


def _losses() -> tuple[type[BaseException], ...]:
    """What is raised where a node took with it what others were waiting for. A worker that dies alone is replaced by Daft."""
    if not on_ray():
        return ()
    from ray import exceptions

    return (exceptions.ObjectLostError, exceptions.RayActorError, exceptions.WorkerCrashedError, exceptions.NodeDiedError)


def _batch_udf(function: Function, schemas: Mapping[str, pa.Schema], names: list[str], batch_size: int | None) -> Any:
    daft = load_daft()
    fields = {name: pa.large_list(pa.struct(list(schema))) for name, schema in schemas.items()} | ABOUT
    returns = daft.DataType.from_arrow_type(pa.struct(fields))

    # by its name: Daft never lets go of what it was handed, and with it of all that its module imports
    module, name, given = function.func.__module__, function.func.__name__, function.args
    code = code_version(module)

    def call(*columns: Any) -> pa.Array:
        if code_version(module) != code:
            raise RuntimeError(
                f"{socket.gethostname()} has another version of Muster, or of Python, than the machine that the run began on."
            )
        began = time.time()
        table = pa.Table.from_arrays([column.to_arrow() for column in columns], names=names)
        made = getattr(import_module(module), name)(*given, table)
        about = dict(zip(ABOUT, (node(), os.getpid(), began, time.time() - began, table.num_rows, table.nbytes), strict=True))
        arrays = [_one_cell(made[name].cast(schema)) for name, schema in schemas.items()]
        arrays += [pa.array([about[name]], kind) for name, kind in ABOUT.items()]
        return pa.StructArray.from_arrays(arrays, names=list(fields))

    return daft.func.batch(return_dtype=returns, batch_size=batch_size, use_process=False)(call)


def _one_cell(table: pa.Table) -> pa.Array:
    """A table as one list of structs."""
    rows = table.combine_chunks().to_struct_array()
    rows = rows.combine_chunks() if isinstance(rows, pa.ChunkedArray) else rows
    return pa.LargeListArray.from_arrays(pa.array([0, len(rows)], pa.int64()), rows)


def node() -> str:
    """The Ray node that this runs on, or "" where there is none."""
    import sys

    ray = sys.modules.get("ray")
    if ray is None or not ray.is_initialized():
        return ""
    return str(ray.get_runtime_context().get_node_id())


def told(stage: str, tasks: Tasks) -> str:
    """What was done, how long it took and where, in a sentence."""
    about = tasks.about()
    nodes = about.group_by("node").len().sort("node").iter_rows()
    began = about["began"].to_numpy()
    seconds = float((began + about["seconds"].to_numpy()).max() - began.min()) if about.height else 0.0
    where = ", ".join(f"{n} on {name[:8] or 'this machine'}" for name, n in nodes)
    size = f"{about['n_rows'].sum():,} rows, {about['n_bytes'].to_numpy().sum() / 1e6:.0f} MB"
    again = f", at the attempt no. {tasks.attempts}" if tasks.attempts > 1 else ""
    return f"{stage}: {about.height} tasks ({where}) on {size}, {about['seconds'].sum():.1f} s of work in {seconds:.1f} s{again}"
