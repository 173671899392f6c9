"""Writes the pages of a release that people read, all of them from the models and the dataset's own description."""

import json
import re
from collections.abc import Mapping

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined

from checks.model import Model, arrow_schema, released_columns, type_name
from checks.tables import RELEASED, TABLES
from pipelines import reference
from pipelines.dataset import Dataset

Days = tuple[str, str]
PAGES = Environment(
    loader=PackageLoader("pipelines.release", "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)

PAGES.filters["quoted"] = lambda text: json.dumps(text, ensure_ascii=False)  # as YAML reads it


def dictionary(dataset: Dataset, schema_version: str) -> str:
    """DICTIONARY.md: every table and column with its type, unit and meaning, and the codebook of event types."""
    tables = {name: (doc(TABLES[name].model), told_columns(TABLES[name].model)) for name in RELEASED}
    return PAGES.get_template("DICTIONARY.md").render(
        dataset=dataset, schema_version=schema_version, tables=tables, types=reference.rows("event_types"), triggers=codebook_words()
    )


def codebook_words() -> dict[tuple[str, str], str]:
    """The wordings of each type and mode of events in one line: verbs, then nouns; a star where a condition must hold as well."""
    told: dict[tuple[str, str], dict[str, list[str]]] = {}
    for row in reference.rows("event_triggers"):
        star = "*" if row["with"] or row["who"] else ""
        shown = [f"{' '.join('…' if word in '_~' else word for word in words.split())}{star}" for words in reference.split(row["trigger"])]
        told.setdefault((row["type"], row["mode"]), {"verb": [], "noun": []})[row["pos"]] += shown
    return {key: "; ".join(_listed(part) for part in parts.values() if part) for key, parts in told.items()}


def _listed(words: list[str]) -> str:
    """Each once, in order; without a star where one of the two is free of conditions."""
    return ", ".join(sorted(word for word in set(words) if word.removesuffix("*") == word or word.removesuffix("*") not in words))


def citation(dataset: Dataset) -> str:
    """CITATION.cff of a release."""
    return PAGES.get_template("CITATION.cff").render(dataset=dataset, released_on=released_on(dataset))


def citation_line(dataset: Dataset) -> str:
    """How a release is cited in a line."""
    who = ", ".join(dataset.creators) or "Unknown"
    return f"{who} ({dataset.version.split('.')[0]}): {dataset.title}, version {dataset.version}."


def datasheet(dataset: Dataset, n_rows: Mapping[str, int], documents: pl.DataFrame, reports: pl.DataFrame, cover: Days | None) -> str:
    """DATASHEET.md: what it was made for, what is in it and what is not.

    Args:
        dataset: what the release is of.
        n_rows: rows of each table.
        documents: rows of `raw_documents`.
        reports: rows of `reports`.
        cover: first and last day on which an article can have been published, if any is known.
    """
    return PAGES.get_template("DATASHEET.md").render(
        dataset=dataset,
        n=n_rows,
        status=dict(documents.group_by("status").len().iter_rows()),
        n_reports=reports["report_id"].n_unique(),
        tables={name: doc(TABLES[name].model) for name in RELEASED},
        cover=cover,
    )


def covered(articles: pl.DataFrame) -> Days | None:
    """First and last day on which an article can have been published, as ISO text; None where no day is known."""
    first, last = articles["published_earliest"].min(), articles["published_latest"].max()
    return (str(first), str(last)) if first and last else None


def changelog(dataset: Dataset) -> str:
    """CHANGELOG.md as it was when the release was cut: without what came later, so that it can be made again."""
    own = re.search(rf"^## {re.escape(dataset.version)}(?!\d)", dataset.changelog, re.MULTILINE)
    first = re.search(r"^## ", dataset.changelog, re.MULTILINE)
    return dataset.changelog[: first.start()] + dataset.changelog[own.start() :] if own and first else dataset.changelog


def released_on(dataset: Dataset) -> str | None:
    """The day of the release, as the heading in CHANGELOG.md has it: `## 2026.11.5 - 2026-11-23`. No clock is asked."""
    found = re.search(rf"^## {re.escape(dataset.version)} - (\d{{4}}-\d\d-\d\d)", dataset.changelog, re.MULTILINE)
    return found[1] if found else None


def licence(dataset: Dataset) -> str:
    """LICENSE of a release: CC BY 4.0 for the record, and what it does not cover."""
    return PAGES.get_template("LICENSE").render(dataset=dataset)


def doc(model: Model) -> str:
    """The first line of a model's docstring."""
    return (model.__doc__ or "").strip().splitlines()[0]


def told_columns(model: Model) -> list[tuple[str, str, str, str]]:
    """Name, type, unit and description of the columns that leave a build."""
    schema = arrow_schema(model, release=True)
    return [
        (c.name, type_name(schema.field(c.name).type), c.unit or "", c.description.replace("|", "\\|")) for c in released_columns(model)
    ]
