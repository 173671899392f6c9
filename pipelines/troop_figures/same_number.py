"""Which claims of several reports tell of one fact by their number, where force, measure, place and day allow it.

Reports of one story take a number from one source, but say of it what they like: that so many are there, are to leave, or have left.
Knows nothing of Dagster or files.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from datetime import date
from itertools import combinations, pairwise

from pipelines import reference
from pipelines.text.known import acts_for, entities
from pipelines.troop_figures.claims import Row
from pipelines.troop_figures.voices import Said, Told, amount_of, class_of, near_enough, one_gives_both

STORY_DAYS, THERE_DAYS, LOSS_DAYS, TOLL_DAYS = 150, 62, 7, 3
"""Days that may lie between two reports of one number in one story, in any, of one number lost, and of two tolls."""
FEW = 40
"""Up to so many claims of one number are compared each with each, beyond that each with the next."""
SHARED = 2
"""Numbers of one force that two reports have in common when they tell one story."""
FEWEST, SIZABLE_LOSS = 10, 20
KINDS = {row["unit"]: "group" if row["kind"] in ("group", "leader", "suspect") else "" for row in reference.rows("force_units")}


def told_alike(rows: dict[str, Row], told: Told, said: Said) -> Iterator[tuple[str, str]]:
    """Pairs of claims that are one fact: one number of one force, or two tolls of one loss.

    Args:
        rows: rows of `troop_figures`, by id.
        told: the articles that tell each, with who says so.
        said: the numbers that each voice of each article gives.
    """
    numbered = {figure: amount for figure, row in sorted(rows.items()) if figure in told and (amount := amount_of(row))}
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for figure, amount in numbered.items():
        groups[amount, class_of(rows[figure])].append(figure)
    kin = _kin(rows, told, numbered)
    for members in groups.values():
        alike = [pair for pair in _compared(members, rows) if _one_number(rows[pair[0]], rows[pair[1]], told, kin)]
        yield from _of_one_force(alike, rows)
    for one, two in _tolls(rows, told, kin):
        if near_enough(rows[one], rows[two], told) and not one_gives_both(rows[one], rows[two], told, said):
            yield one, two


def _of_one_force(pairs: list[tuple[str, str]], rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    """Puts claims without a force with the one of which most others are: through them several forces would become one."""
    forces: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        for one, two in (pair, pair[::-1]):
            if rows[one]["force_id"] is None and (force := rows[two]["force_id"]):
                forces[one][acts_for(force)] += 1
    chosen = {figure: _commonest(counts) for figure, counts in forces.items()}
    for one, two in pairs:
        mine, yours = (
            chosen.get(figure) or (force and acts_for(force)) for figure, force in ((f, rows[f]["force_id"]) for f in (one, two))
        )
        if mine == yours or not (mine and yours):
            yield one, two


def _commonest(counts: Counter[str]) -> str:
    """What is counted most often; of equals none."""
    (first, most), *others = counts.most_common(2)
    return "several" if others and others[0][1] == most else first


def _compared(members: list[str], rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    ordered = sorted(members, key=lambda figure: (rows[figure]["force_id"] or "", rows[figure]["as_of_earliest"] or date.min, figure))
    return combinations(ordered, 2) if len(ordered) <= FEW else pairwise(ordered)


def _one_number(one: Row, two: Row, told: Told, kin: set[frozenset[str]]) -> bool:
    if one["figure_id"] in two["excludes"] or two["figure_id"] in one["excludes"]:
        return False  # "another 3,000"
    forces = {acts_for(force) for row in (one, two) if (force := row["force_id"])}
    known = len(forces) == 1
    if len(forces) > 1 or not _near(one, two, STORY_DAYS, undated=known):
        return False  # nothing that follows would let them be one
    mine, yours = ({article for article, _ in told[row["figure_id"]]} for row in (one, two))
    close = any(frozenset((a, b)) in kin for a in mine for b in yours)
    sizable = (one["value"] or 0) >= FEWEST
    open_force = None in (one["force_id"], two["force_id"])
    if open_force and not ((sizable or close) and _kind(one) == _kind(two)):
        return False
    days = STORY_DAYS if close else THERE_DAYS if class_of(one) == "there" else LOSS_DAYS
    if not _near(one, two, days, undated=known):
        return False
    return _one_place(one, two) or (close and not mine & yours)


def _one_place(one: Row, two: Row) -> bool:
    """Whether two claims can be of one place; small losses are of another where both name another town."""
    countries = {country for row in (one, two) if (country := _country(row["place_id"]))}
    towns = {place for row in (one, two) if (place := row["place_id"]) and place != _country(place)}
    small = class_of(one) != "there" and (one["value"] or 0) < SIZABLE_LOSS
    return len(countries) < 2 and not (small and len(towns) > 1)


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
            articles[acts_for(row["force_id"]), amount, class_of(row)].update(article for article, _ in told[figure])
    shared: dict[frozenset[str], int] = defaultdict(int)
    for group in articles.values():
        for pair in combinations(sorted(group), 2) if len(group) <= FEW else ():
            shared[frozenset(pair)] += 1
    return {pair for pair, count in shared.items() if count >= SHARED}


def _tolls(rows: dict[str, Row], told: Told, kin: set[frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Two tolls of losses of one force in one place within a few days. Where a report names no force, it must tell the same story."""
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for figure, row in sorted(rows.items()):
        losses = figure in told and class_of(row) != "there" and row["value"] is not None and row["as_of_earliest"] is not None
        if losses and _country(row["place_id"]):
            groups[_country(row["place_id"]), class_of(row), _kind(row)].append(figure)
    for members in groups.values():
        for one, two in _compared_by_day(members, rows):
            forces = {acts_for(force) for figure in (one, two) if (force := rows[figure]["force_id"])}
            known = None not in (rows[one]["force_id"], rows[two]["force_id"])
            close = known or any(frozenset((a, b)) in kin for a, _ in told[one] for b, _ in told[two])
            if len(forces) < 2 and close and _one_place(rows[one], rows[two]) and _near(rows[one], rows[two], TOLL_DAYS, undated=False):
                yield one, two


def _compared_by_day(members: list[str], rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    ordered = sorted(members, key=lambda figure: (rows[figure]["as_of_earliest"], figure))
    return combinations(ordered, 2) if len(ordered) <= FEW else pairwise(ordered)
