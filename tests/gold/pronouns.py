"""Who the pronouns that speak stand for, held against pronouns.csv (PolNeAR train, read by us). With --show SET, prints what is wrong.

Half of the gold is `look`, whose errors may be read, half `blind`, of which only the figures are. A document is in one half only.
"""

import csv
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from pipelines.commands.extract import read_document  # noqa: E402  (the file is run as a script)
from pipelines.quotes.extract import quotations  # noqa: E402
from pipelines.quotes.mention import QuoteMention  # noqa: E402
from pipelines.quotes.readings import TITLES  # noqa: E402

GOLD = HERE / "pronouns.csv"
CLOSE = 3  # characters by which two beginnings of one quotation may differ: marks


class Answer(NamedTuple):
    """A row of the gold with what the extractor says of the pronoun (`met`: it took it for a speaker) and of the quotation."""

    doc: str
    start: int
    gold: str
    note: str
    met: bool
    name: str | None
    of_quote: str | None


def read_gold() -> list[dict[str, str]]:
    """Rows of pronouns.csv: doc, start, end, quote (code points), name (empty where the text does not tell), note, set."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def name_words(name: str) -> list[str]:
    """The words of a name in lower case, without accents, titles, initials and Jr."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.replace("’", "'")) if not unicodedata.combining(c))
    words = [word.strip(".,").lower() for word in plain.split()]
    titles = {title.rstrip(".") for title in TITLES}
    kept = [word for word in words if word not in titles and word not in ("jr", "sr", "ii", "iii") and len(word) > 1]
    return kept or words


def same_name(gold: str, name: str | None, note: str = "") -> bool:
    """Whether a name is the one of the gold: same last name, first names that agree by name or initial.

    Where the gold is empty, no name is right, and so is what the note calls them ("unnamed: partner").
    """
    if not gold:
        return not name or note.partition(": ")[2] in name.lower().split()
    if not name:
        return False
    wanted, found = name_words(gold), name_words(name)
    if len(wanted) == 1:
        return wanted[0] in found
    return wanted[-1] == found[-1] and wanted[0][0] == found[0][0] and len(found) > 1


def answers(corpora: Path, which: str) -> Iterator[Answer]:
    """What the extractor says to each row of one half; reads the texts of $MUSTER_CORPORA."""
    by_doc: dict[str, list[dict[str, str]]] = {}
    for row in read_gold():
        if row["set"] == which:
            by_doc.setdefault(row["doc"], []).append(row)
    for doc, rows in sorted(by_doc.items()):
        path = corpora / "attribution" / "train" / f"{doc}.txt"
        mentions = quotations(read_document(path.read_bytes().decode("utf-8")))
        for row in rows:
            yield _answer(row, mentions)


def _answer(row: dict[str, str], mentions: Sequence[QuoteMention]) -> Answer:
    start, end, quote = int(row["start"]), int(row["end"]), int(row["quote"])
    met = [m for m in mentions if (m.speaker_start, m.speaker_end) == (start, end)]
    said = [m for m in mentions if m.kind != "indirect" and abs(m.char_start - quote) <= CLOSE]
    return Answer(
        row["doc"], start, row["name"], row["note"], bool(met), met[0].speaker_name if met else None, said[0].speaker_name if said else None
    )


def score_pronouns(corpora: Path) -> dict[str, float]:
    """For each half: accuracy of the pronouns that were met, precision of those answered, names right by quotation through any phrase."""
    scores = {}
    for which in ("look", "blind"):
        rows = list(answers(corpora, which))
        met = [row for row in rows if row.met]
        answered = [row for row in met if row.name]
        right = sum(same_name(row.gold, row.name, row.note) for row in met)
        scores[f"pronouns.{which}_accuracy"] = round(right / len(met), 3)
        scores[f"pronouns.{which}_precision"] = round(sum(same_name(row.gold, row.name, row.note) for row in answered) / len(answered), 3)
        scores[f"pronouns.{which}_by_quotation"] = round(sum(same_name(row.gold, row.of_quote, row.note) for row in rows) / len(rows), 3)
    return scores


def show(corpora: Path, which: str) -> None:
    """Prints every row of one half that is wrong."""
    for row in answers(corpora, which):
        if not row.met or not same_name(row.gold, row.name, row.note):
            print(f"{row.doc} {row.start} gold {row.gold!r} {'says' if row.met else 'NOT MET'} {row.name!r}, quotation {row.of_quote!r}")


if __name__ == "__main__":
    import os

    folder = Path(os.environ["MUSTER_CORPORA"])
    print("\n".join(f"{name} {value}" for name, value in score_pronouns(folder).items()))
    print({which: f"{sum(row.met for row in answers(folder, which))} pronouns met" for which in ("look", "blind")})
    if re.fullmatch("--show=look", sys.argv[-1]):
        show(folder, "look")
