"""Nothing half-written is ever seen, and the same rows give the same bytes."""

import errno
import os
import subprocess
from pathlib import Path

import polars as pl
import pytest

from checks.rejects import Rejects
from pipelines.errors import UserError
from pipelines.files import fit, replace_folder, to_arrow, write_aside, write_parquet, write_text

ROWS = pl.DataFrame(
    {"source": ["b", "a"], "sha256": [None, "0" * 64], "n_bytes": [None, 3], "reason": ["unreadable", "empty"], "detail": ["No.", "None."]}
)


def test_a_write_that_breaks_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    write_text(path, "old")

    def breaks(aside: Path) -> None:
        aside.write_text("half")
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(OSError, match="Input/output"):
        write_aside(path, breaks)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.txt"]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), RuntimeError("IO Error: No space left on device")])
def test_a_full_disk_is_said_in_a_sentence(tmp_path: Path, error: Exception) -> None:
    def breaks(_: Path) -> None:
        raise error

    with pytest.raises(UserError, match=r"There is no room for page.txt in .*: what was finished before is kept\."):
        write_aside(tmp_path / "page.txt", breaks)


def test_what_a_killed_writer_left_goes_with_the_next_write(tmp_path: Path) -> None:
    killed = subprocess.Popen(["sleep", "60"])
    killed.kill()
    killed.wait()
    for name in (f".page.txt.{killed.pid}.tmp", f".page.txt.{os.getppid()}.tmp", f".other.txt.{killed.pid}.tmp"):
        (tmp_path / name).write_text("half")
    write_text(tmp_path / "page.txt", "whole")
    assert {p.name for p in tmp_path.iterdir()} == {"page.txt", f".page.txt.{os.getppid()}.tmp", f".other.txt.{killed.pid}.tmp"}


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    for name, content in (("new", "2"), ("release", "1")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(content)
    (tmp_path / ".release.1.old").mkdir()  # of a run that was killed
    replace_folder(tmp_path / "new", tmp_path / "release")
    assert [p.name for p in tmp_path.iterdir()] == ["release"]
    assert [p.name for p in (tmp_path / "release").iterdir()] == ["new.txt"]


def test_order_of_rows_and_columns_does_not_show_in_the_bytes(tmp_path: Path) -> None:
    write_parquet(to_arrow(fit(ROWS, Rejects), Rejects), tmp_path / "one.parquet")
    write_parquet(to_arrow(fit(ROWS.reverse().select(reversed(ROWS.columns)), Rejects), Rejects), tmp_path / "two.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError):
        fit(ROWS.with_columns(n_bytes=pl.lit("many")), Rejects)
