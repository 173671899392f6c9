"""Prints every score beside its floor: `make score`. With --raise, lifts floors to what was measured; a floor is never lowered.

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

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from tests.gold import corpora, muc, muc_stage, pages, pronouns, sample, seeds  # noqa: E402  (the file is run as a script)
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


def measurements() -> dict[str, tuple[str, Callable[[], dict[str, float]]] | None]:
    """For each group of scores its gold's hash and how to measure it; None where the folders it needs are not set."""
    gold, documents, held = folder("MUSTER_GOLD"), folder("MUSTER_SEEDS"), folder("MUSTER_CORPORA")
    found: dict[str, tuple[str, Callable[[], dict[str, float]]] | None] = dict.fromkeys(
        ["seeds", "sample", "attribution_dev", "pronouns", "plover", "isaf", "muc", "stories", "identity", "html"]
    )
    found["sample"] = gold_hash(sample.gold_files()), lambda: sample.score_sample(build(sample.DOCUMENTS, Path(tempfile.mkdtemp())))
    found["quantities"] = gold_hash([SENTENCES]), score_quantities
    found["news"] = gold_hash(news.texts()), news.score_news
    found["same_figures"] = gold_hash(same_figures.texts()), same_figures.score_same_figures
    found["happenings"] = gold_hash(happenings.texts()), happenings.score_happenings
    found["relations"] = gold_hash([relations.TABLE]), relations.score_relations
    found["wire"] = gold_hash(texts()), score_wire
    if gold and documents:
        found["seeds"] = (
            gold_hash(list(gold.glob("seed_*.jsonl"))),
            lambda: seeds.score_seeds(build(documents, Path(tempfile.mkdtemp())), gold),
        )
    if held:
        found["attribution_dev"] = gold_hash([held / "attribution" / "quotes_dev.jsonl"]), lambda: corpora.score_attribution(held)
        found["pronouns"] = gold_hash([pronouns.GOLD]), lambda: pronouns.score_pronouns(held)
        found["plover"] = gold_hash([held / "plover" / "dev.jsonl"]), lambda: corpora.score_plover(held)
        found["isaf"] = gold_hash([held / "isaf" / "gold.jsonl"]), lambda: corpora.score_isaf(held)
        found["muc"] = gold_hash([held / "muc" / "dev.jsonl"]), lambda: muc.score_muc(held) | muc_stage.score_stage(held)
        found["stories"] = gold_hash([held / "stories" / "overlaps.json"]), lambda: corpora.score_stories(held)
        found["identity"] = gold_hash(gold_files()), lambda: score_identity(held)
        found["html"] = gold_hash([held / "html" / "gold.jsonl"]), lambda: pages.score_pages(held)
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
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured")
    asked = parser.parse_args()
    floors, below = read_floors(), 0
    for group, how in measurements().items():
        if asked.groups and group not in asked.groups:
            continue
        if how is None:
            print(f"{group}: skipped, its folders are not set (MUSTER_SEEDS, MUSTER_GOLD, MUSTER_CORPORA)")
            continue
        gold, measure = how
        scores, old = measure(), floors.get(group)
        known: dict[str, float] = dict(old["floors"]) if old and old["gold"] == gold else {}  # type: ignore[call-overload]
        for name, value in sorted(scores.items()):
            floor = known.get(name)
            low = floor is not None and value < floor
            below += low
            print(
                f"{name:44s} {value:9.3f}   floor {'-' if floor is None else f'{floor:.3f}':>9s}{'   BELOW ITS FLOOR' if low else ''}",
                flush=True,
            )
        if asked.lift:
            floors[group] = lifted(old, gold, scores)
    if asked.lift:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
