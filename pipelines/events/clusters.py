"""Mentions in, clusters out: what workers do for `same_event.py`. Knows nothing of Dagster or files."""

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

import numpy as np
import polars as pl
from polars._typing import PolarsDataType

from pipelines.events.blocks import blocks_of
from pipelines.events.event_rows import event_row
from pipelines.events.replay import ABSENT, NONE, Before, Choice, Replay, Second
from pipelines.events.told import COMPARED, Told, tell
from pipelines.events.windows import Keys
from pipelines.ids import row_id

FACTS: dict[str, PolarsDataType] = {"own": pl.UInt64(), "family": pl.String(), "keys": pl.List(pl.UInt64())}
"""Of a mention, by the hash of all that it hangs on: its family and the blocks that it is in, told by their hashes."""
DECIDED: dict[str, PolarsDataType] = {
    "own": pl.UInt64(), "spot": pl.UInt64(),
    "joined": pl.UInt64(), "points": pl.Int16(), "reasons": pl.List(pl.String()),
    "again": pl.UInt64(), "again_points": pl.Int16(), "again_reasons": pl.List(pl.String()), "asked": pl.Boolean(), "taken": pl.Boolean(),
}  # fmt: skip
"""What was decided about a mention; clusters by the spot of their founder, a hash of its key and of what puts it in order."""
FIRST, SECOND = ("joined", "points", "reasons"), ("again", "again_points", "again_reasons", "asked", "taken")
"""What is decided as a mention is told, and in the end."""
CLUSTERED: dict[str, PolarsDataType] = {"spot": pl.UInt64(), "founder": pl.UInt64(), "joined_on": pl.List(pl.String())}


class Piece(NamedTuple):
    """Mentions that are put into clusters by themselves."""

    mentions: pl.DataFrame
    """In the order in which they were told, with `own`, `spot`, `keys`, `anchor` and `story`."""
    before: pl.DataFrame
    """Rows of FACTS and DECIDED of last time, of mentions that are still there and that are not."""
    unknown: pl.Series
    """Blocks of which is not known what was in them last time."""


def facts(mentions: pl.DataFrame) -> pl.DataFrame:
    """Rows of FACTS."""
    rows = []
    for row in mentions.iter_rows(named=True):
        told = tell(row, row["anchor"], row["story"])
        rows.append((row["own"], told.family, [_number(key) for key in blocks_of(told)]))
    return pl.DataFrame(rows, schema=FACTS, orient="row")


@lru_cache(maxsize=1 << 16)
def _number(key: tuple[str, str, int]) -> int:
    return int.from_bytes(blake2b("\0".join(map(str, key)).encode(), digest_size=8).digest(), "little")


def cluster(piece: Piece) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of CLUSTERED and of DECIDED."""
    mentions = piece.mentions.select("own", "spot", "keys").with_row_index("at")
    last = _last_time(piece, mentions)
    run = Replay(Keys(mentions["keys"]), _teller(piece.mentions), last.before)
    run.run()
    decided = mentions.select("own", "spot", **_decided(run, last.rows, mentions["spot"]))
    return _clustered(decided), decided


def _teller(mentions: pl.DataFrame) -> Callable[[int], Told]:
    table = mentions.select(*COMPARED, "anchor", "story")

    def told(at: int) -> Told:
        row = table.row(at, named=True)
        return tell(row, row["anchor"], row["story"])

    return told


class _Last(NamedTuple):
    rows: pl.DataFrame
    """What was decided last time of each mention that there is now, null where nothing is known."""
    before: Before


def _last_time(piece: Piece, mentions: pl.DataFrame) -> _Last:
    """What is known of last time, by the places of the mentions."""
    places = mentions.select("at", "spot")
    there = mentions.select("at", "spot", own_now="own", keys_now="keys")
    met = piece.before.join(there, on="spot", how="left").with_columns(stays=(pl.col("keys") == pl.col("keys_now")).fill_null(False))
    gone = met.filter(~pl.col("stays"))
    rows = places.select("at").join(met.filter("stays"), on="at", how="left", maintain_order="left")
    lost = pl.concat([met["joined"], met["again"].drop_nulls()]).unique()
    lost = lost.filter(~lost.is_in(places["spot"].implode())).sort()
    named = pl.concat(
        [places.select("spot", place=pl.col("at").cast(pl.Int64)), pl.DataFrame({"spot": lost, "place": -2 - np.arange(len(lost))})]
    )
    place = {
        column: rows.select(spot=column).join(named, on="spot", how="left", maintain_order="left")["place"]
        for column in ("joined", "again")
    }
    joined, again = (place[column].fill_null(ABSENT).to_list() for column in ("joined", "again"))
    taken = met.filter("taken").select("joined", "again").unique()
    into = dict(sorted(taken.select(pl.all().replace_strict(named["spot"], named["place"])).iter_rows()))

    points, again_points, asked, is_taken = (rows[name].to_list() for name in ("points", "again_points", "asked", "taken"))
    reasons, again_reasons = rows["reasons"], rows["again_reasons"]

    def first(at: int) -> Choice:
        return Choice(joined[at], points[at], reasons[at].to_list())

    def second(at: int) -> Second:
        if not asked[at]:
            return Second(None, is_taken[at])
        return Second(Choice(again[at], again_points[at], again_reasons[at].to_list()) if again_points[at] else NONE, is_taken[at])

    before = Before(
        joined,
        first,
        second,
        into,
        unknown=pl.concat([piece.unknown, gone["keys"].explode(empty_as_null=False)]).unique(),
        stale=gone.select(spot="joined").unique().join(named, on="spot")["place"],
        altered=frozenset(met.filter(pl.col("stays") & (pl.col("own") != pl.col("own_now")))["at"]),
    )
    return _Last(rows, before)


def _decided(run: Replay, last: pl.DataFrame, spots: pl.Series) -> dict[str, pl.Series]:
    """The columns of DECIDED from `joined` on: what was decided of the mentions that were visited, and what is known of the others."""
    named = spots.to_list()
    first = [(at, named[one.cluster], one.points, one.reasons) for at, one in run.first.items()]
    second = []
    for at, two in run.second.items():
        choice = two.choice or NONE
        second.append((at, named[choice.cluster] if choice.points else None, *choice[1:], two.choice is not None, two.taken))
    columns: dict[str, pl.Series] = {}
    for names, new in ((FIRST, first), (SECOND, second)):
        schema = {"at": pl.UInt32, **{name: DECIDED[name] for name in names}}
        rows = pl.DataFrame(new, schema=schema, orient="row")
        kept = last.select(pl.col(name).cast(kind) for name, kind in schema.items()).join(rows, on="at", how="anti")
        columns |= pl.concat([kept, rows]).sort("at").drop("at").to_dict()
    return columns


def _clustered(decided: pl.DataFrame) -> pl.DataFrame:
    """Rows of CLUSTERED: a mention goes where its founder went, and a founder that went somewhere for the reasons that took it there."""
    why = pl.concat_list(pl.lit(["type"]), "reasons")
    founds = pl.col("spot") == pl.col("joined")
    taken = decided.filter("taken").select(joined="joined", into="again", taken_on=pl.concat_list(pl.lit(["type"]), "again_reasons"))
    return decided.join(taken, on="joined", how="left", maintain_order="left").select(
        "spot",
        founder=pl.coalesce("into", "joined"),
        joined_on=pl.when(~founds).then(why).otherwise(pl.coalesce("taken_on", pl.lit([], dtype=pl.List(pl.String)))),
    )


def event_rows(mentions: pl.DataFrame, schema: dict[str, PolarsDataType]) -> pl.DataFrame:
    """Rows of `events` but for counts and links, each with the `event` that it was made of.

    Args:
        mentions: whole events, their mentions in order, each with its `event`.
        schema: of the rows.
    """
    found = []
    for event, held in groupby(mentions.iter_rows(named=True), key=lambda row: row["event"]):
        members = list(held)
        found.append({"event": event, **event_row(row_id("evt", members[0]["mention_id"]), members)})
    return pl.DataFrame(found, schema=schema)
