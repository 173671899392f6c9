"""Columns of Parquet files, mapped or read."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.reports.plain import map_plain, write_plain

KINDS: dict[str, type] = {"hash": np.uint64, "place": np.int32}
SCHEMA = pa.schema([pa.field("hash", pa.uint64(), nullable=False), pa.field("place", pa.int32(), nullable=False), ("outlet", pa.string())])


def made(n: int) -> pa.Table:
    """Rows of every size of number."""
    rng = np.random.default_rng(n)
    places = rng.integers(0, 1 << 31, n, dtype=np.int32)
    return pa.table([rng.integers(0, 1 << 64, n, dtype=np.uint64), places, pa.array(["a", None] * (n // 2), pa.string())], schema=SCHEMA)


def test_row_groups_are_mapped(tmp_path: Path) -> None:
    parts = [made(50_000), made(0), made(2)]
    write_plain(tmp_path / "plain.parquet", parts, SCHEMA, ["outlet"])
    groups = list(map_plain(tmp_path / "plain.parquet", KINDS))
    assert [len(columns[0]) for columns in groups] == [50_000, 2]
    for columns, part in zip(groups, (parts[0], parts[2]), strict=True):
        for name, column in zip(KINDS, columns, strict=True):
            assert (column == part[name].to_numpy()).all()
            assert not column.flags.writeable  # it is the file's
    assert pq.read_table(tmp_path / "plain.parquet").equals(pa.concat_tables(parts))


@pytest.mark.parametrize("options", [{"compression": "lz4"}, {"use_dictionary": True}, {"data_page_size": 1000}])
def test_what_does_not_lie_plainly_is_read(tmp_path: Path, options: dict[str, object]) -> None:
    table = made(50_000)
    pq.write_table(table, tmp_path / "other.parquet", **{"compression": "none", "use_dictionary": False, **options})
    (columns,) = map_plain(tmp_path / "other.parquet", KINDS)
    for name, column in zip(KINDS, columns, strict=True):
        assert (column == table[name].to_numpy()).all()
