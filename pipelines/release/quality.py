"""The scores of the rules: kept in datasets/quality.csv, with what they were measured on. Knows nothing of Dagster.

Measuring needs the gold and hours of reading that not everybody has, so a build does not do it: it says of each score whether the rules and
reference data are still those that were measured.
"""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from checks.model import columns, polars_schema
from checks.quality import Quality
from pipelines.files import write_text
from pipelines.ids import sha256
from pipelines.reference import ROOT

FILE = ROOT / "datasets" / "quality.csv"
DIGITS = 16
RULES = [
    "pipelines/articles/*.py", "pipelines/entities/*.py", "pipelines/events/*.py", "pipelines/quotes/*.py", "pipelines/reports/*.py",
    "pipelines/text/*.py", "pipelines/troop_figures/*.py", "pipelines/counts.py", "pipelines/ids.py", "pipelines/mentions.py",
    "seeds/reference/*.csv", "seeds/gazetteer/*.csv", "seeds/sources/*.toml",
]  # fmt: skip
"""All that decides what is read in a text and what becomes of it."""
KEPT = [c.name for c in columns(Quality) if c.name != "at_this_code"]


@lru_cache(maxsize=4)
def code_sha256(root: Path = ROOT) -> str:
    """Hash over the names and bytes of the rules and reference data, first 16 digits."""
    paths = sorted({path for pattern in RULES for path in root.glob(pattern)})
    lines = (f"{path.relative_to(root).as_posix()}\0{sha256(path.read_bytes())}\n" for path in paths)
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:DIGITS]


def read_measured(file: Path = FILE) -> list[dict[str, str]]:
    """What was measured, a row for each score; nothing where there is no file."""
    if not file.is_file():
        return []
    lines = file.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def quality_rows(file: Path = FILE, code: str | None = None) -> pl.DataFrame:
    """Rows of `quality`.

    Args:
        file: where the scores are kept.
        code: hash of the rules at hand, worked out if it is not given.
    """
    code = code or code_sha256()
    rows: list[dict[str, Any]] = [
        {**row, "floor": row["floor"] or None, "at_this_code": row["code_sha256"] == code} for row in read_measured(file)
    ]
    types = polars_schema(Quality)
    loose = {name: pl.Boolean() if name == "at_this_code" else pl.String() for name in types}
    return pl.DataFrame(rows, schema=loose).cast(types)  # type: ignore[arg-type]


def keep(measured: Sequence[Mapping[str, Any]], file: Path = FILE) -> None:
    """Writes what was measured over what was kept of the same groups; other groups stay as they are.

    Args:
        measured: rows with the columns of `quality`, but for `at_this_code`.
        file: where the scores are kept.
    """
    groups = {row["group"] for row in measured}
    rows = [row for row in read_measured(file) if row["group"] not in groups] + [
        {name: "" if row[name] is None else str(row[name]) for name in KEPT} for row in measured
    ]
    text = io.StringIO()
    text.write(
        "# What `make score ARGS=--raise` measured: score, its floor, the gold and the rules it was measured on. Made, not written.\n"
    )
    writer = csv.DictWriter(text, KEPT, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["name"]))
    write_text(file, text.getvalue())
