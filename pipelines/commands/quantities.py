"""`muster quantities`: the number layer alone, for quantities of any kind. Imports neither Dagster nor pandera nor polars."""

from collections.abc import Iterator
from pathlib import Path

from pipelines.commands.json_lines import Row, rewrite
from pipelines.text.quantities import find_quantities


def quantities(text: str) -> Iterator[Row]:
    """Every quantity in a text as a dictionary: its place, its words, and the fields of Quantity."""
    for found in find_quantities(text):
        fields = found._asdict()
        place = {"char_start": fields.pop("start"), "char_end": fields.pop("end")}
        yield place | {"surface": text[found.start : found.end]} | fields


def run_quantities(source: Path, target: Path) -> int:
    """Reads texts from `source`, writes quantities to `target`, which appears when it is whole. Returns the exit code."""
    return rewrite(source, target, lambda row: quantities(row["text"]))
