"""What `muster compare` is given, as a Parquet file that the comparison can read; never held as a whole.

A Parquet file that has all that is asked for is read where it lies; anything else is rewritten into a scratch folder, some rows at a time.
"""

import gzip
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.commands.compare_rows import NAMES, read_article
from pipelines.commands.json_lines import Row, read_object
from pipelines.errors import UserError

BLOCKS = pa.list_(pa.struct({"start": pa.int64(), "end": pa.int64(), "kind": pa.string()}))
SCHEMA = pa.schema({
    "article_id": pa.string(), "outlet": pa.string(), "published_at": pa.timestamp("us", "UTC"), "published_latest": pa.date32(),
    "n_words": pa.int64(), "bylines": pa.list_(pa.string()), "text": pa.string(), "blocks": BLOCKS,
})  # fmt: skip
LINES, TABLES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), (".parquet", ".pq")
AT_ONCE, CHARACTERS = 2_000, 16_000_000
"""Rows, and characters of their texts, that are held."""
NAMED = 10
"""Bad rows that are named; of more only their number is told."""


class Given(NamedTuple):
    """What was read: the file, the number of rows passed over, of those given twice, and keys that stand for different texts."""

    path: Path
    n_bad: int = 0
    n_twice: int = 0
    torn: Sequence[str] = ()


def read_source(source: str, scratch: Path, mark: bool) -> Given:
    """The articles of a file, or of standard input (`-`).

    Raises:
        UserError: the file cannot be read, or has no texts.
    """
    is_table = source.endswith(TABLES)
    if source != "-" and not is_table and not source.endswith(LINES):
        raise UserError(f"{source!r} is neither a Parquet file ({', '.join(TABLES)}) nor JSON lines ({', '.join(LINES)}).")
    if source != "-" and not Path(source).is_file():
        raise UserError(f"There is no file {source!r} to read.")
    try:
        if is_table and _is_whole(Path(source)):
            return Given(Path(source))
        return _rewrite(_table_rows(Path(source)) if is_table else _lines(source), source, scratch / "articles.parquet", mark)
    except (OSError, EOFError, zlib.error, pa.ArrowException, pl.exceptions.PolarsError) as error:
        raise UserError(f"{source!r} cannot be read: {' '.join(str(error).split())[:200]}") from None


def _is_whole(path: Path) -> bool:
    """Whether the comparison can read a table as it is: all columns are there, nothing is null that must not be, no key stands twice."""
    names = pl.read_parquet_schema(path)
    if "text" not in names:
        raise UserError(f"{str(path)!r} has no column 'text'; it has {', '.join(map(repr, names)) or 'none'}.")
    if any(names.get(name) != dtype for name, dtype in pl.DataFrame(SCHEMA.empty_table()).schema.items()):
        return False
    if not _all_texts(path):
        return False
    with pq.ParquetFile(path) as file:
        if any(batch.column(0).null_count for batch in file.iter_batches(AT_ONCE, columns=["blocks"])):
            return False
    keys = pl.read_parquet(path, columns=["article_id"])["article_id"]
    return not keys.null_count() and not (keys == "").any() and keys.n_unique() == len(keys)


def _all_texts(path: Path) -> bool:
    """Whether the file says itself that no text is null, so that they need not be read."""
    about = pq.read_metadata(path)
    place = about.schema.to_arrow_schema().get_field_index("text")  # a place among columns, not among leaves
    leaf = next(at for at in range(place, about.num_columns) if about.schema.column(at).path == "text")
    groups = [about.row_group(number).column(leaf).statistics for number in range(about.num_row_groups)]
    return all(group is not None and group.has_null_count and group.null_count == 0 for group in groups)


def _table_rows(path: Path) -> Iterator[tuple[str, Row]]:
    with pq.ParquetFile(path) as file:
        number = 0
        for batch in file.iter_batches(AT_ONCE, columns=[name for name in file.schema_arrow.names if name in NAMES]):
            for row in pl.DataFrame(pl.from_arrow(batch)).iter_rows(named=True):
                number += 1
                yield f"row {number}", row


def _lines(source: str) -> Iterator[tuple[str, str]]:
    with _opened(source) as lines:
        for number, line in enumerate(lines, 1):
            if text := line.decode("utf-8", "replace").strip().removeprefix("\ufeff"):
                yield f"line {number}", text


def _opened(source: str) -> BinaryIO | gzip.GzipFile:
    if source == "-":
        return sys.stdin.buffer
    return gzip.open(source) if source.endswith(".gz") else Path(source).open("rb")


def _rewrite(rows: Iterator[tuple[str, Row | str]], source: str, path: Path, mark: bool) -> Given:
    """Writes the articles of all rows that can be read; the others are named on standard error."""
    n_bad = n_twice = size = 0
    seen: dict[str, int] = {}
    torn: set[str] = set()
    held: list[dict[str, Any]] = []
    with pq.ParquetWriter(path, SCHEMA, compression="lz4") as out:
        for place, row in rows:
            try:
                article = read_article(read_object(row) if isinstance(row, str) else row, mark)
            except ValueError as error:
                n_bad += 1
                if n_bad <= NAMED:
                    print(f"muster: {source}, {place}: {error}", file=sys.stderr)
                continue
            key, words = article["article_id"], hash(article["text"])
            if key in seen:
                n_twice += 1
                if seen[key] != words:
                    torn.add(key)
                continue
            seen[key] = words
            held.append(article)
            size += len(article["text"])
            if len(held) == AT_ONCE or size >= CHARACTERS:
                out.write_table(pa.Table.from_pylist(held, schema=SCHEMA))
                held, size = [], 0
        out.write_table(pa.Table.from_pylist(held, schema=SCHEMA))
    if n_bad > NAMED:
        print(f"muster: {source}: {n_bad - NAMED:,} more that cannot be read", file=sys.stderr)
    return Given(path, n_bad, n_twice, sorted(torn))
