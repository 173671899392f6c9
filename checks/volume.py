"""Whether as much comes in as did before: a check that warns and blocks nothing, for a source that falls silent breaks no table."""

from collections.abc import Sequence
from statistics import median

import dagster as dg

ASSET = "articles"
RUNS = 10
"""Earlier runs that are looked at."""
LEAST = 0.8
"""Share of what there was that there must still be."""
REJECTED = 0.5
"""Share of the documents that may be rejected."""


@dg.asset_check(
    asset=ASSET,
    name="volume",
    additional_deps=["raw_documents"],
    description=f"At least {LEAST:.0%} of the articles that there were, and at most {REJECTED:.0%} of the documents rejected.",
)
def volume(context: dg.AssetCheckExecutionContext, tables: dg.ResourceParam[object]) -> dg.AssetCheckResult:
    """Compares the number of articles with that of earlier runs, as Dagster remembers them."""
    status = tables.read("raw_documents", ["status"])["status"]  # type: ignore[attr-defined]
    counts = earlier_counts(context.instance)
    said = sentences(int((status == "article").sum()), int((status == "rejected").sum()), len(status), counts)
    return dg.AssetCheckResult(
        passed=not said,
        severity=dg.AssetCheckSeverity.WARN,
        description=" ".join(said) or "As many articles as there were, and most documents are articles.",
        metadata={"earlier": dg.MetadataValue.json(counts)},
    )


def sentences(articles: int, rejected: int, documents: int, earlier: Sequence[int]) -> list[str]:
    """What there is to warn of."""
    said = []
    if earlier and articles < LEAST * median(earlier):
        said.append(f"{articles:,} articles, where there were {median(earlier):,.0f}.")
    if rejected > REJECTED * documents:
        said.append(f"{rejected:,} of {documents:,} documents are rejected.")
    return said


def earlier_counts(instance: dg.DagsterInstance) -> list[int]:
    """Numbers of articles in the runs before the last."""
    records = instance.fetch_materializations(dg.AssetKey(ASSET), limit=RUNS + 1).records
    made = [record.asset_materialization for record in records]
    return [int(str(one.metadata["dagster/row_count"].value)) for one in made[1:] if one and "dagster/row_count" in one.metadata]
