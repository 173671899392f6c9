"""Our own news items with their force figures marked (README.md): reads the markup, scores the extractor.

As a script (python -m tests.news.news [look]) it prints the scores of both halves, and with "look" the errors of the half that may be read.
"""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.commands.extract import read_document
from pipelines.quotes.extract import quotations
from pipelines.text.known import acts_for, entities
from pipelines.troop_figures.extract import figures
from pipelines.troop_figures.mention import FigureMention
from tests.marked_items import HALVES, Gold, Item, read_items

HERE = Path(__file__).resolve().parent
VAGUE = 3
"""By how much two readers may differ on the least of "several hundred"."""
PRESENT = {"deployed": "present"}
"""Who was sent is there: the two measures count as one, as they do in consolidation."""


class Found(NamedTuple):
    """A figure of the gold and what was read there; one of the two may be missing."""

    gold: Gold | None
    mention: FigureMention | None


def texts() -> list[Path]:
    """The files with items."""
    return sorted(HERE.glob("*.txt"))


def items() -> list[Item]:
    """All items by number."""
    return read_items(texts())


def read_figures(item: Item) -> list[FigureMention]:
    """What the extractor finds in an item."""
    document = read_document(item.text, item.published)
    return list(figures(document, quotations(document)))


def same_size(gold: Gold, mention: FigureMention) -> bool:
    """Whether both say the same number: the value, or the bounds where there is none, or the formations."""
    said = {
        "v": mention.value,
        "low": mention.low if mention.value is None else None,
        "high": mention.high if mention.value is None else None,
        "formations": mention.formations,
    }
    if gold.fields.get("q") == "vague" == mention.qualifier and mention.low and "low" in gold.fields:
        return max(mention.low, int(gold.fields["low"])) <= VAGUE * min(mention.low, int(gold.fields["low"]))
    return all((str(value) if value is not None else None) == gold.fields.get(name) for name, value in said.items())


def compare(item: Item) -> list[Found]:
    """Pairs the figures of an item with what was read there, one to one: spans that meet and the same number."""
    mentions, found, optional = read_figures(item), [], [gold for gold in item.gold if not gold.wanted]
    for gold in item.gold:
        if gold.wanted:
            hit = next((mention for mention in mentions if _meet(gold, mention) and same_size(gold, mention)), None)
            mentions = [mention for mention in mentions if mention is not hit]
            found.append(Found(gold, hit))
    return found + [Found(None, mention) for mention in mentions if not any(_meet(gold, mention) for gold in optional)]


def _meet(gold: Gold, mention: FigureMention) -> bool:
    return gold.start < mention.char_end and mention.char_start < gold.end


def right(gold: Gold, mention: FigureMention, field: str) -> bool:
    """Whether a field of a mention is one of the right answers."""
    return JUDGED[field](gold.answers(field), mention)


def _force(answers: Sequence[str | None], mention: FigureMention) -> bool:
    named = {answer for answer in answers if answer and not answer.startswith("~")}
    named |= {acts_for(answer) for answer in named}  # KFOR counts as NATO's, as everywhere
    if mention.force_id is None:  # a force that the tables do not have cannot be named
        return None in answers or any(answer and answer.startswith("~") for answer in answers)
    return mention.force_id in named


def _measure(answers: Sequence[str | None], mention: FigureMention) -> bool:
    return PRESENT.get(mention.measure, mention.measure) in {PRESENT.get(answer or "", answer) for answer in answers}


def _place(answers: Sequence[str | None], mention: FigureMention) -> bool:
    place = entities().get(mention.place_id or "")
    return (place.iso3 or place.entity_id if place else None) in answers


def _claimant(answers: Sequence[str | None], mention: FigureMention) -> bool:
    """Right, or left open: a name that did not say so is the only mistake."""
    words = {word for answer in answers if answer for word in re.findall(r"\w+", answer.replace("_", " ").lower())}
    return mention.claimed_by is None or bool(words & set(re.findall(r"\w+", mention.claimed_by.lower())))


JUDGED: dict[str, Callable[[Sequence[str | None], FigureMention], bool]] = {
    "force": _force,
    "m": _measure,
    "q": lambda answers, mention: mention.qualifier in answers,
    "s": lambda answers, mention: mention.status in answers,
    "place": _place,
    "by": _claimant,
}
NAMES = {"force": "force", "m": "measure", "q": "qualifier", "s": "status", "place": "place", "by": "claimed_by_not_wrong"}


def scores(found: Iterable[Found]) -> dict[str, float]:
    """F1 of the figures, and of those found the share with each field right; `traps` is what was found and is no figure, below zero."""
    rows = list(found)
    hits = [(row.gold, row.mention) for row in rows if row.gold and row.mention]
    wanted = sum(row.gold is not None for row in rows)
    read = sum(row.mention is not None for row in rows)
    result = {"F1": 2 * len(hits) / max(1, wanted + read), "precision": len(hits) / max(1, read), "recall": len(hits) / max(1, wanted)}
    for field, name in NAMES.items():
        judged = [right(gold, mention, field) for gold, mention in hits if gold.answers(field)]
        result[name] = sum(judged) / max(1, len(judged))
    result["named_claimants"] = sum(bool(mention.claimed_by) for gold, mention in hits if gold.answers("by") not in ([], [None])) / max(
        1, sum(gold.answers("by") not in ([], [None]) for gold, _ in hits)
    )
    return {name: round(value, 3) for name, value in result.items()} | {"traps": float(len(hits) - read)}


def score_news() -> dict[str, float]:
    """The scores of both halves, for `make score`."""
    result = {}
    for half in HALVES:
        found = [row for item in items() if item.half == half for row in compare(item)]
        result |= {f"news.{half}_{name}": value for name, value in scores(found).items()}
    return result


def _errors(item: Item) -> Iterable[str]:
    for gold, mention in compare(item):
        place = gold or mention
        assert place is not None
        start, end = (gold.start, gold.end) if gold else (mention.char_start, mention.char_end) if mention else (0, 0)
        around = " ".join(f"{item.text[max(0, start - 90) : start]}[[{item.text[start:end]}]]{item.text[end : end + 70]}".split())
        if gold is None and mention:
            yield f"{item.number:02d} TRAP {mention.measure} {mention.force_id} {mention.value} {mention.rule}: {around}"
        elif gold and mention is None:
            yield f"{item.number:02d} MISSED {gold.fields}: {around}"
        elif gold and mention:
            wrong = [field for field in NAMES if gold.answers(field) and not right(gold, mention, field)]
            given = [
                mention.force_id,
                mention.measure,
                mention.status,
                mention.qualifier,
                mention.place_id,
                mention.claimed_by,
                mention.rule,
            ]
            if wrong:
                yield f"{item.number:02d} {' '.join(wrong).upper()} want {gold.fields} got {given}: {around}"


def main() -> None:
    """Prints scores and, if asked, errors."""
    everything = [(item, compare(item)) for item in items()]
    for half in HALVES:
        print(half, scores(row for item, rows in everything if item.half == half for row in rows))
    if "look" in sys.argv[1:]:
        for item, _ in everything:
            if item.half == "look":
                for error in _errors(item):
                    print(error)


if __name__ == "__main__":
    main()
