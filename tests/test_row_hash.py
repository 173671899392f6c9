"""The hash of rows is that of the rows: not of their writer, and of every value."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.row_hash import rows_sha256

ROW = pa.struct([("value", pa.int64()), ("names", pa.list_(pa.string()))])
SCHEMA = pa.schema(
    [
        ("id", pa.string()), ("n", pa.int64()), ("share", pa.float64()), ("ok", pa.bool_()), ("day", pa.date32()),
        ("at", pa.timestamp("us", "UTC")), ("tags", pa.list_(pa.string())), ("parts", pa.list_(ROW)),
    ]
)  # fmt: skip
names = st.one_of(st.none(), st.text("aé😀", max_size=3))
part = st.one_of(
    st.none(), st.fixed_dictionaries({"value": st.one_of(st.none(), st.integers(-5, 5)), "names": st.lists(names, max_size=2)})
)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "id": names,
            "n": st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)),
            "share": st.one_of(st.none(), st.sampled_from([0.0, -1.5, 1e300, float("inf")])),
            "ok": st.one_of(st.none(), st.booleans()),
            "day": st.one_of(st.none(), st.sampled_from([date(1900, 1, 1), date(2021, 4, 14)])),
            "at": st.one_of(st.none(), st.sampled_from([datetime(1900, 1, 1, tzinfo=UTC), datetime(2021, 4, 14, 1, tzinfo=UTC)])),
            "tags": st.one_of(st.none(), st.lists(names, max_size=3)),
            "parts": st.one_of(st.none(), st.lists(part, max_size=2)),
        }
    ),
    max_size=5,
)


def table(values: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(values, SCHEMA)


@settings(deadline=None)
@given(rows, rows)
def test_two_tables_have_one_hash_just_if_they_have_the_same_rows(one: list[dict[str, object]], other: list[dict[str, object]]) -> None:
    assert (rows_sha256(table(one)) == rows_sha256(table(other))) == (one == other)


@settings(deadline=None)
@given(rows, st.integers(0, 5), st.integers(1, 3))
def test_cuts_and_offsets_do_not_show(values: list[dict[str, object]], begin: int, size: int) -> None:
    whole = rows_sha256(table(values))
    assert rows_sha256(pa.Table.from_batches(table(values).to_batches(max_chunksize=size), SCHEMA)) == whole
    assert rows_sha256(pa.concat_tables([table(values), table(values)]).slice(len(values))) == whole
    assert rows_sha256(table(values).slice(begin)) == rows_sha256(table(values[begin:]))


def test_the_writer_does_not_show(tmp_path: Path) -> None:
    parts = [{"value": 1, "names": ["x", None]}, None]
    rows = [{"id": "a", "tags": ["b"], "parts": parts}, {"id": None, "tags": None}, {"id": "a", "tags": []}]
    for options in ({"compression": "snappy", "use_dictionary": False, "row_group_size": 1}, {"compression": "zstd", "version": "1.0"}):
        pq.write_table(table(rows), tmp_path / "rows.parquet", **options)
        assert rows_sha256(pq.read_table(tmp_path / "rows.parquet")) == rows_sha256(table(rows))
    coded = table(rows).set_column(0, "id", table(rows)["id"].dictionary_encode())
    assert rows_sha256(coded) == rows_sha256(table(rows))


@pytest.mark.parametrize(
    ("one", "other"),
    [([None], [""]), ([["a", "b"]], [["ab"]]), ([["a"], []], [[], ["a"]]), ([["a"], None], [["a"], []]), ([1], [1.0]), (["1"], [1])],
)
def test_values_that_look_alike_are_told_apart(one: list[object], other: list[object]) -> None:
    assert rows_sha256(pa.table({"x": one})) != rows_sha256(pa.table({"x": other}))


def test_names_and_order_count() -> None:
    assert (
        len({rows_sha256(pa.table(t)) for t in ({"a": [1, 2]}, {"b": [1, 2]}, {"a": [2, 1]}, {"a": [1], "b": [2]}, {"b": [2], "a": [1]})})
        == 5
    )
