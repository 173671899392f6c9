"""Fits seeds/reference/quote_weights.csv on the train split of PolNeAR. Run it by hand: python -m tests.quotes.fit_weights

Two linear models over named features (pipelines/quotes/features.py): `speaker` ranks the candidates of a quotation against one another,
`speech` tells speech from other words in marks. No words of the corpus enter the table but verbs of speech and function words.
"""

import bisect
import csv
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipelines.quotes.attribute import attribute
from pipelines.quotes.candidates import Candidate
from pipelines.quotes.features import of_candidate, of_quotation
from pipelines.quotes.stretches import find_stretches
from pipelines.quotes.tokens import Line, Sentence
from pipelines.quotes.weights import best as pick_place
from pipelines.reference import FOLDER
from pipelines.text.document import Document
from pipelines.text.spans import Block

CORPORA = Path(os.environ["MUSTER_CORPORA"])
sys.path.insert(0, str(CORPORA.parent / "tools"))
LEAST = 5  # instances that a feature must have
RANK_PENALTY, SPEECH_PENALTY = 3.0, 3.0
SMALL = 0.03  # weights below which a feature is left out
SAME = 0.8  # word overlap from which a stretch is the gold one


class Instance(NamedTuple):
    """One quotation: features of its candidates, which of them are right, features of itself, whether it is gold."""

    ranked: list[list[str]]
    right: list[bool]
    shape: Callable[[int], list[str]]
    is_gold: bool


class Gold(NamedTuple):
    """A gold stretch, as words first..last of its document, and its speaker."""

    first: int
    last: int
    speaker: str | None


def read_split(split: str) -> Iterator[tuple[str, list[Gold]]]:
    """Texts of a split with their gold."""
    from quotespans import word_spans  # type: ignore[import-not-found]

    folder = CORPORA / "attribution"
    gold = defaultdict(list)
    for line in (folder / f"quotes_{split}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["doc_id"]].append(row)
    for path in sorted((folder / split).glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        spans = word_spans(text)
        starts, ends = [a for a, _ in spans], [b for _, b in spans]
        found = []
        for row in gold[path.stem]:
            for a, b in _cut(text, row["start"], row["end"]):
                found.append(Gold(bisect.bisect_left(starts, a), bisect.bisect_right(ends, b), row["speaker"]))
        yield text, found


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for part in text[start:end].split("\n"):
        if part.strip():
            yield at, at + len(part)
        at += len(part) + 1


class Judge:
    """Stands in for the picking of candidates: notes what every quotation of a text offers, and which of it is right."""

    def __init__(self, text: str, gold: list[Gold], table: dict[str, float] | None) -> None:
        """Speakers found so far are the right ones, or with weights (`table`) those that they pick."""
        from quotespans import word_spans

        spans = word_spans(text)
        self.starts, self.ends = [a for a, _ in spans], [b for _, b in spans]
        self.gold, self.table = gold, table
        self.found: list[Instance] = []

    def match(self, start: int, end: int) -> Gold | None:
        """The gold stretch that is start..end."""
        first, last = bisect.bisect_left(self.starts, start), bisect.bisect_right(self.ends, end)
        best = max(self.gold, key=lambda gold: _overlap(gold, first, last), default=None)
        return best if best is not None and _overlap(best, first, last) >= SAME else None

    def pick(self, line: Line, sentence: Sentence, at: int, options: Sequence[Candidate]) -> int | None:
        """As `pick_best` of pipelines/quotes/attribute.py."""
        from score_quotes import same  # type: ignore[import-not-found]

        quote = line.quotes[line.tokens[at].quote]
        gold = self.match(quote.start, quote.end)
        speaker = gold.speaker if gold is not None else None
        right = [bool(speaker) and bool(same(speaker, option.line.surface(option.lo, option.hi))) for option in options]
        ranked = [of_candidate(line, sentence, at, option) for option in options]

        def shape(best: int) -> list[str]:
            return of_quotation(line, sentence, at, options[best] if best >= 0 else None)

        self.found.append(Instance(ranked, right, shape, gold is not None))
        if self.table is not None:
            return pick_place(ranked, self.table)
        return right.index(True) if any(right) else (0 if options else None)


def instances(split: str, table: dict[str, float] | None) -> Iterator[Instance]:
    """Every quotation of a split."""
    for text, gold in read_split(split):
        document = Document(text, [Block(0, len(text), "body")])
        judge = Judge(text, gold, table)
        attribute(find_stretches(document).lines, judge.pick)
        yield from judge.found


def _overlap(gold: Gold, first: int, last: int) -> float:
    shared = min(gold.last, last) - max(gold.first, first)
    return shared / max(1, max(gold.last, last) - min(gold.first, first)) if shared > 0 else 0.0


def _index(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    counts = Counter(feature for row in rows for feature in set(row))
    return {feature: number for number, feature in enumerate(sorted(f for f, n in counts.items() if n >= LEAST))}


def _matrix(rows: Sequence[Sequence[str]], index: dict[str, int]) -> csr_matrix:
    pointers, columns = [0], []
    for row in rows:
        columns += sorted({index[feature] for feature in row if feature in index})
        pointers.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(rows), len(index)))


def fit_ranking(found: Sequence[Instance]) -> dict[str, float]:
    """Weights under which the right candidates outweigh the others (conditional logit, L2)."""
    usable = [i for i in found if any(i.right) and not all(i.right)]
    rows = [row for i in usable for row in i.ranked]
    index = _index(rows)
    x = _matrix(rows, index)
    right = np.array([r for i in usable for r in i.right], dtype=float)
    sizes = np.array([len(i.right) for i in usable])
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(usable)), sizes)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = x @ w
        scores -= np.maximum.reduceat(scores, begins)[group]
        e = np.exp(scores)
        all_, good = np.add.reduceat(e, begins), np.add.reduceat(e * right, begins)
        gradient = x.T @ (e / all_[group] - e * right / good[group])
        return float(-np.log(good / all_).sum() + RANK_PENALTY * (w @ w) / 2), gradient + RANK_PENALTY * w

    fitted = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {feature: fitted.x[number] for feature, number in index.items()}


def fit_speech(rows: Sequence[Sequence[str]], gold: Sequence[bool]) -> dict[str, float]:
    """Weights of a logistic regression, L2."""
    index = _index(rows)
    x = _matrix(rows, index)
    sign = np.where(np.array(gold), 1.0, -1.0)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (x @ w)
        p = 1 / (1 + np.exp(margin))
        return float(np.logaddexp(0, -margin).sum() + SPEECH_PENALTY * (w @ w) / 2), -(x.T @ (sign * p)) + SPEECH_PENALTY * w

    fitted = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return {feature: fitted.x[number] for feature, number in index.items()}


def main() -> None:
    """Fits both models: the ranking first on right histories, then on its own."""
    weights = fit_ranking(list(instances("train", None)))
    found = list(instances("train", weights))
    weights = fit_ranking(found)
    best = [pick_place(i.ranked, weights) for i in found]
    hits = sum(i.right[b] for i, b in zip(found, best, strict=True) if b is not None)
    print(f"quotations {len(found)}, gold {sum(i.is_gold for i in found)}, speaker right {hits}")
    shapes = [i.shape(-1 if b is None else b) for i, b in zip(found, best, strict=True)]
    speech = fit_speech(shapes, [i.is_gold for i in found])
    with (FOLDER / "quote_weights.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("# Weights of features (pipelines/quotes/features.py), fitted by tests/quotes/fit_weights.py.\n")
        file.write("# model: speaker ranks the candidates of a quotation, speech tells speech from other words in marks.\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["model", "feature", "weight"])
        for model, table in (("speaker", weights), ("speech", speech)):
            writer.writerows([model, feature, f"{weight:.2f}"] for feature, weight in sorted(table.items()) if abs(weight) >= SMALL)


if __name__ == "__main__":
    main()
