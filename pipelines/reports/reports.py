"""Makes `overlaps` and `reports`: which articles share words, and which are printings of one report."""

from collections.abc import Iterator

import dagster as dg

from pipelines.reports.copies import group_copies
from pipelines.reports.overlaps import find_overlaps
from pipelines.storage import Tables, asset_spec


@dg.multi_asset(specs=[asset_spec("overlaps", ["articles"]), asset_spec("reports", ["articles", "overlaps"])], name="compare_articles")
def reports(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Finds shared passages, then the sets of articles that are copies of one another."""
    articles = tables.read("articles")
    shared = find_overlaps(articles)
    yield tables.write("overlaps", shared)
    yield tables.write("reports", group_copies(articles, shared))
