"""What a worker does: reads documents, finds mentions. A function each from plain values to a table; never raises for a document's sake."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from pipelines.articles.documents import READ_SCHEMA, broken_row, document_row
from pipelines.articles.raw import BROKE, Problem, RawDocument
from pipelines.mentions import Schema, document_of, extract_together, quotes_in

BROKEN = "broken"
"""Name of the table of articles that broke an extractor."""

Row = dict[str, Any]


class Numbered(NamedTuple):
    """A document, its file, and its place in it."""

    file: str
    place: int
    document: RawDocument


def read_some(documents: Sequence[Numbered]) -> pl.DataFrame:
    """Rows of READ_SCHEMA, one for each document."""
    return pl.DataFrame([document_row(*one) for one in documents], schema=READ_SCHEMA)


def broken_document(one: Numbered, problem: Problem) -> pl.DataFrame:
    """The row of a document that broke its reader."""
    return pl.DataFrame([broken_row(*one, problem)], schema=READ_SCHEMA)


def extract_some(articles: Sequence[Row], wanted: Sequence[str], schemas: Mapping[str, Schema]) -> dict[str, pl.DataFrame]:
    """Mentions in some articles, with the `source` of the document that they stand in, and the articles that are `broken`.

    Args:
        articles: `source` and READ of each; in `spoken` rows of its quotations, where these are not wanted.
        wanted: tables of mentions.
        schemas: columns of each.
    """
    rows: dict[str, list[Row]] = {table: [] for table in wanted}
    broken: list[Row] = []
    for article in articles:
        source, spoken = article["source"], quotes_in(article.get("spoken") or [])
        try:
            found = extract_together(article["article_id"], document_of(article), wanted, spoken)
        except Exception as error:  # an article that breaks a rule costs its row, never the run
            broken.append({"source": source, "reason": BROKE, "detail": f"Searching it ended in {type(error).__name__}."})
            continue
        for table, some in found.items():
            rows[table] += [{"source": source, **row} for row in some]
    return {table: _frame(some, {"source": pl.String(), **schemas[table]}) for table, some in rows.items()} | {BROKEN: broken_frame(broken)}


def broken_article(article: Row, problem: Problem, wanted: Sequence[str], schemas: Mapping[str, Schema]) -> dict[str, pl.DataFrame]:
    """What is found in an article that broke its process: nothing, and why."""
    none = extract_some([], wanted, schemas)
    return none | {BROKEN: broken_frame([{"source": article["source"], "reason": problem.reason, "detail": problem.detail}])}


def broken_frame(rows: Sequence[Row]) -> pl.DataFrame:
    """Articles that broke an extractor."""
    return pl.DataFrame(rows, schema={"source": pl.String, "reason": pl.String, "detail": pl.String})


def _frame(rows: Sequence[Row], schema: Schema) -> pl.DataFrame:
    return pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema=schema)
