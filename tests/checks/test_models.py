"""Every table is described, and what is written says so itself."""

import json
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from checks.model import arrow_schema, columns, keys_of, polars_schema
from checks.tables import RELEASED, TABLES
from pipelines.files import fit, to_arrow, write_parquet


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_one_key_and_every_column_a_description(table: str) -> None:
    model = TABLES[table].model
    assert model.__doc__
    keys = keys_of(model)
    assert [c.name for c in columns(model)][: len(keys)] == keys
    assert all(c.unique for c in columns(model) if keys == [c.name])
    assert all(len(c.description) > 5 for c in columns(model))


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table_keeps_its_types_and_descriptions(table: str, tmp_path: Path) -> None:
    model = TABLES[table].model
    write_parquet(to_arrow(pl.DataFrame(schema=polars_schema(model)), model), tmp_path / "t.parquet")
    written = pq.read_schema(tmp_path / "t.parquet")
    assert written.equals(arrow_schema(model))
    assert {name: said["description"] for name, said in json.loads(written.metadata[b"columns"]).items()} == {
        c.name: c.description for c in columns(model)
    }
    assert all(written.field(key).metadata[b"description"] for key in keys_of(model))


@pytest.mark.parametrize("table", RELEASED)
def test_what_holds_article_text_never_reaches_a_release(table: str) -> None:
    left = set(arrow_schema(TABLES[table].model, release=True).names)
    assert not left & {"blocks", "speaker_surface", "actor_names", "recipient_names"}
    assert "text" not in left or table == "quotes"
    assert "surface" not in left or table in ("quote_mentions", "figure_mentions")


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="Rejects lacks the columns reason, detail"):
        fit(pl.DataFrame({"source": ["a"], "sha256": ["b"], "n_bytes": [1]}), TABLES["rejects"].model)
