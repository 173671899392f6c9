"""What several tests share: where the corpora are, and one build of the sample and of the seeds for the whole session."""

import os
from pathlib import Path

import polars as pl
import pytest
from hypothesis import settings

from checks.tables import TABLES

settings.register_profile("patient", deadline=None)  # the first call compiles; time is measured by `make bench`
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "seeds" / "sample"


def folder(variable: str) -> Path:
    """A folder named by an environment variable; the test skips, saying so, without it."""
    given = os.environ.get(variable)
    if not given or not Path(given).is_dir():
        pytest.skip(f"{variable} is not set to a folder")
    return Path(given)


@pytest.fixture(scope="session")
def seeds_folder() -> Path:
    return folder("MUSTER_SEEDS")


@pytest.fixture(scope="session")
def gold_folder() -> Path:
    return folder("MUSTER_GOLD")


def build(documents: Path, out: Path) -> Path:
    """Builds everything in a folder; all checks hold."""
    from pipelines.commands.build import run_build

    assert run_build([documents], out, "", as_json=True, quiet=True) == 0
    return out


@pytest.fixture(scope="session")
def sample_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of our own sample."""
    return build(SAMPLE, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def seeds_build(seeds_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the five original articles."""
    return build(seeds_folder, tmp_path_factory.mktemp("seeds"))


@pytest.fixture(scope="session")
def tables(sample_build: Path) -> dict[str, pl.DataFrame]:
    """The tables of the sample, by name. Tests must not change them in place."""
    return {name: pl.read_parquet(sample_build / f"{name}.parquet") for name in TABLES}
