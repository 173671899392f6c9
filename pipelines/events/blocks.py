"""In which blocks a mention looks for its event, so that the cost of comparing stays linear. Knows nothing of tables."""

from pipelines.events.likeness import MUTUAL
from pipelines.events.told import Told

MOST_MONTHS = 24
Key = tuple[str, str, int]


def blocks_of(told: Told) -> list[Key]:
    """Family, party and month; and the words of a clause that is long enough to be a copy."""
    parties = dict.fromkeys(told.actors)
    if told.row["type"] in MUTUAL or told.family in MUTUAL:
        parties |= dict.fromkeys(told.row["recipient_ids"])
    months = _months(told)
    copied: list[Key] = [("verbatim", told.verbatim, 0)] if told.verbatim else []
    return copied + [(told.family, party, month) for party in parties for month in months]


def _months(told: Told) -> list[int]:
    """The months of the deed and of its report."""
    row = told.row
    by_text = row["date_basis"] == "text"
    first, last = (row["date_earliest"], row["date_latest"]) if by_text else (None, None)
    first, last = first or last or told.day, last or first or told.day
    if first is None or last is None:
        return [0]
    low, high = first.year * 12 + first.month, last.year * 12 + last.month
    months = set(range(low, min(high, low + MOST_MONTHS) + 1))
    if told.day:
        months.add(told.day.year * 12 + told.day.month)
    return sorted(months)
