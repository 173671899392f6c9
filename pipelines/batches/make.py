"""Reads and searches one batch, as far as it has changed: what its files, the rules and the libraries leave as it was is not done again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.articles.documents import READ_SCHEMA
from pipelines.batches.engine import Engine
from pipelines.batches.find import Batch, Hashed, content, hash_files
from pipelines.batches.store import BatchStore, locked
from pipelines.batches.work import BROKEN, extract_some
from pipelines.code import code_version
from pipelines.ids import sha256
from pipelines.mention_rows import EXTRACTORS
from pipelines.mentions import READ, Schema, narrowly_dated

DOCUMENTS = "documents"
SEARCHED = "searched"
"""Table of the documents that were searched: `source`, `reading`."""
QUOTES = "quote_mentions"
MODULES = {
    DOCUMENTS: "pipelines.articles.documents",
    QUOTES: "pipelines.quotes.extract",
    "figure_mentions": "pipelines.troop_figures.extract",
    "event_mentions": "pipelines.events.extract",
}
"""What each table is made by."""
AROUND = ("pipelines.articles.cited", "pipelines.text.document")
"""What all tables of mentions are made by besides; and of the modules ALONE that hold the extractors together their own code."""
ALONE = ("pipelines.batches.work", "pipelines.mention_rows", "pipelines.mentions")
LIBRARIES = ("charset-normalizer", "fastwarc", "lxml", "py3langid", "trafilatura")
NEW, RULES, CHANGED = "it is new", "the rules have changed", "its documents have changed"


@dataclass
class Work:
    """What was done for a batch, and why; nothing where all was as it was."""

    batch: str
    why: dict[str, str] = field(default_factory=dict)
    """By table: why it was made."""
    done: dict[str, int] = field(default_factory=dict)
    """By table: how many documents were worked on for it; the rest was as it was."""


def codes() -> dict[str, str]:
    """The version of the code behind each table of a batch."""
    found = {table: code_version(module, *AROUND, alone=ALONE) for table, module in MODULES.items() if table != DOCUMENTS}
    return {DOCUMENTS: code_version(MODULES[DOCUMENTS], libraries=LIBRARIES), **found}


def is_fresh(build: Path, batch: Batch) -> bool:
    """Whether nothing is to be done for a batch."""
    store, now = BatchStore(build, batch.name), codes()
    return not _stale_documents(store, content(hash_files(batch, store.files)), now) and not _stale_mentions(store, now)


def make_batch(build: Path, batch: Batch, engine: Engine, schemas: Mapping[str, Schema], *, search: bool = True) -> Work:
    """Brings the tables of a batch up to date.

    Args:
        build: the folder of the tables.
        batch: its files.
        engine: where the work is done.
        schemas: columns of the tables of mentions.
        search: whether mentions are found too, or documents read alone.
    """
    work = Work(batch.name)
    with locked(BatchStore(build, batch.name).folder):
        store = BatchStore(build, batch.name)
        files, now = hash_files(batch, store.files), codes()
        if why := _stale_documents(store, content(files), now):
            work.why[DOCUMENTS] = why
            _read(store, batch, files, engine, now[DOCUMENTS], work)
        if search and _stale_mentions(store, now):
            _search(store, engine, schemas, now, work)
        if work.why or files != store.files:
            store.save(files)
    return work


def _stale_documents(store: BatchStore, made_from: str, now: Mapping[str, str]) -> str | None:
    """Why documents have to be read, None where they need not be."""
    if store.is_fresh(DOCUMENTS, made_from, now[DOCUMENTS]):
        return None
    return _why(store, DOCUMENTS, now[DOCUMENTS], "its files have changed")


def _stale_mentions(store: BatchStore, now: Mapping[str, str]) -> dict[str, str]:
    """By table of mentions that is not up to date: why."""
    if DOCUMENTS not in store.parts:
        return dict.fromkeys(EXTRACTORS, NEW)
    stale: dict[str, str] = {}
    for table in EXTRACTORS:
        if stale.get(QUOTES) == CHANGED:
            stale[table] = CHANGED
        elif not store.is_fresh(table, _made_from(store, table), now[table]):
            stale[table] = _why(store, table, now[table], CHANGED if table == QUOTES else "its quotations have changed")
    if stale and BROKEN in store.parts and store.parts[BROKEN].rows:  # other rules may not break, and an article is there as a whole or not
        return {table: stale.get(table, "articles are searched again that broke the rules before") for table in EXTRACTORS}
    return stale


def _made_from(store: BatchStore, table: str) -> str:
    """What a table of mentions is made from, as it is now."""
    read = store.parts[DOCUMENTS].sha256
    return read if table == QUOTES else sha256(read + (store.parts[QUOTES].sha256 if QUOTES in store.parts else ""))


def _why(store: BatchStore, table: str, code: str, otherwise: str) -> str:
    held = store.parts.get(table)
    return NEW if held is None else RULES if held.code != code else otherwise


def _read(store: BatchStore, batch: Batch, files: Mapping[str, Hashed], engine: Engine, code: str, work: Work) -> None:
    """Reads the files that were not read before by the same code."""
    held = store.parts.get(DOCUMENTS)
    same = {name for name, hashed in files.items() if name in store.files and store.files[name].sha256 == hashed.sha256}
    parts = [pl.DataFrame(schema=READ_SCHEMA)]
    if held and held.code == code and (store.folder / held.file).is_file():
        parts.append(store.read(DOCUMENTS).filter(pl.col("file").is_in(list(same))))
    else:
        same = set()
    for rows in engine.read([found for found in batch.files if found.source not in same]):
        parts.append(rows)
        work.done[DOCUMENTS] = work.done.get(DOCUMENTS, 0) + rows.height
    store.write(DOCUMENTS, pl.concat(parts).sort("file", "place"), content(files), code)


def _search(store: BatchStore, engine: Engine, schemas: Mapping[str, Schema], now: Mapping[str, str], work: Work) -> None:
    """Finds the mentions of the tables that are not up to date; where the rules for quotations have changed alone, these first."""
    while stale := _stale_mentions(store, now):
        alone = stale.get(QUOTES) == RULES and len(stale) < len(EXTRACTORS)
        wanted = [QUOTES] if alone else list(stale)
        work.why |= {table: stale[table] for table in wanted}
        _find(store, engine, {table: schemas[table] for table in wanted}, now, work)


def _find(store: BatchStore, engine: Engine, schemas: Mapping[str, Schema], now: Mapping[str, str], work: Work) -> None:
    """Makes the tables that `schemas` names."""
    articles = narrowly_dated(store.read(DOCUMENTS, ["source", "reading", *READ])).filter(pl.col("reading").is_not_null())
    kept = _kept(store, list(schemas), now, articles)
    new = articles.join(kept, on="source", how="anti", maintain_order="left")
    if QUOTES not in schemas:
        new = _with_quotes(new, store.read(QUOTES))
    parts = {table: [store.read(table).join(kept, on="source", how="semi")] if kept.height else [] for table in (*schemas, BROKEN)}
    for found in [*engine.search(new.drop("reading"), list(schemas), schemas), extract_some([], list(schemas), schemas)]:
        for table, rows in found.items():
            parts[table].append(rows)
    tables = {table: pl.concat(rows) for table, rows in parts.items()}
    for table in (table for table in EXTRACTORS if table in schemas):  # quotations first: the others are made from them
        store.write(table, tables[table].sort("source", "mention_id"), _made_from(store, table), now[table])
    store.write(BROKEN, tables[BROKEN].sort("source"), store.parts[DOCUMENTS].sha256, "")
    store.write(SEARCHED, articles.select("source", "reading").sort("source"), store.parts[DOCUMENTS].sha256, "")
    work.done |= dict.fromkeys(schemas, new.height)


def _kept(store: BatchStore, wanted: Sequence[str], now: Mapping[str, str], articles: pl.DataFrame) -> pl.DataFrame:
    """`source` and `reading` of the articles that were searched before, for all that is wanted and by the same rules."""
    held = [store.parts.get(table) for table in (*EXTRACTORS, SEARCHED, BROKEN)]
    same_rules = all(held) and all(store.parts[table].code == now[table] for table in wanted)
    if QUOTES not in wanted or not same_rules:
        return articles.select("source", "reading").clear()
    return store.read(SEARCHED).join(articles, on=["source", "reading"], how="semi")


def _with_quotes(articles: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Articles with the rows of their quotations, in `spoken`."""
    spoken = quotes.group_by("source").agg(spoken=pl.struct(pl.exclude("source")))
    return articles.join(spoken, on="source", how="left", maintain_order="left")
