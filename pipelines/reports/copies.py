"""Which articles are printings of one report: rows of `reports`. Knows nothing of Dagster or files.

The rule. Articles stand in canonical order: stated earliest, then fullest, then by least key (corpus.canonical_order). One after the
other, each either is a copy of a canonical article before it or becomes canonical itself. It is a copy where at least COPY of the word
5-grams of the one stand in the other (containment, so that a brief cut from a long story counts, whichever of the two is stated first);
of several it joins the one it resembles most. Members are compared with the canonical article alone, never with one another: a chain of
small changes ends where it has left the first print.

What a copy is to its canonical article:
    verbatim    the same words, but for some (resemblance at least VERBATIM)
    near_copy   the same report, edited (resemblance at least NEAR)
    excerpt     shorter; what it has stands in the canonical article
    rewrite     longer; it has taken the canonical article over and adds much of its own
All of these count once in n_reports. An article that shares less (a rewrite of 15-40 %, a passage, a quotation) is a report of its own;
its shared passages stand in `overlaps`. 5-grams of furniture (candidates.py) are not counted.
"""

from dataclasses import dataclass
from itertools import groupby

import numpy as np
import polars as pl

from pipelines.ids import make_id
from pipelines.reports.candidates import learn_common
from pipelines.reports.corpus import Corpus
from pipelines.reports.origins import trace_origins
from pipelines.reports.shingles import shingle, without_common
from pipelines.reports.words import U64, Ints
from pipelines.text.spans import READ

COPY = 0.60
"""Containment from which on two articles print one report; the gold of `stories` draws its line here."""
VERBATIM = 0.95
NEAR = 0.50
"""Resemblance (Jaccard) of a verbatim and of a near copy."""
BODY = READ - {"title"}
"""What is compared: a new headline makes no new report."""
WORTH_A_LOOK = 0.35
"""Shared words in `overlaps`, per word of the shorter article, that make a pair worth the exact count: passages of fewer than eight words
are not in there."""

SCHEMA = {
    "article_id": pl.String, "report_id": pl.String, "relation": pl.String, "canonical_id": pl.String,
    "similarity": pl.Float64,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two articles share, in distinct 5-grams: `shared` of `own` and of `other`."""

    shared: int
    own: int
    other: int

    @property
    def containment(self) -> float:
        return self.shared / max(min(self.own, self.other), 1)

    @property
    def resemblance(self) -> float:
        return self.shared / max(self.own + self.other - self.shared, 1)

    @property
    def similarity(self) -> float:
        """Share of the own 5-grams."""
        return self.shared / max(self.own, 1)

    @property
    def relation(self) -> str:
        """What the own article is to the other, given that it is a copy."""
        if self.resemblance >= VERBATIM:
            return "verbatim"
        if self.resemblance >= NEAR:
            return "near_copy"
        return "excerpt" if self.own <= self.other else "rewrite"


def group_copies(articles: pl.DataFrame, overlaps: pl.DataFrame) -> pl.DataFrame:
    """One row of `reports` for each article; the order of the inputs does not matter.

    Args:
        articles: `article_id`, `text`, `blocks`, `outlet`, `published_at`, `published_latest`, `n_words`; `bylines` for the origin.
        overlaps: what find_overlaps gives for these articles.
    """
    corpus = Corpus(articles)
    common = learn_common(corpus) if overlaps.height else np.zeros(0, dtype=np.uint64)
    return group_within(corpus, overlaps, common)


def group_within(corpus: Corpus, overlaps: pl.DataFrame, common: U64) -> pl.DataFrame:
    """Rows of `reports` where the common fingerprints are known."""
    copies = _find_copies(corpus, _pairs(corpus, overlaps), common)
    canonical = [copies[number][0] if number in copies else number for number in range(len(corpus))]
    rows = []
    for number, first in enumerate(canonical):
        likeness = copies[number][1] if number in copies else None
        relation, similarity = (likeness.relation, likeness.similarity) if likeness else ("canonical", 1.0)
        rows.append((corpus.ids[number], make_id("rep", corpus.ids[first]), relation, corpus.ids[first], similarity))
    reports = pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("article_id")
    return reports.join(trace_origins(corpus.articles, reports, overlaps), on="article_id", maintain_order="left")


def _pairs(corpus: Corpus, overlaps: pl.DataFrame) -> pl.DataFrame:
    """Numbers a < b of the articles that share passages, and the words of these."""
    number = pl.DataFrame({"article": corpus.ids, "number": range(len(corpus))}, schema={"article": pl.String, "number": pl.Int64})
    shared = overlaps.group_by("article_a", "article_b").agg(n_words=pl.col("n_words").sum())
    for side in ("a", "b"):
        shared = shared.join(number.rename({"article": f"article_{side}", "number": side}), on=f"article_{side}")
    return shared.select(a=pl.min_horizontal("a", "b"), b=pl.max_horizontal("a", "b"), n_words="n_words").sort("b", "a")


def _find_copies(corpus: Corpus, pairs: pl.DataFrame, common: U64) -> dict[int, tuple[int, Likeness]]:
    """For each article that is a copy, its canonical article and what the two share."""
    copies: dict[int, tuple[int, Likeness]] = {}
    for part in corpus.parts(pairs):
        shingles = _Shingles(corpus, np.union1d(part["a"].to_numpy(), part["b"].to_numpy()).astype(np.int64), common)
        for number, neighbours in groupby(part.select("b", "a", "n_words").iter_rows(), key=lambda row: row[0]):
            likenesses = [
                (likeness.resemblance, -other, likeness)
                for _, other, n_words in neighbours
                if other not in copies and (likeness := shingles.compare(number, other, n_words)) and likeness.containment >= COPY
            ]
            if likenesses:
                _, other, likeness = max(likenesses, key=lambda entry: entry[:2])
                copies[number] = -other, likeness
    return copies


class _Shingles:
    """Distinct 5-grams of some articles, furniture left out."""

    def __init__(self, corpus: Corpus, numbers: Ints, common: U64) -> None:
        words, read = corpus.words(numbers, kinds=BODY)
        index, hashes = shingle(words, read)
        free, _ = without_common(index, hashes, common)
        text, hashes = words.text[index[free]], hashes[free]
        order = np.lexsort((hashes, text))
        text, hashes = text[order], hashes[order]
        distinct = np.concatenate([[True], (np.diff(text) != 0) | (np.diff(hashes) != 0)])[: len(text)]
        text, hashes = text[distinct], hashes[distinct]
        bounds = np.searchsorted(text, np.arange(len(numbers) + 1))
        self._of = {number: hashes[bounds[place] : bounds[place + 1]] for place, number in enumerate(numbers.tolist())}

    def compare(self, number: int, other: int, n_words: int) -> Likeness | None:
        """What two articles share, or None where their shared passages of `n_words` in all are too short for a copy."""
        own, theirs = self._of[number], self._of[other]
        few, many = (own, theirs) if len(own) <= len(theirs) else (theirs, own)
        if not len(few) or n_words < WORTH_A_LOOK * len(few):
            return None
        found = np.minimum(np.searchsorted(many, few), len(many) - 1)
        return Likeness(int((many[found] == few).sum()), len(own), len(theirs))
