"""What Dagster is told of batches: which there are, what was done for each and why, what was left as it was."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import dagster as dg
import polars as pl

from pipelines.batches.find import find_batches
from pipelines.batches.gather import corrected_articles, gather_mentions
from pipelines.batches.make import DOCUMENTS, QUOTES, Work, make_batch
from pipelines.batches.store import BatchStore, forget_others
from pipelines.ids import sha256
from pipelines.mention_rows import EXTRACTORS
from pipelines.mentions import extract_all, mention_schemas, narrowly_dated
from pipelines.storage import Tables, told

NAME = "batches"
READ, SEARCHED = "batch_documents", "batch_mentions"
PARTS: Mapping[str, Sequence[str]] = {READ: [DOCUMENTS], SEARCHED: list(EXTRACTORS)}
"""Tables of a batch, by the asset that they are."""
UNCHANGED = "skipped: its files and the rules are those that it was made from"


def stores_of(tables: Tables) -> list[BatchStore]:
    """What is kept of the batches that there are."""
    return [BatchStore(tables.build, batch.name) for batch in find_batches(tables.described().sources)]


def versions_of(tables: Tables, *more: str, parts: Sequence[str] = ()) -> list[str]:
    """What some tables of all batches are, in words."""
    held = [(store, part, store.parts.get(part)) for store in stores_of(tables) for part in (*parts, *more)]
    return [f"{store.name} {part} {one.sha256 if one else None}" for store, part, one in held]


def found_in(tables: Tables, table: str, articles: pl.DataFrame) -> pl.DataFrame:
    """A table of mentions of all batches, as the rules found them in these articles."""
    return gather_mentions(stores_of(tables), table, articles)


def found_again(tables: Tables, table: str, articles: pl.DataFrame) -> pl.DataFrame:
    """The same for mentions that depend on who speaks: articles in which people have corrected quotations are searched again."""
    found, now = found_in(tables, table, articles), tables.scan(QUOTES)
    changed = corrected_articles(stores_of(tables), QUOTES, articles, now)
    if changed.is_empty():
        return found
    texts, quotes = (rows.join(changed.lazy(), on="article_id", how="semi").collect() for rows in (tables.scan("articles"), now))
    again = extract_all(table, narrowly_dated(texts), quotes)
    return pl.concat([found.join(changed, on="article_id", how="anti"), again])


def make_all(context: dg.AssetExecutionContext, tables: Tables) -> None:
    """Brings every batch up to date, takes away what is kept of batches that are gone, and tells Dagster."""
    batches = find_batches(tables.described().sources)
    tell_of_batches(context.instance, [batch.name for batch in batches])
    for batch in batches:
        work = make_batch(tables.build, batch, tables.engine, mention_schemas())
        for asset, parts in PARTS.items():
            if work.why.keys() & set(parts):
                said = result(tables.build, asset, [work])
                version = said.data_version.value if said.data_version else ""
                context.log_event(
                    dg.AssetMaterialization(asset, partition=batch.name, metadata=said.metadata, tags={"dagster/data_version": version})
                )
        say = "; ".join(f"{table}: {why} ({work.done.get(table, 0):,} documents)" for table, why in work.why.items())
        context.log.info(f"{batch.name}: {say or UNCHANGED}")
        told(batch.name, sum(part.rows for part in BatchStore(tables.build, batch.name).parts.values()) if work.why else None)
    forget_others(tables.build, [batch.name for batch in batches])
    tables.engine.rest()  # what they hold the later steps have better use for


def tell_of_batches(instance: dg.DagsterInstance, names: Sequence[str]) -> None:
    """Makes the batches partitions, and those that are gone none."""
    known = set(instance.get_dynamic_partitions(NAME))
    if new := [name for name in names if name not in known]:
        instance.add_dynamic_partitions(NAME, new)
    for gone in sorted(known - set(names)):
        instance.delete_dynamic_partition(NAME, gone)


def result(build: Path, asset: str, done: Sequence[Work]) -> dg.MaterializeResult:
    """What was done for some batches, as the UI shows it: rows, documents that were worked on, and why."""
    stores = [BatchStore(build, work.batch) for work in done]
    parts = {part: [store.parts[part] for store in stores] for part in PARTS[asset]}
    why = {f"{work.batch}: {part}": work.why.get(part, UNCHANGED) for work in done for part in parts}
    rows = {part: sum(one.rows for one in held) for part, held in parts.items()}
    return dg.MaterializeResult(
        asset_key=asset,
        data_version=dg.DataVersion(sha256("\n".join(one.sha256 for held in parts.values() for one in held))[:16]),
        metadata={
            "dagster/row_count": sum(rows.values()),
            "rows": rows,
            "documents_worked_on": max((work.done.get(part, 0) for work in done for part in parts), default=0),
            "why": why,
        },
    )
