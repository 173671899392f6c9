"""Scores of a build of the five original articles against their hand annotations. All scores: more is better."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

Row = dict[str, Any]


def gold(folder: Path, name: str) -> list[Row]:
    """The rows of one annotation file."""
    return [json.loads(line) for line in (folder / f"seed_{name}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]


def score_seeds(build: Path, folder: Path) -> dict[str, float]:
    """Every score, by name."""
    tables = {path.stem: pl.read_parquet(path) for path in build.glob("*.parquet")}
    files = dict(tables["articles"].select("article_id", pl.col("source").str.split("/").list.last()).iter_rows())

    def mentions(table: str) -> list[Row]:
        return [row | {"doc": files[row["article_id"]]} for row in tables[table].to_dicts()]

    scores = {"articles": float(tables["articles"].height), "rejects_avoided": float(-tables["rejects"].height)}
    scores |= _quotes(mentions("quote_mentions"), gold(folder, "quotes"))
    scores |= _figures(mentions("figure_mentions"), gold(folder, "figures"), gold(folder, "figure_traps"))
    scores |= _clusters(mentions("figure_mentions"), tables["troop_figures"], gold(folder, "figures"))
    scores |= _events(mentions("event_mentions"), gold(folder, "events"))
    return {f"seeds.{name}": value for name, value in scores.items()}


def covers(mention: Row, wanted: Row, share: float) -> bool:
    """Whether a mention covers at least that share of a gold span."""
    if mention["doc"] != wanted["doc"]:
        return False
    common = min(mention["char_end"], wanted["end"]) - max(mention["char_start"], wanted["start"])
    return common > 0 and common / (wanted["end"] - wanted["start"]) >= share


def _plain(name: str | None) -> str:
    return re.sub(r"[^a-z ]", "", (name or "").lower()).strip()


def _quotes(mentions: list[Row], wanted: list[Row]) -> dict[str, float]:
    found = speakers = unresolved = 0
    for row in wanted:
        hits = [m for m in mentions if m["kind"] != "indirect" and covers(m, row, 0.8)]
        if not hits:
            continue
        found += 1
        said = _plain(hits[0]["speaker_name"])
        accepted = [_plain(name) for name in [row["speaker"], *row["also_accept"]] if name]
        right = any(name and said and (name in said or said in name or name.split()[-1] == said.split()[-1]) for name in accepted)
        speakers += right or (not said and row["speaker"] is None)
        unresolved += row["speaker"] is None and not said
    direct = [m for m in mentions if m["kind"] != "indirect"]
    right_spans = sum(any(covers(m, row, 0.8) for row in wanted) for m in direct)
    return {
        "quotes": float(found), "speakers": float(speakers), "unresolvable_left": float(unresolved),
        "quotes_precision": round(right_spans / max(1, len(direct)), 3),
    }  # fmt: skip


def _figures(mentions: list[Row], wanted: list[Row], traps: list[Row]) -> dict[str, float]:
    exact = [row for row in wanted if row["value"] is not None]
    hits = [(row, next((m for m in mentions if covers(m, row, 0.01) and m["value"] == row["value"]), None)) for row in exact]
    found = [(row, m) for row, m in hits if m]

    def right(test: Callable[[Row, Row], bool]) -> float:
        return float(sum(test(row, m) for row, m in found))

    present = {"present": ("present", "deployed")}
    caught = sum(any(covers(m, trap, 0.01) and not any(covers(m, row, 0.01) for row in wanted) for m in mentions) for trap in traps)
    vague = [row for row in wanted if row["qualifier"] == "vague" and row["numeric"]]
    read = [(row, next((m for m in mentions if covers(m, row, 0.01) and m["value"] == row["value"]), None)) for row in wanted]
    full = sum(m is not None and _all_right(row, m) for row, m in read)
    return {
        "figures": float(len(found)),
        "figures_force": right(lambda row, m: m["force_id"] == row["force"]),
        "figures_measure": right(lambda row, m: m["measure"] in present.get(row["measure"], (row["measure"],))),
        "figures_qualifier": right(lambda row, m: m["qualifier"] == row["qualifier"]),
        "figures_force_measure_qualifier": float(full),
        "figures_claimed_by_not_wrong": float(sum(m is not None and _said_by(row["attributed_to"], m["claimed_by"]) for row, m in read)),
        "figures_vague": float(sum(any(covers(m, row, 0.5) and m["low"] == row["low"] for m in mentions) for row in vague)),
        "figures_precision": round(sum(any(covers(m, row, 0.01) for row in wanted) for m in mentions) / max(1, len(mentions)), 3),
        "traps_avoided": float(len(traps) - caught),
    }


def _clusters(mentions: list[Row], figures: pl.DataFrame, wanted: list[Row]) -> dict[str, float]:
    """Facts told with a number in several reports or more than once: those whose mentions all share a fact, which no other cluster has."""
    fact_of = dict(figures.select("figure_id", "fact_id").iter_rows())
    facts: dict[str, set[str | None]] = {}
    for row in wanted:
        if row["value"] is not None:
            m = next((m for m in mentions if covers(m, row, 0.01) and m["value"] == row["value"]), None)
            facts.setdefault(row["fact_cluster"], set()).add(fact_of[m["figure_id"]] if m else None)
    whole = {cluster: found for cluster, found in facts.items() if len(found) == 1 and None not in found}
    apart = sum(all(not (found & other) for name, other in facts.items() if name != cluster) for cluster, found in whole.items())
    related = _relates(figures, "part_of", 2500, 9600) + _relates(figures, "excludes", 7000, 2500)
    return {"figures_clusters": float(apart), "figures_relations": float(related)}


def _all_right(row: Row, m: Row) -> bool:
    """Force, measure and qualifier; who was sent is there."""
    measure = {"deployed": "present"}.get(m["measure"], m["measure"])
    return bool(m["force_id"] == row["force"] and measure == row["measure"] and m["qualifier"] == row["qualifier"])


def _said_by(wanted: str | None, given: str | None) -> bool:
    """Whether the source is the right one or left open."""
    return given is None or bool(set(_plain(given).split()) & set(_plain(wanted).split()))


def _events(mentions: list[Row], wanted: list[Row]) -> dict[str, float]:
    fold = {"RETREAT": "YIELD", "CONCEDE": "YIELD"}
    news = [row for row in wanted if not row["background"]]

    def same(m: Row, row: Row) -> bool:
        return fold.get(m["type"], m["type"]) == fold.get(row["type"], row["type"]) and covers(m, row, 0.3)

    def acts(m: Row, row: Row) -> bool:
        return (row["actor"] is None and not m["actor_ids"]) or str(row["actor"]).upper().replace("-", "_") in m["actor_ids"]

    typed = [(row, [m for m in mentions if same(m, row)]) for row in news]
    hits = [(row, ms) for row, ms in typed if ms]
    both = [(row, next((m for m in ms if acts(m, row)), None)) for row, ms in hits]
    unreal = [row for row in wanted if row["status"] in ("denied", "rejected", "planned", "conditional")]
    precise = sum(any(same(m, row) for row in wanted) for m in mentions)
    return {
        "events_by_type": float(len(hits)),
        "events_by_type_and_actor": float(sum(m is not None for _, m in both)),
        "events_status": round(sum(m["status"] == row["status"] for row, m in both if m) / max(1, sum(m is not None for _, m in both)), 3),
        "events_precision": round(precise / max(1, len(mentions)), 3),
        "events_unreal_not_completed": float(
            sum(all(m["status"] != "completed" for m in mentions if same(m, row) and acts(m, row)) for row in unreal)
        ),
        **_identity([(row["cluster"], _best([m for m in mentions if same(m, row)], row, acts)) for row in wanted]),
    }


def _best(hits: list[Row], row: Row, acts: Callable[[Row, Row], bool]) -> str | None:
    """The event of the mention that tells a gold row best: by its actor, and in no more words."""

    def fit(m: Row) -> tuple[bool, float]:
        common = min(m["char_end"], row["end"]) - max(m["char_start"], row["start"])
        return acts(m, row), common / (max(m["char_end"], row["end"]) - min(m["char_start"], row["start"]))

    return max(hits, key=fit)["event_id"] if hits else None


def _identity(pairs: list[tuple[str, str | None]]) -> dict[str, float]:
    """B-cubed F1 of the clusters: over the rows that were found, and over all, where one that was not found stands alone."""
    found = [(cluster, event) for cluster, event in pairs if event]
    alone = [(cluster, event or f"missed {place}") for place, (cluster, event) in enumerate(pairs)]
    return {"events_b_cubed": b_cubed(found), "events_b_cubed_of_all": b_cubed(alone)}


def b_cubed(pairs: list[tuple[str, str]]) -> float:
    """F1 of B-cubed precision and recall (Bagga and Baldwin 1998) of pairs of a gold cluster and ours."""
    golds, ours, both = Counter(gold for gold, _ in pairs), Counter(one for _, one in pairs), Counter(pairs)
    precision = sum(both[pair] / ours[pair[1]] for pair in pairs) / max(1, len(pairs))
    recall = sum(both[pair] / golds[pair[0]] for pair in pairs) / max(1, len(pairs))
    return round(2 * precision * recall / max(1e-9, precision + recall), 3)


def facts(build: Path) -> dict[str, bool]:
    """What must be true of the record of the five originals, in words."""
    quotes, figures = pl.read_parquet(build / "quotes.parquet"), pl.read_parquet(build / "troop_figures.parquet")
    blinken = quotes.filter(pl.col("text").str.contains("very closely together")).to_dicts()
    american = figures.filter(pl.col("value") == 2500)
    german = figures.filter(pl.col("value").is_in([1000, 1300])).to_dicts()
    quiet = figures.filter(pl.col("value").is_in([9600, 7000, 2500]))
    return {
        "the Blinken sentence is one row": len(blinken) == 1,
        "with two variants from two articles": bool(blinken) and len(blinken[0]["variants"]) == 2 and blinken[0]["n_articles"] == 2,
        "the American 2,500 is one row from three articles or more": american.filter(pl.col("n_articles") >= 3).height == 1,
        "Germany's two figures conflict": len(german) == 2 and len({row["conflict_id"] for row in german} - {None}) == 1,
        "9,600, 7,000 and 2,500 do not conflict": quiet["conflict_id"].null_count() == quiet.height > 0,
        "the 2,500 is part of the 9,600": _relates(figures, "part_of", 2500, 9600),
        "the 7,000 excludes the 2,500": _relates(figures, "excludes", 7000, 2500),
    }


def _relates(figures: pl.DataFrame, relation: str, value: int, other: int) -> bool:
    targets = set(figures.filter(pl.col("value") == other)["figure_id"])
    return any(targets & set(row) for row in figures.filter(pl.col("value") == value)[relation].to_list())
