"""Which claims of several reports tell of one fact by their number, where force, measure, place and day allow it.

Reports of one story take a number from one source, but say of it what they like: that so many are there, are to leave, or have left.
Knows nothing of Dagster or files.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import date
from itertools import combinations, pairwise

from pipelines import reference
from pipelines.text.known import acts_for, entities
from pipelines.troop_figures.claims import Row

Said = dict[tuple[str, str], frozenset[Hashable]]  # by article and who says so: forces with their numbers
Told = dict[str, frozenset[tuple[str, str]]]  # by figure: the articles that tell it, with who says so in them
HELD = frozenset({"captured", "surrendered", "missing", "released"})
LOSSES = frozenset({"killed", "wounded"})
NEAR_DAYS = {"there": 62}
"""Days that may lie between two reports of one number; of losses LOSS_DAYS."""
LOSS_DAYS = 7
TOLL_DAYS = 3
DIFFER, DIFFER_WITHIN = 3, 2
"""By how much numbers that are told of one thing may differ in several reports, and in one."""
FEW = 40
"""Up to so many claims of one number are compared each with each, beyond that each with the next."""
SHARED = 2
"""Numbers of one force that two reports have in common when they tell one story."""
FEWEST = 10
KINDS = {row["unit"]: "group" if row["kind"] in ("group", "leader", "suspect") else "" for row in reference.rows("force_units")}


def told_alike(rows: dict[str, Row], told: Told, said: Said) -> Iterator[tuple[str, str]]:
    """Pairs of claims that are one fact: one number of one force, or two tolls of one loss.

    Args:
        rows: rows of `troop_figures`, by id.
        told: the articles that tell each, with who says so.
        said: the numbers that each voice of each article gives.
    """
    numbered = {figure: amount for figure, row in sorted(rows.items()) if figure in told and (amount := _amount(row))}
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for figure, amount in numbered.items():
        groups[amount, _class(rows[figure])].append(figure)
    kin = _kin(rows, told, numbered)
    for members in groups.values():
        for one, two in _compared(members, rows):
            if _one_number(rows[one], rows[two], told, kin):
                yield one, two
    for one, two in _tolls(rows, told):
        if near_enough(rows[one], rows[two], told) and not one_gives_both(rows[one], rows[two], told, said):
            yield one, two


def _amount(row: Row) -> Hashable | None:
    """What is said to be the number; None where there is none."""
    if row["formations"] is not None:
        return row["formations"], row["unit"]
    if row["value"] is not None:
        return int(row["value"])
    return (row["low"], row["high"]) if row["low"] is not None and row["high"] is not None else None


def _class(row: Row) -> str:
    """What may be told of one number in different words: who is there may come, leave or have left."""
    measure = str(row["measure"])
    return measure if measure in LOSSES else "held" if measure in HELD else "there"


def _compared(members: list[str], rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    ordered = sorted(members, key=lambda figure: (rows[figure]["force_id"] or "", rows[figure]["as_of_earliest"] or date.min, figure))
    return combinations(ordered, 2) if len(ordered) <= FEW else pairwise(ordered)


def _one_number(one: Row, two: Row, told: Told, kin: set[frozenset[str]]) -> bool:
    if one["figure_id"] in two["excludes"] or two["figure_id"] in one["excludes"]:
        return False  # "another 3,000"
    mine, yours = (frozenset(article for article, _ in told[row["figure_id"]]) for row in (one, two))
    close = any(frozenset((a, b)) in kin for a in mine for b in yours)
    forces = {acts_for(force) for row in (one, two) if (force := row["force_id"])}
    sizable = (one["value"] or one["low"] or 0) >= FEWEST
    open_force = None in (one["force_id"], two["force_id"])
    if len(forces) > 1 or (open_force and not ((sizable or close) and _kind(one) == _kind(two))):
        return False
    if not _near(one, two, NEAR_DAYS.get(_class(one), LOSS_DAYS), undated=len(forces) == 1):
        return False
    countries = {country for row in (one, two) if (country := _country(row["place_id"]))}
    return len(countries) < 2 or (close and not mine & yours)


def _kind(row: Row) -> str:
    """Whether its unit is one of states or of armed groups."""
    return KINDS.get(row["unit"] or "", "")


def _near(one: Row, two: Row, days: int, *, undated: bool) -> bool:
    """Whether the days of two claims lie within so many; what is not dated may be of any."""
    spans = [(row["as_of_earliest"] or row["as_of_latest"], row["as_of_latest"] or row["as_of_earliest"]) for row in (one, two)]
    (first, last), (start, end) = spans
    if first is None or start is None:
        return undated and first == start
    return bool((start - last).days <= days and (first - end).days <= days)


def _country(place: str | None) -> str | None:
    """The country of a place; None for regions of several."""
    entity = entities().get(place or "")
    return (entity.iso3 or None) if entity else None


def _kin(rows: dict[str, Row], told: Told, numbered: dict[str, Hashable]) -> set[frozenset[str]]:
    """Pairs of articles that give several of the same numbers for the same forces: they tell one story."""
    articles: dict[Hashable, set[str]] = defaultdict(set)
    for figure, amount in numbered.items():
        row = rows[figure]
        if row["force_id"] and (row["value"] or 0) >= FEWEST and row["as_of_earliest"]:
            articles[acts_for(row["force_id"]), amount, _class(row)].update(article for article, _ in told[figure])
    shared: dict[frozenset[str], int] = defaultdict(int)
    for group in articles.values():
        for pair in combinations(sorted(group), 2) if len(group) <= FEW else ():
            shared[frozenset(pair)] += 1
    return {pair for pair, count in shared.items() if count >= SHARED}


def _tolls(rows: dict[str, Row], told: Told) -> Iterator[tuple[str, str]]:
    """Two tolls of one loss: of one force in one place within a few days."""
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for figure, row in sorted(rows.items()):
        losses = figure in told and _class(row) != "there" and row["value"] is not None and row["as_of_earliest"] is not None
        if losses and row["force_id"] and _country(row["place_id"]):
            groups[acts_for(row["force_id"]), _country(row["place_id"]), _class(row)].append(figure)
    for members in groups.values():
        for one, two in _compared_by_day(members, rows):
            if _near(rows[one], rows[two], TOLL_DAYS, undated=False):
                yield one, two


def _compared_by_day(members: list[str], rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    ordered = sorted(members, key=lambda figure: (rows[figure]["as_of_earliest"], figure))
    return combinations(ordered, 2) if len(ordered) <= FEW else pairwise(ordered)


def numbers_said(rows: dict[str, Row], told: Told) -> Said:
    """What each voice of each article gives as numbers of each force."""
    said: dict[tuple[str, str], set[Hashable]] = defaultdict(set)
    for figure, sources in told.items():
        for source in sources:
            said[source].add((rows[figure]["force_id"], _class(rows[figure]), _amount(rows[figure])))
    return {source: frozenset(numbers) for source, numbers in said.items()}


def one_gives_both(one: Row, two: Row, told: Told, said: Said) -> bool:
    """Whether one voice gives both numbers in one article: then they are of two things, even if another report tells but one of them."""
    return any(
        (other["force_id"], _class(other), _amount(other)) in said[source]
        for row, other in ((one, two), (two, one))
        for source in told[row["figure_id"]]
    )


def near_enough(one: Row, two: Row, told: Told) -> bool:
    """Whether two numbers are near enough to be told of one thing."""
    articles = [{article for article, _ in told[row["figure_id"]]} for row in (one, two)]
    small, large = sorted((one["value"], two["value"]))
    return bool(large <= small * (DIFFER_WITHIN if articles[0] & articles[1] else DIFFER))
