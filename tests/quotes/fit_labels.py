"""Fits seeds/reference/label_weights.csv on the train split of PolNeAR. Run it by hand: python -m tests.quotes.fit_labels

A conditional random field over the signs of pipelines/quotes/clause_signs.py, fitted by python-crfsuite (dependency group `fit`). What
enters the table are single words that many documents use, word classes and whole hundredths of weights; no sentence can be read out of it.
"""

import argparse
import csv
import json
import os
import tempfile
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from pipelines.quotes.clause_signs import Described, read_signs
from pipelines.quotes.labels import BEGINS, CONTENT, CUE, ENDS, LABELS, OTHER, SOURCE, text_of
from pipelines.quotes.stretches import find_stretches
from pipelines.quotes.tokens import Token
from pipelines.reference import FOLDER
from pipelines.text.document import Document
from pipelines.text.spans import Block

CORPORA = Path(os.environ["MUSTER_CORPORA"])
HEADER = """# Weights of the labels that tell who speaks, the verb of speech and what is reported (pipelines/quotes/labels.py),
# in hundredths, fitted by tests/quotes/fit_labels.py. template: a sign of pipelines/quotes/clause_signs.py, or "step" from the label
# `key` to another one.
"""


class Example(NamedTuple):
    """The sentences of a document with their gold labels."""

    sentences: Described
    labels: list[list[int]]


def examples(split: str) -> Iterator[Example]:
    """The documents of a split."""
    folder = CORPORA / "attribution"
    for row in (folder / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(row)
        text = (folder / gold["doc"]).read_bytes().decode("utf-8")
        document = Document(text, [Block(0, len(text), "body")])
        contents = _joined([tuple(span) for a in gold["attributions"] for span in a["content"]])
        cues = _joined([tuple(span) for a in gold["attributions"] for span in a["cue"]])
        sources = _joined([tuple(span) for a in gold["attributions"] for span in a["source"]])
        lines = find_stretches(document).lines
        sentences = [(line.tokens[lo:hi], line.is_headline) for line in lines for lo, hi in line.sentences]
        yield Example(sentences, [_labels(tokens, contents, cues, sources) for tokens, _ in sentences])


def named(sentences: Described) -> Iterator[list[list[str]]]:
    """For each sentence the names of the signs at each of its tokens: template and key."""
    signs = read_signs(sentences, grow=True)
    names = {template: [f"{template}\t{text_of(template, key)}" for key in keys.tolist()] for template, keys in signs.keys.items()}
    for first, last in zip(signs.first.tolist(), signs.last.tolist(), strict=True):
        yield [[of[at] for of in names.values()] for at in range(first, last + 1)]


Stretches = list[tuple[int, int]]


def _joined(spans: Stretches) -> Stretches:
    """Spans in order, those that overlap as one."""
    found: Stretches = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _holding(spans: Stretches, at: int) -> tuple[int, int] | None:
    place = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return spans[place] if place >= 0 and at < spans[place][1] else None


def _labels(tokens: list[Token], contents: Stretches, cues: Stretches, sources: Stretches) -> list[int]:
    labels: list[int] = []
    for token in tokens:
        last = labels[-1] if labels else OTHER
        content = _holding(contents, token.start)
        if content is not None:
            labels.append(BEGINS if last not in (BEGINS, CONTENT) or token.start == content[0] else CONTENT)
        elif _holding(cues, token.start):
            labels.append(CUE)
        elif _holding(sources, token.start):
            labels.append(SOURCE)
        else:
            labels.append(ENDS if last in (BEGINS, CONTENT) else OTHER)
    return labels


def fit(penalty: float, rounds: int, least: int) -> "pycrfsuite.Tagger":
    """The fitted model. `penalty` on the sum of weights keeps the table small; `least`: sentences in which a sign must stand."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": penalty, "c2": 0.3, "max_iterations": rounds, "feature.minfreq": least, "feature.possible_transitions": True})
    for example in examples("train"):
        for names, labels in zip(named(example.sentences), example.labels, strict=True):
            trainer.append(names, [LABELS[place] for place in labels])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        return tagger


def write(tagger: "pycrfsuite.Tagger", eagerness: float) -> int:
    """Writes the table; returns its rows. `eagerness` is added to the weight of `begins`: the more, the more is taken for reported."""
    info = tagger.info()
    table: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for (sign, name), weight in info.state_features.items():
        template, key = sign.split("\t")
        if round(weight * 100):
            table[template, key][name] = round(weight * 100)
    table["always", "yes"]["begins"] = table["always", "yes"].get("begins", 0) + round(eagerness * 100)
    steps = {(before, after): weight for (before, after), weight in info.transitions.items()}
    never = {("other", "content"), ("source", "content"), ("cue", "content"), ("ends", "content")}
    never |= {(before, "ends") for before in ("other", "source", "cue", "ends")}
    for (before, after), weight in steps.items():
        if (before, after) not in never:
            table["step", before][after] = round(weight * 100)
    path = FOLDER / "label_weights.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["template", "key", *LABELS])
        for (template, key), weights in sorted(table.items()):
            writer.writerow([template, key, *(weights.get(name, "") for name in LABELS)])
    return len(table)


def main() -> None:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--penalty", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--least", type=int, default=5)
    parser.add_argument("--eagerness", type=float, default=1.6)
    given = parser.parse_args()
    print(write(fit(given.penalty, given.rounds, given.least), given.eagerness), "rows")


if __name__ == "__main__":
    main()
