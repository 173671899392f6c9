"""Makes `raw_documents`, `articles` and `rejects`: every document that was found, and what became of it."""

from collections.abc import Iterator

import dagster as dg

from pipelines.articles.documents import build_documents
from pipelines.corrections.withdrawn import read_withdrawn, withdrawn_sha256
from pipelines.storage import Tables, asset_spec


@dg.multi_asset(
    specs=[
        asset_spec("raw_documents").replace_attributes(code_version=withdrawn_sha256()),
        asset_spec("articles", ["raw_documents"]),
        asset_spec("rejects", ["raw_documents", "articles"]),
    ],
    name="read_documents",
)
def articles(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Finds, decodes and parses every document. One that cannot be read costs a row in `rejects`, never the run."""
    raw, read, rejected = build_documents(tables.described().sources, withdrawn=read_withdrawn(tables.fixes()))
    yield tables.write("raw_documents", raw)
    yield tables.write("articles", read)
    yield tables.write("rejects", rejected)
