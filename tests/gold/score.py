"""Prints every score beside its floor: `make score`. With --raise, lifts floors to what was measured; a floor is never lowered.
What was measured is kept in datasets/quality.csv for the releases, by --raise and by --keep.

Exit codes: 0 all floors hold, 1 a score is below its floor, 2 the call is wrong.
"""

import argparse
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from pipelines.release.quality import code_sha256, keep  # noqa: E402  (the file is run as a script)
from tests.gold import corpora, muc, muc_stage, pages, pronouns, sample, seeds  # noqa: E402
from tests.happenings import happenings, relations  # noqa: E402
from tests.news import news  # noqa: E402
from tests.quantities.score import SENTENCES, score_quantities  # noqa: E402
from tests.same_figures import score as same_figures  # noqa: E402
from tests.stories_gold.score import gold_files, score_identity  # noqa: E402
from tests.wire.wire import score_wire, texts  # noqa: E402

FLOORS = HERE / "floors.json"


def folder(variable: str) -> Path | None:
    """A folder named by an environment variable, if it is there."""
    given = os.environ.get(variable)
    return Path(given) if given and Path(given).is_dir() else None


def build(documents: Path, out: Path) -> Path:
    """Builds everything that lies in a folder."""
    from pipelines.commands.build import run_build

    if run_build([documents], out, "", as_json=True, quiet=True):
        raise SystemExit(f"the build of {documents.name} failed")
    return out


def gold_hash(paths: list[Path]) -> str:
    """Hash over names and bytes of the gold that a score is measured on."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


class Measure(NamedTuple):
    """How a group of scores is measured, and on what."""

    gold: str
    """Hash of the gold."""
    n: int
    """How much gold it is: lines of tables, marks in texts."""
    run: Callable[[], dict[str, float]]


def measure(paths: list[Path], run: Callable[[], dict[str, float]]) -> Measure:
    """A measurement on the gold of these files."""
    return Measure(gold_hash(paths), sum(count(path) for path in paths), run)


def count(path: Path) -> int:
    """The annotations of a file: its lines, but for comments and the head of a table; of a text its marks, `{{`."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return len(json.loads(text))
    if path.suffix == ".txt":
        return text.count("{{")
    return sum(bool(line.strip()) and not line.startswith("#") for line in text.splitlines()) - (path.suffix == ".csv")


def measurements() -> dict[str, Measure | None]:
    """For each group of scores its gold and how to measure it; None where the folders it needs are not set."""
    gold, documents, held = folder("MUSTER_GOLD"), folder("MUSTER_SEEDS"), folder("MUSTER_CORPORA")
    found: dict[str, Measure | None] = dict.fromkeys(
        ["seeds", "sample", "attribution_dev", "pronouns", "plover", "isaf", "muc", "stories", "identity", "html"]
    )
    found["sample"] = measure(sample.gold_files(), lambda: sample.score_sample(build(sample.DOCUMENTS, Path(tempfile.mkdtemp()))))
    found["quantities"] = measure([SENTENCES], score_quantities)
    found["news"] = measure(news.texts(), news.score_news)
    found["same_figures"] = measure(same_figures.texts(), same_figures.score_same_figures)
    found["happenings"] = measure(happenings.texts(), happenings.score_happenings)
    found["relations"] = measure([relations.TABLE], relations.score_relations)
    found["wire"] = measure(texts(), score_wire)
    if gold and documents:
        annotated = list(gold.glob("seed_*.jsonl"))
        found["seeds"] = measure(annotated, lambda: seeds.score_seeds(build(documents, Path(tempfile.mkdtemp())), gold))
    if held:
        found["attribution_dev"] = measure([held / "attribution" / "quotes_dev.jsonl"], lambda: corpora.score_attribution(held))
        found["pronouns"] = measure([pronouns.GOLD], lambda: pronouns.score_pronouns(held))
        found["plover"] = measure([held / "plover" / "dev.jsonl"], lambda: corpora.score_plover(held))
        found["isaf"] = measure([held / "isaf" / "gold.jsonl"], lambda: corpora.score_isaf(held))
        found["muc"] = measure([held / "muc" / "dev.jsonl"], lambda: muc.score_muc(held) | muc_stage.score_stage(held))
        found["stories"] = measure([held / "stories" / "overlaps.json"], lambda: corpora.score_stories(held))
        found["identity"] = measure(gold_files(), lambda: score_identity(held))
        found["html"] = measure([held / "html" / "gold.jsonl"], lambda: pages.score_pages(held))
    return found


def read_floors() -> dict[str, dict[str, object]]:
    """Floors by group: {"gold": hash, "floors": {score: floor}}."""
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}


def lifted(old: dict[str, object] | None, gold: str, scores: dict[str, float]) -> dict[str, object]:
    """The floors of a group after a measurement.

    Raises:
        ValueError: a score on the same gold is below its floor.
    """
    before: dict[str, float] = dict(old["floors"]) if old and old["gold"] == gold else {}  # type: ignore[call-overload]
    below = {name: value for name, value in scores.items() if value < before.get(name, value)}
    if below:
        raise ValueError("a floor is never lowered: " + ", ".join(f"{n} is {v}, its floor {before[n]}" for n, v in sorted(below.items())))
    return {"gold": gold, "floors": dict(sorted({**before, **scores}.items()))}


def main() -> int:
    """Measures, prints, and raises floors if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "groups",
        nargs="*",
        help=f"some of: {' '.join(read_floors())}; default all",
    )
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured, and keep it")
    parser.add_argument("--keep", action="store_true", help="keep what was measured for the releases, even below its floor")
    asked = parser.parse_args()
    floors, kept = read_floors(), []
    for group, how in measurements().items():
        if asked.groups and group not in asked.groups:
            continue
        if how is None:
            print(f"{group}: skipped, its folders are not set (MUSTER_SEEDS, MUSTER_GOLD, MUSTER_CORPORA)")
            continue
        scores, old = how.run(), floors.get(group)
        known: dict[str, float] = dict(old["floors"]) if old and old["gold"] == how.gold else {}  # type: ignore[call-overload]
        for name, value in sorted(scores.items()):
            kept.append(row_of(name, group, value, known.get(name), how))
            print(line_of(kept[-1]), flush=True)
        if asked.lift:
            floors[group] = lifted(old, how.gold, scores)
    below = sum(is_below(row) for row in kept)
    if asked.lift:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        kept = [row | {"floor": floors[row["group"]]["floors"][row["name"]]} for row in kept]  # type: ignore[index]
    if asked.lift or asked.keep:
        keep(kept)
    return 1 if below else 0


def row_of(name: str, group: str, value: float, floor: float | None, how: Measure) -> dict[str, Any]:
    """A score as datasets/quality.csv keeps it."""
    return {"name": name, "group": group, "value": value, "floor": floor, "n": how.n, "gold_sha256": how.gold, "code_sha256": code_sha256()}


def is_below(row: dict[str, Any]) -> bool:
    """Whether a score is below its floor."""
    return row["floor"] is not None and row["value"] < row["floor"]


def line_of(row: dict[str, Any]) -> str:
    """A score beside its floor."""
    floor = "-" if row["floor"] is None else f"{row['floor']:.3f}"
    return f"{row['name']:44s} {row['value']:9.3f}   floor {floor:>9s}{'   BELOW ITS FLOOR' if is_below(row) else ''}"


if __name__ == "__main__":
    sys.exit(main())
