"""Gives memory back to the machine that a step has freed: allocators keep it for themselves, and the next step finds less."""

import ctypes
import gc
from collections.abc import Callable
from functools import lru_cache

import pyarrow as pa


def give_back() -> None:
    """Has Python forget what nothing refers to, and Arrow and the C library give back what is free."""
    gc.collect()
    release()


def release() -> None:
    """Has Arrow and the C library give back what is free."""
    pa.default_memory_pool().release_unused()
    if trim := _trim():
        trim(0)


@lru_cache(maxsize=1)
def _trim() -> Callable[[int], int] | None:
    """The C library's function that gives freed memory back, where it has one."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
