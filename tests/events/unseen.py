"""Reads sentences as if nobody had looked at them when the codebook was written: without the entries that only they call for.

An entry is a trigger of event_triggers.csv, or a word of its condition; a sentence calls for it if it has its words. What general knowledge
would have put there all the same is taken away too, so that scores by this are low ones.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pipelines.commands.extract import read_document
from pipelines.events import lexicon as lexicon_of
from pipelines.events.actors import Memory
from pipelines.events.clauses import find_verbs
from pipelines.events.draft import Sentence
from pipelines.events.lexicon import MARKS
from pipelines.events.links import link
from pipelines.events.tokens import tokenize
from pipelines.events.wording import stem, ties
from pipelines.reference import rows, split
from pipelines.text.document import Document

Row = dict[str, str]
Entry = tuple[int, str, str]
"""Row, column and word."""


def read_sentences(document: Document) -> list[Sentence]:
    """The sentences of a text with their verbs, before anything is found in them."""
    found = []
    for start, end in document.sentences:
        names = [name for name in document.names if start <= name.start < end]
        dates = [span for span in document.dates if start <= span.start < end]
        tokens = tokenize(document.text, start, end, names, dates)
        read = Sentence(tokens, find_verbs(tokens), Memory())
        tokens.heads = {verb.head for verb in read.verbs}
        link(tokens, read.verbs)
        found.append(read)
    return found


def _entries(table: Sequence[Row], stems: set[str]) -> Iterator[Entry]:
    """The entries that a text with these stems calls for."""
    for number, row in enumerate(table):
        triggers = [one for one in split(row["trigger"]) if {stem(word) for word in one.split() if word not in "_~"} <= stems]
        yield from ((number, "trigger", one) for one in triggers)
        if triggers:
            yield from ((number, "with", one) for one in split(row["with"] or "") if stem(one.rstrip("*")) in stems)


def _without(table: Sequence[Row], dropped: set[Entry]) -> tuple[Row, ...]:
    """The table without some entries; a row whose triggers or whose words are all gone goes too."""
    left = []
    for number, row in enumerate(table):
        kept = dict(row)
        for column in ("trigger", "with"):
            parts = split(row[column] or "")
            kept[column] = "|".join(part for part in parts if (number, column, part) not in dropped)
            if parts and not set(split(kept[column])) - MARKS:
                break
        else:
            left.append(kept)
    return tuple(left)


class Unseen:
    """The codebook without what only one of some texts calls for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.table = rows("event_triggers")
        self.called: list[list[Entry]] = []
        count: dict[Entry, int] = defaultdict(int)
        for text in texts:
            document = read_document(text)
            stems = {stem(word) for read in read_sentences(document) for word in read.tokens.low}
            self.called.append(list(_entries(self.table, stems)))
            for entry in self.called[-1]:
                count[entry] += 1
        self.single = {entry for entry, number in count.items() if number == 1}

    @contextmanager
    def text(self, number: int) -> Iterator[None]:
        """While this lasts the extractor knows nothing that only the text with this number calls for."""
        dropped = self.single & set(self.called[number])
        if not dropped:
            yield
            return
        table = _without(self.table, dropped)
        lexicon_of.rows = lambda name: table if name == "event_triggers" else rows(name)  # type: ignore[attr-defined]
        _forget()
        try:
            yield
        finally:
            lexicon_of.rows = rows  # type: ignore[attr-defined]
            _forget()


def _forget() -> None:
    lexicon_of.lexicon.cache_clear()
    ties.cache_clear()
