"""`muster quantities` as a user calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.commands.quantities import quantities
from tests.conftest import ROOT

TEXT = "Profit rose about 5% to $2.4bn; it sold 20-25 ships and lost hundreds of staff."


def muster(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "pipelines.cli", *args], cwd=ROOT, capture_output=True, text=True, check=False)


def test_writes_one_line_a_quantity_and_names_bad_lines(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(f'not json\n{json.dumps({"id": 7, "text": TEXT})}\n{{"id": 1}}\n\n[]\n{"[" * 100_000}\n', encoding="utf-8")
    run = muster("quantities", str(source), str(target))
    assert run.returncode == 1
    assert [line.split("line ")[1].split(":")[0] for line in run.stderr.splitlines()] == ["1", "3", "5", "6"]
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert all(TEXT[row["char_start"] : row["char_end"]] == row["surface"] and row["id"] == 7 for row in rows)
    assert [(row["surface"], row["value"], row["low"], row["high"], row["qualifier"], row["kind"], row["unit"]) for row in rows] == [
        ("about 5%", 5.0, None, None, "about", "share", "percent"),
        ("$2.4bn", 2.4e9, 2.4e9, 2.4e9, "exact", "money", "dollar"),
        ("20-25", None, 20.0, 25.0, "range", "count", None),
        ("hundreds", None, 100.0, None, "vague", "count", None),
    ]
    assert [(row["change"], row["noun"]) for row in rows] == [("up", None), (None, None), (None, "ships"), ("down", None)]


def test_without_its_input_it_says_so(tmp_path: Path) -> None:
    run = muster("quantities", str(tmp_path / "none.jsonl"), str(tmp_path / "out.jsonl"))
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert run.stderr.startswith("muster: There is no file ")


def test_it_starts_without_dagster_pandera_or_polars() -> None:
    code = (
        "import sys, pipelines.commands.quantities; print(sorted({'dagster', 'pandera', 'polars', 'duckdb', 'pyarrow'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip() == "[]"


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "½" * 500, "1/" * 2_000, "$" * 5_000, "٣٤ ٥%", "²³", "1\u202f000", "\ud800 5%".encode("utf-8", "replace").decode()],
)
def test_takes_any_text(text: str) -> None:
    assert all(text[row["char_start"] : row["char_end"]] == row["surface"] for row in quantities(text))
