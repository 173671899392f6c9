"""Which stretches of texts stand in quotation marks."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipelines.reports.words import Flags, Ints
from pipelines.text.quotemarks import find_quoted
from pipelines.text.spans import Span

Offsets = npt.NDArray[np.integer]

MOSTLY = 0.75
"""Share of the characters that has to be in marks: a few words of attribution beside a quotation are often shared too."""


def in_marks(texts: Sequence[str], number: Ints, start: Offsets, end: Offsets) -> Flags:
    """For each stretch start..end of text `number`, whether most of it is in quotation marks."""
    starts, ends, of = [], [], []
    for place in np.unique(number).tolist():
        quoted = find_quoted(texts[place], lines(texts[place]))
        starts += [span.start for span in quoted]
        ends += [span.end for span in quoted]
        of += [place] * len(quoted)
    key = np.array(of, dtype=np.int64) << 40
    begins, stops = key + np.array(starts, dtype=np.int64), key + np.array(ends, dtype=np.int64)
    before = np.concatenate([[0], np.cumsum(stops - begins)])

    def quoted_before(position: Ints) -> Ints:
        """Quoted characters of all texts before a place in one of them."""
        at = np.searchsorted(begins, position)
        open_at = np.maximum(np.append(stops, 0)[at - 1] - position, 0)
        return before[at] - np.where(at > 0, open_at, 0)

    base = number << 40
    return quoted_before(base + end) - quoted_before(base + start) >= MOSTLY * (end - start)


def lines(text: str) -> list[Span]:
    """Lines that are not blank, without the blanks around them."""
    found = []
    start = 0
    for line in text.splitlines(keepends=True):
        if bare := line.strip():
            lead = len(line) - len(line.lstrip())
            found.append(Span(start + lead, start + lead + len(bare)))
        start += len(line)
    return found


def quoted_words(texts, words):  # TEMPORARY until the kernel branch lands
    from pipelines.text.quotemarks import find_quoted
    out = np.zeros(len(words.hash), dtype=np.bool_)
    import os
    if os.environ.get('NOQ'): return out
    for i, t in enumerate(texts):
        a, b = int(words.first[i]), int(words.first[i + 1])
        if not any(c in t for c in '"“”„«»‘'):
            continue
        for q in find_quoted(t, lines(t)):
            x, y = np.searchsorted(words.start[a:b], [q.start, q.end])
            out[a + x : a + y] = True
    return out
