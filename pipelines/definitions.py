"""Puts the assets, their checks, the jobs and the tables together for Dagster. Assembly only."""

import dagster as dg

from checks.schema import all_checks
from checks.volume import volume
from pipelines.articles.articles import articles
from pipelines.batches.batches import batch_documents, batch_mentions
from pipelines.catalogue import documented
from pipelines.corrections.corrections import corrections
from pipelines.entities.entities import entities
from pipelines.events.events import events
from pipelines.jobs import expected, make_jobs, make_schedule, make_sensor
from pipelines.quotes.quotes import quotes
from pipelines.release.release import changes, quality, release, release_is_whole
from pipelines.reports.reports import reports
from pipelines.steps import MAKERS
from pipelines.storage import default_tables
from pipelines.troop_figures.troop_figures import troop_figures

RELEASE = [changes, quality, release]
ASSETS = [articles, reports, corrections, quotes, troop_figures, events, entities, *RELEASE]
CHECKS = [*all_checks(), volume, release_is_whole]
JOBS = make_jobs(ASSETS, RELEASE)

defs = dg.Definitions(
    assets=[expected(asset) for asset in documented([batch_documents, batch_mentions, *ASSETS], MAKERS)],
    asset_checks=CHECKS,
    jobs=JOBS,
    sensors=[make_sensor(JOBS)],
    schedules=[make_schedule(JOBS)],
    resources={"tables": default_tables()},
    executor=dg.in_process_executor,
)
