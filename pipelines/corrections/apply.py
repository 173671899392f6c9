"""Puts what humans corrected into the mentions that the rules have read. Knows nothing of Dagster or files."""

import json
from dataclasses import MISSING, asdict, fields
from typing import Any, NamedTuple

import polars as pl

from pipelines.corrections.entries import TABLES
from pipelines.corrections.rows import texts_of
from pipelines.corrections.values import check_order, from_json, to_json
from pipelines.errors import UserError
from pipelines.events.mention import EventMention
from pipelines.ids import sha256
from pipelines.quotes.mention import QuoteMention
from pipelines.text.known import entities
from pipelines.troop_figures.mention import FigureMention

Row = dict[str, Any]
MADE = {"quote_mentions": QuoteMention, "figure_mentions": FigureMention, "event_mentions": EventMention}
BY_HAND = "by_hand"
PRINTED = {"actor_ids": "actor_names", "recipient_ids": "recipient_names"}
"""Names as printed: nobody printed those of ids that were set by hand, so they are the usual ones."""
RELATIONS = ("part_of", "excludes")
NEAR, SHOWN = 40, 5


class Fixed(NamedTuple):
    """What became of the mentions of one table."""

    mentions: pl.DataFrame
    """As they should be."""
    before: pl.DataFrame
    """Those that were changed or dropped, as the rules read them, and those that were added; with `made_on` and `note` of the fix."""


def apply_corrections(table: str, found: pl.DataFrame, corrections: pl.DataFrame, articles: pl.LazyFrame) -> Fixed:
    """The mentions of a table with all that is upheld put right; the order of the input does not matter.

    Args:
        table: name of the mention table.
        found: its rows as the rules read them, but for the key of the row that they go into.
        corrections: rows of `corrections`.
        articles: article_id and text.

    Raises:
        UserError: a fix is stale: its mention is not there, or not as it expects, or, for one that adds, there already.
    """
    mine = corrections.filter((pl.col("mention_table") == table) & (pl.col("status") != "rejected")).sort("entry", "mention_id", "field")
    schema: dict[str, Any] = {**found.schema, "made_on": pl.Date, "note": pl.String}
    if mine.is_empty():
        return Fixed(found, pl.DataFrame(schema=schema))
    texts = texts_of(articles, mine["article_id"])
    now = {row["mention_id"]: row for row in found.filter(pl.col("mention_id").is_in(mine["mention_id"].implode())).to_dicts()}
    before: list[Row] = []
    changed: dict[str, Row | None] = {}
    for _, group in mine.group_by("entry", "mention_id", maintain_order=True):
        rows = group.to_dicts()
        fix = rows[0]
        _check(fix, now.get(fix["mention_id"]), table, found)
        if not fix["applied"]:
            continue
        old = now.get(fix["mention_id"])
        new = _fixed(table, rows, changed.get(fix["mention_id"]) or old, texts)
        changed[fix["mention_id"]] = new
        before.append((old or new or {}) | {"made_on": fix["made_on"], "note": _note(rows)})
    kept = found.filter(~pl.col("mention_id").is_in(list(changed)))
    new_rows = pl.DataFrame([{name: row.get(name) for name in found.schema} for row in changed.values() if row], schema=found.schema)
    dropped = [key for key, row in changed.items() if row is None]
    mentions = _without_links(pl.concat([kept, new_rows]), dropped)
    return Fixed(mentions, pl.DataFrame([{name: row.get(name) for name in schema} for row in before], schema=schema))


def _check(fix: Row, old: Row | None, table: str, found: pl.DataFrame) -> None:
    """The guard: the mention is there and is what the fix expects."""
    if fix["action"] == "add":
        if old is not None:
            raise UserError(f"{fix['entry']} is stale: the rules read {old['surface']!r} by themselves now. Take the entry out.")
        return
    if old is None:
        raise UserError(f"{fix['entry']} is stale: the rules read no such mention in {fix['article_id']}{_instead(fix, found)}.")
    for name, expected in from_json(fix["expect"], TABLES[table]).items():
        if old[name] != expected:
            read, wanted = to_json(old[name]), to_json(expected)
            raise UserError(
                f"{fix['entry']} is stale: it expects {name} to be {wanted}, and the rules read {read}. Renew the entry or take it out."
            )


def _instead(fix: Row, found: pl.DataFrame) -> str:
    """What is read near the place of a fix, for whoever has to renew it."""
    if fix["char_start"] is None:
        return ""
    near = (pl.col("char_start") < fix["char_end"] + NEAR) & (pl.col("char_end") > fix["char_start"] - NEAR)
    there = found.filter((pl.col("article_id") == fix["article_id"]) & near).sort("char_start", "mention_id").head(SHOWN)
    said = [f"{row['surface']!r} ({row['mention_id']}, characters {row['char_start']}-{row['char_end']})" for row in there.to_dicts()]
    return f"; near it stand {', '.join(said)}" if said else ""


def _fixed(table: str, rows: list[Row], old: Row | None, texts: dict[str, str]) -> Row | None:
    """The mention as it should be; None for one that is dropped."""
    fix = rows[0]
    if fix["action"] == "drop":
        return None
    cell = to_json({row["field"]: json.loads(row["new"]) for row in rows})
    values = from_json(cell, TABLES[table])
    values |= {
        label: [known.name if (known := entities().get(key)) else key for key in values[ids]]
        for ids, label in PRINTED.items()
        if ids in values
    }
    if old is None:
        new = _added(table, fix, values, texts[fix["article_id"]])
    else:
        new = old | values | {"rule": old["rule"] if old["rule"].endswith(BY_HAND) else f"{old['rule']}+{BY_HAND}"}
    check_order(new, fix["entry"])
    return new


def _added(table: str, fix: Row, values: dict[str, Any], text: str) -> Row:
    """A mention that the rules do not read, with the fields that were given and what the others are where nothing is told."""
    kind = MADE[table]
    surface = text[fix["char_start"] : fix["char_end"]]
    place = {"char_start": fix["char_start"], "char_end": fix["char_end"], "surface": surface, "rule": BY_HAND}
    needed = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    optional = {"mode": None} if "mode" in needed else {}
    if missing := [name for name in needed if name not in place | optional | values]:
        raise UserError(f"{fix['entry']} adds a mention without {', '.join(missing)}.")
    row = asdict(kind(**(place | optional | values)))
    return row | {
        "mention_id": fix["mention_id"], "article_id": fix["article_id"], "surface_sha256": sha256(surface),
        "retracted_by": None, "corrected_to": None,
    }  # fmt: skip


def _note(rows: list[Row]) -> str:
    """The fix in a line."""
    fix = rows[0]
    if fix["action"] == "set":
        changes = ", ".join("{field} {old} -> {new}".format(**row) for row in rows)
        return f"{changes}: {fix['reason']}"
    return f"{'dropped' if fix['action'] == 'drop' else 'added'}: {fix['reason']}"


def _without_links(mentions: pl.DataFrame, dropped: list[str]) -> pl.DataFrame:
    """The mentions without what they say of ones that are no more."""
    gone = [name for name in RELATIONS if name in mentions.columns and dropped]
    lists = [pl.col(name).list.set_difference(pl.lit(dropped, pl.List(pl.String))).list.sort() for name in gone]
    single = [
        pl.when(~pl.col(name).is_in(dropped)).then(name).alias(name) for name in ("corrected_to",) if name in mentions.columns and dropped
    ]
    return mentions.with_columns(*lists, *single)
