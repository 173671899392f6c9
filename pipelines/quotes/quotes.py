"""Makes `quote_mentions` and `quotes`: who said what in each article, and each utterance once."""

from collections.abc import Iterator
from functools import partial

import dagster as dg

from pipelines.batches.told import SEARCHED, found_in, versions_of
from pipelines.corrections.apply import apply_corrections
from pipelines.mentions import narrowly_dated
from pipelines.quotes.same_utterance import group_utterances
from pipelines.steps import step
from pipelines.storage import Tables


@step(
    "read_quotes",
    {"quote_mentions": [SEARCHED, "articles", "corrections"], "quotes": ["quote_mentions", "articles", "reports"]},
    rules=["pipelines.corrections.apply", "pipelines.quotes.same_utterance"],
    facts=partial(versions_of, parts=("quote_mentions",)),
)
def quotes(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Takes the quotations of each article, puts right what people have corrected, then groups those that are one utterance."""
    articles = narrowly_dated(tables.scan("articles"))
    found = found_in(tables, "quote_mentions", articles.select("source").collect())
    fixed = apply_corrections("quote_mentions", found, tables.read("corrections"), tables.scan("articles")).mentions
    del found
    mentions, utterances = group_utterances(fixed, articles, tables.read("reports"), tables.build / "groups")
    del fixed
    yield tables.write("quote_mentions", mentions)
    yield tables.write("quotes", utterances)
