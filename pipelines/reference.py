"""Reads the tables of seeds/reference: names, codes, verbs and places are data, not code. Standard library only."""

import csv
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "seeds" / "reference"


@lru_cache(maxsize=64)
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of seeds/reference/<name>.csv, as dictionaries of text; lines that begin with # are comments."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.reader(line for line in file if not line.startswith("#"))
        header = next(lines)
        return tuple(dict(zip(header, line, strict=True)) for line in lines if line)  # csv.DictReader takes four times as long


def split(cell: str) -> list[str]:
    """The parts of a cell that holds several values, written with `|` between them."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def column(name: str, of: str) -> list[str]:
    """All values of one column, in the order of the file."""
    return [row[of] for row in rows(name)]
