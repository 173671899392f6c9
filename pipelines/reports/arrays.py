"""Arrays that lie in files, so that many numbers are had without holding them. A file without a name, or one that is kept."""

import mmap
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.reports.compiled import compiled
from pipelines.reports.types import Ints

WINDOW = 64 << 20
"""Bytes of a file that are looked at together when some of it is copied."""

LARGE = 4 * WINDOW
"""Bytes of a file that is looked at a window after the other where single values are asked for."""


class Array:
    """An array in a file, which grows at its end."""

    def __init__(self, kind: type, path: Path | None = None, size: int = 0) -> None:
        """Args:
        path: the file; without one it has no name and is gone in the end.
        size: elements that it has already; what is behind them is forgotten.
        """
        self._kind = np.dtype(kind)
        self._file = path.open("r+b" if size else "w+b") if path else tempfile.TemporaryFile()  # noqa: SIM115  (closed by `close`)
        self._file.truncate(size * self._kind.itemsize)
        self._file.seek(0, os.SEEK_END)
        self._view: np.memmap[Any, Any] | None = None
        self.size = size

    def add(self, values: npt.NDArray[Any]) -> None:
        """Appends values."""
        self._file.write(np.ascontiguousarray(values, dtype=self._kind).data)
        self.size += len(values)
        self._view = None

    def put_by(self) -> None:
        """Brings the file to the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    @property
    def view(self) -> npt.NDArray[Any]:
        """All values."""
        if not self.size:
            return np.zeros(0, dtype=self._kind)
        if self._view is None:
            self._file.flush()
            self._view = np.memmap(self._file, dtype=self._kind, mode="r+", shape=(self.size,))
        return self._view.view(np.ndarray)

    def some(self, first: Ints, n: Ints) -> npt.NDArray[Any]:
        """Copies of the values first..first+n of each range, one after the other; the file is not kept in memory for it."""
        values = np.empty(int(n.sum()), dtype=self._kind)
        order = np.argsort(first, kind="stable")
        window = first[order] * self._kind.itemsize // WINDOW
        view, to = self.view, np.cumsum(n) - n
        for some in np.split(order, np.flatnonzero(np.diff(window)) + 1):
            _copy(view, first[some], n[some], to[some], values)
            if len(view) * self._kind.itemsize > WINDOW:
                self.let_go()
        return values

    def at(self, places: Ints) -> npt.NDArray[Any]:
        """The values at these places; of a large file no more than some is kept in memory for it."""
        if self.size * self._kind.itemsize <= LARGE:
            return self.view[places]
        return self.some(places, np.ones(len(places), dtype=np.int64))

    def let_go(self) -> None:
        """Gives pages back."""
        if self._view is not None and hasattr(mmap, "MADV_DONTNEED"):
            self._view._mmap.madvise(mmap.MADV_DONTNEED)  # type: ignore[attr-defined]

    def close(self) -> None:
        """Lets go of the file."""
        self._view = None
        self._file.close()


def ranges(first: Ints, n: Ints) -> tuple[Ints, Ints]:
    """Numbers first..first+n of each range, one after the other, and the range that each is of."""
    of = np.repeat(np.arange(len(n)), n)
    return np.arange(len(of)) + (first - (np.cumsum(n) - n))[of], of


@compiled
def _copy(values: Any, first: Any, n: Any, to: Any, copied: Any) -> None:
    for part in range(len(first)):
        for at in range(n[part]):
            copied[to[part] + at] = values[first[part] + at]
