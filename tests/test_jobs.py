"""Jobs, sensor and schedule, in an instance of Dagster of their own: what is started, what is skipped, and that it is all the same work."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from checks.tables import TABLES
from checks.volume import sentences
from pipelines.batches.store import BatchStore
from pipelines.definitions import ASSETS, CHECKS, RELEASE, defs
from pipelines.jobs import QUIET
from pipelines.storage import Tables
from tests.conftest import SAMPLE

TELLING = [name for name, spec in TABLES.items() if spec.group != "release"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two batches of the sample, and the environment that names them."""
    root = tmp_path_factory.mktemp("jobs")
    for day, numbers in (("day-1", ("01", "02", "03")), ("day-2", ("04", "05"))):
        (root / "in" / day).mkdir(parents=True)
        for number in numbers:
            shutil.copy(next(SAMPLE.glob(f"s{number}*")), root / "in" / day)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MUSTER_DOCUMENTS", str(root / "in"))
        patch.setenv("MUSTER_OUT", str(root / "out"))
        yield root


@pytest.fixture(scope="module")
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as made:
        yield made


def look(instance: dg.DagsterInstance) -> dg.SensorResult | dg.SkipReason:
    """What the sensor says now."""
    return defs.resolve_sensor_def("inbox")(dg.build_sensor_context(instance))


def ingest(place: Path, instance: dg.DagsterInstance, batch: str) -> dg.ExecuteInProcessResult:
    """The job `ingest` for a batch."""
    tables = Tables(seeds=[str(place / "in")], out=str(place / "out"))
    job = defs.resolve_job_def("ingest")
    return job.execute_in_process(partition_key=batch, instance=instance, resources={"tables": tables}, raise_on_error=False)


def events(result: dg.ExecuteInProcessResult, kind: str) -> set[str]:
    return {event.step_key or "" for event in result.all_events if event.event_type_value == kind}


def age(place: Path) -> None:
    """Makes files older than the sensor wants them."""
    for path in (place / "in").rglob("*"):
        then = time.time() - 10 * QUIET
        os.utime(path, (then, then))


def test_the_sensor_starts_new_batches_and_the_run_makes_all_tables(place: Path, instance: dg.DagsterInstance) -> None:
    young = look(instance)
    assert isinstance(young, dg.SkipReason)
    assert young.skip_message == "Still being written: day-1, day-2."
    age(place)
    tick = look(instance)
    assert isinstance(tick, dg.SensorResult)
    requests = [(one.job_name, one.partition_key) for one in tick.run_requests or []]
    assert requests == [("ingest", "day-1"), ("ingest", "day-2")]
    assert (tick.dynamic_partitions_requests or [])[0].partition_keys == ["day-1", "day-2"]

    instance.add_dynamic_partitions("batches", ["day-1", "day-2"])
    first = ingest(place, instance, "day-1")
    assert first.success
    assert not events(first, "STEP_SKIPPED")
    for asset in ("batch_documents", "batch_mentions"):
        assert instance.get_materialized_partitions(dg.AssetKey(asset)) == {"day-1", "day-2"}, "the other is read as well"
    after = look(instance)
    assert isinstance(after, dg.SkipReason)
    assert after.skip_message == "Nothing is new in 2 batches."


def test_a_batch_with_nothing_new_is_skipped_step_by_step(place: Path, instance: dg.DagsterInstance) -> None:
    again = ingest(place, instance, "day-2")
    assert again.success
    steps = {step for step in again.job_def.graph.node_dict if step != "read_batch"}
    assert events(again, "STEP_SKIPPED") == steps
    observed = [event for event in again.all_events if event.event_type_value == "ASSET_OBSERVATION"]
    assert [event.partition for event in observed] == ["day-2"]


def test_whoever_starts_it_the_tables_are_the_same(place: Path, instance: dg.DagsterInstance, tmp_path: Path) -> None:
    """One batch after the other in `ingest`, all at once in `build`, and all in `build` a second time: the same bytes."""
    tables = Tables(seeds=[str(place / "in")], out=str(tmp_path))
    once = [dg.materialize([*ASSETS, *CHECKS], resources={"tables": tables}, instance=instance) for _ in range(2)]
    assert all(result.success for result in once)
    for name in TELLING:
        assert (tmp_path / f"{name}.parquet").read_bytes() == (place / "out" / f"{name}.parquet").read_bytes(), name
    worked = {
        event.asset_key.to_user_string(): "work" in event.step_materialization_data.materialization.metadata
        for event in once[1].all_events
        if event.event_type_value == "ASSET_MATERIALIZATION"
    }
    assert {name for name, left in worked.items() if left} == set(TELLING)
    assert not any(worked[asset.key.to_user_string()] for asset in RELEASE if len(list(asset.keys)) == 1)


def test_a_batch_that_is_gone_is_gone_from_the_tables(place: Path, instance: dg.DagsterInstance) -> None:
    moved = place / "day-2"
    (place / "in" / "day-2").rename(moved)
    try:
        tick = look(instance)
        assert isinstance(tick, dg.SensorResult)
        assert [(one.job_name, one.partition_key) for one in tick.run_requests or []] == [("build", None)]
        assert ingest(place, instance, "day-1").success
        sources = pl.read_parquet(place / "out" / "raw_documents.parquet")["source"]
        assert set(sources.str.split("/").list.first()) == {"day-1"}
        assert instance.get_dynamic_partitions("batches") == ["day-1"]
        assert not BatchStore(place / "out", "day-2").folder.exists()
        missing = ingest(place, instance, "day-1")
        assert events(missing, "STEP_SKIPPED")
    finally:
        moved.rename(place / "in" / "day-2")


def test_a_batch_that_is_not_there_ends_in_a_sentence(place: Path, instance: dg.DagsterInstance) -> None:
    instance.add_dynamic_partitions("batches", ["day-9"])
    result = ingest(place, instance, "day-9")
    assert not result.success
    (failure,) = [event for event in result.all_events if event.event_type_value == "STEP_FAILURE"]
    said = failure.step_failure_data.error.cause or failure.step_failure_data.error
    assert "There is no batch 'day-9' in the folders of the dataset; there are day-1, day-2." in said.message
    assert not (place / "out" / "batches" / "day-9").exists()


@pytest.mark.parametrize(
    ("articles", "rejected", "documents", "earlier", "said"),
    [
        (100, 3, 103, [110, 90, 100], []),
        (70, 3, 80, [110, 90, 100], ["70 articles, where there were 100."]),
        (3, 7, 10, [], ["7 of 10 documents are rejected."]),
        (0, 0, 0, [], []),
    ],
)
def test_what_the_check_of_volume_warns_of(articles: int, rejected: int, documents: int, earlier: list[int], said: list[str]) -> None:
    assert sentences(articles, rejected, documents, earlier) == said


def test_the_schedule_cuts_a_candidate() -> None:
    schedule = defs.resolve_schedule_def("release_candidate")
    assert (schedule.job_name, schedule.cron_schedule, schedule.default_status) == ("build", "0 5 * * 1", dg.DefaultScheduleStatus.STOPPED)
