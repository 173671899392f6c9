"""Makes `entities`: every force, country, body, person and place that the record names."""

from collections.abc import Iterator

import dagster as dg
from polars import selectors

from checks.links import ENTITY_COLUMNS
from pipelines.entities.named import COLUMNS, record_entities
from pipelines.steps import step
from pipelines.storage import Tables


@step("name_entities", {"entities": list(ENTITY_COLUMNS)}, rules=["pipelines.entities.named"])
def entities(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Looks up everything that a row points to."""
    linked = {name: tables.scan(name).select(selectors.by_name(*COLUMNS, require_all=False)).collect() for name in ENTITY_COLUMNS}
    yield tables.write("entities", record_entities(linked))
