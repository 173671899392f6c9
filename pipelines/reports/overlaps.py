"""Finds the passages that two articles share: rows of `overlaps`. Knows nothing of Dagster or files.

Three steps: pairs that share a fingerprint (candidates.py), exact alignment of these pairs (passages.py), and what of it says anything
(below). Words of titles, subheadings and body count; captions, links and footers that are marked as such do not.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from pipelines.ids import make_id, sha256
from pipelines.reports.candidates import Candidates, find_candidates, run
from pipelines.reports.corpus import Corpus
from pipelines.reports.marks import in_marks
from pipelines.reports.passages import LEAST, Passages, Seeds, align
from pipelines.reports.shingles import covered, shingle, without_common
from pipelines.reports.subjects import CEILING, MARGIN
from pipelines.reports.words import Flags, Ints, Words

SHORT = 12
"""A passage of fewer words, outside quotation marks, is a stock phrase unless its articles are surely on one subject."""
ENOUGH = 16
"""A passage of so many words, or a quotation of SHORT, links articles of two outlets, whatever they are about."""
LONGEST_QUOTATION = 200
"""Words. A longer passage is not asked whether it is a quotation."""
COPY = 0.5
"""Share of the shorter article that is shared, from which on two articles need not seem to be on one subject."""

SCHEMA = {
    "overlap_id": pl.String, "article_a": pl.String, "a_start": pl.Int64, "a_end": pl.Int64, "article_b": pl.String,
    "b_start": pl.Int64, "b_end": pl.Int64, "kind": pl.String, "n_words": pl.Int64, "text_sha256": pl.String,
}  # fmt: skip

LEFT = """
CREATE OR REPLACE TEMP TABLE left_side AS
SELECT pair, b, hash, place AS place_a FROM chunk JOIN postings ON article = a
"""
SEEDS = """
SELECT pair, place_a, postings.place AS place_b FROM left_side JOIN postings ON postings.article = b AND postings.hash = left_side.hash
"""


def find_overlaps(articles: pl.DataFrame) -> pl.DataFrame:
    """Rows of `overlaps` from rows of `articles`; the order of the input does not matter.

    Args:
        articles: `article_id`, `text`, `blocks`, `outlet`; with `published_at`, `published_latest` and `n_words` the anchors of
            large sets of copies are the earliest ones.
    """
    corpus = Corpus(articles)
    return align_candidates(corpus, find_candidates(corpus))


def align_candidates(corpus: Corpus, candidates: Candidates) -> pl.DataFrame:
    """Rows of `overlaps` from the pairs that may share something; closes the connection of the candidates."""
    with candidates.postings:
        parts = [_align_part(corpus, candidates, pairs) for pairs in corpus.parts(candidates.pairs)]
    return pl.concat([pl.DataFrame(schema=SCHEMA), *parts]).sort("article_a", "article_b", "a_start", "b_start")


def _align_part(corpus: Corpus, candidates: Candidates, pairs: pl.DataFrame) -> pl.DataFrame:
    """Rows of `overlaps` for these pairs."""
    numbers = np.union1d(pairs["a"].to_numpy(), pairs["b"].to_numpy()).astype(np.int64)
    words, read = corpus.words(numbers, with_letters=True)
    index, shingles = shingle(words, read)
    free, sure = (covered(index[which], len(read)) for which in without_common(index, shingles, candidates.common))
    found = align(words, read & free, _seeds(candidates, pairs, numbers))
    quoted = _both_quoted(corpus.texts(numbers), words, found)
    before = np.concatenate([[0], np.cumsum(read & sure)])
    n_own = np.diff(before[words.first])
    n_sure = before[found.begin_a + found.n_words] - before[found.begin_a]
    telling = np.flatnonzero(_telling(corpus, candidates, found, quoted, numbers, n_own, n_sure))
    return _rows([corpus.ids[number] for number in numbers.tolist()], words, found.take(telling), quoted[telling])


def _rows(ids: Sequence[str], words: Words, found: Passages, quoted: Flags) -> pl.DataFrame:
    """The passages as rows; of two articles the one whose key sorts first is article_a."""
    rows = []
    one = zip(found.a.tolist(), words.start[found.begin_a].tolist(), words.end[found.begin_a + found.n_words - 1].tolist(), strict=True)
    other = zip(found.b.tolist(), words.start[found.begin_b].tolist(), words.end[found.begin_b + found.n_words - 1].tolist(), strict=True)
    shared = zip(found.begin_a.tolist(), found.n_words.tolist(), quoted.tolist(), strict=True)
    for (a, a_start, a_end), (b, b_start, b_end), (begin, length, in_quotes) in zip(one, other, shared, strict=True):
        sides = (ids[a], a_start, a_end, ids[b], b_start, b_end) if ids[a] < ids[b] else (ids[b], b_start, b_end, ids[a], a_start, a_end)
        digest = sha256(words.string(begin, begin + length))
        rows.append((make_id("ovl", *sides), *sides, "quotation" if in_quotes else "passage", length, digest))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _seeds(candidates: Candidates, pairs: pl.DataFrame, numbers: Ints) -> Seeds:
    """Places of the fingerprints that these pairs share; texts are numbered as in `numbers`."""
    con = candidates.postings
    con.register("chunk", pairs.select(pl.int_range(pl.len(), dtype=pl.Int64).alias("pair"), "a", "b"))
    con.execute(LEFT)
    seeds = run(con, SEEDS)
    pair = seeds["pair"].to_numpy()
    a, b = (np.searchsorted(numbers, pairs[side].to_numpy())[pair] for side in ("a", "b"))
    return Seeds(a, b, seeds["place_a"].to_numpy().astype(np.int64), seeds["place_b"].to_numpy().astype(np.int64))


def _both_quoted(texts: Sequence[str], words: Words, found: Passages) -> Flags:
    """Which passages both articles put in quotation marks."""
    quoted = found.n_words <= LONGEST_QUOTATION
    for text, begin in ((found.a, found.begin_a), (found.b, found.begin_b)):
        left = np.flatnonzero(quoted)
        quoted[left] = in_marks(texts, text[left], words.start[begin[left]], words.end[begin[left] + found.n_words[left] - 1])
    return quoted


def _telling(corpus: Corpus, candidates: Candidates, found: Passages, quoted: Flags, numbers: Ints, n_own: Ints, n_sure: Ints) -> Flags:
    """Which passages link their articles: not what one outlet puts under two stories, nor a stock phrase.

    Args:
        numbers: number in the corpus of each text.
        n_own: words of each text that are surely no furniture.
        n_sure: such words of each passage.
    """
    a, b = numbers[found.a], numbers[found.b]
    _, first, pair = np.unique(found.a * len(numbers) + found.b, return_index=True, return_inverse=True)
    shared = np.bincount(pair, weights=n_sure)[pair]
    longest = np.zeros(len(first), dtype=np.int64)
    np.maximum.at(longest, pair, n_sure)
    closeness = candidates.subjects.closeness(a[first], b[first])[pair]
    copy = shared >= COPY * np.maximum(np.minimum(n_own[found.a], n_own[found.b]), LEAST)
    subjects = candidates.subjects
    related = closeness >= min(subjects.chance + MARGIN, CEILING)
    close = closeness >= subjects.chance + MARGIN
    very_close = closeness >= subjects.chance + 2 * MARGIN
    elsewhere = corpus.outlet[a] != corpus.outlet[b]
    long = longest[pair] >= SHORT
    telling_alone = n_sure >= np.where(quoted, SHORT, ENOUGH)
    return copy | very_close | (close & quoted & (n_sure >= LEAST)) | (related & long) | (elsewhere & telling_alone)
