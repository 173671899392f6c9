"""Makes `corrections`: what humans have put right in the mentions of this build."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from pipelines.corrections.entries import FOLDER, read_entries
from pipelines.corrections.rows import correction_rows
from pipelines.ids import sha256
from pipelines.steps import step
from pipelines.storage import Tables


def content(folder: Path = FOLDER) -> str:
    """Hash over the fixes of a folder: when it changes, the asset is out of date."""
    files = sorted(folder.glob("*.yml"))
    return sha256("\0".join(f"{path.name}\0{sha256(path.read_bytes())}" for path in files))


@step(
    "read_corrections",
    {"corrections": ["raw_documents", "articles"]},
    rules=["pipelines.corrections.rows"],
    facts=lambda tables: [content(tables.fixes())],
    told=content(),
)
def corrections(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Reads seeds/corrections. The mention tables are made from it, so a changed fix is a changed input of theirs."""
    found = correction_rows(read_entries(tables.fixes()), tables.scan("articles"), tables.scan("raw_documents"))
    yield tables.write("corrections", found)
