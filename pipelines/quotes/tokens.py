"""A paragraph as tokens in which each quotation is one token, cut into sentences. Standard library only."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pipelines.quotes.words import AUXILIARIES, CLAUSES, CONJUNCTIONS, CUES, DETERMINERS, IRREGULAR, PREPOSITIONS, TIME
from pipelines.reference import rows
from pipelines.text.quotemarks import Quoted
from pipelines.text.spans import Span

WORD, CAPITAL, NUMBER, PUNCT, QUOTE = "word", "capital", "number", "punct", "quote"


class Token(NamedTuple):
    """A word, mark or quotation. `low` is the word in lower case; `quote` the place of the quotation in its list."""

    start: int
    end: int
    low: str
    kind: str
    quote: int = -1


class Sentence(NamedTuple):
    """Tokens lo..hi of a paragraph, half open."""

    lo: int
    hi: int


def _abbreviations() -> str:
    words = {
        row["abbreviation"].capitalize() for row in rows("abbreviations") if row["before"] != "number" and row["abbreviation"].isalpha()
    }
    words |= {row["abbreviation"].capitalize() for row in rows("abbreviations") if row["abbreviation"] + "." in TIME}
    words = {word for word in words if len(word) > 1 and word not in ("Am", "Pm", "Al", "Etc", "Miss")}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


REST = r"[^\W_]*(?:[-’'&/][^\W_]+)*(?:[’'](?!\w))?"
TOKEN = re.compile(
    rf"[a-z]{REST}|(?:[A-Z]\.){{2,}}|\b(?:{_abbreviations()})\.|[A-Z]\.(?=\s?[A-Z])"  # small words first: they are no abbreviations
    rf"|\d[\d,.:]*\d|\d|[^\W\d_]{REST}|-{{2,}}|\.{{3}}|[^\w\s]"
)
UNREAD = frozenset('"“”„«»')  # marks of what is no quotation: a nickname, the name of a newspaper
STOPS = frozenset(".!?")
LONGEST_SENTENCE = 300  # tokens; what never ends is cut, so that nothing looks back over a whole book
HEADLINE = 0.7  # share of capitalised words from which a paragraph is a headline
PLAIN = AUXILIARIES | PREPOSITIONS | DETERMINERS | CLAUSES | IRREGULAR | CONJUNCTIONS


@lru_cache(maxsize=1 << 16)
def _form(word: str) -> tuple[str, str, int]:
    """A printed word in lower case, its kind and its length without an apostrophe that is no part of it; 0 where it is no token."""
    first = word[0]
    if first.isalpha():
        low = word.lower()
        kind = CAPITAL if first.isupper() else WORD
        if word[-1] in "’'" and not low.endswith(("s’", "s'")):
            return low[:-1], kind, len(word) - 1
        return low, kind, len(word)
    if first.isdigit():
        return word, NUMBER, len(word)
    return word, PUNCT, 0 if first in UNREAD else len(word)


class Line:
    """A paragraph as tokens, and its sentences."""

    def __init__(self, text: str, start: int, end: int, quotes: Sequence[Quoted], first: int) -> None:
        """`quotes` are those of this paragraph, `first` the place of the first of them in the document's list."""
        self.text = text
        self.span = Span(start, end)
        self.tokens: list[Token] = []
        at = start
        for number, quote in enumerate(quotes):
            self._read(at, max(at, quote.outer_start))
            self.tokens.append(Token(quote.outer_start, quote.outer_end, "", QUOTE, first + number))
            at = quote.outer_end
        self._read(at, end)
        self.quotes = {first + number: quote for number, quote in enumerate(quotes)}
        self.is_headline = self._quieten()
        self.sentences = self._cut()
        self.sayings: dict[int, Any] = {}  # what cues.find_sayings found, by the first token of the sentence

    def _read(self, start: int, end: int) -> None:
        add, make = self.tokens.append, tuple.__new__  # what Token() does, without its checks
        for match in TOKEN.finditer(self.text, start, end):
            low, kind, length = _form(match[0])
            if length:
                first = match.start()
                add(make(Token, (first, first + length, low, kind, -1)))

    def _quieten(self) -> bool:
        """In a headline every word has a capital: takes those for plain words that are no names. Returns whether it is one."""
        kinds = [token.kind for token in self.tokens]
        capitals = kinds.count(CAPITAL)
        words = capitals + kinds.count(WORD)
        if words < 4 or capitals < HEADLINE * words or words > 40:
            return False
        for at, token in enumerate(self.tokens):
            if token.kind == CAPITAL and (token.low in PLAIN or token.low in CUES):
                self.tokens[at] = token._replace(kind=WORD)
        return True

    def _cut(self) -> list[Sentence]:
        found = []
        lo = self._dateline()
        tokens = self.tokens
        for at, token in enumerate(tokens[:-1]):
            may_end = token.kind == QUOTE or token.low in STOPS
            if (may_end and at >= lo and self._ends(at, token, tokens[at + 1])) or at - lo >= LONGEST_SENTENCE:
                found.append(Sentence(lo, at + 1))
                lo = at + 1
        if lo < len(tokens):
            found.append(Sentence(lo, len(tokens)))
        return found

    def _dateline(self) -> int:
        """Tokens of a dateline that leads in: WASHINGTON, Dec. 8 (UPI) --."""
        tokens = self.tokens
        if (
            not tokens
            or tokens[0].kind != CAPITAL
            or not self.text[tokens[0].start : tokens[0].end].isupper()
            or tokens[0].end - tokens[0].start < 3
        ):
            return 0
        for at, token in enumerate(tokens[1:16], start=1):
            if token.low in ("-", "--", "—", "–", "―"):
                return at + 1
            if token.kind in (QUOTE, WORD) or (token.kind == PUNCT and token.low not in ",.()/"):
                return 0
        return 0

    def _ends(self, at: int, token: Token, following: Token) -> bool:
        """Whether a sentence ends with this token: at a stop, or at a quotation that holds its own stop."""
        fresh = following.kind in (CAPITAL, QUOTE, NUMBER) or following.low in "(["
        if token.kind == QUOTE:
            return fresh and self.closes(token) == "." and not self._only_attributes(at + 1)
        return token.low in STOPS and token.kind == PUNCT and fresh

    def _only_attributes(self, at: int) -> bool:
        """Whether what follows a full stop in marks is but "Smith said.", which belongs to the quotation."""
        for place in range(at, min(at + 6, len(self.tokens) - 1)):
            token = self.tokens[place]
            if token.kind not in (WORD, CAPITAL):
                return False
            if token.low in CUES and token.kind == WORD:
                return "say" in CUES[token.low].frame and self.tokens[place + 1].low in (".", ",", "in", "on", "at")
        return False

    def closes(self, token: Token) -> str:
        """The last character of a quotation's words."""
        quote = self.quotes[token.quote]
        return self.text[quote.end - 1] if quote.end > quote.start else ""

    def sentence_of(self, at: int) -> int:
        """Place of the sentence that holds a token."""
        return max(0, bisect_right(self.sentences, at, key=lambda sentence: sentence.lo) - 1)

    def surface(self, lo: int, hi: int) -> str:
        """The text of tokens lo..hi."""
        return self.text[self.tokens[lo].start : self.tokens[hi - 1].end]
