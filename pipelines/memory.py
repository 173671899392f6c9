"""What a step has worked out before, so that it works out only what is new: Parquet files in a folder, each a table with keys.

Nothing in them is needed: without them, or when the code has changed, the step begins from nothing and comes to the same result.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import polars as pl
from polars._typing import PolarsDataType

from pipelines.files import write_aside

SEED = 20_261
CODE = "made_by"


class Memory:
    """A folder with what was worked out, by the code that did it; with no folder nothing is kept."""

    def __init__(self, folder: Path | None, code: str) -> None:
        """`code`: hash of all that the results depend on beside their keys."""
        self.folder = folder
        self.code = f"{code} polars {pl.__version__}"  # whose hashes of rows change with its version

    def read(self, name: str, schema: Mapping[str, PolarsDataType]) -> pl.DataFrame:
        """The table as it was left by the same code, or an empty one."""
        if self.folder is not None and (path := self.folder / f"{name}.parquet").is_file():
            try:
                if pl.read_parquet_metadata(path).get(CODE) == self.code:
                    return pl.read_parquet(path)
            except (OSError, pl.exceptions.PolarsError):  # damaged: it is made anew
                pass
        return pl.DataFrame(schema=dict(schema))

    def write(self, name: str, table: pl.DataFrame) -> None:
        """Keeps a table instead of what was kept."""
        if self.folder is not None:
            write_aside(
                self.folder / f"{name}.parquet",
                lambda aside: table.write_parquet(aside, compression="lz4", statistics=False, metadata={CODE: self.code}),
            )


def hashed(*columns: str | pl.Expr) -> pl.Expr:
    """A number for the values of some columns: equal for equal rows, and else unequal, but for one chance in 2**64."""
    return pl.struct(*columns).hash(SEED)


def sum_by(groups: np.ndarray, hashes: np.ndarray, size: int) -> np.ndarray:
    """For each of `size` groups the sum of hashes, in whatever order; `groups` says to which each belongs."""
    found = np.zeros(size, np.uint64)
    np.add.at(found, groups, hashes)
    return found
