"""Other people's tools accept a release: frictionless, mlcroissant, cffconvert, and a DuckDB of the year before.

They stand in environments of their own (`make validators`, or $MUSTER_VALIDATORS); the tests skip, saying so, without them.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

HOME = Path(os.environ.get("MUSTER_VALIDATORS", ROOT / ".validators"))
MAIN, CFF = "validators", "validators-cff"


def run(group: str, tool: str, *arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    """Runs a tool of a group in a folder; the test skips where it is not installed."""
    path = HOME / group / "bin" / tool
    if not path.exists():
        pytest.skip(f"{tool} is not installed: make validators")
    return subprocess.run([str(path), *arguments], cwd=at, capture_output=True, text=True, check=False)


@pytest.fixture
def release(sample_build: Path, tmp_path: Path) -> Path:
    """A copy in which tools may leave files."""
    return Path(shutil.copytree(sample_build / "release", tmp_path / "release"))


@pytest.fixture(scope="module")
def named_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the sample as the dataset that it is, with licence, creators and a day of release."""
    from pipelines.commands.build import run_build

    out = tmp_path_factory.mktemp("named")
    assert run_build([], out, "sample", as_json=True, quiet=True) == 0
    return out / "release"


def test_frictionless_finds_every_table_valid(release: Path) -> None:
    done = run(MAIN, "frictionless", "validate", "datapackage.json", "--json", at=release)
    report = json.loads(done.stdout)
    assert {task["name"]: task["errors"] for task in report["tasks"] if not task["valid"]} == {}
    assert report["valid"] and report["stats"]["tasks"] == 34


def test_frictionless_reads_what_it_is_told(release: Path) -> None:
    page = release / "datapackage.json"
    page.write_text(page.read_text(encoding="utf-8").replace('"pattern": "^quo_', '"pattern": "^ouq_'), encoding="utf-8")
    assert not json.loads(run(MAIN, "frictionless", "validate", "datapackage.json", "--json", at=release).stdout)["valid"]


def test_mlcroissant_finds_nothing_wrong_and_loads_the_tables(named_build: Path) -> None:
    done = run(MAIN, "mlcroissant", "validate", "--jsonld", "croissant.json", at=named_build)
    assert done.returncode == 0 and "Done." in done.stderr
    assert "warning" not in done.stderr.lower() and "error" not in done.stderr.lower()
    for records in ("quotes", "events", "articles"):
        loaded = run(
            MAIN, "mlcroissant", "load", "--jsonld", "croissant.json", "--record_set", records, "--num_records", "2", at=named_build
        )
        assert loaded.returncode == 0 and f"{records}/" in loaded.stdout + loaded.stderr


def test_cffconvert_accepts_the_citation(named_build: Path) -> None:
    done = run(CFF, "cffconvert", "--validate", "-i", "CITATION.cff", at=named_build)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2026" in run(CFF, "cffconvert", "-i", "CITATION.cff", "-f", "apalike", at=named_build).stdout


OLDER = """
import duckdb
assert duckdb.__version__.startswith("1.4."), duckdb.__version__
db = duckdb.connect("muster.duckdb", read_only=True)
for (view,) in db.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall():
    db.execute(f'SELECT count(COLUMNS(*)) FROM "{view}"').fetchall()
print(len(db.execute("SELECT figure_id FROM troops('USA')").fetchall()), len(db.execute("SELECT figure_id FROM conflicts").fetchall()))
alone = duckdb.connect("alone.duckdb")
alone.execute(open("tables.sql", encoding="utf-8").read())
print(len(alone.execute("SELECT quote_id FROM who_said('a')").fetchall()))
"""


def test_an_older_duckdb_opens_it(release: Path) -> None:
    done = run(MAIN, "python", "-c", OLDER, at=release)
    assert done.returncode == 0, done.stderr
    assert all(int(number) > 0 for number in done.stdout.split())
