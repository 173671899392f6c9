"""Two releases of any size that follow one another, generated: `python -m tests.release.big FOLDER 1000000`."""

import sys
from pathlib import Path

import numpy as np
import polars as pl

from checks.model import columns
from checks.tables import TABLES
from pipelines.files import to_arrow, write_parquet
from tests.release.small import filled

SHARES = {"articles": 0.2, "quote_mentions": 0.5, "quotes": 0.3}
SEED = 8


def write_pair(home: Path, n_rows: int) -> tuple[Path, Path]:
    """Folders with `n_rows` rows each. Of the second one in a hundred is new, one in a hundred gone, two in a hundred changed.

    One quotation in two hundred is merged into the one before it.
    """
    sizes = {table: int(n_rows * share) for table, share in SHARES.items()}
    before, after = home / "2026.1.0", home / "2026.1.1"
    for folder, later in ((before, False), (after, True)):
        folder.mkdir(parents=True)
        for table, n in sizes.items():
            frame = _table(table, n, sizes, later)
            write_parquet(to_arrow(frame, TABLES[table].model, release=True), folder / f"{table}.parquet")
    return before, after


def _table(table: str, n: int, sizes: dict[str, int], later: bool) -> pl.DataFrame:
    rows = np.arange(n // 100, n + n // 100) if later else np.arange(n)
    known = {"article_id": _ids("art", rows if table == "articles" else rows % sizes["articles"])}
    if table != "articles":
        known |= {"quote_id": _ids("quo", _owners(rows, sizes["quotes"], later)), "speaker_name": _names(rows)}
        known |= {"surface": _words(rows), "text": _words(rows), "text_sha256": _hashes(rows), "surface_sha256": _hashes(rows)}
    if table == "quote_mentions":
        known |= {"mention_id": _ids("men", rows), "char_start": pl.Series(rows % 9_000), "char_end": pl.Series(rows % 9_000 + 60)}
    if table == "quotes":
        merged = (rows % 200 == 7) & later
        rows = rows[~merged]
        counted = np.where((rows % 50 == 3) & later, 2, 1)
        known = {name: column.filter(pl.Series(~merged)) for name, column in known.items()}
        known |= {"quote_id": _ids("quo", rows), "n_mentions": pl.Series(counted), "n_articles": pl.Series(counted)}
    wanted = columns(TABLES[table].model)
    length = len(rows)
    made = {c.name: known[c.name] if c.name in known else pl.repeat(filled(c), length, dtype=c.dtype, eager=True) for c in wanted}
    return pl.DataFrame(made).cast({c.name: c.dtype for c in wanted}).sort(wanted[0].name)


def _owners(rows: np.ndarray, n_quotes: int, later: bool) -> np.ndarray:
    """The quotation of each mention; those of a merged one go to the one before it."""
    owner = rows % n_quotes
    return np.where((owner % 200 == 7) & later, owner - 1, owner)


def _ids(prefix: str, numbers: np.ndarray) -> pl.Series:
    """Keys that are as scattered as hashes are."""
    return pl.Series([f"{prefix}_{value:016x}" for value in (numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)).tolist()])


def _hashes(numbers: np.ndarray) -> pl.Series:
    scattered = (numbers.astype(np.uint64) * np.uint64(0xBF58476D1CE4E5B9)).tolist()
    return pl.Series([f"{value:016x}" * 4 for value in scattered])


def _names(numbers: np.ndarray) -> pl.Series:
    return pl.Series([f"Speaker {number % 5_000}" for number in numbers.tolist()])


def _words(numbers: np.ndarray) -> pl.Series:
    """Ten words, of which nobody can tell the next."""
    generator = np.random.default_rng(SEED)
    vocabulary = np.array([f"word{number}" for number in range(20_000)])
    drawn = vocabulary[(generator.permutation(20_000)[numbers[:, None] % 20_000] * 7 + np.arange(10) * (numbers[:, None] + 13)) % 20_000]
    return pl.Series([" ".join(words) for words in drawn.tolist()])


if __name__ == "__main__":
    print(*write_pair(Path(sys.argv[1]), int(sys.argv[2])))
