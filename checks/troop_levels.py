"""What a row of `troop_levels` is. How it is made stands in pipelines/troop_figures/troop_figures.py."""

import polars as pl

from checks.columns import ORIGINS, Strings, Table, column, count, key, link, one_of


class TroopLevels(Table):
    """How many of one force were in one place in one month, as claimed."""

    level_id: str = key("level", "lev")
    force_id: str = link("entities")
    force_name: str = column("the force by name")
    place_id: str = link("entities", nullable=True)
    place_name: str = column("the place by name", nullable=True)
    period: str = column("month, as YYYY-MM", str_matches=r"^\d{4}-\d{2}$")
    low: int = column("least that any claim allows", unit="persons", ge=0)
    best: int = column("the value with the most independent origins; of equals the latest, then the greatest", unit="persons", ge=0)
    high: int = column("greatest that any claim allows", unit="persons", ge=0)
    figure_ids: Strings = column("the claims, sorted: keys into troop_figures")
    n_reports_low: int = count("reports behind the least, independent of one another")
    n_reports_best: int = count("reports behind the best, independent of one another")
    n_reports_high: int = count("reports behind the greatest, independent of one another")
    n_claims: int = count("claims that differ")
    n_reports: int = count("reports that are no copies of one another")
    n_origins: int = count(ORIGINS)
    arithmetic: str = one_of(
        "whether parts and whole, or present and leaving, can be true together", ["consistent", "inconsistent", "untested"]
    )
    arithmetic_note: str = column("the sum that was done, in a line", nullable=True)


def best_within_bounds(troop_levels: pl.LazyFrame) -> pl.LazyFrame:
    """low <= best <= high. Returns the levels where it is not so."""
    return troop_levels.filter((pl.col("low") > pl.col("best")) | (pl.col("best") > pl.col("high"))).select(
        "level_id", "low", "best", "high"
    )
