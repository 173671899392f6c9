"""What damaged quotation marks cost: python -m tests.quotes.damage --seed 1. Run it by hand; needs MUSTER_CORPORA.

Takes texts of the train split of PolNeAR whose marks are sound, damages some of their marks in one way after the other, and compares the
quotations that are found with those of the undamaged text: span F1 (words shared by eight in ten), for the quotations whose marks were
damaged and for their neighbours. Keeps no text; prints a table. Choose texts to work on by one seed and report on those of another.
"""

import argparse
import bisect
import json
import os
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.articles.blocks import mark_blocks
from pipelines.quotes.extract import quotations
from pipelines.text.document import Document
from pipelines.text.quotemarks import Quoted, find_quoted

WORD = re.compile(r"[A-Za-z0-9]+(?:[’'][A-Za-z]+)?")
SAME = 0.8  # share of words from which two stretches are one
WIDTH = 70

Words = frozenset[int]


class Edit(NamedTuple):
    """Characters start..end are replaced by `to`."""

    start: int
    end: int
    to: str


class Score(NamedTuple):
    """Counts of true stretches, of found ones, and of those that are both."""

    true: int = 0
    found: int = 0
    both: int = 0

    def plus(self, other: "Score") -> "Score":
        """The sum of two."""
        return Score(self.true + other.true, self.found + other.found, self.both + other.both)

    def f1(self) -> float:
        """Between precision and recall; 1 where there is nothing to find."""
        return 2 * self.both / (self.true + self.found) if self.true + self.found else 1.0


Damage = Callable[[str, Sequence[Quoted], random.Random], tuple[list[Edit], set[int]]]
"""Edits of a text, and the places of the quotations that they damage."""


def _some(quotes: Sequence[Quoted], rng: random.Random, share: float = 0.25) -> list[int]:
    """A share of the quotations in double marks, at least one."""
    doubles = [place for place, quote in enumerate(quotes) if quote.style == "double"]
    return sorted(rng.sample(doubles, max(1, int(len(doubles) * share))))


def _marks(opening: str, closing: str, share: float = 1.0) -> Damage:
    """Other marks in the place of those that are there; "" drops them, "keep" leaves them."""

    def damage(text: str, quotes: Sequence[Quoted], rng: random.Random) -> tuple[list[Edit], set[int]]:
        del text
        chosen = _some(quotes, rng, share)
        edits = []
        for place in chosen:
            quote = quotes[place]
            if opening != "keep":
                edits.append(Edit(quote.outer_start, quote.start, opening))
            if closing != "keep":
                edits.append(Edit(quote.end, quote.outer_end, closing))
        return edits, set(chosen)

    return damage


def _all(table: dict[str, str]) -> Damage:
    """Every character of the table replaced, wherever it stands."""

    def damage(text: str, quotes: Sequence[Quoted], rng: random.Random) -> tuple[list[Edit], set[int]]:
        del rng
        edits = [Edit(at, at + 1, table[sign]) for at, sign in enumerate(text) if sign in table]
        return edits, set(range(len(quotes)))

    return damage


def _wrapped(text: str, quotes: Sequence[Quoted], rng: random.Random) -> tuple[list[Edit], set[int]]:
    """Lines of 70 characters, as on old wires."""
    del rng
    edits, column = [], 0
    blank = -1
    for at, sign in enumerate(text):
        if sign == "\n":
            column, blank = 0, -1
            continue
        column += 1
        if sign == " ":
            blank = at
        if column > WIDTH and blank >= 0:
            edits.append(Edit(blank, blank + 1, "\n"))
            column, blank = at - blank, -1
    return edits, set(range(len(quotes)))


def _single_newlines(text: str, quotes: Sequence[Quoted], rng: random.Random) -> tuple[list[Edit], set[int]]:
    """Paragraphs on lines of their own, with no empty line between."""
    del rng
    return [Edit(found.start(), found.end(), "\n") for found in re.finditer(r"\n\n+", text)], set(range(len(quotes)))


CURLY = {"“": '"', "”": '"', "‘": "'", "’": "'"}
MOJIBAKE = {"“": "â€œ", "”": "â€\x9d", "‘": "â€˜", "’": "â€™", "–": "â€“", "—": "â€”"}
DAMAGES: dict[str, Damage] = {
    "nothing": _marks("keep", "keep"),
    "no opening, 1 in 4": _marks("", "keep", 0.25),
    "no closing, 1 in 4": _marks("keep", "", 0.25),
    "no marks, 1 in 4": _marks("", "", 0.25),
    "reversed, 1 in 4": _marks("”", "“", 0.25),
    "reversed, all": _marks("”", "“"),
    "opening marks only": _marks("“", "“"),
    "closing marks only": _marks("”", "”"),
    "straight": _all(CURLY),
    "ticks `` ''": _marks("``", "''"),
    "'' and ''": _marks("''", "''"),
    "tick and quote ` '": _marks("`", "'"),
    "accents ´ ´": _marks("´", "´"),
    "commas ,, ''": _marks(",,", "''"),
    "brackets << >>": _marks("<<", ">>"),
    "blanks inside": _marks('" ', ' "'),
    "ticks, blanks inside": _marks("`` ", " ''"),
    "entities": _marks("&quot;", "&quot;"),
    "escaped": _marks('\\"', '\\"'),
    "Windows bytes": _all({"“": "\x93", "”": "\x94", "‘": "\x91", "’": "\x92"}),
    "mojibake": _all(MOJIBAKE),
    "mojibake, cut": _all({**MOJIBAKE, "”": "â€"}),
    "replacement characters": _marks("\ufffd", "\ufffd"),
    "question marks": _marks("?", "?"),
    "fullwidth": _marks("＂", "＂"),
    "primes": _marks("″", "″"),
    "low „ “": _marks("„", "“"),
    "guillemets « »": _marks("« ", " »"),
    "corners 「」": _marks("「", "」"),
    "single ‘ ’": _marks("‘", "’"),
    "single ' '": _marks("'", "'"),
    "lines of 70": _wrapped,
    "lines of 70, straight": lambda t, q, r: ((w := _wrapped(t, q, r))[0] + _all(CURLY)(t, q, r)[0], w[1]),
    "no empty lines": _single_newlines,
    "straight, no opening, 1 in 4": lambda t, q, r: _over(_all(CURLY)(t, q, r), _marks("", "keep", 0.25)(t, q, r)),
    "straight, no closing, 1 in 4": lambda t, q, r: _over(_all(CURLY)(t, q, r), _marks("keep", "", 0.25)(t, q, r)),
    "blanks, no opening, 1 in 4": lambda t, q, r: _over(_marks('" ', ' "')(t, q, r), _marks("", "keep", 0.25)(t, q, r)),
    "blanks, no closing, 1 in 4": lambda t, q, r: _over(_marks('" ', ' "')(t, q, r), _marks("keep", "", 0.25)(t, q, r)),
}


def _over(under: tuple[list[Edit], set[int]], over: tuple[list[Edit], set[int]]) -> tuple[list[Edit], set[int]]:
    """Two damages of one text; where both change a mark, the second does."""
    taken = {edit.start for edit in over[0]}
    return [edit for edit in under[0] if edit.start not in taken] + over[0], over[1]


def apply(text: str, edits: Sequence[Edit]) -> tuple[str, Callable[[int], int]]:
    """The text with all edits made, and where its positions stood before."""
    parts, starts, shifts = [], [0], [0]
    at = length = 0
    for start, end, to in sorted(edits):
        if start < at:
            continue
        parts += [text[at:start], to]
        length += start - at + len(to)
        at = end
        starts.append(length)
        shifts.append(at - length)
    parts.append(text[at:])

    def back(position: int) -> int:
        return position + shifts[bisect.bisect_right(starts, position) - 1]

    return "".join(parts), back


def words_of(spans: Sequence[tuple[int, int]], start: int, end: int) -> Words:
    """Numbers of the words that lie within start..end."""
    first = bisect.bisect_left(spans, (start, -1))
    last = bisect.bisect_left(spans, (end, -1))
    return frozenset(range(first, last))


def compare(true: Sequence[Words], found: Sequence[Words], damaged: set[int]) -> tuple[Score, Score]:
    """Scores of the damaged quotations and of the others. A stretch that is none of them counts where its nearest one counts."""
    taken: set[int] = set()
    scores = [Score(), Score()]
    for words in found:
        overlap = [(len(words & one) / max(1, len(words | one)), -place) for place, one in enumerate(true)]
        best, place = max(overlap, default=(0.0, 0))
        if best == 0:
            place = -min(range(len(true)), key=lambda n: abs(min(true[n], default=0) - min(words, default=0)), default=0)
        hit = best >= SAME and -place not in taken
        if hit:
            taken.add(-place)
        side = 0 if -place in damaged else 1
        scores[side] = scores[side].plus(Score(0, 1, int(hit)))
    for place in range(len(true)):
        side = 0 if place in damaged else 1
        scores[side] = scores[side].plus(Score(1, 0, 0))
    return scores[0], scores[1]


def is_sound(text: str, quotes: Sequence[Quoted]) -> bool:
    """Whether all double marks are paired and go the right way, or are straight throughout."""
    curly, straight = text.count("“") + text.count("”"), text.count('"')
    balanced = text.count("“") == text.count("”") and straight % 2 == 0 and min(curly, straight) == 0
    return (
        balanced
        and sum(quote.style == "double" for quote in quotes) >= 4
        and not any(quote.damage or quote.continues for quote in quotes)
        and "''" not in text
    )


def speech(document: Document) -> list[tuple[int, int]]:
    """Where the extractor finds quotations."""
    return [(m.char_start, m.char_end) for m in quotations(document) if m.kind != "indirect"]


def marked(document: Document) -> list[tuple[int, int]]:
    """What stands in marks."""
    return [(q.start, q.end) for q in find_quoted(document.text, document.paragraphs)]


def sample(texts: Path, gold: Path, seed: int, n_texts: int) -> Iterator[tuple[str, list[Quoted], set[tuple[int, int]]]]:
    """Texts with sound marks: text, what stands in marks, and the stretches that are gold quotations."""
    rows = defaultdict(list)
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["doc_id"]].append((row["start"], row["end"]))
    paths = sorted(texts.glob("*.txt"))
    random.Random(seed).shuffle(paths)
    taken = 0
    for path in paths:
        text = path.read_bytes().decode("utf-8")
        document = Document(text, mark_blocks(text))
        quotes = [quote for quote in find_quoted(text, document.paragraphs) if quote.end > quote.start]
        if is_sound(text, quotes):
            spans = [m.span() for m in WORD.finditer(text)]
            true = {words_of(spans, *span) for span in rows[path.stem]}
            yield text, quotes, {(q.start, q.end) for q in quotes if words_of(spans, q.start, q.end) in true}
            taken += 1
        if taken == n_texts:
            return


def measure(name: str, seed: int, held: Sequence[tuple[str, list[Quoted], set[tuple[int, int]]]], show: bool) -> list[Score]:
    """Damaged and other stretches in marks, then damaged and other gold quotations as speech."""
    totals = [Score()] * 4
    for number, (text, quotes, gold) in enumerate(held):
        edits, damaged = DAMAGES[name](text, quotes, random.Random(seed * 1000 + number))
        changed, back = apply(text, edits)
        spans = [m.span() for m in WORD.finditer(text)]
        document = Document(changed, mark_blocks(changed))
        for offset, read in ((0, marked), (2, speech)):
            kept = [n for n, quote in enumerate(quotes) if offset == 0 or (quote.start, quote.end) in gold]
            true = [words_of(spans, quotes[n].start, quotes[n].end) for n in kept]
            at = {place for place, n in enumerate(kept) if n in damaged}
            places = sorted(read(document))
            found = [words_of(spans, back(start), back(end)) for start, end in places]
            if offset:  # what is speech on the undamaged text but no gold quotation is no business of the marks
                other = {words_of(spans, q.start, q.end) for q in quotes if (q.start, q.end) not in gold}
                found = [words for words in found if words not in other]
            scores = compare(true, [words for words in found if words], at)
            totals[offset] = totals[offset].plus(scores[0])
            totals[offset + 1] = totals[offset + 1].plus(scores[1])
            if show and offset == 0:
                _print_misses(changed, places, found, true)
    return totals


def _print_misses(changed: str, places: Sequence[tuple[int, int]], found: Sequence[Words], true: Sequence[Words]) -> None:
    for (start, end), words in zip(places, found, strict=True):
        if words and not any(len(words & one) / len(words | one) >= SAME for one in true):
            print(f"    {changed[max(0, start - 50) : start]!r} [[{changed[start:end]!r}]] {changed[end : end + 40]!r}")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="chooses texts and marks (default: 1)")
    parser.add_argument("--texts", type=int, default=60, help="how many texts (default: 60)")
    parser.add_argument("--only", default="", help="only damages whose name holds this")
    parser.add_argument("--show", action="store_true", help="print the stretches that are wrong, on the screen only")
    asked = parser.parse_args()
    corpora = os.environ.get("MUSTER_CORPORA")
    if not corpora:
        parser.error("MUSTER_CORPORA is not set")
    folder = Path(corpora) / "attribution"
    held = list(sample(folder / "train", folder / "quotes_train.jsonl", asked.seed, asked.texts))
    print(
        f"{len(held)} texts, {sum(len(quotes) for _, quotes, _ in held)} stretches, {sum(len(gold) for _, _, gold in held)} gold quotations"
    )
    print(f"{'span F1':32s} {'in marks':>18s} {'gold quotations':>20s}")
    print(f"{'damage':32s} {'damaged':>9s} {'others':>9s} {'damaged':>10s} {'others':>9s}")
    for name in DAMAGES:
        if asked.only in name:
            scores = measure(name, asked.seed, held, asked.show)
            shown = [f"{score.f1():9.3f}" if score.true else f"{'-':>9s}" for score in scores]
            print(f"{name:32s} {shown[0]} {shown[1]}  {shown[2]} {shown[3]}", flush=True)


if __name__ == "__main__":
    main()
