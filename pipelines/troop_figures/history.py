"""What became of a claim, in the order of time: who told it, who took it back, what came after it, what a human put right.

Knows nothing of Dagster or files.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl
from polars._typing import PolarsDataType

from pipelines.troop_figures.claims import Row, is_part_of_own, rows_of_related
from pipelines.troop_figures.strengths import SAME_DAYS

WHAT = ["first_told", "told_again", "corrected", "retracted", "superseded", "fixed_by_hand"]
MENTION = ["mention_id", "figure_id", "article_id", "value", "retracted_by", "corrected_to"]


class Entry(NamedTuple):
    """One thing that happened to a claim; fields are those of the column `history`."""

    date: date | None
    what: str
    article_id: str | None
    figure_id: str | None
    value: int | None
    note: str | None


STRUCT = pl.Struct(
    {"date": pl.Date, "what": pl.String, "article_id": pl.String, "figure_id": pl.String, "value": pl.Int64, "note": pl.String}
)


SCHEMA: dict[str, PolarsDataType] = {"figure_id": pl.String, **{f"entry_{field.name}": field.dtype for field in STRUCT.fields}}
"""Entries as a table, each with its claim; what it names itself stands in `entry_figure_id`."""
ORDER = [
    pl.col("entry_date").is_null(),
    pl.col("entry_date"),
    pl.col("entry_what").replace_strict(WHAT, list(range(len(WHAT))), return_dtype=pl.Int8),
    *(pl.col(f"entry_{name}").fill_null("") for name in ("article_id", "figure_id")),
    pl.col("entry_value").fill_null(0),
    pl.col("entry_note").fill_null(""),
]
"""Of one day, what was told comes first; what has no day comes last."""


def histories(
    grouped: pl.DataFrame, claims: pl.DataFrame, days: pl.DataFrame, stages: dict[str, str], fixes: Iterable[tuple[str, Entry]]
) -> pl.DataFrame:
    """`figure_id` and `history` of every claim.

    Args:
        grouped: rows of `figure_mentions` with `figure_id`, in the order of publication.
        claims: one row a figure: what decides on what supersedes what.
        days: when each article was published: `article_id` and `published_latest`.
        stages: from mention to mention, the later numbers of losses.
        fixes: what humans changed, by figure.
    """
    dated = grouped.select(MENTION).join(
        days.select("article_id", day="published_latest"), on="article_id", how="left", maintain_order="left"
    )
    rows = _rows_of_changed(dated, stages)
    by_article = dict(days.select("article_id", "published_latest").iter_rows()) if rows else {}
    told = _told(dated, _instead(rows))
    others = (*_taken_back(rows, by_article), *_stages(rows, stages, by_article), *_superseded(claims, dated), *fixes)
    more = pl.DataFrame([(figure, *entry) for figure, entry in others], schema=SCHEMA, orient="row")
    entries = pl.concat([told, more]).unique().sort("figure_id", *ORDER)
    entry = pl.struct(pl.col(f"entry_{name}").alias(name) for name in Entry._fields)
    found = entries.group_by("figure_id", maintain_order=True).agg(history=entry)
    return (
        claims.select("figure_id")
        .join(found, on="figure_id", how="left")
        .with_columns(pl.col("history").fill_null(pl.lit([], pl.List(STRUCT))))
    )


def _rows_of_changed(dated: pl.DataFrame, stages: dict[str, str]) -> dict[str, Row]:
    """Mentions that were taken back, or have a later stage, and those that took their place, by id."""
    changed = dated.filter(pl.col("retracted_by").is_not_null() | pl.col("corrected_to").is_not_null())
    named = {*changed["mention_id"], *changed["corrected_to"].drop_nulls(), *stages, *stages.values()}
    wanted = dated.filter(pl.col("mention_id").is_in(list(named)))
    return {row["mention_id"]: row for row in wanted.iter_rows(named=True)}


def _instead(rows: dict[str, Row]) -> pl.DataFrame:
    """`figure_id`, `article_id` and `entry_note`: the numbers that an article puts a claim in the place of."""
    wrong: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows.values():
        if (right := rows.get(row["corrected_to"] or "")) and row["value"] is not None:
            wrong[right["figure_id"], right["article_id"]].add(row["value"])
    notes = [(*of, "in place of " + ", ".join(f"{value:,}" for value in sorted(values))) for of, values in wrong.items()]
    return pl.DataFrame(notes, schema=dict.fromkeys(("figure_id", "article_id", "entry_note"), pl.String), orient="row")


def _told(dated: pl.DataFrame, instead: pl.DataFrame) -> pl.DataFrame:
    """The articles that tell a claim, each once; one that takes it back in the same breath does not tell it."""
    values = dated.group_by("figure_id").agg(entry_value=pl.col("value").last())
    told = (
        dated.filter(pl.col("retracted_by").ne_missing(pl.col("article_id"))).select("figure_id", "article_id", entry_date="day").unique()
    )
    told = told.sort("figure_id", "entry_date", "article_id", nulls_last=True)
    is_first = pl.col("figure_id").ne_missing(pl.col("figure_id").shift(1))
    what = pl.when(is_first).then(pl.lit("first_told")).otherwise(pl.lit("told_again"))
    named = told.with_columns(entry_what=what, entry_article_id="article_id", entry_figure_id=pl.lit(None, pl.String))
    return named.join(values, on="figure_id", how="left").join(instead, on=["figure_id", "article_id"], how="left").select(list(SCHEMA))


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


def _superseded(claims: pl.DataFrame, dated: pl.DataFrame) -> Iterator[tuple[str, Entry]]:
    """For each strength of a force in a place the next one in time that has another number."""
    known = pl.col("force_id", "place_id", "value", "as_of_earliest", "as_of_latest").is_not_null()
    strengths = claims.filter(
        pl.all_horizontal(known),
        pl.col("measure").is_in(["present", "deployed"]),
        pl.col("status") == "reported",
        ~pl.col("retracted"),
        pl.col("excludes").list.len() == 0,
    ).join(_parts_of_own(claims), on="figure_id", how="anti")
    several = strengths.filter(pl.len().over("force_id", "place_id") > 1)
    first = dated.join(several, on="figure_id", how="semi").group_by("figure_id").agg(first=pl.col("day").min())
    wanted = several.select("figure_id", "force_id", "place_id", "value", "as_of_earliest", "as_of_latest", "n_origins")
    levels: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in wanted.join(first, on="figure_id", how="left").iter_rows(named=True):
        levels[row["force_id"], row["place_id"]].append(row)
    for rows in levels.values():
        yield from _chain(sorted(rows, key=lambda row: (row["as_of_earliest"], -row["n_origins"], row["figure_id"])))


def _parts_of_own(claims: pl.DataFrame) -> pl.DataFrame:
    """`figure_id` of those that are parts of the same force: "500 of its 2,500" is no new strength."""
    rows = rows_of_related(claims, "figure_id", "force_id", "part_of")
    return pl.DataFrame(
        {"figure_id": [figure for figure, row in rows.items() if is_part_of_own(row, rows)]}, schema={"figure_id": pl.String}
    )


def _chain(rows: list[Row]) -> Iterator[tuple[str, Entry]]:
    """`rows`: the strengths of one force in one place by the day they begin on; `first` is when each was first told, if that is known."""
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
            told = [claim["first"] for claim in (row, new) if claim["first"]]
            yield (
                row["figure_id"],
                Entry(max(told, default=new["as_of_earliest"]), "superseded", None, new["figure_id"], new["value"], note),
            )
