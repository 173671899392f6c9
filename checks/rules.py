"""What a rule is, and how one is run: it says what is wrong over whole tables, and only the columns and rows that it names are read.

The rules stand beside the models that they are about, in the other files of this folder. Knows nothing of Dagster.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping

import polars as pl

Rule = Callable[..., pl.LazyFrame | Iterator[pl.LazyFrame]]
"""Takes the tables that its parameters name, not yet read, and returns the offending rows, or yields them part by part."""
AT_ONCE = 20_000
"""Articles whose texts are held at once: as many as a row group of their file has, so that each is read once."""


def inputs(rule: Rule) -> list[str]:
    """Names of the tables that a rule takes."""
    return list(inspect.signature(rule).parameters)


def offending(rule: Rule, tables: Mapping[str, pl.DataFrame | pl.LazyFrame]) -> pl.DataFrame:
    """The rows that break a rule.

    Args:
        rule: the rule.
        tables: by name, at least those that it takes; of tables in files that are scanned it reads no more than it needs.
    """
    found = rule(**{name: tables[name].lazy() for name in inputs(rule)})
    return found.collect() if isinstance(found, pl.LazyFrame) else pl.concat([part.collect() for part in found])


def some_articles(articles: pl.LazyFrame) -> Iterator[pl.Expr]:
    """Conditions on `article_id`, of which every row of any table fits one: for rules that cannot hold the texts of all articles.

    Args:
        articles: in whatever order; the conditions hold for AT_ONCE of them each.
    """
    key = pl.col("article_id")
    bounds = articles.select(key.sort()).collect()["article_id"].gather_every(AT_ONCE)[1:]
    low = pl.lit(value=True)
    for bound in bounds:
        yield low & (key.is_null() | (key < bound))
        low = key >= bound
    yield low
