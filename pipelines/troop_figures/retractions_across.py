"""Which figures of one article a later article of the same outlet takes back. Knows nothing of Dagster.

By a note: it names the number that an earlier report of the outlet had. By a later print of the same article (later_prints.py). A strength
or a plan is then corrected; a loss has risen or fallen, which is a later stage and no mistake.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from pipelines.memory import Memory
from pipelines.troop_figures.claims import Row
from pipelines.troop_figures.later_prints import WITHIN, later_numbers, prints_of

LOSSES = frozenset({"killed", "wounded", "captured", "surrendered", "missing", "released"})
ANY_SIZE = frozenset({"present", "deployed", "authorised", "to_deploy", "to_withdraw", "withdrawn", "other"})
"""Notes are short: "the correct number is 2,500" does not say whether they stay or go."""
PLACE = ["article_id", "char_start", "char_end", "mention_id"]
READ = [*PLACE, "force_id", "place_id", "measure", "value", "retracted_by", "corrected_to"]


def take_back(mentions: pl.DataFrame, articles: pl.DataFrame, reports: pl.DataFrame, memory: Memory) -> tuple[pl.DataFrame, dict[str, str]]:
    """The mentions with `retracted_by` and `corrected_to` as later articles of the same outlet have it, and the later stages of losses.

    Args:
        mentions: rows of `figure_mentions` with what notes of their own text take back.
        articles: article_id, published_latest; outlet, url, title, published_at and text where they are known.
        reports: article_id, report_id.
        memory: where it is kept which numbers later prints have.

    Returns:
        The mentions, and from mention id to mention id the later number of a loss.
    """
    prints = prints_of(articles, reports)
    later = later_numbers(mentions, articles, prints, memory).unique("mention_id", keep="first", maintain_order=True)
    measured = later.join(mentions.select("mention_id", "measure"), on="mention_id", maintain_order="left")
    loss = pl.col("measure").is_in(LOSSES)
    stages = dict(measured.filter(loss).select("mention_id", "right").iter_rows())
    noted = {row["mention_id"]: (note["article_id"], note["corrected_to"]) for row, note in _by_notes(mentions, prints)}
    notes = pl.DataFrame(
        [(mention, *said) for mention, said in noted.items()],
        schema=dict.fromkeys(("mention_id", "by", "right"), pl.String),
        orient="row",
    )
    printed = measured.filter(~loss).join(notes, on="mention_id", how="anti").select(notes.columns)
    joined = mentions.join(pl.concat([notes, printed]), on="mention_id", how="left", maintain_order="left")
    taken = (pl.coalesce("retracted_by", "by").alias("retracted_by"), pl.coalesce("corrected_to", "right").alias("corrected_to"))
    return joined.with_columns(taken).drop("by", "right"), stages


def _by_notes(mentions: pl.DataFrame, prints: pl.DataFrame) -> Iterator[tuple[Row, Row]]:
    """Earlier figures of the outlet, each with that in the note of a later article which names it as wrong."""
    dated = mentions.select(READ).join(prints.filter(pl.col("day").is_not_null()), on="article_id")
    taken = pl.col("retracted_by").is_not_null()
    notes = dated.filter(taken).sort(PLACE)
    standing = dated.filter(~taken).join(notes, on=["outlet", "value"], how="semi", nulls_equal=True)
    earlier: dict[tuple[str | None, int | None], list[Row]] = defaultdict(list)
    for row in standing.sort("day", *PLACE).iter_rows(named=True):
        earlier[row["outlet"], row["value"]].append(row)
    for note in notes.iter_rows(named=True):
        rows = earlier[note["outlet"], note["value"]]
        first = bisect_left(rows, note["day"] - WITHIN, key=lambda row: row["day"])
        last = bisect_right(rows, note["day"], key=lambda row: row["day"])
        found = [row for row in rows[first:last] if _before(row, note) and _means(note, row)]
        same = [row for row in found if _one_story(note, row)]
        if not same and note["outlet"] and note["force_id"] is None and note["place_id"] is None:
            # a note names neither force nor place: it can only mean what the outlet has told but once
            same = found if len({(row["force_id"], row["place_id"], row["measure"]) for row in found}) == 1 else []
        yield from ((row, note) for row in same)


def _before(row: Row, note: Row) -> bool:
    """Whether the article of a figure, which is of no later day, came before that of a note."""
    return row["article_id"] != note["article_id"] and not (row["at"] and note["at"] and row["at"] > note["at"])


def _means(note: Row, row: Row) -> bool:
    """Whether the number of a note can be that of a figure."""
    force = None in (note["force_id"], row["force_id"]) or note["force_id"] == row["force_id"]
    return force and (note["measure"] == row["measure"] or (note["measure"] in ANY_SIZE and row["measure"] in ANY_SIZE))


def _one_story(note: Row, row: Row) -> bool:
    if note["report"] == row["report"] or (note["url"] is not None and note["url"] == row["url"]):
        return True
    return note["outlet"] is not None and row["place_id"] is not None and note["place_id"] == row["place_id"]
