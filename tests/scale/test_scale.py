"""Daft makes the tables of the default engine; without it, what is missing is said in a sentence.

What needs Daft skips, saying so, unless $MUSTER_SCALE names a Python that has it (pip install '.[scale]'). A Ray cluster, and what happens
when its nodes are killed, is for `python -m tests.scale.cluster`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from pipelines.commands.build import run_build
from pipelines.commands.compare import run_compare
from pipelines.errors import UserError
from pipelines.reports.compare import compare_articles
from pipelines.scale.engine import check_engine, uses_daft
from tests.conftest import ROOT
from tests.reports.generate import generate
from tests.reports.tables import article, articles


def on_daft(*command: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs a module where Daft is installed."""
    python = os.environ.get("MUSTER_SCALE")
    if not python:
        pytest.skip("Daft is not installed: MUSTER_SCALE names no Python that has it")
    given = {**os.environ, "PYTHONPATH": str(ROOT), "DAFT_RUNNER": "native", **env}
    return subprocess.run([python, "-m", *command], cwd=ROOT, env=given, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("rows", [generate(600, 3)[0], articles(article("a", "Two words.")), articles()], ids=["many", "one", "none"])
def test_articles_are_compared_alike(rows: pl.DataFrame, tmp_path: Path) -> None:
    rows.write_parquet(tmp_path / "articles.parquet", row_group_size=250)
    done = on_daft("tests.scale.run", str(tmp_path / "articles.parquet"), str(tmp_path))
    assert done.returncode == 0, done.stderr
    overlaps, reports = compare_articles(rows)
    assert pl.read_parquet(tmp_path / "overlaps.parquet").equals(overlaps)
    assert pl.read_parquet(tmp_path / "reports.parquet").equals(reports)


def test_documents_are_read_and_searched_alike(tmp_path: Path) -> None:
    """`muster build` of a few documents, some of which are none."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for path in sorted((ROOT / "seeds" / "sample").glob("[sx]0[3-5]_*")):
        shutil.copy(path, seeds)
    done = on_daft("pipelines.cli", "build", "--seeds", str(seeds), "--out", str(tmp_path / "daft"), MUSTER_ENGINE="daft")
    assert done.returncode == 0, done.stderr
    assert run_build([seeds], tmp_path / "local", "sample", as_json=True, quiet=True) == 0
    tables = {path.name: pl.read_parquet(path) for path in sorted((tmp_path / "local").glob("*.parquet"))}
    del tables["release.parquet"]  # hashes of files, in which their writer leaves its version
    assert [name for name, table in tables.items() if not table.equals(pl.read_parquet(tmp_path / "daft" / name))] == []


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = on_daft("pipelines.cli", "build", "--out", str(tmp_path), MUSTER_ENGINE="daft", DAFT_RUNNER="ray", RAY_ADDRESS="127.0.0.1:1")
    assert (done.returncode, done.stderr) == (2, "muster: The Ray cluster at '127.0.0.1:1' cannot be reached: Connection refused.\n")


def test_the_extra_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUSTER_ENGINE", "daft")
    monkeypatch.setitem(sys.modules, "daft", None)
    with pytest.raises(UserError, match=r"needs Daft, which is not installed: pip install 'muster\[scale\]'"):
        run_compare("nothing.parquet", tmp_path, None, mark=False, as_json=True)


@pytest.mark.parametrize(("name", "daft"), [("", False), ("local", False), ("daft", True)])
def test_engines(name: str, daft: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_ENGINE", name)
    assert uses_daft() == daft


def test_an_engine_that_there_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_ENGINE", "spark")
    with pytest.raises(UserError, match="MUSTER_ENGINE is 'spark'; it can be local or daft"):
        check_engine()
