"""What pairs had in common before, from the files of an index, and that together with what is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.reports.compiled import compiled
from pipelines.reports.corpus import Corpus
from pipelines.reports.overlaps import KEYED
from pipelines.reports.pairs import NO_LIKENESS, Pairs
from pipelines.reports.past import Past
from pipelines.reports.plain import map_plain
from pipelines.reports.segments import first_to_join
from pipelines.reports.types import Flags

Rows = tuple[list[str], pl.DataFrame]
"""Files of a table that stay as they are, and the rows that are written to one file more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows of each file, by its name: passages by ranks and in order (overlaps.with_keys), likeness by numbers; -1: it holds no more."""

    passages: dict[str, pl.DataFrame]
    likeness: dict[str, pl.DataFrame]

    def joined(self, new: Pairs) -> tuple[Pairs, Rows, Rows]:
        """All pairs; and what there is to write of passages and of likeness."""
        passages, likeness = list(self.passages.values()), list(self.likeness.values())
        at = first_to_join([rows.height for rows in passages], new.passages.height)
        some = _in_order([*passages[at:], new.passages])
        told: Rows = ([*self.passages][:at], some)
        every = _in_order([*passages[:at], some])
        at = first_to_join([rows.height for rows in likeness], new.likeness.height)
        alike: Rows = ([*self.likeness][:at], _holding([*likeness[at:], new.likeness]))
        return Pairs(every, _holding([*likeness[:at], alike[1]])), told, alike


def _holding(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The rows that hold."""
    return pl.concat([part.filter(pl.col("a") >= 0, pl.col("b") >= 0) for part in parts], rechunk=True)


def read_pairs(corpus: Corpus, past: Past, passages: Sequence[str], likeness: Sequence[str], stirred: Flags) -> Kept:
    """What the articles that are still there, and are not stirred, had in common, from these files."""
    ranks = corpus.rank
    return Kept(
        {file: _read(file, KEYED, past, stirred, ranks) for file in passages},
        {file: _read(file, NO_LIKENESS, past, stirred, np.arange(len(corpus), dtype=np.int32)) for file in likeness},
    )


def _read(file: str, like: pl.DataFrame, past: Past, stirred: Flags, names: npt.NDArray[np.int32]) -> pl.DataFrame:
    """Rows of one file; `names`: what each article is called in them."""
    kinds = {name: np.dtype(np.int32) if kind == pl.Boolean else like[name].to_numpy().dtype for name, kind in like.schema.items()}
    groups = [pl.DataFrame(dict(zip(kinds, columns, strict=True))).cast(like.schema) for columns in map_plain(file, kinds)]
    rows = pl.concat(groups or [like], rechunk=True)
    # those of the index that are there, and have not been stirred after this batch
    batch = int(Path(file).stem.split("-")[1])
    now = np.where(past.is_here(past.now) & (past.stirred <= batch), past.now, -1)
    now[now >= 0] = np.where(stirred[now[now >= 0]], -1, names[now[now >= 0]])
    a, b = now[rows["a"].to_numpy()], now[rows["b"].to_numpy()]
    return rows.with_columns(a=pl.Series(a, dtype=pl.Int32), b=pl.Series(b, dtype=pl.Int32))


def _in_order(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """The passages that hold, of tables that lie in order, together."""
    joined = KEYED
    for part in reversed(parts):  # the smallest first
        order = np.empty(part.height + joined.height, dtype=np.uint32)
        n = _merge(_sides(part), _sides(joined), order)
        joined = pl.concat([part, joined], rechunk=True)[order[:n]]
    return joined


def _sides(passages: pl.DataFrame) -> tuple[npt.NDArray[Any], ...]:
    return passages["a"].to_numpy(), passages["b"].to_numpy()


@compiled
def _merge(one: Any, other: Any, order: Any) -> int:
    """Rows of both in order, but for those of articles that are none; those of the other are counted on. No pair of articles is in both.
    Returns how many."""
    x, y, n, to = 0, 0, len(one[0]), 0
    while x < n or y < len(other[0]):
        if x < n and (one[0][x] < 0 or one[1][x] < 0):
            x += 1
            continue
        if y == len(other[0]) or (x < n and (one[0][x] < other[0][y] or (one[0][x] == other[0][y] and one[1][x] < other[1][y]))):
            order[to] = x
            x += 1
        else:
            order[to] = n + y
            y += 1
        to += 1
    return to
