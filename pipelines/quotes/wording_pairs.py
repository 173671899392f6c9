"""Which of many wordings to compare: those that share words in a row, or words that tell something. Numbers in columns, not loops.

A commonplace, or a quotation that the whole world prints, is shared by very many: of those each is compared with the fullest and with its
neighbour only, so that the work grows with the number of wordings and not with its square.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.quotes.wording import PLAIN

Pairs = NDArray[np.int64]
"""Places of two wordings a row, the earlier first."""
RUN = 4  # words in a row that two wordings have to share
NEAR = 3  # words apart, of those that tell something, at which two make a key
CROWD = 24  # wordings that share a key; of more, not all are compared with one another
FULLEST = 3
FEW = 4  # words up to which a wording is looked up as a whole
CONTENT_AT_MOST = 60  # words of a wording whose order may have changed
PLACES = 1 << 31
"""More than there are wordings."""


def candidates(wordings: pl.DataFrame) -> Pairs:
    """Places of the wordings to compare, each pair once, the earlier first, in order.

    Args:
        wordings: `words` (with spaces between), `size`, `speaker` and `surname`.
    """
    words = _words(wordings)
    crowds = pl.concat([_crowds(_runs(words, RUN)), _crowds(_content(words))])
    return _in_order([_of_crowds(crowds, wordings), _scraps(words)])


def same_run(wordings: pl.DataFrame) -> Pairs:
    """Places of the wordings of one speaker that share words in a row: all that is compared of indirect speech."""
    runs = _runs(_words(wordings), RUN).select("at", key=pl.struct("key", "surname").hash())
    return _in_order([_of_crowds(_crowds(runs), wordings)])


def _in_order(found: Sequence[pl.DataFrame]) -> Pairs:
    one, other = (pl.col(end).cast(pl.Int64) for end in ("a", "b"))
    both = (pl.min_horizontal(one, other) * PLACES + pl.max_horizontal(one, other)).alias(
        "both"
    )  # one number sorts in a fraction of the time
    numbers = [pairs.filter(pl.col("a") != pl.col("b")).select(both) for pairs in found]
    in_order = pl.concat([pl.DataFrame(schema={"both": pl.Int64}), *numbers])["both"].unique().sort().to_numpy()
    return np.stack(np.divmod(in_order, PLACES), axis=1)


def _words(wordings: pl.DataFrame) -> pl.DataFrame:
    """Word by word: `at` (the wording), its `surname` and the `word`, both as numbers, whether it has a `speaker`, `size`, `telling`."""
    surname = pl.col("surname").rank("dense").cast(pl.UInt32)
    held = wordings.select("words", "size", surname, speaker=pl.col("speaker") != "").with_row_index("at").filter(pl.col("size") > 0)
    words = held.with_columns(pl.col("words").str.split(" ")).explode("words")
    numbers = words.select("words").unique(maintain_order=True).with_row_index("word")
    telling = ~pl.col("words").is_in(sorted(PLAIN))
    return words.join(numbers.with_columns(telling=telling), on="words", maintain_order="left").drop("words")


def _runs(words: pl.DataFrame, size: int) -> pl.DataFrame:
    """Each run of `size` words: `at` and `key`."""
    whole = words.with_columns(
        *(pl.col("word").shift(-step).alias(f"word_{step}") for step in range(1, size)), end=pl.col("at").shift(-size + 1)
    )
    run = ["word", *(f"word_{step}" for step in range(1, size))]
    return whole.filter(pl.col("end") == pl.col("at")).select("at", "surname", key=pl.struct(run).hash())


def _content(words: pl.DataFrame) -> pl.DataFrame:
    """Two words that tell something and stand near each other, in whatever order, by one speaker: `at` and `key`."""
    telling = words.filter(pl.col("telling") & pl.col("speaker"))
    telling = telling.filter(pl.len().over("at").is_between(3, CONTENT_AT_MOST))
    near = []
    for step in range(1, NEAR + 1):
        other = telling.with_columns(other=pl.col("word").shift(-step), end=pl.col("at").shift(-step))
        near.append(other.filter((pl.col("end") == pl.col("at")) & (pl.col("word") != pl.col("other"))))
    ends = pl.min_horizontal("word", "other").alias("one"), pl.max_horizontal("word", "other").alias("two")
    return pl.concat(near).select("at", "surname", key=pl.struct("surname", *ends).hash(1))


def _crowds(keys: pl.DataFrame) -> pl.DataFrame:
    """`key` and `at` of the keys that several wordings have."""
    once = keys.select("key", "at").unique()
    return once.filter(pl.col("key").is_duplicated())


def _of_crowds(crowds: pl.DataFrame, wordings: pl.DataFrame) -> pl.DataFrame:
    """The pairs of each crowd: all of a small one; of a large one by surname each with the fullest and the next, and those with others'."""
    sized = crowds.with_columns(n=pl.len().over("key"))
    small = sized.filter(pl.col("n") <= CROWD).select("key", "at")
    every = small.join(small, on="key").filter(pl.col("at") < pl.col("at_right")).select(a="at", b="at_right")
    large = sized.filter(pl.col("n") > CROWD).select("key", "at")
    if large.is_empty():
        return every
    fullness = wordings.select("words", "size", "surname").with_row_index("at")
    fullness = fullness.join(large.select("at").unique(), on="at").sort(pl.col("size"), "words", "at", descending=[True, False, False])
    ranked = large.join(fullness.with_row_index("rank").select("at", "rank", "surname"), on="at").sort("key", "surname", "rank")
    by_surname = ["key", "surname"]
    ranked = ranked.with_columns(
        *(pl.col("at").get(place, null_on_oob=True).over(by_surname).alias(f"full_{place}") for place in range(FULLEST)),
        full_next=pl.col("at").shift(-1).over(by_surname),
    )
    fullest = [ranked.select(a="at", b=name).drop_nulls() for name in (*(f"full_{place}" for place in range(FULLEST)), "full_next")]
    return pl.concat([every, *fullest, _of_surnames(ranked)])


def _of_surnames(ranked: pl.DataFrame) -> pl.DataFrame:
    """The fullest wordings of the surnames in a crowd, with those of the first surnames and with those of nobody in particular."""
    hubs = ranked.group_by("key", "surname").agg(hub=pl.col("at").first(), seen=pl.col("at").min())
    hubs = hubs.sort("key", "seen").with_columns(place=pl.int_range(pl.len()).over("key")).filter(pl.col("place") < CROWD)
    nobody = ranked.filter(pl.col("surname") == "").sort("key", "at")
    nobody = nobody.filter(pl.int_range(pl.len()).over("key") < CROWD).select("key", other="at")
    others = pl.concat([nobody, hubs.filter(pl.col("place") < FULLEST).select("key", other="hub")])
    return hubs.join(others, on="key").select(a="hub", b="other")


def _scraps(words: pl.DataFrame) -> pl.DataFrame:
    """A few words, and the wordings of one speaker that hold them; not where so many do that nobody can tell which it was."""
    told = words.filter("speaker")
    grams = []
    for size in range(2, FEW + 1):
        wanted = _runs(told.filter(pl.col("size") == size), size).select("surname", "key", "at")
        holders = _runs(told, size).join(wanted.select("surname", "key").unique(), on=["surname", "key"], how="semi").unique()
        few = holders.filter(pl.len().over("surname", "key") <= 4 * CROWD + 1)
        grams.append(wanted.join(few, on=["surname", "key"]).select(a="at", b="at_right"))
    return pl.concat(grams)
