"""Makes `release`, the folder that a data user downloads, and what is told of it: `changes`, `registry` and `quality`."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import polars as pl

from checks.model import polars_schema
from checks.release import Release
from checks.tables import COMPARED, RELEASED
from pipelines.errors import Refused
from pipelines.release.changes import difference
from pipelines.release.cut import cut_release, publish, state_of
from pipelines.release.diff import open_sides
from pipelines.release.quality import quality_rows
from pipelines.release.refuse import refusals
from pipelines.release.registry import next_registry, registry_of
from pipelines.release.verify import problems
from pipelines.release.versions import earlier
from pipelines.release.withhold import release_form
from pipelines.storage import Tables, asset_spec

READ_AT_ONCE = 8_000
"""Characters of a page of the release that its asset shows."""


@dg.multi_asset(specs=[asset_spec("changes", COMPARED), asset_spec("registry", ["changes"])], name="compare_releases")
def changes(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Compares the tables, as a release has them, with the release before."""
    dataset = tables.described()
    before = earlier(dataset.earlier, dataset.version)
    db = open_sides(before[-1] if before else None)
    for name in COMPARED:
        db.register(f"after_{name}", release_form(name, tables.read(name)))
    found = difference(db).changes
    yield tables.write("changes", found)
    yield tables.write("registry", next_registry(registry_of(before), found, dataset.version))


@dg.multi_asset(specs=[asset_spec("quality")], name="read_quality")
def quality(tables: Tables) -> dg.MaterializeResult:
    """Takes the scores from where `make score` has put them, and holds the rules that were measured against these."""
    return tables.write("quality", quality_rows())


@dg.multi_asset(specs=[asset_spec("release", RELEASED)], name="cut_release")
def release(tables: Tables) -> dg.MaterializeResult:
    """Cuts the release. With `publish`, it goes beside the earlier ones unless it is refused; a published release is never touched."""
    dataset = tables.described()
    folder = dataset.build / "release"
    files = cut_release(dataset, tables.read, folder)
    if wrong := problems(folder):
        raise Refused("\n".join(wrong))
    state = "not published"
    if dataset.releases:
        state = state_of(folder, dataset.releases, dataset.version)
        if tables.publish and state == "unpublished" and (reasons := refusals(dataset, tables.read("quality"))):
            raise Refused("\n".join(reasons))
        if tables.publish:
            state = publish(folder, dataset.releases, dataset.version)
    result = tables.write("release", pl.DataFrame(files, schema=polars_schema(Release)))
    return result._replace(metadata={**(result.metadata or {}), "version": dataset.version, "state": state, **_pages(folder)})


def _pages(folder: Path) -> dict[str, dg.MetadataValue]:
    """Where the release lies, and what it says of itself: a browser opens no file from a page, so its own pages are shown."""
    pages = {"what it is": "DATASHEET.md", "what changed": "DIFF.md"}
    shown = {name: _head((folder / page).read_text(encoding="utf-8")) for name, page in pages.items() if (folder / page).is_file()}
    return {"folder": dg.MetadataValue.path(folder.resolve())} | {name: dg.MetadataValue.md(text) for name, text in shown.items()}


def _head(page: str) -> str:
    """As much of a page as is read at once, to the end of a line."""
    return page if len(page) <= READ_AT_ONCE else f"{page[:READ_AT_ONCE].rpartition(chr(10))[0]}\n\n… the rest stands in the folder."


@dg.asset_check(asset="release", name="whole", blocking=True, description="Every file has the size, hash and rows that the manifest says.")
def release_is_whole(tables: Tables) -> dg.AssetCheckResult:
    """Reads the release again from the disk."""
    wrong = problems(tables.described().build / "release")
    return dg.AssetCheckResult(passed=not wrong, description=" ".join(wrong) or "All files are as the manifest says.")
