"""Why a release is not cut: what must hold before one is published. That all checks of all tables hold is seen to by the build."""

import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from checks.model import Column, released_columns
from checks.tables import RELEASED, TABLES
from pipelines.dataset import Dataset
from pipelines.errors import UserError
from pipelines.release.schema_version import schema_problems
from pipelines.release.verify import problems
from pipelines.release.versions import check_version, earlier, numbers, versions


def refusals(dataset: Dataset, quality: pl.DataFrame) -> list[str]:
    """The reasons in sentences; none for a release that may be published."""
    assert dataset.releases is not None
    before = earlier(dataset.earlier, dataset.version)
    found = [*_version_problems(dataset), *schema_problems(before[-1] if before else None)]
    found += [f"The column {table}.{c.name} has no description." for table, c in _columns() if not c.description.strip()]
    if before and (wrong := problems(before[-1])):
        found.append(f"Its predecessor {before[-1].name} is not whole, so that nothing can be compared with it: {wrong[0]}")
    if not re.search(rf"^## {re.escape(dataset.version)}(?!\d)", dataset.changelog, re.MULTILINE):
        found.append(f"datasets/{dataset.name}/CHANGELOG.md says nothing of {dataset.version}.")
    return found + score_problems(quality)


def _columns() -> Iterator[tuple[str, Column]]:
    return ((table, column) for table in RELEASED for column in released_columns(TABLES[table].model))


def _version_problems(dataset: Dataset) -> list[str]:
    try:
        check_version(dataset.version)
    except UserError as error:
        return [str(error)]
    later = [path.name for path in versions(dataset.releases or Path()) if numbers(path.name) > numbers(dataset.version)]
    return [f"{later[-1]} is published already: a release comes after all others."] if later else []


def score_problems(quality: pl.DataFrame) -> list[str]:
    """Scores below their floor, and that there are none at all."""
    if quality.is_empty():
        return ["No score has been measured: run `make score ARGS=--raise`."]
    below = quality.filter(pl.col("value") < pl.col("floor")).sort("name")
    return [f"The score {row['name']} is {row['value']}, below its floor {row['floor']}." for row in below.to_dicts()]
