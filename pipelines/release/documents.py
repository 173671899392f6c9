"""Writes the pages of a release that people read, all of them from the models and the dataset's own description."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from checks.model import Model, arrow_schema, released_columns, type_name
from checks.tables import RELEASED, TABLES
from pipelines import reference
from pipelines.dataset import Dataset

PAGES = Environment(
    loader=PackageLoader("pipelines.release", "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


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
    return PAGES.get_template("CITATION.cff").render(dataset=dataset)


def licence(dataset: Dataset) -> str:
    """LICENSE of a release: CC BY 4.0 for the record, and what it does not cover."""
    return PAGES.get_template("LICENSE").render(dataset=dataset)


def views() -> str:
    """views.sql: a view for each table, and views that join what is mostly asked together."""
    comments = {name: doc(TABLES[name].model) for name in RELEASED}
    return PAGES.get_template("views.sql").render(tables=comments)


def doc(model: Model) -> str:
    """The first line of a model's docstring."""
    return (model.__doc__ or "").strip().splitlines()[0]


def told_columns(model: Model) -> list[tuple[str, str, str, str]]:
    """Name, type, unit and description of the columns that leave a build."""
    schema = arrow_schema(model, release=True)
    return [
        (c.name, type_name(schema.field(c.name).type), c.unit or "", c.description.replace("|", "\\|")) for c in released_columns(model)
    ]
