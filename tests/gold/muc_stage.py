"""How far the deeds of the MUC-3/4 templates went, held against our events: `python tests/gold/muc_stage.py` prints every reading.

Gold: each template has a stage, ACCOMPLISHED, ATTEMPTED or THREATENED; where it gives two ("ACCOMPLISHED / ATTEMPTED"), either is right
and the first counts where neither is found. The templates tell nothing of physical targets, so half of those for bombs name no target.

Ours: the events of `muster extract` that tell of force or of threats. One that was tried and came to nothing (`outcome` attempted) is
ATTEMPTED; a threat, and a deed that is only planned, announced or conditional, is THREATENED; what is completed or ongoing is
ACCOMPLISHED; what somebody denies is nothing.

Readings of "macro-F1 over the three stages", from strict to lenient:
- `template`: each template is told by the event that fits it best, and an event tells one template; those that fit better choose first.
  The stage of neither side is looked at in the choice. A template without an event is missed. It is the score that has a floor.
- `best event`: the same, but an event may tell several templates.
- `document`: the stages of a document's templates against those of its events; every event of ours in such a document counts, also
  those of deeds that the templates leave out by design (of soldiers against guerrillas, of long ago, of elsewhere).
- `document, a family`: the same, but events count only where their document has a template of their kind (bombing, kidnapping ...).

An event fits a template by the words of its targets (two points each), of perpetrator and place (one each), its day (one), and by its
kind (two): words of bombs for BOMBING, of kidnapping for KIDNAPPING and so on. Without a common target or kind it does not fit.
"""

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from pipelines.commands.extract import read_document  # noqa: E402  (the file is run as a script)
from pipelines.events.extract import events  # noqa: E402
from pipelines.events.mention import EventMention  # noqa: E402
from pipelines.quotes.extract import quotations  # noqa: E402
from pipelines.text.document import Document  # noqa: E402

STAGES = ("ACCOMPLISHED", "ATTEMPTED", "THREATENED")
TYPES = frozenset(("ASSAULT", "COERCE", "THREATEN"))
REAL, TO_COME = frozenset(("completed", "ongoing")), frozenset(("planned", "announced", "conditional"))
PEACEFUL = frozenset(("sanction", "strike", "vote", "detain", "deadline", "withdraw", "ban", "deport"))
KINDS = {
    "BOMBING": re.compile(r"BOMB|EXPLO|DYNAMIT|GRENADE|BLEW|BLOW|BLAST|ROCKET|MORTAR|DETONAT|DEVICE|\bMINE|CHARGES?\b|TNT|MISSILE"),
    "KIDNAPPING": re.compile(r"KIDNAP|ABDUCT|HOSTAGE|CAPTIVE|CAPTUR|SEIZ|HELD|HIJACK|TAKEN|TOOK|RETAIN|DISAPPEAR"),
    "ARSON": re.compile(r"\bFIRE\b|FIRES\b|BURN|ARSON|TORCH|ABLAZE|INCENDIAR"),
    "ROBBERY": re.compile(r"\bROB|STOLE|STEAL|LOOT|SEIZ|TOOK|TAKE"),
    "FORCED WORK STOPPAGE": re.compile(r"STRIKE|STOPPAGE|TRANSPORT|PARALY"),
    "ATTACK": re.compile(
        r"ATTACK|KILL|MURDER|ASSASS|SHOT|SHOOT|WOUND|FIR(?:ED|ING)|AMBUSH|DEATH|DEAD|DIE|CLASH|EXECUT|MASSACR|HARASS|RAID|THREAT"
    ),
}
WORD = re.compile(r"[A-Z]{3,}")
IDLE = frozenset(
    [
        "THE",
        "AND",
        "FOR",
        "WITH",
        "FROM",
        "THAT",
        "THIS",
        "WHO",
        "WAS",
        "WERE",
        "HIS",
        "HER",
        "THEIR",
        "NOT",
        "BUT",
        "ALL",
        "TWO",
        "THREE",
        "FOUR",
        "FIVE",
        "DEPARTMENT",
        "CITY",
        "TOWN",
        "AREA",
        "REGION",
        "NEIGHBORHOOD",
        "MUNICIPALITY",
        "CAPITAL",
        "VILLAGE",
        "PROVINCE",
        "DISTRICT",
        "SALVADOR",
        "COLOMBIA",
        "GUATEMALA",
        "PERU",
        "HONDURAS",
        "CHILE",
        "NICARAGUA",
        "PANAMA",
        "SAN",
        "SANTA",
    ]
)
LEAST = 2


class Wanted(NamedTuple):
    """A template."""

    stages: tuple[str, ...]
    kind: str
    targets: frozenset[str]
    others: frozenset[str]
    day: date | None


class Found(NamedTuple):
    """An event of ours."""

    stage: str
    words: frozenset[str]
    around: frozenset[str]
    told: str
    day: date | None


Gold = tuple[list[Wanted], list[Found]]


def read_gold(template: dict[str, Any]) -> Wanted:
    """A template as the scorer needs it."""
    stages = tuple(stage.strip() for stage in template["stage"].split("/"))
    targets = _words(" ".join(template["hum_tgt"]))
    others = _words(" ".join([*template["perp_org"], template["location"] or ""])) - targets
    return Wanted(stages, template["type"], targets, others, _day(template["date"] or ""))


def _day(words: str) -> date | None:
    """The first day that a date names; some name one that the calendar lacks."""
    found = re.search(r"\d\d? [A-Z]{3} \d\d", words)
    try:
        return datetime.strptime(found[0], "%d %b %y").date() if found else None
    except ValueError:
        return None


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text)) - IDLE


def find(text: str) -> list[Found]:
    """Our events of a text that can be templates."""
    document = read_document(text)
    told = [event for event in events(document, quotations(document)) if event.type in TYPES]
    return [found for event in told if (found := _read(event, _sentence(document, event)))]


def _sentence(document: Document, event: EventMention) -> str:
    return next((text for start, end in document.sentences if start <= event.char_start < end and (text := document.text[start:end])), "")


def _read(event: EventMention, sentence: str) -> Found | None:
    stage = stage_of(event)
    if stage is None:
        return None
    names = [*event.actor_names, *event.recipient_names, event.place_name or "", event.mode or "", event.trigger]
    told = " ".join([event.surface, *names]).upper()
    day = event.date_earliest if event.date_earliest == event.date_latest else None
    return Found(stage, _words(told), _words(sentence), told, day)


def stage_of(event: EventMention) -> str | None:
    """The stage in the words of MUC; None for what is denied, and for threats and attempts that are not of force."""
    if event.status in REAL and event.type != "THREATEN":
        return "ACCOMPLISHED"
    if event.type == "COERCE" or event.mode in PEACEFUL:
        return None
    if event.outcome == "attempted":
        return "ATTEMPTED"
    return "THREATENED" if event.type == "THREATEN" else None


def points(wanted: Wanted, found: Found) -> int:
    """How well an event fits a template; 0 where it does not."""
    same_kind = bool(KINDS[wanted.kind].search(found.told))
    targets = len(wanted.targets & found.words)
    fit = (
        2 * targets
        + 2 * same_kind
        + len(wanted.others & (found.words | found.around))
        + (wanted.day is not None and wanted.day == found.day)
    )
    return fit if (targets or same_kind) and fit >= LEAST else 0


def choose(wanted: Sequence[Wanted], found: Sequence[Found], *, once: bool) -> list[str | None]:
    """The stage of the event that tells each template; None where none does."""
    pairs = [(-points(one, other), row, column) for row, one in enumerate(wanted) for column, other in enumerate(found)]
    chosen: list[str | None] = [None] * len(wanted)
    used: set[int] = set()
    done: set[int] = set()
    for fit, row, column in sorted(pairs):
        if fit < 0 and row not in done and not (once and column in used):
            chosen[row] = found[column].stage
            done.add(row)
            used.add(column)
    return chosen


def by_template(documents: Iterable[Gold], *, once: bool = True) -> dict[str, float]:
    """Macro-F1 and F1 of each stage over templates."""
    right: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for wanted, found in documents:
        for template, stage in zip(wanted, choose(wanted, found, once=once), strict=True):
            asked = stage if stage in template.stages else template.stages[0]
            gold[asked] += 1
            ours[stage or ""] += 1
            right[asked] += stage == asked
    return _f1(right, ours, gold)


def by_document(documents: Iterable[Gold], *, family: bool = False) -> dict[str, float]:
    """Macro-F1 and F1 of each stage over documents with a template."""
    right: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for wanted, found in documents:
        kinds = [KINDS[template.kind] for template in wanted]
        stages = {one.stage for one in found if not family or any(kind.search(one.told) for kind in kinds)}
        asked = {next((stage for stage in template.stages if stage in stages), template.stages[0]) for template in wanted}
        gold.update(asked)
        ours.update(stages)
        right.update(asked & stages)
    return _f1(right, ours, gold)


def _f1(right: Counter[str], ours: Counter[str], gold: Counter[str]) -> dict[str, float]:
    each = {stage: 2 * right[stage] / max(1, ours[stage] + gold[stage]) for stage in STAGES}
    return {"macro_F1": round(sum(each.values()) / len(each), 3)} | {stage.lower(): round(value, 3) for stage, value in each.items()}


def read_corpus(corpora: Path) -> Iterator[tuple[int, Gold]]:
    """Number, templates and events of every document that has a template."""
    for line in (corpora / "muc" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["events"]:
            yield int(row["id"].rsplit("-", 1)[1]), ([read_gold(template) for template in row["events"]], find(row["text"]))


def score_stage(corpora: Path) -> dict[str, float]:
    """The scores that have a floor."""
    documents = [document for _, document in read_corpus(corpora)]
    strict = by_template(documents)
    each = {f"muc.stage_{stage.lower()}_F1": strict[stage.lower()] for stage in STAGES}
    return {
        "muc.stage_macro_F1": strict["macro_F1"],
        "muc.stage_document_macro_F1": by_document(documents, family=True)["macro_F1"],
        **each,
    }


def main() -> None:
    """Prints all readings, for all documents, and for those that may be looked at (odd numbers) and the blind ones apart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="?", type=Path, default=os.environ.get("MUSTER_CORPORA"), help="default $MUSTER_CORPORA")
    corpus = list(read_corpus(Path(parser.parse_args().corpora)))
    parts = {"all": corpus, "look": [one for one in corpus if one[0] % 2], "blind": [one for one in corpus if not one[0] % 2]}
    for part, chosen in parts.items():
        documents = [document for _, document in chosen]
        readings = {
            "template": by_template(documents),
            "best event": by_template(documents, once=False),
            "document": by_document(documents),
            "document, a family": by_document(documents, family=True),
        }
        for name, scores in readings.items():
            print(f"{part:6s} {name:20s}", "  ".join(f"{stage} {value:.3f}" for stage, value in scores.items()))


if __name__ == "__main__":
    main()
