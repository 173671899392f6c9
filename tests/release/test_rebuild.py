"""What is built again is told apart from what was, file by file, and why."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from pipelines.commands.build import run_build
from pipelines.release.rebuilt import compare, input_problems
from pipelines.release.sums import SIGNATURE, seal
from tests.conftest import ROOT

VERSION = "2031.1.0"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the dataset `sample`, which no folder of releases holds."""
    out = tmp_path_factory.mktemp("made")
    assert run_build([], out, "sample", as_json=True, quiet=True, version=VERSION) == 0
    return out / "release"


def rebuild(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "pipelines.cli", "rebuild", VERSION, "--release", str(folder), *args]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_release_is_built_again_byte_for_byte(made: Path) -> None:
    run = rebuild(made)
    assert (run.returncode, run.stderr) == (0, "")
    assert "built again from 35 documents: all" in run.stdout and "have the same bytes" in run.stdout


def changed(made: Path, folder: Path, **said: object) -> Path:
    """A copy whose manifest says something else."""
    shutil.copytree(made, folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    seal(folder, "", None)
    return folder


def test_documents_have_to_be_those_it_was_made_from(made: Path, tmp_path: Path) -> None:
    inputs = json.loads((made / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    other = [{**inputs[0], "sha256": "0" * 64}, *inputs[1:-1], {**inputs[-1], "source": "lost.txt"}]
    run = rebuild(changed(made, tmp_path / "other", inputs=other))
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        "muster: lost.txt is not there.",
        f"muster: {inputs[-1]['source']} is there, and the release was not made from it.",
        f"muster: {inputs[0]['source']} is not what the release was made from: its sha256 differs.",
    ]


def test_records_of_one_file_are_looked_up_by_the_file(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("x")
    rows = [{"source": "feed.xml#1", "sha256": "0"}, {"source": "feed.xml#2", "sha256": "1"}]
    assert input_problems(rows, {"feed.xml": tmp_path / "feed.xml"}) == []
    assert input_problems(rows, {}) == ["feed.xml is not there."]


def test_another_version_of_a_writer_is_told_from_other_rows(made: Path, tmp_path: Path) -> None:
    writers = json.loads((made / "manifest.json").read_text(encoding="utf-8"))["writers"]
    then = changed(made, tmp_path / "then", writers=writers | {"pyarrow": "25.0.0"})
    pq.write_table(pq.read_table(then / "quotes.parquet"), then / "quotes.parquet", compression="snappy")
    seal(then, "", None)
    found = compare(then, made)
    assert found.same
    assert {file.file: file.state for file in found.files if file.state != "equal"} == {
        "quotes.parquet": "same_rows", "manifest.json": "follows", "chunks.json": "follows", "SHA256SUMS": "follows",
    }  # fmt: skip
    assert found.causes == [f"pyarrow was 25.0.0, and is {writers['pyarrow']} here."]
    again = Path(shutil.copytree(made, tmp_path / "again"))
    pl.read_parquet(made / "events.parquet").reverse().write_parquet(again / "events.parquet")
    (then / "LICENSE").unlink()
    (then / "more.txt").write_text("more")
    found = compare(then, again)
    states = {file.file: file.state for file in found.files}
    assert (states["events.parquet"], states["LICENSE"], states["more.txt"]) == ("differs", "extra", "missing")
    assert states["manifest.json"] == "differs" and not found.same


def test_the_signature_is_its_signers(made: Path, tmp_path: Path) -> None:
    then = Path(shutil.copytree(made, tmp_path / "then"))
    (then / SIGNATURE).write_text("anything")
    assert {file.state for file in compare(then, made).files} == {"equal"}


def test_other_reference_data_are_named(made: Path, tmp_path: Path) -> None:
    reference = json.loads((made / "manifest.json").read_text(encoding="utf-8"))["reference_sha256"]
    then = changed(made, tmp_path / "then", reference_sha256=reference | {"forces.csv": "0" * 64})
    assert "1 files of reference data are others than then: forces.csv." in compare(then, made).causes


def test_a_version_that_is_not_there_is_said_in_a_sentence(made: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "rebuild", "2000.1.0"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (2, "muster: There is no release '2000.1.0' of 'sample'; --release names the folder of one.\n")
    assert rebuild(made, "--dataset", "afghanistan-2021").returncode == 2
