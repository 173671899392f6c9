"""Which pairs of articles may share passages, and where: runs of fingerprints at the same distance in both.

The query is plain SQL over (hash, article, place), for DuckDB or any engine that has window functions.
"""

from typing import Any

import duckdb
import numpy as np
import polars as pl

from pipelines.reports.compiled import compiled
from pipelines.reports.fingerprints import Fingerprints, repeated
from pipelines.reports.reading import mixed
from pipelines.reports.shingles import GRAM
from pipelines.reports.store import Store
from pipelines.reports.types import Flags, Ints, Ints32

SHORT = 12
"""A passage of fewer words, outside quotation marks, links no articles unless they are on one subject."""

FEW, ANCHORS = 8, 2
"""A fingerprint links the first so many of its articles, in canonical order, with one another, and each later one with the first ANCHORS
of these and with the ANCHORS fullest of these (the first may be an excerpt that tells nothing about the rest), so that cost stays linear in
the copies and later articles do not change what earlier ones have in common."""
SLOTS, AT_ONCE = 16, 1 << 18
"""Bits of the number of diagonals that are gathered at a time, and linked fingerprints that are looked at at once."""
BEYOND = 4
"""Words that are looked at on both sides of a short passage, behind the word that ends it."""

RANKED = """
CREATE OR REPLACE TEMP TABLE ranked AS
WITH counted AS (
    SELECT hash, article, place, stirred, n_body, row_number() OVER hashes AS n, count(*) OVER (PARTITION BY hash) AS n_all
    FROM prints WHERE many WINDOW hashes AS (PARTITION BY hash ORDER BY article, place)
)
SELECT hash, article, place, stirred, if(n_all <= $few, 1, n) AS n FROM counted WHERE n_all <= $few OR n > $few
UNION ALL SELECT hash, article, place, stirred, least(n, row_number() OVER (PARTITION BY hash ORDER BY n_body DESC, n)) AS n
FROM counted WHERE n_all > $few AND n <= $few
"""
LINKED = """
WITH held AS (
    SELECT hash, article, place, stirred, n FROM ranked UNION ALL SELECT hash, article, place, stirred, 1 AS n FROM prints WHERE NOT many
)
SELECT x.article AS a, x.place AS place_a, y.article AS b, y.place AS place_b FROM held AS x JOIN held AS y ON x.hash = y.hash
WHERE x.n <= $few AND (y.n <= $few AND x.article < y.article OR y.n > $few AND x.n <= $anchors AND x.article <> y.article)
    AND (x.stirred OR y.stirred)
"""

DIAGONAL = {"a": pl.Int32, "b": pl.Int32, "diagonal": pl.Int32, "first": pl.Int32, "last": pl.Int32}


def find_diagonals(con: duckdb.DuckDBPyConnection, store: Store, prints: Fingerprints, stirred: Flags) -> pl.DataFrame:
    """Where articles have fingerprints at the same distance, of pairs of which one is stirred.

    Args:
        prints: all fingerprints that have one of some hashes, without furniture.
        stirred: a flag for each article's number.

    Returns: a, b (numbers, a before b), diagonal (place in b less place in a), first and last place in a; a diagonal may come in parts.
    Mere phrases are left out: most pairs that share one share no more.
    """
    columns = {"n_body": store.n_body[prints.article], "stirred": stirred[prints.article], "many": repeated(prints.hash, FEW + 1)}
    con.register("prints", prints.frame(**columns))
    con.execute(RANKED, {"few": FEW})
    slots = empty_slots()
    words = (store.tags, store.first, store.n_words)
    found = []
    for batch in con.sql(LINKED, params={"anchors": ANCHORS, "few": FEW}).to_arrow_reader(AT_ONCE):
        rows = tuple(column.to_numpy() for column in batch.columns)
        out = np.empty((5, batch.num_rows), dtype=np.int32)
        found.append(out[:, : _gather(words, rows, slots, out)].copy())
    found.append(slots[slots[:, 0] >= 0].T)
    con.execute("DROP TABLE ranked")
    return as_table(np.concatenate(found, axis=1))


def empty_slots() -> Ints32:
    """Slots for the diagonals that are gathered at a time: a, b, diagonal, first, last; -1: free."""
    return np.full((1 << SLOTS, 5), -1, dtype=np.int32)


def as_table(columns: Ints32) -> pl.DataFrame:
    """Diagonals as a table."""
    return pl.DataFrame(dict(zip(DIAGONAL, columns, strict=True)), schema=DIAGONAL)


@compiled
def _gather(words: Any, rows: Any, slots: Any, out: Any) -> int:
    """Puts linked fingerprints together; returns how many diagonals were written down."""
    one, place_one, other, place_other = rows
    n = 0
    for row in range(len(one)):
        if one[row] < other[row]:
            n = put(words, slots, out, n, one[row], place_one[row], other[row], place_other[row])
        else:
            n = put(words, slots, out, n, other[row], place_other[row], one[row], place_one[row])
    return n


@compiled
def put(words: Any, slots: Any, out: Any, n: int, a: int, place: int, b: int, place_b: int) -> int:
    """Puts two linked fingerprints into a slot by pair and diagonal, and writes down what has to leave it for another: most of a diagonal
    comes together. Returns how many diagonals are written down."""
    tags, first, n_words = words
    diagonal = place_b - place
    slot = mixed((np.uint64(a) << np.uint64(32) | np.uint64(b)) ^ (np.uint64(diagonal + (1 << 30)) << np.uint64(25)))
    there = slots[slot & np.uint64(len(slots) - 1)]
    is_same = there[0] == a and there[1] == b and there[2] == diagonal
    if is_same and there[3] <= place <= there[4]:
        return n
    if mere_phrase(tags, (first[a], first[b]), (n_words[a], n_words[b]), place, diagonal):
        return n
    if is_same:
        there[3] = min(there[3], place)
        there[4] = max(there[4], place)
        return n
    if there[0] >= 0:
        out[:, n] = there
        n += 1
    there[0], there[1], there[2], there[3], there[4] = a, b, diagonal, place, place
    return n


@compiled
def same_tag(tags: Any, x: int, y: int) -> bool:
    """Whether two words are the same, but for a mistake in 32,768."""
    return tags[x] >> 1 == tags[y] >> 1


@compiled
def mere_phrase(tags: Any, first: tuple[int, int], n_words: tuple[int, int], place: int, diagonal: int) -> bool:
    """Whether a fingerprint stands in a short passage outside quotation marks, with nothing like it beyond."""
    x, y = first[0] + place, first[1] + place + diagonal
    if tags[x] & tags[y] & 1:
        return False
    low, high = -min(place, place + diagonal), min(n_words[0] - place, n_words[1] - place - diagonal)
    begin, stop = 0, GRAM  # of the passage, from the place
    while stop - begin < SHORT and begin > low and same_tag(tags, x + begin - 1, y + begin - 1):
        begin -= 1
    while stop - begin < SHORT and stop < high and same_tag(tags, x + stop, y + stop):
        stop += 1
    if stop - begin >= SHORT:
        return False
    # in a copy where a word was changed the passage goes on behind it
    beyond = 0
    for step in range(1, 1 + BEYOND):
        beyond += begin - 1 - step >= low and same_tag(tags, x + begin - 1 - step, y + begin - 1 - step)
        beyond += stop + step < high and same_tag(tags, x + stop + step, y + stop + step)
    return beyond < BEYOND - 1


def put_together(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The diagonals of several ranges of hashes as one table in order of a, b and diagonal."""
    found = pl.concat([pl.DataFrame(schema=DIAGONAL), *parts])
    columns = tuple(found[name].to_numpy() for name in DIAGONAL)
    order = _in_order(*columns[:3])
    merged = np.empty((5, found.height), dtype=np.int32)
    n = _merge(columns, order, merged)
    return as_table(merged[:, :n].copy())


def _in_order(a: Ints32, b: Ints32, diagonal: Ints32) -> Ints:
    """Places in order of a, b and diagonal."""
    bits = int(max(a.max(initial=0), b.max(initial=0))).bit_length()
    least = int(diagonal.min(initial=0))
    width = int(diagonal.max(initial=0) - least).bit_length()
    if 2 * bits + width > 64:
        return np.lexsort((diagonal, b, a))
    pairs = a.astype(np.uint64) << np.uint64(bits) | b.astype(np.uint64)
    return np.argsort(pairs << np.uint64(width) | (diagonal.astype(np.int64) - least).astype(np.uint64))


@compiled
def _merge(columns: Any, order: Any, merged: Any) -> int:
    """Joins the parts of each diagonal."""
    a, b, diagonal, first, last = columns
    n = 0
    for row in order:
        if n and merged[0, n - 1] == a[row] and merged[1, n - 1] == b[row] and merged[2, n - 1] == diagonal[row]:
            merged[3, n - 1] = min(merged[3, n - 1], first[row])
            merged[4, n - 1] = max(merged[4, n - 1], last[row])
            continue
        merged[0, n], merged[1, n], merged[2, n], merged[3, n], merged[4, n] = a[row], b[row], diagonal[row], first[row], last[row]
        n += 1
    return n
