"""Makes `release`: the folder that a data user downloads, and a row for each of its files."""

import dagster as dg
import polars as pl

from checks.model import polars_schema
from checks.release import Release
from checks.tables import RELEASED
from pipelines.release.cut import cut_release, publish
from pipelines.release.verify import problems
from pipelines.storage import Tables, asset_spec


@dg.multi_asset(specs=[asset_spec("release", RELEASED)], name="cut_release")
def release(tables: Tables) -> dg.MaterializeResult:
    """Cuts the release, and publishes it under its version unless that exists: a published release is never touched."""
    dataset = tables.described()
    folder = dataset.build / "release"
    files = cut_release(dataset, tables.read, folder)
    if wrong := problems(folder):
        raise dg.Failure("The release is not whole. " + " ".join(wrong))
    state = publish(folder, dataset.releases, dataset.version) if dataset.releases else "not published"
    result = tables.write("release", pl.DataFrame(files, schema=polars_schema(Release)))
    return result._replace(metadata={**(result.metadata or {}), "version": dataset.version, "state": state})


@dg.asset_check(asset="release", name="whole", blocking=True, description="Every file has the size, hash and rows that the manifest says.")
def release_is_whole(tables: Tables) -> dg.AssetCheckResult:
    """Reads the release again from the disk."""
    wrong = problems(tables.described().build / "release")
    return dg.AssetCheckResult(passed=not wrong, description=" ".join(wrong) or "All files are as the manifest says.")
