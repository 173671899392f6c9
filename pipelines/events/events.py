"""Makes `event_mentions` and `events`: who did what to whom in each article, and each event once."""

from collections.abc import Iterator

import dagster as dg

from checks.events import EventMentions
from pipelines.corrections.apply import apply_corrections
from pipelines.events.extract import events as find_events
from pipelines.events.same_event import group_events
from pipelines.mentions import extract_all, narrowly_dated
from pipelines.storage import Tables, asset_spec


@dg.multi_asset(
    specs=[
        asset_spec("event_mentions", ["articles", "quote_mentions", "corrections"]),
        asset_spec("events", ["event_mentions", "articles", "reports", "quotes", "troop_figures", "figure_mentions"]),
    ],
    name="read_events",
)
def events(tables: Tables) -> Iterator[dg.MaterializeResult]:
    """Finds the events of each article, then groups those that are one event."""
    articles, reports, quotes = narrowly_dated(tables.read("articles")), tables.read("reports"), tables.read("quote_mentions")
    found = extract_all(articles, quotes, find_events, EventMentions, "event_id", "joined_on")
    fixed = apply_corrections("event_mentions", found, tables.read("corrections"), articles).mentions
    mentions, happened = group_events(fixed, articles, reports, quotes, tables.read("figure_mentions"))
    yield tables.write("event_mentions", mentions)
    yield tables.write("events", happened)
