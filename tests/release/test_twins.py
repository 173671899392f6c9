"""The csv.gz twin of a table holds the same rows, read by polars and by DuckDB with the types of the schema."""

import gzip
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.tables import RELEASED
from pipelines.release.twins import TIME, write_twin

MEMBER = pl.Struct({"text": pl.String, "day": pl.Date, "n": pl.Int64})
TYPES: dict[str, pl.DataType] = {
    "id": pl.String(), "words": pl.String(), "many": pl.List(pl.String), "members": pl.List(MEMBER), "n": pl.Int64(), "share": pl.Float64(),
    "true": pl.Boolean(), "day": pl.Date(), "at": pl.Datetime("us", "UTC"),
}  # fmt: skip


def read_twin(path: Path, like: dict[str, pl.DataType]) -> pl.DataFrame:
    """A twin with the types of its table: names and types in order."""
    frame = pl.read_csv(path, schema=dict.fromkeys(like, pl.String()))
    return frame.select(_typed(name, dtype) for name, dtype in like.items())


def _typed(name: str, dtype: pl.DataType) -> pl.Expr:
    cell = pl.col(name)
    if isinstance(dtype, pl.List | pl.Struct):
        return cell.str.json_decode(dtype)
    if isinstance(dtype, pl.Datetime):
        return cell.str.strptime(pl.Datetime("us"), TIME).dt.replace_time_zone("UTC")
    if isinstance(dtype, pl.Date):
        return cell.str.to_date("%Y-%m-%d")
    if isinstance(dtype, pl.Boolean):
        return cell == "true"
    return cell.cast(dtype)


def read_by_duckdb(path: Path, parquet: Path) -> int:
    """How many rows differ between a twin and its table, both read by DuckDB."""
    db = duckdb.connect()
    kinds = dict(db.execute("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))", [str(parquet)]).fetchall())
    texts = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in kinds) + "}"
    json = ", ".join(f'"{name}"{"::JSON" if "[]" in kind else ""}::{kind} AS "{name}"' for name, kind in kinds.items())
    twin = (
        f"SELECT {json} FROM read_csv('{path}', columns = {texts}, nullstr = '', allow_quoted_nulls = false, header = true, quote = '\"')"
    )
    there = f"SELECT * FROM read_parquet('{parquet}')"
    either = f"(({twin}) EXCEPT ALL ({there})) UNION ALL (({there}) EXCEPT ALL ({twin}))"
    return int(db.execute(f"SELECT count(*) FROM ({either})").fetchall()[0][0])


@pytest.mark.parametrize("table", RELEASED)
def test_the_twins_of_a_release_are_equal(table: str, sample_build: Path) -> None:
    parquet, twin = (sample_build / "release" / f"{table}.{kind}" for kind in ("parquet", "csv.gz"))
    rows = pl.read_parquet(parquet)
    assert rows.height > 0
    assert read_twin(twin, dict(rows.schema)).equals(rows)
    assert read_by_duckdb(twin, parquet) == 0


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ["", '"', ",", "\n", "\r\n", "null", "[]", "NA", " ", "é"]
)
CELLS = {
    "words": st.none() | TEXT,
    "many": st.none() | st.lists(st.none() | TEXT, max_size=3),
    "members": st.none()
    | st.lists(
        st.fixed_dictionaries({"text": st.none() | TEXT, "day": st.none() | st.dates(), "n": st.none() | st.integers(-9, 9)}), max_size=2
    ),
    "n": st.none() | st.integers(-(2**63), 2**63 - 1),
    "share": st.none() | st.floats(allow_nan=False, allow_infinity=False),
    "true": st.none() | st.booleans(),
    "day": st.none() | st.dates(),
    "at": st.none() | st.datetimes(),
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=4))
def test_any_rows_come_back(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]) -> None:
    folder = tmp_path_factory.mktemp("twin")
    numbered = [{"id": str(number)} | row for number, row in enumerate(rows)]
    frame = pl.DataFrame(numbered, schema={**TYPES, "at": pl.Datetime("us")}).with_columns(pl.col("at").dt.replace_time_zone("UTC"))
    write_twin(frame.to_arrow(), folder / "t.csv.gz")
    assert read_twin(folder / "t.csv.gz", TYPES).equals(frame)


def test_no_clock_and_no_name_are_in_it(tmp_path: Path) -> None:
    table = pa.table({"id": ["a", "b"]})
    for name in ("one.csv.gz", "two.csv.gz"):
        write_twin(table, tmp_path / name)
    raw = (tmp_path / "one.csv.gz").read_bytes()
    assert raw == (tmp_path / "two.csv.gz").read_bytes()
    assert raw[4:8] == b"\0\0\0\0" and not raw[3]
    assert gzip.decompress(raw) == b"id\na\nb\n"


def test_what_a_reader_sees(tmp_path: Path) -> None:
    table = pa.table({"id": ["a", "b"], "many": [["x", 'a "b"'], None], "words": [None, ""], "true": [True, None]})
    write_twin(table, tmp_path / "t.csv.gz")
    assert (
        gzip.decompress((tmp_path / "t.csv.gz").read_bytes()).decode() == 'id,many,words,true\na,"[""x"",""a \\""b\\""""]",,true\nb,,"",\n'
    )
    pq.write_table(table, tmp_path / "t.parquet")
    assert read_by_duckdb(tmp_path / "t.csv.gz", tmp_path / "t.parquet") == 0
