"""Holds a build of real reports against the mentions that we identified across them by hand (README.md): what is found, and in which rows.

As a script (python -m tests.stories_gold.score [dev|dev2|blind] [look]) it prints the scores of each event, and with "look" the errors
on dev and dev2.
"""

import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

HERE = Path(__file__).resolve().parent
TABLES = {"quotes": "quote", "troop_figures": "figure", "events": "event"}
OPEN = {"dev", "dev2"}
"""The files of gold whose errors may be looked at."""
MEET = 0.5
"""Share of the one span or the other that two spans have in common when they are of one mention."""
VAGUE = 3
"""By how much two readers may differ on the least of "dozens"."""
Row = dict[str, Any]


class Found(NamedTuple):
    """A gold mention and what was read there; one of the two may be missing."""

    gold: Row | None
    mention: Row | None


class Measured(NamedTuple):
    """Share of the gold found, B-cubed precision and recall of the rows that it went into."""

    found: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """F1 of B-cubed."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    @property
    def score(self) -> float:
        """What is asked for: share found times F1."""
        return self.found * self.f1


def gold_files() -> list[Path]:
    """The files of gold: dev.jsonl and dev2.jsonl may be looked at, blind.jsonl may not."""
    return sorted(HERE.glob("*.jsonl"))


def read_gold(path: Path, corpora: Path) -> list[Row]:
    """The rows of one file, with `story`: the event of the corpus that their report is of."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    story = {
        doc: json.loads(report(corpora, doc).read_text(encoding="utf-8"))["newsCluster"]["EventId"] for doc in {r["doc"] for r in rows}
    }
    return [row | {"story": story[row["doc"]]} for row in rows]


def report(corpora: Path, doc: str) -> Path:
    """The file of a report."""
    return corpora / "stories" / "articles" / f"{doc}.json"


def build_mentions(docs: Iterable[str], corpora: Path) -> dict[str, list[Row]]:
    """The mentions of each table in one build of these reports, with `doc`, and figures with their `fact_id`."""
    from pipelines.commands.build import run_build

    with tempfile.TemporaryDirectory() as scratch:
        given, out = Path(scratch) / "reports", Path(scratch) / "out"
        given.mkdir()
        for doc in sorted(docs):
            shutil.copy(report(corpora, doc), given)
        if run_build([given], out, "", as_json=True, quiet=True):
            raise SystemExit("the build of the stories failed")
        articles = pl.read_parquet(out / "articles.parquet")
        names = articles.select("article_id", doc=pl.col("source").str.split("/").list.last().str.strip_suffix(".json"))
        facts = pl.read_parquet(out / "troop_figures.parquet").select("figure_id", "fact_id")
        read = {table: pl.read_parquet(out / f"{word}_mentions.parquet").join(names, on="article_id") for table, word in TABLES.items()}
    read["troop_figures"] = read["troop_figures"].join(facts, on="figure_id")
    return {table: mentions.sort("doc", "char_start", "char_end", "mention_id").to_dicts() for table, mentions in read.items()}


def pair(wanted: list[Row], mentions: list[Row], typed: bool = False) -> list[Found]:
    """Gold and mentions of one table, one to one, the closest first; of events those of one type first, or these only if `typed`."""
    near = sorted(
        (-same_type, -close, g, m)
        for g, gold in enumerate(wanted)
        for m, mention in enumerate(mentions)
        if (close := closeness(gold, mention)) and same_size(gold, mention)
        for same_type in [gold.get("type") == mention.get("type") or "type" not in gold]
        if same_type or not typed
    )
    taken: dict[int, int] = {}
    for _, _, g, m in near:
        if g not in taken and m not in taken.values():
            taken[g] = m
    hits = [Found(gold, mentions[taken[g]] if g in taken else None) for g, gold in enumerate(wanted)]
    return hits + [Found(None, mention) for m, mention in enumerate(mentions) if m not in taken.values()]


def closeness(gold: Row, mention: Row) -> float:
    """Common characters by all characters of two spans; 0 where neither has half of itself in the other."""
    common = min(gold["end"], mention["char_end"]) - max(gold["start"], mention["char_start"])
    lengths = gold["end"] - gold["start"], mention["char_end"] - mention["char_start"]
    if gold["doc"] != mention["doc"] or common < MEET * min(lengths) or common <= 0:
        return 0.0
    return float(common / (sum(lengths) - common))


def same_size(gold: Row, mention: Row) -> bool:
    """Whether a figure has the value of the gold, or about its least where the words give none."""
    if gold["table"] != "troop_figures" or gold["value"] is not None:
        return bool(gold["table"] != "troop_figures" or gold["value"] == mention["value"])
    low = gold["low"], mention["low"]
    return mention["value"] is None and (None in low or max(low) <= VAGUE * min(low))


ROWS: dict[str, tuple[str, bool, Callable[[Row], Hashable], Callable[[Row], Hashable]]] = {
    "quotes": ("quotes", False, lambda gold: gold["cluster"], lambda mention: mention["quote_id"]),
    "figures": ("troop_figures", False, lambda gold: gold["cluster"], lambda mention: mention["figure_id"]),
    "facts": ("troop_figures", False, lambda gold: re.sub(r"\D+$", "", gold["cluster"]), lambda mention: mention["fact_id"]),
    "events": ("events", False, lambda gold: gold["cluster"], lambda mention: mention["event_id"]),
    "events_typed": ("events", True, lambda gold: gold["cluster"], lambda mention: mention["event_id"]),
}
"""What is measured: the table, whether the type must be right, the row that a gold mention should be in, and the one it is in.

`figures`: claims, a number of its own each; `facts`: whatever their numbers (f03a and f03b are one).
"""


def measure(what: str, wanted: list[Row], mentions: dict[str, list[Row]]) -> Measured:
    """One measure over these rows of gold."""
    table, typed, cluster, row = ROWS[what]
    hits = pair([gold for gold in wanted if gold["table"] == table], mentions[table], typed)
    found = [((gold["story"], cluster(gold)), row(mention)) for gold, mention in hits if gold and mention]
    return Measured(len(found) / max(1, sum(gold is not None for gold, _ in hits)), *b_cubed(found))


def b_cubed(pairs: list[tuple[Hashable, Hashable]]) -> tuple[float, float]:
    """Precision and recall of B-cubed (Bagga and Baldwin 1998) of pairs of a gold cluster and ours."""
    golds, ours, both = Counter(gold for gold, _ in pairs), Counter(one for _, one in pairs), Counter(pairs)
    precision = sum(both[each] / ours[each[1]] for each in pairs) / max(1, len(pairs))
    return precision, sum(both[each] / golds[each[0]] for each in pairs) / max(1, len(pairs))


def score_identity(corpora: Path) -> dict[str, float]:
    """The scores of each file of gold, all reports in one build, for `make score`."""
    gold = {path.stem: read_gold(path, corpora) for path in gold_files()}
    mentions = build_mentions({row["doc"] for rows in gold.values() for row in rows}, corpora)
    scores = {}
    for half, rows in gold.items():
        for what in ROWS:
            result = measure(what, rows, mentions)
            if any(row["table"] == ROWS[what][0] for row in rows):
                scores |= {
                    f"identity.{half}_{what}": round(result.score, 3),
                    f"identity.{half}_{what}_found": round(result.found, 3),
                }
    return scores


def _lines(half: str, rows: list[Row], mentions: dict[str, list[Row]]) -> Iterable[str]:
    """A line for each measure and story, and for all stories together."""
    for what, (table, typed, _, _) in ROWS.items():
        wanted = [row for row in rows if row["table"] == table]
        for story in [*sorted({row["story"] for row in wanted}), "all"]:
            chosen = [row for row in wanted if story in ("all", row["story"])]
            docs = {row["doc"] for row in rows if story in ("all", row["story"])}
            ours = [mention for mention in mentions[table] if mention["doc"] in docs]
            elsewhere = sum(gold is None for gold, _ in pair(chosen, ours, typed))
            result = measure(what, chosen, {table: ours})
            yield (
                f"{half:6s} {what:13s} {story:>4}  gold {len(chosen):4d}  score {result.score:.3f}  found {result.found:.3f}"
                f"  B3 {result.f1:.3f} (P {result.precision:.3f} R {result.recall:.3f})  elsewhere {elsewhere}"
            )


def main() -> None:
    """Prints the scores by event, and with "look" the errors on what may be looked at."""
    corpora, asked = Path(os.environ["MUSTER_CORPORA"]), set(sys.argv[1:])
    files = {path.stem: path for path in gold_files()}
    gold = {half: read_gold(path, corpora) for half, path in files.items() if half in asked or not asked & files.keys()}
    mentions = build_mentions({row["doc"] for rows in gold.values() for row in rows}, corpora)
    for half, rows in gold.items():
        print("\n".join(_lines(half, rows, mentions)))
    for half in sorted(OPEN & gold.keys()) if "look" in asked else ():
        from tests.stories_gold.look import errors

        texts = {doc: json.loads(report(corpora, doc).read_text(encoding="utf-8"))["text"] for doc in {row["doc"] for row in gold[half]}}
        print("\n".join(errors(gold[half], mentions, texts)))


if __name__ == "__main__":
    main()
