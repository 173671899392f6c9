"""Rules of the house that a machine can see."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pipelines.readme import renewed
from tests.conftest import ROOT

CODE = sorted([*(ROOT / "checks").rglob("*.py"), *(ROOT / "pipelines").rglob("*.py")])
ALLOWED_AT_THE_TOP = {
    "pyproject.toml", "README.md", "seeds", "pipelines", "datasets", "checks", "tests", "LICENSE", "Makefile", "CITATION.cff",
}  # fmt: skip


def imported(path: Path) -> set[str]:
    """Names of the modules that a file imports at its top level."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_the_top_level_is_as_fixed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    tops = {line.split("/")[0] for line in listed if line}
    assert {top for top in tops if not top.startswith(".")} <= ALLOWED_AT_THE_TOP


@pytest.mark.parametrize("path", [p for p in CODE if p.parts[-2] == "checks"], ids=lambda p: p.name)
def test_checks_never_import_pipelines(path: Path) -> None:
    assert not [name for name in imported(path) if name.startswith("pipelines")]


@pytest.mark.parametrize("path", sorted((ROOT / "pipelines" / "text").glob("*.py")), ids=lambda p: p.name)
def test_text_code_is_standard_library_only(path: Path) -> None:
    foreign = [
        n
        for n in imported(path)
        if n.split(".")[0] not in sys.stdlib_module_names and not n.startswith(("pipelines.text", "pipelines.reference"))
    ]
    assert foreign == [] or foreign == ["pipelines.ids"]


def test_extract_starts_without_dagster_pandera_or_polars() -> None:
    code = "import sys, pipelines.commands.extract; print(sorted({'dagster', 'pandera', 'polars', 'duckdb', 'pyarrow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_no_future_annotations_in_asset_files() -> None:
    assert not [p for p in CODE if "from __future__ import annotations" in p.read_text(encoding="utf-8")]


def test_the_lock_is_hashed_and_names_no_host() -> None:
    lock = (ROOT / ".ci" / "requirements.txt").read_text(encoding="utf-8")
    packages = re.findall(r"^[A-Za-z0-9][^\s]*==", lock, flags=re.MULTILINE)
    assert len(packages) > 50
    assert "://" not in lock
    blocks = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_made_parts_of_the_readme_are_as_they_would_be_made() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert renewed(page) == page, "run `python -m pipelines.readme`"


def test_the_readme_points_to_the_newest_release() -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"datasets/([\w-]+)/releases/([\d.]+\d)", page)
    versions = {
        name: tomllib.loads((ROOT / "datasets" / name / "dataset.toml").read_text(encoding="utf-8"))["version"] for name, _ in named
    }
    assert named and all(versions[name] == version for name, version in named)
