"""The services of pipelines/deploy, end to end: its commands as processes against a real PostgreSQL."""

import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.commands.build import run_build
from tests.deploy.postgres import programs
from tests.deploy.stack import Stack, hashes, running

pytest.importorskip("dagster_postgres", reason="dagster-postgres is missing: pip install '.[deploy]'")
pytestmark = pytest.mark.skipif(programs() is None, reason="no PostgreSQL on this machine")
ENDS = 180  # seconds that a run may take


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    home = tmp_path_factory.mktemp("services")
    with running(home / "home", home / "out") as services:
        yield services


def test_a_run_launched_through_the_web_server_gives_the_bytes_of_muster_build(stack: Stack, tmp_path: Path) -> None:
    run, second = stack.launch("build"), stack.launch("build")
    assert run_build([], tmp_path, "sample", as_json=True, quiet=True) == 0
    assert stack.wait_for_end(run, ENDS) == "SUCCESS", stack.log("code") + stack.log("daemon")
    assert stack.wait_for_end(second, ENDS) == "SUCCESS"
    assert stack.run(second)["startTime"] >= stack.run(run)["endTime"], "two runs were at work on one build"
    assert hashes(stack.out) == hashes(tmp_path)


def test_prometheus_is_told_of_tables_runs_checks_rejects_and_daemons(stack: Stack) -> None:
    page = urllib.request.urlopen(f"http://127.0.0.1:{stack.ports['metrics']}/metrics").read().decode("utf-8")
    told = dict(line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
    assert told['muster_runs{status="success"}'] == "2.0"
    assert told['muster_check_passed{check="schema",table="quotes"}'] == "1.0"
    assert told['muster_rejects{reason="not_english"}'] == "1.0"
    assert float(told['muster_table_rows{table="articles"}']) > 20
    assert time.time() - float(told['muster_table_written_timestamp_seconds{table="release"}']) < 600
    assert time.time() - float(told['muster_daemon_heartbeat_timestamp_seconds{daemon="monitoring"}']) < 120


def test_the_daemon_logs_in_json(stack: Stack) -> None:
    lines = [line for line in stack.log("daemon").splitlines() if line.strip()]
    assert lines and [line for line in lines if not line.startswith("{")] == []
