"""Makes `quote_mentions` and `quotes`: who said what in each article, and each utterance once."""

from collections.abc import Iterator

import dagster as dg

from checks.quotes import QuoteMentions
from pipelines.corrections.apply import apply_corrections
from pipelines.mentions import extract_all, narrowly_dated
from pipelines.quotes.extract import quotations
from pipelines.quotes.same_utterance import group_utterances
from pipelines.storage import Tables, asset_spec


@dg.multi_asset(
    specs=[asset_spec("quote_mentions", ["articles", "corrections"]), asset_spec("quotes", ["quote_mentions", "articles", "reports"])],
    name="read_quotes",
)
def quotes(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Finds the quotations of each article, then groups those that are one utterance."""
    articles, reports = narrowly_dated(tables.read("articles")), tables.read("reports")
    found = extract_all(articles, None, lambda document, _: quotations(document), QuoteMentions, "quote_id")
    fixed = apply_corrections("quote_mentions", found, tables.read("corrections"), articles).mentions
    mentions, utterances = group_utterances(fixed, articles, reports)
    yield tables.write("quote_mentions", mentions)
    yield tables.write("quotes", utterances)
