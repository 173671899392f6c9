"""Makes `overlaps` and `reports`: which articles share words, and which are printings of one report."""

from collections.abc import Iterator

import dagster as dg

from pipelines.steps import step
from pipelines.storage import Tables


@step("compare_articles", {"overlaps": ["articles"], "reports": ["articles", "overlaps"]}, rules=["pipelines.reports.compare"])
def reports(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Finds shared passages, then the sets of articles that are copies of one another; articles compared before are not compared again."""
    overlaps, printings = tables.engine.compare(tables.file("articles"))
    yield tables.write("overlaps", overlaps)
    yield tables.write("reports", printings)
