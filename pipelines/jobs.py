"""The jobs, the sensor and the schedule: what can be started, and what starts by itself once it is switched on."""

import os
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import dagster as dg

from pipelines.batches.batches import BATCHES, batch_documents, batch_mentions
from pipelines.batches.find import Stamp, find_batches, stamps_of
from pipelines.batches.store import BatchStore
from pipelines.ids import sha256
from pipelines.storage import default_tables

SECONDS = "MUSTER_SENSOR_SECONDS"
"""Environment variable: how often the sensor looks; 30 if it is not set."""
QUIET = 5.0
"""Seconds that a file must have been left alone: a younger one may still be written."""
MOST = 10
"""Batches that are started one by one; of more one run reads all."""
MONDAY_MORNING = "0 5 * * 1"
Stamps = tuple[Stamp | None, ...]
LATE = {
    "articles": dg.FreshnessPolicy.time_window(warn_window=timedelta(days=2), fail_window=timedelta(days=14)),
    "release": dg.FreshnessPolicy.time_window(warn_window=timedelta(days=10), fail_window=timedelta(days=60)),
}
"""How old assets may be before the UI says that they are late."""
TAGS = {
    "dagster/max_retries": "2",
    "dagster/retry_on_asset_or_op_failure": "false",  # a killed worker is worth another try; a step that failed fails again
}


def make_jobs(assets: list[dg.AssetsDefinition], releasing: list[dg.AssetsDefinition]) -> list[Any]:
    """build, ingest, release and backfill.

    Args:
        assets: all that are no batches, in the order of the flow.
        releasing: those of them that make a release.
    """
    tables = default_tables()
    tags = {**TAGS, "muster/build": "documents" if tables.seeds else tables.dataset}
    before_release = [asset for asset in assets if asset not in releasing]
    fields = ("dataset", "seeds", "out", "corrections", "version")
    publishing = {"resources": {"tables": {"config": {name: getattr(tables, name) for name in fields} | {"publish": True}}}}

    def job(name: str, selected: list[dg.AssetsDefinition], description: str, config: Any = None) -> Any:
        return dg.define_asset_job(name, dg.AssetSelection.assets(*selected), description=description, tags=tags, config=config)

    return [
        job("build", assets, "Everything: batches that are new or have changed, all tables, and a candidate for a release."),
        job(
            "ingest",
            [batch_documents, batch_mentions, *before_release],
            "A batch, and all tables with it, but no release. Where nothing is new, all is skipped.",
        ),
        job("backfill", [batch_documents, batch_mentions], "Any number of batches: read and searched, and not put together."),
        job("release", assets, "What build does, and the release is published, or refused in sentences.", publishing),
    ]


def make_sensor(jobs: list[Any]) -> dg.SensorDefinition:
    """The sensor that sees new files in the folders of the dataset."""

    @dg.sensor(
        name="inbox",
        jobs=[job for job in jobs if job.name in {"ingest", "build"}],
        minimum_interval_seconds=int(os.environ.get(SECONDS, "30")),
        description="Starts a run for each batch that is new, has changed or is gone. A file is taken once it was left alone for a while.",
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        tables = default_tables()
        batches = find_batches(tables.described().sources)
        stamps = {batch.name: stamps_of(batch) for batch in batches}
        stale = [name for name in stamps if not _is_known(BatchStore(tables.build, name), stamps[name])]
        young = [name for name in stale if _age(stamps[name]) < QUIET]
        ready = [name for name in stale if name not in young]
        known = set(context.instance.get_dynamic_partitions(str(BATCHES.name)))
        gone = sorted(known - set(stamps))
        if not ready and not gone:
            return dg.SkipReason(f"Still being written: {', '.join(young)}." if young else f"Nothing is new in {len(batches):,} batches.")
        new = [name for name in ready if name not in known]
        return dg.SensorResult(
            run_requests=_requests({name: sha256(repr(sorted(stamps[name].items()))) for name in ready}, gone),
            dynamic_partitions_requests=[BATCHES.build_add_request(new)] if new else [],
        )

    return inbox


def make_schedule(jobs: list[Any]) -> dg.ScheduleDefinition:
    """The schedule that cuts a candidate for a release; publishing it is for people to decide."""
    build = next(job for job in jobs if job.name == "build")
    return dg.ScheduleDefinition(
        name="release_candidate",
        job=build,
        cron_schedule=MONDAY_MORNING,
        execution_timezone="UTC",
        description="Every Monday at five: all tables, and a candidate for a release with what has changed since the last.",
    )


def expected(asset: dg.AssetsDefinition) -> dg.AssetsDefinition:
    """An asset that is expected to be made every so often, where that is so: the UI warns when it is late."""

    def with_policy(spec: dg.AssetSpec) -> dg.AssetSpec:
        policy = LATE.get(spec.key.to_user_string())
        return dg.apply_freshness_policy(spec, policy) if policy else spec

    return asset.map_asset_specs(with_policy)


def _requests(ready: dict[str, str], gone: list[str]) -> list[dg.RunRequest]:
    """A run for each batch; one for all where there are many, or where one is gone and the tables have to be put together without it."""
    if gone or len(ready) > MOST:
        return [dg.RunRequest(run_key=f"all {sha256(repr((sorted(ready.items()), gone)))}", job_name="build")]
    return [dg.RunRequest(run_key=f"{name} {stamp}", job_name="ingest", partition_key=name) for name, stamp in ready.items()]


def _is_known(store: BatchStore, stamps: Mapping[str, Stamps]) -> bool:
    """Whether a batch was read with just these files, by their sizes and times."""
    return {source: hashed.stamps for source, hashed in store.files.items()} == stamps


def _age(stamps: Mapping[str, Stamps]) -> float:
    """Seconds since a file of a batch was last written."""
    return time.time() - max((stamp[1] for beside in stamps.values() for stamp in beside if stamp), default=0) / 1e9
