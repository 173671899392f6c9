"""Mentions in, clusters out: what workers do for `same_event.py`. Knows nothing of Dagster or files."""

from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

import polars as pl
from polars._typing import PolarsDataType

from pipelines.events.blocks import blocks_of
from pipelines.events.event_rows import event_row
from pipelines.events.replay import NOBODY, NONE, Choice, Clusters, Decided, by_cluster
from pipelines.events.told import Told, tell
from pipelines.ids import row_id

FACTS: dict[str, PolarsDataType] = {"own": pl.UInt64(), "family": pl.String(), "keys": pl.List(pl.UInt64())}
"""Of a mention, by the hash of all that it hangs on: its family and the blocks that it is in, told by their hashes."""
DECIDED: dict[str, PolarsDataType] = {
    "own": pl.UInt64(), "spot": pl.UInt64(),
    "joined": pl.UInt64(), "points": pl.Int16(), "reasons": pl.List(pl.String()),
    "again": pl.UInt64(), "again_points": pl.Int16(), "again_reasons": pl.List(pl.String()), "asked": pl.Boolean(), "taken": pl.Boolean(),
}  # fmt: skip
"""What was decided about a mention; clusters by the spot of their founder, a hash of its key and of what puts it in order."""
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
    own, spots = piece.mentions["own"].to_list(), piece.mentions["spot"].to_list()
    decided = _replayed(piece, own, spots).run()
    clustered = [(spots[at], spots[place], reasons) for place, members in by_cluster(decided).items() for at, reasons in members]
    rows = []
    for key, spot, one in zip(own, spots, decided, strict=True):
        again = one.again or NONE
        second = (spots[again.cluster] if again.points else None, again.points, again.reasons, one.again is not None, one.taken)
        rows.append((key, spot, spots[one.joined.cluster], one.joined.points, one.joined.reasons, *second))
    return pl.DataFrame(clustered, schema=CLUSTERED, orient="row"), pl.DataFrame(rows, schema=DECIDED, orient="row")


def _replayed(piece: Piece, own: list[int], spots: list[int]) -> Clusters:
    """The clusters as they are to be worked out, with what is known of last time."""
    place = {spot: at for at, spot in enumerate(spots)}
    there, keys = len(place), piece.mentions["keys"].to_list()

    def named(spot: int | None) -> int:
        """Place of a founder; below NOBODY for one that is no longer there."""
        return NOBODY if spot is None else place.setdefault(spot, NOBODY - 1 - (len(place) - there))

    before: list[Decided | None] = [None] * len(own)
    gone, stale, altered, was_into = set[int](piece.unknown), set[int](), set[int](), dict[int, int]()
    for row in piece.before.iter_rows(named=True):
        joined = Choice(named(row["joined"]), row["points"], row["reasons"])
        again = Choice(named(row["again"]), row["again_points"], row["again_reasons"]) if row["asked"] else None
        if row["taken"] and again:
            was_into[joined.cluster] = again.cluster
        at = place.get(row["spot"], NOBODY)
        if at >= 0 and row["keys"] == keys[at]:
            before[at] = Decided(joined, again, row["taken"])
            if own[at] != row["own"]:
                altered.add(at)
        else:
            gone.update(row["keys"])
            stale.add(joined.cluster)
    table, known = piece.mentions, dict[int, Told]()

    def told(at: int) -> Told:
        if at not in known:
            row = table.row(at, named=True)
            known[at] = tell(row, row["anchor"], row["story"])
        return known[at]

    return Clusters(keys, told, before, gone, stale, altered, was_into)


def event_rows(mentions: pl.DataFrame) -> list[dict[str, object]]:
    """Rows of `events` but for counts and links, each with the `event` that it was made of.

    Args:
        mentions: whole events, their mentions in order, each with its `event`.
    """
    found = []
    for event, held in groupby(mentions.iter_rows(named=True), key=lambda row: row["event"]):
        members = list(held)
        found.append({"event": event, **event_row(row_id("evt", members[0]["mention_id"]), members)})
    return found
