"""Makes `batch_documents` and `batch_mentions`: what arrived together is read and searched together, as a partition of Dagster's.

Which batches there are, the folders of the dataset say. Dagster is told of them by whoever starts it, by a sensor, and by the step that
gathers them (pipelines/articles/articles.py), which brings up to date those that nobody has.
"""

from collections.abc import Iterable, Iterator

import dagster as dg

from pipelines.batches.find import Batch, find_batches
from pipelines.batches.make import DOCUMENTS, codes, is_fresh, make_batch
from pipelines.batches.told import READ, SEARCHED, UNCHANGED, result
from pipelines.ids import sha256
from pipelines.mentions import mention_schemas
from pipelines.steps import is_current
from pipelines.storage import Tables

BATCHES = dg.DynamicPartitionsDefinition(name="batches")
ONE_RUN = dg.BackfillPolicy.single_run()
KINDS = {"parquet", "python"}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            READ,
            group_name="batches",
            description="The documents of a batch, each read by itself: an article, or why it is none.",
            code_version=codes()[DOCUMENTS],
            skippable=True,
            kinds=KINDS,
        )
    ],
    partitions_def=BATCHES,
    backfill_policy=ONE_RUN,
    name="read_batch",
)
def batch_documents(context: dg.AssetExecutionContext, tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Reads the files of a batch that are new or have changed. Where nothing at all has, here or after, what comes after is skipped."""
    batches = chosen(tables, context.partition_keys)
    if all(is_fresh(tables.build, batch) for batch in batches) and is_current(tables):
        for batch in batches:
            context.log_event(dg.AssetObservation(READ, partition=batch.name, metadata={"work": UNCHANGED}))
            context.log.info(f"{batch.name}: {UNCHANGED}")
        return
    done = [make_batch(tables.build, batch, tables.engine, mention_schemas(), search=False) for batch in batches]
    yield result(tables.build, READ, done)


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            SEARCHED,
            deps=[READ],
            group_name="batches",
            description="The quotations, figures and events in the articles of a batch, as the rules find them.",
            code_version=sha256(str(sorted(codes().items())))[:16],
            kinds=KINDS,
        )
    ],
    partitions_def=BATCHES,
    backfill_policy=ONE_RUN,
    name="search_batch",
)
def batch_mentions(context: dg.AssetExecutionContext, tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Searches the articles of a batch that are new, or for which the rules have changed."""
    done = [make_batch(tables.build, batch, tables.engine, mention_schemas()) for batch in chosen(tables, context.partition_keys)]
    yield result(tables.build, SEARCHED, done)


def chosen(tables: Tables, keys: Iterable[str]) -> list[Batch]:
    """The batches of these names.

    Raises:
        dg.Failure: there is none of such a name.
    """
    there = {batch.name: batch for batch in find_batches(tables.described().sources)}
    keys = list(keys)
    if missing := sorted(set(keys) - set(there)):
        raise dg.Failure(f"There is no batch {missing[0]!r} in the folders of the dataset; there are {', '.join(sorted(there)) or 'none'}.")
    return [there[key] for key in keys]
