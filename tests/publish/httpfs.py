"""DuckDB over HTTP, where its extension is installed."""

import duckdb
import pytest


def with_httpfs() -> duckdb.DuckDBPyConnection:
    """DuckDB that reads over HTTP, if its extension has been installed on this machine; tests download nothing."""
    db = duckdb.connect(config={"autoinstall_known_extensions": False})
    try:
        db.execute("LOAD httpfs")
    except (duckdb.IOException, duckdb.HTTPException):
        pytest.skip("DuckDB's httpfs is not installed here")
    return db
