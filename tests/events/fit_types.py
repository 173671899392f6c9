"""Fits seeds/reference/event_weights.csv. Run it by hand, with $MUSTER_CORPORA set: python -m tests.events.fit_types

A softmax over the words of sentences (pipelines/events/wording.py), on the PLOVER sentences, each with the codebook that does not know it
(unseen.py), on tests/happenings/wordings.csv, and on the odd half of relations.csv and of the news items there, whose sentences without a
mark teach NONE. Before it writes the table it prints how
rules and model do on sentences that neither has seen, by five folds. No names enter the table, and no word that stands in one or two
sentences only. It takes a quarter of an hour.
"""

import csv
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipelines.commands.extract import read_document
from pipelines.events import guess
from pipelines.events.extract import events
from pipelines.events.mention import EventMention
from pipelines.events.wording import features
from pipelines.quotes.extract import quotations
from pipelines.reference import FOLDER
from tests.events.unseen import Unseen, read_sentences
from tests.happenings.happenings import FOLD, items, types_of
from tests.marked_items import half_of

ROOT = Path(__file__).resolve().parents[2]
FOLDS, LEAST, PENALTY, ROUNDS = 5, 3, 1.0, 60
EVEN_OUT = 0.5  # by which power of its rarity a type weighs more
PARTS, SMALL = 100, 3  # hundredths; a feature with no weight above SMALL is left out


class Example(NamedTuple):
    """A sentence or short text, and what it tells."""

    features: list[str]
    type: str


class Relation(NamedTuple):
    """A sentence in which somebody does something to somebody."""

    text: str
    source: str
    target: str
    type: str


def dev() -> list[Relation]:
    """The PLOVER sentences that may be read."""
    lines = (Path(os.environ["MUSTER_CORPORA"]) / "plover" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [_relation(row) for row in map(json.loads, lines)]


def relations(half: str) -> list[Relation]:
    """Those of tests/happenings/relations.csv."""
    with (ROOT / "tests" / "happenings" / "relations.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return [_relation(row) for row in found if half_of(int(row["number"])) == half]


def wordings() -> list[Relation]:
    """Those of tests/happenings/wordings.csv, which were written to be learnt from."""
    with (ROOT / "tests" / "happenings" / "wordings.csv").open(encoding="utf-8", newline="") as file:
        return [_relation(row) for row in csv.DictReader(line for line in file if not line.startswith("#"))]


def _relation(row: dict[str, str]) -> Relation:
    return Relation(row["sentence"], row["source"], row["target"], FOLD.get(row["type"], row["type"]))


def example(relation: Relation) -> Example:
    """Features of all sentences of a text together."""
    found = {feature for read in read_sentences(read_document(relation.text)) for feature in features(read)}
    return Example(sorted(found), relation.type)


def news() -> list[Example]:
    """Sentences of the odd items: of one type, or without any mark."""
    found = []
    for item in items():
        if item.half != "look":
            continue
        for read in read_sentences(read_document(item.text, item.published)):
            start, end = read.tokens.start[0], read.tokens.end[-1]
            marks = [gold for gold in item.gold if start <= gold.start < end]
            types = {kind for gold in marks if gold.wanted for kind in types_of(gold)}
            if len(types) == 1 or not marks:
                found.append(Example(sorted(features(read)), types.pop() if types else "NONE"))
    return found


def fit(examples: Sequence[Example]) -> guess.Model:
    """Softmax with L2; types that are rare weigh more."""
    types = (*sorted({one.type for one in examples} - {"NONE"}), "NONE")
    count = Counter(feature for one in examples for feature in one.features)
    index = {feature: number for number, feature in enumerate(sorted(f for f, n in count.items() if n >= LEAST))}
    x = _matrix(examples, index)
    y = np.array([types.index(one.type) for one in examples])
    share = np.bincount(y, minlength=len(types))
    weight = (len(y) / len(types) / share[y]) ** EVEN_OUT
    wanted = np.eye(len(types))[y]
    size = len(index) * len(types)

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        w, start = values[:size].reshape(len(index), -1), values[size:]
        scores = x @ w + start
        scores -= scores.max(axis=1, keepdims=True)
        e = np.exp(scores)
        total = e.sum(axis=1, keepdims=True)
        likely = weight @ ((scores * wanted).sum(axis=1) - np.log(total[:, 0]))
        off = (e / total - wanted) * weight[:, None]
        return float(PENALTY * (w * w).sum() / 2 - likely), np.concatenate([(x.T @ off + PENALTY * w).ravel(), off.sum(axis=0)])

    values = minimize(loss, np.zeros(size + len(types)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    parts = np.rint(values * PARTS).astype(int)
    table = parts[:size].reshape(len(index), -1)
    kept = {feature: tuple(table[number].tolist()) for feature, number in index.items() if abs(table[number]).max() > SMALL}
    return guess.Model(types, tuple(parts[size:].tolist()), kept)


def _matrix(examples: Sequence[Example], index: dict[str, int]) -> csr_matrix:
    pointers, columns = [0], []
    for one in examples:
        columns += [index[feature] for feature in one.features if feature in index]
        pointers.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(examples), len(index)))


def read_type(relation: Relation, model: guess.Model | None) -> str | None:
    """What the extractor says of a sentence, as score_extract.py picks it; without a model by the rules alone."""
    document = read_document(relation.text)
    _use(model)
    found = sorted(events(document, quotations(document)), key=lambda mention: -_fit(mention, relation))
    return FOLD.get(found[0].type, found[0].type) if found else None


def _use(model: guess.Model | None) -> None:
    guess.model = lambda: model or guess.Model(("NONE", "-"), (1, 0), {})  # type: ignore[assignment]


def _fit(mention: EventMention, relation: Relation) -> int:
    sides = ((mention.actor_names, relation.source), (mention.recipient_names, relation.target))
    return sum(any(_words(name) & _words(wanted) for name in names) for names, wanted in sides)


def _words(text: str) -> set[str]:
    return set(re.sub(r"[^a-z0-9 ]", "", text.lower()).split())


def macro_f1(gold: Sequence[str], found: Sequence[str | None]) -> float:
    """Mean over the types."""
    right = Counter(a for a, b in zip(gold, found, strict=True) if a == b)
    wanted, given = Counter(gold), Counter(found)
    return sum(2 * right[kind] / (wanted[kind] + given[kind]) for kind in wanted) / len(wanted)


def tell(name: str, held: Sequence[Relation], found: Sequence[str | None]) -> None:
    """Prints macro-F1 and accuracy of what was read of some sentences."""
    gold = [relation.type for relation in held]
    right = sum(a == b for a, b in zip(gold, found, strict=True)) / len(gold)
    print(f"{name}: macro-F1 {macro_f1(gold, found):.3f}, accuracy {right:.3f}, silent {list(found).count(None)}", flush=True)


def compare(held: Sequence[Relation], unseen: Unseen, known: Sequence[Example], others: Sequence[Example]) -> None:
    """Prints what rules and model do on the sentences of the corpus, each read as if it were new."""
    fold = np.random.RandomState(0).permutation(np.arange(len(held)) % FOLDS).tolist()
    models = [fit([*(one for one, number in zip(known, fold, strict=True) if number != left), *others]) for left in range(FOLDS)]
    alone, together = [], []
    for number, relation in enumerate(held):
        with unseen.text(number):
            alone.append(read_type(relation, None))
            together.append(read_type(relation, models[fold[number]]))
    tell("rules, seen", held, [read_type(relation, None) for relation in held])
    tell("rules, unseen", held, alone)
    tell("rules and model, unseen", held, together)


def write(model: guess.Model) -> None:
    """Writes the table."""
    with (FOLDER / "event_weights.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(
            "# Weights of words for types of events, in hundredths (pipelines/events/guess.py), fitted by tests/events/fit_types.py.\n"
        )
        file.write("# YIELD is RETREAT or CONCEDE. The row without a feature is where the sums start; empty is nought.\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["feature", *model.types])
        table: Iterable[tuple[str, tuple[int, ...]]] = [("", model.start), *sorted(model.weights.items())]
        writer.writerows([feature, *(value or "" for value in values)] for feature, values in table)


def main() -> None:
    """Prints scores, then fits on everything and writes the table."""
    held, look, blind = dev(), [*relations("look"), *wordings()], relations("blind")
    unseen = Unseen([relation.text for relation in held])
    known = []
    for number, relation in enumerate(held):
        with unseen.text(number):
            known.append(example(relation))
    invented, reported = [example(relation) for relation in look], news()
    compare(held, unseen, known, [*invented, *reported])
    model = fit([*known, *invented, *reported])
    tell("relations, even, rules", blind, [read_type(relation, None) for relation in blind])
    tell("relations, even, rules and model", blind, [read_type(relation, model) for relation in blind])
    write(model)
    print(f"{len(model.weights)} features")


if __name__ == "__main__":
    main()
