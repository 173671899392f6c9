"""To look up one row of a million by its id, a small part of the file moves."""

from collections.abc import Iterator

import numpy as np
import polars as pl
import pytest

from checks.model import columns
from checks.quotes import Quotes
from pipelines.files import to_arrow, write_parquet
from tests.publish.httpfs import with_httpfs
from tests.publish.servers import Files, running
from tests.release.small import filled

N = 1_000_000
MOST = 0.05


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    root = tmp_path_factory.mktemp("large")
    scattered = np.arange(N, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)  # as hashes are
    ids = pl.Series([f"quo_{number:016x}" for number in scattered.tolist()])
    known = {"quote_id": ids, "text": ids.str.slice(4) + ids.reverse().str.slice(4), "speaker_name": ids.str.slice(4, 4)}
    made = {c.name: known[c.name] if c.name in known else pl.repeat(filled(c), N, dtype=c.dtype, eager=True) for c in columns(Quotes)}
    write_parquet(to_arrow(pl.DataFrame(made).sort("quote_id"), Quotes, release=True), root / "quotes.parquet")
    with running(Files(root)) as server:
        yield server


@pytest.fixture
def key(server: Files) -> str:
    server.sent = {}
    return str(pl.scan_parquet(server.root / "quotes.parquet").select("quote_id").slice(N // 3, 1).collect().item())


def moved(server: Files) -> float:
    return sum(server.sent.values()) / (server.root / "quotes.parquet").stat().st_size


def test_polars(server: Files, key: str) -> None:
    assert pl.scan_parquet(f"{server.url}/quotes.parquet").filter(pl.col("quote_id") == key).collect().height == 1
    assert 0 < moved(server) <= MOST


def test_duckdb(server: Files, key: str) -> None:
    db = with_httpfs()
    assert len(db.execute(f"SELECT * FROM read_parquet('{server.url}/quotes.parquet') WHERE quote_id = ?", [key]).fetchall()) == 1
    assert 0 < moved(server) <= MOST
