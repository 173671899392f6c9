"""What a row of `release` is. How it is made stands in pipelines/release/release.py."""

from checks.columns import Table, column, key


class Release(Table):
    """One file of a release."""

    path: str = key("file: its path within the release")
    sha256: str = column("hash of the file's bytes", str_matches=r"^[0-9a-f]{64}$")
    n_bytes: int = column("size of the file", unit="bytes", ge=1)
    n_rows: int = column("rows, for tables", unit="rows", nullable=True, ge=0)
    rows_sha256: str = column("hash of the rows, whatever wrote the file; for tables", nullable=True)
