"""Our own reports on five conflicts with their force figures marked (README.md): holds a build of all of them against the marks.

As a script (python -m tests.same_figures.score [look]) it prints the scores, and with "look" the errors on the events that may be read.
"""

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from tests.marked_items import HALVES, Gold, Item, read_item, split_items
from tests.stories_gold.score import VAGUE, Measured, b_cubed

HERE = Path(__file__).resolve().parent
BLIND = frozenset({"congo", "himalaya"})
Row = dict[str, Any]


class Report(NamedTuple):
    """A report with its marks, and the event that it is on."""

    event: str
    outlet: str
    item: Item

    @property
    def half(self) -> str:
        """look or blind: whole events are blind."""
        return "blind" if self.event in BLIND else "look"

    @property
    def title(self) -> str:
        """Its first line."""
        return self.item.text.split("\n", 1)[0]


class Found(NamedTuple):
    """A figure of the gold and what was read there; one of the two may be missing."""

    report: Report
    gold: Gold | None
    mention: Row | None


def texts() -> list[Path]:
    """The files with reports: one for each event."""
    return sorted(HERE.glob("*.txt"))


def reports() -> list[Report]:
    """All reports in order."""
    found = []
    for path in texts():
        for number, header, markup in split_items([path]):
            item = read_item(number, date.fromisoformat(header["date"]), markup.strip() + "\n")
            found.append(Report(path.stem, header["outlet"].replace("_", " "), item))
    return found


def build_mentions(wanted: Iterable[Report]) -> dict[int, list[Row]]:
    """The figure mentions of each report in one build of them all, with their `fact_id`, by number."""
    from pipelines.commands.build import run_build

    with tempfile.TemporaryDirectory() as scratch:
        given, out = Path(scratch) / "reports", Path(scratch) / "out"
        given.mkdir()
        for report in wanted:
            (given / f"{report.item.number}.json").write_text(json.dumps(_as_json(report)), encoding="utf-8")
        if run_build([given], out, "", as_json=True, quiet=True):
            raise SystemExit("the build of tests/same_figures failed")
        articles = pl.read_parquet(out / "articles.parquet")
        numbers = dict(articles.select("article_id", pl.col("source").str.extract(r"(\d+)\.json$").cast(pl.Int64)).iter_rows())
        facts = pl.read_parquet(out / "troop_figures.parquet").select("figure_id", "fact_id")
        mentions = pl.read_parquet(out / "figure_mentions.parquet").join(facts, on="figure_id").sort("char_start", "mention_id").to_dicts()
    by_report: defaultdict[int, list[Row]] = defaultdict(list)
    for mention in mentions:
        by_report[numbers[mention["article_id"]]].append(mention)
    return by_report


def _as_json(report: Report) -> Row:
    """A report as crawlers keep it."""
    domain = report.outlet.lower().replace(" ", "-") + ".example"
    return {
        "title": report.title,
        "text": report.item.text,
        "date_publish": f"{report.item.published}T00:00:00",
        "source_domain": domain,
        "url": f"https://{domain}/{report.item.number}",
        "authors": [],
        "language": "en",
    }


def compare(report: Report, mentions: list[Row]) -> list[Found]:
    """Pairs the marks of a report with what was read there, one to one: spans that meet and the same number. Titles are not judged."""
    left = [mention for mention in mentions if mention["char_start"] >= len(report.title)]
    found: list[Found] = []
    for gold in report.item.gold:
        if gold.wanted:
            hit = next((mention for mention in left if _meet(gold, mention) and same_size(gold.fields, mention)), None)
            left = [mention for mention in left if mention is not hit]
            found.append(Found(report, gold, hit))
    optional = [gold for gold in report.item.gold if not gold.wanted]
    return found + [Found(report, None, mention) for mention in left if not any(_meet(gold, mention) for gold in optional)]


def _meet(gold: Gold, mention: Row) -> bool:
    return bool(gold.start < mention["char_end"] and mention["char_start"] < gold.end)


def same_size(fields: dict[str, str], mention: Row) -> bool:
    """Whether a mention says the number of the gold: the value, the range, formations, or about the least of "dozens"."""
    for name in ("v", "formations"):
        if name in fields:
            return mention[{"v": "value"}.get(name, name)] == int(fields[name])
    low = int(fields["low"])
    if mention["value"] is not None or mention["low"] is None:
        return False
    if "high" in fields:
        return (mention["low"], mention["high"]) == (low, int(fields["high"]))
    return bool(max(mention["low"], low) <= VAGUE * min(mention["low"], low))


ROWS: dict[str, tuple[Callable[[str], str], str]] = {
    "figures": (lambda claim: claim, "figure_id"),
    "facts": (lambda claim: claim.split(".")[0], "fact_id"),
}
"""What is measured: the cluster that a mark c=total.a stands in, and the row that a mention is in."""


def measure(what: str, found: Iterable[Found]) -> Measured:
    """Share of the marks found, and B-cubed of the rows that they went into."""
    cluster, row = ROWS[what]
    marks = [(hit.report.event, hit.gold, hit.mention) for hit in found if hit.gold]
    pairs = [((event, cluster(gold.fields["c"])), mention[row]) for event, gold, mention in marks if mention]
    return Measured(len(pairs) / max(1, len(marks)), *b_cubed(pairs))


def precision(found: Iterable[Found]) -> float:
    """Share of the mentions that are marked."""
    read = [hit for hit in found if hit.mention]
    return sum(hit.gold is not None for hit in read) / max(1, len(read))


def _all_found() -> list[Found]:
    everything = reports()
    mentions = build_mentions(everything)
    return [hit for report in everything for hit in compare(report, mentions.get(report.item.number, []))]


def score_same_figures() -> dict[str, float]:
    """The scores of both halves, for `make score`."""
    found, scores = _all_found(), {}
    for half in HALVES:
        part = [hit for hit in found if hit.report.half == half]
        for what in ROWS:
            result = measure(what, part)
            scores |= {f"{half}_{what}": result.score, f"{half}_found": result.found}
        scores[f"{half}_precision"] = precision(part)
    return {f"same_figures.{name}": round(value, 3) for name, value in scores.items()}


def main() -> None:
    """Prints the scores by half and event, and with "look" the errors on events that may be read."""
    found = _all_found()
    for name in (*HALVES, *sorted({hit.report.event for hit in found})):
        part = [hit for hit in found if name in (hit.report.half, hit.report.event)]
        size = sum(hit.gold is not None for hit in part)
        for what in ROWS:
            score = measure(what, part)
            rows = f"B3 {score.f1:.3f} (P {score.precision:.3f} R {score.recall:.3f})  precision {precision(part):.3f}"
            print(f"{name:9s} {what:8s} gold {size:3d}  score {score.score:.3f}  found {score.found:.3f}  {rows}")
    if "look" in sys.argv[1:]:
        from tests.same_figures.look import errors

        print("\n".join(errors([hit for hit in found if hit.report.half == "look"])))


if __name__ == "__main__":
    main()
