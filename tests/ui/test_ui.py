"""Dagster's UI in a real browser: the asset graph is there, and a click on "Materialize all" makes a release.

Set MUSTER_SCREENSHOTS to a folder to keep the pictures.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from checks.model import columns
from checks.tables import TABLES
from pipelines.commands.ui import free_port
from tests.conftest import ROOT

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
STARTS, RUNS = 120, 180  # seconds that the server may take to start, and a run to finish

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ui-out")


@pytest.fixture(scope="module")
def address(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running UI with a history of its own, as `make ui` starts it."""
    home = tmp_path_factory.mktemp("dagster-home")
    shutil.copy(ROOT / ".dagster" / "dagster.yaml", home)
    port = free_port("127.0.0.1")
    environment = os.environ | {"DAGSTER_HOME": str(home), "MUSTER_OUT": str(out), "MUSTER_DATASET": "sample"}
    log = (home / "ui.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", "ui", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, server, home / "ui.log")
        yield url
    finally:
        os.killpg(server.pid, signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
        log.close()


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"{url}/server_info", timeout=2)
            return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"the UI did not start in {STARTS} s:\n{log.read_text()}")


@pytest.fixture(scope="module")
def page() -> Iterator["playwright.Page"]:
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page(viewport={"width": 1600, "height": 1000})
        browser.close()


def keep(page: "playwright.Page", name: str, tmp_path: Path) -> None:
    """A picture for whoever wants to look."""
    folder = Path(os.environ.get("MUSTER_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{name}.png"))


def test_the_graph_is_served_and_a_click_materializes_everything(page: "playwright.Page", address: str, out: Path, tmp_path: Path) -> None:
    page.goto(f"{address}/asset-groups")
    for group in dict.fromkeys(spec.group for spec in TABLES.values()):
        page.get_by_text(group, exact=True).first.wait_for(timeout=60_000)
    keep(page, "1-groups", tmp_path)

    page.get_by_role("button", name="Materialize all").click()
    page.get_by_text("Launched run").first.wait_for(timeout=60_000)
    page.goto(f"{address}/runs")
    page.get_by_text("Success", exact=True).first.wait_for(timeout=RUNS * 1000)
    keep(page, "2-run", tmp_path)

    for table in TABLES:
        assert (out / f"{table}.parquet").is_file(), table
    assert pl.read_parquet(out / "quotes.parquet").height > 0
    assert (out / "release" / "manifest.json").is_file()


def test_an_asset_page_shows_rows_columns_and_checks(page: "playwright.Page", address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/assets/quotes?view=overview")
    model = TABLES["quotes"].model
    page.get_by_text(str(model.__doc__)).first.wait_for(timeout=60_000)
    for column in columns(model)[:3]:
        page.get_by_text(column.description).first.wait_for(timeout=60_000)
    keep(page, "3-quotes", tmp_path)
    page.goto(f"{address}/assets/quotes?view=checks")
    page.get_by_text("quotes_link_mentions").first.wait_for(timeout=60_000)
    page.get_by_text("Holds for all").first.wait_for(timeout=60_000)
    keep(page, "4-checks", tmp_path)
    page.goto(f"{address}/assets/events?view=lineage&lineageScope=upstream&lineageDepth=5")
    page.get_by_text("event_mentions").first.wait_for(timeout=60_000)
    page.wait_for_timeout(2_000)  # the graph is laid out after its names are known
    keep(page, "5-events", tmp_path)
