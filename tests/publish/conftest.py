"""A signed release of the sample, a shelf that holds it, and a server of that shelf."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.release.minisign import secret_key
from pipelines.release.sums import seal
from tests.publish.servers import Files, running
from tests.release.keys import SECRET

VERSION = "2026.11.6"


@pytest.fixture(scope="session")
def signed(sample_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A signed release; tests must not change it."""
    folder = Path(shutil.copytree(sample_build / "release", tmp_path_factory.mktemp("signed") / VERSION))
    said = json.loads((folder / "manifest.json").read_text(encoding="utf-8")) | {"version": VERSION, "dataset": "sample"}
    (folder / "manifest.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    seal(folder, f"sample {VERSION}", secret_key(SECRET))
    return folder


@pytest.fixture
def shelf(signed: Path, tmp_path: Path) -> Path:
    """A folder of releases that a test may spoil."""
    shutil.copytree(signed, tmp_path / "shelf" / VERSION)
    (tmp_path / "shelf" / "latest.json").write_text(json.dumps({"version": VERSION}))
    return tmp_path / "shelf"


@pytest.fixture
def server(shelf: Path) -> Iterator[Files]:
    with running(Files(shelf)) as server:
        yield server
