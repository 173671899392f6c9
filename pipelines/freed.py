"""Gives memory back to the machine that a step has freed: allocators keep it for themselves, and the next step finds less."""

import ctypes
import gc
import mmap
import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

_STATUS = Path("/proc/self/statm")


def give_back() -> None:
    """Has Python forget what nothing refers to, and Arrow and the C library give back what is free."""
    gc.collect()
    release()


def release() -> None:
    """Has Arrow and the C library give back what is free."""
    pa.default_memory_pool().release_unused()
    if trim := _trim():
        trim(0)


def mapped_bytes() -> int:
    """Bytes of files that are in this process's memory; where the machine does not say so, more than there can be."""
    try:
        return int(_STATUS.read_text(encoding="ascii").split()[2]) * mmap.PAGESIZE
    except OSError:
        return sys.maxsize


@lru_cache(maxsize=1)
def _trim() -> Callable[[int], int] | None:
    """The C library's function that gives freed memory back, where it has one."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None)
