"""Who gives which numbers, and which two numbers may be told of one thing. Knows nothing of Dagster or files."""

from collections import defaultdict
from collections.abc import Hashable

from pipelines.troop_figures.claims import Row

Said = dict[tuple[str, str], frozenset[Hashable]]  # by article and who says so: forces with their numbers
Told = dict[str, frozenset[tuple[str, str]]]  # by figure: the articles that tell it, with who says so in them
HELD = frozenset({"captured", "surrendered", "missing", "released"})
LOSSES = frozenset({"killed", "wounded"})
DIFFER, DIFFER_WITHIN = 3, 2
"""By how much numbers that are told of one thing may differ in several reports, and in one."""


def amount_of(row: Row) -> Hashable | None:
    """What is said to be the number; None where there is none."""
    if row["formations"] is not None:
        return row["formations"], row["unit"]
    if row["value"] is not None:
        return int(row["value"])
    return None if row["low"] is None and row["high"] is None else (row["low"], row["high"])


def class_of(row: Row) -> str:
    """What may be told of one number in different words: who is there may come, leave or have left."""
    measure = str(row["measure"])
    return measure if measure in LOSSES else "held" if measure in HELD else "there"


def numbers_said(rows: dict[str, Row], told: Told) -> Said:
    """What each voice of each article gives as numbers of each force."""
    said: dict[tuple[str, str], set[Hashable]] = defaultdict(set)
    for figure, sources in told.items():
        for source in sources:
            said[source].add((rows[figure]["force_id"], class_of(rows[figure]), amount_of(rows[figure])))
    return {source: frozenset(numbers) for source, numbers in said.items()}


def one_gives_both(one: Row, two: Row, told: Told, said: Said) -> bool:
    """Whether one voice gives both numbers in one article: then they are of two things, even if another report tells but one of them."""
    return amount_of(one) != amount_of(two) and any(
        (other["force_id"], class_of(other), amount_of(other)) in said[source]
        for row, other in ((one, two), (two, one))
        for source in told[row["figure_id"]]
    )


def near_enough(one: Row, two: Row, told: Told) -> bool:
    """Whether two numbers are near enough to be told of one thing."""
    articles = [{article for article, _ in told[row["figure_id"]]} for row in (one, two)]
    small, large = sorted((one["value"], two["value"]))
    return bool(large <= small * (DIFFER_WITHIN if articles[0] & articles[1] else DIFFER))
