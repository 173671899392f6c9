"""Counts of people killed and injured, held against the templates of MUC-3/4: `python tests/gold/muc.py` prints every variant.

Gold: each `effect` DEATH or INJURY of a template is joined to its `numbers` by a phrase that both name. Where a number gives several values
("60 / 100", "350 / 350 or more"), each of them is right. A pair is the count with the effect. Pairs of one document that are equal are one
pair (variant `set`); in the variant `bag` they are as many as the templates have. An effect marked optional, or without a number, or with
PLURAL for one ("several"), is not asked for; as no count of it could be right or wrong, one count of two or more of that effect that
matches nothing is forgiven for each of them.

Ours: the people killed and wounded in the events of `muster extract` that are told as done, as their claims give them, each once
a text (`claims`), or as the
event's fields give them (`fields`), with the killed and wounded of its force figures. A count is its least value, or its most where there
is no least. Matching is one to one within a document. A document counts when it has at least one pair or unnumbered effect; with `all`,
all texts of the corpus count, which holds every guerrilla, soldier and accident victim against us that the templates leave out by design.
`two up` looks at counts of two and more only.
"""

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from pipelines.commands.extract import read_document  # noqa: E402  (the file is run as a script)
from pipelines.events.extract import events  # noqa: E402
from pipelines.quotes.extract import quotations  # noqa: E402
from pipelines.troop_figures.extract import figures  # noqa: E402

EFFECTS = {"DEATH": "killed", "INJURY": "wounded"}
PHRASE = re.compile(r'"([^"]*)"')
REAL = ("completed", "ongoing")
Pair = tuple[str, int]


class Wanted(NamedTuple):
    """The gold of a document: pairs with every value that is right for them, and how many unnumbered there are of each effect."""

    pairs: list[tuple[str, frozenset[int]]]
    open: Counter[str]


class Found(NamedTuple):
    """Ours in a document, by where it was read from."""

    claims: list[Pair]
    fields: list[Pair]
    figures: list[Pair]


def read_gold(templates: Iterable[dict[str, Any]]) -> Wanted:
    """The pairs that the templates of one document ask for."""
    pairs: list[tuple[str, frozenset[int]]] = []
    unnumbered: Counter[str] = Counter()
    for template in templates:
        for effect in template["effect"]:
            label, _, rest = effect.partition(":")
            how = [EFFECTS[word] for word in re.findall(r"\w+", label.replace("NO INJURY OR DEATH", "")) if word in EFFECTS]
            if not how or "NO " in label:
                continue
            values = _values(template["numbers"], set(PHRASE.findall(rest)))
            if values and label.strip() in EFFECTS:
                pairs.append((how[0], values))
            else:
                unnumbered.update(how)
    return Wanted(pairs, unnumbered)


def _values(numbers: Iterable[dict[str, Any]], phrases: set[str]) -> frozenset[int]:
    """The values that the numbers give for one of the phrases; none where it is PLURAL or optional."""
    for number in numbers:
        if phrases & {number["phrase"], *PHRASE.findall(number["raw"])} and number["value"] is not None:
            head = number["raw"].split(":")[0]
            return frozenset() if "?" in head or "PLURAL" in head else frozenset(int(digits) for digits in re.findall(r"\d+", head))
    return frozenset()


def find(text: str) -> Found:
    """The pairs that the extractors read in a text."""
    document = read_document(text)
    quotes = quotations(document)
    found = Found([], [], [])
    for event in events(document, quotes):
        if event.status not in REAL:
            continue
        for how in EFFECTS.values():
            _add(found.fields, how, getattr(event, f"{how}_low"), getattr(event, f"{how}_high"))
        for claim in event.harm:
            if claim.how in EFFECTS.values() and claim.role != "again":
                _add(found.claims, claim.how, claim.low, claim.high)
    for figure in figures(document, quotes):
        if figure.measure in EFFECTS.values() and figure.status == "reported":
            low, high = (figure.value, figure.value) if figure.value is not None else (figure.low, figure.high)
            _add(found.figures, figure.measure, low, high)
    return found


def _add(pairs: list[Pair], how: str, low: int | None, high: int | None) -> None:
    count = low if low is not None else high
    if count:
        pairs.append((how, count))


def compare(wanted: Wanted, ours: Iterable[Pair], *, bag: bool = False, least: int = 1) -> tuple[int, int, int]:
    """Right, found and wanted of one document."""
    gold = [(how, values) for how, values in wanted.pairs if max(values) >= least]
    mine = Counter(pair for pair in ours if pair[1] >= least)
    if not bag:
        gold, mine = list(dict.fromkeys(gold)), Counter(dict.fromkeys(mine, 1))
    size, found, right = len(gold), mine.total(), 0
    for how, values in sorted(gold, key=lambda pair: (len(pair[1]), pair[0], sorted(pair[1]))):
        hit = next(((how, value) for value in sorted(values) if mine[how, value]), None)
        if hit:
            mine[hit] -= 1
            right += 1
    for how, many in wanted.open.items():
        found -= min(many, sum(times for (kind, count), times in mine.items() if kind == how and count > 1))
    return right, found, size


def scores(documents: Iterable[tuple[Wanted, Iterable[Pair]]], *, bag: bool = False, least: int = 1) -> tuple[float, float, float]:
    """Micro precision, recall and F1 over documents."""
    right = found = wanted = 0
    for gold, ours in documents:
        one = compare(gold, ours, bag=bag, least=least)
        right, found, wanted = right + one[0], found + one[1], wanted + one[2]
    precision, recall = right / max(1, found), right / max(1, wanted)
    return round(precision, 3), round(recall, 3), round(2 * right / max(1, found + wanted), 3)


def read_corpus(corpora: Path) -> Iterator[tuple[str, Wanted, Found]]:
    """Every document of the development part with its gold and ours."""
    for line in (corpora / "muc" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], read_gold(row["events"]), find(row["text"])


def score_muc(corpora: Path) -> dict[str, float]:
    """The scores that have a floor: documents with a harm, pairs once a document."""
    asked = [(gold, ours) for _, gold, ours in read_corpus(corpora) if gold.pairs or gold.open]
    precision, recall, f1 = scores([(gold, [*ours.claims, *ours.figures]) for gold, ours in asked])
    two_up = scores([(gold, [*ours.claims, *ours.figures]) for gold, ours in asked], least=2)[2]
    return {"muc.harm_F1": f1, "muc.harm_precision": precision, "muc.harm_recall": recall, "muc.harm_two_up_F1": two_up}


def main() -> None:
    """Prints all variants."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="?", type=Path, default=os.environ.get("MUSTER_CORPORA"), help="default $MUSTER_CORPORA")
    corpus = list(read_corpus(Path(parser.parse_args().corpora)))
    some = [(gold, ours) for _, gold, ours in corpus if gold.pairs or gold.open]
    print(f"{len(corpus)} texts, {len(some)} with people killed or injured, {sum(len(gold.pairs) for gold, _ in some)} counted effects")
    print(f"{'':34s} {'precision':>9s} {'recall':>9s} {'F1':>9s}")
    for name, part in (("", some), ("all ", [(gold, ours) for _, gold, ours in corpus])):
        for source in ("claims", "fields", "figures", "claims+figures", "fields+figures"):
            pairs = [(gold, [pair for one in source.split("+") for pair in getattr(ours, one)]) for gold, ours in part]
            for variant, bag, least in (("set", False, 1), ("set two up", False, 2), ("bag", True, 1), ("bag two up", True, 2)):
                print(f"{name + source + ', ' + variant:34s}", *(f"{value:9.3f}" for value in scores(pairs, bag=bag, least=least)))


if __name__ == "__main__":
    main()
