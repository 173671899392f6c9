"""Foreign keys: whatever a row points to is there, and the counts of a row are those of its mentions."""

import polars as pl


def _dangling(table: pl.LazyFrame, column: str, target: pl.LazyFrame, key: str) -> pl.LazyFrame:
    schema = table.collect_schema()
    ids = table.select(schema.names()[0], reference=column)
    if schema[column] == pl.List(pl.String):
        ids = ids.explode("reference", empty_as_null=False)
    elif column == "harm":
        ids = ids.explode("reference", empty_as_null=False).with_columns(reference=pl.col("reference").struct.field("force_id"))
    missing = ids.filter(pl.col("reference").is_not_null()).join(target.select(reference=key), on="reference", how="anti")
    return missing.with_columns(column=pl.lit(column))


def articles_have_reports(reports: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    """Each article stands in `reports` once, and nothing else does. Returns the articles for which this is not so."""
    missing = articles.join(reports, on="article_id", how="anti").select("article_id", problem=pl.lit("article without report"))
    extra = reports.join(articles, on="article_id", how="anti").select("article_id", problem=pl.lit("report of no article"))
    return pl.concat([missing, extra])


def overlaps_link_articles(overlaps: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    """Both sides of an overlap are articles. Returns the keys that are not."""
    return pl.concat([_dangling(overlaps, side, articles, "article_id") for side in ("article_a", "article_b")])


def _mentions_link(mentions: pl.LazyFrame, articles: pl.LazyFrame, rows: pl.LazyFrame, key: str) -> pl.LazyFrame:
    """Mentions without their article or row, and rows without a mention or with another number of them than they say."""
    counted = mentions.group_by(key).agg(counted=pl.len(), counted_articles=pl.col("article_id").n_unique())
    wrong = rows.select(key, "n_mentions", "n_articles").join(counted, on=key, how="left")
    right = (pl.col("counted") == pl.col("n_mentions")) & (pl.col("counted_articles") == pl.col("n_articles"))
    miscounted = wrong.filter(~right.fill_null(False)).select(
        mention_id=pl.lit(None, pl.String), reference=key, column=pl.lit("n_mentions")
    )
    return pl.concat([_dangling(mentions, "article_id", articles, "article_id"), _dangling(mentions, key, rows, key), miscounted])


def quotes_link_mentions(quotes: pl.LazyFrame, quote_mentions: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    """Each mention has its article and its quotation, each quotation just the mentions it counts. Returns the keys that fail."""
    return _mentions_link(quote_mentions, articles, quotes, "quote_id")


def figures_link_mentions(troop_figures: pl.LazyFrame, figure_mentions: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    """Each mention has its article and its figure, each figure just the mentions it counts. Returns the keys that fail."""
    return _mentions_link(figure_mentions, articles, troop_figures, "figure_id")


def events_link_mentions(events: pl.LazyFrame, event_mentions: pl.LazyFrame, articles: pl.LazyFrame) -> pl.LazyFrame:
    """Each mention has its article and its event, each event just the mentions it counts. Returns the keys that fail."""
    return _mentions_link(event_mentions, articles, events, "event_id")


def _miscounted(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Rows with more reports than articles, or labelled single-source though they have several origins, or not though they have one."""
    alone = pl.col("n_origins") == 1
    return rows.filter((pl.col("n_reports") > pl.col("n_articles")) | (pl.col("single_source") != alone)).select(
        pl.nth(0), "n_articles", "n_reports", "n_origins", "single_source"
    )


def quotes_counted(quotes: pl.LazyFrame) -> pl.LazyFrame:
    """No more reports than articles, and `single_source` says that there is one origin. Returns the quotations where it is not so."""
    return _miscounted(quotes)


def figures_counted(troop_figures: pl.LazyFrame) -> pl.LazyFrame:
    """No more reports than articles, and `single_source` says that there is one origin. Returns the figures where it is not so."""
    return _miscounted(troop_figures)


def events_counted(events: pl.LazyFrame) -> pl.LazyFrame:
    """No more reports than articles, and `single_source` says that there is one origin. Returns the events where it is not so."""
    return _miscounted(events)


def figures_link_figures(troop_figures: pl.LazyFrame) -> pl.LazyFrame:
    """What a figure is part of, or comes on top of, is a figure. Returns the keys that are not."""
    return pl.concat([_dangling(troop_figures, column, troop_figures, "figure_id") for column in ("part_of", "excludes")])


def levels_link_figures(troop_levels: pl.LazyFrame, troop_figures: pl.LazyFrame) -> pl.LazyFrame:
    """The claims behind a level are figures. Returns the keys that are not."""
    return _dangling(troop_levels, "figure_ids", troop_figures, "figure_id")


def events_link_evidence(events: pl.LazyFrame, quotes: pl.LazyFrame, troop_figures: pl.LazyFrame) -> pl.LazyFrame:
    """The quotations and figures named by an event exist. Returns the keys that do not."""
    return pl.concat([_dangling(events, "quote_ids", quotes, "quote_id"), _dangling(events, "figure_ids", troop_figures, "figure_id")])


ENTITY_COLUMNS = {
    "quote_mentions": ["speaker_id"],
    "quotes": ["speaker_id"],
    "figure_mentions": ["force_id", "place_id", "claimed_by_id"],
    "troop_figures": ["force_id", "place_id"],
    "troop_levels": ["force_id", "place_id"],
    "event_mentions": ["actor_ids", "recipient_ids", "place_id", "harm"],
    "events": ["actor_ids", "recipient_ids", "place_id", "harm"],
}


def entities_hold_every_id(
    entities: pl.LazyFrame,
    quote_mentions: pl.LazyFrame,
    quotes: pl.LazyFrame,
    figure_mentions: pl.LazyFrame,
    troop_figures: pl.LazyFrame,
    troop_levels: pl.LazyFrame,
    event_mentions: pl.LazyFrame,
    events: pl.LazyFrame,
) -> pl.LazyFrame:
    """Every force, speaker, actor and place that any table names is an entity, and so is every parent. Returns the keys that are not."""
    tables = {
        "quote_mentions": quote_mentions, "quotes": quotes, "figure_mentions": figure_mentions, "troop_figures": troop_figures,
        "troop_levels": troop_levels, "event_mentions": event_mentions, "events": events,
    }  # fmt: skip
    parts = [_dangling(tables[name], column, entities, "entity_id") for name, cols in ENTITY_COLUMNS.items() for column in cols]
    parts.append(_dangling(entities, "parent_id", entities, "entity_id"))
    return pl.concat([part.select(pl.nth(0).alias("row"), "reference", "column") for part in parts])
