"""What is known of each word but the word itself: in what kind of block it stands, whether in quotation marks, whether in furniture."""

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.reports.compiled import compiled
from pipelines.reports.reading import Words
from pipelines.reports.types import Ints
from pipelines.text.spans import READ

SHARED = READ | {"embed"}
"""Kinds of blocks that two reports can have in common: a post that both embed is one, though its words are neither's own."""
BODY = READ - {"title"}
"""What makes a copy: a new headline makes no new report."""
IS_SHARED, IS_BODY, IS_QUOTED, IS_FURNITURE = 1, 2, 4, 8
"""Bits of a word's flags: it stands wholly in a block of these kinds; in quotation marks; in furniture (strike)."""


def in_blocks(words: Words, blocks: pl.Series) -> tuple[npt.NDArray[np.uint8], Ints]:
    """The flags that say in what kind of block each word stands wholly, and how many words of each text stand in its body."""
    counts = blocks.list.len().fill_null(0).to_numpy()
    rows = blocks.explode(empty_as_null=False).drop_nulls().struct.unnest()
    bits = rows["kind"].is_in(list(SHARED)).to_numpy() * np.uint8(IS_SHARED) | rows["kind"].is_in(list(BODY)).to_numpy() * np.uint8(IS_BODY)
    flags, n_body = np.zeros(len(words.hash), dtype=np.uint8), np.zeros(len(counts), dtype=np.int64)
    first = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    _mark_blocks(words.first, words.start, words.end, first, rows["start"].to_numpy(), rows["end"].to_numpy(), bits, flags, n_body)
    return flags, n_body


@compiled
def _mark_blocks(
    first_word: Any, start: Any, end: Any, first: Any, block_start: Any, block_end: Any, bits: Any, flags: Any, n_body: Any
) -> None:
    """Flags words by blocks, which do not overlap and stand in order in each text."""
    for text in range(len(first) - 1):
        block, last = first[text], first[text + 1]
        for word in range(first_word[text], first_word[text + 1]):
            while block < last and (block_end[block] <= start[word] or not bits[block]):
                block += 1
            if block < last and block_start[block] <= start[word] and end[word] <= block_end[block]:
                flags[word] = bits[block]
                n_body[text] += (bits[block] & IS_BODY) != 0
