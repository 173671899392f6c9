"""Signs by which the words of a sentence are told apart into who speaks, the verb of speech and what is reported. NumPy only.

A sign is a template and a key, such as `pair-1` and "adverb cue": the two word classes that end at a token. All sentences of a document
are read at once; a key is a whole number per token. What the signs weigh is data: see labels.py.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.quotes.tokens import CAPITAL, NUMBER, PUNCT, QUOTE, Token
from pipelines.quotes.words import (
    ADVERBS,
    AUXILIARIES,
    CLAUSES,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    IRREGULAR,
    NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    TIME,
)
from pipelines.reference import column

Numbers = npt.NDArray[np.int64]
Marked = npt.NDArray[np.bool_]
EDGE = "<edge>"  # what stands before and after a sentence
UNKNOWN = "<unknown>"
PAD = 2  # edges on either side
FAR = 6  # tokens after a verb of speech from which the distance does not matter
CLOSING = 13  # tokens at the end of a sentence in which ", Smith said." may stand
STARTERS = frozenset(column("sentence_starters", "word"))
OWN_CLASS = frozenset(",.:;-()")


class Vocabulary:
    """Texts by number and numbers by text; `size` is one more than the greatest number it may give."""

    def __init__(self, size: int, texts: Iterable[str]) -> None:
        """`texts` are known from the start, in their order."""
        self.size = size
        self.texts = list(texts)
        self.numbers = {text: number for number, text in enumerate(self.texts)}

    def add(self, text: str) -> int:
        """The number of a text, a new one where it is not known."""
        number = self.numbers.setdefault(text, len(self.texts))
        if number == len(self.texts):
            if number >= self.size:
                raise ValueError(f"more than {self.size} texts in one vocabulary")
            self.texts.append(text)
        return number


CUE_BITS, CLASS_BITS, SMALL_BITS = 10, 7, 4
VOCABULARIES = {
    "word": Vocabulary(1 << 20, [UNKNOWN, EDGE]),
    "class": Vocabulary(1 << CLASS_BITS, ["none", EDGE]),
    "cue": Vocabulary(1 << CUE_BITS, ["none", *sorted({cue.lemma for cue in CUES.values()})]),
    "telling": Vocabulary(
        1 << SMALL_BITS, ["none", ",", "that", "to", "of", "for", "about", "and"]
    ),  # mean another thing after another verb
    "step": Vocabulary(1 << SMALL_BITS, ["none", ",", "that", "to", ";", "but", "and", "as", "while"]),  # where a clause begins or ends
    "flag": Vocabulary(2, ["no", "yes"]),
    "distance": Vocabulary(FAR + 1, ["none", *map(str, range(1, FAR + 1))]),
    "side": Vocabulary(4, ["none", "before", "at", "after"]),
}
OFFSETS = (-2, -1, 0, 1, 2)
TEMPLATES: dict[str, tuple[str, ...]] = {
    **{f"word{offset:+d}": ("word",) for offset in OFFSETS},
    **{f"class{offset:+d}": ("class",) for offset in (-1, 0, 1)},
    **{f"pair{offset:+d}": ("class", "class") for offset in (-1, 0)},
    **{f"triple{offset:+d}": ("class", "class", "class") for offset in (-2, -1, 0)},
    "always": ("flag",),
    "quotation": ("flag",),
    "headline": ("flag", "flag"),  # and whether a colon stands before
    "according": ("flag", "flag", "flag"),  # the sentence begins with it; whether a comma stands before; whether a quotation is near
    "last word": ("word",),
    "cue before": ("cue",),
    "cue class before": ("class",),
    "cue and word": ("cue", "telling"),
    "cue since": ("distance",),
    "since": ("step", "flag"),
    "cue after": ("cue",),
    "cues": ("flag", "flag"),
    "closing": ("side", "flag", "flag"),  # ", Smith said" ends it: on which side; whether a verb of speech stands before; a quotation
    "inverted": ("side", "flag", "flag"),  # the same of ", said Smith" anywhere
}
"""The vocabularies that the keys of each template are made of. A number at its end is the place of its first part, seen from the token."""


class Signs(NamedTuple):
    """Keys by template, one per token and edge of a document; sentence n has its tokens at first[n] .. last[n], both included."""

    keys: dict[str, Numbers]
    first: Numbers
    last: Numbers


Described = Sequence[tuple[Sequence[Token], bool]]
"""Sentences as tokens, at least one and none of them empty, and whether they stand in a headline."""


def read_signs(sentences: Described, grow: bool = False) -> Signs:
    """The signs of the sentences of a document. `grow`: words that are not in the vocabulary are added to it."""
    edges = [EDGES] * PAD
    packed = list(edges)
    for tokens, _ in sentences:
        packed += [describe(token.low, token.kind, grow) for token in tokens]
        packed += edges
    length = np.array([len(tokens) for tokens, _ in sentences], dtype=np.int64)
    first = PAD + np.concatenate(([0], np.cumsum(length + PAD)[:-1]))
    last = first + length - 1
    seen = np.array(packed, dtype=np.int64)
    headline = np.array([is_headline for _, is_headline in sentences], dtype=np.int64)
    keys = _around(seen >> WORD_AT, seen >> CLASS_AT & CLASS_MASK)
    sentence = np.repeat(np.arange(len(first)), np.concatenate((length[:-1] + PAD, length[-1:] + 2 * PAD)))
    keys |= _states(seen, sentence, first, last, headline)
    return Signs(keys, first, last)


WORD_AT, CLASS_AT, CUE_AT, TELLING_AT, STEP_AT = 32, 24, 12, 8, 4
CLASS_MASK, CUE_MASK, SMALL_MASK = (1 << CLASS_BITS) - 1, (1 << CUE_BITS) - 1, (1 << SMALL_BITS) - 1
IS_ACCORDING, IS_COLON, IS_QUOTE = 1, 2, 4
EDGES = 1 << WORD_AT | 1 << CLASS_AT


@lru_cache(maxsize=1 << 17)
def describe(low: str, kind: str, grow: bool = False) -> int:
    """All that a token is by itself as one whole number: word, class, verb of speech, and whether it is a word that matters."""
    text = word_of(low, kind)
    words = VOCABULARIES["word"]
    word = words.add(text) if grow else words.numbers.get(text, 0)
    cue = CUES.get(low) if kind not in (CAPITAL, QUOTE) else None
    lemma = VOCABULARIES["cue"].numbers[cue.lemma] if cue is not None else 0
    flags = IS_ACCORDING * (low == "according") | IS_COLON * (low == ":") | IS_QUOTE * (kind == QUOTE)
    telling, step = VOCABULARIES["telling"].numbers.get(text, 0), VOCABULARIES["step"].numbers.get(text, 0)
    kind_of_word = VOCABULARIES["class"].add(class_of(low, kind))
    return word << WORD_AT | kind_of_word << CLASS_AT | lemma << CUE_AT | telling << TELLING_AT | step << STEP_AT | flags


def word_of(low: str, kind: str) -> str:
    """The word by which a token is known: itself in lower case, or what it is: <quote>, <number>, <name>.

    Names are not learned: what holds for the people of one year should hold for those of another. Words of grammar and of speech,
    adverbs and participles are no names, though they begin a sentence with a capital.
    """
    if kind in (QUOTE, NUMBER):
        return f"<{kind}>"
    if kind != CAPITAL or low in STARTERS or low.endswith(("ly", "ing")):
        return low
    return "<name>" if class_of(low, "word") in ("word", "-s", "-ed") else low


def class_of(low: str, kind: str) -> str:
    """The class of a word: its role in a sentence as far as lists and endings tell."""
    if kind in (QUOTE, NUMBER):
        return kind
    if kind == PUNCT:
        return low if low in OWN_CLASS else "mark"
    if kind == CAPITAL:
        return next((name for name, words in CAPITAL_CLASSES if low in words), "name")
    if low in PRONOUNS:
        return "pronoun"
    cue = CUES.get(low)
    if cue is not None:
        return f"{cue.form.split()[0]}-{'strong' if cue.strong else 'weak'}-cue"
    if low in AUXILIARIES:
        return "auxiliary"
    if low in RELATIVES or low in CLAUSES or low in CONJUNCTIONS:
        return low
    by_ending = next((f"-{ending}" for ending in ("ly", "ed", "ing", "s") if low.endswith(ending)), "word")
    return next((name for name, words in WORD_CLASSES if low in words), by_ending)


CAPITAL_CLASSES = (
    ("time", TIME), ("pronoun", PRONOUNS), ("determiner", DETERMINERS), ("preposition", PREPOSITIONS), ("office", NOUNS),
)  # fmt: skip
WORD_CLASSES = (
    ("determiner", DETERMINERS), ("preposition", PREPOSITIONS), ("speaker", NOUNS), ("time", TIME), ("adverb", ADVERBS),
    ("irregular", IRREGULAR),
)  # fmt: skip


def _around(word: Numbers, kind: Numbers) -> dict[str, Numbers]:
    """The words and classes beside each token. What is rolled over the ends of the document are edges."""
    words = {offset: np.roll(word, -offset) for offset in OFFSETS}
    classes = {offset: np.roll(kind, -offset) for offset in OFFSETS}
    pairs = {offset: classes[offset] << CLASS_BITS | classes[offset + 1] for offset in (-2, -1, 0)}
    return {
        **{f"word{offset:+d}": words[offset] for offset in OFFSETS},
        **{f"class{offset:+d}": classes[offset] for offset in (-1, 0, 1)},
        **{f"pair{offset:+d}": pairs[offset] for offset in (-1, 0)},
        **{f"triple{offset:+d}": pairs[offset] << CLASS_BITS | classes[offset + 2] for offset in (-2, -1, 0)},
    }


def _states(seen: Numbers, sentence: Numbers, first: Numbers, last: Numbers, headline: Numbers) -> dict[str, Numbers]:
    """The signs that hold over stretches: the verb of speech before and after, a closing ", Smith said", what kind of sentence it is."""
    here = np.arange(len(seen))
    start, end = first[sentence], last[sentence]
    cue, step = seen >> CUE_AT & CUE_MASK, seen >> STEP_AT & SMALL_MASK
    telling = seen >> TELLING_AT & SMALL_MASK
    before, stepped, after = _before(cue > 0, here), _before(step > 0, here), _after(cue > 0, here)
    said, follows = before >= start, after <= end
    since = np.where((stepped >= start) & ((stepped > before) | ~said), step[stepped], 0)
    according, headed = (seen[start] & IS_ACCORDING) > 0, headline[sentence] > 0
    closing = _closing(seen, telling == 1, here, first, last)[sentence]
    side = np.where(closing < 0, 0, 2 + np.sign(here - closing))
    inverted = _before(_turned(seen, telling == 1), here)[last + 1][sentence]
    turned = np.where(inverted < start, 0, 2 + np.sign(here - inverted))
    lemma = np.where(said, cue[before], 0)
    quoted = (_after((seen & IS_QUOTE) > 0, here)[first - 1] <= last)[sentence]
    return {
        "always": np.ones(len(seen), dtype=np.int64),
        "quotation": quoted.astype(np.int64),
        "headline": _flags(headed, headed & (_before((seen & IS_COLON) > 0, here) >= start)),
        "according": _flags(according, according & (_before(telling == 1, here) >= start), according & quoted),
        "last word": (seen >> WORD_AT)[end],
        "cue before": lemma,
        "cue class before": np.where(said, seen[before] >> CLASS_AT & CLASS_MASK, 0),
        "cue and word": np.where(telling > 0, lemma << SMALL_BITS | telling, 0),
        "cue since": np.where(said, np.minimum(here - before, FAR), 0),
        "since": since << 1 | said,
        "cue after": np.where(follows, cue[np.minimum(after, len(seen) - 1)], 0),
        "cues": _flags(said, follows),
        "closing": side << 2 | _flags(said & (side == 1), quoted & (side > 0)),
        "inverted": turned << 2 | _flags(said & (turned == 1), quoted & (turned > 0)),
    }


def _flags(*flags: Marked) -> Numbers:
    """Truth values as one number, the first of them in the highest bit."""
    packed = np.zeros(len(flags[0]), dtype=np.int64)
    for flag in flags:
        packed = packed << 1 | flag
    return packed


def _before(marked: Marked, here: Numbers) -> Numbers:
    """For each place the nearest marked one before it, -1 where there is none."""
    nearest = np.maximum.accumulate(np.where(marked, here, -1))
    return np.concatenate(([-1], nearest[:-1]))


def _after(marked: Marked, here: Numbers) -> Numbers:
    """For each place the nearest marked one after it, the number of places where there is none."""
    nearest = np.minimum.accumulate(np.where(marked, here, len(here))[::-1])[::-1]
    return np.concatenate((nearest[1:], [len(here)]))


def _turned(seen: Numbers, comma: Marked) -> Marked:
    """The commas right before a verb of speech or "according": ", said Smith, who ..."."""
    spoken = (seen & (CUE_MASK << CUE_AT | IS_ACCORDING)) > 0
    return comma & np.concatenate((spoken[1:], [False]))


def _closing(seen: Numbers, comma: Marked, here: Numbers, first: Numbers, last: Numbers) -> Numbers:
    """For each sentence the comma of a closing ", Smith said" or ", according to Smith"; -1 where there is none."""
    said = _before((seen & (CUE_MASK << CUE_AT | IS_ACCORDING)) > 0, here)[last + 1]
    before = _before(comma, here)[said]
    return np.where((said > first) & (before > np.maximum(first, last - CLOSING)), before, -1)
