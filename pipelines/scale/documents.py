"""Reading and searching documents on Daft: the same functions, in the worker processes of whichever node is free.

A task is some hundred documents. The node that has it hands them to its own workers (pipelines/batches/workers.py), so that a document that
breaks its process costs itself alone here, too.
"""

import pickle
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path

import polars as pl
import pyarrow as pa

from pipelines.articles.documents import READ_SCHEMA
from pipelines.articles.find import Found
from pipelines.batches.engine import LocalEngine
from pipelines.batches.work import BROKEN, broken_frame
from pipelines.mentions import Schema
from pipelines.scale.engine import load_daft
from pipelines.scale.frames import Function, Tasks, over_chunks, told
from pipelines.scale.overlaps import compare_on_daft

FILES, BYTES, ARTICLES = 128, 8_000_000, 128
"""Files, bytes of them, and articles that a task is given."""
Say = Callable[[str], None]


class DaftEngine:
    """Reads, searches and compares wherever Daft runs. Files and `shared` lie on paths that all nodes share."""

    def __init__(self, shared: Path, say: Say) -> None:
        load_daft()  # what is missing is said at once
        self._folder = shared / ".daft"
        self._say = say

    def read(self, files: Sequence[Found]) -> Iterator[pl.DataFrame]:
        """See Engine."""
        some = [{"chunk": number, "files": pickle.dumps(part)} for number, part in enumerate(_in_parts(files))]
        chunks = pa.Table.from_pylist(some, schema=pa.schema({"chunk": pa.int32(), "files": pa.large_binary()}))
        for tables in self._map("read", chunks, partial(_read), {"documents": pl.Schema(READ_SCHEMA)}):
            yield tables["documents"]

    def search(self, articles: pl.DataFrame, wanted: Sequence[str], schemas: Mapping[str, Schema]) -> Iterator[dict[str, pl.DataFrame]]:
        """See Engine."""
        chunk = (pl.int_range(pl.len(), dtype=pl.Int32) // ARTICLES).alias("chunk")
        rows = articles.select(chunk, pl.struct(pl.all()).alias("articles")).group_by("chunk", maintain_order=True).all()
        given = {name: pl.Schema(schemas[name]) for name in wanted}
        made = {name: pl.Schema({"source": pl.String(), **schemas[name]}) for name in wanted} | {BROKEN: broken_frame([]).schema}
        yield from self._map("search", _arrow(rows), partial(_search, list(wanted), given), made)

    def compare(self, articles: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
        """See Engine."""
        return compare_on_daft(articles, self._folder / "compare", self._say)

    def rest(self) -> None:
        """See Engine. Those of other nodes go with the job."""
        _workers().rest()

    def close(self) -> None:
        """Lets the workers of this process go; those of other nodes go with the job."""
        _workers().close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _map(self, name: str, chunks: pa.Table, function: Function, made: Mapping[str, pl.Schema]) -> Iterator[dict[str, pl.DataFrame]]:
        if not chunks.num_rows:
            return
        schemas = {table: _arrow(pl.DataFrame(schema=schema)).schema for table, schema in made.items()}
        folder = self._folder / name
        shutil.rmtree(folder, ignore_errors=True)
        tasks = over_chunks(chunks, "chunk", function, schemas, folder)
        self._say(told(name, tasks))
        yield _tables(tasks, made)
        shutil.rmtree(folder)


def _tables(tasks: Tasks, made: Mapping[str, pl.Schema]) -> dict[str, pl.DataFrame]:
    return {table: tasks.read(table, "chunk").select(pl.col(name).cast(kind) for name, kind in made[table].items()) for table in made}


def _read(chunk: pa.Table) -> dict[str, pa.Table]:
    """The rows of the documents of some files."""
    (files,) = chunk["files"].to_pylist()
    rows = [pl.DataFrame(schema=READ_SCHEMA), *_workers().read(pickle.loads(files))]
    return {"documents": _arrow(pl.concat(rows))}


def _search(wanted: list[str], schemas: dict[str, pl.Schema], chunk: pa.Table) -> dict[str, pa.Table]:
    """The wanted tables of mentions in some articles."""
    articles = pl.DataFrame(pl.from_arrow(chunk)).select(pl.col("articles").explode()).unnest("articles")
    parts = list(_workers().search(articles, wanted, schemas))
    return {table: _arrow(pl.concat([part[table] for part in parts])) for table in parts[0]}


@lru_cache(maxsize=1)
def _workers() -> LocalEngine:
    """The workers of this process, whoever asks."""
    return LocalEngine()


def _arrow(frame: pl.DataFrame) -> pa.Table:
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it is gone, or a link to nowhere: whoever reads it says so
        return 0


def _in_parts(files: Sequence[Found]) -> Iterator[list[Found]]:
    """Files, as many at a time as a task is given."""
    some: list[Found] = []
    size = 0
    for one in files:
        some.append(one)
        size += _size(one.path)
        if size >= BYTES or len(some) >= FILES:
            yield some
            some, size = [], 0
    if some:
        yield some
