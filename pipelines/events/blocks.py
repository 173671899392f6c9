"""In which blocks a mention looks for its event, so that the cost of comparing stays linear. Knows nothing of tables."""

from datetime import timedelta

from pipelines.events.partners import parties_of
from pipelines.events.told import Told

MOST_MONTHS = 24
NEIGHBOURS = timedelta(days=30)
"""Reports so far apart still share a month, whatever their days."""
Key = tuple[str, str, int]


def blocks_of(told: Told) -> list[Key]:
    """Family, month and who acts, to whom or where; the words of a clause that is long enough to be a copy; and its article."""
    months = _months(told)
    copied: list[Key] = [("verbatim", told.verbatim, 0)] if told.verbatim else []
    here: list[Key] = [(told.family, told.row["article_id"], 0)]
    done_to = sorted({*told.row["recipient_ids"], *told.recipient_words, *map(str, told.numbers)})
    path = told.row["place_path"] or ""
    sides = (*parties_of(told), *(f"to {other}" for other in done_to), *([f"at {path}"] if "," in path else []))
    return copied + here + [(told.family, side, month) for side in sides for month in months]


def _months(told: Told) -> list[int]:
    """The months of the deed and of its report, counted from the year 0; below zero the years of a deed whose window the text gives."""
    row = told.row
    first, last = (row["date_earliest"], row["date_latest"]) if told.told_when else (None, None)
    first, last = first or last, last or first
    years = {-year for year in range(first.year, last.year + 1)} if first and last else set()
    first, last = first or told.day, last or told.day
    if first is None or last is None:
        return [0]
    low, high = first.year * 12 + first.month, last.year * 12 + last.month
    months = set(range(low, high + 1)) if high - low <= MOST_MONTHS else set()
    if told.day:
        months |= {day.year * 12 + day.month for day in (told.day, told.day - NEIGHBOURS)}
    return sorted(months | years)
