"""Makes `raw_documents`, `articles` and `rejects`: every document that was found, and what became of it."""

from collections.abc import Iterator

import dagster as dg

from pipelines.articles.find import find_documents
from pipelines.batches.gather import gather_documents
from pipelines.batches.make import DOCUMENTS
from pipelines.batches.told import READ, SEARCHED, make_all, stores_of, versions_of
from pipelines.batches.work import BROKEN
from pipelines.corrections.withdrawn import read_withdrawn, withdrawn_sha256
from pipelines.steps import step
from pipelines.storage import Tables


def facts(tables: Tables) -> list[str]:
    """The batches, and what was taken back."""
    return [*versions_of(tables, DOCUMENTS, BROKEN), withdrawn_sha256(tables.fixes())]


@step(
    "read_documents",
    {"raw_documents": [READ, SEARCHED], "articles": [READ, "raw_documents"], "rejects": ["raw_documents", "articles"]},
    rules=["pipelines.batches.gather"],
    facts=facts,
    before=make_all,
    told=withdrawn_sha256(),
)
def articles(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Puts the batches together, those that nobody has read yet included. A document that cannot be used costs a row in `rejects`."""
    files = [found.source for found in find_documents(tables.described().sources)]
    raw, read, rejected = gather_documents(stores_of(tables), files, read_withdrawn(tables.fixes()))
    yield tables.write("raw_documents", raw)
    yield tables.write("articles", read)
    yield tables.write("rejects", rejected)
