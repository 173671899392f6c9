"""Makes `entities`: every force, country, body, person and place that the record names."""

import dagster as dg

from checks.links import ENTITY_COLUMNS
from pipelines.entities.named import record_entities
from pipelines.storage import Tables, asset_spec


@dg.multi_asset(specs=[asset_spec("entities", list(ENTITY_COLUMNS))], name="name_entities")
def entities(tables: Tables) -> dg.MaterializeResult:
    """Looks up everything that a row points to."""
    return tables.write("entities", record_entities({name: tables.read(name) for name in ENTITY_COLUMNS}))
