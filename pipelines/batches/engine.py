"""Where documents are read and searched: on the cores of this machine. Another engine does the same elsewhere, with the same functions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import polars as pl

from pipelines.articles.documents import in_chunks, read_documents
from pipelines.articles.find import Found
from pipelines.batches.work import Numbered, broken_article, broken_document, extract_some, read_some
from pipelines.batches.workers import Chunk, Workers, map_here
from pipelines.mentions import Schema
from pipelines.scale.engine import uses_daft
from pipelines.workers import cores

MODULES = ("pipelines.batches.warm",)
"""What the process that workers are forked from imports."""
BYTES, DOCUMENTS = 1_000_000, 16
"""Most that a worker is handed at once, so that all have something to do and few results are waited for."""

Tables = dict[str, pl.DataFrame]


class Engine(Protocol):
    """Reads documents and finds mentions, some at a time, in order."""

    def read(self, files: Sequence[Found]) -> Iterator[pl.DataFrame]:
        """Rows of READ_SCHEMA, one for each document of the files."""

    def search(self, articles: pl.DataFrame, wanted: Sequence[str], schemas: Mapping[str, Schema]) -> Iterator[Tables]:
        """The wanted tables of mentions of articles (columns as of `work.extract_some`), and those that were broken."""

    def compare(self, articles: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Rows of `overlaps` and of `reports`, of the articles of a Parquet file."""

    def rest(self) -> None:
        """Lets worker processes of this machine go, with what they hold, until there is something to read again."""

    def close(self) -> None:
        """Lets go of all that it holds."""


class LocalEngine:
    """Worker processes on all cores; with MUSTER_WORKERS=0 this process alone."""

    def __init__(self, build: Path | None = None) -> None:
        self._build = build
        self._workers: Workers | None = None
        self._lock = Lock()

    def read(self, files: Sequence[Found]) -> Iterator[pl.DataFrame]:
        """See Engine."""
        numbered = (Numbered(found.source, place, document) for found in files for place, document in enumerate(read_documents(found)))
        yield from self._map(read_some, (Chunk(some) for some in _in_pieces(numbered)), broken_document)

    def search(self, articles: pl.DataFrame, wanted: Sequence[str], schemas: Mapping[str, Schema]) -> Iterator[Tables]:
        """See Engine."""
        given = (list(wanted), dict(schemas))
        chunks = (Chunk(some, given) for some in in_chunks(articles.iter_rows(named=True), DOCUMENTS))
        yield from self._map(extract_some, chunks, partial(broken_article, wanted=wanted, schemas=schemas))

    def compare(self, articles: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
        """See Engine. Articles that were compared before are not compared again."""
        from pipelines.reports.compare import compare_articles  # numba takes its time

        return compare_articles(articles, self._build / "index" if self._build else None)

    def rest(self) -> None:
        """See Engine."""
        with self._lock:
            if self._workers:
                self._workers.__exit__()
                self._workers = None

    def close(self) -> None:
        """Lets the workers go."""
        self.rest()

    def _map(self, function: Any, chunks: Iterator[Chunk], blame: Any) -> Iterator[Any]:
        if not cores():
            yield from map_here(function, chunks)
            return
        with self._lock:  # tasks of a cluster's node are threads that share its workers
            self._workers = self._workers or Workers(MODULES)
        yield from self._workers.map(function, chunks, blame)


class Engines:
    """The engine of a run, made when it is first asked for."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self.say: Callable[[str], None] = lambda _: None
        """Is told what was done where, by an engine that works elsewhere."""

    def get(self, build: Path) -> Engine:
        """The engine; `build` is the folder of the tables."""
        self._engine = self._engine or self._make(build)
        return self._engine

    def close(self) -> None:
        """Lets it go."""
        if self._engine:
            self._engine.close()
            self._engine = None

    def _make(self, build: Path) -> Engine:
        if not uses_daft():
            return LocalEngine(build)
        from pipelines.scale.documents import DaftEngine

        return DaftEngine(build, lambda said: self.say(said))


def _in_pieces(documents: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    """Documents, as many at a time as a worker is handed."""
    some: list[Numbered] = []
    size = 0
    for one in documents:
        some.append(one)
        size += one.document.n_bytes or 0
        if size >= BYTES or len(some) >= DOCUMENTS:
            yield some
            some, size = [], 0
    if some:
        yield some
