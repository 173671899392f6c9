"""The comparison of pipelines/reports on Daft: the same functions on the same numbers, each on a part, wherever there is room.

    words       a task for some thousand articles: their words and fingerprints, to the shared path
    links       fingerprints are brought together by range of hashes; a task learns the furniture of its range and runs the SQL that links
                articles (reports/diagonals.py) on it
    pairs       links are brought together by pair of articles; a task puts them together and compares the pairs
    the rest    sets of copies, rows and origins, from small tables, where the run was started

The tables are those of reports/compare.py, row for row.
"""

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa

from pipelines.reports.compare import MEMORY, compare_articles, finish
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import DIAGONAL, find_diagonals, put_together
from pipelines.reports.fingerprints import Fingerprints, repeated
from pipelines.reports.furniture import learn_furniture
from pipelines.reports.links import compare_all, strike_words
from pipelines.reports.pairs import NO_LIKENESS, NO_PASSAGES, Pairs
from pipelines.reports.store import Store
from pipelines.reports.types import Ints
from pipelines.scale.engine import cores, load_daft
from pipelines.scale.frames import Tasks, over_groups, told
from pipelines.scale.words import TO_COMPARE, TO_LINK, SharedCorpus, SharedStore, read_words

DIAGONALS, PASSAGES, LIKENESS = (
    pl.DataFrame(schema=schema).to_arrow().schema for schema in (DIAGONAL, NO_PASSAGES.schema, NO_LIKENESS.schema)
)
STRUCK = pa.schema({"article": pa.int32(), "place": pa.int32()})
PRINTS = 4_000_000
"""Fingerprints of the largest range of hashes, about."""
RANGES = 2
"""Ranges for each core, at least, so that nobody waits long for the last one."""


def compare_on_daft(articles: Path, folder: Path, say: Callable[[str], None] = lambda _: None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of `overlaps` and of `reports`, as compare_articles gives them.

    Args:
        articles: a Parquet file on a path that all nodes share.
        folder: a folder on such a path, which is made and removed again.
        say: is told of each stage what was done, how long it took and where.
    """
    corpus = Corpus(articles)
    if not len(corpus):
        return compare_articles(articles)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    SharedCorpus.write(corpus, folder / "articles.parquet")
    words = read_words(articles, corpus, folder / "words")
    say(told("words", words))
    n_ranges = _n_ranges(words)
    links = link(words, folder, n_ranges)
    say(told("links", links))
    found = compare(words, links, folder, len(corpus), n_ranges)
    say(told("pairs", found))
    with duckdb.connect(config={"threads": os.cpu_count() or 1, "memory_limit": MEMORY}) as con:
        pairs = Pairs(found.read("passages", "range"), found.read("likeness", "range"))
        tables = finish(con, corpus, pairs)
    shutil.rmtree(folder)
    return tables


def link(words: Tasks, folder: Path, n_ranges: int) -> Tasks:
    """Diagonals and furniture of each range of hashes."""
    col = load_daft().col
    rows = words.rows("words").select("number", "hash", "place").explode("hash", "place", ignore_empty_and_null=True)
    rows = rows.select((col("hash") // (2**64 // n_ranges)).cast("int32").alias("range"), "hash", col("number").alias("article"), "place")
    schemas = {"diagonals": DIAGONALS, "struck": STRUCK}
    return over_groups(rows, "range", partial(_link, folder, words.files), schemas, folder / "links")


def _link(folder: Path, files: list[str], rows: pa.Table) -> dict[str, pa.Table]:
    """What learn_and_group and Links do with one range of hashes."""
    prints = Fingerprints(*(rows[name].to_numpy() for name in ("hash", "article", "place")))
    corpus = SharedCorpus(folder / "articles.parquet")
    with SharedStore(corpus, files, TO_LINK) as store, duckdb.connect(config={"threads": 1, "memory_limit": MEMORY}) as con:
        shared = prints.take(repeated(prints.hash, 2)).in_order()
        store.fill(store.distinct(shared.article.astype(np.int64)))
        is_struck = learn_furniture(corpus, store, shared).strikes(shared, corpus.outlet)
        diagonals = find_diagonals(con, store, shared.take(~is_struck), np.ones(len(corpus), dtype=np.bool_))
    struck = shared.take(is_struck)
    return {"diagonals": diagonals.to_arrow(), "struck": pa.table({"article": struck.article, "place": struck.place})}


def compare(words: Tasks, links: Tasks, folder: Path, n_articles: int, n_ranges: int) -> Tasks:
    """What the pairs of articles have in common, in order; a range is one of the numbers of their first articles."""
    col = load_daft().col
    rows = links.rows("diagonals")
    rows = rows.select((col("a").cast("int64") * n_ranges // n_articles).cast("int32").alias("range"), *DIAGONAL)
    schemas = {"passages": PASSAGES, "likeness": LIKENESS}
    return over_groups(rows, "range", partial(_compare, folder, words.files, links), schemas, folder / "pairs")


def _compare(folder: Path, files: list[str], links: Tasks, rows: pa.Table) -> dict[str, pa.Table]:
    """Compares all pairs of one range."""
    diagonals = put_together([pl.DataFrame(pl.from_arrow(rows.select(list(DIAGONAL))))])
    corpus = SharedCorpus(folder / "articles.parquet")
    with SharedStore(corpus, files, TO_COMPARE) as store:
        involved = store.distinct(*(diagonals[side].cast(pl.Int64).to_numpy() for side in ("a", "b")))
        store.fill(involved)
        _strike(store, links, involved)
        pairs = compare_all(corpus, store, diagonals)
    return {"passages": pairs.passages.to_arrow(), "likeness": pairs.likeness.to_arrow()}


def _strike(store: Store, links: Tasks, numbers: Ints) -> None:
    """Marks the furniture of these articles, which was learned in all ranges of hashes."""
    struck = links.lazy("struck").filter(pl.col("article").is_in(numbers)).collect()
    strike_words(store, Fingerprints(np.zeros(struck.height, np.uint64), struck["article"].to_numpy(), struck["place"].to_numpy()))


def _n_ranges(words: Tasks) -> int:
    """A power of two, so that hashes can be told apart by it."""
    n_prints = pl.read_parquet(words.files, columns=["n_prints"])["n_prints"].to_numpy().sum()
    return 1 << (max(RANGES * cores(), int(n_prints) // PRINTS, 2) - 1).bit_length()
