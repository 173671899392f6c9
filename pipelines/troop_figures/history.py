"""What became of a claim, in the order of time: who told it, who took it back, what came after it, what a human put right.

Knows nothing of Dagster or files.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import polars as pl

from pipelines.troop_figures.conflicts import SAME_DAYS

WHAT = ["first_told", "told_again", "corrected", "retracted", "superseded", "fixed_by_hand"]
Row = dict[str, Any]
MENTION = ["mention_id", "figure_id", "article_id", "value", "retracted_by", "corrected_to"]


class Entry(NamedTuple):
    """One thing that happened to a claim; fields are those of the column `history`."""

    date: date | None
    what: str
    article_id: str | None
    figure_id: str | None
    value: int | None
    note: str | None

    def order(self) -> tuple[Any, ...]:
        """Of one day, what was told comes first; what has no day comes last."""
        named = (self.article_id or "", self.figure_id or "", self.value or 0, self.note or "")
        return (self.date is None, self.date or date.min, WHAT.index(self.what), *named)


STRUCT = pl.Struct(
    {"date": pl.Date, "what": pl.String, "article_id": pl.String, "figure_id": pl.String, "value": pl.Int64, "note": pl.String}
)


def histories(
    grouped: pl.DataFrame, claims: pl.DataFrame, days: dict[str, date | None], stages: dict[str, str], fixes: Iterable[tuple[str, Entry]]
) -> pl.DataFrame:
    """`figure_id` and `history` of every claim.

    Args:
        grouped: rows of `figure_mentions` with `figure_id`.
        claims: one row a figure: what decides on what supersedes what.
        days: when each article was published.
        stages: from mention to mention, the later numbers of losses.
        fixes: what humans changed, by figure.
    """
    rows = {row["mention_id"]: row for row in grouped.select(MENTION).iter_rows(named=True)}
    told: dict[str, set[Entry]] = defaultdict(set)
    for figure, entry in (
        *_told(rows, days),
        *_taken_back(rows, days),
        *_stages(rows, stages, days),
        *_superseded(claims, _first_days(rows, days)),
        *fixes,
    ):
        told[figure].add(entry)
    found = [(figure, [entry._asdict() for entry in sorted(told[figure], key=Entry.order)]) for figure in claims["figure_id"]]
    return pl.DataFrame(found, schema={"figure_id": pl.String, "history": pl.List(STRUCT)}, orient="row")


def _told(rows: dict[str, Row], days: dict[str, date | None]) -> Iterator[tuple[str, Entry]]:
    """The articles that tell a claim, each once; one that takes it back in the same breath does not tell it."""
    articles: dict[str, set[str]] = defaultdict(set)
    values: dict[str, int | None] = {}
    instead: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows.values():
        values[row["figure_id"]] = row["value"]
        if row["retracted_by"] != row["article_id"]:
            articles[row["figure_id"]].add(row["article_id"])
        if (right := rows.get(row["corrected_to"] or "")) and row["value"] is not None:
            instead[right["figure_id"], right["article_id"]].add(row["value"])
    for figure, by in articles.items():
        for place, article in enumerate(
            sorted(by, key=lambda article: (days.get(article) is None, days.get(article) or date.min, article))
        ):
            wrong = sorted(instead.get((figure, article), ()))
            note = "in place of " + ", ".join(f"{value:,}" for value in wrong) if wrong else None
            yield figure, Entry(days.get(article), "told_again" if place else "first_told", article, None, values[figure], note)


def _taken_back(rows: dict[str, Row], days: dict[str, date | None]) -> Iterator[tuple[str, Entry]]:
    """What the outlet of a mention corrected or withdrew."""
    for row in rows.values():
        article = row["retracted_by"]
        if article is None:
            continue
        right = rows.get(row["corrected_to"] or "")
        if right is None:
            yield row["figure_id"], Entry(days.get(article), "retracted", article, None, None, None)
        else:
            note = None if right["value"] is None else f"to {right['value']:,}"
            yield row["figure_id"], Entry(days.get(article), "corrected", article, right["figure_id"], right["value"], note)


def _stages(rows: dict[str, Row], stages: dict[str, str], days: dict[str, date | None]) -> Iterator[tuple[str, Entry]]:
    """Losses that a later print of the same article counts anew."""
    for old, new in stages.items():
        one, two = rows[old], rows[new]
        verb = "rose" if two["value"] > one["value"] else "fell"
        note = f"{verb} from {one['value']:,} to {two['value']:,}"
        yield one["figure_id"], Entry(days.get(two["article_id"]), "superseded", two["article_id"], two["figure_id"], two["value"], note)


def _first_days(rows: dict[str, Row], days: dict[str, date | None]) -> dict[str, date]:
    """When each figure was first told, where that is known."""
    first: dict[str, date] = {}
    for row in rows.values():
        if day := days.get(row["article_id"]):
            first[row["figure_id"]] = min(day, first.get(row["figure_id"], day))
    return first


def _superseded(claims: pl.DataFrame, first: dict[str, date]) -> Iterator[tuple[str, Entry]]:
    """For each strength of a force in a place the next one in time that has another number."""
    known = pl.col("force_id", "place_id", "value", "as_of_earliest", "as_of_latest").is_not_null()
    strengths = claims.filter(
        pl.all_horizontal(known),
        pl.col("measure").is_in(["present", "deployed"]),
        pl.col("status") == "reported",
        ~pl.col("retracted"),
        pl.col("excludes").list.len() == 0,
    )
    forces = dict(claims.select("figure_id", "force_id").iter_rows())
    levels: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in strengths.iter_rows(named=True):
        if all(forces.get(whole) != row["force_id"] for whole in row["part_of"]):  # "500 of its 2,500" is no new strength
            levels[row["force_id"], row["place_id"]].append(row)
    for rows in levels.values():
        yield from _chain(sorted(rows, key=lambda row: (row["as_of_earliest"], -row["n_origins"], row["figure_id"])), first)


def _chain(rows: list[Row], first: dict[str, date]) -> Iterator[tuple[str, Entry]]:
    """`rows`: the strengths of one force in one place by the day they begin on; `first`: when each was first told."""
    starts = [row["as_of_earliest"] for row in rows]
    other = list(range(1, len(rows) + 1))  # the next with another number than the one before it
    for place in range(len(rows) - 2, -1, -1):
        if rows[place + 1]["value"] == rows[place]["value"]:
            other[place] = other[place + 1]
    for row in rows:
        later = bisect_right(starts, row["as_of_latest"] + timedelta(SAME_DAYS))
        if later < len(rows) and rows[later]["value"] == row["value"]:
            later = other[later]
        if later < len(rows):
            new = rows[later]
            note = f"{new['value']:,} from {new['as_of_earliest'].isoformat()} on"
            told = [first[claim["figure_id"]] for claim in (row, new) if claim["figure_id"] in first]
            yield (
                row["figure_id"],
                Entry(max(told, default=new["as_of_earliest"]), "superseded", None, new["figure_id"], new["value"], note),
            )
