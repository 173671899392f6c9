"""What a release leaves out: article text is not ours to license. Knows nothing of Dagster or files."""

import polars as pl
import pyarrow as pa

from checks.tables import TABLES
from pipelines.files import fit, to_arrow


def release_form(table: str, frame: pl.DataFrame) -> pa.Table:
    """A table as a release has it: its columns in order, sorted, described, without what holds words of an article."""
    model = TABLES[table].model
    return to_arrow(withhold(table, fit(frame, model)), model, release=True)


def withhold(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A table without words that are the reporter's own.

    Columns marked as build-only go when the file is written. What is left to do here (columns marked as withheld): the words of indirect
    speech, which no one put in quotation marks. Their hashes and offsets stay.
    """
    indirect = pl.col("kind") == "indirect"
    if table == "quote_mentions":
        return frame.with_columns(surface=pl.when(~indirect).then("surface"))
    if table == "quotes":
        nothing = pl.lit([], dtype=frame.schema["variants"])
        return frame.with_columns(text=pl.when(~indirect).then("text"), variants=pl.when(indirect).then(nothing).otherwise("variants"))
    return frame
