"""Which wire a report traces to by its credits.

An agency in the dateline, `BRUSSELS (Reuters) -`, is the origin; else an agency that signs in the byline. An agency that is merely
quoted, or that did an interview the report draws on, is the origin of a passage and not of the report; `articles.agencies` lists these.
Where two wires sign, none is the origin. All printings of one report have one origin, so that a report never counts as two: the one its
canonical article credits, else the only one that any credits.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from pipelines.articles.agencies import AGENCY_NAME
from pipelines.reference import rows, split


def find_origins(articles: pl.DataFrame) -> list[str | None]:
    """Name of the wire for each article, in the order given; None where no wire, or more than one, signs.

    Args:
        articles: `text`, `blocks`, and `bylines` where there is that column.
    """
    datelines = articles.select(
        pl.struct(
            "text",
            pl.col("blocks")
            .list.eval(pl.element().filter(pl.element().struct.field("kind").is_in(["dateline", "byline"])))
            .alias("blocks"),
            pl.col("bylines") if "bylines" in articles.columns else pl.lit([], dtype=pl.List(pl.String)).alias("bylines"),
        )
    ).to_series()
    return [_origin(row["text"], row["blocks"] or [], row["bylines"] or []) for row in datelines]


def share_origins(canonical: Sequence[int], origins: Sequence[str | None]) -> list[str | None]:
    """The origin of each article's report, from the number of its canonical article and what it credits itself."""
    named: defaultdict[int, set[str]] = defaultdict(set)
    for first, origin in zip(canonical, origins, strict=True):
        if origin:
            named[first].add(origin)
    return [origins[first] or (min(named[first]) if len(named[first]) == 1 else None) for first in canonical]


def _origin(text: str | None, blocks: Sequence[dict], bylines: Sequence[str]) -> str | None:
    kinds = {
        kind: [(text or "")[block["start"] : block["end"]] for block in blocks if block["kind"] == kind] for kind in ("dateline", "byline")
    }
    return wire_in(kinds["dateline"]) or wire_in([*bylines, *kinds["byline"]])


def wire_in(parts: Sequence[str]) -> str | None:
    """The wire that short lines (datelines, bylines) name, if it is just one: by the tables, or by a name like Valley News Agency."""
    heads = [part[:400] for part in parts]
    named = {_wires()[match.group()] for head in heads for match in _pattern().finditer(head)}
    named |= {match.group() for head in heads for match in AGENCY_NAME.finditer(head)}
    return named.pop() if len(named) == 1 else None


@lru_cache(maxsize=1)
def _wires() -> dict[str, str]:
    """Printed form -> name, of the agencies whose copy other outlets print."""
    return {form: row["name"] for row in rows("agencies") if row["wire"] == "yes" for form in split(row["forms"])}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(_wires(), key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])")
