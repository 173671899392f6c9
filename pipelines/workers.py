"""Spreads work over the cores of the machine: pieces of work in, results out, in order. Knows nothing of Dagster or tables."""

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")
AHEAD = 2
"""Pieces that each worker finds waiting: more of them would only lie in memory."""


WORKERS = "MUSTER_WORKERS"
"""Environment variable: how many worker processes; 0: none, everything is done in this one."""


def cores() -> int:
    """How many worker processes there are to be: as many as MUSTER_WORKERS says, or as this process may use cores."""
    if told := os.environ.get(WORKERS):
        return int(told)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Processes, one for each core, that are started when there is much to do for the first time, and end with the block."""

    def __init__(self, count: int | None = None) -> None:
        """`count`: how many; as many as there are cores if not given."""
        self.count = cores() if count is None else count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def spread(self, work: Callable[[Piece], Result], pieces: Iterable[Piece], *, much: bool) -> Iterator[Result]:
        """The results of `work` on each piece, in order.

        Args:
            work: a function at the top of a module that a worker can import quickly.
            pieces: large enough to be worth being sent; they are made one by one, as they are asked for.
            much: whether it is worth to start processes; otherwise the work is done here.
        """
        if self.count < 2 or not (much or self._pool):
            yield from map(work, pieces)
            return
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.count, mp_context=multiprocessing.get_context("spawn"))
        waiting: deque[Future[Result]] = deque()
        for piece in pieces:
            if len(waiting) >= AHEAD * self.count:
                yield waiting.popleft().result()
            with not_running_main():
                waiting.append(self._pool.submit(work, piece))
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def not_running_main() -> Iterator[None]:
    """Processes that are started meanwhile do not import the program that runs: it may be large, or begin its work at once."""
    main = sys.modules["__main__"].__dict__
    kept: dict[str, object] = {name: main[name] for name in ("__spec__", "__file__") if name in main}
    main["__spec__"] = None
    main.pop("__file__", None)
    try:
        yield
    finally:
        main.update(kept)
