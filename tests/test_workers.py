"""Work spread over processes."""

import os
from pathlib import Path

import polars as pl
import pytest

from pipelines.memory import Memory
from pipelines.workers import Workers


def process(piece: int) -> tuple[int, int]:
    """The piece again, and who worked on it."""
    return piece, os.getpid()


def spoiled(piece: int) -> int:
    return 1 // piece


def test_results_come_in_order_from_other_processes() -> None:
    with Workers(2) as workers:
        found = list(workers.spread(process, range(9), much=True))
        again = list(workers.spread(process, range(3), much=False))
    assert [piece for piece, _ in found] == list(range(9))
    assert os.getpid() not in {number for _, number in found + again}


def test_little_work_is_done_here() -> None:
    with Workers(2) as workers:
        assert {number for _, number in workers.spread(process, range(3), much=False)} == {os.getpid()}


def test_an_error_in_a_worker_is_an_error_here() -> None:
    with Workers(2) as workers, pytest.raises(ZeroDivisionError):
        list(workers.spread(spoiled, [1, 0, 1], much=True))


TABLE = pl.DataFrame({"key": [1, 2]}, schema={"key": pl.UInt64})


def test_a_memory_holds_what_the_same_code_left(tmp_path: Path) -> None:
    Memory(tmp_path, "one").write("x", TABLE)
    assert Memory(tmp_path, "one").read("x", TABLE.schema).equals(TABLE)
    assert Memory(tmp_path, "other").read("x", TABLE.schema).is_empty()
    assert Memory(None, "one").read("x", TABLE.schema).is_empty()


def test_a_memory_that_is_damaged_is_empty(tmp_path: Path) -> None:
    Memory(tmp_path, "one").write("x", TABLE)
    path = tmp_path / "x.parquet"
    path.write_bytes(path.read_bytes()[:-9])
    assert Memory(tmp_path, "one").read("x", TABLE.schema).is_empty()
