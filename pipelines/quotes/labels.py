"""Labels the tokens of sentences: who speaks, the verb of speech, what is reported. NumPy only.

A linear chain model (conditional random field): signs of each token (clause_signs.py) speak for and against each label, and each label
for and against the next one. The weights are data (seeds/reference/label_weights.csv); the best chain is found by Viterbi's method, for
all sentences of a document at once.
"""

import math
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.quotes.clause_signs import TEMPLATES, VOCABULARIES, Described, Numbers, Signs, read_signs
from pipelines.reference import rows

LABELS = ("other", "source", "cue", "begins", "content", "ends")
"""`begins` is the first token of what is reported, `content` every further one, `ends` the first token after it."""

OTHER, SOURCE, CUE, BEGINS, CONTENT, ENDS = range(len(LABELS))
NEVER = -(10**9)
LABEL_BITS = 3
BATCH = 256  # sentences labelled together: enough to be fast, few enough that a book needs no more memory than an article
WITHOUT_LABEL = -1 << LABEL_BITS
GROWING = frozenset(template for template, parts in TEMPLATES.items() if parts == ("word",))  # as many keys as there are words


class Table(NamedTuple):
    """The weights of one template: `weights` has a row a key, `rows` the row of every key that can be. Row 0 is for no sign."""

    rows: npt.NDArray[np.int16]
    weights: Numbers

    def get(self, keys: Numbers) -> Numbers:
        """The weights of each key, one column a label."""
        return self.weights.take(self.rows.take(keys), axis=0)


class Model(NamedTuple):
    """The tables by template, and the weights of steps from one label (row) to the next (column)."""

    tables: dict[str, Table]
    steps: Numbers


@cache
def model() -> Model:
    """The weights of seeds/reference/label_weights.csv, in hundredths."""
    found: dict[str, dict[int, list[int]]] = {template: {} for template in TEMPLATES}
    steps = np.full((len(LABELS), len(LABELS)), NEVER, dtype=np.int64)
    for row in rows("label_weights"):
        if row["template"] == "step":
            steps[LABELS.index(row["key"])] = [int(row[label]) if row[label] else NEVER for label in LABELS]
        else:
            found[row["template"]][key_of(row["template"], row["key"])] = [int(row[label] or 0) for label in LABELS]
    return Model({template: _table(template, weights) for template, weights in found.items() if weights}, steps)


def key_of(template: str, text: str) -> int:
    """The number of a key that is written as text: the parts of its template with blanks between them."""
    key = 0
    for name, part in zip(TEMPLATES[template], text.split(" "), strict=True):
        vocabulary = VOCABULARIES[name]
        key = key * vocabulary.size + vocabulary.add(part)
    return key


def text_of(template: str, key: int) -> str:
    """The text of a key; the inverse of key_of."""
    parts = []
    for name in reversed(TEMPLATES[template]):
        vocabulary = VOCABULARIES[name]
        key, number = divmod(key, vocabulary.size)
        parts.append(vocabulary.texts[number])
    return " ".join(reversed(parts))


def _table(template: str, found: dict[int, list[int]]) -> Table:
    size = len(VOCABULARIES["word"].texts) if template in GROWING else math.prod(VOCABULARIES[name].size for name in TEMPLATES[template])
    rows = np.zeros(size, dtype=np.int16)
    rows[sorted(found)] = np.arange(1, len(found) + 1)
    return Table(rows, np.array([[0] * len(LABELS), *(found[key] for key in sorted(found))], dtype=np.int64))


def label_sentences(sentences: Described) -> list[list[int]]:
    """The label of each token of each sentence, as its place in LABELS. Sentences have at least one token."""
    return [chain for at in range(0, len(sentences), BATCH) for chain in _label(sentences[at : at + BATCH])]


def _label(sentences: Described) -> list[list[int]]:
    tables, steps = model()
    signs = read_signs(sentences)
    sums = np.zeros((len(signs.keys["always"]), len(LABELS)), dtype=np.int64)
    for template, table in tables.items():
        sums += table.get(signs.keys[template])
    return _best_chains(sums, signs, steps)


def _best_chains(sums: Numbers, signs: Signs, steps: Numbers) -> list[list[int]]:
    """For each sentence the chain with the greatest sum; of equals the one whose labels come last in LABELS.

    All sentences go forward together, the longest first, so that those that have ended fall off the end. A sum and the label that it comes
    from are kept in one whole number.
    """
    length = signs.last - signs.first + 1
    order = np.argsort(-length, kind="stable")
    first, length = signs.first[order], length[order]
    alive = np.searchsorted(-length, -np.arange(1, length[0]), side="left")  # sentences that have a token 1, 2, ...
    steps_from = (steps << LABEL_BITS) + np.arange(len(LABELS))[:, None]
    sums <<= LABEL_BITS
    scores = sums[first]
    scores[:, [CONTENT, ENDS]] = NEVER
    came = np.empty((int(length[0]), len(first), len(LABELS)), dtype=np.int64)
    final = scores.copy()
    for at, count in enumerate(alive.tolist(), start=1):
        best = (scores[:count, :, None] + steps_from).max(axis=1)
        came[at, :count] = best
        scores = (best & WITHOUT_LABEL) + sums[first[:count] + at]
        final[:count] = scores
    came &= ~WITHOUT_LABEL
    chains: list[list[int]] = [[] for _ in first]
    for place, (size, label) in enumerate(zip(length.tolist(), final.argmax(axis=1).tolist(), strict=True)):
        back = came[:size, place].tolist()
        chain = [label]
        for at in range(size - 1, 0, -1):
            label = back[at][label]
            chain.append(label)
        chains[int(order[place])] = chain[::-1]
    return chains
