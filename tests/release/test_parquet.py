"""A large table can be searched without reading all of it."""

from itertools import pairwise
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.files import GROUP, bloom_filters
from tests.release.big import write_pair

N = 120_000


@pytest.fixture(scope="module")
def mentions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pair(tmp_path_factory.mktemp("pair"), N)[0] / "quote_mentions.parquet"


def test_a_key_is_in_one_row_group(mentions: Path) -> None:
    told = pq.ParquetFile(mentions).metadata
    assert told.num_row_groups == 3 and told.row_group(0).num_rows == GROUP
    bounds = [told.row_group(i).column(0).statistics for i in range(told.num_row_groups)]
    assert told.row_group(0).column(0).path_in_schema == "mention_id"
    assert all(one.max < other.min for one, other in pairwise(bounds))


def test_a_key_into_another_table_is_looked_for_only_where_it_can_be(mentions: Path) -> None:
    key = duckdb.execute("SELECT quote_id FROM read_parquet(?) ORDER BY ALL LIMIT 1", [str(mentions)]).fetchall()[0][0]
    probe = "SELECT sum(CASE WHEN bloom_filter_excludes THEN 0 ELSE 1 END) FROM parquet_bloom_probe(?, 'quote_id', ?)"
    there = "SELECT count(DISTINCT file_row_number // ?) FROM read_parquet(?, file_row_number = true) WHERE quote_id = ?"
    wanted = duckdb.execute(there, [GROUP, str(mentions), key]).fetchall()[0][0]
    assert duckdb.execute(probe, [str(mentions), key]).fetchall()[0][0] <= wanted + 1  # one in a hundred is looked for in vain
    assert duckdb.execute(probe, [str(mentions), "quo_none"]).fetchall()[0][0] <= 1


def test_filters_are_made_only_where_they_pay() -> None:
    many = [f"q{i}" for i in range(GROUP + 1)]
    table = pa.table({"mention_id": many, "quote_id": many, "speaker_id": ["USA"] * len(many), "n_id": list(range(len(many)))})
    assert bloom_filters(table) == {"quote_id": {"ndv": GROUP, "fpp": 0.01}}
    assert bloom_filters(table.slice(1)) is None
