"""Scores of a build of our own sample against what a reader finds in it (tests/sample/README.md). All scores: more is better."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.dataset import CATALOG
from tests.sample.texts import SAMPLE, expected

Row = dict[str, Any]
DOCUMENTS = SAMPLE
HERE = Path(__file__).resolve().parent.parent / "sample"


def gold_files() -> list[Path]:
    """The tables of expectations."""
    return sorted(HERE.glob("*.csv"))


def score_sample(build: Path) -> dict[str, float]:
    """Every score, by name."""
    tables = {path.stem: pl.read_parquet(path) for path in build.glob("*.parquet")}
    sources = dict(tables["articles"].select("article_id", "source").iter_rows())
    texts = dict(tables["articles"].select("source", "text").iter_rows())
    mentions: dict[str, list[Row]] = {}
    for name in ("quote_mentions", "figure_mentions", "event_mentions"):
        mentions[name] = [row | {"source": sources[row["article_id"]]} for row in tables[name].to_dicts()]
    scores = _articles(tables) | _quotations(mentions["quote_mentions"]) | _figures(mentions["figure_mentions"], texts)
    scores |= (
        _events(mentions["event_mentions"], texts) | _reports(tables["reports"], sources) | _overlaps(tables["overlaps"], sources, texts)
    )
    scores |= _conflicts(tables["troop_figures"])
    return {f"sample.{name}": round(value, 3) for name, value in scores.items()}


def share(right: Iterable[bool]) -> float:
    """Share of true values; 0 of none."""
    judged = list(right)
    return sum(judged) / max(1, len(judged))


def answers(cell: str) -> set[str]:
    """The answers that are right, in lower case."""
    return {answer.strip().lower() for answer in cell.split("|") if answer.strip()}


def fits(cell: str, *given: str | None) -> bool:
    """Whether one of the values given is a right answer; an empty cell wants none of them, `*` is not judged."""
    if cell == "*":
        return True
    said = {value.lower() for value in given if value}
    return bool(answers(cell) & said) if cell else not said


def _articles(tables: dict[str, pl.DataFrame]) -> dict[str, float]:
    held = {row["source"]: row for row in tables["articles"].to_dicts()}
    refused = dict(tables["rejects"].select("source", "reason").iter_rows())
    pairs = [(row, held.get(row["source"])) for row in expected("articles")]
    with CATALOG.open(encoding="utf-8", newline="") as file:
        outlets = {row["path"]: row["outlet"] for row in csv.DictReader(file)}

    def right(column: str, ours: str) -> float:
        return share(got is not None and fits(row[column], *_many(got[ours])) for row, got in pairs)

    def dated(row: Row, got: Row | None) -> bool:
        if got is None:
            return False
        day, first, last = row["published"], got["published_earliest"], got["published_latest"]
        return first is None if not day else first is not None and str(first) <= day <= str(last)

    return {
        "articles": share(got is not None for _, got in pairs),
        "rejects": share(refused.get(row["source"]) == row["reason"] for row in expected("rejects")),
        "titles": right("title", "title"),
        "outlets": share(got["outlet"] == outlets.get(source) for source, got in held.items()),
        "bylines": share(got is not None and answers(row["bylines"]) == {b.lower() for b in got["bylines"]} for row, got in pairs),
        "agencies": share(got is not None and answers(row["agencies"]) == {a.lower() for a in got["agencies"]} for row, got in pairs),
        "datelines": right("dateline_place", "dateline_place"),
        "dates": share(dated(row, got) for row, got in pairs),
    }


def _many(value: object) -> list[str | None]:
    return value if isinstance(value, list) else [None if value is None else str(value)]


def _quotations(mentions: list[Row]) -> dict[str, float]:
    spoken = [m for m in mentions if m["kind"] != "indirect"]
    pairs = []
    for row in expected("quotations"):
        begins = _words(row["begins"])
        pairs.append((row, next((m for m in spoken if m["source"] == row["source"] and _words(m["surface"]).startswith(begins)), None)))
    found = [(row, m) for row, m in pairs if m]
    known = {row["source"] for row in expected("quotations")}
    precise = sum(any(got is m for _, got in found) for m in spoken if m["source"] in known)
    return {
        "quotations": share(m is not None for _, m in pairs),
        "quotations_precision": precise / max(1, sum(m["source"] in known for m in spoken)),
        "speakers": share(m is not None and _same_name(row["speaker"], m) for row, m in pairs),
        "quotation_kinds": share(m["kind"] == row["kind"] for row, m in found),
    }


def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def _same_name(wanted: str, mention: Row) -> bool:
    given = [_words(mention[field] or "") for field in ("speaker_name", "speaker_surface")]
    return any(_words(name) in text or (text and text in _words(name)) for name in wanted.split("|") for text in given if text)


def _at(row: Row, mention: Row, texts: dict[str, str]) -> bool:
    """Whether a mention overlaps the phrase of an expectation."""
    if mention["source"] != row["source"]:
        return False
    start = texts[row["source"]].find(row["phrase"])
    return start >= 0 and bool(mention["char_start"] < start + len(row["phrase"]) and start < mention["char_end"])


def _figures(mentions: list[Row], texts: dict[str, str]) -> dict[str, float]:
    def same(row: Row, m: Row) -> bool:
        if not _at(row, m, texts):
            return False
        return m["value"] == int(row["value"]) if row["value"] else not row["low"] or m["low"] == int(row["low"])

    pairs = [(row, next((m for m in mentions if same(row, m)), None)) for row in expected("figures")]
    found = [(row, m) for row, m in pairs if m]
    caught = [any(_at(trap, m, texts) for m in mentions) for trap in expected("figure_traps")]
    return {
        "figures": share(m is not None for _, m in pairs),
        "figures_precision": share(any(_at(row, m, texts) for row in expected("figures")) for m in mentions),
        "figures_force": share(fits(row["force"], m["force_id"], m["force_name"]) for row, m in found),
        "figures_measure": share(fits(row["measure"], m["measure"]) for row, m in found),
        "figures_qualifier": share(fits(row["qualifier"], m["qualifier"]) for row, m in found),
        "traps_avoided": share(not trapped for trapped in caught),
    }


def _conflicts(figures: pl.DataFrame) -> dict[str, float]:
    """Pairs of claims that are rightly told to conflict, or not to."""
    marked: dict[tuple[str, int], set[str]] = {}
    for force, value, conflict in figures.select("force_id", "value", "conflict_id").drop_nulls().iter_rows():
        marked.setdefault((force, value), set()).add(conflict)

    def right(row: Row) -> bool:
        one, other = (marked.get((row["force"], int(row[side])), set()) for side in ("one", "other"))
        return bool(one & other) == (row["conflict"] == "yes")

    return {"conflicts": share(right(row) for row in expected("conflicts"))}


def _events(mentions: list[Row], texts: dict[str, str]) -> dict[str, float]:
    by_type = []
    for row in expected("events"):
        by_type.append((row, [m for m in mentions if _at(row, m, texts) and fits(row["type"], m["type"])]))
    acted = [(row, next((m for m in ms if fits(row["actor"], *m["actor_ids"], *m["actor_names"])), None)) for row, ms in by_type]
    return {
        "events_by_type": share(bool(ms) for _, ms in by_type),
        "events_by_type_and_actor": share(m is not None for _, m in acted),
        "events_status": share(fits(row["status"], m["status"]) for row, m in acted if m),
    }


def _reports(reports: pl.DataFrame, sources: dict[str, str]) -> dict[str, float]:
    report = {sources[article]: key for article, key in reports.select("article_id", "report_id").iter_rows()}
    pairs = [(row["relation"], report[row["source_a"]] == report[row["source_b"]]) for row in expected("reports")]
    return {
        "copies_joined": share(together for relation, together in pairs if relation in ("near_copy", "excerpt")),
        "independent_apart": share(not together for relation, together in pairs if relation in ("independent", "rewrite")),
    }


def _overlaps(overlaps: pl.DataFrame, sources: dict[str, str], texts: dict[str, str]) -> dict[str, float]:
    shared: dict[frozenset[str], list[tuple[str, str]]] = {}
    for row in overlaps.to_dicts():
        a = sources[row["article_a"]]
        words = _words(texts[a][row["a_start"] : row["a_end"]])
        shared.setdefault(frozenset((a, sources[row["article_b"]])), []).append((row["kind"], words))
    found = []
    for row in expected("overlaps"):
        held = shared.get(frozenset((row["source_a"], row["source_b"])), [])
        found.append(any(_words(row["begins"]) in words for _, words in held))
    return {"overlaps": share(found)}
