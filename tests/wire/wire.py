"""Our own news items in the wire style of 2000-2002 with their quotations marked (README.md): reads the markup, scores the extractor.

As a script (python -m tests.wire.wire [look|blind]) it prints the scores, and for "look" the errors.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.commands.extract import read_document
from pipelines.quotes.extract import quotations
from pipelines.quotes.mention import QuoteMention
from tests.marked_items import HALVES, half_of, split_items

HERE = Path(__file__).resolve().parent
MARKED = re.compile(r"\[\[(~?)(#?)([^|\[\]]*)\|(.+?)\]\]", re.DOTALL)
WORD = re.compile(r"[A-Za-z0-9]+(?:[’'][A-Za-z]+)?")
SAME = 0.8  # word overlap from which a stretch is the gold one


class Gold(NamedTuple):
    """One quotation: its place with the marks, its kind, who says it, and the phrase that names them where that is another one."""

    start: int
    end: int
    kind: str
    speakers: tuple[str, ...]
    person: bool
    mention: str | None


class Item(NamedTuple):
    """One news item as stored, with its quotations in order. Odd numbers may be looked at, even ones are blind."""

    number: int
    text: str
    gold: list[Gold]

    @property
    def half(self) -> str:
        """look or blind."""
        return half_of(self.number)


class Found(NamedTuple):
    """A gold quotation and what was read there, or a stretch that is none; either may be missing."""

    gold: Gold | None
    mention: QuoteMention | None


def texts() -> list[Path]:
    """The files with items."""
    return sorted(HERE.glob("*.txt"))


def items() -> list[Item]:
    """All items by number."""
    found = [read_item(number, options, body) for number, options, body in split_items(texts())]
    return sorted(found, key=lambda item: item.number)


def read_item(number: int, options: dict[str, str], body: str) -> Item:
    """An item from its markup: laid out, and stripped of the marks of the gold."""
    return _strip(number, laid_out(body, options), int(options.get("wrap", 0)))


def laid_out(body: str, options: dict[str, str]) -> str:
    """The markup with its paragraphs as the options want them: apart, one a line, or indented."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n" if options.get("para") != "single" else r"\n", body) if part.strip()]
    if "wrap" in options:
        paragraphs = [" ".join(part.split("\n")) for part in paragraphs]
    if options.get("para") == "indent":
        return "   " + "\n   ".join(paragraphs) + "\n"
    return ("\n" if options.get("para") == "single" else "\n\n").join(paragraphs) + "\n"


def _strip(number: int, markup: str, width: int) -> Item:
    text, gold, at = "", [], 0
    for found in MARKED.finditer(markup):
        text += markup[at : found.start()]
        partial, other, who, words = found.groups()
        names, _, mention = who.partition("=")
        gold.append(
            Gold(
                len(text),
                len(text) + len(words),
                "partial" if partial else "full",
                tuple(name for name in names.split("/") if name),
                not other,
                mention or None,
            )
        )
        text += words
        at = found.end()
    return Item(number, wrapped(text + markup[at:], width), gold)


def wrapped(text: str, width: int) -> str:
    """Breaks lines longer than `width` at spaces, which become line ends: no character moves. 0 leaves all as it is."""
    if not width:
        return text
    lines = []
    for line in text.split("\n"):
        while len(line) > width and (cut := line.rfind(" ", 0, width)) > 0:
            lines.append(line[:cut])
            line = line[cut + 1 :]
        lines.append(line)
    return "\n".join(lines)


def compare(item: Item) -> list[Found]:
    """Gold and what the extractor finds, matched one to one by their words, the best matches first."""
    spans = [match.span() for match in WORD.finditer(item.text)]
    read = [m for m in quotations(read_document(item.text)) if m.kind != "indirect"]
    wanted = [_words(spans, gold.start, gold.end) for gold in item.gold]
    offered = [_words(spans, m.char_start, m.char_end) for m in read]
    pairs = sorted(
        ((_overlap(a, b), -i, -j) for i, a in enumerate(wanted) for j, b in enumerate(offered) if _overlap(a, b) >= SAME), reverse=True
    )
    left: dict[int, int] = {}
    for _, i, j in pairs:
        if -i not in left and -j not in left.values():
            left[-i] = -j
    found = [Found(gold, read[left[i]] if i in left else None) for i, gold in enumerate(item.gold)]
    return found + [Found(None, mention) for j, mention in enumerate(read) if j not in left.values()]


def _words(spans: Sequence[tuple[int, int]], start: int, end: int) -> frozenset[int]:
    return frozenset(i for i, (a, b) in enumerate(spans) if start <= a and b <= end)


def _overlap(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / max(1, len(a | b))


def plain(name: str) -> list[str]:
    """A name as words without accents, hyphens and case."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.findall(r"\w+", letters.lower().replace("'s", ""))


def names_right(gold: Gold, mention: QuoteMention) -> bool:
    """Whether the resolved name is right: of people the whole name, of the others the word that the phrase turns on."""
    given = plain(mention.speaker_name or mention.speaker_surface or "")
    if gold.person:
        return any(given == plain(name) for name in gold.speakers)
    return any(set(plain(_head(name))[-1:]) & set(given) for name in gold.speakers)


def _head(phrase: str) -> str:
    return re.split(r"\b(?:of|for|in)\b", phrase)[0]


def score_wire() -> dict[str, float]:
    """Scores of both halves: wire.span_F1.look, wire.names.look, and so on."""
    found: dict[str, list[Found]] = {half: [] for half in HALVES}
    for item in items():
        found[item.half] += compare(item)
    return {f"wire.{name}.{half}": round(value, 3) for half in HALVES for name, value in scores(found[half]).items()}


def scores(found: Iterable[Found]) -> dict[str, float]:
    """span_F1; names: right ones of all quotations of named people; bodies: the same for bodies and unnamed speakers."""
    rows = list(found)
    hits = sum(row.gold is not None and row.mention is not None for row in rows)
    total = sum(row.gold is not None for row in rows) + sum(row.mention is not None for row in rows)
    return {
        "span_F1": 2 * hits / max(1, total),
        "names": _share(row for row in rows if row.gold is not None and row.gold.person and row.gold.speakers),
        "bodies": _share(row for row in rows if row.gold is not None and not row.gold.person and row.gold.speakers),
    }


def _share(rows: Iterable[Found]) -> float:
    judged = [row.gold is not None and row.mention is not None and names_right(row.gold, row.mention) for row in rows]
    return sum(judged) / max(1, len(judged))


def errors(item: Item) -> Iterator[str]:
    """What went wrong in an item, a line each."""
    for gold, mention in compare(item):
        if mention is None and gold is not None:
            yield f"{item.number} missed     {item.text[gold.start : gold.end]!r}"
        elif gold is None and mention is not None:
            yield f"{item.number} too much   {mention.surface!r} ({mention.speaker_surface})"
        elif gold is not None and gold.speakers and mention is not None and not names_right(gold, mention):
            said = f"{mention.speaker_surface!r} -> {mention.speaker_name!r} [{mention.rule}]"
            yield f"{item.number} speaker    {mention.surface[:50]!r}: {said}, not {gold.mention or ''!r} {gold.speakers}"


def main() -> None:
    """Prints the scores, and the errors of the half that may be looked at."""
    asked = sys.argv[1:] or list(HALVES)
    for name, value in score_wire().items():
        print(f"{name:24s} {value:.3f}")
    if asked == ["look"]:
        for item in items():
            if item.half == "look":
                print("\n".join(errors(item)), end="\n" if list(errors(item)) else "")


if __name__ == "__main__":
    main()
