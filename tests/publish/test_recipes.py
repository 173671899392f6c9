"""The recipes of the README are run as they stand there, in the folder of a release and against a server on this machine."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conftest import ROOT
from tests.publish.httpfs import with_httpfs
from tests.publish.servers import Files, running

HEADING = "## Reading a release\n"
EXAMPLE = re.compile(r"https://data\.example\.org/sample/2\d+\.\d+\.\d+")
FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def recipes(language: str) -> list[str]:
    """The blocks of the section in one language."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    section = page.split(HEADING)[1].split("\n## ")[0]
    return [text for named, text in FENCE.findall(section) if named == language]


@pytest.fixture
def folder(signed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The folder of a release is where we are; the same is served."""
    monkeypatch.chdir(signed)
    with running(Files(signed)) as server:
        yield server.url


def best(release: Path) -> list[tuple[Any, ...]]:
    sql = f"SELECT speaker_name, text FROM read_parquet('{release}/quotes.parquet') ORDER BY n_articles DESC, quote_id LIMIT 5"
    return duckdb.execute(sql).fetchall()


def test_there_is_a_recipe_for_each() -> None:
    assert {language: len(recipes(language)) for language in ("sql", "python", "r", "sh")} == {"sql": 2, "python": 2, "r": 1, "sh": 2}


@pytest.mark.parametrize("number", [0, 1])
def test_python(number: int, folder: str, signed: Path) -> None:
    names: dict[str, Any] = {}
    exec(EXAMPLE.sub(folder, recipes("python")[number]), names)
    top = names["top"]
    rows = top.rows() if hasattr(top, "rows") else list(top.itertuples(index=False, name=None))
    assert sorted(row[2] for row in rows) == sorted(n for (n,) in counts(signed))
    if number == 1:
        assert [row[:2] for row in rows] == best(signed)


def counts(release: Path) -> list[tuple[int]]:
    return duckdb.execute(f"SELECT n_articles FROM read_parquet('{release}/quotes.parquet') ORDER BY 1 DESC LIMIT 5").fetchall()


@pytest.mark.usefixtures("folder")
def test_duckdb_in_the_folder(signed: Path) -> None:
    db = duckdb.connect()
    db.execute(Path("views.sql").read_text(encoding="utf-8"))
    assert [row[:2] for row in db.execute(recipes("sql")[0]).fetchall()] == best(signed)


def test_duckdb_from_elsewhere(folder: str, signed: Path) -> None:
    db = with_httpfs()
    assert db.execute(EXAMPLE.sub(folder, recipes("sql")[1])).fetchall() == best(signed)


@pytest.mark.usefixtures("folder")
def test_r() -> None:
    ask = 'quit(status = !all(sapply(c("arrow", "dplyr"), requireNamespace, quietly = TRUE)))'
    if not shutil.which("Rscript") or subprocess.run(["Rscript", "-e", ask], check=False).returncode:
        pytest.skip("there is no R with arrow and dplyr here")
    run = subprocess.run(["Rscript", "-e", recipes("r")[0] + "\ncat(nrow(top))"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "5")


@pytest.mark.usefixtures("folder")
def test_sums_in_a_shell() -> None:
    assert subprocess.run(["sh", "-c", recipes("sh")[0]], capture_output=True, text=True, check=False).stdout == "whole\n"


@pytest.mark.parametrize("line", [line.split("#")[0].strip() for line in recipes("sh")[1].splitlines()])
def test_calls_of_muster_are_such(line: str) -> None:
    from typer.testing import CliRunner

    from pipelines.cli import app

    shown = CliRunner().invoke(app, [line.split()[1], "--help"], env={"COLUMNS": "200"}).stdout
    for option in re.findall(r"--[\w-]+", line):
        assert option in shown
