"""Makes `event_mentions` and `events`: who did what to whom in each article, and each event once."""

from collections.abc import Iterator
from functools import partial

import dagster as dg

from pipelines.batches.told import SEARCHED, found_again, versions_of
from pipelines.corrections.apply import apply_corrections
from pipelines.events.same_event import group_events
from pipelines.mentions import narrowly_dated
from pipelines.steps import step
from pipelines.storage import Tables

PLACE = ["article_id", "char_start", "char_end"]


@step(
    "read_events",
    {
        "event_mentions": [SEARCHED, "articles", "quote_mentions", "corrections"],
        "events": ["event_mentions", "articles", "reports", "quotes", "troop_figures", "figure_mentions"],
    },
    rules=["pipelines.corrections.apply", "pipelines.events.same_event"],
    facts=partial(versions_of, parts=("event_mentions", "quote_mentions")),
)
def events(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Takes the events of each article, then groups those that are one event."""
    articles = narrowly_dated(tables.read("articles", ["article_id", "source", "published_earliest", "published_latest"]))
    found = found_again(tables, "event_mentions", articles)
    fixed = apply_corrections("event_mentions", found, tables.read("corrections"), tables.scan("articles")).mentions
    del found
    quotes = tables.read("quote_mentions", [*PLACE, "quote_id", "kind", "surface"])
    figures = tables.read("figure_mentions", [*PLACE, "figure_id"])
    mentions, happened = group_events(fixed, articles, tables.read("reports"), quotes, figures, tables.build / "groups")
    del fixed, quotes, figures
    yield tables.write("event_mentions", mentions)
    yield tables.write("events", happened)
