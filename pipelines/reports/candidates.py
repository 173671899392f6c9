"""Which articles share words at all: fingerprints of all articles, joined in SQL, without the furniture and stock phrases.

A fingerprint is a kept shingle (see shingles.winnow) and its place. Fingerprints that are common are those of at least three articles
most of which have nothing else to do with one another: footers, appeals, copyright lines, "did not immediately respond to a request".
They never link two articles.
"""

from dataclasses import dataclass

import duckdb
import numpy as np
import polars as pl

from pipelines.reports.corpus import Corpus
from pipelines.reports.shingles import shingle, winnow
from pipelines.reports.subjects import Subjects, opening_words, weigh_subjects
from pipelines.reports.words import U64, join

ANCHORS = 24
"""A fingerprint that more articles have links each of them to the first so many in canonical order, not all to all: cost stays linear in
the copies."""
REPEATS = 2
"""Places of one fingerprint in one article that are looked at."""
SAMPLE = 8
"""Articles that are asked whether a fingerprint is common."""

SHARED = """
CREATE TEMP TABLE postings AS
SELECT hash, article, place, shuffle
FROM fingerprints
SEMI JOIN (SELECT hash FROM fingerprints GROUP BY hash HAVING min(article) < max(article)) USING (hash)
JOIN shuffled USING (article)
QUALIFY row_number() OVER (PARTITION BY hash, article ORDER BY place) <= $repeats
"""
NEIGHBOURS = """
CREATE TEMP TABLE neighbours AS
SELECT hash, article AS a, next AS b FROM (
    SELECT hash, article, lead(article) OVER hashes AS next, row_number() OVER hashes AS n, count(*) OVER (PARTITION BY hash) AS n_articles
    FROM (SELECT DISTINCT hash, article, shuffle FROM postings)
    WINDOW hashes AS (PARTITION BY hash ORDER BY shuffle)
) WHERE next IS NOT NULL AND n < $sample AND n_articles > 2
"""
COMMON = """
SELECT hash FROM neighbours JOIN judged USING (a, b)
GROUP BY hash HAVING count(*) FILTER (apart) >= 2 AND 2 * count(*) FILTER (apart) >= count(*) ORDER BY hash
"""
PAIRS = """
SELECT first.article AS a, other.article AS b, count(*) AS n_shared
FROM (SELECT * FROM ranked WHERE n <= $anchors) AS first JOIN ranked AS other USING (hash)
WHERE first.n < other.n GROUP BY ALL ORDER BY a, b
"""
RANKED = """
CREATE TEMP TABLE ranked AS
SELECT hash, article, row_number() OVER (PARTITION BY hash ORDER BY article) AS n FROM (SELECT DISTINCT hash, article FROM postings)
"""


@dataclass
class Candidates:
    """What may be shared. Places are indices of words in their article."""

    common: U64
    """Fingerprints that link nothing, sorted."""
    subjects: Subjects
    pairs: pl.DataFrame
    """a, b (numbers in the corpus, a < b), n_shared (fingerprints)."""
    postings: duckdb.DuckDBPyConnection
    """Connection with the table `postings`: hash, article, place of the fingerprints that link."""


def find_candidates(corpus: Corpus) -> Candidates:
    """Pairs of articles that share a fingerprint which is not common."""
    con, subjects = _load(corpus)
    common = _learn_common(con, subjects)
    con.register("common_hashes", pl.DataFrame({"hash": common}))
    con.execute("DELETE FROM postings WHERE hash IN (SELECT hash FROM common_hashes)")
    con.execute(RANKED)
    pairs = run(con, PAIRS, {"anchors": ANCHORS})
    con.execute("DROP TABLE ranked")
    return Candidates(common, subjects, pairs, con)


def learn_common(corpus: Corpus) -> U64:
    """The common fingerprints alone, sorted."""
    con, subjects = _load(corpus)
    with con:
        return _learn_common(con, subjects)


def run(con: duckdb.DuckDBPyConnection, query: str, values: dict[str, int] | None = None) -> pl.DataFrame:
    """Rows of a query."""
    return con.sql(query, params=values or {}).pl()


def _load(corpus: Corpus) -> tuple[duckdb.DuckDBPyConnection, Subjects]:
    """The table `postings`, and the subjects of all articles."""
    hashes, articles, places, opening_of, opening = [], [], [], [], []
    for numbers in corpus.batches():
        words, read = corpus.words(numbers)
        index, shingles = shingle(words, read)
        kept = winnow(index, shingles)
        index = index[kept]
        hashes.append(shingles[kept])
        articles.append(numbers[words.text[index]].astype(np.int32))
        places.append((index - words.first[words.text[index]]).astype(np.int32))
        of, word = opening_words(words, read)
        opening_of.append(numbers[of])
        opening.append(word)
    shuffle = np.argsort(np.array(corpus.ids, dtype=object)) if len(corpus) else np.zeros(0, dtype=np.int64)
    subjects = weigh_subjects(join(opening_of, np.int64), join(opening, np.uint64), shuffle)
    con = duckdb.connect()
    con.register(
        "fingerprints",
        pl.DataFrame({"hash": join(hashes, np.uint64), "article": join(articles, np.int32), "place": join(places, np.int32)}),
    )
    con.register("shuffled", pl.DataFrame({"article": shuffle.astype(np.int32), "shuffle": np.arange(len(shuffle), dtype=np.int32)}))
    con.execute(SHARED, {"repeats": REPEATS})
    con.unregister("fingerprints")
    return con, subjects


def _learn_common(con: duckdb.DuckDBPyConnection, subjects: Subjects) -> U64:
    con.execute(NEIGHBOURS, {"sample": SAMPLE})
    pairs = run(con, "SELECT DISTINCT a, b FROM neighbours ORDER BY a, b")
    apart = subjects.apart(pairs["a"].to_numpy(), pairs["b"].to_numpy())
    con.register("judged", pairs.with_columns(apart=pl.Series(apart, dtype=pl.Boolean)))
    return run(con, COMMON)["hash"].to_numpy()
