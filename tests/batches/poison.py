"""Work that goes wrong in the ways that work does, for processes that have to find it by name."""

import os
import signal
import time
from collections.abc import Sequence

from pipelines.articles.raw import Problem


def double(items: Sequence[object]) -> list[object]:
    """Twice each number; words do harm."""
    return [_double(item) for item in items]


def _double(item: object) -> object:
    if item == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if item == "leave":
        os._exit(3)
    if item == "hang":
        time.sleep(600)
    if item == "fill":
        raise MemoryError
    assert isinstance(item, int)
    return 2 * item


def blame(item: object, problem: Problem) -> list[object]:
    """What is to blame, and for what."""
    return [(item, problem.detail)]


def parent(items: Sequence[object]) -> list[object]:
    """The process that works on it."""
    return [os.getpid() for _ in items]
