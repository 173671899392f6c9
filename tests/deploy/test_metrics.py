"""`muster metrics` on an instance of its own, without services."""

from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from pipelines.errors import UserError

pytest.importorskip("prometheus_client", reason="prometheus-client is missing: pip install '.[deploy]'")

from pipelines.commands.metrics import run_metrics


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "dagster.yaml").write_text("telemetry: {enabled: false}\n")
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    monkeypatch.setenv("MUSTER_OUT", str(tmp_path / "out"))
    return tmp_path


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    run_metrics(serve=False, host="", port=0)
    return dict(line.rsplit(" ", 1) for line in capsys.readouterr().out.splitlines() if not line.startswith("#"))


@pytest.mark.usefixtures("home")
def test_a_new_instance_has_no_tables_and_no_runs(capsys: pytest.CaptureFixture[str]) -> None:
    page = told(capsys)
    assert page['muster_runs{status="success"}'] == page['muster_runs{status="failure"}'] == "0.0"
    assert not [line for line in page if not line.startswith(("muster_runs", "muster_batches"))]


def test_a_failed_check_a_failed_run_and_rejects_are_seen(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    @dg.asset(name="quotes")
    def quotes() -> dg.MaterializeResult:
        return dg.MaterializeResult(metadata={"dagster/row_count": 3})

    @dg.asset_check(asset="quotes", name="schema", blocking=True)
    def schema() -> dg.AssetCheckResult:
        return dg.AssetCheckResult(passed=False)

    with dg.DagsterInstance.get() as instance:
        dg.materialize([quotes, schema], instance=instance, raise_on_error=False)
    rejects = pl.DataFrame({"reason": ["empty", "empty", "malformed"]})
    (home / "out").mkdir()
    rejects.write_parquet(home / "out" / "rejects.parquet")
    page = told(capsys)
    assert page['muster_runs{status="failure"}'] == "1.0"
    assert page['muster_check_passed{check="schema",table="quotes"}'] == "0.0"
    assert page['muster_table_rows{table="quotes"}'] == "3.0"
    assert (page['muster_rejects{reason="empty"}'], page['muster_rejects{reason="malformed"}']) == ("2.0", "1.0")


def test_without_an_instance_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    with pytest.raises(UserError, match="DAGSTER_HOME"):
        run_metrics(serve=False, host="", port=0)
