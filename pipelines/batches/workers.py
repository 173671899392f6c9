"""Work on many things in worker processes, on all cores, so that one that breaks its process costs itself alone.

A chunk whose worker dies, or takes longer than its PATIENCE, is divided until what is to blame stands alone.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TooSlow
from multiprocessing import connection, get_context, parent_process
from typing import Any, NamedTuple, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from pipelines.articles.raw import BROKE, Problem
from pipelines.workers import cores, not_running_main

PATIENCE = 300.0
"""Seconds that a chunk may take: a thousand times what the longest documents do."""
AHEAD = 3
"""Chunks for each worker that are held at once."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Chunk(NamedTuple):
    """Some things to be worked on, and what else the worker has to know."""

    items: list[Any]
    given: tuple[Any, ...] = ()


class Workers:
    """A pool of processes that all know a few modules, and are started anew when they die."""

    def __init__(self, modules: tuple[str, ...] = (), patience: float = PATIENCE) -> None:
        self._patience = patience
        context = get_context("forkserver")
        context.set_forkserver_preload([*modules])
        self._pool = ProcessPool(max_workers=max(1, cores()), context=context, initializer=_die_with_parent)
        self._ahead = AHEAD * max(1, cores())

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()
        self._pool.join()

    def map(self, function: Callable[..., Result], chunks: Iterable[Chunk], blame: Callable[[Any, Problem], Result]) -> Iterator[Result]:
        """`function(items, *given)` of every chunk, in order.

        Args:
            function: of a module, so that a worker can find it.
            chunks: what is to be done; only a few are asked for ahead of their results.
            blame: the result for one thing that broke its worker.
        """
        coming, held = iter(chunks), deque[tuple[Chunk, ProcessFuture]]()
        while True:
            while len(held) < self._ahead and (chunk := next(coming, None)) is not None:
                held.append((chunk, self._start(function, chunk)))
            if not held:
                return
            chunk, future = held.popleft()
            try:
                yield future.result()
            except (ProcessExpired, TooSlow, MemoryError, RecursionError) as error:
                yield from self._divide(function, chunk, blame, error)

    def _divide(
        self, function: Callable[..., Result], chunk: Chunk, blame: Callable[[Any, Problem], Result], error: BaseException
    ) -> Iterator[Result]:
        """The results of the halves of a chunk that broke its worker."""
        if len(chunk.items) == 1:
            yield blame(chunk.items[0], _problem(error, self._patience))
            return
        middle = len(chunk.items) // 2
        for items in (chunk.items[:middle], chunk.items[middle:]):
            yield from self.map(function, [chunk._replace(items=items)], blame)

    def _start(self, function: Callable[..., Result], chunk: Chunk) -> ProcessFuture:
        with not_running_main():  # the first thing that is asked for starts the processes
            return self._pool.schedule(function, args=[chunk.items, *chunk.given], timeout=self._patience)


def map_here(function: Callable[..., Result], chunks: Iterable[Chunk]) -> Iterator[Result]:
    """The same in this process: what breaks it breaks everything."""
    for chunk in chunks:
        yield function(chunk.items, *chunk.given)


def _problem(error: BaseException, patience: float) -> Problem:
    if isinstance(error, TooSlow):
        return Problem(BROKE, f"It was worked on for {patience:.0f} seconds without an end.")
    if isinstance(error, ProcessExpired):
        code = error.exitcode
        how = f"by {signal.Signals(-code).name}" if code and code < 0 else f"with exit code {code}"
        return Problem(BROKE, f"The process that worked on it ended {how}.")
    return Problem(BROKE, f"Working on it ended in {type(error).__name__}.")


def _die_with_parent() -> None:
    """A worker whose parent was killed ends as well, whatever it is doing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent:
        threading.Thread(target=_wait_for, args=(parent.sentinel,), daemon=True).start()


def _wait_for(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
