"""Puts the assets, their checks and the tables together for Dagster. Assembly only."""

import dagster as dg

from checks.schema import all_checks
from pipelines.articles.articles import articles
from pipelines.batches.batches import batch_documents, batch_mentions
from pipelines.corrections.corrections import corrections
from pipelines.entities.entities import entities
from pipelines.events.events import events
from pipelines.quotes.quotes import quotes
from pipelines.release.release import changes, quality, release, release_is_whole
from pipelines.reports.reports import reports
from pipelines.storage import default_tables
from pipelines.troop_figures.troop_figures import troop_figures

ASSETS = [articles, reports, corrections, quotes, troop_figures, events, entities, changes, quality, release]
CHECKS = [*all_checks(), release_is_whole]

JOBS = [
    dg.define_asset_job("build", selection=dg.AssetSelection.assets(*ASSETS), description="Everything, from raw documents to the release.")
]

defs = dg.Definitions(
    assets=[batch_documents, batch_mentions, *ASSETS],
    asset_checks=CHECKS,
    jobs=JOBS,
    resources={"tables": default_tables()},
    executor=dg.in_process_executor,
)
