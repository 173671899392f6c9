"""Dagster's UI in a real browser: what it tells, a build, a batch, the sensor, and a check that blocks. One test after the other.

Set MUSTER_SCREENSHOTS to a folder to keep the pictures.
"""

import json
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
from pipelines import charts
from pipelines.commands.ui import free_port
from tests.conftest import ROOT

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
STARTS, RUNS, WAITS = 120, 300, 60  # seconds that the server may take to start, a run to finish, and a page to show
ENDED = {"SUCCESS", "FAILURE", "CANCELED"}
SAMPLE = ROOT / "seeds" / "sample"
FIRST, LATER, LAST = (
    ("s01_harbour-courier_2021-03-16.txt", "s02_lowland-post_2021-03-18.txt"),
    "s03_kestrel-wire_2021-04-14.txt",
    "s04_meridian-gazette_2021-04-15.txt",
)

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ui-out")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a batch of two documents."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "first").mkdir()
    for name in FIRST:
        shutil.copy(SAMPLE / name, folder / "first")
    return folder


@pytest.fixture(scope="module")
def address(out: Path, documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running UI with a history of its own, as `make ui` starts it."""
    home = tmp_path_factory.mktemp("dagster-home")
    shutil.copy(ROOT / ".dagster" / "dagster.yaml", home)
    port = free_port("127.0.0.1")
    environment = os.environ | {"DAGSTER_HOME": str(home), "MUSTER_OUT": str(out), "MUSTER_DOCUMENTS": str(documents)}
    environment |= {"MUSTER_SENSOR_SECONDS": "2"}
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
        page = browser.new_page(viewport={"width": 1600, "height": 1000})
        page.set_default_timeout(WAITS * 1000)
        yield page
        browser.close()


def keep(page: "playwright.Page", name: str, tmp_path: Path) -> None:
    """A picture for whoever wants to look."""
    folder = Path(os.environ.get("MUSTER_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{name}.png"))


def settled(address: str, n_runs: int) -> str:
    """The state of the latest run, once there are so many and it has ended."""
    query = "{ runsOrError { ... on Runs { results { status } } } }"
    until = time.monotonic() + RUNS
    while time.monotonic() < until:
        asked = urllib.request.Request(
            f"{address}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        states = [run["status"] for run in json.load(urllib.request.urlopen(asked, timeout=60))["data"]["runsOrError"]["results"]]
        if len(states) >= n_runs and states[0] in ENDED:
            return str(states[0])
        time.sleep(0.5)
    raise AssertionError(f"no end of run {n_runs} in {RUNS} s")


def sources(out: Path) -> set[str]:
    return set(pl.read_parquet(out / "articles.parquet")["source"])


def test_the_graph_is_served_and_a_click_builds_everything(page: "playwright.Page", address: str, out: Path, tmp_path: Path) -> None:
    page.goto(f"{address}/asset-groups")
    for group in dict.fromkeys(spec.group for spec in TABLES.values()):
        page.get_by_text(group, exact=True).first.wait_for()
    keep(page, "01-groups", tmp_path)
    page.goto(f"{address}/locations/muster/jobs/build")
    page.get_by_role("button", name="Materialize all").first.click()
    page.get_by_role("button", name="Confirm").click()  # Dagster warns that there are no batches yet: the job makes them
    assert settled(address, 1) == "SUCCESS"
    page.goto(f"{address}/runs")
    page.get_by_text("Success", exact=True).first.wait_for()
    keep(page, "02-run", tmp_path)

    for table in TABLES:
        assert (out / f"{table}.parquet").is_file(), table
    assert pl.read_parquet(out / "quotes.parquet").height > 0
    assert (out / "release" / "manifest.json").is_file()


def test_an_asset_page_tells_all_of_its_table(page: "playwright.Page", address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/assets/quotes?view=overview")
    model = TABLES["quotes"].model
    page.get_by_text(str(model.__doc__)).first.wait_for()
    for said in (*(column.description for column in columns(model)[:3]), "Open what makes it in editor", "Row count"):
        page.get_by_text(said).first.wait_for()
    keep(page, "03-quotes", tmp_path)
    page.goto(f"{address}/assets/quotes?view=checks")
    page.get_by_text("quotes_link_mentions").first.wait_for()
    page.get_by_text("Holds for all").first.wait_for()
    keep(page, "04-checks", tmp_path)


def test_a_chart_is_shown_as_an_image(page: "playwright.Page", address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/assets/raw_documents?view=events")
    page.get_by_role("row", name="documents by batch").get_by_text("Show Markdown").click()
    image = page.get_by_role("img", name="documents by batch")
    image.wait_for()
    assert image.evaluate("image => image.complete && image.naturalWidth") == charts.WIDTH
    page.wait_for_timeout(500)
    keep(page, "05-chart", tmp_path)


def test_a_batch_is_launched(page: "playwright.Page", address: str, documents: Path, out: Path, tmp_path: Path) -> None:
    shutil.copy(SAMPLE / LATER, documents / "first")
    page.goto(f"{address}/locations/muster/jobs/ingest")
    page.get_by_role("button", name="Materialize all").first.click()
    page.get_by_text("Select a partition or create one").click()
    page.get_by_text("first", exact=True).first.click()
    page.keyboard.press("Escape")
    keep(page, "06-batch", tmp_path)
    page.get_by_role("button", name="Launch 1 run").click()
    assert settled(address, 2) == "SUCCESS"
    assert f"first/{LATER}" in sources(out)
    page.goto(f"{address}/assets/batch_documents?partition=first&view=partitions")
    page.get_by_text("documents_worked_on").first.wait_for()
    keep(page, "07-batch-made", tmp_path)


def test_the_sensor_sees_a_file_and_starts_its_batch(
    page: "playwright.Page", address: str, documents: Path, out: Path, tmp_path: Path
) -> None:
    page.goto(f"{address}/locations/muster/sensors/inbox")
    switch = page.get_by_role("row", name="Running").locator("label, input").first
    switch.click()
    (documents / "second").mkdir()
    shutil.copy(SAMPLE / LAST, documents / "second")
    os.utime(documents / "second" / LAST, (time.time() - 60,) * 2)  # it was left alone for a while
    assert settled(address, 3) == "SUCCESS"
    assert f"second/{LAST}" in sources(out)
    page.get_by_text("Requested").first.or_(page.get_by_text("1 run requested").first).first.wait_for()
    keep(page, "08-sensor", tmp_path)
    switch.click()


def test_a_failing_check_blocks_what_comes_after_and_names_the_rows(
    page: "playwright.Page", address: str, out: Path, tmp_path: Path
) -> None:
    """Somebody has edited a table by hand: a letter is gone at the beginning of an article, so that no quotation stands where it stood."""
    quoted = pl.read_parquet(out / "quote_mentions.parquet")["article_id"][0]
    articles = pl.read_parquet(out / "articles.parquet")
    source = articles.filter(pl.col("article_id") == quoted)["source"][0]
    hurt = pl.when(pl.col("article_id") == quoted).then(pl.col("text").str.slice(1)).otherwise("text")
    articles.with_columns(text=hurt).write_parquet(out / "articles.parquet")
    before = {name: (out / name).stat().st_mtime_ns for name in ("events.parquet", "release.parquet", "release/manifest.json")}

    page.goto(f"{address}/assets/quote_mentions?view=lineage&lineageScope=downstream&lineageDepth=5")
    page.get_by_role("button", name="Materialize all").click()
    assert settled(address, 4) == "FAILURE"
    assert {name: (out / name).stat().st_mtime_ns for name in before} == before
    page.wait_for_timeout(2_000)  # the graph asks for its states now and then
    keep(page, "09-blocked", tmp_path)
    page.goto(f"{address}/assets/quote_mentions?view=checks&checkDetail=quote_spans_resolve")
    page.get_by_text(f"it stands in {source}").first.wait_for()
    page.get_by_text("break").first.wait_for()
    keep(page, "10-rows", tmp_path)
    page.goto(f"{address}/assets/events?view=overview")
    page.get_by_text("Latest materialization").first.wait_for()
    page.wait_for_timeout(1_500)
    keep(page, "11-not-made", tmp_path)
