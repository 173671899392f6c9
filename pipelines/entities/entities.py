"""Makes `entities`: every force, country, body, person and place that the record names."""

from collections.abc import Iterator

import dagster as dg

from checks.links import ENTITY_COLUMNS
from pipelines.entities.named import record_entities
from pipelines.steps import step
from pipelines.storage import Tables


@step("name_entities", {"entities": list(ENTITY_COLUMNS)}, rules=["pipelines.entities.named"])
def entities(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Looks up everything that a row points to."""
    yield tables.write("entities", record_entities({name: tables.read(name) for name in ENTITY_COLUMNS}))
