"""The bodies that a document names, to find again what "the alliance", "the association" or "the BRRS" is. Standard library only."""

from bisect import bisect_left

from pipelines.quotes.phrases import Phrase
from pipelines.quotes.tokens import Line
from pipelines.text.names import entities, find_names

Place = tuple[Line, int, int]
"""Tokens lo..hi of a line."""
NEAR = 6000  # characters back from "the alliance" in which its name is looked for


class Bodies:
    """Bodies by the words of their names, by kind and by acronym."""

    def __init__(self) -> None:
        """Nothing is known at first; `take` adds names in the order of the text."""
        self._starts: dict[str, list[int]] = {}
        self._places: dict[str, list[Place]] = {}
        self._acronyms: dict[str, Place] = {}
        self._kinds: dict[str, list[tuple[int, str]]] | None = None

    def take(self, line: Line, phrase: Phrase) -> None:
        """Adds the name of a body: Blue River Relief Society, and what stands in brackets after it, BRRS."""
        lo, hi = phrase
        tokens = line.tokens
        for word in sorted({token.low for token in tokens[lo:hi]}):
            self._starts.setdefault(word, []).append(tokens[lo].start)
            self._places.setdefault(word, []).append((line, lo, hi))
        if hi + 2 < len(tokens) and tokens[hi].low == "(" and tokens[hi + 2].low == ")":
            short = line.text[tokens[hi + 1].start : tokens[hi + 1].end].replace(".", "")
            if short.isupper() and short[0].lower() == tokens[lo].low[0]:
                self._acronyms.setdefault(short, (line, lo, hi))

    def short_for(self, acronym: str) -> Place | None:
        """The name that an acronym was put in brackets behind."""
        return self._acronyms.get(acronym.replace(".", ""))

    def called(self, noun: str, at: int) -> Place | None:
        """The last body before a place whose name has the noun in it."""
        number = bisect_left(self._starts.get(noun, []), at)
        return self._places[noun][number - 1] if number else None

    def of_kind(self, text: str, kinds: tuple[str, ...], at: int) -> str | None:
        """Id of the last known body of such a kind that the text names before a place."""
        if self._kinds is None:
            self._kinds = {}
            for name in find_names(text):
                self._kinds.setdefault(entities()[name.entity_id].kind, []).append((name.start, name.entity_id))
        best: tuple[int, str] | None = None
        for kind in kinds:
            named = self._kinds.get(kind, [])
            number = bisect_left(named, (at, ""))
            if number and named[number - 1][0] > at - NEAR and (best is None or named[number - 1] > best):
                best = named[number - 1]
        return best[1] if best is not None else None
