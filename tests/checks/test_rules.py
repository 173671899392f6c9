"""Every rule holds for the sample, and has a counterexample that it names."""

from collections.abc import Callable
from datetime import date

import pandera.errors
import polars as pl
import pytest

from checks import rules
from checks.events import REPORTED_CLAIM
from checks.rules import offending
from checks.tables import TABLES

Tables = dict[str, pl.DataFrame]
RULES = {rule.__name__: rule for spec in TABLES.values() for rule in spec.rules}


def put(table: pl.DataFrame, column: str, value: object) -> pl.DataFrame:
    """The table with another value in the first row of a column."""
    first = pl.int_range(pl.len()) == 0
    return table.with_columns(pl.when(first).then(pl.lit(value, dtype=table.schema[column])).otherwise(column).alias(column))


def spoil(table: str, column: str, value: object) -> Callable[[Tables], Tables]:
    return lambda tables: tables | {table: put(tables[table], column, value)}


def drop(table: str) -> Callable[[Tables], Tables]:
    return lambda tables: tables | {table: tables[table].slice(1)}


def only(table: str, condition: pl.Expr) -> Callable[[Tables], Tables]:
    """Keeps the rows that fit and the first row last, so that the next change hits one of them."""
    return lambda tables: tables | {table: tables[table].filter(condition)}


def chain(*changes: Callable[[Tables], Tables]) -> Callable[[Tables], Tables]:
    def run(tables: Tables) -> Tables:
        for change in changes:
            tables = change(tables)
        return tables

    return run


def happening(**fields: object) -> dict[str, object]:
    """An entry of a history."""
    return {"date": None, "what": "first_told", "article_id": None, "figure_id": None, "value": None, "note": None} | fields


def claim(**fields: object) -> dict[str, object]:
    """A claim of one person killed."""
    told = {"how": "killed", "kind": "unsaid", "who": "unsaid", "low": 1, "high": 1, "role": "own", "stage": "current"}
    return dict.fromkeys(REPORTED_CLAIM) | told | fields


BLOCK_BACKWARDS = [{"start": 9, "end": 5, "kind": "body"}]
HAS_SPEAKER = pl.col("speaker_start").is_not_null()
IN_PLACE_OF_DUPLICATES = pl.when(pl.col("status") == "duplicate").then(pl.lit("art_0000000000000000")).otherwise("article_id")
COUNTED = {"quotes_counted": "quotes", "figures_counted": "troop_figures", "events_counted": "events"}
COUNTEREXAMPLES: dict[str, list[Callable[[Tables], Tables]]] = {
    "blocks_resolve": [
        spoil("articles", "blocks", BLOCK_BACKWARDS),
        spoil("articles", "blocks", [{"start": 0, "end": 10**9, "kind": "body"}]),
    ],
    "window_holds_date": [
        chain(only("articles", pl.col("published_at").is_not_null()), spoil("articles", "published_latest", date(1990, 1, 1)))
    ],
    "documents_add_up": [
        drop("articles"),
        drop("rejects"),
        drop("raw_documents"),
        spoil("raw_documents", "duplicate_basis", "bytes"),
        lambda t: t | {"raw_documents": t["raw_documents"].with_columns(article_id=IN_PLACE_OF_DUPLICATES)},
    ],
    "pairs_in_order": [lambda t: t | {"overlaps": t["overlaps"].rename({"article_a": "article_b", "article_b": "article_a"})}],
    "overlaps_link_articles": [spoil("overlaps", "article_a", "art_0000000000000000")],
    "overlap_spans_lie_within": [spoil("overlaps", "b_end", 10**9), spoil("overlaps", "article_b", "art_0000000000000000")],
    "one_canonical_each": [lambda t: t | {"reports": t["reports"].with_columns(relation=pl.lit("excerpt"))}],
    "one_origin_each": [
        spoil("reports", "origin_basis", "nothing"),
        lambda t: t | {"reports": t["reports"].with_columns(report_id=pl.lit("rep_0"), origin="article_id", origin_basis=pl.lit("copy"))},
    ],
    "articles_have_reports": [drop("reports"), drop("articles")],
    "quote_spans_resolve": [
        spoil("quote_mentions", "surface", "never said"),
        spoil("quote_mentions", "article_id", "art_0000000000000000"),
    ],
    "speaker_spans_resolve": [chain(only("quote_mentions", HAS_SPEAKER), spoil("quote_mentions", "speaker_surface", "nobody at all"))],
    "quotes_link_mentions": [
        drop("quotes"),
        spoil("quotes", "n_mentions", 99),
        spoil("quote_mentions", "article_id", "art_0000000000000000"),
    ],
    **{rule: [spoil(table, "n_reports", 99), spoil(table, "n_origins", 0)] for rule, table in COUNTED.items()},
    "figure_spans_resolve": [spoil("figure_mentions", "char_end", 0)],
    "bounds_in_order": [chain(only("troop_figures", pl.col("value").is_not_null()), spoil("troop_figures", "low", 10**12))],
    "conflicts_have_two_sides": [spoil("troop_figures", "conflict_id", "con_alone")],
    "corrections_link_articles": [spoil("corrections", "article_id", "art_0000000000000000")],
    "corrections_hold": [spoil("corrections", "mention_id", "men_0000000000000000"), spoil("corrections", "action", "drop")],
    "history_in_order": [
        spoil("troop_figures", "retracted", True),
        spoil("troop_figures", "history", [happening(what="superseded", figure_id="fig_0000000000000000")]),
        spoil("troop_figures", "history", [happening(date=date(2021, 5, 2)), happening(date=date(2021, 5, 1))]),
        spoil("troop_figures", "history", [happening(what="forgotten")]),
    ],
    "retractions_link": [
        spoil("figure_mentions", "retracted_by", "art_0000000000000000"),
        spoil("figure_mentions", "corrected_to", "men_0000000000000000"),
    ],
    "figures_link_mentions": [drop("troop_figures"), spoil("troop_figures", "n_articles", 99)],
    "figures_link_figures": [spoil("troop_figures", "part_of", ["fig_0000000000000000"])],
    "best_within_bounds": [spoil("troop_levels", "best", 10**12)],
    "levels_link_figures": [spoil("troop_levels", "figure_ids", ["fig_0000000000000000"])],
    "event_spans_resolve": [spoil("event_mentions", "surface", "did not happen")],
    "window_in_order": [chain(only("events", pl.col("date_latest").is_not_null()), spoil("events", "date_earliest", date(2999, 1, 1)))],
    "claims_in_order": [spoil("events", "harm", [claim(how="annoyed")]), spoil("events", "harm", [claim(low=2, high=1)])],
    "events_link_mentions": [drop("events"), spoil("events", "n_mentions", 99)],
    "events_link_evidence": [spoil("events", "quote_ids", ["quo_0000000000000000"]), spoil("events", "figure_ids", ["fig_0"])],
    "entities_hold_every_id": [
        drop("entities"),
        spoil("events", "actor_ids", ["ATLANTIS"]),
        spoil("events", "harm", [claim(force_id="ATLANTIS")]),
        spoil("entities", "parent_id", "ATLANTIS"),
    ],
    "changes_say_what": [
        spoil("changes", "columns", ["text"]),
        spoil("changes", "change", "withdrawn"),
        spoil("changes", "superseded_by", "quo_0000000000000000"),
    ],
    "gone_have_a_reason": [
        spoil("registry", "last_seen", "0.0.1"),
        spoil("registry", "withdrawn_reason", "no reason"),
        spoil("registry", "superseded_by", "quo_0000000000000000"),
    ],
}


def broken(rule: str, tables: Tables) -> pl.DataFrame:
    return offending(RULES[rule], tables)


def test_every_rule_has_a_counterexample() -> None:
    assert set(COUNTEREXAMPLES) == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_rule_holds_for_the_sample(rule: str, tables: Tables) -> None:
    assert broken(rule, tables).is_empty()


@pytest.mark.parametrize(("rule", "number"), [(rule, n) for rule, all_ in COUNTEREXAMPLES.items() for n in range(len(all_))])
def test_rule_names_its_counterexample(rule: str, number: int, tables: Tables) -> None:
    assert broken(rule, COUNTEREXAMPLES[rule][number](tables)).height >= 1


@pytest.mark.parametrize("table", TABLES)
def test_models_refuse_a_second_row_with_one_key_and_a_strange_column(table: str, tables: Tables) -> None:
    model, rows = TABLES[table].model, tables[table]
    assert rows.height, f"the sample has no row of {table}"
    model.validate(rows, lazy=True)
    with pytest.raises(pandera.errors.SchemaErrors):
        model.validate(pl.concat([rows, rows.head(1)]), lazy=True)
    with pytest.raises(pandera.errors.SchemaErrors):
        model.validate(rows.with_columns(surprise=pl.lit(1)), lazy=True)


@pytest.mark.parametrize("rule", ["quote_spans_resolve", "event_spans_resolve"])
def test_articles_looked_at_part_by_part_show_the_same_rows(rule: str, tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    name = rule.replace("_spans_resolve", "_mentions")
    key = pl.int_range(pl.len()) % 3
    nowhere = pl.when(key == 0).then(pl.lit("art_zz")).when(key == 1).then(pl.lit(None, pl.String)).otherwise("article_id")
    odd = tables | {name: tables[name].with_columns(article_id=nowhere, char_start=pl.col("char_start") + key // 2)}
    at_once = broken(rule, odd)
    monkeypatch.setattr(rules, "AT_ONCE", 4)
    assert at_once.height > tables[name].height * 0.9
    assert broken(rule, odd).sort("mention_id").equals(at_once.sort("mention_id"))
