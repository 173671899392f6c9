"""Labels the tokens of sentences: who speaks, the verb of speech, what is reported. NumPy only.

A linear chain model (conditional random field): signs of each token (clause_signs.py) speak for and against each label, and each label
for and against the next one. The weights are data (seeds/reference/label_weights.csv); the best chain is found by Viterbi's method, for
all sentences of a document at once.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from pipelines.quotes.clause_signs import TEMPLATES, VOCABULARIES, Described, Numbers, Signs, read_signs
from pipelines.reference import rows

LABELS = ("other", "source", "cue", "begins", "content", "ends")
"""`begins` is the first token of what is reported, `content` every further one, `ends` the first token after it."""

OTHER, SOURCE, CUE, BEGINS, CONTENT, ENDS = range(len(LABELS))
NEVER = -(10**9)
LABEL_BITS = 3
DENSE = 1 << 18  # keys up to which a table is looked up by place, and beyond which by search


class Table(NamedTuple):
    """The weights of one template: rows of `weights` by `keys`, or by place in `rows` where there are few enough. Row 0 is for no sign."""

    keys: Numbers
    rows: Numbers | None
    weights: Numbers

    def get(self, keys: Numbers) -> Numbers:
        """The weights of each key, one column a label."""
        if self.rows is not None:
            return self.weights[self.rows[np.minimum(keys, len(self.rows) - 1)]]
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return self.weights[np.where(self.keys[place] == keys, place + 1, 0)]


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
    return Model({template: _table(weights) for template, weights in found.items() if weights}, steps)


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


def _table(found: dict[int, list[int]]) -> Table:
    keys = np.array(sorted(found), dtype=np.int64)
    weights = np.array([[0] * len(LABELS), *(found[key] for key in sorted(found))], dtype=np.int64)
    if keys[-1] >= DENSE:
        return Table(keys, None, weights)
    places = np.zeros(keys[-1] + 2, dtype=np.int64)  # the last place is for all greater keys
    places[keys] = np.arange(1, len(keys) + 1)
    return Table(keys, places, weights)


def label_sentences(sentences: Described) -> list[list[int]]:
    """The label of each token of each sentence, as its place in LABELS. Sentences have at least one token."""
    if not sentences:
        return []
    tables, steps = model()
    signs = read_signs(sentences)
    sums = sum(table.get(signs.keys[template]) for template, table in tables.items())
    return _best_chains(np.asarray(sums), signs, steps)


def _best_chains(sums: Numbers, signs: Signs, steps: Numbers) -> list[list[int]]:
    """For each sentence the chain with the greatest sum; of equals the one whose labels come last in LABELS.

    All sentences go forward together, the longest first, so that those that have ended fall off the end. A sum and the label that it comes
    from are kept in one whole number.
    """
    length = signs.last - signs.first + 1
    order = np.argsort(-length, kind="stable")
    first, length = signs.first[order], length[order]
    alive = np.searchsorted(-length, -np.arange(1, length[0]), side="left")  # sentences that have a token 1, 2, ...
    labels = np.arange(len(LABELS))
    packed_steps = (steps << LABEL_BITS) + labels[:, None]
    scores = sums[first].copy()
    scores[:, [CONTENT, ENDS]] = NEVER
    came = np.empty((int(length[0]), len(first), len(LABELS)), dtype=np.int64)
    final = scores.copy()
    for at, count in enumerate(alive.tolist(), start=1):
        best = ((scores[:count] << LABEL_BITS)[:, :, None] + packed_steps).max(axis=1)
        scores = (best >> LABEL_BITS) + sums[first[:count] + at]
        came[at, :count] = best & ((1 << LABEL_BITS) - 1)
        final[:count] = scores
    chains: list[list[int]] = [[] for _ in first]
    for place, (size, label) in enumerate(zip(length.tolist(), final.argmax(axis=1).tolist(), strict=True)):
        back = came[:size, place].tolist()
        chain = [label]
        for at in range(size - 1, 0, -1):
            label = back[at][label]
            chain.append(label)
        chains[int(order[place])] = chain[::-1]
    return chains
