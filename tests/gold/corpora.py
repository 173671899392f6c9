"""Scores of `muster extract` on the annotated corpora, by the scorers that lie beside them."""

import contextlib
import importlib.util
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import polars as pl

from tests.gold.indirect import score_indirect

Result = TypeVar("Result")
PAIRS: dict[str, Callable[[dict], bool]] = {
    "sharing": lambda row: row["same_event_label"],
    "near_dup": lambda row: row["relation"] == "near_dup",
    "partial": lambda row: row["relation"] == "partial" and row["same_event_label"],
    "footer": lambda row: not row["same_event_label"],
}
"""Sorts of pairs in the gold of `stories`; those of two events share an outlet's footer alone."""
MUSTER = f"{sys.executable} -m pipelines.cli"


def scorers(corpora: Path, name: str = "score_extract") -> ModuleType:
    """A module of the scorers: in $MUSTER_TOOLS, or the folder `tools` beside the corpora."""
    path = Path(os.environ.get("MUSTER_TOOLS") or corpora.parent / "tools") / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(f"no scorers at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(folder: Path, strip: bool = False) -> dict[str, str]:
    """Texts by file name, bytes decoded as they are."""
    return {(path.stem if strip else path.name): path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))}


def score_attribution(corpora: Path) -> dict[str, float]:
    """Quoted stretches with their speakers, and words of indirect speech, PolNeAR dev."""
    folder = corpora / "attribution"
    everything, full = _quiet(lambda s: s.attribution(MUSTER, str(folder / "quotes_dev.jsonl"), texts(folder / "dev", strip=True)), corpora)
    tools = scorers(corpora, "quotespans")
    reported = score_indirect(corpora, tools.word_spans, tools.stretches)
    return {"attribution_dev.joint_F1": everything, "attribution_dev.joint_F1_full": full} | reported


def score_plover(corpora: Path) -> dict[str, float]:
    """Type of what source does to target, news sentences."""
    rows = [json.loads(line) for line in (corpora / "plover" / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    return {"plover.macro_F1": round(_quiet(lambda s: s.plover(MUSTER, rows), corpora), 3)}


def score_isaf(corpora: Path) -> dict[str, float]:
    """Date, province, killed and captured of military releases."""
    gold = {
        row["doc"]: row for line in (corpora / "isaf" / "gold.jsonl").read_text(encoding="utf-8").splitlines() if (row := json.loads(line))
    }
    held = {name: (corpora / "isaf" / "text" / name).read_bytes().decode("utf-8") for name in gold}
    return {"isaf.mean": round(_quiet(lambda s: s.isaf(MUSTER, held, gold), corpora), 3)}


def score_stories(corpora: Path) -> dict[str, float]:
    """Pairs of news-please articles that share text, and which of them are printings of one report."""
    from pipelines.articles.documents import build_documents
    from pipelines.reports.compare import compare_articles

    _, articles, rejects = build_documents([corpora / "stories" / "articles"])
    overlaps, reports = compare_articles(articles)
    names = dict(articles.select("article_id", pl.col("source").str.split("/").list.last().str.strip_suffix(".json")).iter_rows())
    linked = {frozenset((names[a], names[b])) for a, b in overlaps.select("article_a", "article_b").unique().iter_rows()}
    twins = reports.join(reports, on="report_id", suffix="_b").filter(pl.col("article_id") < pl.col("article_id_b"))
    copies = {frozenset((names[a], names[b])) for a, b in twins.select("article_id", "article_id_b").iter_rows()}
    gold = json.loads((corpora / "stories" / "overlaps.json").read_text(encoding="utf-8"))
    pairs = {name: {frozenset((row["a"], row["b"])) for row in gold if fits(row)} for name, fits in PAIRS.items()}
    return {
        "stories.articles": float(articles.height),
        "stories.rejects_avoided": float(-rejects.height),
        "stories.overlap_F1": _f1(linked | copies, pairs["sharing"]),
        "stories.overlap_recall": _share(pairs["sharing"], linked | copies),  # of a set only overlaps with its canonical article are listed
        "stories.copies_F1": _f1(copies, pairs["near_dup"]),
        "stories.near_dup_in_one_set": _share(pairs["near_dup"], copies),
        "stories.partial_found": _share(pairs["partial"], linked),
        "stories.footer_only_linked": float(-len(pairs["footer"] & (linked | copies))),
        "stories.sets_with_two_events": float(-_mixed(corpora, reports.select(pl.col("article_id").replace(names), "report_id"))),
    }


def _mixed(corpora: Path, reports: pl.DataFrame) -> int:
    """How many sets of copies hold articles of two events."""
    told = [
        (path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in sorted((corpora / "stories" / "articles").rglob("*.json"))
    ]
    events = pl.DataFrame([(name, row["newsCluster"]["EventId"]) for name, row in told], ["article_id", "event"], orient="row")
    return int((reports.join(events, on="article_id").group_by("report_id").agg(pl.col("event").n_unique())["event"] > 1).sum())


def _share(wanted: set[frozenset[str]], found: set[frozenset[str]]) -> float:
    return round(len(wanted & found) / max(1, len(wanted)), 3)


def _f1(found: set[frozenset[str]], wanted: set[frozenset[str]]) -> float:
    right = len(found & wanted)
    return round(2 * right / max(1, len(found) + len(wanted)), 3)


def _quiet(run: Callable[[ModuleType], Result], corpora: Path) -> Result:
    """Runs a scorer without its prints."""
    with contextlib.redirect_stdout(io.StringIO()):
        return run(scorers(corpora))
