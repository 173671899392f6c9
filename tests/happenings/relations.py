"""Sentences with two actors and the type of what one does to the other (relations.csv): the event whose parties fit best counts.

Macro-F1 over PLOVER's types, RETREAT and CONCEDE as one (YIELD). As a script (python -m tests.happenings.relations [look]) it prints the
scores of both halves, and with "look" the errors of the half that may be read.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipelines.commands.extract import read_document
from pipelines.events.extract import events
from pipelines.events.mention import EventMention
from pipelines.quotes.extract import quotations
from tests.happenings.happenings import FOLD
from tests.marked_items import HALVES, half_of

TABLE = Path(__file__).with_name("relations.csv")
Row = Mapping[str, str]


def rows() -> list[Row]:
    """The sentences."""
    return list(csv.DictReader(line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")))


def _words(text: str) -> set[str]:
    return set(re.sub(r"[^a-z0-9 ]", "", text.lower()).split())


def read_type(row: Row) -> tuple[str | None, list[EventMention]]:
    """The type of the mention whose actor and recipient fit best, the first of them; and all that were found."""
    document = read_document(row["sentence"])
    found = list(events(document, quotations(document)))

    def fit(mention: EventMention) -> int:
        acts = any(_words(name) & _words(row["source"]) for name in mention.actor_names)
        return acts + any(_words(name) & _words(row["target"]) for name in mention.recipient_names)

    best = max(found, key=fit, default=None)
    return (FOLD.get(best.type, best.type) if best else None), found


def macro_f1(pairs: Iterable[tuple[str, str | None]]) -> float:
    """Mean over the gold types of the F1 of each; a sentence without an answer is missed, not wrong."""
    pairs = list(pairs)
    right = Counter(gold for gold, ours in pairs if gold == ours)
    golds, given = Counter(gold for gold, _ in pairs), Counter(ours for _, ours in pairs if ours)
    return sum(2 * right[kind] / (golds[kind] + given[kind]) for kind in golds) / max(1, len(golds))


def score_relations() -> dict[str, float]:
    """The scores of both halves, for `make score`."""
    read = [(half_of(int(row["number"])), row["type"], read_type(row)[0]) for row in rows()]
    return {f"relations.{half}_macro_F1": round(macro_f1((gold, ours) for part, gold, ours in read if part == half), 3) for half in HALVES}


def main() -> None:
    """Prints scores and, if asked, errors."""
    print(score_relations())
    for row in rows() if "look" in sys.argv[1:] else []:
        if half_of(int(row["number"])) == "look":
            ours, found = read_type(row)
            if ours != row["type"]:
                told = "; ".join(f"{one.type} {one.trigger} {one.actor_names}->{one.recipient_names}" for one in found)
                print(f"{row['number']} {row['type']} not {ours}: {row['source']} -> {row['target']}: {row['sentence']} [{told}]")


if __name__ == "__main__":
    main()
