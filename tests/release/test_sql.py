"""The release in DuckDB: all is explained, the macros find what they should, and the file is the same each time."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from checks.tables import RELEASED

MACROS = {"who_said", "troops", "evidence_of", "what_became_of"}


@pytest.fixture
def db(sample_build: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    monkeypatch.chdir(sample_build / "release")
    with duckdb.connect("muster.duckdb", read_only=True) as connection:
        yield connection


def ids(db: duckdb.DuckDBPyConnection, query: str) -> set[str]:
    return {row[0] for row in db.execute(query).fetchall()}


def test_everything_in_it_is_explained(db: duckdb.DuckDBPyConnection) -> None:
    views = dict(db.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall())
    assert set(RELEASED) < set(views) and "gone" in views
    assert all(views.values())
    columns = db.execute("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal").fetchall()
    assert len(columns) > 300 and all(comment for *_, comment in columns)
    macros = dict(db.execute("SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal").fetchall())
    assert set(macros) == MACROS and all(macros.values())


def test_who_said_finds_words_in_any_case_and_wording(db: duckdb.DuckDBPyConnection) -> None:
    [(key, speaker)] = db.execute("SELECT quote_id, speaker_name FROM who_said('HARD day today')").fetchall()
    assert speaker == "Kenneth McKenzie" and key.startswith("quo_")
    assert ids(db, "SELECT quote_id FROM who_said('no such words anywhere')") == set()


def test_troops_takes_keys_and_names(db: duckdb.DuckDBPyConnection) -> None:
    wanted = ids(db, "SELECT figure_id FROM troop_figures WHERE force_id = 'USA'")
    assert wanted and ids(db, "SELECT figure_id FROM troops('USA')") == wanted
    assert ids(db, "SELECT figure_id FROM troops('united states')") == wanted
    there = ids(db, "SELECT figure_id FROM troop_figures WHERE force_id = 'USA' AND place_id = 'AFG'")
    assert there < wanted
    assert there <= ids(db, "SELECT figure_id FROM troops('USA', 'Afghanistan')") < wanted
    assert ids(db, "SELECT figure_id FROM troops('USA', 'AFG')") == there


def test_evidence_of_any_key_is_its_mentions(db: duckdb.DuckDBPyConnection) -> None:
    for table, key in (("quotes", "quote_id"), ("troop_figures", "figure_id"), ("events", "event_id")):
        asked, n = db.execute(f"SELECT {key}, n_mentions FROM {table} ORDER BY n_mentions DESC LIMIT 1").fetchall()[0]
        assert len(db.execute("SELECT * FROM evidence_of(?)", [asked]).fetchall()) == n > 1


def test_what_became_of_a_key(db: duckdb.DuckDBPyConnection) -> None:
    key = db.execute("SELECT min(quote_id) FROM quotes").fetchall()[0][0]
    assert db.execute("SELECT first_seen, change FROM what_became_of(?)", [key]).fetchall() == [("0.0.0", "added")]


def test_one_file_that_stands_alone_is_made_from_tables_sql(sample_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample_build / "release")
    with duckdb.connect(str(tmp_path / "mine.duckdb")) as made:
        made.execute(Path("tables.sql").read_text(encoding="utf-8"))
    monkeypatch.chdir(tmp_path)
    with duckdb.connect("mine.duckdb", read_only=True) as alone:
        assert alone.execute("SELECT count(*) FROM who_said('hard day')").fetchall() == [(1,)]
        assert alone.execute("SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND comment IS NULL").fetchall() == [(0,)]


def test_another_process_in_another_zone_writes_the_same_file(sample_build: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(sample_build / "release", tmp_path / "elsewhere")
    (copy / "muster.duckdb").unlink()
    code = f"from pathlib import Path; from pipelines.release.sql import write_database; write_database(Path({str(copy)!r}))"
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"TZ": "Asia/Kathmandu", "LC_ALL": "tr_TR.UTF-8"})
    assert (copy / "muster.duckdb").read_bytes() == (sample_build / "release" / "muster.duckdb").read_bytes()
