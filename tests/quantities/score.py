"""Scores quantities on our own sentences (sentences.txt): `python -m tests.quantities.score [--peers] [--errors]`.

A found quantity is right where it overlaps a marked one that is not taken yet and its value is the same within a thousandth; a range by
both ends. Odd sentences may be looked at (--errors prints what is wrong there), even ones are blind.
"""

import argparse
import re
import warnings
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from pipelines.text.quantities import find_quantities

SENTENCES = Path(__file__).resolve().parent / "sentences.txt"
MARKED = re.compile(r"\{\{(?P<loose>\?)?(?P<words>[^{}|]*)(?:\|(?P<fields>[^{}]*))?\}\}")
HALVES = ("odd", "even")
SAME = Fraction(1, 1000)


class Read(NamedTuple):
    """A quantity: its span, its two ends (equal where it is no range; None: it has no value), its qualifier and unit ("-": none)."""

    start: int
    end: int
    low: float | None
    high: float | None
    qualifier: str = "exact"
    unit: str = "-"


class Sentence(NamedTuple):
    """A sentence with what is marked in it; `loose` are spans that may be read or not."""

    number: int
    text: str
    gold: list[Read]
    loose: list[tuple[int, int]]


def sentences() -> list[Sentence]:
    """All sentences of the file, in order."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [parse(int(line[:3]), line[4:]) for line in lines if line and not line.startswith("#")]


def parse(number: int, line: str) -> Sentence:
    """A sentence from its markup.

    Raises:
        ValueError: a mark has a field that is none, or no value.
    """
    parts: list[str] = []
    gold: list[Read] = []
    loose: list[tuple[int, int]] = []
    at = length = 0
    for mark in MARKED.finditer(line):
        parts += [line[at : mark.start()], mark["words"]]
        start = length + mark.start() - at
        length = start + len(mark["words"])
        at = mark.end()
        if mark["loose"]:
            loose.append((start, length))
        else:
            gold.append(_gold(start, length, dict(field.split("=") for field in (mark["fields"] or "").split())))
    return Sentence(number, "".join([*parts, line[at:]]), gold, loose)


def _gold(start: int, end: int, fields: dict[str, str]) -> Read:
    if "v" not in fields or set(fields) - set("vquc"):
        raise ValueError(f"a mark needs v, and may have q, u and c: {fields}")
    low, _, high = fields["v"].partition("..")
    return Read(start, end, float(low), float(high or low), fields.get("q", "exact"), fields.get("u", "-").replace("_", " "))


def ours(text: str) -> list[Read]:
    """What our number layer reads; vague words, which have no value, are left out."""
    found = []
    for one in find_quantities(text):
        ends = (one.low, one.high) if one.qualifier == "range" else (one.value, one.value)
        if ends[0] is not None:
            found.append(Read(one.start, one.end, *ends, one.qualifier, one.unit or "-"))
    return found


def quantulum3() -> Callable[[str], list[Read]] | None:
    """What quantulum3 reads, without its classifier; None where it is not installed."""
    try:
        from quantulum3 import parser
    except ImportError:
        return None
    warnings.simplefilter("ignore")

    def read(text: str) -> list[Read]:
        found = []
        for one in parser.parse(text):
            wide = one.uncertainty or 0  # "5 to 10" is 7.5 and 2.5 to both sides
            found.append(Read(*one.span, one.value - wide, one.value + wide, "exact", one.unit.name or "-"))
        return found

    return read


def pairs(sentence: Sentence, found: Iterable[Read]) -> tuple[list[tuple[Read, Read]], list[Read], list[Read]]:
    """Marked and found ones that are the same, marked ones that were missed, and found ones that are wrong."""
    left, right, wrong = list(sentence.gold), [], []
    for one in found:
        same = next((gold for gold in left if _overlap(gold, one) and _equal(gold, one)), None)
        if same:
            left.remove(same)
            right.append((same, one))
        elif not any(one.start < end and start < one.end for start, end in sentence.loose):
            wrong.append(one)
    return right, left, wrong


def _overlap(gold: Read, found: Read) -> bool:
    return gold.start < found.end and found.start < gold.end


def _equal(gold: Read, found: Read) -> bool:
    return _near(gold.low, found.low) and _near(gold.high, found.high)


def _near(gold: float | None, found: float | None) -> bool:
    return gold is not None and found is not None and abs(gold - found) <= abs(gold) * SAME


def score(read: Callable[[str], list[Read]], half: str) -> dict[str, float]:
    """Precision, recall and F1 of the values of one half, and F1 where the qualifier or the unit has to be right too."""
    matched = missed = wrong = qualifier = unit = 0
    for sentence in sentences():
        if HALVES[1 - sentence.number % 2] != half:
            continue
        right, left, other = pairs(sentence, read(sentence.text))
        matched, missed, wrong = matched + len(right), missed + len(left), wrong + len(other)
        qualifier += sum(gold.qualifier == one.qualifier for gold, one in right)
        unit += sum(gold.unit == one.unit for gold, one in right)
    both = 2 * matched + missed + wrong
    return {
        "value_precision": matched / max(1, matched + wrong),
        "value_recall": matched / max(1, matched + missed),
        "value_F1": 2 * matched / both,
        "value_qualifier_F1": 2 * qualifier / both,
        "value_unit_F1": 2 * unit / both,
    }


def score_quantities() -> dict[str, float]:
    """Our scores on both halves, named as in tests/gold/floors.json."""
    return {f"quantities.{half}_{name}": round(value, 3) for half in HALVES for name, value in score(ours, half).items()}


def errors() -> None:
    """Prints what is wrong in the odd sentences."""
    for sentence in sentences():
        if sentence.number % 2 == 0:
            continue
        right, left, wrong = pairs(sentence, ours(sentence.text))
        for label, many in (("missed", left), ("wrong", wrong)):
            for one in many:
                print(f"{sentence.number} {label:7s} {sentence.text[one.start : one.end]!r} {one[2:]}   {sentence.text}")
        for gold, one in right:
            if gold[4:] != one[4:]:
                print(f"{sentence.number} differs {sentence.text[one.start : one.end]!r} {one[4:]} is {gold[4:]}   {sentence.text}")


def main() -> None:
    """Prints the scores of both halves, with --peers beside quantulum3's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--peers", action="store_true", help="quantulum3 too, where it is installed (dependency group peers)")
    parser.add_argument("--errors", action="store_true", help="what is wrong in the odd sentences")
    asked = parser.parse_args()
    if asked.errors:
        errors()
    readers: dict[str, Callable[[str], list[Read]] | None] = {"ours": ours}
    if asked.peers:
        readers["quantulum3"] = quantulum3()
    for name, read in readers.items():
        if read is None:
            print(f"{name} is not installed: pip install --group peers")
            continue
        for half in HALVES:
            scores = score(read, half)
            if name != "ours":  # others name units otherwise, and have no qualifiers
                scores = {label: scores[label] for label in ("value_precision", "value_recall", "value_F1")}
            print(f"{name:12s} {half:5s}" + "".join(f"  {label} {value:.3f}" for label, value in scores.items()))


if __name__ == "__main__":
    main()
