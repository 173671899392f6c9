"""All tables in the order in which they are made, each with its model and the rules that its rows keep."""

from typing import NamedTuple

from checks import (
    articles,
    changes,
    corrections,
    entities,
    events,
    evidence,
    links,
    overlaps,
    quality,
    quotes,
    raw_documents,
    registry,
    rejects,
    release,
    reports,
    troop_figures,
    troop_levels,
)
from checks.model import Model
from checks.rules import Rule


class Spec(NamedTuple):
    """What is asked of a table. Its rules are as checks/rules.py has them."""

    model: Model
    group: str
    rules: tuple[Rule, ...] = ()
    since: str = "0.1.0"
    """Schema version of the first releases that carry it; older ones are whole without it."""


TABLES: dict[str, Spec] = {
    "raw_documents": Spec(raw_documents.RawDocuments, "documents"),
    "articles": Spec(articles.Articles, "documents", (articles.blocks_resolve, articles.window_holds_date)),
    "rejects": Spec(rejects.Rejects, "documents", (raw_documents.documents_add_up,)),
    "overlaps": Spec(
        overlaps.Overlaps, "independence", (overlaps.pairs_in_order, links.overlaps_link_articles, evidence.overlap_spans_lie_within)
    ),
    "reports": Spec(reports.Reports, "independence", (reports.one_canonical_each, reports.one_origin_each, links.articles_have_reports)),
    "corrections": Spec(corrections.Corrections, "evidence", (corrections.corrections_link_articles,), since="0.4.0"),
    "quote_mentions": Spec(quotes.QuoteMentions, "evidence", (evidence.quote_spans_resolve, evidence.speaker_spans_resolve)),
    "quotes": Spec(quotes.Quotes, "record", (links.quotes_link_mentions, links.quotes_counted)),
    "figure_mentions": Spec(troop_figures.FigureMentions, "evidence", (evidence.figure_spans_resolve, troop_figures.retractions_link)),
    "troop_figures": Spec(
        troop_figures.TroopFigures,
        "record",
        (
            troop_figures.bounds_in_order,
            troop_figures.conflicts_have_two_sides,
            troop_figures.history_in_order,
            links.figures_link_mentions,
            links.figures_counted,
            links.figures_link_figures,
        ),
    ),
    "troop_levels": Spec(troop_levels.TroopLevels, "record", (troop_levels.best_within_bounds, links.levels_link_figures)),
    "event_mentions": Spec(events.EventMentions, "evidence", (evidence.event_spans_resolve,)),
    "events": Spec(
        events.Events,
        "record",
        (
            events.window_in_order,
            events.claims_in_order,
            links.events_link_mentions,
            links.events_counted,
            links.events_link_evidence,
            corrections.corrections_hold,
        ),
    ),
    "entities": Spec(entities.Entities, "record", (links.entities_hold_every_id,)),
    "changes": Spec(changes.Changes, "release", (changes.changes_say_what,), since="0.7.0"),
    "registry": Spec(registry.Registry, "release", (registry.gone_have_a_reason,), since="0.7.0"),
    "quality": Spec(quality.Quality, "release", since="0.7.0"),
    "release": Spec(release.Release, "release"),
}

RELEASED = [name for name in TABLES if name != "release"]
"""The tables that a release carries."""

COMPARED = [name for name in RELEASED if TABLES[name].group != "release"]
"""Those that two releases are compared by: all but what is told of the release itself."""
