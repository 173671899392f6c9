"""Texts as bytes that a compiled loop can read."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.reports.types import U8, Ints


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts in UTF-8, one after the other: text n is data[first[n] : first[n + 1]]."""

    data: U8
    first: Ints

    def __len__(self) -> int:
        return len(self.first) - 1

    @staticmethod
    def of(texts: "Sequence[str] | pl.Series") -> "Texts":
        """A list of texts, or a column of them; null is empty."""
        if isinstance(texts, pl.Series):
            return Texts._of_column(texts)
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        first = np.zeros(len(encoded) + 1, dtype=np.int64)
        np.cumsum([len(text) for text in encoded], out=first[1:])
        return Texts(np.frombuffer(b"".join(encoded), dtype=np.uint8), first)

    @staticmethod
    def _of_column(texts: pl.Series) -> "Texts":
        column = texts.fill_null("").to_arrow()
        _, offsets, data = column.buffers()
        first = np.frombuffer(offsets, dtype=np.int64)[column.offset : column.offset + len(column) + 1]
        return Texts(np.frombuffer(data, dtype=np.uint8) if data else np.zeros(0, dtype=np.uint8), first)
