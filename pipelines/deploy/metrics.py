"""What Prometheus asks about: tables, runs, checks, rejects and daemons, read from Dagster's instance when it asks.

Moments are Unix seconds; how long ago something was, and what is too long, is for the rule that alerts.
"""

from collections.abc import Iterator

import dagster as dg
import polars as pl
from prometheus_client.core import CollectorRegistry, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from checks.tables import TABLES
from pipelines.batches.told import NAME as BATCHES
from pipelines.storage import default_tables

ROWS = "dagster/row_count"


class Metrics(Collector):
    """Asks the instance anew at every scrape; holds nothing."""

    def __init__(self, instance: dg.DagsterInstance, checks: list[dg.AssetCheckKey]) -> None:
        self._instance, self._checks = instance, checks

    def collect(self) -> Iterator[GaugeMetricFamily | InfoMetricFamily]:
        yield from self._tables()
        yield self._runs()
        yield self._checked()
        yield self._batches()
        yield self._rejects()
        yield self._daemons()

    def _tables(self) -> Iterator[GaugeMetricFamily | InfoMetricFamily]:
        """Of each table its rows and when it was written last; of the release its version and what became of it."""
        rows = GaugeMetricFamily("muster_table_rows", "Rows of a table when it was written last.", labels=["table"])
        written = GaugeMetricFamily(
            "muster_table_written_timestamp_seconds", "When a table was last written, or found current.", labels=["table"]
        )
        release = InfoMetricFamily("muster_release", "The release that was cut last.")
        for record in self._instance.get_asset_records([dg.AssetKey(table) for table in TABLES]):
            event = record.asset_entry.last_materialization_record
            table = record.asset_entry.asset_key.to_user_string()
            if event is None or event.asset_materialization is None:
                continue
            said = event.asset_materialization.metadata
            written.add_metric([table], event.timestamp)
            if ROWS in said:
                rows.add_metric([table], float(str(said[ROWS].value)))
            if table == "release" and {"version", "state"} <= set(said):
                release.add_metric([], {name: str(said[name].value) for name in ("version", "state")})
        yield from (rows, written, release)

    def _runs(self) -> GaugeMetricFamily:
        runs = GaugeMetricFamily("muster_runs", "Runs that the instance remembers, by their status.", labels=["status"])
        for status in dg.DagsterRunStatus:
            runs.add_metric([status.value.lower()], self._instance.get_runs_count(dg.RunsFilter(statuses=[status])))
        return runs

    def _checked(self) -> GaugeMetricFamily:
        passed = GaugeMetricFamily("muster_check_passed", "1 if a check held when it ran last, 0 if not.", labels=["table", "check"])
        found = self._instance.event_log_storage.get_latest_asset_check_execution_by_key(self._checks)
        for key, record in sorted(found.items(), key=lambda pair: pair[0].to_user_string()):
            if record.evaluation is not None:
                passed.add_metric([key.asset_key.to_user_string(), key.name], float(record.evaluation.passed))
        return passed

    def _batches(self) -> GaugeMetricFamily:
        return GaugeMetricFamily("muster_batches", "Batches of documents.", len(self._instance.get_dynamic_partitions(BATCHES)))

    def _rejects(self) -> GaugeMetricFamily:
        """Documents of the last build that became no article."""
        path = default_tables().path("rejects")
        rejects = GaugeMetricFamily("muster_rejects", "Documents that became no article, by reason.", labels=["reason"])
        if path.is_file():
            for reason, n in pl.read_parquet(path, columns=["reason"])["reason"].value_counts().sort("reason").iter_rows():
                rejects.add_metric([reason], n)
        return rejects

    def _daemons(self) -> GaugeMetricFamily:
        beat = GaugeMetricFamily("muster_daemon_heartbeat_timestamp_seconds", "When a part of the daemon last reported.", labels=["daemon"])
        for name, heartbeat in sorted(self._instance.get_daemon_heartbeats().items()):
            beat.add_metric([name.lower()], heartbeat.timestamp)
        return beat


def registry(instance: dg.DagsterInstance) -> CollectorRegistry:
    """All that is told of one instance."""
    from pipelines.definitions import CHECKS

    told = CollectorRegistry()
    told.register(Metrics(instance, sorted(key for check in CHECKS for key in check.check_keys)))
    return told
