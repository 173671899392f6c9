"""The services of pipelines/deploy, end to end: its commands as processes against a real PostgreSQL."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.ids import sha256
from tests.conftest import ROOT
from tests.deploy.postgres import programs
from tests.deploy.stack import Stack, running

pytest.importorskip("dagster_postgres", reason="dagster-postgres is missing: pip install '.[deploy]'")
pytestmark = pytest.mark.skipif(programs() is None, reason="no PostgreSQL on this machine")
ENDS = 180  # seconds that a run may take


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    home = tmp_path_factory.mktemp("services")
    with running(home / "home", home / "out") as services:
        yield services


def hashes(folder: Path) -> dict[str, str]:
    """Every file in a folder, hidden ones too."""
    return {str(path.relative_to(folder)): sha256(path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_run_launched_through_the_web_server_gives_the_bytes_of_muster_build(stack: Stack, tmp_path: Path) -> None:
    from dagster_graphql import DagsterGraphQLClient

    client = DagsterGraphQLClient("127.0.0.1", port_number=stack.ports["web"])
    run = client.submit_job_execution("build")
    call = [sys.executable, "-m", "pipelines.cli", "build", "--dataset", "sample", "--out", str(tmp_path), "--json"]
    direct = subprocess.run(call, cwd=ROOT, capture_output=True, text=True)
    assert direct.returncode == 0, direct.stderr
    until = time.monotonic() + ENDS
    while (status := client.get_run_status(run).value) not in ("SUCCESS", "FAILURE") and time.monotonic() < until:
        time.sleep(0.5)
    assert status == "SUCCESS", stack.log("code") + stack.log("daemon")
    assert hashes(stack.out) == hashes(tmp_path)


def test_prometheus_hears_of_tables_runs_checks_rejects_and_daemons(stack: Stack) -> None:
    call = [sys.executable, "-m", "pipelines.cli", "metrics"]
    printed = subprocess.run(call, cwd=ROOT, env=stack.environment("metrics"), capture_output=True, text=True, check=True).stdout
    for line in (
        'muster_runs{status="success"} 1.0',
        'muster_runs{status="failure"} 0.0',
        'muster_check_passed{check="schema",table="quotes"} 1.0',
        'muster_rejects{reason="not_english"} 1.0',
        'muster_release_info{state="not published",version="',
        'muster_daemon_heartbeat_timestamp_seconds{daemon="monitoring"}',
    ):
        assert line in printed, printed
    told = dict(line.rsplit(" ", 1) for line in printed.splitlines() if not line.startswith("#"))
    assert float(told['muster_table_rows{table="articles"}']) > 20
    assert time.time() - float(told['muster_table_written_timestamp_seconds{table="release"}']) < 600
    served = urllib.request.urlopen(f"http://127.0.0.1:{stack.ports['metrics']}/metrics").read().decode("utf-8")
    assert 'muster_table_rows{table="quotes"}' in served


def test_every_service_is_healthy_by_its_own_check_and_logs_in_json(stack: Stack) -> None:
    assert [name for name in ("code", "web", "daemon", "metrics") if not stack.healthy(name)] == []
    for name in ("code", "daemon"):
        lines = [line for line in stack.log(name).splitlines() if line.strip()]
        assert lines and all(line.startswith("{") for line in lines), "\n".join(line for line in lines if not line.startswith("{"))


def test_only_whoever_knows_the_password_gets_into_the_database(stack: Stack) -> None:
    environment = stack.environment("metrics") | {"DAGSTER_POSTGRES_PASSWORD": "wrong"}
    refused = subprocess.run([sys.executable, "-m", "pipelines.cli", "metrics"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert refused.returncode != 0
    assert os.environ.get("DAGSTER_POSTGRES_PASSWORD", "wrong") not in refused.stdout
