"""Quotations as they are compared: each with the words that it is read as, and those with equal words together. Tables, not rows.

A wording is all mentions with the same words by the same speaker at about the same time. Knows nothing of Dagster or files.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl
from polars._typing import PolarsDataType

from pipelines.quotes.likeness import DAYS, SHORTEST, TELLING, TELLING_CONTENT
from pipelines.quotes.wording import PLAIN, Reading, read_words

Row = Mapping[str, Any]
READ: dict[str, PolarsDataType] = {
    "surface_key": pl.UInt64(),
    "words": pl.String(),
    "names": pl.List(pl.UInt32()),
    "cuts": pl.UInt32(),
    "hard": pl.String(),
    "size": pl.UInt32(),
    "n_content": pl.UInt32(),
}
"""The reading of a surface; words have a space between them."""
SPEAKER: dict[str, PolarsDataType] = {
    "speaker": pl.String(),
    "surname": pl.String(),
    "org": pl.String(),
    "lone": pl.Boolean(),
    "person": pl.Boolean(),
    "plain_name": pl.String(),
}
NAMED = ["speaker_name", "speaker_id", "speaker_org", "speaker_basis"]
KEY = ["key_rule", "words", "indirect", "speaker", "key_name", "key_of"]
WEAK = frozenset({"unresolved", "unnamed", "collective"})  # ways of finding a speaker that tell no particular one


def read_surfaces(surfaces: pl.DataFrame) -> pl.DataFrame:
    """Rows of READ for `surface_key` and `surface`."""
    rows = []
    for key, surface in surfaces.iter_rows():
        reading = read_words(surface)
        hard, size = " ".join(reading.hard), reading.size
        rows.append((key, " ".join(reading.words), sorted(reading.names), reading.cuts, hard, size, len(reading.content)))
    return pl.DataFrame(rows, schema=READ, orient="row")


def reading_of(row: Row) -> Reading:
    """The reading that a row of READ tells of."""
    words = tuple(row["words"].split(" ")) if row["size"] else ()
    hard = tuple(row["hard"].split(" ")) if row["hard"] else ()
    content = tuple(word for word in words if word not in PLAIN)
    return Reading(words, frozenset(row["names"]), row["cuts"], content, f" {row['words']} ", hard)


def plain(name: str | None) -> str:
    """A name in lower case on one line; "" for none."""
    return " ".join(name.lower().split()) if name else ""


def speaker_key(row: Row) -> str:
    """The same for all mentions of one speaker; "" for nobody in particular."""
    if row["speaker_id"]:
        return plain(row["speaker_name"]) or str(row["speaker_id"])
    return plain(row["speaker_name"]) if is_somebody(row) else ""


def is_somebody(row: Row) -> bool:
    """Whether a mention names its speaker; "the spokeswoman" stays nobody in particular when a second quotation is hers too."""
    name = row["speaker_name"]
    if row["speaker_id"] or not name:
        return bool(row["speaker_id"])
    return row["speaker_basis"] not in WEAK and not name.split()[-1][:1].islower()


def _speaker(row: Row) -> tuple[str, str, str, bool, bool, str]:
    speaker = speaker_key(row)
    person = bool(speaker) and (row["speaker_id"] or "person:").startswith("person:")
    lone = person and not row["speaker_id"] and " " not in speaker
    org = plain(row["speaker_org"]) if speaker else ""
    return speaker, speaker.rpartition(" ")[2], org, lone, person, plain(row["speaker_name"])


def with_speakers(mentions: pl.DataFrame) -> pl.DataFrame:
    """Adds the columns of SPEAKER: each way to name a speaker is looked at once."""
    ways = mentions.select(NAMED).unique(maintain_order=True)
    told = pl.DataFrame([_speaker(row) for row in ways.iter_rows(named=True)], schema=SPEAKER, orient="row")
    return mentions.join(pl.concat([ways, told], how="horizontal"), on=NAMED, how="left", nulls_equal=True, maintain_order="left")


def with_wordings(mentions: pl.DataFrame) -> pl.DataFrame:
    """Mentions in order of publication, each with `wording` and `created`: whether it is the one that its wording is read from.

    Those with equal words are together as long as they are by one speaker and near enough in time for so few words; what has no date goes
    with the first. Wordings are numbered in the order of those that they are read from.

    Args:
        mentions: `order`, `published_latest`, and the columns of READ and SPEAKER.
    """
    keyed = _with_key(mentions).with_columns(key=pl.struct(KEY).hash(0))
    groups = keyed.select("order", *KEY).group_by(KEY).agg("order").with_row_index("group").select("group", "order").explode("order")
    dated = pl.col("published_latest").is_not_null()
    ordered = keyed.drop(*KEY[4:], "key", "key_rule").join(groups, on="order").sort("group", ~dated, "order")
    same = pl.col("group") == pl.col("group").shift(1)
    gap = (pl.col("published_latest") - pl.col("published_latest").shift(1)).dt.total_days()
    cut = (~same).fill_null(value=True) | (dated & (gap > _days_within())).fill_null(value=False)
    linked = ordered.with_columns(created=cut, link=cut.cum_sum())
    first = pl.col("link").min().over("group")
    linked = linked.with_columns(link=pl.when(dated).then("link").otherwise(first))
    numbers = linked.filter("created").sort("order").select("link").with_row_index("wording")
    return linked.join(numbers, on="link").drop("group", "link").sort("order")


def _with_key(mentions: pl.DataFrame) -> pl.DataFrame:
    """Adds what is equal for mentions that are one wording, days apart."""
    idle = (pl.col("n_content") == 0) & (pl.col("size") < 4)  # "Yes." is said at every turn
    somebody = pl.col("speaker") != ""
    few = pl.col("indirect") | (pl.col("size") < SHORTEST) | (pl.col("n_content") < 2)  # his who is called the same in the same report
    unnamed = (pl.col("speaker_basis") == "unnamed") & (pl.col("speaker_name").fill_null("") != "")
    told = unnamed.fill_null(value=False) | ((pl.col("size") >= TELLING) & (pl.col("n_content") >= TELLING_CONTENT))
    rule = pl.when(idle).then(0).when(somebody).then(1).when(few).then(2).otherwise(3)
    named = mentions.with_columns(key_rule=rule)
    return named.with_columns(
        key_name=pl.when(pl.col("key_rule") == 2).then("plain_name").otherwise(pl.lit("")),
        key_of=pl.when(pl.col("key_rule") == 0)
        .then("mention_id")
        .when((pl.col("key_rule") == 2) & ~told)
        .then("article_id")
        .otherwise(pl.lit("")),
    )


def _days_within() -> pl.Expr:
    """`likeness.days_within` of a column of readings."""
    telling = pl.col("n_content") >= pl.when(pl.col("size") < SHORTEST).then(2).otherwise(3)
    days = pl.lit(None, pl.Int64)
    for words, short, long in reversed(DAYS):
        days = pl.when(pl.col("size") <= words).then(pl.when(telling).then(long).otherwise(short)).otherwise(days)
    return pl.when((pl.col("size") >= SHORTEST) & (pl.col("n_content") >= TELLING_CONTENT)).then(None).otherwise(days)


def wordings_of(mentions: pl.DataFrame) -> pl.DataFrame:
    """One row a wording, in order: what it is read as, who says it, when and where."""
    told = mentions.filter("created").sort("wording").drop("article_id", "article", "published_latest", "created")
    return told.join(
        mentions.group_by("wording").agg(
            articles=pl.col("article").unique().sort(), first=pl.col("published_latest").min(), last=pl.col("published_latest").max()
        ),
        on="wording",
        maintain_order="left",
    )
